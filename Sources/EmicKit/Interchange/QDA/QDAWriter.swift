/// What leaves for another program, as values: the archive of a study, or its released parts.
package struct QDAExport: Sendable {
  /// One coder's work on a text.
  package struct Layer: Sendable {
    package var coder: Coder.ID
    package var codings: [Coding]
    package var memos: [Memo]
    package var links: [Link]

    package init(coder: Coder.ID, codings: [Coding], memos: [Memo] = [], links: [Link] = []) {
      self.coder = coder
      self.codings = codings
      self.memos = memos
      self.links = links
    }
  }

  package struct Source: Sendable {
    /// The transcript's path.
    package var name: String
    package var text: TranscriptText
    package var layers: [Layer]

    package init(name: String, text: TranscriptText, layers: [Layer]) {
      self.name = name
      self.text = text
      self.layers = layers
    }
  }

  /// For which program the offsets are counted.
  package enum Profile: String, CaseIterable, Sendable {
    /// Code points; line ends are LF.
    case spec
    /// UTF-16 units; CRLF, counted as two.
    case nvivo
    /// Code points; CRLF, counted as one.
    case maxqda

    var counting: QDACounting {
      switch self {
      case .spec: QDACounting(isUTF16: false, countsReturns: false)
      case .nvivo: QDACounting(isUTF16: true, countsReturns: true)
      case .maxqda: QDACounting(isUTF16: false, countsReturns: false)
      }
    }

    var writesReturns: Bool { self != .spec }
  }

  package var title: String
  package var at: Timestamp
  package var coders: [Coder]
  package var codebook: Codebook
  package var sources: [Source]
  package var attributes: [String]
  package var cases: [CaseTable.Row]
  package var memos: [MemosFile]
  /// `study.yaml`, for an archive that is to come back as it was; `nil` for a release.
  package var study: StudyFile?
  package var profile = Profile.spec

  package init(
    title: String,
    at: Timestamp,
    coders: [Coder],
    codebook: Codebook,
    sources: [Source],
    attributes: [String] = [],
    cases: [CaseTable.Row] = [],
    memos: [MemosFile] = [],
    study: StudyFile? = nil,
    profile: Profile = .spec
  ) {
    self.title = title
    self.at = at
    self.coders = coders
    self.codebook = codebook
    self.sources = sources
    self.attributes = attributes
    self.cases = cases
    self.memos = memos
    self.study = study
    self.profile = profile
  }

  /// The members of the `.qdpx` file, and what is to be said of them.
  package struct Result: Sendable {
    package var members: [(name: String, bytes: [UInt8])]
    package var codings: Int
    package var notes: [String]

    /// Packs the members.
    ///
    /// - Parameter file: its name, for messages.
    /// - Returns: the file.
    /// - Throws: when libzip is not installed.
    package func packed(file: String) throws(ZipError) -> [UInt8] {
      var writer = ZipWriter()
      for member in members { writer.add(member.name, member.bytes) }
      return try writer.packed(file: file)
    }
  }

  /// Writes the project.
  package func written() -> Result {
    var writer = QDAWriter(self)
    return writer.project()
  }

  /// The codes alone, as a `.qdc` file.
  ///
  /// - Returns: `nil` when there are none: the standard has no empty codebook.
  package static func codebook(_ book: Codebook) -> (bytes: [UInt8], notes: [String])? {
    var writer = QDAWriter(
      QDAExport(
        title: book.title,
        at: Timestamp(milliseconds: 0),
        coders: [],
        codebook: book,
        sources: []
      )
    )
    return writer.codebookAlone()
  }
}

/// Writes the XML of a project or codebook: the standard's order of elements, no empty containers.
struct QDAWriter {
  private let export: QDAExport
  private var xml = XMLWriter()
  private var notes: [String] = []
  /// Codings whose code does not leave, since the codebook lacks it.
  private var strangers = 0
  private let codes: [Code]
  private let names: [Code.ID: String]
  private let users: [Coder]
  private let start: String

  static func guid(of code: Code) -> String {
    for member in code.kept where member.key == "guid" {
      if case .scalar(let text, _) = member.value.content, QDAGUID.isWellFormed(text) {
        return text
      }
    }
    return QDAGUID.named("code:\(code.id)")
  }

