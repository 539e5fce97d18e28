import Glibc

/// A strict scanner over the bytes of a JSON text that hands out values in the order of the file.
///
/// Sidecars are read straight into their values with it: a tree of a large study costs more than
/// the reading. Refused: duplicate keys, more than 64 levels, more than 64 MB, bytes that are not
/// UTF-8, lone surrogates, raw control characters, anything after the value, and git's conflict
/// markers, each by its own name.
struct JSONReader {
  static let largest = 64 << 20
  static let deepest = 64

  let bytes: UnsafeBufferPointer<UInt8>
  private(set) var offset = 0
  private var depth = 0

  /// The line of an offset, from 1.
  func line(at offset: Int) -> Int {
    var line = 1
    for index in 0..<min(offset, bytes.count) where bytes[index] == Ascii.lineFeed { line += 1 }
    return line
  }

  func problem(_ kind: JSONProblem.Kind, at offset: Int? = nil) -> JSONProblem {
    let place = offset ?? self.offset
    return JSONProblem(kind: kind, offset: place, line: line(at: place))
  }

  init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// Moves to the value.
  mutating func start() throws(JSONProblem) {
    guard bytes.count <= Self.largest else { throw problem(.tooLarge) }
    if bytes.first != Ascii.openBrace || bytes.count > 1 && bytes[1] == 0,
      let encoding = WideEncoding(of: bytes)
    {
      throw problem(.wide(encoding))
    }
    // Editors on Windows put it there; it means nothing.
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
    skipBlanks()
    guard offset < bytes.count else { throw problem(.empty) }
  }

  /// Checks that nothing follows the value.
  mutating func finish() throws(JSONProblem) {
    skipBlanks()
    guard offset == bytes.count else { throw unexpected(.trailing) }
  }

  // MARK: Structure

  /// The members or elements of the object or array that is being read.
  struct Members {
    fileprivate var isFirst = true
  }

  /// Moves past bytes that stand exactly so, if they do.
  ///
  /// For members in the order and the spelling in which emic itself writes them: which they are is
  /// then known without looking for it.
  ///
  /// - Returns: whether they stand there.
  @inline(__always)
  mutating func skip(_ text: StaticString, of members: inout Members) -> Bool {
    let count = text.utf8CodeUnitCount
    guard let base = bytes.baseAddress, offset + count <= bytes.count,
      memcmp(base + offset, text.utf8Start, count) == 0
    else { return false }
    offset += count
    members.isFirst = false
    // As behind every colon.
    skipBlanks()
    return true
  }

  /// Moves past the end of an object that stands exactly so, if it does.
  @inline(__always)
  mutating func close(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard let base = bytes.baseAddress, offset + count <= bytes.count,
      memcmp(base + offset, text.utf8Start, count) == 0
    else { return false }
    offset += count
    depth -= 1
    return true
  }

  mutating func openObject() throws(JSONProblem) -> Members {
    try open(Ascii.openBrace, "an object")
  }

  mutating func openArray() throws(JSONProblem) -> Members {
    try open(Ascii.openBracket, "an array")
  }

  /// Moves to the next element of an array; `false` after the last.
  mutating func nextElement(_ members: inout Members) throws(JSONProblem) -> Bool {
    try next(&members, closing: Ascii.closeBracket)
  }

  /// Moves past the next key and its colon; `nil` after the last member.
  mutating func nextKey(_ members: inout Members) throws(JSONProblem) -> Key? {
    guard try next(&members, closing: Ascii.closeBrace) else { return nil }
    guard peek == Ascii.quote else { throw unexpected(.expected("a key in quotes")) }
    let start = offset + 1
    let isPlain = try skipString()
    let key = Key(start: start, end: offset - 1, isPlain: isPlain)
    skipBlanks()
    guard peek == Ascii.colon else { throw unexpected(.expected("\":\"")) }
    offset += 1
    skipBlanks()
    return key
  }

  /// The byte at which the reader stands; `nil` at the end.
  var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private mutating func open(
    _ byte: UInt8,
    _ what: String
  ) throws(JSONProblem) -> Members {
    guard peek == byte else { throw unexpected(.expected(what)) }
    depth += 1
    guard depth <= Self.deepest else { throw problem(.tooDeep) }
    offset += 1
    return Members()
  }

  private mutating func next(
    _ members: inout Members,
    closing: UInt8
  ) throws(JSONProblem) -> Bool {
    skipBlanks()
    guard let byte = peek else { throw problem(.truncated) }
    if byte == closing {
      offset += 1
      depth -= 1
      return false
    }
    if members.isFirst {
      members.isFirst = false
      return true
    }
    guard byte == Ascii.comma else {
      throw unexpected(.expected("\",\" or \"\(Character(UnicodeScalar(closing)))\""))
    }
    offset += 1
    skipBlanks()
    guard let after = peek else { throw problem(.truncated) }
    guard after != closing else { throw problem(.expected("a value after the comma")) }
    return true
  }

