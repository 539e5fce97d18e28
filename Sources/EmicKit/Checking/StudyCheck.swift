/// Reads everything in a study and lists what is wrong; changes nothing.
public struct StudyCheck: Sendable {
  /// One thing that is wrong.
  public struct Problem: Hashable, Sendable {
    /// What a problem is about; the raw value is its name in the answer.
    public enum Kind: String, Sendable {
      case study, codebook, cases, transcript, proposals, memos, framework
      /// A sidecar that cannot be read, or whose quotations are not the text.
      case damaged
      /// A sidecar of a newer emic.
      case newer
      /// The transcript has changed since it was coded.
      case stale
      /// A sidecar that says it is of another transcript or coder than its name, or lies elsewhere.
      case foreign
      /// A sidecar that is gone, of which a backup is left.
      case missing
      /// A sidecar whose transcript is missing.
      case orphan
      case unknownCode = "unknown-code"
      case unknownCoder = "unknown-coder"
      case submission
      /// Codings of one code by one coder that lie over each other.
      case overlap
      case conflictCopy = "conflict-copy"
      case link
      /// A pipe, a folder in a file's place, a name that is not UTF-8.
      case unusable
      case permissions
    }

    /// Relative to the study where it lies in it.
    public var file: String
    /// From 1.
    public var line: Int?
    public var kind: Kind
    /// What is wrong, what to do.
    public var message: String

    /// In one line: `file:line: what is wrong. What to do`.
    public var sentence: String {
      (file == "." ? "this folder: " : DisplayText.place(file, line)) + message
    }
  }

  /// How much was read; codings are those that the asker may see.
  public struct Counts: Hashable, Sendable {
    public var transcripts = 0
    public var sidecars = 0
    public var codings = 0
    public var submissions = 0
    public var codes = 0

    public init() {}
  }

  public internal(set) var problems: [Problem] = []
  /// What is worth knowing and may be meant so.
  public internal(set) var warnings: [Problem] = []
  public internal(set) var counts = Counts()
  let study: StudyFolder
  /// On the transcript that is looked at.
  private(set) var work: VisibleWork
  /// That transcript; `nil` where it cannot be read.
  private(set) var text: Transcript?
  /// Of all that could be read, by transcript.
  private(set) var digests: [String: String] = [:]
  var book: Codebook?
  var booksOfCoders: [Coder.ID: Codebook] = [:]
  let frozen: FrozenCopies
  /// Names that were offered for second versions.
  var offered: Set<String> = []
  private(set) var withdrawn = WithdrawnTexts.List()
  /// The highest version of the codebook that a sidecar names, and the sidecar.
  var latestUse: (version: Int, file: String)?

  /// - Parameters:
  ///   - study: is read as it is on disk now.
  ///   - asker: decides whose codes may be named; `nil` is an observer.
  ///   - progress: told the number of files read and of all.
  public init(
    of study: StudyFolder,
    asker: Coder.ID?,
    progress: (Int, Int) -> Void = { _, _ in }
  ) {
    self.study = study
    frozen = FrozenCopies(in: study)
    work = VisibleWork(of: study, asker: asker, transcripts: [])
    readWithdrawn()
    checkShared()
    checkCodebook()
    checkTranscripts(asker, progress)
    checkProposals()
    checkVersions()
    checkMemosAndFramework()
    checkOrphans()
    checkMissing()
    checkSubmissions()
    checkNames()
    checkCopies()
    checkPermissions()
    problems.sort { one, other in
      one.file != other.file ? one.file < other.file : (one.line ?? 0) < (other.line ?? 0)
    }
  }

  /// What stands for a study that cannot even be opened.
  public static func problem(opening problem: StudyProblem) -> Problem {
    Problem(problem, in: "", kind: .study)
  }

  mutating func add(_ kind: Problem.Kind, _ file: String, line: Int? = nil, _ message: String) {
    problems.append(Problem(file: file, line: line, kind: kind, message: message))
  }

  mutating func add(_ problem: StudyProblem, _ kind: Problem.Kind) {
    problems.append(Problem(problem, in: study.path, kind: kind))
  }

  // MARK: The study's own files

