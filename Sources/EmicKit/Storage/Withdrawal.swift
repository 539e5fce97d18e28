import Glibc

/// All that a study holds of a case whose consent is withdrawn, and taking it out.
///
/// It is taken out in such an order that whoever is interrupted can begin again: what hangs on a
/// transcript goes before it, and the row of `cases.csv`, which says what belongs to the case, goes last.
public struct Withdrawal: Sendable {
  /// A file of which a part goes.
  public struct Rewriting: Sendable {
    /// Relative to the study.
    public let file: String
    /// What goes, in words.
    public let part: String
    let bytes: [UInt8]
  }

  public let `case`: String
  /// Paths of the case's sources.
  public let transcripts: [String]
  /// SHA-256 of their texts, as they are and as they were coded before they were corrected, without those on which
  /// other transcripts were coded.
  private let digests: Set<String>
  /// The others of them, under the paths of the case's transcripts alone.
  private let underNames: Set<String>
  /// Files that go as a whole, relative to the study, in the order in which they go.
  public let removed: [String]
  /// Files of which a part goes.
  public let rewritten: [Rewriting]
  /// What may still hold something of the case and is left to people, a sentence each.
  public let remains: [String]
  let study: StudyFolder

  public var isEmpty: Bool { removed.isEmpty && rewritten.isEmpty }

  /// Finds what is to go; nothing is changed.
  ///
  /// - Parameters:
  ///   - name: of the case; of a source without a case its path.
  ///   - study: as it is on disk now.
  /// - Throws: when something that would have to be changed cannot be read, or a folder cannot be
  ///   listed to its end: what lies in it may be the case's.
  public init(of name: String, from study: StudyFolder) throws(StudyProblem) {
    self.case = name
    self.study = study
    let cases = try study.cases()
    var texts: [String] = []
    var own: [String] = []
    var digests: Set<String> = []
    var staying: Set<String> = []
    for transcript in study.transcripts {
      let read = try? study.transcript(transcript, takesWithdrawn: true)
      let attributes = cases.attributes(
        of: transcript,
        header: read?.structure.header,
        study: study.file
      )
      guard attributes.case == name || (attributes.case.isEmpty && transcript == name) else {
        if let read { staying.insert(read.digest) }
        continue
      }
      own.append(transcript)
      guard let read else { continue }
      texts.append(read.text[read.text.span])
      digests.insert(read.digest)
    }
    // A second version of a transcript is no other case, whatever it is called.
    for copy in Self.secondVersions(of: own, in: study) {
      own.append(copy)
      guard let read = try? study.transcript(copy, takesWithdrawn: true) else { continue }
      texts.append(read.text[read.text.span])
      digests.insert(read.digest)
    }
    transcripts = own
    let names = own + (own.contains(name) ? [] : [name])
    let files = try StudyFolder.file { () throws(FileProblem) in
      try StudyFiles.all(in: study.path)
    }
    let words = WithdrawnWords(texts)
    rewritten = try Self.rewritings(study, cases: names, texts: words)
    let others = Set(study.transcripts).subtracting(own)
    let owners = Self.owners(of: files, among: others.union(own))
    let dependents = own.flatMap { transcript in
      files.filter { owners[$0]?.contains(transcript) == true } + [transcript]
    }
    let coded = Self.codedTexts(in: dependents, of: study)
    let earlier = coded.subtracting(staying)
    let elsewhere = try StudyFolder.file { [digests, staying] () throws(FileProblem) in
      try Self.workElsewhere(
        on: digests.union(earlier),
        among: Self.without(dependents, files),
        hangingOn: owners,
        besides: (others, staying),
        in: study
      )
    }
    let everywhere = digests.subtracting(staying).union(earlier.subtracting(elsewhere.shared))
    self.digests = everywhere
    underNames = Set(
      digests.union(coded).subtracting(everywhere).flatMap { digest in
        own.map { WithdrawnTexts.line(digest, of: $0) }
      }
    )
    let hanging = elsewhere.strays + dependents
    let internals = Self.without(hanging, files.filter { $0.hasPrefix(".emic/") })
    let speaking = Set(
      // What hangs on another transcript is that one's, whatever it says.
      Self.naming(
        names,
        among: internals.filter { owners[$0]?.isDisjoint(with: others) != false },
        of: study.path
      ) + Self.quoting(words, among: internals, of: study.path)
    )
    removed = internals.filter(speaking.contains) + hanging
    let left = Self.without(removed, files)
    remains =
      try Self.written(quoting: words, in: study, besides: names)
      + Self.kept(elsewhere.kept.filter(Set(left).contains))
      + Self.speaking(
        of: names,
        among: left.filter { owners[$0]?.isDisjoint(with: others) == false },
        in: study
      )
      + Self.remains(study, own, words, left)
  }

