extension SidecarReader {
  /// Whether bytes are read as a sidecar that is known: as many codings, with the same ids.
  ///
  /// Nothing is accepted that `read` would refuse. Where a coding stands as emic prints it, all its
  /// values are compared, too, with those in memory; none is made anew, which takes most of the time
  /// of reading and is waited for when a sidecar is saved.
  static func reads(_ bytes: [UInt8], as sidecar: Sidecar) -> Bool {
    let read = try? bytes.withUnsafeBufferPointer { buffer in
      var parser = SidecarParser(buffer, of: bytes)
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
    // No coding that emic writes is shorter than 320 bytes; memory that is not used costs nothing.
    let most = min(reader.bytes.count / 320, 1 << 16) + 1
    places.reserveCapacity(most)
    ids.reserveCapacity(most)
    guard let expected else {
      return try readList("codings", reserving: most) { try $0.readCoding() }
    }
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
    let id = try codings.withUnsafeBufferPointer { codings in
      try codings.baseAddress.flatMap { try skipMembers(of: $0 + index) }
    }
    guard let id else {
      (reader, lastTime) = (start, time)
      return false
    }
    places.append(start.offset)
    ids.append(id)
    return true
  }

  /// - Returns: the id; `nil` where something else stands.
  private mutating func skipMembers(of coding: UnsafePointer<Coding>) throws -> UUIDText? {
    // What is refused is refused by `readCoding`, in words.
    guard coding.pointee.span.start >= 0, !coding.pointee.span.isEmpty,
      !coding.pointee.code.text.isEmpty, coding.pointee.rare == nil
    else { return nil }
    var members = try reader.openObject()
    guard reader.skip("\n      \"id\": ", of: &members), let id = printedID(),
      Coding.ID(id) == coding.pointee.id,
      reader.skip(",\n      \"code\": ", of: &members),
      reader.skip(text: coding.pointee.code.text),
      reader.skip(",\n      \"start\": ", of: &members),
      try readInt("start") == coding.pointee.span.start,
      reader.skip(",\n      \"end\": ", of: &members),
      try readInt("end") == coding.pointee.span.end,
      reader.skip(",\n      \"quote\": ", of: &members),
      skip(coding.pointee.words, coding.pointee.words.quote),
      reader.skip(",\n      \"before\": ", of: &members),
      skip(coding.pointee.words, coding.pointee.words.before),
      reader.skip(",\n      \"after\": ", of: &members),
      skip(coding.pointee.words, coding.pointee.words.after),
      reader.skip(",\n      \"codebook\": ", of: &members),
      try readVersion() == coding.pointee.codebook,
      reader.skip(",\n      \"created\": ", of: &members),
      try readTime("created") == coding.pointee.created,
      reader.skip(",\n      \"modified\": ", of: &members),
      try readTime("modified") == coding.pointee.modified
    else { return nil }
    if coding.pointee.hasMemo {
      guard reader.skip(",\n      \"memo\": ", of: &members),
        skip(coding.pointee.words, coding.pointee.words.memo)
      else { return nil }
    }
    return try reader.nextKey(&members) == nil ? id : nil
  }

  private mutating func skip(_ words: StoredWords, _ place: StoredWords.Place) -> Bool {
    words.withUTF8(place) { reader.skip(utf8: $0) }
  }
}
