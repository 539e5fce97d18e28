import EmicKit

/// Help and palette: bindings with their keys.
struct CommandListView {
  let state: State
  let list: CommandList
  private let rows: [Keymap.Binding]

  init(state: State, list: CommandList) {
    self.state = state
    self.list = list
    rows = state.rows(of: list)
  }

  func draw(into canvas: inout Canvas) {
    let box = Box.draw(
      title: list.title,
      foot: "type to filter  ↵ run  Esc",
      width: min(canvas.size.width, max(76, rows.indices.map(neededWidth).max() ?? 0)),
      height: min(canvas.size.height - 2, 26),
      into: &canvas
    )
    let height = max(1, box.height - 1)
    let shown = ListWindow.rows(around: list.row, of: rows.count, height: height)
    for (index, row) in shown.enumerated() {
      drawRow(row, box, y: box.y + 1 + index, into: &canvas)
    }
    if rows.isEmpty {
      let lines = Paragraphs.wrapped(nothing, width: box.width - 2).prefix(height)
      for (y, line) in lines.enumerated() {
        canvas.draw(line, x: box.x + 2, y: box.y + 1 + y, style: Style(.faint))
      }
    }
    canvas.draw(">", x: box.x, y: box.y, style: Style(.key))
    let width = box.width - 2
    list.field.draw(x: box.x + 2, y: box.y, width: width, below: list.row, into: &canvas)
  }

  /// What is said where no command is like what was typed.
  private var nothing: String {
    state.shellCommand(for: list.field.text) ?? "No command is like that: take letters off."
  }

  /// In cells, with the frame: no sentence is cut where there is room for it.
  private func neededWidth(_ row: Int) -> Int {
    DisplayText.width(of: words(of: rows[row])) + DisplayText.width(of: side(of: row)) + 24
  }

  private func words(of binding: Keymap.Binding) -> String {
    (list.isPalette ? "\(binding.command.rawValue): " : "") + binding.help
  }

  /// At the right: why it can do nothing, or its group.
  private func side(of row: Int) -> String {
    state.unavailability(of: rows[row].command).map { " (\($0))" } ?? groupName(row)
  }

  private func drawRow(_ row: Int, _ box: Box, y: Int, into canvas: inout Canvas) {
    let binding = rows[row]
    let isCurrent = row == list.row
    let reason = state.unavailability(of: binding.command)
    let style = Style(isCurrent ? .selectedRow : reason == nil ? .plain : .faint)
    canvas.offer(row: y, x: box.x..<box.x + box.width, isCurrent: isCurrent)
    if isCurrent { canvas.take(row: y, box, style) }
    canvas.draw(isCurrent ? ">" : " ", x: box.x, y: y, style: style)
    let keys = Ellipsis.fit(binding.keys.joined(separator: " | "), to: 17)
    canvas.draw(keys, x: box.x + 2, y: y, style: isCurrent ? style : Style(.key))
    let side = side(of: row)
    let sideX = box.x + box.width - DisplayText.width(of: side)
    let words = Ellipsis.cut(words(of: binding), to: sideX - box.x - 20)
    canvas.draw(words, x: box.x + 20, y: y, style: style)
    canvas.draw(side, x: sideX, y: y, style: isCurrent ? style : Style(.faint))
  }

  /// The group's name, beside the first row of each group of the help.
  private func groupName(_ row: Int) -> String {
    let isFirst = row == 0 || rows[row - 1].group != rows[row].group
    return isFirst && !list.isPalette ? " " + rows[row].group : ""
  }
}
