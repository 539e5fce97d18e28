import CPlatform
import EmicKit

/// Columns of plain text, aligned by what a terminal shows.
struct Table {
  private let columns: [String]
  private var rows: [[String]] = []
  /// Columns of numbers, from 0.
  var rightAligned: Set<Int> = []

  init(_ columns: [String]) { self.columns = columns }

  mutating func add(_ row: [String]) { rows.append(row.map(Self.cell)) }

  /// The lines, each with its end.
  ///
  /// - Parameter isBold: whether the first line stands out.
  /// - Returns: text that no terminal obeys.
  func text(isBold: Bool = false) -> String {
    platform_use_utf8_locale()
    let all = [columns] + rows
    let widths = columns.indices.map { place in
      all.map { DisplayText.width(of: $0[place]) }.max() ?? 0
    }
    var text = ""
    for (index, row) in all.enumerated() {
      var line = ""
      for (place, cell) in row.enumerated() {
        let padding = String(repeating: " ", count: widths[place] - DisplayText.width(of: cell))
        let isLast = place == row.count - 1
        if place > 0 { line += "  " }
        line += rightAligned.contains(place) ? padding + cell : cell + (isLast ? "" : padding)
      }
      text += index == 0 && isBold ? "\u{1B}[1m\(line)\u{1B}[m\n" : line + "\n"
    }
    return text
  }

  // One line, and nothing that a terminal would obey.
  private static func cell(_ text: String) -> String {
    DisplayText.safe(String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 }))
  }

  /// The beginning of a long text, for a column that people skim.
  static func clipped(_ text: String, to width: Int = 60) -> String {
    let characters = text.prefix(width + 1)
    return characters.count > width ? characters.dropLast() + "…" : String(characters)
  }
}
