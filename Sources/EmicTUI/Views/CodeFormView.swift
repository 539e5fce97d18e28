import EmicKit

/// A form over the codebook: labels at the left, texts wrapped beside them.
struct CodeFormView {
  let form: CodeForm

  private static let labelWidth = 12

  func draw(into canvas: inout Canvas) {
    let width = min(canvas.size.width, 92)
    let room = max(4, width - 4 - Self.labelWidth)
    let laidOut = form.fields.map { lines(of: $0, width: room) }
    let needed = laidOut.reduce(0) { $0 + $1.count }
    let box = Box.draw(
      title: form.title,
      foot: foot(width: width),
      width: width,
      height: min(canvas.size.height - 2, needed + 2),
      // Messages stand in the first row.
      y: max(1, (canvas.size.height - 3 - needed) / 2),
      into: &canvas
    )
    drawFields(laidOut, box, into: &canvas)
  }

  private func foot(width: Int) -> String {
    let choose = form.isOnChoice ? "← → choose  " : ""
    let part = form.takesParts ? "Ctrl-N another part  " : ""
    guard width >= 74 else {
      return choose + "Ctrl-S go on  " + (form.takesParts ? "Ctrl-N part  " : "Tab next  ")
        + "Ctrl-O editor  Esc"
    }
    let isTight = form.takesParts && width < 90
    return choose + (isTight ? "Ctrl-S go on  Tab next  " : "Ctrl-S go on  Tab next field  ") + part
      + (isTight ? "Ctrl-O editor  Esc" : "Ctrl-O in $EDITOR  Esc leaves")
  }

  /// Always one line at least, so that every field can be gone to.
  private func lines(of field: CodeForm.Field, width: Int) -> [String] {
    if case .choice(let words) = field.kind {
      return [
        words.map { $0 == field.field.text ? "[\($0)]" : " \($0) " }.joined(separator: " ")
      ]
    }
    let lines = Paragraphs.wrapped([field.field.text], width: width)
    return lines.isEmpty ? [""] : lines
  }

  private func drawFields(_ laidOut: [[String]], _ box: Box, into canvas: inout Canvas) {
    let textX = box.x + Self.labelWidth
    let room = max(4, box.width - Self.labelWidth)
    let before = laidOut.prefix(form.current).reduce(0) { $0 + $1.count }
    let (caretRow, caretX) = caret(width: room)
    let count = laidOut.reduce(0) { $0 + $1.count }
    let top = max(0, min(before + caretRow - box.height / 2, count - box.height))
    var y = box.y - top
    for (index, lines) in laidOut.enumerated() {
      let seen = max(y, box.y)..<max(y, box.y, min(y + lines.count, box.y + box.height))
      if !seen.isEmpty {
        let x = box.x..<box.x + box.width
        let isCurrent = index == form.current
        canvas.offer(row: seen.lowerBound, x: x, height: seen.count, isCurrent: isCurrent)
      }
      for (row, line) in lines.enumerated() {
        if y >= box.y, y < box.y + box.height {
          let isCurrent = index == form.current
          if row == 0 {
            canvas.draw(
              Ellipsis.cut(form.fields[index].label, to: Self.labelWidth - 1),
              x: box.x,
              y: y,
              style: Style(isCurrent ? .key : .faint)
            )
          }
          let style = isCurrent ? Style(.input) : .plain
          canvas.draw(line, x: textX, y: y, style: style, limit: box.x + box.width)
        }
        y += 1
      }
    }
    canvas.cursor = (textX + caretX, box.y - top + before + caretRow)
  }

  private func caret(width: Int) -> (row: Int, x: Int) {
    let field = form.fields[form.current]
    if case .choice = field.kind { return (0, 0) }
    let before = Paragraphs.wrapped([field.field.beforeCaret], width: width)
    return (max(0, before.count - 1), DisplayText.width(of: before.last ?? ""))
  }
}
