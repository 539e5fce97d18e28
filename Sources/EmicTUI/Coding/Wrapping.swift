import EmicKit

/// Breaking a stretch of text into rows of at most a number of cells.
enum Wrapping {
  /// - Parameters:
  ///   - span: the stretch.
  ///   - text: in which it is.
  ///   - width: of a row, in cells.
  ///   - names: what is shown in the place of names, which are never broken.
  /// - Returns: spans that follow one another and cover the stretch; one empty span for an empty
  ///   stretch. Blanks at the end of a row may hang over its edge.
  static func rows(
    of span: Span,
    in text: TranscriptText,
    width: Int,
    names: ShownNames? = nil
  ) -> [Span] {
    guard !span.isEmpty else { return [span] }
    let scalars = text.scalars(in: span)
    var breaks = breakOpportunities(scalars, in: text, span: span)
    let widths = names?.widths(of: span, scalars, fitting: width)
    for place in names?.places(overlapping: span) ?? [] {
      guard let inside = place.span.intersection(span) else { continue }
      for offset in inside.start..<inside.end where offset > place.span.start {
        breaks[offset - span.start] = false
      }
    }
    var rows: [Span] = []
    var rowStart = 0
    var rowWidth = 0
    var lastBreak = 0
    var index = 0
    while index < scalars.count {
      if breaks[index] { lastBreak = index }
      let cells = widths?[index] ?? DisplayText.width(of: scalars[index])
      if rowWidth + cells > width, index > rowStart, scalars[index] != " " {
        let end = lastBreak > rowStart ? lastBreak : forcedBreak(index, after: rowStart, span, text)
        rows.append(Span(span.start + rowStart..<span.start + end))
        rowStart = end
        index = end
        rowWidth = 0
        continue
      }
      rowWidth += cells
      index += 1
    }
    rows.append(Span(span.start + rowStart..<span.end))
    return rows
  }

  // A word longer than the row is cut between characters, never within one.
  private static func forcedBreak(
    _ index: Int,
    after rowStart: Int,
    _ span: Span,
    _ text: TranscriptText
  ) -> Int {
    let offset = span.start + index
    if text.isGraphemeBoundary(offset) { return index }
    let before = text.graphemeBoundary(before: offset) - span.start
    return before > rowStart
      ? before : max(index, min(span.count, text.graphemeBoundary(after: offset) - span.start))
  }

  /// For each scalar, whether a row may begin there.
  private static func breakOpportunities(
    _ scalars: [Unicode.Scalar],
    in text: TranscriptText,
    span: Span
  ) -> [Bool] {
    var breaks = [Bool](repeating: false, count: scalars.count)
    if scalars.allSatisfy({ $0.isASCII }) {
      for index in scalars.indices.dropFirst() {
        breaks[index] = scalars[index - 1] == " " && scalars[index] != " "
      }
    } else {
      for offset in LineBreaks.opportunities(in: text, of: span) where offset < span.end {
        breaks[offset - span.start] = true
      }
    }
    return breaks
  }
}