  private static func owners(
    of files: [String],
    among transcripts: Set<String>
  ) -> [String: Set<String>] {
    files.reduce(into: [:]) { $0[$1] = StudyFiles.owners(of: $1, among: transcripts) }
  }

  private static func without(_ some: [String], _ files: [String]) -> [String] {
    let some = Set(some)
    return files.filter { !some.contains($0) }
  }

  /// Takes everything out.
  ///
  /// - Throws: the first call that failed; to begin again finishes what is left.
  public func carryOut() throws(FileProblem) {
    let toKeep = toKeep
    let modes = Folder.modes(of: study.path)
    try? Folder.make(".emic", in: study.path, mode: modes.folder)
    let lock = try FileLock(study.absolute(".emic/lock"), mode: modes.file)
    defer { lock.release() }
    // First: from here on no open session writes of them again.
    try WithdrawnTexts(in: study.path).add(digests.union(underNames))
    for rewriting in rewritten where rewriting.file != "cases.csv" { try write(rewriting) }
    let kept = keep(toKeep)
    for file in removed where !kept.contains(file) {
      let path = study.absolute(file)
      guard again({ unlink(path) }) == 0 || errno == ENOENT else { throw .last(path, .remove) }
      Folder.sync(Path.split(path).folder)
    }
    for rewriting in rewritten where rewriting.file == "cases.csv" { try write(rewriting) }
  }

  private func write(_ rewriting: Rewriting) throws(FileProblem) {
    try FileSaver().save(rewriting.bytes, to: study.absolute(rewriting.file))
  }
}

extension Withdrawal {
  private static func rewritings(
    _ study: StudyFolder,
    cases names: [String],
    texts: WithdrawnWords
  ) throws(StudyProblem) -> [Rewriting] {
    var rewritings: [Rewriting] = []
    let framework = try study.framework()
    let cells = framework.cells.filter { !names.contains($0.case) }
    if cells.count < framework.cells.count {
      let rest = FrameworkMatrix(cells: cells, kept: framework.kept)
      rewritings.append(
        Rewriting(
          file: FrameworkFile.name,
          part: counted(framework.cells.count - cells.count, "cell"),
          bytes: Array(FrameworkFile.text(of: rest).utf8)
        )
      )
    }
    for coder in study.codersOfMemos {
      var memos = try study.memos(of: coder)
      let count = memos.entries.count
      let reveals = memos.reveals.count
      memos.removeAll(of: names)
      let parts = [
        (count - memos.entries.count, "memo"), (reveals - memos.reveals.count, "reveal"),
      ].filter { $0.0 > 0 }.map { counted($0.0, $0.1) }
      guard !parts.isEmpty else { continue }
      rewritings.append(
        Rewriting(
          file: StudyFolder.memosName(of: coder),
          part: parts.joined(separator: " and "),
          bytes: memos.bytes
        )
      )
    }
    for coder in Set(study.sidecars.map(\.coder) + study.file.coders.map(\.id)).sorted() {
      let proposals = try study.proposals(of: coder)
      let quoting = proposals.filter { code in texts.isQuoted(in: code.example) }
      guard !quoting.isEmpty else { continue }
      let rest = proposals.map { code in
        var code = code
        if quoting.contains(where: { $0.id == code.id }) { code.example = "" }
        return code
      }
      rewritings.append(
        Rewriting(
          file: "proposals/\(coder).yaml",
          part: counted(quoting.count, "example"),
          bytes: Array(ProposalsFile.text(of: rest).utf8)
        )
      )
    }
    if let table = try caseTable(study, names) { rewritings.append(table) }
    return rewritings
  }

