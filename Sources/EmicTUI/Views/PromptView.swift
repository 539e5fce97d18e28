import EmicKit

/// One line to type, at the foot of the screen; a question that leaves it too little room stands above it.
struct PromptView {
  let prompt: Prompt

  func draw(into canvas: inout Canvas) {
    let y = canvas.size.height - 1
    canvas.fill(x: 0, y: y, width: canvas.size.width, height: 1, style: Style(.input))
    let isSearch = prompt.purpose == .search
    let label = isSearch ? "/" : prompt.title + ": "
    let left = canvas.size.width - 2 - DisplayText.width(of: label)
    let isApart = left < min(Self.room, canvas.size.width / 2)
    if isApart { drawLabel(above: y, into: &canvas) }
    let x = isApart ? 1 : canvas.draw(label, x: 1, y: y, style: Style(.key))
    var hint = isSearch ? "↵ stay  ↓ ↑ other hits  Esc back" : "↵ done  Esc"
    if canvas.isPlain { hint = Ornaments.plainKeys(hint) }
    let hintX = canvas.size.width - 1 - DisplayText.width(of: hint)
    let hasHint = hintX - x >= 20
    if hasHint {
      canvas.draw(hint, x: hintX, y: y, style: Style(.hints))
      canvas.offerKeys(of: hint, x: hintX, y: y)
    }
    let end = hasHint ? hintX - 1 : canvas.size.width - 1
    prompt.field.draw(x: x, y: y, width: max(4, end - x), into: &canvas)
  }

  /// How many cells what is typed has at least beside its question.
  private static let room = 24

  /// The question in the rows above, whole as far as a third of the screen goes.
  private func drawLabel(above y: Int, into canvas: inout Canvas) {
    let width = canvas.size.width
    var lines = Paragraphs.wrapped(prompt.title + ":", width: width - 2)
    let most = max(1, canvas.size.height / 3)
    if lines.count > most {
      lines = lines.prefix(most - 1) + [Ellipsis.cut(lines[(most - 1)...].joined(), to: width - 2)]
    }
    let top = max(0, y - lines.count)
    canvas.fill(x: 0, y: top, width: width, height: y - top, style: Style(.input))
    for (row, line) in lines.enumerated() where top + row < y {
      canvas.draw(line, x: 1, y: top + row, style: Style(.key))
    }
  }
}
