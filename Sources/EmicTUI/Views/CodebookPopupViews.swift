import EmicKit

extension PopupView {
  func draw(_ differences: CodebookDifferences, into canvas: inout Canvas) {
    let width = min(canvas.size.width, 84)
    var lines: [(text: String, style: Style)] = []
    var cursorRow = 0
    for (index, conflict) in differences.conflicts.enumerated() {
      let isCurrent = index == differences.row
      if isCurrent { cursorRow = lines.count }
      let name = "\(conflict.code?.text ?? "the book"), \(conflict.field)"
      lines.append(((isCurrent ? "> " : "  ") + name, Style(isCurrent ? .selectedRow : .title)))
      for (number, side, text) in [
        ("1 yours", CodebookConflicts.Side.one, conflict.one),
        ("2 the file's", .other, conflict.other),
      ] {
        let mark = differences.sides[index] == side ? "●" : " "
        let words = "  \(mark) \(number): \(text.isEmpty ? "nothing" : text)"
        lines += Paragraphs.wrapped([words], width: width - 4).map { ($0, .plain) }
      }
    }
    let box = Box.draw(
      title: "Both have changed this",
      foot: state.answers(
        differences.choices == nil
          ? "1 or 2 for each  j k move  Esc later"
          : "y \(differences.purpose == .form ? "goes on" : "saves it") so  1 2 change  Esc later"
      ),
      width: width,
      height: lines.count + 2,
      into: &canvas
    )
    let top = max(0, min(cursorRow, lines.count - box.height))
    for (row, line) in lines.dropFirst(top).prefix(box.height).enumerated() {
      canvas.draw(line.text, x: box.x, y: box.y + row, style: line.style, limit: box.x + box.width)
    }
    canvas.cursor = (box.x, box.y + cursorRow - top)
  }

  func drawQuickKey(of id: Code.ID, into canvas: inout Canvas) {
    let key = state.book?.book[id]?.key
    let box = Box.draw(
      title: "Quick key of \(id)",
      foot: key == nil ? "Esc" : "Backspace takes it away  Esc",
      width: 48,
      height: 4,
      into: &canvas
    )
    let words =
      key.map { "It is \($0) now. Press another." } ?? "Press the key that is to follow '."
    canvas.draw(words, x: box.x, y: box.y, limit: box.x + box.width)
    canvas.cursor = (box.x, box.y)
  }
}
