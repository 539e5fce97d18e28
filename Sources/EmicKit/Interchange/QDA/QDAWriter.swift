/// Writes the XML of a project or codebook: the standard's order of elements, no empty containers.
struct QDAWriter {
  let export: QDAExport
  var xml = XMLWriter()
  var notes: [String] = []
  /// Codings whose code does not leave, since the codebook lacks it.
  var strangers = 0
  let codes: [Code]
  let names: [Code.ID: String]
  let users: [Coder]

  static func guid(of code: Code) -> String {
    for member in code.kept where member.key == "guid" {
      if case .scalar(let text, _) = member.value.content, QDAGUID.isWellFormed(text) {
        return text
      }
    }
    return QDAGUID.named("code:\(code.id)")
  }

  static func guid(ofCoder id: Coder.ID) -> String { QDAGUID.named("coder:\(id)") }
  static func guid(ofSource name: String) -> String { QDAGUID.named("source:\(name)") }
  static func guid(ofCase name: String) -> String { QDAGUID.named("case:\(name)") }
  static func guid(ofVariable name: String) -> String { QDAGUID.named("variable:\(name)") }

  init(_ export: QDAExport) {
    self.export = export
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
    let workers =
      export.sources.flatMap { $0.layers.map(\.coder) } + export.memos.map(\.coder)
    for coder in workers where !users.contains(where: { $0.id == coder }) {
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

  // MARK: The project

  mutating func project() -> QDAExport.Result {
    let known = Set(codes.map(\.id))
    var members: [(name: String, bytes: [UInt8])] = []
    var own = QDAOwnNote()
    own.codebook = export.codebook
    own.study = export.study
    xml.start("Project")
    xml.attribute("xmlns", "urn:QDA-XML:project:1.0")
    xml.attribute("name", export.title.isEmpty ? "Study" : export.title)
    xml.attribute("origin", QDAOwnNote.origin)
    if export.at.milliseconds > 0 { xml.attribute("creationDateTime", export.at.text) }
    writeUsers()
    writeCodebook(isAlone: false)
    writeVariables()
    writeCases()
    var count = 0
    if !export.sources.isEmpty {
      xml.start("Sources")
      for source in export.sources {
        members.append(("sources/\(Self.guid(ofSource: source.name)).txt", bytes(of: source.text)))
        count += write(source, known, &own)
      }
      xml.end()
    }
    for entry in export.memos.flatMap(\.entries) {
      if case .case(let name) = entry.subject { own.cases[Self.guid(of: entry.memo)] = name }
    }
    for link in leavingLinks {
      let extra = [JSONMember("at", .string(link.at.text))] + (export.study == nil ? [] : link.kept)
      own.links[Self.guid(of: link)] = extra
    }
    writeNotes(own)
    writeLinks()
    for memo in memos(on: .study) { reference("NoteRef", Self.guid(of: memo)) }
    xml.end()
    let astral = export.sources.filter { source in
      source.text.withUTF8 { bytes in bytes.contains { $0 >= 0xF0 } }
    }
    if !astral.isEmpty, export.profile != .nvivo {
      notes.append(
        "\(astral.count == 1 ? "A text holds" : "\(astral.count) texts hold") characters beyond"
          + " U+FFFF (emoji, rare hanzi): \(Self.list(astral.map(\.name))). NVivo counts each as two and would shift"
          + " the codings behind them; for NVivo export with --for nvivo."
      )
    }
    if strangers > 0 {
      notes.append(
        "\(strangers) codings have a code that is not in the codebook, and are left out. Add the"
          + " codes, or remove the codings."
      )
    }
    if export.replacedControls > 0 {
      notes.append(
        "\(export.replacedControls) control characters in the texts leave as U+FFFD, since other programs "
          + "stumble over them; an archive (--identified) keeps them."
      )
    }
    if xml.leftOut > 0 {
      notes.append(
        "\(xml.leftOut) control characters in names and memos cannot stand in XML and were left out."
      )
    }
    return QDAExport.Result(
      members: [("project.qde", xml.finished())] + members,
      codings: count,
      notes: notes
    )
  }

  /// The first names of a list, and how many follow.
  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(5).joined(separator: ", ")
    return names.count > 5 ? "\(shown) and \(names.count - 5) more" : shown
  }

  mutating func codebookAlone() -> (bytes: [UInt8], notes: [String])? {
    guard !codes.isEmpty else { return nil }
    xml.instruction("emic-codes", QDAOwnCodes.text(of: codes))
    writeCodebook(isAlone: true)
    return (xml.finished(), notes)
  }

  mutating func reference(_ name: StaticString, _ target: String) {
    xml.start(name)
    xml.attribute("targetGUID", target)
    xml.end()
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
      for memo in memos(on: .code(code.id)) { reference("NoteRef", Self.guid(of: memo)) }
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
