/// A second version of one of a study's files, by the name that a synchronising program, a file manager
/// or an editor gave it.
public struct ConflictCopy: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// A coder's work on a transcript, never another coder's.
    case sidecar(transcript: String, coder: Coder.ID)
    /// A text that is not listed as a transcript, since its original is.
    case text
    case codebook
    /// Memos, cases, proposals, frozen copies and what else belongs to a study.
    case other
  }

  /// Relative to the study; of a codebook that lies outside its path.
  public let path: String
  /// Of which it is a version: a path as the copy's.
  ///
  /// The file itself may be gone.
  public let original: String
  public let kind: Kind
}

extension StudyFolder {
  /// Second versions of files that lie beside them, sorted.
  public var conflictCopies: [ConflictCopy] {
    copiesOnce.value { foundCopies().sorted { $0.path < $1.path } }
  }

  /// Second versions of coders' work, whose flags bind as well.
  var copiesOfSidecars: [(path: String, transcript: String, coder: Coder.ID)] {
    conflictCopies.compactMap { copy in
      guard case .sidecar(let transcript, let coder) = copy.kind else { return nil }
      return (copy.path, transcript, coder)
    }
  }

  /// Files that begin like a sidecar of a transcript and are none, nor a version of one that can be told:
  /// `T03.txt.Ana.json`.
  var strangeSidecars: [(path: String, transcript: String)] {
    let copies = Set(conflictCopies.map(\.path))
    let known = Set(transcripts)
    return filesBesideSidecars.compactMap { path in
      guard !copies.contains(path), let transcript = transcript(begin: path, known),
        // What lies beside where sidecars lie in folders, and caption times, are told elsewhere.
        !Coder.isWellFormed(String(path.dropFirst(transcript.count + 1).dropLast(5)))
      else { return nil }
      return (path, transcript)
    }
  }

  private func foundCopies() -> [ConflictCopy] {
    var copies = textCopies.map { copy in
      ConflictCopy(path: copy.path, original: copy.original, kind: .text)
    }
    copies += copiesOfCodebook
    let paths = files.filter { path in
      !StudyListing.isText(path)
        && (ConflictMark.mayMark(path) || ConflictMark.mayMarkFolder(of: path))
    }
    // A version may have a mark that nobody knows: `T03.txt.ana.old.json`.
    let others = filesBesideSidecars
    guard !paths.isEmpty || !others.isEmpty else { return copies }
    let known = Set(transcripts)
    for path in Set(paths + others) {
      if let copy = copy(path, known) { copies.append(copy) }
    }
    return copies
  }

  private func copy(_ path: String, _ known: Set<String>) -> ConflictCopy? {
    // A file of a study is no copy, whatever its name looks like.
    guard kind(of: path, known) == nil else { return nil }
    var unsure: ConflictCopy?
    for marked in ConflictMark.originals(of: path) {
      guard let kind = kind(of: marked.original, known) else { continue }
      let copy = ConflictCopy(path: path, original: marked.original, kind: kind)
      // Where a mark is not said in words, it begins behind the id of a coder whom the study knows.
      guard !marked.isSaid, case .sidecar(let transcript, let coder) = kind,
        !isKnown(coder, transcript)
      else { return copy }
      unsure = unsure ?? copy
    }
    return copyOfKnownCoder(path, known) ?? unsure ?? copyInFolder(path, known)
  }

  /// A file in a second version of a folder.
  private func copyInFolder(_ path: String, _ known: Set<String>) -> ConflictCopy? {
    for original in ConflictMark.originals(inFolder: path) {
      guard let kind = kind(of: original, known) else { continue }
      return ConflictCopy(path: path, original: original, kind: kind)
    }
    return nil
  }

  private func isKnown(_ coder: Coder.ID, _ transcript: String) -> Bool {
    file.coders.contains { $0.id == coder } || coders(of: transcript).contains(coder)
  }

  /// A version of the sidecar of a coder by whose id the name begins.
  private func copyOfKnownCoder(_ path: String, _ known: Set<String>) -> ConflictCopy? {
    guard path.hasSuffix(".json"), let transcript = transcript(begin: path, known) else {
      return nil
    }
    let rest = path.dropFirst(transcript.count + 1)
    let coders = file.coders.map(\.id) + self.coders(of: transcript)
    let begun = coders.filter { coder in
      rest.hasPrefix(coder.text) && !Self.isOfName(rest.dropFirst(coder.text.count).first)
    }
    guard let coder = begun.max(by: { $0.text.count < $1.text.count }) else { return nil }
    return ConflictCopy(
      path: path,
      original: sidecarName(of: transcript, by: coder),
      kind: .sidecar(transcript: transcript, coder: coder)
    )
  }

  /// Whether a coder's id goes on; behind a hyphen may stand the name of a computer: what is some other
  /// coder's is a sidecar, and no copy.
  private static func isOfName(_ character: Character?) -> Bool {
    character.map { $0 != "-" && Coder.isWellFormed("a\($0)") } ?? false
  }

