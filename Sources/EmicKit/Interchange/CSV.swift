/// Comma-separated values as RFC 4180 has them.
public enum CSV {
  /// One row with the line on which it begins, from 1.
  public struct Row: Hashable, Sendable {
    public var line: Int
    public var fields: [String]

    public init(line: Int, fields: [String]) {
      self.line = line
      self.fields = fields
    }
  }

  /// Reads every row; rows may differ in length, lines with nothing on them are passed over.
  ///
  /// UTF-8, with or without a BOM; rows end in CRLF, LF or CR.
  public static func read(_ bytes: [UInt8], file: String) throws(CSVError) -> [Row] {
    var rows: [Row] = []
    try forEachRow(of: bytes, file: file, separator: UInt8(ascii: ",")) { rows.append($0) }
    return rows
  }

  /// Hands over row by row, of tables whose fields something else may part, too: all fields of a long
  /// one take fifty times the memory of the file.
  static func forEachRow(
    of bytes: [UInt8],
    file: String,
    separator: UInt8,
    _ body: (Row) -> Void
  ) throws(CSVError) {
    guard bytes.count <= 64 << 20 else {
      throw CSVError(file: file, line: nil, problem: .tooLarge(bytes: bytes.count))
    }
    var reader = CSVReader(bytes, file: file, separator: separator)
    try reader.forEachRow(body)
  }

  /// Prints rows, each ending in CRLF; fields are quoted only where they must be.
  public static func text(of rows: [[String]]) -> String {
    var csv = CSVBytes()
    for row in rows {
      for field in row { csv.add(field, isAlone: row.count == 1) }
      csv.endRow()
    }
    return String(decoding: csv.bytes, as: UTF8.self)
  }

  /// Prints rows in the form of the files that they replace: with returns where one has returns, and a BOM where one
  /// has a BOM.
  ///
  /// - Parameters:
  ///   - rows: all of them.
  ///   - files: the bytes of each.
  /// - Returns: the bytes of the new file; as `text(of:)` prints it where it replaces none.
  static func bytes(of rows: [[String]], replacing files: [[UInt8]]) -> [UInt8] {
    let text = Array(text(of: rows).utf8)
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let hasReturns = files.isEmpty || files.contains { $0.contains(carriageReturn) }
    let hasMark = files.contains { $0.starts(with: mark) }
    return (hasMark ? mark : []) + (hasReturns ? text : text.filter { $0 != carriageReturn })
  }

  private static let carriageReturn: UInt8 = 0x0D
}

/// Why a CSV file cannot be read.
public struct CSVError: Error, Hashable, Sendable {
  public enum Problem: Hashable, Sendable {
    case tooLarge(bytes: Int)
    case notUTF8
    /// Nothing of it is UTF-8.
    case wide(WideEncoding)
    /// A quoted field that never ends.
    case openQuote
    /// A quote inside a field that does not begin with one.
    case strayQuote
    /// Something between a closing quote and the next comma.
    case textAfterQuote
  }

  public var file: String
  public var line: Int?
  public var problem: Problem

  public init(file: String, line: Int?, problem: Problem) {
    self.file = file
    self.line = line
    self.problem = problem
  }
}

extension CSVError: CustomStringConvertible {
  public var description: String { message }

  /// One line: `file:line: what is wrong. What to do`.
  public var message: String {
    DisplayText.place(file, line) + "\(problem.words.what). \(problem.words.advice)"
  }
}

extension CSVError.Problem {
  /// What is wrong, and what to do.
  var words: (what: String, advice: String) {
    switch self {
    case .tooLarge(let bytes):
      ("the file has \(bytes) bytes, more than the 64 MB that are read", "Split it.")
    case .notUTF8: ("this line is not UTF-8", "Save the file as UTF-8.")
    case .wide(let encoding): encoding.words
    case .openQuote: ("a quoted field begins here and never ends", "Close the quote.")
    case .strayQuote:
      ("a quote stands inside a field", "Put the field in quotes and double the quote.")
    case .textAfterQuote:
      ("text follows a closing quote", "Put a comma between, or double the quote.")
    }
  }
}

private struct CSVReader {
  private let bytes: [UInt8]
  private let file: String
  private let separator: UInt8
  private var place: Int
  private var line = 1
  /// Where all of it is UTF-8, no field needs to be looked at.
  private let isUTF8: Bool
  /// How many fields the row before had: most have as many.
  private var width = 1

  init(_ bytes: [UInt8], file: String, separator: UInt8) {
    self.bytes = bytes
    self.file = file
    self.separator = separator
    place = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    isUTF8 = bytes.withUnsafeBufferPointer { UTF8Bytes.firstInvalid(in: $0) == nil }
  }

  mutating func forEachRow(_ body: (CSV.Row) -> Void) throws(CSVError) {
    if let encoding = WideEncoding(of: bytes) {
      throw CSVError(file: file, line: 1, problem: .wide(encoding))
    }
    while place < bytes.count {
      if bytes[place] == UInt8(ascii: "\r") || bytes[place] == UInt8(ascii: "\n") {
        takeLineEnd()
        continue
      }
      let first = line
      var fields: [String] = []
      fields.reserveCapacity(width)
      fields.append(try field())
      while place < bytes.count, bytes[place] == separator {
        place += 1
        fields.append(try field())
      }
      takeLineEnd()
      width = fields.count
      body(CSV.Row(line: first, fields: fields))
    }
  }

  private mutating func takeLineEnd() {
    guard place < bytes.count else { return }
    let isReturn = bytes[place] == UInt8(ascii: "\r")
    place += 1
    if isReturn, place < bytes.count, bytes[place] == UInt8(ascii: "\n") { place += 1 }
    line += 1
  }

  private mutating func field() throws(CSVError) -> String {
    guard place < bytes.count, bytes[place] == UInt8(ascii: "\"") else { return try plainField() }
    return try quotedField()
  }

  private mutating func plainField() throws(CSVError) -> String {
    let start = place
    while place < bytes.count {
      switch bytes[place] {
      case separator, UInt8(ascii: "\r"), UInt8(ascii: "\n"):
        return try text(bytes[start..<place], line: line)
      case UInt8(ascii: "\""): throw CSVError(file: file, line: line, problem: .strayQuote)
      default: place += 1
      }
    }
    return try text(bytes[start...], line: line)
  }

  private mutating func quotedField() throws(CSVError) -> String {
    let first = line
    var content: [UInt8] = []
    place += 1
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      guard byte == UInt8(ascii: "\"") else {
        let isReturnOfPair =
          byte == UInt8(ascii: "\r") && place < bytes.count && bytes[place] == UInt8(ascii: "\n")
        if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r"), !isReturnOfPair { line += 1 }
        content.append(byte)
        continue
      }
      guard place < bytes.count else { return try text(content[...], line: first) }
      switch bytes[place] {
      case UInt8(ascii: "\""):
        content.append(byte)
        place += 1
      case separator, UInt8(ascii: "\r"), UInt8(ascii: "\n"):
        return try text(content[...], line: first)
      default: throw CSVError(file: file, line: line, problem: .textAfterQuote)
      }
    }
    throw CSVError(file: file, line: first, problem: .openQuote)
  }

  private func text(_ bytes: ArraySlice<UInt8>, line: Int) throws(CSVError) -> String {
    if isUTF8 { return String(decoding: bytes, as: UTF8.self) }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw CSVError(file: file, line: line, problem: .notUTF8)
    }
    return text
  }
}
