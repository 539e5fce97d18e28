/// The grammar of a sidecar over a JSON scanner.
struct SidecarParser {
  struct Refusal: Error {
    let problem: SidecarError.Problem
    let line: Int
  }

  var reader: JSONReader
  /// The bytes that are read, in which words are left where they lie; none where no words are kept.
  private(set) var file: [UInt8] = []
  private(set) var words = CodingWords.none
  /// Where each coding begins, in the order of the file.
  var places: [Int] = []
  /// The ids of the codings, in the same order.
  var ids: [UUIDText] = []
  /// Of the time that was read last: codings are often made and changed in the same moment.
  var lastTime: (start: Int, end: Int, time: Timestamp)?
  /// What the codings are expected to be.
  var expected: [Coding]?
  /// The ids of the codings in the order of the file, where they stand in another.
  private(set) var idsInFile: [Coding.ID]?

  /// - Parameters:
  ///   - buffer: the bytes of `file`, lent.
  ///   - file: a sidecar.
  ///   - words: which words of the codings are kept.
  init(_ buffer: UnsafeBufferPointer<UInt8>, of file: [UInt8], words: CodingWords = .all) {
    reader = JSONReader(bytes: buffer)
    self.words = words
    if words == .all { self.file = file }
  }

  func refusal(_ problem: SidecarError.Problem, at offset: Int? = nil) -> Refusal {
    Refusal(problem: problem, line: reader.line(at: offset ?? reader.offset))
  }

  mutating func readSidecar() throws -> Sidecar {
    let start = reader.offset
    let version = try readHead()
    guard version > 1 else { return try readBody(from: start) }
    do {
      return try readBody(from: start)
    } catch is Refusal {
      throw refusal(.newerVersion(version), at: start)
    }
  }

  // What the file is comes first, wherever its keys stand: a codebook must not be called damaged.
  private mutating func readHead() throws -> Int {
    let start = reader.offset
    guard reader.peek == Ascii.openBrace else {
      throw reader.peek == Ascii.openBracket || reader.peek == Ascii.quote
        ? refusal(.format(nil)) : reader.unexpected(.expected("an object"))
    }
    var members = try reader.openObject()
    var format: String?
    var version: Int?
    while format == nil || version == nil, let key = try reader.nextKey(&members) {
      if reader.is(key, "format"), reader.peek == Ascii.quote {
        format = try reader.readString()
      } else if reader.is(key, "version") {
        version = try readInt("version")
      } else {
        _ = try reader.readValue()
      }
    }
    guard format == "emic/sidecar" else { throw refusal(.format(format), at: start) }
    guard let version else { throw refusal(.missing(key: "version", place: "the file"), at: start) }
    guard version >= 1 else { throw refusal(.version(version)) }
    reader = JSONReader(bytes: reader.bytes)
    try reader.start()
    return version
  }

  private mutating func readBody(from start: Int) throws -> Sidecar {
    var version = 1
    var (coder, source, status): (Coder.ID?, Sidecar.Source?, Sidecar.Status?)
    var codings: [Coding]?
    var (memos, nothingHere): ([Memo], [Sidecar.NothingHere]) = ([], [])
    var settled: [Sidecar.Settled] = []
    var (removed, log): ([Sidecar.Removal], [JSONValue]) = ([], [])
    var kept: [JSONMember] = []
    var seen = Seen()
    var members = try reader.openObject()
    while let key = try reader.nextKey(&members) {
      if reader.is(key, "format") {
        try once(&seen, 0, key)
        _ = try readText("format")
      } else if reader.is(key, "version") {
        try once(&seen, 1, key)
        version = try readInt("version")
      } else if reader.is(key, "coder") {
        try once(&seen, 2, key)
        let text = try readText("coder")
        guard Coder.isWellFormed(text) else { throw refusal(.coder(text)) }
        coder = Coder.ID(text)
      } else if reader.is(key, "transcript") {
        try once(&seen, 3, key)
        source = try readSource()
      } else if reader.is(key, "status") {
        try once(&seen, 4, key)
        status = try readStatus()
      } else if reader.is(key, "codings") {
        try once(&seen, 5, key)
        codings = try readCodings()
      } else if reader.is(key, "memos") {
        try once(&seen, 6, key)
        memos = try readList("memos") { parser in try parser.readMemo() }
      } else if reader.is(key, "nothing-here") {
        try once(&seen, 7, key)
        nothingHere = try readList("nothing-here") { parser in try parser.readNothingHere() }
      } else if reader.is(key, "removed") {
        try once(&seen, 8, key)
        removed = try readList("removed") { parser in try parser.readRemoval() }
      } else if reader.is(key, "log") {
        try once(&seen, 9, key)
        log = try readList("log") { parser in try parser.reader.readValue() }
      } else if reader.is(key, "settled") {
        try once(&seen, 10, key)
        settled = try readList("settled") { parser in
          Sidecar.Settled(json: try parser.reader.readValue())
        }
        // Of the lists that are left out when they are empty it is none.
        if settled.isEmpty { kept.append(JSONMember("settled", [])) }
      } else {
        let place = reader.offset
        try reader.keep(key, in: &kept)
        if let problem = kept.last?.misspeltFlagOfOrphans { throw refusal(problem, at: place) }
      }
    }
    func missing(_ key: String) -> Refusal {
      refusal(.missing(key: key, place: "the file"), at: start)
    }
    guard let coder else { throw missing("coder") }
    guard let source else { throw missing("transcript") }
    guard let status else { throw missing("status") }
    guard var codings else { throw missing("codings") }
    try check(codings, length: source.length)
    // Files by other hands come in any order; the order of a sidecar is a promise to those who
    // search it.
    if !isSorted(codings) {
      idsInFile = codings.map(\.id)
      codings.sort()
    }
    var sidecar = Sidecar(
      coder: coder,
      source: source,
      status: status,
      codings: codings,
      memos: memos,
      nothingHere: nothingHere,
      settled: settled,
      removed: removed,
      log: log,
      kept: kept
    )
    sidecar.version = version
    return sidecar
  }

  // By places: a loop over codings copies each of them.
  private func isSorted(_ codings: [Coding]) -> Bool {
    for index in codings.indices.dropFirst() {
      let (one, other) = (codings[index - 1].span, codings[index].span)
      guard one < other || one == other && codings[index - 1] < codings[index] else { return false }
    }
    return true
  }

  private func check(_ codings: [Coding], length: Int) throws {
    let isWithin = codings.indices.allSatisfy { codings[$0].span.end <= length }
    let sorted = ids.sorted()
    let isRepeated = sorted.indices.dropFirst().contains { sorted[$0 - 1] == sorted[$0] }
    guard !isWithin || isRepeated else { return }
    var seen: Set<UUIDText> = []
    for index in codings.indices {
      guard codings[index].span.end <= length else {
        throw refusal(.spanOutside(codings[index].span, length: length), at: places[index])
      }
      guard seen.insert(ids[index]).inserted else {
        throw refusal(.duplicateID(codings[index].id.text), at: places[index])
      }
    }
  }
}