  mutating func skipBlanks() {
    while offset < bytes.count {
      switch bytes[offset] {
      case 0x20, 0x0A, 0x0D, 0x09: offset += 1
      default: return
      }
    }
  }

  /// The problem of a byte that cannot stand where it stands, unless git put it there.
  func unexpected(_ kind: JSONProblem.Kind) -> JSONProblem {
    guard offset < bytes.count else { return problem(.truncated) }
    let start = (bytes[..<offset].lastIndex(of: Ascii.lineFeed) ?? -1) + 1
    let head = bytes[start..<min(start + 7, bytes.count)]
    let isMarker = ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].contains {
      head.elementsEqual($0.utf8)
    }
    return problem(isMarker ? .conflictMarker : kind)
  }

  // MARK: Scalars

  /// A whole number in the range of Int, without fraction and exponent.
  mutating func readInt() throws(JSONProblem) -> Int {
    if let number = readOffset() { return number }
    let start = offset
    let isWhole = try skipNumber()
    guard isWhole else { throw problem(.notAWholeNumber, at: start) }
    var magnitude = 0
    let isNegative = bytes[start] == Ascii.minus
    for index in (isNegative ? start + 1 : start)..<offset {
      let (product, overflow) = magnitude.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(Int(bytes[index] - Ascii.zero))
      guard !overflow, !carry else { throw problem(.numberOutOfRange, at: start) }
      magnitude = sum
    }
    return isNegative ? -magnitude : magnitude
  }

  /// A natural number that a comma follows, as offsets do; else nothing has moved.
  private mutating func readOffset() -> Int? {
    let most = min(offset + 18, bytes.count)
    var (place, number) = (offset, 0)
    while place < most, bytes[place] >= Ascii.zero, bytes[place] <= UInt8(ascii: "9") {
      number = number * 10 + Int(bytes[place] - Ascii.zero)
      place += 1
    }
    guard place > offset, place < bytes.count, bytes[place] == Ascii.comma,
      // 007 is no JSON number.
      bytes[offset] != Ascii.zero || place == offset + 1
    else { return nil }
    offset = place
    return number
  }

  /// A number as it is spelled.
  mutating func readNumber() throws(JSONProblem) -> String {
    let start = offset
    _ = try skipNumber()
    return text(start, offset)
  }

  mutating func checkNumber() throws(JSONProblem) { _ = try skipNumber() }

  /// Moves past a number.
  ///
  /// - Returns: whether it has neither fraction nor exponent.
  private mutating func skipNumber() throws(JSONProblem) -> Bool {
    if peek == Ascii.minus { offset += 1 }
    let isZero = peek == Ascii.zero
    let whole = try skipDigits()
    // 007 is no JSON number.
    guard whole == 1 || !isZero else { throw problem(.expected("a number without leading zeros")) }
    var isWhole = true
    if peek == UInt8(ascii: ".") {
      isWhole = false
      offset += 1
      _ = try skipDigits()
    }
    if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
      isWhole = false
      offset += 1
      if peek == Ascii.minus || peek == UInt8(ascii: "+") { offset += 1 }
      _ = try skipDigits()
    }
    return isWhole
  }

  private mutating func skipDigits() throws(JSONProblem) -> Int {
    let start = offset
    while let byte = peek, byte >= Ascii.zero, byte <= UInt8(ascii: "9") { offset += 1 }
    guard offset > start else { throw unexpected(.expected("a number")) }
    return offset - start
  }

  /// `true`, `false` or `null`.
  mutating func readWord(_ word: StaticString) throws(JSONProblem) {
    guard matches(offset, min(offset + word.utf8CodeUnitCount, bytes.count), word) else {
      let isCutOff = offset + word.utf8CodeUnitCount > bytes.count
      throw isCutOff ? problem(.truncated) : unexpected(.expected("a value"))
    }
    offset += word.utf8CodeUnitCount
  }

  func matches(_ start: Int, _ end: Int, _ text: StaticString) -> Bool {
    guard end - start == text.utf8CodeUnitCount else { return false }
    for index in 0..<(end - start) where bytes[start + index] != text.utf8Start[index] {
      return false
    }
    return true
  }

  // Only for ranges that were checked to be UTF-8.
  func text(_ start: Int, _ end: Int) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self)
  }

  mutating func advance(to offset: Int) { self.offset = offset }
}

/// A key's place in the file; compared with a known one without making a string.
extension JSONReader {
  struct Key {
    let start: Int
    let end: Int
    /// Whether it stands there without escapes.
    let isPlain: Bool
  }

  func `is`(_ key: Key, _ name: StaticString) -> Bool {
    matches(key.start, key.end, name) && key.isPlain
  }
}
