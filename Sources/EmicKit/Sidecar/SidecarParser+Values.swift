import Glibc

extension SidecarParser {
  /// Which of an object's known keys were met.
  typealias Seen = UInt32

  mutating func once(_ seen: inout Seen, _ number: UInt32, _ key: JSONReader.Key) throws {
    guard seen & 1 << number == 0 else {
      throw reader.problem(.duplicateKey(try reader.text(key)), at: key.start)
    }
    seen |= 1 << number
  }

  mutating func readText(_ key: String) throws -> String {
    guard reader.peek == Ascii.quote else { throw wrongKind(key, "a text in quotes") }
    return try reader.readString()
  }

  /// Where words of a coding stand; nowhere if they are not kept.
  mutating func readWords(_ key: String) throws -> StoredWords.Place {
    guard reader.peek == Ascii.quote else { throw wrongKind(key, "a text in quotes") }
    let start = reader.offset + 1
    let hasEscapes = try reader.checkString()
    guard words == .all else { return .none }
    return StoredWords.Place(start..<reader.offset - 1, hasEscapes: hasEscapes)
  }

  mutating func readInt(_ key: String) throws -> Int {
    guard let byte = reader.peek, byte == Ascii.minus || (byte >= 0x30 && byte <= 0x39) else {
      throw wrongKind(key, "a number")
    }
    return try reader.readInt()
  }

  mutating func readVersion() throws -> Int {
    let number = try readInt("codebook")
    guard number >= 0 else { throw refusal(.codebookVersion(number)) }
    return number
  }

  mutating func readTime(_ key: String) throws -> Timestamp {
    guard reader.peek == Ascii.quote else { throw wrongKind(key, "a time in quotes") }
    if let time = repeatedTime() { return time }
    let start = reader.offset + 1
    _ = try reader.skipString()
    let end = reader.offset - 1
    guard let time = Timestamp(UnsafeBufferPointer(rebasing: reader.bytes[start..<end])) else {
      throw refusal(.time(reader.text(start, end), key: key), at: start)
    }
    lastTime = (start, end, time)
    return time
  }

  /// The time that was read last, if it stands here again.
  private mutating func repeatedTime() -> Timestamp? {
    guard let (start, end, time) = lastTime, let base = reader.bytes.baseAddress else { return nil }
    let here = reader.offset + 1
    // With the quote that closes it.
    let count = end - start + 1
    guard here + count <= reader.bytes.count, memcmp(base + here, base + start, count) == 0 else {
      return nil
    }
    reader.advance(to: here + count)
    return time
  }

  /// An id: a UUID in lower case.
  mutating func readID() throws -> UUIDText {
    if let id = printedID() { return id }
    var text = try readText("id")
    guard let id = text.withUTF8({ UUIDText($0) }) else { throw refusal(.id(text)) }
    return id
  }

  /// An id that stands here as emic prints it; else nothing has moved.
  mutating func printedID() -> UUIDText? {
    let (start, end) = (reader.offset + 1, reader.offset + 1 + UUIDText.length)
    guard reader.peek == Ascii.quote, end < reader.bytes.count, reader.bytes[end] == Ascii.quote,
      let id = UUIDText(UnsafeBufferPointer(rebasing: reader.bytes[start..<end]))
    else { return nil }
    reader.advance(to: end + 1)
    return id
  }

  func isLowerHex(_ byte: UInt8) -> Bool {
    byte >= 0x30 && byte <= 0x39 || byte >= 0x61 && byte <= 0x66
  }

  func span(_ start: Int, _ end: Int, at place: Int) throws -> Span {
    guard start >= 0 else { throw refusal(.negativeStart(start), at: place) }
    guard start < end else { throw refusal(.emptySpan(start: start, end: end), at: place) }
    return Span(start..<end)
  }

  mutating func readList<Element>(
    _ key: String,
    reserving count: Int = 0,
    _ element: (inout SidecarParser) throws -> Element
  ) throws -> [Element] {
    guard reader.peek == Ascii.openBracket else { throw wrongKind(key, "a list in [ ]") }
    var elements: [Element] = []
    if count > 0 { elements.reserveCapacity(count) }
    var members = try reader.openArray()
    while try reader.nextElement(&members) { elements.append(try element(&self)) }
    return elements
  }

  // A file that breaks off, or that git wrote into, is that and not a wrong kind of value.
  private func wrongKind(_ key: String, _ expected: String) -> any Error {
    let problem = reader.unexpected(.expected(expected))
    if case .expected = problem.kind {
      return refusal(.wrongKind(key: key, expected: expected))
    }
    return problem
  }
}
