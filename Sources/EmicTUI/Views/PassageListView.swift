import EmicKit

/// The passages behind a row of the table, each with its place, its rows and where they stand.
struct PassageListView {
  let state: State
  let review: ReviewState

  func draw(into canvas: inout Canvas) {
    let width = state.size.width
    let open = review.shown.count { review.items[$0].openRows > 0 }
    let title =
      review.showsVerdicts ? "\(open) of these without verdict" : "where the coders differ"
    canvas.draw(Ellipsis.cut(title, to: width - 2), x: 1, y: 1, style: Style(.title))
    canvas.drawRule(x: 0, y: 2, width: width)
    let rowHeight = width < 100 ? 2 : 1
    let height = max(1, (state.size.height - 4) / rowHeight)
    let shown = ListWindow.rows(around: review.shownRow, of: review.shown.count, height: height)
    for (index, row) in shown.enumerated() {
      drawRow(row, y: 3 + index * rowHeight, rowHeight: rowHeight, into: &canvas)
    }
    state.drawHints(
      [
        ("↵", "open"), ("j k", "move"), ("n N", "without verdict"), ("u", "undo"),
        ("C", "close transcript"), ("q", "back"), ("?", "keys"),
      ],
      into: &canvas
    )
    let filter = review.filter == .all ? "" : state.words(of: review.filter)
    let count = review.shown.count
    state.drawReviewHead(
      ["Passages", filter, "\(review.shownRow + 1) of \(count)"],
      into: &canvas
    )
  }

  private func drawRow(_ row: Int, y: Int, rowHeight: Int, into canvas: inout Canvas) {
    let item = review.items[review.shown[row]]
    let isCurrent = row == review.shownRow
    let style = Style(isCurrent ? .selectedRow : .plain)
    let width = state.size.width
    canvas.offer(row: y, isCurrent: isCurrent)
    if isCurrent {
      canvas.fill(x: 0, y: y, width: width, height: rowHeight, style: style)
      canvas.draw("▸", x: 0, y: y, style: style)
      canvas.cursor = (2, y)
    }
    let mark = item.openRows == 0 ? "✓" : item.openRows < item.states.count ? "◐" : "·"
    canvas.draw(mark, x: 1, y: y, style: style)
    let place = Ellipsis.fit(placeWords(of: item), to: min(placeWidth, width / 3))
    let x = canvas.draw(place, x: 3, y: y, style: style) + 1
    let what = item.passage.rows.map { VerdictWords.title(of: $0) }.joined(separator: " · ")
    let quote = "“\(quote(of: item).onOneLine)”"
    if rowHeight == 2 {
      canvas.draw(Ellipsis.cut(what, to: width - x - 1), x: x, y: y, style: style)
      let words = isCurrent ? style : Style(.faint)
      canvas.draw(Ellipsis.cut(quote, to: width - 4), x: 3, y: y + 1, style: words)
    } else {
      let room = (width - x - 3) / 2
      canvas.draw(Ellipsis.cut(what, to: room), x: x, y: y, style: style)
      canvas.draw(Ellipsis.cut(quote, to: room), x: x + room + 2, y: y, style: style)
    }
  }

  private var placeWidth: Int {
    review.shown.prefix(200).map { DisplayText.width(of: placeWords(of: review.items[$0])) }.max()
      ?? 0
  }

  private func placeWords(of item: ReviewState.Item) -> String {
    guard let transcript = review.work(on: item.passage.transcript)?.transcript else { return "" }
    let start = item.passage.span.start
    let number = transcript.turnNumber(at: start).map { " \($0)" } ?? ""
    let speaker = transcript.structure.turn(at: start).map { " \(state.shown($0.speaker))" } ?? ""
    return state.shown(transcript.shortName) + number + speaker
  }

  private func quote(of item: ReviewState.Item) -> String {
    guard let transcript = review.work(on: item.passage.transcript)?.transcript else { return "" }
    // No line shows more, and passages can be long.
    let span = item.passage.span
    return state.shown(Span(span.start..<min(span.end, span.start + 200)), of: transcript.text)
  }
}
