/// Writes the XML of a project or codebook: the standard's order of elements, no empty containers.
struct QDAWriter {
  let export: QDAExport
  let cases: QDACases
  var xml = XMLWriter()
  var notes: [String] = []
  let codes: [Code]
  let names: [Code.ID: String]
  let users: [Coder]

  static func guid(of code: Code) -> String {
    for member in code.kept where member.key == "guid" {
      if case .scalar(let text, _) = member.value.content, QDAGUID.isWellFormed(text) {
        return text
      }
    }
    return NamedUUID.text(of: "code:\(code.id)")
  }

  static func guid(of coding: Coding) -> String {
    let plain = QDAGUID.plain(coding.id.text)
    return QDAGUID.isWellFormed(plain) ? plain : NamedUUID.text(of: "id:\(coding.id)")
  }

  static func guid(ofCoder id: Coder.ID) -> String { NamedUUID.text(of: "coder:\(id)") }
  static func guid(ofSource name: String) -> String { NamedUUID.text(of: "source:\(name)") }
  static func guid(ofCase name: String) -> String { NamedUUID.text(of: "case:\(name)") }
  static func guid(ofVariable name: String) -> String { NamedUUID.text(of: "variable:\(name)") }

  /// - Parameters:
  ///   - export: what leaves beside the sources.
  ///   - workers: whose work is in the sources.
  init(_ export: QDAExport, workers: [Coder.ID] = []) {
    self.export = export
    cases = QDACases(export.cases)
    codes = export.codebook.codes.filter { !$0.isWorking }
    names = Self.names(of: export.codebook)
    for code in codes {
      let name = code.name.primary
      if let unique = names[code.id], unique != name, !name.isEmpty {
        notes.append(
          "Another code is called \"\(name)\", too, which QualCoder cannot read; this one leaves as"
            + " \"\(unique)\"."
        )
      }
    }
    var users = export.coders
    for coder in workers + export.memos.map(\.coder)
    where !users.contains(where: { $0.id == coder }) {
      users.append(Coder(id: coder))
    }
    self.users = users
  }

  /// The names under which codes leave: QualCoder drops the second of two codes of one name.
  static func names(of book: Codebook) -> [Code.ID: String] {
    var taken: Set<String> = []
    var names: [Code.ID: String] = [:]
    for code in book.codes where !code.isWorking {
      let name = code.name.primary.isEmpty ? code.id.text : code.name.primary
      var unique = name
      if taken.contains(unique.lowercased()), let parent = code.parent.flatMap({ book[$0] }) {
        unique = "\(name) (\(parent.name.primary))"
      }
      var number = 2
      while taken.contains(unique.lowercased()) {
        unique = "\(name) (\(number))"
        number += 1
      }
      taken.insert(unique.lowercased())
      names[code.id] = unique
    }
    return names
  }

  mutating func codebookAlone() -> (bytes: [UInt8], notes: [String])? {
    guard !codes.isEmpty else { return nil }
    xml.instruction("emic-codes", QDAOwnCodes.text(of: codes))
    writeCodebook(isAlone: true)
    return (xml.finished(), notes)
  }

  mutating func writeUsers() {
    guard !users.isEmpty else { return }
    xml.start("Users")
    for user in users {
      xml.start("User")
      xml.attribute("guid", Self.guid(ofCoder: user.id))
      xml.attribute("name", user.name)
      xml.attribute("id", user.id.text)
      xml.end()
    }
    xml.end()
  }

  mutating func writeCodebook(isAlone: Bool) {
    guard !codes.isEmpty else { return }
    xml.start("CodeBook")
    if isAlone {
      xml.attribute("xmlns", "urn:QDA-XML:codebook:1.0")
      xml.attribute("origin", QDAOwnNote.origin)
    }
    xml.start("Codes")
    var children: [Code.ID?: [Code]] = [:]
    for code in codes {
      let parent = code.parent.flatMap { names[$0] == nil ? nil : $0 }
      children[parent, default: []].append(code)
    }
    for code in children[nil] ?? [] { write(code, children, isAlone: isAlone) }
    xml.end()
    xml.end()
  }

  mutating func write(_ code: Code, _ children: [Code.ID?: [Code]], isAlone: Bool) {
    xml.start("Code")
    xml.attribute("guid", Self.guid(of: code))
    xml.attribute("name", names[code.id])
    xml.attribute("isCodable", code.isFamily ? "false" : "true")
    xml.attribute("color", Self.color(of: code))
    let description = CodeDescription(of: code).text
    if !description.isEmpty { xml.element("Description", description) }
    if !isAlone {
      for memo in memos(on: .code(code.id)) { xml.reference("NoteRef", Self.guid(of: memo)) }
    }
    for child in children[code.id] ?? [] { write(child, children, isAlone: isAlone) }
    xml.end()
  }

  static func color(of code: Code) -> String? {
    let palette = code.color.flatMap { CodeColor.named($0) }
    for member in code.kept where member.key == "rgb" {
      // The other program's own colour, unless another one was chosen since.
      if case .scalar(let hex, _) = member.value.content, hex.utf8.count == 7,
        CodeColor(nearest: hex) == palette
      {
        return hex
      }
    }
    return palette?.hex
  }
}
