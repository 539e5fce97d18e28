extension JSONReader {
  /// The string at which the reader stands, escapes resolved.
  mutating func readString() throws(JSONProblem) -> String {
    guard peek == Ascii.quote else { throw unexpected(.expected("a text in quotes")) }
    let start = offset + 1
    // ASCII without escapes is found with one look at eight bytes; any other is gone through more
    // slowly. (The library's own test for UTF-8 looks types up at every call, a sixth of the time.)
    let end = plainEnd(from: start)
    if end < bytes.count, bytes[end] == Ascii.quote {
      advance(to: end + 1)
      return text(start, end)
    }
    let isPlain = try skipString(from: end)
    return isPlain ? text(start, offset - 1) : try unescaped(start, offset - 1)
  }

  /// Moves past the string at which the reader stands, which is refused wherever `readString` would.
  ///
  /// - Returns: whether it has escapes.
  @discardableResult
  mutating func checkString() throws(JSONProblem) -> Bool {
    let start = offset + 1
    if try skipString() { return false }
    // Found by a look for their first byte: to make a text of them took a tenth of the time of reading.
    let words = UnsafeBufferPointer(rebasing: bytes[..<(offset - 1)])
    var index = start
    while let escape = UTF8Bytes.firstPlace(of: Ascii.backslash, in: words, from: index) {
      index = escape
      _ = try scalar(ofEscapeAt: &index, words.count)
    }
    return true
  }

  /// The first byte that ends a text in quotes, does not mean itself in it or is no ASCII; the end of
  /// all bytes if there is none.
  @inline(__always)
  private func plainEnd(from start: Int) -> Int {
    let raw = UnsafeRawBufferPointer(bytes)
    var index = start
    while index + 8 <= bytes.count {
      let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      let marks = Self.marks(in: UInt64(littleEndian: word))
      // The lowest mark is true, whatever a borrow makes of the bytes above it.
      if marks != 0 { return index + marks.trailingZeroBitCount >> 3 }
      index += 8
    }
    while index < bytes.count, bytes[index] != Ascii.quote, bytes[index] != Ascii.backslash,
      bytes[index] >= 0x20, bytes[index] < 0x80
    {
      index += 1
    }
    return index
  }

  /// The high bit of each of eight bytes that is a quote, a backslash, a control character or no
  /// ASCII.
  @inline(__always)
  private static func marks(in word: UInt64) -> UInt64 {
    func zeroes(_ word: UInt64) -> UInt64 { (word &- 0x0101_0101_0101_0101) & ~word }
    let others = (word &- 0x2020_2020_2020_2020) | word
    let quotes = zeroes(word ^ 0x2222_2222_2222_2222)
    let backslashes = zeroes(word ^ 0x5C5C_5C5C_5C5C_5C5C)
    return (others | quotes | backslashes) & 0x8080_8080_8080_8080
  }

  func text(_ key: Key) throws(JSONProblem) -> String {
    key.isPlain ? text(key.start, key.end) : try unescaped(key.start, key.end)
  }

  /// Moves past a string and checks its bytes.
  ///
  /// - Returns: whether it has no escapes.
  mutating func skipString() throws(JSONProblem) -> Bool {
    try skipString(from: plainEnd(from: offset + 1))
  }

  /// The same; what stands before an index was found to be ASCII that means itself.
  private mutating func skipString(from checked: Int) throws(JSONProblem) -> Bool {
    var index = checked
    var isPlain = true
    while index < bytes.count {
      let byte = bytes[index]
      if byte == Ascii.quote {
        advance(to: index + 1)
        return isPlain
      }
      if byte == Ascii.backslash {
        isPlain = false
        // What the escape means is read later; here it only must not end the string.
        index += 2
      } else if byte < 0x20 {
        throw problem(.controlCharacter(byte), at: index)
      } else {
        index = try endBeyondASCII(from: index)
      }
      index = plainEnd(from: index)
    }
    throw problem(.truncated, at: bytes.count)
  }

  /// The end of the well-formed characters at an index that are no ASCII.
  @inline(__always)
  private func endBeyondASCII(from start: Int) throws(JSONProblem) -> Int {
    let raw = UnsafeRawBufferPointer(bytes)
    var index = start
    while index < bytes.count, bytes[index] >= 0x80 {
      if index + 8 <= bytes.count,
        UTF8Bytes.beginsWithTwoOfThree(raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      {
        index += 6
        while index + 24 <= bytes.count, UTF8Bytes.isEightOfThree(raw, index) { index += 24 }
        continue
      }
      let length = sequenceLength(at: index)
      guard length > 0 else { throw problem(.notUTF8, at: index) }
      index += length
    }
    return index
  }

  /// The length of the well-formed UTF-8 sequence of two to four bytes at an index; 0 if there is
  /// none.
  @inline(__always)
  private func sequenceLength(at index: Int) -> Int {
    func continues(_ place: Int) -> Bool { place < bytes.count && bytes[place] & 0xC0 == 0x80 }
    let (first, next) = (bytes[index], index + 1 < bytes.count ? bytes[index + 1] : 0)
    guard continues(index + 1) else { return 0 }
    switch first {
    case 0xC2...0xDF: return 2
    case 0xE0...0xEF:
      // Overlong forms and surrogates.
      guard continues(index + 2), first != 0xE0 || next >= 0xA0, first != 0xED || next < 0xA0
      else { return 0 }
      return 3
    case 0xF0...0xF4:
      guard continues(index + 2), continues(index + 3), first != 0xF0 || next >= 0x90,
        first != 0xF4 || next < 0x90
      else { return 0 }
      return 4
    default: return 0
    }
  }

  /// Moves past a text in quotes that means this one.
  ///
  /// - Returns: `false` where it does not; then nothing has moved.
  mutating func skip(text: String) -> Bool {
    text.utf8.withContiguousStorageIfAvailable { skip(utf8: $0) } ?? false
  }

  /// The same; the text is given as its bytes.
  mutating func skip(utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let end = end(ofThat: utf8) else { return false }
    advance(to: end + 1)
    return true
  }

  /// The closing quote of the text that stands here and means this one, compared in place.
  private func end(ofThat utf8: UnsafeBufferPointer<UInt8>) -> Int? {
    guard peek == Ascii.quote else { return nil }
    let (here, there) = (UnsafeRawBufferPointer(bytes), UnsafeRawBufferPointer(utf8))
    var (place, index) = (offset + 1, 0)
    while index < utf8.count {
      if index + 8 <= utf8.count, place + 8 <= bytes.count {
        let word = here.loadUnaligned(fromByteOffset: place, as: UInt64.self)
        if word == there.loadUnaligned(fromByteOffset: index, as: UInt64.self),
          Self.meansItself(word)
        {
          (place, index) = (place + 8, index + 8)
          continue
        }
      }
      guard place < bytes.count else { return nil }
      let byte = bytes[place]
      guard byte == Ascii.backslash else {
        // Every text in memory is UTF-8; so is what equals it.
        guard byte == utf8[index], byte != Ascii.quote, byte >= 0x20 else { return nil }
        (place, index) = (place + 1, index + 1)
        continue
      }
      guard let meant = meaning(ofEscapeAt: &place) else { return nil }
      let units = UTF8.encode(meant)
      guard let units, utf8[index...].starts(with: units) else { return nil }
      index += units.count
    }
    return place < bytes.count && bytes[place] == Ascii.quote ? place : nil
  }

  /// Whether none of eight bytes ends a text or begins an escape.
  @inline(__always)
  private static func meansItself(_ word: UInt64) -> Bool {
    func zeroes(_ word: UInt64) -> UInt64 { (word &- 0x0101_0101_0101_0101) & ~word }
    let below = (word &- 0x2020_2020_2020_2020) & ~word
    let other = zeroes(word ^ 0x2222_2222_2222_2222) | zeroes(word ^ 0x5C5C_5C5C_5C5C_5C5C)
    return (below | other) & 0x8080_8080_8080_8080 == 0
  }

  /// What a backslash and what follows mean, if they mean something; moves behind them.
  private func meaning(ofEscapeAt place: inout Int) -> Unicode.Scalar? {
    guard place + 1 < bytes.count else { return nil }
    let escape = bytes[place + 1]
    place += 2
    guard escape == UInt8(ascii: "u") else { return Self.meaning(of: escape) }
    return try? scalar(&place, bytes.count)
  }

  /// What a byte behind a backslash means, but for `u`.
  private static func meaning(of escape: UInt8) -> Unicode.Scalar? {
    switch escape {
    case Ascii.quote, Ascii.backslash, UInt8(ascii: "/"): Unicode.Scalar(escape)
    case UInt8(ascii: "b"): "\u{8}"
    case UInt8(ascii: "f"): "\u{C}"
    case UInt8(ascii: "n"): "\n"
    case UInt8(ascii: "r"): "\r"
    case UInt8(ascii: "t"): "\t"
    default: nil
    }
  }

  /// What stands between two places of a string, escapes resolved.
  func unescaped(_ start: Int, _ end: Int) throws(JSONProblem) -> String {
    var problem: JSONProblem?
    // No escape means more bytes than it has itself.
    let text = String(unsafeUninitializedCapacity: end - start) { result in
      do throws(JSONProblem) {
        return try unescape(start, end, to: result)
      } catch {
        problem = error
        return 0
      }
    }
    if let problem { throw problem }
    return text
  }

  private func unescape(
    _ start: Int,
    _ end: Int,
    to result: UnsafeMutableBufferPointer<UInt8>
  ) throws(JSONProblem) -> Int {
    var (index, count) = (start, 0)
    func put(_ byte: UInt8) {
      result[count] = byte
      count += 1
    }
    while index < end {
      while index < end, bytes[index] != Ascii.backslash {
        put(bytes[index])
        index += 1
      }
      guard index < end else { break }
      for byte in UTF8.encode(try scalar(ofEscapeAt: &index, end)) ?? .init() { put(byte) }
    }
    return count
  }

  /// What a backslash and what follows mean; moves behind them.
  private func scalar(
    ofEscapeAt index: inout Int,
    _ end: Int
  ) throws(JSONProblem) -> Unicode.Scalar {
    let escape = bytes[index + 1]
    index += 2
    if escape == UInt8(ascii: "u") { return try scalar(&index, end) }
    guard let meant = Self.meaning(of: escape) else { throw problem(.badEscape, at: index - 2) }
    return meant
  }

  // The index stands after `\u`; a pair of surrogates is one scalar.
  private func scalar(_ index: inout Int, _ end: Int) throws(JSONProblem) -> Unicode.Scalar {
    let start = index - 2
    let first = try hex(&index, end)
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, index + 6 <= end, matches(index, index + 2, "\\u") else {
      throw problem(.loneSurrogate, at: start)
    }
    index += 2
    let second = try hex(&index, end)
    guard (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw problem(.loneSurrogate, at: start) }
    return scalar
  }

  private func hex(_ index: inout Int, _ end: Int) throws(JSONProblem) -> UInt32 {
    guard index + 4 <= end else { throw problem(.badEscape, at: index - 2) }
    var value: UInt32 = 0
    for place in index..<(index + 4) {
      guard let digit = Character(Unicode.Scalar(bytes[place])).hexDigitValue, bytes[place] < 0x80
      else { throw problem(.badEscape, at: index - 2) }
      value = value << 4 + UInt32(digit)
    }
    index += 4
    return value
  }
}

/// The bytes that JSON is made of.
enum Ascii {
  static let quote = UInt8(ascii: "\"")
  static let backslash = UInt8(ascii: "\\")
  static let openBrace = UInt8(ascii: "{")
  static let closeBrace = UInt8(ascii: "}")
  static let openBracket = UInt8(ascii: "[")
  static let closeBracket = UInt8(ascii: "]")
  static let comma = UInt8(ascii: ",")
  static let colon = UInt8(ascii: ":")
  static let minus = UInt8(ascii: "-")
  static let zero = UInt8(ascii: "0")
  static let lineFeed: UInt8 = 0x0A
  static let space: UInt8 = 0x20
}
