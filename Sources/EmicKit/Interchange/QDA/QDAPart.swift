/// A source as it stands in a project, made on any thread: its text packed, its codings and memos as XML.
package struct QDAPart: Sendable {
  let name: String
  let coders: [Coder.ID]
  let member: ZipMember
  /// The member as it stands in the file.
  let record: [UInt8]
  /// What stands in its element before the values of its case.
  private(set) var selections: [UInt8] = []
  /// The elements of its memos.
  private(set) var notes: [UInt8] = []
  /// The ids of all its codings, each with a line feed: links may lead to any.
  private(set) var ids: [UInt8] = []
  /// By id of the coding what the standard has no place for.
  private(set) var extras: [(guid: String, text: [UInt8])] = []
  let links: [Link]
  /// When the last of it was written; `nil` where there is nothing.
  private(set) var latest: Timestamp?
  private(set) var codings = 0
  /// Codings whose code does not leave, since the codebook lacks it.
  private(set) var strangers = 0
  /// Codings that stand on the same words as another one of the code and are one with it.
  private(set) var united = 0
  /// Whether its text holds characters beyond U+FFFF.
  let isAstral: Bool
  /// Control characters that XML cannot hold and that were left out.
  private(set) var leftOut = 0

  /// - Parameters:
  ///   - source: as it leaves.
  ///   - codes: of the project.
  ///   - profile: for which program.
  ///   - path: of the project, which messages name.
  /// - Throws: when there is no memory to pack with.
  init(
    _ source: QDAExport.Source,
    _ codes: QDACodes,
    _ profile: QDAExport.Profile,
    _ path: String
  ) throws(FileProblem) {
    name = source.name
    coders = source.layers.map(\.coder)
    links = source.layers.flatMap(\.links)
    isAstral = source.text.withUTF8 { bytes in bytes.contains { $0 >= 0xF0 } }
    (member, record) = try ZipMember.packed(
      "sources/\(QDAWriter.guid(ofSource: source.name)).txt",
      Self.bytes(of: source.text, profile),
      path
    )
    let offsets = QDAOffsets(source.text, profile.counting)
    var xml = XMLWriter.part
    for layer in source.layers { add(layer, codes, offsets, to: &xml) }
    for memo in source.layers.lazy.flatMap(\.memos) {
      xml.reference("NoteRef", QDAWriter.guid(of: memo))
    }
    selections = xml.taken()
    for layer in source.layers {
      for memo in layer.memos { xml.note(memo, by: layer.coder) }
    }
    notes = xml.taken()
    leftOut = xml.leftOut
  }

  private static func bytes(of text: TranscriptText, _ profile: QDAExport.Profile) -> [UInt8] {
    text.withUTF8 { source in
      guard profile.writesReturns else { return Array(source) }
      var bytes: [UInt8] = []
      bytes.reserveCapacity(source.count + source.count / 32)
      for byte in source {
        if byte == 0x0A { bytes.append(0x0D) }
        bytes.append(byte)
      }
      return bytes
    }
  }

  /// Codings of one code that fall on the same words, once names are replaced, are one, with the flags and memos
  /// of all.
  private mutating func unite(_ codings: [Coding]) -> [Coding] {
    var places: [QDACoded: Int] = [:]
    var left: [Coding] = []
    for coding in codings {
      let coded = QDACoded(code: coding.code, span: coding.span)
      guard let place = places[coded] else {
        places[coded] = left.count
        left.append(coding)
        continue
      }
      united += 1
      left[place].flags += coding.flags.filter { !left[place].flags.contains($0) }
      if coding.memo != left[place].memo {
        let memos = [left[place].memo, coding.memo].filter { !$0.isEmpty }
        left[place].memo = memos.joined(separator: "\n\n")
      }
    }
    return left
  }

  private mutating func add(
    _ layer: QDAExport.Layer,
    _ codes: QDACodes,
    _ offsets: QDAOffsets,
    to xml: inout XMLWriter
  ) {
    let times =
      layer.codings.map(\.modified) + layer.memos.map(\.at) + layer.links.map(\.at)
    latest = ([latest].compactMap { $0 } + times).max()
    for coding in layer.codings {
      ids.append(contentsOf: coding.id.text.utf8)
      ids.append(Ascii.lineFeed)
    }
    let user = QDAWriter.guid(ofCoder: layer.coder)
    let leaving = layer.codings.filter { codes.guid(of: $0.code) != nil }
    strangers += layer.codings.count - leaving.count
    for coding in unite(leaving) {
      guard let code = codes.guid(of: coding.code) else { continue }
      let guid = QDAWriter.guid(of: coding)
      xml.selection(of: coding, guid, code: code, user: user, offsets)
      let extra = QDAOwnNote.extra(of: coding, codebook: codes.version)
      if !extra.isEmpty { extras.append((guid, QDAOwnNote.member(guid, extra))) }
      codings += 1
    }
  }
}

extension XMLWriter {
  mutating func reference(_ name: StaticString, _ target: String) {
    start(name)
    attribute("targetGUID", target)
    end()
  }

  mutating func note(_ memo: Memo, by coder: Coder.ID) {
    start("Note")
    attribute("guid", QDAWriter.guid(of: memo))
    attribute("name", QDAQuote.name(of: memo.text))
    attribute("creatingUser", QDAWriter.guid(ofCoder: coder))
    attribute("creationDateTime", memo.at.text)
    element("PlainTextContent", memo.text)
    end()
  }

  fileprivate mutating func selection(
    of coding: Coding,
    _ guid: String,
    code: String,
    user: String,
    _ offsets: QDAOffsets
  ) {
    let created = coding.created.text
    start("PlainTextSelection")
    attribute("guid", guid)
    attribute("name", QDAQuote.name(of: coding.quote))
    attribute("startPosition", String(offsets.units(coding.span.start)))
    attribute("endPosition", String(offsets.units(coding.span.end)))
    attribute("creatingUser", user)
    attribute("creationDateTime", created)
    if coding.modified != coding.created {
      attribute("modifyingUser", user)
      attribute("modifiedDateTime", coding.modified.text)
    }
    if !coding.memo.isEmpty { element("Description", coding.memo) }
    start("Coding")
    attribute("guid", NamedUUID.text(of: "coding:\(guid):\(coding.code)"))
    attribute("creatingUser", user)
    attribute("creationDateTime", created)
    reference("CodeRef", code)
    end()
    end()
  }
}
