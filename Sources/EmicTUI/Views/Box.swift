import EmicKit

/// The room inside a frame over the screen, in cells.
struct Box {
  let x: Int
  let y: Int
  let width: Int
  let height: Int

  /// Draws a frame with a title above and what the keys do below, the room inside empty.
  ///
  /// Width and height are the frame's, the height cut to the room between the head of the screen, where
  /// a message about what is typed here stands, and the last line. Without `y`, its first row, it stands
  /// in the middle. The keys that the foot names can be clicked.
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
    let room = canvas.headHeight..<canvas.headHeight + canvas.popupHeight
    let height = min(height, room.count)
    let x = (canvas.size.width - width) / 2
    let middle = (canvas.size.height - 1 - height) / 2
    let y = min(max(room.lowerBound, y ?? middle), room.upperBound - height)
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
    canvas.offerKeys(of: Ellipsis.cut(foot, to: width - 6), x: x + 3, y: bottom)
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
    let y = canvas.headHeight
    canvas.fill(x: 0, y: y, width: width, height: bottom + 1 - y)
    canvas.draw(Ellipsis.cut(title, to: width - 2), x: 1, y: y, style: Style(.title))
    let foot = Ellipsis.cut(Ornaments.plainKeys(foot), to: width - 2)
    canvas.draw(foot, x: 1, y: bottom, style: Style(.hints))
    canvas.offerKeys(of: foot, x: 1, y: bottom)
    let inside = y + 1
    return Box(
      x: 1,
      y: inside,
      width: max(0, width - 2),
      height: max(0, min(height - 2, bottom - inside))
    )
  }
}

extension Canvas {
  /// The rows of the tallest frame, between the head of the screen and its last line.
  var popupHeight: Int { max(3, size.height - 1 - headHeight) }

  /// A line from side to side.
  mutating func drawRule(x: Int, y: Int, width: Int) {
    guard !isPlain else { return }
    for column in x..<x + width {
      put(DisplayText.Glyph("─"), x: column, y: y, style: Style(.border))
    }
  }
}

extension Canvas {
  /// Makes what a foot names something to click on: `↵ take  j k scroll  y or ↵ closes`.
  ///
  /// Parts are two blanks apart. Of several keys each is clicked where it stands; the words behind them
  /// mean the first.
  mutating func offerKeys(of foot: String, x: Int, y: Int) {
    var column = x
    for part in foot.split(separator: "  ") {
      let end = column + DisplayText.width(of: String(part))
      var first: String?
      var x = column
      for word in part.split(separator: " ").map({ String($0) }) {
        let isKey = Key(named: word) != nil
        guard isKey || first != nil && word == "or" else { break }
        let next = x + DisplayText.width(of: word) + 1
        if isKey { offer(key: word, x: x..<min(next, end), y: y) }
        first = first ?? word
        x = next
      }
      if let first, x < end { offer(key: first, x: x..<end, y: y) }
      column = end + 2
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
