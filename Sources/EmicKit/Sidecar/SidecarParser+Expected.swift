import Glibc

extension SidecarReader {
  /// Whether bytes are read as a sidecar that is known: as many codings, with the same ids.
  ///
  /// Nothing is accepted that `read` would refuse. Where a coding stands as emic prints it, all its
  /// values are compared, too, with those in memory; none is made anew, which takes most of the time
  /// of reading and is waited for when a sidecar is saved.
  static func reads(_ bytes: [UInt8], as sidecar: Sidecar) -> Bool {
    let read = try? bytes.withUnsafeBufferPointer { buffer in
      var parser = SidecarParser(reader: JSONReader(bytes: buffer))
      parser.expected = sidecar.codings
      try parser.reader.start()
      let codings = try parser.readSidecar().codings
      try parser.reader.finish()
      return codings
    }
    guard let read, read.count == sidecar.codings.count else { return false }
    return read.indices.allSatisfy { read[$0].id == sidecar.codings[$0].id }
  }
}

extension SidecarParser {
  /// The codings of the file; those that are expected are not made anew.
  mutating func readCodings() throws -> [Coding] {
    guard let expected else { return try readList("codings") { try $0.readCoding() } }
    var codings = expected
    var index = 0
    _ = try readList("codings") { parser in
      if try index >= expected.count || !parser.skip(expected, index) {
        let coding = try parser.readCoding()
        if index == codings.count { codings.append(coding) }
        if coding != codings[index] { codings[index] = coding }
      }
      index += 1
    }
    if index < codings.count { codings.removeSubrange(index...) }
    return codings
  }

  /// Moves past a coding that stands exactly as emic prints one of these.
  ///
  /// - Returns: `false` where it does not, also where it has one of the members that are rare and come
  ///   last in a coding; then nothing has moved.
  private mutating func skip(_ codings: [Coding], _ index: Int) throws -> Bool {
    let (start, time) = (reader, lastTime)
    // In place: a copy of a coding counts a dozen references up and down.
    let number = try codings.withUnsafeBufferPointer { codings in
      try codings.baseAddress.flatMap { try skipMembers(of: $0 + index) }
    }
    guard let number else {
      (reader, lastTime) = (start, time)
      return false
    }
    places.append(start.offset)
    numbers.append(number)
    return true
  }

  /// - Returns: the id as a number; `nil` where something else stands.
  private mutating func skipMembers(of coding: UnsafePointer<Coding>) throws -> UInt128? {
    // What is refused is refused by `readCoding`, in words.
    guard coding.pointee.span.start >= 0, !coding.pointee.span.isEmpty,
      !coding.pointee.code.text.isEmpty, coding.pointee.flags.isEmpty,
      coding.pointee.replacement == nil, coding.pointee.settlement == nil,
      coding.pointee.kept.isEmpty
    else { return nil }
    var members = try reader.openObject()
    guard reader.skip("\n      \"id\": ", of: &members) else { return nil }
    let idStart = reader.offset + 1
    guard reader.skip(text: coding.pointee.id.text) else { return nil }
    let id = UUIDText(UnsafeBufferPointer(rebasing: reader.bytes[idStart..<reader.offset - 1]))
    guard let id,
      reader.skip(",\n      \"code\": ", of: &members),
      reader.skip(text: coding.pointee.code.text),
      reader.skip(",\n      \"start\": ", of: &members),
      try readInt("start") == coding.pointee.span.start,
      reader.skip(",\n      \"end\": ", of: &members),
      try readInt("end") == coding.pointee.span.end,
      reader.skip(",\n      \"quote\": ", of: &members),
      reader.skip(text: coding.pointee.quote),
      reader.skip(",\n      \"before\": ", of: &members),
      reader.skip(text: coding.pointee.before),
      reader.skip(",\n      \"after\": ", of: &members),
      reader.skip(text: coding.pointee.after),
      reader.skip(",\n      \"codebook\": ", of: &members),
      try readVersion() == coding.pointee.codebook,
      reader.skip(",\n      \"created\": ", of: &members),
      try readTime("created") == coding.pointee.created,
      reader.skip(",\n      \"modified\": ", of: &members),
      try readTime("modified") == coding.pointee.modified
    else { return nil }
    if !coding.pointee.memo.isEmpty {
      guard reader.skip(",\n      \"memo\": ", of: &members), reader.skip(text: coding.pointee.memo)
      else { return nil }
    }
    return try reader.nextKey(&members) == nil ? id.number : nil
  }
}

extension JSONReader {
  /// Moves past a text in quotes that means this one and stands there without escapes.
  ///
  /// - Returns: `false` where another text stands, or this one with escapes; then nothing has moved.
  @inline(__always)
  mutating func skip(text: String) -> Bool {
    let isThere = text.utf8.withContiguousStorageIfAvailable { stands($0) }
    guard isThere == true else { return false }
    advance(to: offset + text.utf8.count + 2)
    return true
  }

  private func stands(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    let (start, end) = (offset + 1, offset + 1 + utf8.count)
    guard end < bytes.count, bytes[offset] == Ascii.quote, bytes[end] == Ascii.quote,
      let here = bytes.baseAddress, Self.isPlain(utf8)
    else { return false }
    // Every text in memory is UTF-8.
    return utf8.baseAddress.map { memcmp(here + start, $0, utf8.count) == 0 } ?? true
  }

  /// Whether every byte means itself between quotes.
  private static func isPlain(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    let raw = UnsafeRawBufferPointer(utf8)
    var index = 0
    while index + 8 <= utf8.count {
      let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      let others = (word &- 0x2020_2020_2020_2020) & ~word
      let quotes = zeroes(word ^ 0x2222_2222_2222_2222)
      let backslashes = zeroes(word ^ 0x5C5C_5C5C_5C5C_5C5C)
      guard (others | quotes | backslashes) & 0x8080_8080_8080_8080 == 0 else { return false }
      index += 8
    }
    return utf8[index...].allSatisfy {
      $0 >= 0x20 && $0 != Ascii.quote && $0 != Ascii.backslash
    }
  }

  @inline(__always)
  private static func zeroes(_ word: UInt64) -> UInt64 {
    (word &- 0x0101_0101_0101_0101) & ~word
  }
}
