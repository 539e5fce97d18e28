import EmicKit

/// One line to type, at the foot of the screen.
struct PromptView {
  let prompt: Prompt

  func draw(into canvas: inout Canvas) {
    let y = canvas.size.height - 1
    canvas.fill(x: 0, y: y, width: canvas.size.width, height: 1, style: Style(.input))
    let isSearch = prompt.purpose == .search
    let label = isSearch ? "/" : prompt.title + ": "
    let room = canvas.size.width / 2
    // A label that is cut keeps a blank before what is typed.
    let isCut = DisplayText.width(of: label) > room
    let x = canvas.draw(
      isCut ? Ellipsis.cut(label, to: room - 1) + " " : label,
      x: 1,
      y: y,
      style: Style(.key)
    )
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
}
