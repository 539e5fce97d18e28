import EmicKit

/// What was settled otherwise than the coder has coded: their own, what was decided, and why.
struct DifferencesView {
  let state: State
  let review: ReviewState
  private let rowHeight = 3

  func draw(into canvas: inout Canvas) {
    let count = review.differences.count
    canvas.draw(
      Ellipsis.cut("What was settled otherwise than you coded it", to: state.size.width - 2),
      x: 1,
      y: 1,
      style: Style(.title)
    )
    canvas.drawRule(x: 0, y: 2, width: state.size.width)
    let height = max(1, (state.size.height - 4) / rowHeight)
    for (index, row) in ListWindow.rows(around: review.differenceRow, of: count, height: height)
      .enumerated()
    {
      drawRow(row, y: 3 + index * rowHeight, into: &canvas)
    }
    state.drawHints(
      [("↵", "open the passage"), ("j k", "move"), ("q", "back"), ("?", "keys")],
      into: &canvas
    )
    state.drawReviewHead(
      ["Your differences", "\(review.differenceRow + 1) of \(count)"],
      into: &canvas
    )
  }

  private func drawRow(_ row: Int, y: Int, into canvas: inout Canvas) {
    let one = review.differences[row]
    let width = state.size.width
    let isCurrent = row == review.differenceRow
    let style = Style(isCurrent ? .selectedRow : .plain)
    let height = min(rowHeight, max(1, state.size.height - 1 - y))
    canvas.offer(row: y, height: height, isCurrent: isCurrent)
    if isCurrent {
      canvas.fill(x: 0, y: y, width: width, height: height, style: style)
      canvas.draw("▸", x: 0, y: y, style: style)
      canvas.cursor = (2, y)
    }
    let lines = [
      "\(place(of: one))  “\(words(of: one))”",
      "  you: \(own(one.difference))",
      "  ✓ \(VerdictWords.words(one.difference.verdict))",
    ]
    for (index, line) in lines.enumerated() where y + index < state.size.height - 1 {
      canvas.draw(Ellipsis.cut(line, to: width - 3), x: 2, y: y + index, style: style)
    }
  }

  private func own(_ difference: ConsensusDifference) -> String {
    guard !difference.own.isEmpty else { return "nothing of it" }
    return difference.own.map { "\($0.code), \($0.span.count) characters" }
      .joined(separator: "; ")
  }

  private func place(of one: OwnDifference) -> String {
    guard let transcript = review.work(on: one.transcript)?.transcript else { return "" }
    let number = transcript.turnNumber(at: one.difference.row.span.start)
    return state.shown(transcript.shortName) + (number.map { " turn \($0)" } ?? "")
  }

  private func words(of one: OwnDifference) -> String {
    guard let transcript = review.work(on: one.transcript)?.transcript else { return "" }
    let span = one.difference.row.span
    return state.shown(Span(span.start..<min(span.end, span.start + 200)), of: transcript.text)
      .onOneLine
  }
}
