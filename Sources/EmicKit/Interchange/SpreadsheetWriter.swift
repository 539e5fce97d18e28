/// Writes rows of a CSV file, plain or for a spreadsheet.
///
/// Plain is byte-faithful. For Excel the file begins with a BOM, without which it shows Chinese as other
/// signs, and text that it would take for a formula is guarded by a leading `'`; what begins so
/// already gets one more, so that taking one off gives the text again.
struct SpreadsheetWriter {
  private let file: ExportFile
  private let isForExcel: Bool
  /// Cells that Excel will cut.
  private(set) var tooLong = 0
  private var isBegun = false

  init(_ file: ExportFile, isForExcel: Bool) {
    self.file = file
    self.isForExcel = isForExcel
  }

  /// Adds a row; numbers are taken as they are, null is empty.
  mutating func add(_ cells: [JSONValue]) throws(FileProblem) {
    if isForExcel, !isBegun { try file.write([0xEF, 0xBB, 0xBF]) }
    isBegun = true
    var row: [String] = []
    row.reserveCapacity(cells.count)
    for cell in cells {
      switch cell {
      case .number(let digits): row.append(digits)
      case .string(let text): row.append(guarded(text))
      default: row.append("")
      }
    }
    try file.write(CSV.text(of: [row]))
  }

  private mutating func guarded(_ text: String) -> String {
    guard isForExcel else { return text }
    if text.utf8.count > Self.longest, text.utf16.count > Self.longest { tooLong += 1 }
    return Self.isFormula(text) ? "'" + text : text
  }

  /// In UTF-16.
  private static let longest = 32_767

  static func isFormula(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first(where: { $0 != "'" }) else { return false }
    return "=+-@\t\r".unicodeScalars.contains(first)
  }

  /// What is to be said of it.
  var notes: [String] {
    guard tooLong > 0 else { return [] }
    let cells = tooLong == 1 ? "1 cell is" : "\(tooLong) cells are"
    return [
      "\(cells) longer than the 32,767 characters that Excel keeps. The file has them whole; Excel "
        + "cuts them when it opens it."
    ]
  }
}
