/// Memos and links.
extension QDAWriter {
  static func guid(of memo: Memo) -> String {
    let plain = QDAGUID.plain(memo.id.text)
    return QDAGUID.isWellFormed(plain) ? plain : QDAGUID.named("id:\(memo.id)")
  }

  func memos(on subject: MemosFile.Subject) -> [Memo] {
    export.memos.flatMap(\.entries).filter { $0.subject == subject }.map(\.memo)
  }

  mutating func writeNotes(_ own: QDAOwnNote) {
    xml.start("Notes")
    for file in export.memos {
      for entry in file.entries { write(entry.memo, by: file.coder) }
    }
    for source in export.sources {
      for layer in source.layers {
        for memo in layer.memos { write(memo, by: layer.coder) }
      }
    }
    xml.start("Note")
    xml.attribute("guid", QDAGUID.named("note:\(QDAOwnNote.name)"))
    xml.attribute("name", QDAOwnNote.name)
    xml.element("PlainTextContent", own.text)
    xml.end()
    xml.end()
  }

  mutating func write(_ memo: Memo, by coder: Coder.ID) {
    xml.start("Note")
    xml.attribute("guid", Self.guid(of: memo))
    xml.attribute("name", QDAQuote.name(of: memo.text))
    xml.attribute("creatingUser", Self.guid(ofCoder: coder))
    xml.attribute("creationDateTime", memo.at.text)
    xml.element("PlainTextContent", memo.text)
    xml.end()
  }

  /// Those of which both ends leave.
  var leavingLinks: [Link] {
    let all = export.sources.flatMap { $0.layers.flatMap(\.links) }
    let codings = Set(
      export.sources.flatMap { $0.layers.flatMap { $0.codings.map(\.id) } }
    )
    return all.filter { codings.contains($0.from) && codings.contains($0.to) }
  }

  static func guid(of link: Link) -> String {
    let id = QDAGUID.plain(link.id.text)
    return QDAGUID.isWellFormed(id) ? id : QDAGUID.named("id:\(link.id)")
  }

  mutating func writeLinks() {
    let links = leavingLinks
    guard !links.isEmpty else { return }
    xml.start("Links")
    for link in links {
      xml.start("Link")
      xml.attribute("guid", Self.guid(of: link))
      xml.attribute("name", link.kind.rawValue)
      xml.attribute("direction", "OneWay")
      xml.attribute("originGUID", link.from.text)
      xml.attribute("targetGUID", link.to.text)
      xml.end()
    }
    xml.end()
  }
}
