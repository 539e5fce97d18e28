import EmicKit

/// Texts cut to a width in cells, with a sign that something is missing.
enum Ellipsis {
  /// At most a width, the last cell a `…` when something is cut off.
  static func cut(_ text: String, to width: Int) -> String {
    guard DisplayText.width(of: text) > width else { return text }
    guard width > 0 else { return "" }
    var kept = ""
    var used = 1
    for character in text {
      let cells = DisplayText.width(of: String(character))
      guard used + cells <= width else { break }
      kept.append(character)
      used += cells
    }
    return kept + "…"
  }

  /// At most a width: the beginning and the end, with a `…` for what is cut out between them.
  static func cutInTheMiddle(_ text: String, to width: Int) -> String {
    guard DisplayText.width(of: text) > width else { return text }
    guard width > 2 else { return cut(text, to: width) }
    let tail = width / 2
    var end = ""
    var used = 0
    for character in text.reversed() {
      let cells = DisplayText.width(of: String(character))
      guard used + cells <= tail else { break }
      end.append(character)
      used += cells
    }
    return cut(text, to: width - used) + String(end.reversed())
  }

  /// Cut or filled with blanks to exactly a width.
  static func fit(_ text: String, to width: Int, right: Bool = false) -> String {
    let cut = cut(text, to: width)
    let blanks = String(repeating: " ", count: max(0, width - DisplayText.width(of: cut)))
    return right ? blanks + cut : cut + blanks
  }
}
