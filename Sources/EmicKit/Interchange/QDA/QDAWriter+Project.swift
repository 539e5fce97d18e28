/// The project: its parts in the standard's order, packed while they are written.
extension QDAWriter {
  /// Writes the whole file.
  ///
  /// - Parameters:
  ///   - parts: the sources.
  ///   - file: is empty.
  ///   - progress: told the number of parts packed and of all.
  /// - Returns: what is to be said of it.
  /// - Throws: when the disk refuses.
  mutating func write(
    _ parts: QDAParts,
    to file: ExportFile,
    _ progress: @escaping (Int, Int) -> Void
  ) throws(FileProblem) -> QDAExport.Result {
    let project = try SpilledMember("project.qde", parts.spill, file.path)
    let kept = KeptParts(parts, progress)
    xml.start("Project")
    xml.attribute("xmlns", "urn:QDA-XML:project:1.0")
    xml.attribute("name", export.title.isEmpty ? "Study" : export.title)
    xml.attribute("origin", QDAOwnNote.origin)
    if export.at.milliseconds > 0 { xml.attribute("creationDateTime", export.at.text) }
    writeUsers()
    writeCodebook(isAlone: false)
    writeVariables()
    writeCases(of: parts)
    try writeSources(kept, to: project)
    let links = try parts.leavingLinks()
    try writeNotes(kept, links, to: project)
    write(links)
    for memo in memos(on: .study) { xml.reference("NoteRef", Self.guid(of: memo)) }
    xml.end()
    try project.add(xml.finished(), isLast: true)
    try Self.write(project, kept, to: file)
    return QDAExport.Result(codings: parts.codings, notes: notes + notes(on: parts))
  }

  private mutating func writeSources(
    _ parts: KeptParts,
    to project: SpilledMember
  ) throws(FileProblem) {
    guard !parts.entries.isEmpty else { return }
    xml.start("Sources")
    for entry in parts.entries {
      let guid = Self.guid(ofSource: entry.name)
      xml.start("TextSource")
      xml.attribute("guid", guid)
      xml.attribute("name", entry.name)
      xml.attribute("plainTextPath", "internal://\(guid).txt")
      xml.put(part: try parts.next(entry.selections))
      writeValues(ofSource: entry.name)
      xml.end()
      try pass(to: project)
    }
    xml.end()
  }

  private mutating func writeNotes(
    _ parts: KeptParts,
    _ links: [Link],
    to project: SpilledMember
  ) throws(FileProblem) {
    xml.start("Notes")
    for file in export.memos {
      for entry in file.entries { xml.note(entry.memo, by: file.coder) }
    }
    for entry in parts.entries {
      xml.put(part: try parts.next(entry.notes))
      try pass(to: project)
    }
    xml.start("Note")
    xml.attribute("guid", NamedUUID.text(of: "note:\(QDAOwnNote.name)"))
    xml.attribute("name", QDAOwnNote.name)
    xml.start("PlainTextContent")
    let own = ownNote(links)
    xml.text(own.beginning)
    for (number, place) in parts.extras.enumerated() {
      xml.text(number == 0 ? QDAOwnNote.codingsEdges.start : ",")
      xml.text(String(decoding: try parts.next(place), as: UTF8.self))
      try pass(to: project)
    }
    if !parts.extras.isEmpty { xml.text(QDAOwnNote.codingsEdges.end) }
    xml.text(own.ending)
    for _ in 0..<3 { xml.end() }
  }

  private func ownNote(_ links: [Link]) -> QDAOwnNote {
    var own = QDAOwnNote()
    own.codebook = export.codebook
    own.study = export.study
    own.staying = export.staying
    for entry in export.memos.flatMap(\.entries) {
      if case .case(let name) = entry.subject { own.cases[Self.guid(of: entry.memo)] = name }
    }
    for link in links {
      let extra = [JSONMember("at", .string(link.at.text))] + (export.study == nil ? [] : link.kept)
      own.links[Self.guid(of: link)] = extra
    }
    return own
  }

  /// Hands on what was written, as soon as it is worth the while.
  private mutating func pass(to project: SpilledMember) throws(FileProblem) {
    if xml.count >= 1 << 16 { try project.add(xml.taken()) }
  }

  private static func write(
    _ project: SpilledMember,
    _ parts: KeptParts,
    to file: ExportFile
  ) throws(FileProblem) {
    var directory = ZipDirectory()
    directory.add(try project.write(to: file))
    for entry in parts.entries {
      try file.write(parts.next(entry.record))
      directory.add(entry.member)
    }
    try file.write(directory.bytes)
  }

  private func notes(on parts: QDAParts) -> [String] {
    var notes: [String] = []
    let (names, count) = parts.astral
    if count > 0, export.profile != .nvivo {
      let list = names.joined(separator: ", ")
      notes.append(
        "\(count == 1 ? "A text holds" : "\(count) texts hold") characters beyond U+FFFF (emoji, rare "
          + "hanzi): \(count > names.count ? "\(list) and \(count - names.count) more" : list). NVivo "
          + "counts each as two and would shift the codings behind them; for NVivo export with "
          + "--for nvivo."
      )
    }
    if parts.strangers > 0 {
      notes.append(
        "\(parts.strangers) codings have a code that is not in the codebook, and are left out. Add the"
          + " codes, or remove the codings."
      )
    }
    if parts.united > 0 {
      notes.append(
        "\(parts.united) \(parts.united == 1 ? "coding stands" : "codings stand") on the same words as another "
          + "of the same code and coder, and \(parts.united == 1 ? "is" : "are") one with it; their memos stand together."
      )
    }
    if export.replacedControls > 0 {
      notes.append(
        "\(export.replacedControls) control characters in the texts leave as U+FFFD, since other programs "
          + "stumble over them; an archive (--identified) keeps them."
      )
    }
    if !export.staying.isEmpty {
      let list = export.staying.map { "\($0.count) \($0.what)" }.joined(separator: ", ")
      notes.append("A project has no place for all of it. Left out: \(list).")
    }
    let leftOut = xml.leftOut + parts.leftOut
    if leftOut > 0 {
      notes.append(
        "\(leftOut) control characters in names and memos cannot stand in XML and were left out."
      )
    }
    return notes
  }
}

/// The parts of a project as they are read to be packed.
private final class KeptParts {
  let entries: [QDAParts.Entry]
  /// What the standard has no place for.
  let extras: [SpillFile.Place]
  private let spill: SpillFile
  private let progress: (Int, Int) -> Void
  private var done = 0

  init(_ parts: QDAParts, _ progress: @escaping (Int, Int) -> Void) {
    entries = parts.entries
    extras = parts.extraPlaces
    spill = parts.spill
    self.progress = progress
  }

  /// Reads one, which is read once.
  func next(_ place: SpillFile.Place) throws(FileProblem) -> [UInt8] {
    // Of each source its codings, its memos and its text.
    progress(done, 3 * entries.count + extras.count)
    done += 1
    return try spill.read(place)
  }
}