  private mutating func readWithdrawn() {
    do throws(FileProblem) {
      withdrawn = try WithdrawnTexts(in: study.path).all()
    } catch {
      add(.file(error), .study)
    }
  }

  private mutating func checkCodebook() {
    do throws(StudyProblem) {
      let book = try study.codebook()
      self.book = book
      counts.codes = book.codes.count
      guard let path = study.codebookPath else { return }
      let file = relative(path)
      let bytes = (try? FileReader.read(path, limit: 8 << 20).bytes) ?? []
      for finding in CodebookLint.findings(in: book) {
        add(.codebook, file, line: Self.line(of: finding.code, in: bytes), finding.message)
      }
    } catch {
      add(error, .codebook)
    }
  }

  private static func line(of code: Code.ID, in bytes: [UInt8]) -> Int? {
    let text = String(decoding: bytes, as: UTF8.self)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.firstIndex { line in
      let entry = line.drop { $0 == " " || $0 == "-" || $0 == "{" }
      guard entry.hasPrefix("id:") else { return false }
      let id = entry.dropFirst(3).prefix { $0 != "," && $0 != "#" && $0 != "\r" && $0 != "}" }
      return id.filter { $0 != " " && $0 != "\"" && $0 != "'" } == code.text
    }.map { $0 + 1 }
  }

  /// How many transcripts may be read before the first of them is looked at.
  private static let ahead = 64

  /// Looks at each transcript with its sidecars; no more than a few are in memory.
  private mutating func checkTranscripts(_ asker: Coder.ID?, _ progress: (Int, Int) -> Void) {
    let (study, names) = (study, study.transcripts)
    let count = names.count + study.sidecars.count
    var done = 0
    // What is worth knowing of sidecars stands behind what is of texts and cases.
    var later: [Problem] = []
    Concurrently.inOrder(names.count, ahead: Self.ahead) { place in
      let text = Result { () throws(StudyProblem) in
        let transcript = try study.transcript(names[place], takesWithdrawn: true)
        // Found here, where all cores are at work.
        _ = (transcript.structure, transcript.digest)
        return transcript
      }
      return (
        name: names[place], text: text,
        work: VisibleWork(of: study, asker: asker, transcripts: [names[place]])
      )
    } take: { read in
      (text, work) = (try? read.text.get(), read.work)
      checkTranscript(read.name, read.text)
      let before = warnings.count
      for coder in study.coders(of: read.name) {
        progress(done, count)
        done += 1
        checkSidecar(of: read.name, by: coder)
      }
      later += warnings[before...]
      warnings.removeSubrange(before...)
      progress(done, count)
      done += 1
    }
    text = nil
    checkCases()
    warnings += later
  }

  private mutating func checkTranscript(
    _ name: String,
    _ read: Result<Transcript, StudyProblem>
  ) {
    do throws(StudyProblem) {
      let transcript = try read.get()
      digests[name] = transcript.digest
      counts.transcripts += 1
      if withdrawn.contains(transcript.digest, of: name) {
        add(
          .transcript,
          name,
          "this text was withdrawn from the study, and is here again: nothing is saved of it. `emic "
            + "withdraw`, given once more with the case, or with this path where no table names the case any more, "
            + "takes it out."
        )
      }
      for attribute in transcript.structure.header.attributes {
        guard let allowed = study.file.values(of: attribute.key),
          allowed.value(for: attribute.value) == nil
        else { continue }
        warnings.append(
          Problem(
            file: name,
            line: nil,
            kind: .transcript,
            message: "the header's \(DisplayText.quoted(attribute.key)) can't be "
              + "\(DisplayText.quoted(attribute.value)), it counts as unknown. Say it in cases.csv, "
              + "or add it to study.yaml."
          )
        )
      }
    } catch {
      add(error, .transcript)
    }
  }

