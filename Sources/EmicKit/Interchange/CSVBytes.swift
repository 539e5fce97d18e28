import CPlatform

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
    field.withUTF8 { addField($0, isAlone: isAlone) }
  }

  /// A field that stands in a text, without making one of its own.
  mutating func add(_ field: UnsafeBufferPointer<UInt8>) {
    if !isFirst { bytes.append(Ascii.comma) }
    isFirst = false
    addField(field, isAlone: false)
  }

  /// A number, or an empty field.
  mutating func add(_ number: Int?) {
    if !isFirst { bytes.append(Ascii.comma) }
    isFirst = false
    if let number { bytes.append(decimal: number) }
  }

  /// As many empty fields.
  mutating func addEmpty(_ count: Int) {
    guard count > 0 else { return }
    bytes.append(contentsOf: repeatElement(Ascii.comma, count: isFirst ? count - 1 : count))
    isFirst = false
  }

  /// A time as sidecars hold it: of nothing that would have to be quoted.
  mutating func add(_ time: Timestamp) {
    if !isFirst { bytes.append(Ascii.comma) }
    isFirst = false
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Timestamp.longestText) { text in
      guard let start = text.baseAddress else { return }
      let count = time.write(to: start)
      bytes.append(contentsOf: UnsafeBufferPointer(start: start, count: count))
    }
  }

  /// Fields that were printed before, with the commas between them.
  mutating func add(printed fields: [UInt8]) {
    if !isFirst { bytes.append(Ascii.comma) }
    isFirst = false
    bytes.append(contentsOf: fields)
  }

  mutating func endRow() {
    bytes.append(0x0D)
    bytes.append(Ascii.lineFeed)
    isFirst = true
  }

  private mutating func addField(_ utf8: UnsafeBufferPointer<UInt8>, isAlone: Bool) {
    guard Self.isAtRisk(utf8) || isAlone && utf8.isEmpty else {
      return bytes.append(contentsOf: utf8)
    }
    bytes.append(Ascii.quote)
    var copied = 0
    while let quote = UTF8Bytes.firstPlace(of: Ascii.quote, in: utf8, from: copied) {
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[copied...quote]))
      bytes.append(Ascii.quote)
      copied = quote + 1
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[copied...]))
    bytes.append(Ascii.quote)
  }

  /// Blanks at the edges are lost in some spreadsheets, a BOM at the start in every reader.
  private static func isAtRisk(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = utf8.first, let last = utf8.last else { return false }
    if first == 0x20 || last == 0x20 || first == 0xEF && utf8.starts(with: [0xEF, 0xBB, 0xBF]) {
      return true
    }
    // A comma, a quote or the end of a line.
    return platform_holds_one_of(
      utf8.baseAddress,
      utf8.count,
      Ascii.comma,
      Ascii.quote,
      0x0D,
      Ascii.lineFeed
    ) != 0
  }
}

extension [UInt8] {
  /// Appends a number as it is written, without making a text of it.
  mutating func append(decimal number: Int) {
    guard number >= 0 else { return append(contentsOf: String(number).utf8) }
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
      var (first, rest) = (digits.count, number)
      repeat {
        first -= 1
        digits[first] = Ascii.zero + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      } while rest > 0
      append(contentsOf: digits[first...])
    }
  }
}
