import EmicKit

/// All memos: a line each, and the one in hand as a whole below.
struct MemoListView {
  let state: State
  let list: MemoList

  func draw(into canvas: inout Canvas) {
    let rows = list.rows
    let width = min(canvas.size.width, 100)
    let box = Box.draw(
      title: "Memos",
      foot: width < 70
        ? "↵ go there  Ctrl-S export  Esc"
        : "type to find  ↵ go there  Ctrl-S export as Markdown  Esc",
      width: width,
      height: canvas.size.height - 2,
      // Messages stand in the first row.
      y: 1,
      into: &canvas
    )
    let whole = rows.indices.contains(list.row) ? text(of: rows[list.row], width: box.width) : []
    let wholeHeight = min(whole.count, max(0, box.height / 2 - 1))
    let height = max(1, box.height - 2 - wholeHeight)
    if rows.isEmpty {
      let words = list.memos.isEmpty ? "No memos yet." : "No memo has these words."
      canvas.draw(words, x: box.x, y: box.y + 1, style: Style(.faint), limit: box.x + box.width)
    }
    let shown = ListWindow.rows(around: list.row, of: rows.count, height: height)
    for (index, row) in shown.enumerated() {
      drawRow(rows[row], isCurrent: row == list.row, box, y: box.y + 1 + index, into: &canvas)
    }
    let ruleY = box.y + 1 + height
    if wholeHeight > 0 { canvas.drawRule(x: box.x, y: ruleY, width: box.width) }
    for (index, line) in whole.prefix(wholeHeight).enumerated() {
      canvas.draw(line, x: box.x, y: ruleY + 1 + index, limit: box.x + box.width)
    }
    let count = "\(rows.count) of \(list.memos.count)"
    let countX = box.x + box.width - DisplayText.width(of: count)
    canvas.draw(count, x: countX, y: box.y, style: Style(.faint))
    canvas.draw(">", x: box.x, y: box.y, style: Style(.key))
    let fieldWidth = max(4, countX - box.x - 3)
    list.field.draw(x: box.x + 2, y: box.y, width: fieldWidth, below: list.row, into: &canvas)
  }

  private func drawRow(
    _ memo: ListedMemo,
    isCurrent: Bool,
    _ box: Box,
    y: Int,
    into canvas: inout Canvas
  ) {
    let style = Style(isCurrent ? .selectedRow : .plain)
    canvas.offer(row: y, x: box.x..<box.x + box.width, isCurrent: isCurrent)
    if isCurrent { canvas.take(row: y, box, style) }
    let place = min(36, box.width * 2 / 5)
    canvas.draw(isCurrent ? ">" : " ", x: box.x, y: y, style: style)
    let about = state.shown(MemoList.place(of: memo, name: { list.names[$0] }))
    canvas.draw(Ellipsis.fit(about, to: place), x: box.x + 2, y: y, style: style)
    canvas.draw(
      Ellipsis.cut(state.shown(memo.text).onOneLine, to: max(0, box.width - place - 4)),
      x: box.x + place + 4,
      y: y,
      style: style,
      limit: box.x + box.width
    )
  }

  private func text(of memo: ListedMemo, width: Int) -> [String] {
    Paragraphs.wrapped(
      ["\(MemoList.place(of: memo)) · \(memo.coder) · \(memo.at.date)", memo.text]
        .map(state.shown),
      width: width
    )
  }
}