  private mutating func checkCases() {
    let table: CaseTable
    do throws(StudyProblem) {
      table = try study.cases()
    } catch {
      // Links are listed for themselves.
      return study.links.contains("cases.csv") ? () : add(error, .cases)
    }
    for warning in table.warnings {
      let message = Problem.withoutPlace(warning.message, warning.file, warning.line)
      add(.cases, relative(warning.file), line: warning.line, message)
    }
    let known = Set(study.transcripts)
    for row in table.rows where !known.contains(row.transcript) {
      let nearest = EditDistance.nearest(to: row.transcript, among: study.transcripts)
      add(
        .cases,
        "cases.csv",
        line: row.line,
        "there is no transcript \(DisplayText.quoted(row.transcript))."
          + (nearest.map { " Did you mean \(DisplayText.quoted($0))?" } ?? "")
          + " Correct the path or take the row out."
      )
    }
  }

  private mutating func checkProposals() {
    for path in study.files.sorted() where path.hasPrefix("proposals/") {
      guard path.hasSuffix(".yaml") else { continue }
      checkProposals(of: String(path.dropFirst(10).dropLast(5)))
    }
    // Of those that are gone a copy is known.
    for entry in (try? Folder.list(Backup(study: study.path).latest(of: "proposals"))) ?? []
    where entry.name.hasSuffix(".yaml") && !study.holds("proposals/\(entry.name)") {
      checkProposals(of: String(entry.name.dropLast(5)))
    }
  }

  private mutating func checkProposals(of coder: String) {
    guard Coder.isWellFormed(coder) else { return }
    do throws(StudyProblem) {
      _ = try study.proposals(of: Coder.ID(coder))
    } catch {
      add(error, .proposals)
    }
  }

  func relative(_ path: String) -> String { Problem.relative(path, to: study.path) }
}

extension StudyCheck.Problem {
  /// A problem of the kit as one of the list: the place apart from the sentence.
  init(_ problem: StudyProblem, in study: String, kind: Kind) {
    let (file, line): (String, Int?) =
      switch problem {
      case .file(let problem): (problem.path, nil)
      case .studyFileGone(let path), .putAside(let path, _), .withdrawnText(let path),
        .linkedInternals(let path), .codebookMissing(let path, _), .frozenCopyGone(let path, _, _):
        (path, nil)
      case .sharedFileGone(let file): (file.path, nil)
      case .casesLack(let lacking): (lacking.file.path, nil)
      case .studyFile(let error): (error.file, error.line)
      case .codebook(let error): (error.file, error.line)
      case .cases(let error): (error.file, error.line)
      case .sidecar(let error): (error.file, error.line)
      case .memos(let error): (error.file, error.line)
      case .memosOlder(let older): (older.name, nil)
      case .memosGone(let path), .changesLost(_, let path), .checkpointGone(let path, _),
        .onlyFrozen(let path):
        (path, nil)
      case .framework(let error): (error.file, error.line)
      case .text(.notUTF8(_, let line, _), let file), .text(.zeroByte(_, let line), let file),
        .text(.cut(_, let line), let file):
        (file, line)
      case .text(_, let file): (file, nil)
      case .collision(_, let other): (other, nil)
      case .noSuchTranscript(let name, _), .ambiguousTranscript(let name, _): (name, nil)
      case .notAStudy(let path), .studiesBelow(_, let path): (path, nil)
      case .emptyPath: ("", nil)
      case .severalCodebooks(let files): (files.first ?? "", nil)
      }
    self.init(
      file: Self.relative(file, to: study),
      line: line,
      kind: kind,
      message: Self.withoutPlace(problem.message, file, line)
    )
  }

  static func relative(_ path: String, to study: String) -> String {
    guard !study.isEmpty else { return path }
    let prefix = Path.join(study, "")
    if path.hasPrefix(prefix) { return String(path.dropFirst(prefix.count)) }
    // A codebook that several studies share lies beside them.
    let beside = Path.join(Path.split(study).folder, "")
    return path.hasPrefix(beside) ? "../" + path.dropFirst(beside.count) : path
  }

  /// A message without the `file:line: ` that it begins with.
  static func withoutPlace(_ message: String, _ file: String, _ line: Int?) -> String {
    for start in [DisplayText.place(file, line), "\(file):\(line ?? 0): ", "\(file): "]
    where message.hasPrefix(start) {
      return String(message.dropFirst(start.count))
    }
    return message
  }
}
