import CPlatform
import EmicKit

/// Facts in rows: columns of plain text, aligned by what a terminal shows, or a line for each fact.
struct Table {
  /// How it is printed.
  enum Form: Equatable {
    case columns(isBold: Bool)
    /// `label: fact`, a blank line after each row: what is listened to has no columns.
    case list
  }

  private let columns: [String]
  private var rows: [[String]] = []
  /// What the first cell of a row is, where it is not what its column says.
  private var ownLabels: [Int: String] = [:]
  /// Columns of numbers, from 0.
  var rightAligned: Set<Int> = []
  /// Columns of long texts of which people skim the beginning, from 0.
  var clips: Set<Int> = []
  /// A column that is never cut, from 0.
  var wide: Int?
  /// What columns are called in a list, where their heads are too short for it.
  var labels: [Int: String] = [:]

  /// Heads of columns can be data, too: a coder, an attribute's value.
  init(_ columns: [String]) { self.columns = columns.map { Self.cell($0) } }

  /// What stands in a CSV.
  ///
  /// - Parameter rows: the first has the heads.
  init(facts rows: [[String]]) {
    self.init((rows.first ?? []).map { $0.replacing("_", with: " ") })
    for row in rows.dropFirst() { add(row) }
  }

  /// No cell but the last of a row is wider, in cells of the terminal: one long name must not push
  /// every row over the edge.
  private static let widest = 48

  /// - Parameters:
  ///   - row: a cell for each column; those at the end may be missing.
  ///   - label: what the first cell is in a list, where that differs from row to row.
  mutating func add(_ row: [String], label: String? = nil) {
    if let label { ownLabels[rows.count] = label }
    rows.append(row.map(Self.cell))
  }

  /// The lines, each with its end.
  ///
  /// - Parameter form: as columns, whose first line may stand out, or as a list.
  /// - Returns: text that no terminal obeys.
  func text(_ form: Form = .columns(isBold: false)) -> String {
    switch form {
    case .columns(let isBold): columnText(isBold: isBold)
    case .list: list
    }
  }

  private func columnText(isBold: Bool) -> String {
    platform_use_utf8_locale()
    let all = [columns.map { Printed(Self.cut($0)) }] + rows.map { printed($0) }
    let widest = columns.indices.map { place in
      all.reduce(0) { max($0, place < $1.count ? $1[place].width : 0) }
    }
    let isRight = columns.indices.map(rightAligned.contains)
    // As bytes: blanks, of which a wide table mostly consists, are added to a text one by one.
    var text: [UInt8] = []
    text.reserveCapacity(all.count * widest.reduce(0) { $0 + $1 + 2 })
    for (index, row) in all.enumerated() {
      let isHead = index == 0 && isBold
      if isHead { text += "\u{1B}[1m".utf8 }
      let start = text.count
      for (place, cell) in row.enumerated() {
        let padding = widest[place] - cell.width
        text.append(blanks: (place > 0 ? 2 : 0) + (isRight[place] ? padding : 0))
        text += cell.text.utf8
        if !isRight[place] { text.append(blanks: padding) }
      }
      while text.count > start, text.last == blank { text.removeLast() }
      text += isHead ? "\u{1B}[m\n".utf8 : "\n".utf8
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// A cell as it stands in its column; each is measured once, which in a long table takes longer than
  /// printing it.
  private struct Printed {
    let text: String
    let width: Int

    init(_ text: String) {
      self.text = text
      width = DisplayText.width(of: text)
    }
  }

  private func printed(_ row: [String]) -> [Printed] {
    row.enumerated().map { place, text in
      if clips.contains(place) { return Printed(Self.clipped(text)) }
      let whole = Printed(text)
      let isCut = whole.width > Self.widest && place < row.count - 1 && place != wide
      return isCut ? Printed(Self.cut(text)) : whole
    }
  }

  // MARK: As a list

  private var list: String {
    var text = ""
    var first = ""
    for (index, row) in rows.enumerated() {
      // A table says once what several rows have in common.
      first = row.first?.isEmpty == false ? row[0] : first
      for (place, cell) in ([first] + row.dropFirst()).enumerated() where !cell.trimmed.isEmpty {
        let label = place == 0 ? ownLabels[index] : nil
        text += "\(label ?? self.label(of: place)): \(cell.trimmed)\n"
      }
      text += "\n"
    }
    return text
  }

  private func label(of place: Int) -> String {
    if let label = labels[place] { return label }
    let head = place < columns.count ? columns[place] : ""
    if head.isEmpty { return place == 0 ? "name" : "remark" }
    // Heads in capitals are words; signs such as α and AC1 stay what they are.
    let isWord = head.unicodeScalars.allSatisfy {
      ("A"..."Z").contains($0) || " ()".unicodeScalars.contains($0)
    }
    return isWord && head.count > 2 ? head.lowercased() : head
  }

  // MARK: Cells

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
    if DisplayText.isPlain(text) {
      guard text.utf8.count > width else { return text }
      return text[..<text.utf8.index(text.startIndex, offsetBy: width)] + "…"
    }
    let characters = text.prefix(width + 1)
    return characters.count > width ? characters.dropLast() + "…" : String(characters)
  }
}

private let blank = UInt8(ascii: " ")

extension [UInt8] {
  fileprivate mutating func append(blanks count: Int) {
    append(contentsOf: repeatElement(blank, count: count))
  }
}
