/// Comma-separated values as bytes, row by row: fields are quoted only where they must be.
struct CSVBytes {
  private(set) var bytes: [UInt8] = []
  private var isFirst = true

  init(reserving capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  /// - Parameters:
  ///   - field: as it is.
  ///   - isAlone: whether it is the only one of its row, which must not look like no row.
  mutating func add(_ field: String, isAlone: Bool = false) {
    if !isFirst { bytes.append(Ascii.comma) }
    isFirst = false
    var field = field
    field.withUTF8 { utf8 in
      guard Self.isAtRisk(utf8) || isAlone && utf8.isEmpty else {
        return bytes.append(contentsOf: utf8)
      }
      bytes.append(Ascii.quote)
      for byte in utf8 {
        bytes.append(byte)
        if byte == Ascii.quote { bytes.append(byte) }
      }
      bytes.append(Ascii.quote)
    }
  }

  mutating func endRow() {
    bytes.append(0x0D)
    bytes.append(Ascii.lineFeed)
    isFirst = true
  }

  /// Blanks at the edges are lost in some spreadsheets, a BOM at the start in every reader.
  private static func isAtRisk(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = utf8.first, let last = utf8.last else { return false }
    if first == 0x20 || last == 0x20 || first == 0xEF && utf8.starts(with: [0xEF, 0xBB, 0xBF]) {
      return true
    }
    return utf8.contains { byte in
      byte == Ascii.comma || byte == Ascii.quote || byte == 0x0D || byte == Ascii.lineFeed
    }
  }
}