  private static func caseTable(
    _ study: StudyFolder,
    _ names: [String]
  ) throws(StudyProblem) -> Rewriting? {
    let rows = try study.cases().rows.filter {
      names.contains($0.case) || names.contains($0.transcript)
    }
    guard !rows.isEmpty else { return nil }
    let path = study.absolute("cases.csv")
    let bytes = try StudyFolder.file { () throws(FileProblem) in try FileReader.read(path).bytes }
    let lines = Set(rows.map(\.line))
    let kept = ((try? CSV.read(bytes, file: path)) ?? []).filter { !lines.contains($0.line) }
    return Rewriting(
      file: "cases.csv",
      part: counted(rows.count, "row"),
      bytes: CSV.bytes(of: kept.map(\.fields), replacing: [bytes])
    )
  }

  private static func remains(
    _ study: StudyFolder,
    _ transcripts: [String],
    _ texts: WithdrawnWords,
    _ files: [String]
  ) -> [String] {
    var remains: [String] = []
    let exports = files.filter { $0.hasPrefix("exports/") }
    if !exports.isEmpty {
      remains.append(
        "Exports may hold words of the case: \(exports.joined(separator: ", ")). Look at them, and "
          + "export anew what you need."
      )
    }
    let versions = study.conflictCopies.filter { copy in
      if case .sidecar = copy.kind { false } else { copy.kind != .text }
    }
    if !versions.isEmpty {
      let names = versions.map { Path.split($0.path).name }.joined(separator: ", ")
      remains.append(
        "Second versions of files may speak of the case: \(names). Take them in with `emic merge` before, "
          + "or look at them and take them away."
      )
    }
    let rounds = study.file.rounds.filter { !Set($0.transcripts).isDisjoint(with: transcripts) }
    if !rounds.isEmpty {
      let names = rounds.map(\.name).joined(separator: ", ")
      remains.append(
        "study.yaml names its transcripts in the rounds \(names). Take them out there."
      )
    }
    let copies = copies(
      of: texts.texts,
      among: files.filter { !$0.hasPrefix("exports/") && !$0.hasPrefix(".emic/") },
      of: study.path
    )
    for copy in copies {
      remains.append(
        study.transcripts.contains(copy)
          ? "\(copy) holds most of the same text. Where it is the case's, too: `emic withdraw STUDY "
            + "'\(caseName(of: copy, in: study))'`."
          : "\(copy) holds most of the same text. Look at it, and take it away."
      )
    }
    remains += remainsOfCodebook(study, texts)
    if let repository = StudyFiles.repository(above: study.path) {
      remains.append(
        "\(repository) is a git repository: its history, its clones and other branches still hold the "
          + "files. They are to be rewritten or made anew without them."
      )
    }
    remains.append(
      "Copies on other machines, in synchronised folders and in backups of the disk are beyond emic; so "
        + "are memos elsewhere that speak of the case in other words."
    )
    return remains
  }

  private static func remainsOfCodebook(_ study: StudyFolder, _ texts: WithdrawnWords) -> [String] {
    guard let book = try? study.codebook() else { return [] }
    func list(_ codes: [Code.ID]) -> String { codes.map(\.text).joined(separator: ", ") }
    let (now, before) = quoting(book, texts)
    var remains: [String] = []
    if !now.isEmpty {
      remains.append(
        "The codebook quotes the case in \(list(now)). Change the words with `emic codebook redefine "
          + "--example … --minor`; the history keeps the old ones."
      )
    }
    if !before.isEmpty {
      remains.append(
        "The codebook's history quotes the case, in what \(list(before)) said before or why it was changed. "
          + "Take the words out of \(study.codebookPath ?? "the codebook") with an editor."
      )
    }
    return remains
  }

  private static func counted(_ count: Int, _ noun: String) -> String {
    count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
  }
}
