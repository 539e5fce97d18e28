/// What people type or paste, wherever: names with a Chinese input method on, lines from another system.
package enum TypedText {
  /// Lower case, full-width forms as ASCII.
  static func folded(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.lowercased().unicodeScalars {
      switch scalar.value {
      case 0xFF01...0xFF5E: scalars.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
      case 0x3000: scalars.append(" ")
      default: scalars.append(scalar)
      }
    }
    return String(scalars).lowercased()
  }

  /// The same with hyphens as blanks and none of them at the ends: `Personal-Ties` is *personal ties*.
  static func name(_ text: String) -> String {
    String(folded(text).map { $0 == "-" ? " " : $0 }).trimmingBlanks()
  }

  /// A text of several lines: no byte order mark before them, CRLF and CR as LF.
  package static func lines(_ text: String) -> String {
    let lines = String(text.map { $0 == "\r\n" || $0 == "\r" ? "\n" : $0 })
    let hasMark = lines.unicodeScalars.first == "\u{FEFF}"
    return hasMark ? String(lines.unicodeScalars.dropFirst()) : lines
  }
}
