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

  // MARK: Texts

  private mutating func addTexts(
    of project: QDAProject,
    file: String,
    encoding: TextEncoding?,
    member: (String) throws(QDAError) -> [UInt8]?
  ) throws(QDAError) -> QDAPlaces {
    var places = QDAPlaces()
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

  static func bytes(
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
}

/// Where things of a project went.
struct QDAPlaces {
  /// By id of the source.
  var texts: [String: Int] = [:]
  var sources: [(source: QDAProject.Source, text: QDAText)] = []
  /// Those of which only the rich twin is there, and what was made of it.
  var rich: Set<String> = []
  /// The codings of a selection or a coding, by its id.
  var codings: [String: [Int]] = [:]
}
