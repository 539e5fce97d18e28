extension ForeignProject {
  /// Resolves a REFI-QDA project: ids, texts, offsets, memos.
  ///
  /// - Parameters:
  ///   - project: as its XML says it.
  ///   - file: its name, for messages.
  ///   - encoding: of texts that are not UTF-8.
  ///   - member: reads a member of the archive by its path in `sources/`; `nil` when it is not there.
  /// - Throws: when ids cannot be told apart, or there are no texts.
  init(
    _ project: QDAProject,
    file: String,
    encoding: TextEncoding? = nil,
    member: (String) throws(QDAError) -> [UInt8]?
  ) throws(QDAError) {
    let origin = project.origin.isEmpty ? "an unnamed program" : project.origin
    self.init(kind: "REFI-QDA project of \(origin)")
    title = project.name
    at = QDADate.timestamp(project.created)
    try QDACheck.check(project, file: file)
    let isOwn = project.origin.hasPrefix(QDAOwnNote.origin)
    users = project.users.map { user in
      User(
        key: user.guid,
        name: user.name,
        id: isOwn ? user.id.map { Coder.ID($0) } : nil
      )
    }
    entries = project.codes.map { code in
      Entry(
        key: code.guid,
        name: Code.Name(code.name),
        parent: code.parent.map { project.codes[$0].guid },
        isFamily: !code.isCodable,
        color: code.color,
        description: code.description,
        isOwn: isOwn
      )
    }
    var places = try addTexts(of: project, file: file, encoding: encoding, member: member)
    addCodings(of: project, &places)
    addCases(of: project, places.texts)
    try addNotes(of: project, places, member: member)
    for link in project.links {
      if let kind = EmicKit.Link.Kind(rawValue: link.name), let from = link.origin,
        let to = link.target
      {
        links.append(Link(id: link.guid, kind: kind, from: from, to: to))
      } else {
        report.leaveOut("links")
      }
    }
    addSets(of: project, places.texts)
    if isOwn { takeOwnNote(of: project) }
    for (element, count) in project.leftOut.sorted(by: { $0.key < $1.key }) {
      report.leaveOut(QDACheck.words(for: element), count)
    }
  }

  /// Where things of a project went.
  private struct Places {
    /// By id of the source.
    var texts: [String: Int] = [:]
    var sources: [(source: QDAProject.Source, text: QDAText)] = []
    /// Those of which only the rich twin is there, and what was made of it.
    var rich: Set<String> = []
    /// The codings of a selection or a coding, by its id.
    var codings: [String: [Int]] = [:]
  }

  // MARK: Texts

  private mutating func addTexts(
    of project: QDAProject,
    file: String,
    encoding: TextEncoding?,
    member: (String) throws(QDAError) -> [UInt8]?
  ) throws(QDAError) -> Places {
    var places = Places()
    var missing: [String] = []
    for source in project.sources {
      var bytes = try Self.bytes(of: source, member: member)
      if bytes == nil, let rich = try Self.richBytes(of: source, member: member) {
        bytes = rich
        places.rich.insert(source.guid)
        report.notes.append(
          "The text \"\(source.name)\" is there as a document only, and was made of it; its codings "
            + "stand where their words are."
        )
      }
      guard let bytes else {
        missing.append("\"\(source.name)\"" + (source.path.map { " (\($0))" } ?? ""))
        continue
      }
      do throws(TranscriptTextProblem) {
        let text = try QDAText(bytes, encoding: encoding)
        places.texts[source.guid] = texts.count
        places.sources.append((source, text))
        texts.append(Text(name: source.name, text: text.text))
      } catch {
        throw QDAError(file: file, problem: .text(error, name: source.name))
      }
    }
    guard !texts.isEmpty else { throw QDAError(file: file, problem: .noTexts(missing: missing)) }
    for name in missing {
      report.notes.append("The text \(name) is not in the file; it is left out with its codings.")
    }
    let lost = project.sources.filter { places.texts[$0.guid] == nil }
    report.leaveOut("texts that are not in the file", lost.count)
    return places
  }

  private static func bytes(
    of source: QDAProject.Source,
    member: (String) throws(QDAError) -> [UInt8]?
  ) throws(QDAError) -> [UInt8]? {
    if let content = source.content { return Array(content.utf8) }
    guard let name = source.path.flatMap(QDACheck.member) else { return nil }
    return try member(name)
  }

  /// The words of a source that has only its document.
  private static func richBytes(
    of source: QDAProject.Source,
    member: (String) throws(QDAError) -> [UInt8]?
  ) throws(QDAError) -> [UInt8]? {
    guard let name = source.richPath.flatMap(QDACheck.member), let bytes = try member(name) else {
      return nil
    }
    let imported = try? ImportFormat.read(ImportSource(path: name, bytes: bytes)).imported
    return imported?.texts.first?.bytes
  }

  // MARK: Codings

  private mutating func addCodings(of project: QDAProject, _ places: inout Places) {
    // What was made of a document says nothing of how a program counts its text.
    let plain = places.sources.filter { !places.rich.contains($0.source.guid) }
    let fit = QDAFit(plain.map { ($0.text, $0.source.selections) }, origin: project.origin)
    report.notes.append(fit.sentence)
    let known = Set(project.codes.map(\.guid))
    for (text, (source, raw)) in places.sources.enumerated() {
      let steps = raw.steps(fit.counting)
      for selection in source.selections {
        let start = selection.start.flatMap(steps.canonical)
        let end = selection.end.flatMap(steps.canonical)
        var counted: Span?
        if let start, let end, start < end { counted = Span(start..<end) }
        let isRich = places.rich.contains(source.guid)
        if isRich { counted = QDAQuote.place(of: selection.name, in: raw.text, near: counted) }
        guard let span = counted else {
          if isRich {
            report.leaveOut(
              "codings whose words are not in the document",
              max(1, selection.codings.count)
            )
          } else {
            outOfRange(selection, source, raw.text.scalarCount)
          }
          continue
        }
        if selection.codings.isEmpty { report.leaveOut("selections without a code") }
        for (place, coding) in selection.codings.enumerated() {
          add(
            coding,
            of: selection,
            isFirst: place == 0,
            on: span,
            in: text,
            source: source,
            project,
            known,
            &places
          )
        }
      }
      if !source.codings.isEmpty, raw.text.scalarCount > 0 {
        // A code on the whole text has no place; the whole text is one.
        for coding in source.codings {
          add(
            coding,
            of: nil,
            isFirst: false,
            on: raw.text.span,
            in: text,
            source: source,
            project,
            known,
            &places
          )
        }
      }
    }
    var reported = 0
    report.notes.removeAll { note in
      guard note.hasPrefix(QDACheck.outOfRange) else { return false }
      reported += 1
      return reported > 10
    }
  }

  private mutating func outOfRange(
    _ selection: QDAProject.Selection,
    _ source: QDAProject.Source,
    _ length: Int
  ) {
    report.leaveOut("codings whose offsets lie outside the text", max(1, selection.codings.count))
    let place =
      "\(selection.start.map(String.init) ?? "?") to "
      + "\(selection.end.map(String.init) ?? "?")"
    report.notes.append(
      "\(QDACheck.outOfRange) in line \(selection.line), from \(place), is no stretch of "
        + "\"\(source.name)\", which has \(length) characters: it is left out."
    )
  }

  private mutating func add(
    _ coding: QDAProject.Coding,
    of selection: QDAProject.Selection?,
    isFirst: Bool,
    on span: Span,
    in text: Int,
    source: QDAProject.Source,
    _ project: QDAProject,
    _ known: Set<String>,
    _ places: inout Places
  ) {
    guard let code = coding.codes.first, known.contains(code) else {
      report.leaveOut("codings with a code that is not in the project")
      return
    }
    let created = QDADate.timestamp(coding.created ?? selection?.created)
    // The selection's id is the one that others know, unless several codings share it.
    let id = isFirst ? selection?.guid : coding.guid
    for key in [selection?.guid, coding.guid].compactMap({ $0 }) where !key.isEmpty {
      places.codings[key, default: []].append(codings.count)
    }
    codings.append(
      Coding(
        user: coding.user ?? selection?.user ?? source.user ?? project.user,
        text: text,
        code: code,
        span: span,
        id: id,
        created: created,
        modified: QDADate.timestamp(selection?.modified),
        memo: isFirst ? (selection?.description ?? "") : ""
      )
    )
    for extra in coding.codes.dropFirst() where known.contains(extra) {
      report.leaveOut("second codes of one coding")
    }
  }

  // MARK: Cases, memos, sets

  private mutating func addCases(of project: QDAProject, _ texts: [String: Int]) {
    let names = Dictionary(
      project.variables.map { ($0.guid, $0.name) },
      uniquingKeysWith: { first, _ in first }
    )
    func values(_ values: [QDAProject.Value]) -> [(attribute: String, value: String)] {
      values.compactMap { value in names[value.variable].map { ($0, value.text) } }
    }
    for entry in project.cases {
      cases.append(
        Case(
          name: entry.name,
          values: values(entry.values),
          texts: entry.sources.compactMap { texts[$0] }
        )
      )
      if !entry.description.isEmpty {
        notes.append(Note(user: project.user, subject: .case(entry.name), text: entry.description))
      }
    }
    // Some programs give the values to the text itself.
    for source in project.sources where !source.values.isEmpty {
      guard let text = texts[source.guid] else { continue }
      cases.append(Case(name: "", values: values(source.values), texts: [text]))
    }
  }

  private mutating func addNotes(
    of project: QDAProject,
    _ places: Places,
    member: (String) throws(QDAError) -> [UInt8]?
  ) throws(QDAError) {
    var subjects: [String: [Subject]] = [:]
    var onCodings: [String: [Int]] = [:]
    for code in project.codes {
      for note in code.notes { subjects[note, default: []].append(.code(code.guid)) }
    }
    for entry in project.cases {
      for note in entry.notes { subjects[note, default: []].append(.case(entry.name)) }
    }
    for (source, _) in places.sources {
      guard let text = places.texts[source.guid] else { continue }
      for note in source.notes { subjects[note, default: []].append(.text(text)) }
      if !source.description.isEmpty {
        notes.append(
          Note(
            user: source.user ?? project.user,
            subject: .text(text),
            text: source.description,
            at: QDADate.timestamp(source.created)
          )
        )
      }
      for selection in source.selections {
        for note in selection.notes {
          onCodings[note, default: []] += places.codings[selection.guid] ?? []
        }
        for coding in selection.codings {
          for note in coding.notes {
            onCodings[note, default: []] += places.codings[coding.guid] ?? []
          }
        }
      }
    }
    if !project.description.isEmpty {
      notes.append(Note(user: project.user, subject: .study, text: project.description))
    }
    for memo in project.memos where memo.name != QDAOwnNote.name {
      let bytes = try Self.bytes(of: memo, member: member)
      var text = bytes.map { String(decoding: $0, as: UTF8.self) } ?? ""
      if text.hasPrefix("\u{FEFF}") { text.removeFirst() }
      text = text.replacing("\r\n", with: "\n")
      if text.isEmpty { text = memo.description.isEmpty ? memo.name : memo.description }
      if !memo.selections.isEmpty {
        report.leaveOut("codings on memos", memo.selections.reduce(0) { $0 + $1.codings.count })
      }
      if let codings = onCodings[memo.guid], !codings.isEmpty {
        for coding in codings {
          let old = self.codings[coding].memo
          self.codings[coding].memo = old.isEmpty ? text : old + "\n\n" + text
        }
        continue
      }
      for (place, subject) in (subjects[memo.guid] ?? [.study]).enumerated() {
        notes.append(
          Note(
            user: memo.user ?? project.user,
            subject: subject,
            text: text,
            id: place == 0 ? memo.guid : nil,
            at: QDADate.timestamp(memo.created)
          )
        )
      }
    }
  }

  /// A set is told in a memo on the study.
  private mutating func addSets(of project: QDAProject, _ texts: [String: Int]) {
    for group in project.sets {
      let codes = group.codes.compactMap { guid in
        project.codes.first { $0.guid == guid }?.name
      }
      let sources = group.sources.compactMap { texts[$0] }.map { self.texts[$0].name }
      var text = "Set \"\(group.name)\""
      if !codes.isEmpty { text += "\nCodes: " + codes.joined(separator: ", ") }
      if !sources.isEmpty { text += "\nTexts: " + sources.joined(separator: ", ") }
      if !group.description.isEmpty { text += "\n\n" + group.description }
      notes.append(Note(user: project.user, subject: .study, text: text))
    }
    if !project.sets.isEmpty {
      report.notes.append("\(project.sets.count) sets are kept as memos on the study.")
    }
  }

  // MARK: emic's own

  /// What emic has put into its own project beyond the standard.
  private mutating func takeOwnNote(of project: QDAProject) {
    guard let text = project.memos.first(where: { $0.name == QDAOwnNote.name })?.content,
      let own = QDAOwnNote(reading: text)
    else { return }
    namesArePaths = true
    codebook = own.codebook
    if own.isCodebookDamaged {
      report.notes.append(
        "The codebook that emic had put into the project cannot be read: the codes are taken as the "
          + "project has them, without their history, and their ids are made of their names."
      )
    }
    for place in links.indices {
      guard let id = links[place].id, let extra = own.links[QDAGUID.plain(id)] else { continue }
      links[place].at = extra.first { $0.key == "at" }?.value.string.flatMap { Timestamp($0) }
      links[place].kept = extra.filter { !["id", "kind", "from", "to", "at"].contains($0.key) }
    }
    study = own.study
    if let codebook {
      for code in codebook.codes { codes[QDAWriter.guid(of: code)] = code.id }
    }
    if let title = own.study?.title { self.title = title }
    for place in notes.indices {
      if let id = notes[place].id, let name = own.cases[id] { notes[place].subject = .case(name) }
    }
    for place in codings.indices {
      if let id = codings[place].id, let extra = own.codings[id] { codings[place].extra = extra }
    }
  }
}

