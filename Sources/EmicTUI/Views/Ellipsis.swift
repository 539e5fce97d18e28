import EmicKit

/// Texts cut to a width in cells, with a sign that something is missing.
enum Ellipsis {
  /// At most a width, the last cell a `…` when something is cut off.
  static func cut(_ text: some StringProtocol, to width: Int) -> String {
    guard DisplayText.width(of: text) > width else { return String(text) }
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

  /// Cut or filled with blanks to exactly a width.
  static func fit(_ text: some StringProtocol, to width: Int, right: Bool = false) -> String {
    let cut = cut(text, to: width)
    let blanks = String(repeating: " ", count: max(0, width - DisplayText.width(of: cut)))
    return right ? blanks + cut : cut + blanks
  }
}
