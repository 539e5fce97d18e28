/// The sources of a project, kept on the disk until they are written: nothing grows with their texts.
package struct QDAParts {
  /// What is known of a source, and where the rest of it is kept.
  struct Entry {
    let name: String
    let member: ZipMember
    let record: SpillFile.Place
    let selections: SpillFile.Place
    let notes: SpillFile.Place
    let ids: SpillFile.Place
  }

  /// What the standard has no place for, of one coding.
  private struct Extra {
    /// Its id, as a number: in the order of the texts.
    let guid: UInt128
    let place: SpillFile.Place
  }

  let spill: SpillFile
  private(set) var entries: [Entry] = []
  /// Whose work is among it, as they are met.
  private(set) var coders: [Coder.ID] = []
  private var extras: [Extra] = []
  private var links: [Link] = []
  /// When the last of it was written.
  private(set) var latest: Timestamp?
  private(set) var codings = 0
  private(set) var strangers = 0
  private(set) var united = 0
  private(set) var leftOut = 0
  /// Texts with characters beyond U+FFFF: the first ones, and how many there are.
  private(set) var astral: (names: [String], count: Int) = ([], 0)

  /// - Parameter path: the file to be exported.
  /// - Throws: when nothing can be written in its folder.
  package init(beside path: String) throws(FileProblem) { spill = try SpillFile(beside: path) }

  /// Adds a source behind the others.
  package mutating func add(_ part: QDAPart) throws(FileProblem) {
    let kept = [part.record, part.selections, part.notes, part.ids] + part.extras.map(\.text)
    var all: [UInt8] = []
    var ranges: [Range<Int>] = []
    for bytes in kept {
      ranges.append(all.count..<all.count + bytes.count)
      all += bytes
    }
    let place = try spill.keep(all)
    let places = ranges.map(place.part)
    entries.append(
      Entry(
        name: part.name,
        member: part.member,
        record: places[0],
        selections: places[1],
        notes: places[2],
        ids: places[3]
      )
    )
    for (extra, place) in zip(part.extras, places.dropFirst(4)) {
      extras.append(Extra(guid: Self.number(extra.guid), place: place))
    }
    for coder in part.coders where !coders.contains(coder) { coders.append(coder) }
    links += part.links
    latest = [latest, part.latest].compactMap { $0 }.max()
    codings += part.codings
    strangers += part.strangers
    united += part.united
    leftOut += part.leftOut
    if part.isAstral {
      astral.count += 1
      if astral.count <= 5 { astral.names.append(part.name) }
    }
  }

  /// The links of which both ends leave.
  func leavingLinks() throws(FileProblem) -> [Link] {
    guard !links.isEmpty else { return [] }
    let ends = Set(links.flatMap { [$0.from.text, $0.to.text] })
    var found: Set<String> = []
    for entry in entries {
      for id in try spill.read(entry.ids).split(separator: Ascii.lineFeed) {
        let id = String(decoding: id, as: UTF8.self)
        if ends.contains(id) { found.insert(id) }
      }
    }
    return links.filter { found.contains($0.from.text) && found.contains($0.to.text) }
  }

  /// Where what the standard has no place for is kept, by the ids of the codings; of one that leaves twice
  /// the last.
  var extraPlaces: [SpillFile.Place] {
    let sorted = extras.sorted { one, other in
      (one.guid, one.place.start) < (other.guid, other.place.start)
    }
    return sorted.indices.filter { place in
      place + 1 == sorted.count || sorted[place + 1].guid != sorted[place].guid
    }.map { sorted[$0].place }
  }

  /// A well-formed id in lower case.
  private static func number(_ guid: String) -> UInt128 {
    guid.utf8.reduce(0) { number, byte in
      guard byte != UInt8(ascii: "-") else { return number }
      return number << 4 | UInt128(byte < 0x3A ? byte - 0x30 : byte - 0x61 + 10)
    }
  }
}
