/// Two versions of `study.yaml` as one, key by key; coders and rounds one by one.
///
/// What one side alone has changed is that side's. What both have changed differently stays ours, and is named. Without a base a
/// key that one side lacks is the other's, and of two opinions about `names: required` it is the stricter: a lost
/// switch is a leak. The text stays as somebody wrote it, comments and all.
enum StudyFileMerge {
  static func merged(
    _ ours: [UInt8],
    _ theirs: [UInt8],
    base: [UInt8]?,
    path: String,
    there: String
  ) throws(FileMergeProblem) -> (bytes: [UInt8], conflicts: [FileMergeProblem]) {
    let (one, other) = (try StudyVersion(ours, path), try StudyVersion(theirs, there))
    let old = base.flatMap { try? StudyVersion($0, path) }
    var conflicts: [FileMergeProblem] = []
    var edits: [StudyEdit] = []
    func add<Part: Equatable>(_ list: StudyList<Part>) {
      let (edit, names) = list.merged(one, other, base: old)
      if let edit { edits.append(edit) }
      conflicts += names.map { .part("the \(list.noun) \(DisplayText.quoted($0))", path: path) }
    }
    // Before the rounds, which name them.
    add(.coders)
    add(.rounds)
    for key in StudyKey.all(in: one, other) {
      switch key.side(one, other, base: old) {
      case .ours: break
      case .theirs: edits.append(key.taken(from: other))
      case .neither: conflicts.append(.part(DisplayText.quoted(key.name), path: path))
      }
    }
    let (bytes, refused) = StudyEdit.carriedOut(edits, on: one, path)
    return (bytes, conflicts + refused.map { .notPutIn(key: $0, path: path) })
  }
}

/// One version of the file: its text, and what it says.
struct StudyVersion {
  struct Content: Equatable {
    var study: StudyFile
    /// Keys that emic does not know, which are kept.
    var rest: [String: YAMLNode]
  }

  let bytes: [UInt8]
  let content: Content
  /// Those that say something.
  let keys: Set<String>

  init(_ bytes: [UInt8], _ file: String) throws(FileMergeProblem) {
    do throws(StudyFileError) {
      let study = try StudyFileReader.read(bytes, file: file)
      let root = try YAMLTree.read(bytes, file: file, as: StudyFileError.self)
      guard case .mapping(let all) = root.content else {
        preconditionFailure("the root is a mapping")
      }
      let members = all.filter { !$0.value.isNull }
      let rest = members.filter { !StudyFileReader.keys.contains($0.key) }
      self.bytes = bytes
      keys = Set(members.map(\.key))
      content = Content(
        study: study,
        rest: Dictionary(rest.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
      )
    } catch {
      throw .unreadable(error.message)
    }
  }
}

/// A key of the file whose value is merged as a whole.
private struct StudyKey {
  enum Side {
    case ours
    case theirs
    /// Changed differently in both.
    case neither
  }

  let name: String
  private let isSame: (StudyVersion.Content, StudyVersion.Content) -> Bool
  private let take: (StudyVersion.Content, inout StudyVersion.Content) -> Void

  private init<Value: Equatable>(
    _ name: String,
    _ path: WritableKeyPath<StudyVersion.Content, Value>
  ) {
    self.name = name
    isSame = { $0[keyPath: path] == $1[keyPath: path] }
    take = { $1[keyPath: path] = $0[keyPath: path] }
  }

  static func all(in one: StudyVersion, _ other: StudyVersion) -> [StudyKey] {
    let known = [
      StudyKey("title", \.study.title), StudyKey("codebook", \.study.codebook),
      StudyKey("interviewers", \.study.interviewers),
      StudyKey("respondents", \.study.respondents),
      StudyKey("transcripts", \.study.transcripts), StudyKey("unit", \.study.unit),
      StudyKey("sidecars", \.study.sidecars), StudyKey("names", \.study.namesRequired),
      StudyKey("boundaries", \.study.boundaries), StudyKey("attributes", \.study.attributes),
    ]
    let rest = Set(one.content.rest.keys).union(other.content.rest.keys).sorted()
    return known + rest.map { StudyKey($0, \.rest[$0]) }
  }

