import CPlatform

/// Comma-separated values as bytes, row by row: fields are quoted only where they must be.
struct CSVBytes {
  private(set) var bytes: [UInt8] = []
  private var isFirst = true

  init(reserving capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  /// Rows that follow others.
  init(behind rows: [UInt8]) { bytes = rows }

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

  /// Three fields that stand near each other in one text.
  ///
  /// What lies between the first and the last is looked through once: it mostly holds nothing that would
  /// have to be quoted.
  mutating func add(
    _ one: Range<Int>,
    _ two: Range<Int>,
    _ three: Range<Int>,
    of text: UnsafeBufferPointer<UInt8>
  ) {
    let first = min(one.lowerBound, two.lowerBound, three.lowerBound)
    let last = max(one.upperBound, two.upperBound, three.upperBound)
    let one = UnsafeBufferPointer(rebasing: text[one])
    let two = UnsafeBufferPointer(rebasing: text[two])
    let three = UnsafeBufferPointer(rebasing: text[three])
    guard !Self.holdsSeparators(UnsafeBufferPointer(rebasing: text[first..<last])) else {
      add(one)
      add(two)
      return add(three)
    }
    let commaAndQuotes = 3
    let isFirst = isFirst
    let room = one.count + two.count + three.count + 3 * commaAndQuotes
    bytes.append(addingCapacity: room) { row in
      if !isFirst { row.append(Ascii.comma) }
      row.append(fieldWithoutQuotes: one)
      row.append(Ascii.comma)
      row.append(fieldWithoutQuotes: two)
      row.append(Ascii.comma)
      row.append(fieldWithoutQuotes: three)
    }
    self.isFirst = false
  }

  /// A number, or an empty field.
  mutating func add(_ number: Int?) {
    if !isFirst { bytes.append(Ascii.comma) }
    isFirst = false
    if let number { bytes.append(decimal: number) }
  }

  /// Four numbers or empty fields, taken over at once.
  mutating func add(_ one: Int?, _ two: Int?, _ three: Int?, _ four: Int?) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 4 * Decimal.longest + 4) { text in
      // From the last digit to the first, as they are found.
      var first = text.count
      func put(_ number: Int?, isFirst: Bool = false) {
        if let number { first = Decimal.put(number, before: first, in: text) }
        guard !isFirst else { return }
        first -= 1
        text[first] = Ascii.comma
      }
      put(four)
      put(three)
      put(two)
      put(one, isFirst: isFirst)
      bytes.append(contentsOf: text[first...])
    }
    isFirst = false
  }

  /// As many empty fields.
  mutating func addEmpty(_ count: Int) {
    guard count > 0 else { return }
    for _ in 0..<(isFirst ? count - 1 : count) { bytes.append(Ascii.comma) }
    isFirst = false
  }

  /// Two times as sidecars hold them: of nothing that would have to be quoted.
  mutating func add(_ one: Timestamp, _ other: Timestamp) {
    if !isFirst { bytes.append(Ascii.comma) }
    isFirst = false
    let longest = Timestamp.longestText
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 2 * longest + 1) { text in
      guard let start = text.baseAddress else { return }
      let count = one.write(to: start)
      start[count] = Ascii.comma
      let second = start + count + 1
      // Most codings were made and changed in the same moment.
      if one == other {
        second.update(from: start, count: count)
        bytes.append(contentsOf: text[..<(2 * count + 1)])
      } else {
        bytes.append(contentsOf: text[..<(count + 1 + other.write(to: second))])
      }
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

  private static func isAtRisk(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    isAtRiskAtEdges(utf8) || holdsSeparators(utf8)
  }

  /// Whether there is a comma, a quote or the end of a line.
  private static func holdsSeparators(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let start = utf8.baseAddress else { return false }
    return platform_holds_one_of(
      start,
      utf8.count,
      Ascii.comma,
      Ascii.quote,
      0x0D,
      Ascii.lineFeed
    ) != 0
  }

  /// Blanks at the edges are lost in some spreadsheets, a BOM at the start in every reader.
  fileprivate static func isAtRiskAtEdges(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = utf8.first, let last = utf8.last else { return false }
    return first == 0x20 || last == 0x20 || first == 0xEF && beginsWithMark(utf8)
  }
}

extension CSVBytes {
  /// Whether the text begins with a byte order mark; full-width commas begin with its first byte, too.
  private static func beginsWithMark(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    utf8.count >= 3 && utf8[1] == 0xBB && utf8[2] == 0xBF
  }
}

extension [UInt8] {
  /// Appends a number as it is written, without making a text of it.
  mutating func append(decimal number: Int) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Decimal.longest) { digits in
      let first = Decimal.put(number, before: digits.count, in: digits)
      append(contentsOf: digits[first...])
    }
  }
}

/// Numbers as they are written.
private enum Decimal {
  /// `-9223372036854775808`.
  static let longest = 20

  /// Writes a number into bytes, its last digit before a place.
  ///
  /// - Returns: where it begins.
  @inline(__always)
  static func put(
    _ number: Int,
    before end: Int,
    in bytes: UnsafeMutableBufferPointer<UInt8>
  ) -> Int {
    var (first, rest) = (end, number.magnitude)
    repeat {
      first -= 1
      bytes[first] = Ascii.zero + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest > 0
    if number < 0 {
      first -= 1
      bytes[first] = Ascii.minus
    }
    return first
  }
}

extension OutputSpan<UInt8> {
  /// A field that holds no quote itself; quoted where its edges ask for it.
  fileprivate mutating func append(fieldWithoutQuotes field: UnsafeBufferPointer<UInt8>) {
    let isQuoted = CSVBytes.isAtRiskAtEdges(field)
    if isQuoted { append(Ascii.quote) }
    withUnsafeMutableBufferPointer { room, count in
      count += UnsafeMutableBufferPointer(rebasing: room[count...]).initialize(
        fromContentsOf: field
      )
    }
    if isQuoted { append(Ascii.quote) }
  }
}
