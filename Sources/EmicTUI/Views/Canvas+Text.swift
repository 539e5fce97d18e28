import EmicKit

extension Canvas {
  /// Draws a stretch of a transcript on one row, each scalar in a style of its own.
  ///
  /// - Parameters:
  ///   - text: of the transcript.
  ///   - span: what is drawn of it.
  ///   - x: the column where it begins.
  ///   - y: the row.
  ///   - limit: the column where it ends at the latest.
  ///   - names: what is drawn in the place of names.
  ///   - style: of the scalar at an offset.
  mutating func draw(
    _ text: TranscriptText,
    _ span: Span,
    x: Int,
    y: Int,
    limit: Int,
    names: ShownNames? = nil,
    style: (Int) -> Style
  ) {
    var (x, here) = (x, span.start)
    for name in names?.places(overlapping: span) ?? [] {
      x = draw(
        text,
        plain: Span(here..<max(here, name.span.start)),
        x: x,
        y: y,
        limit: limit,
        style
      )
      // What began in the row before is drawn there.
      if name.span.start >= span.start { x = draw(name, x: x, y: y, limit: limit, style) }
      here = min(name.span.end, span.end)
    }
    _ = draw(text, plain: Span(here..<span.end), x: x, y: y, limit: limit, style)
  }

  /// - Returns: the column behind what was drawn.
  private mutating func draw(
    _ name: ShownNames.Place,
    x: Int,
    y: Int,
    limit: Int,
    _ style: (Int) -> Style
  ) -> Int {
    let start = x
    var x = x
    for glyph in DisplayText.glyphs(of: name.words) where x + glyph.width <= limit {
      // A selection that ends in the name is seen to end in its words.
      let offset = name.span.start + (x - start) * name.span.count / max(1, name.width)
      put(glyph, x: x, y: y, style: style(offset))
      x += glyph.width
    }
    return x
  }

  /// - Returns: the column behind what was drawn.
  private mutating func draw(
    _ text: TranscriptText,
    plain span: Span,
    x: Int,
    y: Int,
    limit: Int,
    _ style: (Int) -> Style
  ) -> Int {
    var x = x
    var offset = span.start
    var glyphs: [DisplayText.Glyph] = []
    for scalar in text.scalars(in: span) {
      if DisplayText.isPlain(scalar), x < limit {
        put(plain: scalar, x: x, y: y, style: style(offset))
        x += 1
        offset += 1
        continue
      }
      if DisplayText.isWide(scalar), x + 2 <= limit {
        put(DisplayText.Glyph(scalar, width: 2), x: x, y: y, style: style(offset))
        x += 2
        offset += 1
        continue
      }
      glyphs.removeAll(keepingCapacity: true)
      DisplayText.append(scalar, to: &glyphs)
      if DisplayText.width(of: scalar) == 0 {
        add(mark: scalar, before: x, y: y)
      } else {
        for glyph in glyphs where x + glyph.width <= limit {
          put(glyph, x: x, y: y, style: style(offset))
          x += glyph.width
        }
      }
      offset += 1
    }
    return x
  }
}
