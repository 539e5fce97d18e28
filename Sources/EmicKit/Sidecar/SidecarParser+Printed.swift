/// What was met of a coding so far.
struct CodingParts {
  var seen = SidecarParser.Seen()
  var id: UUIDText?
  var code: String?
  var (start, end, codebook): (Int?, Int?, Int?)
  var (created, modified): (Timestamp?, Timestamp?)
  var quote: StoredWords.Place?
  var (before, after, memo) = (
    StoredWords.Place.none, StoredWords.Place.none, StoredWords.Place.none
  )
  var rare = RareMembers.Values()
}

extension SidecarParser {
  /// Reads the members with which emic begins every coding, as far as they stand exactly as it
  /// prints them: the keys are then known without looking for them.
  ///
  /// The values are read as everywhere, so nothing is taken that would be refused elsewhere, and what
  /// is refused has the same place. Where something stands otherwise, as in files by other hands, the
  /// rest is left to who asks for one key after the other.
  mutating func readPrintedParts(
    _ parts: inout CodingParts,
    of members: inout JSONReader.Members
  ) throws {
    guard reader.skip("\n      \"id\": ", of: &members) else { return }
    parts.seen |= 1 << 0
    parts.id = try readID()
    guard reader.skip(",\n      \"code\": ", of: &members) else { return }
    parts.seen |= 1 << 1
    parts.code = try readText("code")
    guard reader.skip(",\n      \"start\": ", of: &members) else { return }
    parts.seen |= 1 << 2
    parts.start = try readInt("start")
    guard reader.skip(",\n      \"end\": ", of: &members) else { return }
    parts.seen |= 1 << 3
    parts.end = try readInt("end")
    guard reader.skip(",\n      \"quote\": ", of: &members) else { return }
    parts.seen |= 1 << 4
    parts.quote = try readWords("quote")
    guard reader.skip(",\n      \"before\": ", of: &members) else { return }
    parts.seen |= 1 << 5
    parts.before = try readWords("before")
    guard reader.skip(",\n      \"after\": ", of: &members) else { return }
    parts.seen |= 1 << 6
    parts.after = try readWords("after")
    guard reader.skip(",\n      \"codebook\": ", of: &members) else { return }
    parts.seen |= 1 << 7
    parts.codebook = try readVersion()
    guard reader.skip(",\n      \"created\": ", of: &members) else { return }
    parts.seen |= 1 << 8
    parts.created = try readTime("created")
    guard reader.skip(",\n      \"modified\": ", of: &members) else { return }
    parts.seen |= 1 << 9
    parts.modified = try readTime("modified")
  }

  /// Reads a coding that stands from its first to its last byte exactly as emic prints it, with a memo
  /// or without: most are so, and nothing has to be gathered of them.
  ///
  /// - Returns: `nil` where it stands otherwise; then nothing has moved.
  mutating func readPrintedCoding() throws -> Coding? {
    let (start, time) = (reader, lastTime)
    guard let coding = try printedCoding() else {
      (reader, lastTime) = (start, time)
      return nil
    }
    return coding
  }

  private mutating func printedCoding() throws -> Coding? {
    let place = reader.offset
    var members = try reader.openObject()
    guard reader.skip("\n      \"id\": ", of: &members) else { return nil }
    let id = try readID()
    guard reader.skip(",\n      \"code\": ", of: &members) else { return nil }
    let code = try readText("code")
    guard reader.skip(",\n      \"start\": ", of: &members) else { return nil }
    let first = try readInt("start")
    guard reader.skip(",\n      \"end\": ", of: &members) else { return nil }
    let end = try readInt("end")
    guard reader.skip(",\n      \"quote\": ", of: &members) else { return nil }
    let quote = try readWords("quote")
    guard reader.skip(",\n      \"before\": ", of: &members) else { return nil }
    let before = try readWords("before")
    guard reader.skip(",\n      \"after\": ", of: &members) else { return nil }
    let after = try readWords("after")
    guard reader.skip(",\n      \"codebook\": ", of: &members) else { return nil }
    let codebook = try readVersion()
    guard reader.skip(",\n      \"created\": ", of: &members) else { return nil }
    let created = try readTime("created")
    guard reader.skip(",\n      \"modified\": ", of: &members) else { return nil }
    let modified = try readTime("modified")
    var memo = StoredWords.Place.none
    if reader.skip(",\n      \"memo\": ", of: &members) { memo = try readWords("memo") }
    guard reader.close("\n    }") else { return nil }
    guard !code.isEmpty else { throw refusal(.emptyCode, at: place) }
    let span = try span(first, end, at: place)
    places.append(place)
    ids.append(id)
    return Coding(
      id: Coding.ID(id),
      code: Code.ID(code),
      span: span,
      codebook: codebook,
      created: created,
      modified: modified,
      words: StoredWords(in: file, quote: quote, before: before, after: after, memo: memo)
    )
  }
}
