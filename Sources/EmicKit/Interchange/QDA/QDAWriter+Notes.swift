/// Memos and links.
extension QDAWriter {
  static func guid(of memo: Memo) -> String {
    let plain = QDAGUID.plain(memo.id.text)
    return QDAGUID.isWellFormed(plain) ? plain : NamedUUID.text(of: "id:\(memo.id)")
  }

  func memos(on subject: MemosFile.Subject) -> [Memo] {
    export.memos.flatMap(\.entries).filter { $0.subject == subject }.map(\.memo)
  }

  static func guid(of link: Link) -> String {
    let id = QDAGUID.plain(link.id.text)
    return QDAGUID.isWellFormed(id) ? id : NamedUUID.text(of: "id:\(link.id)")
  }

  mutating func write(_ links: [Link]) {
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
