import EmicKit

extension TextField {
  /// Draws one line of text with the cursor at its caret.
  ///
  /// A text longer than its line scrolls, so that the caret is always seen.
  func draw(x: Int, y: Int, width: Int, into canvas: inout Canvas) {
    let room = max(1, width - 1)
    var shown = text[...]
    var column = DisplayText.width(of: beforeCaret)
    while column > room, let first = shown.first {
      column -= DisplayText.width(of: String(first))
      shown = shown.dropFirst()
    }
    canvas.draw(shown, x: x, y: y, style: Style(.input), limit: x + width)
    canvas.cursor = (x + column, y)
  }
}
