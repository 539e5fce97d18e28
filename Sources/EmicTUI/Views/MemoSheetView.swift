import EmicKit

/// A memo being written, in the lower part of the screen, so that what it is about stays in view.
struct MemoSheetView {
  let sheet: MemoSheet

  func draw(into canvas: inout Canvas) {
    let width = canvas.size.width
    let height = max(5, min(12, canvas.size.height / 2))
    let y = canvas.size.height - height
    canvas.fill(x: 0, y: y, width: width, height: height)
    canvas.drawRule(x: 0, y: y, width: width)
    canvas.draw(" \(Ellipsis.cut(sheet.title, to: width - 6)) ", x: 2, y: y, style: Style(.title))
    let foot =
      width < 68
      ? "Ctrl-S save  Ctrl-O editor  Esc draft"
      : "Ctrl-S save  Enter new line  Ctrl-O in $EDITOR  Esc keep a draft"
    canvas.draw(foot, x: 1, y: canvas.size.height - 1, style: Style(.hints), limit: width)
    canvas.offerKeys(of: foot, x: 1, y: canvas.size.height - 1)
    drawText(y: y + 1, height: height - 2, into: &canvas)
  }

  private func drawText(y: Int, height: Int, into canvas: inout Canvas) {
    let width = canvas.size.width
    let before = Paragraphs.wrapped([sheet.field.beforeCaret], width: width - 2)
    let all = Paragraphs.wrapped([sheet.field.text], width: width - 2)
    let caretRow = max(0, before.count - 1)
    let top = max(0, caretRow - height + 1)
    for (row, line) in all.dropFirst(top).prefix(height).enumerated() {
      canvas.draw(line, x: 1, y: y + row, style: Style(.input), limit: width)
    }
    canvas.cursor = (1 + DisplayText.width(of: before.last ?? ""), y + caretRow - top)
  }
}
