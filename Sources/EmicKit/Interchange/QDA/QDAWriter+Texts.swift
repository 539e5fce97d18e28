/// Texts with their selections.
extension QDAWriter {
  func bytes(of text: TranscriptText) -> [UInt8] {
    text.withUTF8 { source in
      guard export.profile.writesReturns else { return Array(source) }
      var bytes: [UInt8] = []
      bytes.reserveCapacity(source.count + source.count / 32)
      for byte in source {
        if byte == 0x0A { bytes.append(0x0D) }
        bytes.append(byte)
      }
      return bytes
    }
  }

  /// - Returns: the number of codings.
  mutating func write(
    _ source: QDAExport.Source,
    _ known: Set<Code.ID>,
    _ own: inout QDAOwnNote
  ) -> Int {
    let guid = Self.guid(ofSource: source.name)
    xml.start("TextSource")
    xml.attribute("guid", guid)
    xml.attribute("name", source.name)
    xml.attribute("plainTextPath", "internal://\(guid).txt")
    let offsets = QDAOffsets(source.text, export.profile.counting)
    var count = 0
    for layer in source.layers {
      var seen: Set<QDACoded> = []
      let user = Self.guid(ofCoder: layer.coder)
      for coding in layer.codings {
        guard known.contains(coding.code) else {
          strangers += 1
          continue
        }
        guard seen.insert(QDACoded(code: coding.code, span: coding.span)).inserted else { continue }
        write(coding, user, offsets)
        let extra = QDAOwnNote.extra(of: coding, codebook: export.codebook.version)
        if !extra.isEmpty { own.codings[Self.guid(of: coding)] = extra }
        count += 1
      }
    }
    for memo in source.layers.flatMap(\.memos) { reference("NoteRef", Self.guid(of: memo)) }
    writeValues(of: source)
    xml.end()
    return count
  }

  mutating func write(_ coding: Coding, _ user: String, _ offsets: QDAOffsets) {
    let guid = Self.guid(of: coding)
    let created = coding.created.text
    xml.start("PlainTextSelection")
    xml.attribute("guid", guid)
    xml.attribute("name", QDAQuote.name(of: coding.quote))
    xml.attribute("startPosition", String(offsets.units(coding.span.start)))
    xml.attribute("endPosition", String(offsets.units(coding.span.end)))
    xml.attribute("creatingUser", user)
    xml.attribute("creationDateTime", created)
    if coding.modified != coding.created {
      xml.attribute("modifyingUser", user)
      xml.attribute("modifiedDateTime", coding.modified.text)
    }
    if !coding.memo.isEmpty { xml.element("Description", coding.memo) }
    xml.start("Coding")
    xml.attribute("guid", QDAGUID.named("coding:\(guid):\(coding.code)"))
    xml.attribute("creatingUser", user)
    xml.attribute("creationDateTime", created)
    if let code = export.codebook[coding.code] { reference("CodeRef", Self.guid(of: code)) }
    xml.end()
    xml.end()
  }

  static func guid(of coding: Coding) -> String {
    let plain = QDAGUID.plain(coding.id.text)
    return QDAGUID.isWellFormed(plain) ? plain : QDAGUID.named("id:\(coding.id)")
  }
}