  private static func guid(ofCoder id: Coder.ID) -> String { QDAGUID.named("coder:\(id)") }
  private static func guid(ofSource name: String) -> String { QDAGUID.named("source:\(name)") }
  private static func guid(ofCase name: String) -> String { QDAGUID.named("case:\(name)") }
  private static func guid(ofVariable name: String) -> String { QDAGUID.named("variable:\(name)") }

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
    start = export.at.text
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
    xml.attribute("creationDateTime", start)
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
          + " U+FFFF (emoji, rare hanzi): \(astral[0].name). NVivo counts each as two and would shift"
          + " the codings behind them; for NVivo export with --for nvivo."
      )
    }
    if strangers > 0 {
      notes.append(
        "\(strangers) codings have a code that is not in the codebook, and are left out. Add the"
          + " codes, or remove the codings."
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

  mutating func codebookAlone() -> (bytes: [UInt8], notes: [String])? {
    guard !codes.isEmpty else { return nil }
    writeCodebook(isAlone: true)
    return (xml.finished(), notes)
  }

  private mutating func reference(_ name: StaticString, _ target: String) {
    xml.start(name)
    xml.attribute("targetGUID", target)
    xml.end()
  }

  private mutating func writeUsers() {
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

  private mutating func writeCodebook(isAlone: Bool) {
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

  private mutating func write(_ code: Code, _ children: [Code.ID?: [Code]], isAlone: Bool) {
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

  private static func color(of code: Code) -> String? {
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

  // MARK: Cases

  private mutating func writeVariables() {
    guard !export.attributes.isEmpty else { return }
    xml.start("Variables")
    for attribute in export.attributes {
      xml.start("Variable")
      xml.attribute("guid", Self.guid(ofVariable: attribute))
      xml.attribute("name", attribute)
      xml.attribute("typeOfVariable", "Text")
      xml.end()
    }
    xml.end()
  }

  private mutating func writeCases() {
    let sources = Set(export.sources.map(\.name))
    let rows = export.cases.filter { sources.contains($0.transcript) }
    let onCases = export.memos.flatMap(\.entries).compactMap { entry -> String? in
      if case .case(let name) = entry.subject { name } else { nil }
    }
    var names: [String] = []
    for name in rows.map(\.case) + onCases where !name.isEmpty && !names.contains(name) {
      names.append(name)
    }
    guard !names.isEmpty else { return }
    xml.start("Cases")
    for name in names {
      xml.start("Case")
      xml.attribute("guid", Self.guid(ofCase: name))
      xml.attribute("name", name)
      write(values(ofCase: name))
      for row in rows where row.case == name {
        reference("SourceRef", Self.guid(ofSource: row.transcript))
      }
      xml.end()
    }
    xml.end()
  }

  /// The values that all texts of a case share; the others stand at the texts.
  private func values(ofCase name: String) -> [String: String] {
    let rows = export.cases.filter { $0.case == name }
    guard let first = rows.first, !name.isEmpty else { return [:] }
    return first.values.filter { attribute, value in
      !value.isEmpty && rows.allSatisfy { $0.values[attribute] == value }
    }
  }

  private mutating func write(_ values: [String: String]) {
    for attribute in export.attributes {
      guard let value = values[attribute], !value.isEmpty else { continue }
      xml.start("VariableValue")
      reference("VariableRef", Self.guid(ofVariable: attribute))
      xml.element("TextValue", value)
      xml.end()
    }
  }

  private mutating func writeValues(of source: QDAExport.Source) {
    guard let row = export.cases.first(where: { $0.transcript == source.name }) else { return }
    let shared = values(ofCase: row.case)
    write(row.values.filter { shared[$0.key] == nil })
  }

  // MARK: Texts

  private func bytes(of text: TranscriptText) -> [UInt8] {
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
  private mutating func write(
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

  private mutating func write(_ coding: Coding, _ user: String, _ offsets: QDAOffsets) {
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

  private static func guid(of coding: Coding) -> String {
    let plain = QDAGUID.plain(coding.id.text)
    return QDAGUID.isWellFormed(plain) ? plain : QDAGUID.named("id:\(coding.id)")
  }

  // MARK: Memos and links

  private static func guid(of memo: Memo) -> String {
    let plain = QDAGUID.plain(memo.id.text)
    return QDAGUID.isWellFormed(plain) ? plain : QDAGUID.named("id:\(memo.id)")
  }

  private func memos(on subject: MemosFile.Subject) -> [Memo] {
    export.memos.flatMap(\.entries).filter { $0.subject == subject }.map(\.memo)
  }

  private mutating func writeNotes(_ own: QDAOwnNote) {
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

  private mutating func write(_ memo: Memo, by coder: Coder.ID) {
    xml.start("Note")
    xml.attribute("guid", Self.guid(of: memo))
    xml.attribute("name", QDAQuote.name(of: memo.text))
    xml.attribute("creatingUser", Self.guid(ofCoder: coder))
    xml.attribute("creationDateTime", memo.at.text)
    xml.element("PlainTextContent", memo.text)
    xml.end()
  }

  private mutating func writeLinks() {
    let all = export.sources.flatMap { $0.layers.flatMap(\.links) }
    let codings = Set(
      export.sources.flatMap { $0.layers.flatMap { $0.codings.map(\.id) } }
    )
    let links = all.filter { codings.contains($0.from) && codings.contains($0.to) }
    guard !links.isEmpty else { return }
    xml.start("Links")
    for link in links {
      xml.start("Link")
      let id = QDAGUID.plain(link.id.text)
      xml.attribute("guid", QDAGUID.isWellFormed(id) ? id : QDAGUID.named("id:\(link.id)"))
      xml.attribute("name", link.kind.rawValue)
      xml.attribute("direction", "OneWay")
      xml.attribute("originGUID", link.from.text)
      xml.attribute("targetGUID", link.to.text)
      xml.end()
    }
    xml.end()
  }
}

private struct QDACoded: Hashable {
  var code: Code.ID
  var span: Span
}

/// From canonical offsets to a program's.
private struct QDAOffsets {
  /// Scalars that count for one more, sorted.
  private let longer: [Int]

  init(_ text: TranscriptText, _ counting: QDACounting) {
    guard counting.isUTF16 || counting.countsReturns else {
      longer = []
      return
    }
    longer = text.withUTF8 { bytes in
      var longer: [Int] = []
      var scalar = 0
      for byte in bytes where byte & 0xC0 != 0x80 {
        if counting.isUTF16 && byte >= 0xF0 || counting.countsReturns && byte == 0x0A {
          longer.append(scalar)
        }
        scalar += 1
      }
      return longer
    }
  }

  func units(_ offset: Int) -> Int {
    var (low, high) = (0, longer.count)
    while low < high {
      let middle = (low + high) / 2
      if longer[middle] < offset { low = middle + 1 } else { high = middle }
    }
    return offset + low
  }
}