  /// What kind of file a name is of.
  ///
  /// - Returns: `nil` where it is none of a study's, or a text.
  private func kind(of path: String, _ known: Set<String>) -> ConflictCopy.Kind? {
    if let (transcript, coder) = sidecar(path, known) {
      return .sidecar(transcript: transcript, coder: coder)
    }
    if ["cases.csv", "study.yaml", FrameworkFile.name].contains(path) { return .other }
    if codebookPath == absolute(path) { return .codebook }
    let parts = path.split(separator: ".").map { String($0) }
    if Self.coderOfMemos(named: path) != nil { return .other }
    if path.hasPrefix("proposals/"), path.hasSuffix(".yaml") {
      return Coder.isWellFormed(String(path.dropFirst(10).dropLast(5))) ? .other : nil
    }
    if path.hasSuffix(".times.json") {
      return known.contains(String(path.dropLast(11))) ? .other : nil
    }
    guard path.hasPrefix("submissions/"), parts.count > 3, parts[parts.count - 1] == "json",
      Int(parts[parts.count - 2]) != nil, Coder.isWellFormed(parts[parts.count - 3])
    else { return nil }
    let ending = parts.suffix(3).joined(separator: ".").utf8.count + 1
    return known.contains(String(path.dropFirst(12).utf8.dropLast(ending)) ?? "") ? .other : nil
  }

  /// The transcript, the one with the longest name, that stands before a dot at the beginning of a path.
  private func transcript(begin path: String, _ known: Set<String>) -> String? {
    path.indices.reversed().lazy.filter { path[$0] == "." }.map { String(path[..<$0]) }
      .first(where: known.contains)
  }

  /// Versions of a codebook, in whose folder no study may lie.
  private var copiesOfCodebook: [ConflictCopy] {
    guard let codebookPath else { return [] }
    let (folder, name) = Path.split(codebookPath)
    guard folder != path else { return [] }
    let entries = ((try? Folder.list(folder)) ?? []).filter { $0.kind == .file }
    return entries.compactMap { entry in
      guard entry.name != name,
        ConflictMark.originals(of: entry.name).contains(where: { $0.original == name })
      else { return nil }
      return ConflictCopy(
        path: Path.join(folder, entry.name),
        original: codebookPath,
        kind: .codebook
      )
    }
  }
}

extension StudyFolder {
  /// Where a copy lies.
  func place(of copy: ConflictCopy) -> String {
    copy.path.hasPrefix("/") ? copy.path : absolute(copy.path)
  }

  /// Second versions of texts among the texts of a study: those whose original is there, too, and that
  /// nobody has coded.
  ///
  /// - Parameters:
  ///   - texts: paths relative to the study.
  ///   - sidecars: all files that may be one.
  /// - Returns: each with its original.
  static func copies(
    among texts: [String],
    sidecars: [String]
  ) -> [(path: String, original: String)] {
    let marked = texts.filter { !ConflictMark.originals(ofText: $0).isEmpty }
    guard !marked.isEmpty else { return [] }
    let known = Set(texts)
    return marked.compactMap { path in
      let isCoded = sidecars.contains { $0.hasPrefix(path + ".") || $0.hasSuffix("/\(path).json") }
      return isCoded
        ? nil
        : ConflictMark.originals(ofText: path).first(where: known.contains).map { (path, $0) }
    }
  }
}

extension ConflictMark {
  /// `a.txt` for `a (conflicted copy 2026-03-20).txt`, `a - Copy.txt`, `a.txt~`.
  ///
  /// Not for `a (1).txt` or `a 2.txt`: two interviews may well be called so.
  static func originals(ofText path: String) -> [String] {
    guard mayMark(path, inWords: true) else { return [] }
    return originals(of: path).prefix(while: \.isSaid).map(\.original).filter(StudyListing.isText)
  }

  /// Whether a path may lie in a second version of one of the folders that a study makes.
  static func mayMarkFolder(of path: String) -> Bool {
    guard StudyListing.notSources.contains(where: path.hasPrefix),
      let slash = path.lastIndex(of: "/")
    else { return false }
    return path[..<slash].contains { $0 == " " || $0 == ")" || $0 == "]" || $0.isUppercase }
      || path[..<slash].contains("conflict-")
  }

  /// `codings/ana/T03.txt.json` for `codings/ana (1)/T03.txt.json` and for `codings (1)/ana/T03.txt.json`.
  static func originals(inFolder path: String) -> [String] {
    let parts = path.split(separator: "/").map { String($0) }
    return (0..<min(2, parts.count - 1)).flatMap { index in
      // A mark stands before an ending.
      originals(of: parts[index] + ".folder").map { marked in
        var parts = parts
        parts[index] = String(marked.original.dropLast(7))
        return parts.joined(separator: "/")
      }
    }
  }
}
