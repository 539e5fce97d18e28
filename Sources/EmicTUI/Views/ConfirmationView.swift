extension PopupView {
  func draw(_ asked: Confirmation, into canvas: inout Canvas) {
    let lines = state.lines(of: asked)
    let yes = asked.isDestructive ? "y \(asked.verb)  " : "y or ↵ \(asked.verb)  "
    let other = asked.otherVerb.map { "t \($0)  " } ?? ""
    let isLonger = lines.count > canvas.popupHeight - 2
    let box = Box.draw(
      title: asked.title,
      foot: state.answers(yes + other + (isLonger ? "j k scroll  Esc" : "Esc")),
      width: min(canvas.size.width, Confirmation.widest),
      height: lines.count + 2,
      into: &canvas
    )
    let top = min(asked.top, max(0, lines.count - box.height))
    for (row, line) in lines.dropFirst(top).prefix(box.height).enumerated() {
      canvas.draw(line, x: box.x, y: box.y + row, limit: box.x + box.width)
    }
    canvas.cursor = (box.x, box.y)
  }
}

extension State {
  /// The keys that answer a question, as its foot names them: none as long as none answers it.
  func answers(_ keys: String) -> String { asksUnanswerably ? "" : keys }
}