  func side(_ one: StudyVersion, _ other: StudyVersion, base: StudyVersion?) -> Side {
    if isSame(one.content, other.content) { return .ours }
    if let base {
      if isSame(other.content, base.content) { return .ours }
      return isSame(one.content, base.content) ? .theirs : .neither
    }
    switch name {
    case "names": return one.content.study.namesRequired ? .ours : .theirs
    // They decide which files belong to the study: taken from a copy they would hide work that is here.
    case "sidecars", "transcripts": return .neither
    default:
      if !one.keys.contains(name) { return .theirs }
      return other.keys.contains(name) ? .neither : .ours
    }
  }

  func taken(from other: StudyVersion) -> StudyEdit {
    StudyEdit(key: name) { [take] in
      take(other.content, &$0)
    } text: { [name] bytes in
      StudyFileText(bytes).flatMap { text in
        StudyFileText(other.bytes).map { text.taking(name, from: $0) }
      }
    }
  }
}

/// A list of the file whose items have names, and are merged one by one.
private struct StudyList<Part: Equatable> {
  let key: String
  let noun: String
  let path: WritableKeyPath<StudyVersion.Content, [Part]>
  let name: (Part) -> String
  let node: (Part) -> YAMLNode

  /// What is to be done to ours, and the names of what both have changed differently.
  func merged(
    _ one: StudyVersion,
    _ other: StudyVersion,
    base: StudyVersion?
  ) -> (StudyEdit?, [String]) {
    let (ours, theirs) = (one.content[keyPath: path], other.content[keyPath: path])
    let old = base?.content[keyPath: path]
    if ours == theirs || theirs == old { return (nil, []) }
    if ours == old { return (taking(theirs, other), []) }
    var conflicts: [String] = []
    let all = Merging.keyed(named(ours), named(theirs), base: old.map(named)) { name, left, _ in
      conflicts.append(name)
      return left
    }
    let new = theirs.filter { part in !ours.contains { name($0) == name(part) } }
    let merged = (ours + new).compactMap { all[name($0)] }
    conflicts.sort()
    if merged == ours { return (nil, conflicts) }
    return (merged == theirs ? taking(theirs, other) : putting(merged, ours, other), conflicts)
  }

  private func named(_ parts: [Part]) -> [String: Part] {
    Dictionary(parts.map { (name($0), $0) }, uniquingKeysWith: { first, _ in first })
  }

  private func taking(_ parts: [Part], _ other: StudyVersion) -> StudyEdit {
    StudyEdit(key: key) {
      $0[keyPath: path] = parts
    } text: { bytes in
      StudyFileText(bytes).flatMap { text in
        StudyFileText(other.bytes).map { text.taking(key, from: $0) }
      }
    }
  }

  /// Item by item: the lines of what is ours stay.
  private func putting(_ parts: [Part], _ ours: [Part], _ other: StudyVersion) -> StudyEdit {
    let wanted = named(parts)
    let theirs = other.content[keyPath: path]
    return StudyEdit(key: key) {
      $0[keyPath: path] = parts
    } text: { bytes in
      guard var text = StudyFileText(bytes), let source = StudyFileText(other.bytes) else {
        return nil
      }
      // From the end: the places of those before stay.
      for (index, part) in ours.enumerated().reversed() where wanted[name(part)] != part {
        let new = theirs.firstIndex { name($0) == name(part) }
        guard text.replace(item: index, of: key, with: new, from: source) else { return nil }
      }
      var bytes = text.bytes
      for part in parts where !ours.contains(where: { name($0) == name(part) }) {
        let item = YAMLWriter.inline(node(part))
        guard let added = StudyFileWriter.inserting(item, into: key, of: bytes) else { return nil }
        bytes = added
      }
      return bytes
    }
  }
}

extension StudyList<Coder> {
  fileprivate static var coders: StudyList {
    StudyList(
      key: "coders",
      noun: "coder",
      path: \.study.coders,
      name: \.id.text,
      node: StudyFileWriter.node(of:)
    )
  }
}

extension StudyList<StudyFile.Round> {
  fileprivate static var rounds: StudyList {
    StudyList(
      key: "rounds",
      noun: "round",
      path: \.study.rounds,
      name: \.name,
      node: { StudyFileWriter.node(of: $0, isFlow: true) }
    )
  }
}
