import EmicKit

/// Signs that emic draws, never data, in the form that can be listened to.
enum Ornaments {
  /// The one sign that stands for another; blank for frames, rules and shades, which only repeat what
  /// words and numbers say.
  static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar {
    case "▸": ">"
    case "●": "*"
    case "✓": "+"
    case "◐": "~"
    case "→": ">"
    case "↓": "v"
    case "▌", "▐": "|"
    case "─", "│", "┌", "┐", "└", "┘", "░", "▒", "▓", "█": " "
    default: nil
    }
  }

  /// Names of keys as they are said.
  static func plainKeys(_ text: String) -> String {
    text.contains { "↵↑↓→←…".contains($0) }
      ? text.replacing("↵", with: "Enter").replacing("↓ ↑", with: "Down Up")
        .replacing("← →", with: "Left Right")
        .replacing("→ quot", with: "Right quot").replacing("Alt-1…9", with: "Alt-1 to 9")
      : text
  }
}

extension Canvas {
  /// Puts plain signs in the place of those that a screen reader stumbles on.
  mutating func makePlain() {
    for y in 0..<size.height {
      for x in 0..<size.width {
        let cell = self[x, y]
        guard cell.width == 1, let sign = Ornaments.plain(cell.scalar) else { continue }
        put(plain: sign, x: x, y: y, style: cell.style)
      }
    }
  }

  /// Puts a sign between the cells of a row; those from there on move to the right, and the last one
  /// is lost.
  mutating func insert(_ sign: Unicode.Scalar, x: Int, y: Int, style: Style) {
    guard x >= 0, x < size.width, y >= 0, y < size.height else { return }
    let cells = row(y)
    var moved = Array(cells[..<x]) + [Cell(sign, style: style)] + cells[x...].dropLast()
    // Half a wide character is no character.
    if let last = moved.last, last.width == 2 { moved[moved.count - 1] = Cell(" ") }
    if x < cells.count, cells[x].width == 0 { moved[x - 1] = Cell(" ") }
    if moved.count > x + 1, moved[x + 1].width == 0 { moved[x + 1] = Cell(" ") }
    put(row: moved, y: y)
  }
}
