import EmicKit

/// The room inside a frame over the screen, in cells.
struct Box {
  let x: Int
  let y: Int
  let width: Int
  let height: Int

  /// Draws a frame with a title above and what the keys do below, the room inside empty.
  ///
  /// Width and height are the frame's, the height cut to the screen's. Without `y`, its first row, it
  /// stands in the middle.
  static func draw(
    title: String,
    foot: String = "",
    width: Int,
    height: Int,
    y: Int? = nil,
    into canvas: inout Canvas
  ) -> Box {
    if canvas.isPlain { return drawPlain(title, foot, height: height, into: &canvas) }
    // A rim of a few columns beside the box would show scraps of words.
    let width = canvas.size.width - width < 8 ? canvas.size.width : width
    let height = min(height, canvas.size.height - 1)
    let x = (canvas.size.width - width) / 2
    let y = max(0, y ?? (canvas.size.height - 1 - height) / 2)
    let (right, bottom) = (x + width - 1, y + height - 1)
    canvas.fill(x: x, y: y, width: width, height: height)
    canvas.drawRule(x: x, y: y, width: width)
    canvas.drawRule(x: x, y: bottom, width: width)
    for row in y..<y + height {
      let ends: (Unicode.Scalar, Unicode.Scalar) =
        row == y ? ("┌", "┐") : row == bottom ? ("└", "┘") : ("│", "│")
      canvas.put(DisplayText.Glyph(ends.0), x: x, y: row, style: Style(.border))
      canvas.put(DisplayText.Glyph(ends.1), x: right, y: row, style: Style(.border))
    }
    func label(_ text: String, y: Int, _ role: Role) {
      guard !text.isEmpty else { return }
      let words = " \(Ellipsis.cut(text, to: width - 6)) "
      canvas.draw(words, x: x + 2, y: y, style: Style(role), limit: right)
    }
    label(title, y: y, .title)
    label(foot, y: bottom, .hints)
    return Box(x: x + 2, y: y + 1, width: max(0, width - 4), height: max(0, height - 2))
  }

  /// The whole screen below its first line, where messages stand: what lies beneath would be read
  /// between the lines.
  private static func drawPlain(
    _ title: String,
    _ foot: String,
    height: Int,
    into canvas: inout Canvas
  ) -> Box {
    let (width, bottom) = (canvas.size.width, canvas.size.height - 1)
    canvas.fill(x: 0, y: 1, width: width, height: bottom)
    canvas.draw(Ellipsis.cut(title, to: width - 2), x: 1, y: 1, style: Style(.title))
    canvas.draw(
      Ellipsis.cut(Ornaments.plainKeys(foot), to: width - 2),
      x: 1,
      y: bottom,
      style: Style(.hints)
    )
    return Box(x: 1, y: 2, width: max(0, width - 2), height: max(0, min(height - 2, bottom - 2)))
  }
}

extension Canvas {
  /// A line from side to side.
  mutating func drawRule(x: Int, y: Int, width: Int) {
    guard !isPlain else { return }
    for column in x..<x + width {
      put(DisplayText.Glyph("─"), x: column, y: y, style: Style(.border))
    }
  }
}

/// Which rows of a long list are shown.
enum ListWindow {
  /// The rows around the one in hand, as many as fit.
  static func rows(around row: Int, of count: Int, height: Int) -> Range<Int> {
    let top = max(0, min(row - height / 2, count - height))
    return top..<min(count, top + height)
  }
}
