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

  /// Draws the field of a list, the cursor at its caret as long as the first row is in hand; on another
  /// row, to which somebody has gone, the cursor stays.
  func draw(x: Int, y: Int, width: Int, below row: Int, into canvas: inout Canvas) {
    let cursor = canvas.cursor
    draw(x: x, y: y, width: width, into: &canvas)
    if row > 0 { canvas.cursor = cursor }
  }
}

extension Canvas {
  /// Fills the row in hand of a list in a box, and puts the cursor at its beginning.
  mutating func take(row y: Int, _ box: Box, _ style: Style) {
    fill(x: box.x, y: y, width: box.width, height: 1, style: style)
    cursor = (box.x, y)
  }
}
