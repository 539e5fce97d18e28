import CPlatform
import EmicKit

/// Columns of plain text, aligned by what a terminal shows.
struct Table {
  private let columns: [String]
  private var rows: [[String]] = []
  /// Columns of numbers, from 0.
  var rightAligned: Set<Int> = []
  /// A column that clips its text itself, from 0.
  var wide: Int?

  /// Heads of columns can be data, too: a coder, an attribute's value.
  init(_ columns: [String]) { self.columns = columns.map { Self.cut(Self.cell($0)) } }

  /// No cell but the last of a row is wider, in cells of the terminal: one long name must not push
  /// every row over the edge.
  private static let widest = 48

  mutating func add(_ row: [String]) {
    rows.append(
      row.enumerated().map { place, text in
        place == row.count - 1 || place == wide ? Self.cell(text) : Self.cut(Self.cell(text))
      }
    )
  }

  /// The lines, each with its end.
  ///
  /// - Parameter isBold: whether the first line stands out.
  /// - Returns: text that no terminal obeys.
  func text(isBold: Bool = false) -> String {
    platform_use_utf8_locale()
    let all = [columns] + rows
    // Each is measured once: in a long table that takes longer than printing it.
    let widths = all.map { row in row.map { DisplayText.width(of: $0) } }
    let widest = columns.indices.map { place in widths.reduce(0) { max($0, $1[place]) } }
    var text = ""
    for (index, row) in all.enumerated() {
      var line = ""
      for (place, cell) in row.enumerated() {
        let padding = String(repeating: " ", count: widest[place] - widths[index][place])
        let isLast = place == row.count - 1
        if place > 0 { line += "  " }
        line += rightAligned.contains(place) ? padding + cell : cell + (isLast ? "" : padding)
      }
      while line.last == " " { line.removeLast() }
      text += index == 0 && isBold ? "\u{1B}[1m\(line)\u{1B}[m\n" : line + "\n"
    }
    return text
  }

  // One line, and nothing that a terminal would obey.
  private static func cell(_ text: String) -> String {
    if DisplayText.isPlain(text) { return text }
    return DisplayText.safe(String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 }))
  }

  private static func cut(_ cell: String) -> String {
    guard DisplayText.width(of: cell) > widest else { return cell }
    var (result, width) = ("", 0)
    for character in cell {
      width += DisplayText.width(of: String(character))
      guard width < widest else { break }
      result.append(character)
    }
    return result + "…"
  }

  /// The beginning of a long text, for a column that people skim.
  static func clipped(_ text: String, to width: Int = 60) -> String {
    let characters = text.prefix(width + 1)
    return characters.count > width ? characters.dropLast() + "…" : String(characters)
  }
}
