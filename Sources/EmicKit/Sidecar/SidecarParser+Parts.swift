extension SidecarParser {
  mutating func readCoding() throws -> Coding {
    if let coding = try readPrintedCoding() { return coding }
    let place = reader.offset
    var parts = CodingParts()
    var members = try reader.openObject()
    try readPrintedParts(&parts, of: &members)
    while let key = try reader.nextKey(&members) {
      if reader.is(key, "id") {
        try once(&parts.seen, 0, key)
        parts.id = try readID()
      } else if reader.is(key, "code") {
        try once(&parts.seen, 1, key)
        parts.code = try readText("code")
      } else if reader.is(key, "start") {
        try once(&parts.seen, 2, key)
        parts.start = try readInt("start")
      } else if reader.is(key, "end") {
        try once(&parts.seen, 3, key)
        parts.end = try readInt("end")
      } else if reader.is(key, "quote") {
        try once(&parts.seen, 4, key)
        parts.quote = try readWords("quote")
      } else if reader.is(key, "before") {
        try once(&parts.seen, 5, key)
        parts.before = try readWords("before")
      } else if reader.is(key, "after") {
        try once(&parts.seen, 6, key)
        parts.after = try readWords("after")
      } else if reader.is(key, "codebook") {
        try once(&parts.seen, 7, key)
        parts.codebook = try readVersion()
      } else if reader.is(key, "created") {
        try once(&parts.seen, 8, key)
        parts.created = try readTime("created")
      } else if reader.is(key, "modified") {
        try once(&parts.seen, 9, key)
        parts.modified = try readTime("modified")
      } else if reader.is(key, "memo") {
        try once(&parts.seen, 10, key)
        parts.memo = try readWords("memo")
      } else if reader.is(key, "flags") {
        try once(&parts.seen, 11, key)
        parts.rare.flags = try readList("flags") { parser in
          let text = try parser.readText("flags")
          if let meant = Coding.Flag.meant(by: text) {
            throw parser.refusal(.misspelt("flag", text, meant: meant))
          }
          return Coding.Flag(text)
        }
      } else if reader.is(key, "replacement") {
        try once(&parts.seen, 12, key)
        parts.rare.replacement = try readText("replacement")
      } else {
        try reader.keep(key, in: &parts.rare.kept)
        if let text = parts.rare.kept.last?.key, let meant = Coding.Flag.keyMeant(by: text) {
          throw refusal(.misspelt("key", text, meant: meant))
        }
      }
    }
    let coding = try self.coding(of: parts, at: place)
    places.append(place)
    return coding
  }

  private mutating func coding(of parts: CodingParts, at place: Int) throws -> Coding {
    func missing(_ key: String) -> Refusal {
      refusal(.missing(key: key, place: "a coding"), at: place)
    }
    guard let id = parts.id else { throw missing("id") }
    guard let code = parts.code else { throw missing("code") }
    guard !code.isEmpty else { throw refusal(.emptyCode, at: place) }
    guard let start = parts.start else { throw missing("start") }
    guard let end = parts.end else { throw missing("end") }
    guard let quote = parts.quote else { throw missing("quote") }
    guard let codebook = parts.codebook else { throw missing("codebook") }
    guard let created = parts.created else { throw missing("created") }
    guard let modified = parts.modified else { throw missing("modified") }
    var rare = parts.rare
    if !rare.kept.isEmpty { rare.settlement = Settlement(taking: &rare.kept) }
    ids.append(id)
    return Coding(
      id: Coding.ID(id),
      code: Code.ID(code),
      span: try span(start, end, at: place),
      codebook: codebook,
      created: created,
      modified: modified,
      words: StoredWords(
        in: file,
        quote: quote,
        before: parts.before,
        after: parts.after,
        memo: parts.memo
      ),
      rare: RareMembers(rare)
    )
  }

  mutating func readSource() throws -> Sidecar.Source {
    let place = reader.offset
    var (file, sha256, unit): (String?, String?, String?)
    var length: Int?
    var kept: [JSONMember] = []
    var seen = Seen()
    var members = try reader.openObject()
    while let key = try reader.nextKey(&members) {
      if reader.is(key, "file") {
        try once(&seen, 0, key)
        let text = try readText("file")
        // A path never comes out of data.
        guard !text.isEmpty, text != ".", text != "..", !text.utf8.contains(UInt8(ascii: "/")),
          !text.utf8.contains(0)
        else { throw refusal(.transcriptName(text)) }
        file = text
      } else if reader.is(key, "sha256") {
        try once(&seen, 1, key)
        let text = try readText("sha256")
        guard text.utf8.count == 64, text.utf8.allSatisfy(isLowerHex) else {
          throw refusal(.digest(text))
        }
        sha256 = text
      } else if reader.is(key, "length") {
        try once(&seen, 2, key)
        let number = try readInt("length")
        guard number >= 0 else { throw refusal(.length(number)) }
        length = number
      } else if reader.is(key, "unit") {
        try once(&seen, 3, key)
        let text = try readText("unit")
        guard text == "unicode-scalar" else { throw refusal(.unit(text)) }
        unit = text
      } else {
        try reader.keep(key, in: &kept)
      }
    }
    func missing(_ key: String) -> Refusal {
      refusal(.missing(key: key, place: "\"transcript\""), at: place)
    }
    guard let file else { throw missing("file") }
    guard let sha256 else { throw missing("sha256") }
    guard let length else { throw missing("length") }
    guard unit != nil else { throw missing("unit") }
    return Sidecar.Source(file: file, sha256: sha256, length: length, kept: kept)
  }

  mutating func readStatus() throws -> Sidecar.Status {
    let place = reader.offset
    var state: Sidecar.State?
    var at: Timestamp?
    var codebook: Int?
    var kept: [JSONMember] = []
    var seen = Seen()
    var members = try reader.openObject()
    while let key = try reader.nextKey(&members) {
      if reader.is(key, "state") {
        try once(&seen, 0, key)
        let text = try readText("state")
        guard let known = Sidecar.State(rawValue: text) else { throw refusal(.state(text)) }
        state = known
      } else if reader.is(key, "at") {
        try once(&seen, 1, key)
        at = try readTime("at")
      } else if reader.is(key, "codebook") {
        try once(&seen, 2, key)
        codebook = try readVersion()
      } else {
        try reader.keep(key, in: &kept)
      }
    }
    func missing(_ key: String) -> Refusal {
      refusal(.missing(key: key, place: "\"status\""), at: place)
    }
    guard let state else { throw missing("state") }
    guard let at else { throw missing("at") }
    guard let codebook else { throw missing("codebook") }
    return Sidecar.Status(state: state, at: at, codebook: codebook, kept: kept)
  }

  mutating func readMemo() throws -> Memo {
    let place = reader.offset
    var (id, text): (String?, String?)
    var at: Timestamp?
    var kept: [JSONMember] = []
    var seen = Seen()
    var members = try reader.openObject()
    while let key = try reader.nextKey(&members) {
      if reader.is(key, "id") {
        try once(&seen, 0, key)
        id = try readID().text
      } else if reader.is(key, "at") {
        try once(&seen, 1, key)
        at = try readTime("at")
      } else if reader.is(key, "text") {
        try once(&seen, 2, key)
        text = try readText("text")
      } else {
        try reader.keep(key, in: &kept)
      }
    }
    func missing(_ key: String) -> Refusal {
      refusal(.missing(key: key, place: "a memo"), at: place)
    }
    guard let id else { throw missing("id") }
    guard let at else { throw missing("at") }
    guard let text else { throw missing("text") }
    return Memo(id: Memo.ID(id), at: at, text: text, kept: kept)
  }

  mutating func readNothingHere() throws -> Sidecar.NothingHere {
    let place = reader.offset
    var (start, end): (Int?, Int?)
    var at: Timestamp?
    var kept: [JSONMember] = []
    var seen = Seen()
    var members = try reader.openObject()
    while let key = try reader.nextKey(&members) {
      if reader.is(key, "start") {
        try once(&seen, 0, key)
        start = try readInt("start")
      } else if reader.is(key, "end") {
        try once(&seen, 1, key)
        end = try readInt("end")
      } else if reader.is(key, "at") {
        try once(&seen, 2, key)
        at = try readTime("at")
      } else {
        try reader.keep(key, in: &kept)
      }
    }
    func missing(_ key: String) -> Refusal {
      refusal(.missing(key: key, place: "an entry of \"nothing-here\""), at: place)
    }
    guard let start else { throw missing("start") }
    guard let end else { throw missing("end") }
    guard let at else { throw missing("at") }
    return Sidecar.NothingHere(span: try span(start, end, at: place), at: at, kept: kept)
  }

  mutating func readRemoval() throws -> Sidecar.Removal {
    let place = reader.offset
    var id: String?
    var at: Timestamp?
    var into: Coding.ID?
    var kept: [JSONMember] = []
    var seen = Seen()
    var members = try reader.openObject()
    while let key = try reader.nextKey(&members) {
      if reader.is(key, "id") {
        try once(&seen, 0, key)
        id = try readID().text
      } else if reader.is(key, "at") {
        try once(&seen, 1, key)
        at = try readTime("at")
      } else if reader.is(key, "into") {
        try once(&seen, 2, key)
        into = Coding.ID(try readID())
      } else {
        try reader.keep(key, in: &kept)
      }
    }
    func missing(_ key: String) -> Refusal {
      refusal(.missing(key: key, place: "an entry of \"removed\""), at: place)
    }
    guard let id else { throw missing("id") }
    guard let at else { throw missing("at") }
    return Sidecar.Removal(id: id, at: at, into: into, kept: kept)
  }
}