/// What is refused before anything is resolved, and words for elements.
enum QDACheck {
  static let outOfRange = "The selection"

  static func check(_ project: QDAProject, file: String) throws(QDAError) {
    func unique(_ what: String, _ items: [(guid: String, name: String)]) throws(QDAError) {
      var seen: [String: String] = [:]
      for item in items {
        guard !item.guid.isEmpty else {
          throw QDAError(file: file, problem: .noGUID(what: what, item.name))
        }
        if let other = seen.updateValue(item.name, forKey: item.guid) {
          throw QDAError(file: file, problem: .guidTwice(what: what, other, item.name))
        }
      }
    }
    try unique("codes", project.codes.map { ($0.guid, $0.name) })
    try unique("users", project.users.map { ($0.guid, $0.name) })
    try unique("texts", project.sources.map { ($0.guid, $0.name) })
  }

  /// The member of `sources/` that a path names; `nil` for what lies outside the file.
  static func member(_ path: String) -> String? {
    var name = path
    if let scheme = path.firstRange(of: "://") {
      guard path[..<scheme.lowerBound].lowercased() == "internal" else { return nil }
      name = String(path[scheme.upperBound...])
    }
    name = String(name.drop { $0 == "/" })
    guard !name.isEmpty, ZipName.isHarmless(name) else { return nil }
    return name
  }

  private static let names = [
    "PictureSource": "pictures", "PDFSource": "PDF pages", "AudioSource": "recordings",
    "VideoSource": "recordings", "PictureSelection": "areas of pictures",
    "PDFSelection": "areas of PDF pages", "AudioSelection": "stretches of recordings",
    "VideoSelection": "stretches of recordings", "SyncPoint": "times in transcripts",
    "TranscriptSelection": "codings of transcripts by time", "Graph": "graphs",
    "SelectionRef": "selections of cases", "MemberNote": "memos in sets",
    "CodeRef": "codes of cases",
  ]

  static func words(for element: String) -> String { names[element] ?? "\(element) elements" }
}
