import EmicKit

extension CodingState {
  /// How many rows stay between the caret and the edges of the screen.
  static let margin = 3

  /// Scrolls as little as it takes to have the caret on the screen.
  mutating func scrollToCaret(height: Int, margin: Int = CodingState.margin) {
    let place = layout.place(of: edge.map(\.movingOffset) ?? caret)
    let margin = min(margin, max(0, (height - 1) / 2))
    // Mostly it is far from both edges, and the way there need not be walked.
    if isShown(height: height), let row = layout.row(at: place), let y = shownIndex(of: row),
      (margin..<height - margin).contains(y)
    {
      return
    }
    let earliestTop = layout.place(place, movedBy: -(height - 1 - margin))
    let latestTop = layout.place(place, movedBy: -margin)
    if top < earliestTop { top = earliestTop }
    if top > latestTop { top = latestTop }
    if layout.row(at: top) == nil { top = latestTop }
  }

  /// Puts the row of the caret near the top, so that what follows can be read.
  mutating func scrollCaretToTop() {
    top = layout.place(layout.place(of: caret), movedBy: -Self.margin)
  }

  /// Lays out the rows on the screen, from the top.
  mutating func showRows(height: Int) {
    guard !isShown(height: height) else { return }
    shownRows.removeAll(keepingCapacity: true)
    layout.add(to: &shownRows, from: top, until: height)
    shownFrom = (layout, Screenful(top: top, height: height))
  }

  private func isShown(height: Int) -> Bool {
    guard let shownFrom else { return false }
    return shownFrom.layout === layout
      && shownFrom.screenful == Screenful(top: top, height: height)
  }

  /// On which row of the screen a row of the layout stands, from 0.
  func shownIndex(of row: LayoutRow) -> Int? { shownRows.firstIndex { $0.key == row.key } }

  /// Remembers the furthest turn that was on the screen.
  mutating func noteRead() {
    guard let last = shownRows.last(where: { !$0.span.isEmpty }),
      let index = transcript.unitIndex(endingAfter: last.span.start)
    else { return }
    // A turn counts as read when its end was shown.
    let isWhole = transcript.structure.unit(index).end <= last.span.end
    readTo = max(readTo, isWhole ? index + 1 : index)
  }
}

extension CodingState.EdgeMove {
  /// The offset on which the cursor stands while the edge moves.
  var movingOffset: Int { edge == .start ? span.start : max(span.start, span.end - 1) }
}
