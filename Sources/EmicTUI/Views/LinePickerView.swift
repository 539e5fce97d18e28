import EmicKit

/// A list that typing filters.
struct LinePickerView {
  let state: State
  let picker: LinePicker

  func draw(into canvas: inout Canvas) {
    let shown = picker.shown
    let longest =
      picker.lines.prefix(1000).map {
        DisplayText.width(of: state.shown($0.words)) + DisplayText.width(of: $0.fact) + 3
      }.max() ?? 0
    let box = Box.draw(
      title: picker.title,
      foot: "↵ take  Space several  Esc",
      width: min(canvas.size.width, max(44, min(78, longest + 8))),
      height: min(canvas.size.height - 2, max(8, picker.lines.count + 3)),
      into: &canvas
    )
    let count = "\(shown.count) of \(picker.lines.count)"
    let countX = box.x + box.width - DisplayText.width(of: count)
    canvas.draw(count, x: countX, y: box.y, style: Style(.faint))
    let x = canvas.draw("> ", x: box.x, y: box.y, style: Style(.key))
    let rows = ListWindow.rows(around: picker.row, of: shown.count, height: max(1, box.height - 1))
    for (index, row) in rows.enumerated() {
      draw(shown[row], isCurrent: row == picker.row, box, y: box.y + 1 + index, into: &canvas)
    }
    if shown.isEmpty {
      let words = picker.takesWords ? "↵ takes it as it is written" : "Nothing here is like that."
      canvas.draw(
        Ellipsis.cut(words, to: box.width),
        x: box.x,
        y: box.y + 1,
        style: Style(.faint)
      )
    }
    let width = max(4, countX - x - 1)
    picker.field.draw(x: x, y: box.y, width: width, below: picker.row, into: &canvas)
  }

  private func draw(_ place: Int, isCurrent: Bool, _ box: Box, y: Int, into canvas: inout Canvas) {
    let line = picker.lines[place]
    let style = Style(isCurrent ? .selectedRow : .plain)
    canvas.offer(row: y, x: box.x..<box.x + box.width, isCurrent: isCurrent)
    if isCurrent { canvas.take(row: y, box, style) }
    let mark = picker.chosen.contains(place) ? "●" : isCurrent ? "▸" : " "
    canvas.draw(mark, x: box.x, y: y, style: style)
    let factX = box.x + box.width - DisplayText.width(of: line.fact)
    canvas.draw(
      Ellipsis.cut(state.shown(line.words), to: factX - box.x - 3),
      x: box.x + 2,
      y: y,
      style: style
    )
    canvas.draw(line.fact, x: max(box.x + 2, factX), y: y, style: style, limit: box.x + box.width)
  }
}
