/// Signs for terminals on which some take two cells that elsewhere take one.
///
/// They are set up for Chinese, Japanese or Korean. Curses counts one cell, and whatever stands behind such
/// a sign would be out of place.
enum NarrowSigns {
  /// What stands for a sign there; `nil` for all whose width nobody disputes, and for letters that
  /// nothing else can stand for.
  static func plain(_ scalar: UInt32) -> UInt32? {
    guard scalar >= 0xA7, let sign = Unicode.Scalar(scalar) else { return nil }
    let plain: Unicode.Scalar? =
      switch sign {
      case "─", "–", "—", "―": "-"
      case "│", "▌", "▐", "▎", "‖", "¦": "|"
      case "┌", "┐", "└", "┘", "±": "+"
      case "█": "#"
      case "▓": "%"
      case "▒": ":"
      case "░", "·", "…", "•": "."
      case "▸", "▶", "→", "›": ">"
      case "←", "‹": "<"
      case "↑": "^"
      case "↓": "v"
      case "●", "◐", "○", "★", "※": "*"
      case "“", "”", "″": "\""
      case "‘", "’", "′": "'"
      case "×": "x"
      case "÷": "/"
      case "§": "S"
      case "¶": "P"
      case "°", "º": "o"
      case "α": "a"
      case "κ": "k"
      case "π": "p"
      default: nil
      }
    return plain?.value
  }
}
