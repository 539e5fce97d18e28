extension QDAExport {
  /// What of a study leaves beside its sources.
  ///
  /// - Parameters:
  ///   - study: an archive or a release.
  ///   - gathered: its sources.
  ///   - profile: for which program the offsets are counted.
  /// - Throws: when memos cannot be read.
  fileprivate init(_ study: ExportedStudy, _ gathered: Gathered, profile: Profile) throws {
    let cases = gathered.cases
    let workers = Set(gathered.parts.coders)
    let isWhole = Set(study.transcripts) == Set(study.study.transcripts)
    let own = Set(cases.map(\.case))
    var memos: [MemosFile] = []
    for coder in study.study.codersOfMemos where study.hasNotes(of: coder) {
      var file = try study.study.memos(of: coder)
      file.kept = []
      for place in file.entries.indices {
        file.entries[place] = Self.released(file.entries[place], study)
      }
      // Of other cases nothing, and nothing that speaks of the study as a whole.
      if !isWhole {
        file.entries.removeAll { entry in
          if case .case(let name) = entry.subject { !own.contains(name) } else { true }
        }
      }
      if !file.entries.isEmpty { memos.append(file) }
    }
    var file: StudyFile?
    if study.release.isIdentified, study.study.hasStudyFile {
      file = study.study.file
      file?.codebook = "codebook.yaml"
    }
    let used = study.attributes.filter { name in cases.contains { $0.values[name] != nil } }
    self.init(
      title: study.title,
      at: Self.latest(gathered.parts, memos, study.codebook),
      coders: study.coders.filter { study.release.isIdentified || workers.contains($0.id) },
      codebook: Codebook(
        title: study.codebook.title,
        version: study.codebook.version,
        codes: study.codebook.codes.map { code in
          var code = code
          code.isProposal = false
          return code
        },
        history: study.codebook.history,
        heading: study.codebook.heading,
        kept: study.codebook.kept
      ),
      attributes: used,
      cases: cases.filter { !$0.case.isEmpty || !$0.values.isEmpty },
      memos: memos,
      study: file,
      profile: profile
    )
    replacedControls = gathered.controls
    var staying = gathered.staying
    staying.leaveOut(
      "summaries of the framework matrix",
      try isWhole ? study.study.framework().cells.count : 0
    )
    staying.leaveOut(
      "proposals as such (they are codes of the codebook there)",
      study.codebook.codes.count(where: \.isProposal)
    )
    self.staying = staying.leftOut
  }

  /// When the last of what leaves was written: the same study makes the same file, whenever it is made.
  private static func latest(
    _ parts: QDAParts,
    _ memos: [MemosFile],
    _ book: Codebook
  ) -> Timestamp {
    var times = book.history.compactMap(\.at) + [parts.latest].compactMap { $0 }
    times += memos.flatMap { $0.entries.map(\.memo.at) }
    return times.max() ?? Timestamp(milliseconds: 0)
  }

  fileprivate static func source(_ source: ExportedSource, isIdentified: Bool) -> Source {
    Source(
      name: source.name,
      text: source.source.text,
      layers: source.layers.map { layer in
        Layer(
          coder: layer.coder,
          codings: layer.rows.map { row in
            var coding = row.row.coding
            if !isIdentified {
              // What a flag hid is gone, and keys that emic does not read may say anything.
              coding.replacement = nil
              coding.kept = []
            }
            return coding
          }.sorted(),
          memos: layer.memos,
          links: layer.sidecar.links
        )
      }
    )
  }

  private static func released(
    _ entry: MemosFile.Entry,
    _ study: ExportedStudy
  ) -> MemosFile.Entry {
    let release = study.release
    let text = release.words(entry.memo.text)
    let memo = Memo(id: entry.memo.id, at: entry.memo.at, text: text)
    let subject: MemosFile.Subject =
      switch entry.subject {
      case .code(let id): .code(release.id(id))
      case .case(let name): .case(release.case(name))
      case .study: .study
      }
    return MemosFile.Entry(subject, memo)
  }
}

/// The sources of a study that leaves, read one after the other.
private struct Gathered {
  var parts: QDAParts
  var tally = ExportTally()
  /// Control characters of texts that leave as U+FFFD.
  var controls = 0
  /// What is known of each source.
  var cases: [CaseTable.Row] = []
  /// What the standard has no place for.
  var staying = ImportReport()

  init(_ study: ExportedStudy, profile: QDAExport.Profile, beside path: String) throws {
    parts = try QDAParts(beside: path)
    let codes = QDACodes(study.codebook)
    let isIdentified = study.release.isIdentified
    let copies = FrozenCopies(in: study.study)
    try study.forEachSource { source in
      var released = QDAExport.source(source, isIdentified: isIdentified)
      let controls = isIdentified ? 0 : released.replaceControls()
      let row = CaseTable.Row(
        line: 0,
        transcript: source.name,
        case: source.attributes.case,
        values: source.attributes.values
      )
      return (
        part: Result { () throws(FileProblem) in try QDAPart(released, codes, profile, path) },
        tally: source.tally, controls: controls, row: row,
        staying: Staying(source, copies)
      )
    } take: { read in
      try parts.add(read.part.get())
      tally.add(read.tally)
      controls += read.controls
      cases.append(read.row)
      read.staying.add(to: &staying)
    }
    // How many there are would be told with too few.
    if let problem = copies.problems.first { throw ExportProblem.incomplete(problem.message) }
  }
}

/// How much of the work on a source has no place in a project.
private struct Staying {
  private var (turns, log, submitted, frozen, verdicts, removed) = (0, 0, 0, 0, 0, 0)

  init(_ source: ExportedSource, _ copies: FrozenCopies) {
    let name = source.source.transcript.name
    for layer in source.layers {
      let sidecar = layer.sidecar
      turns += sidecar.nothingHere.count
      log += sidecar.log.count
      if sidecar.status.state == .submitted { submitted += 1 }
      verdicts += sidecar.settled.count
      removed += sidecar.removed.count
      frozen += copies.numbers(of: name, by: layer.coder).count
    }
  }

  func add(to report: inout ImportReport) {
    report.leaveOut("marks that nothing in a turn is to be coded", turns)
    report.leaveOut("entries of the log of submitting and reopening", log)
    report.leaveOut("times of submission", submitted)
    report.leaveOut("frozen copies of submissions", frozen)
    report.leaveOut("verdicts that nothing belongs there", verdicts)
    report.leaveOut("marks of removed codings", removed)
  }
}

extension ExportFormat {
  /// REFI-QDA: projects and codebooks for NVivo, ATLAS.ti, MAXQDA, QualCoder.
  static let qda = [
    ExportFormat(".qdpx", "project", profiles: QDAExport.Profile.allCases.map(\.rawValue)) {
      study,
      file,
      request in
      let profile = request.profile.flatMap { QDAExport.Profile(rawValue: $0) } ?? .spec
      let gathered = try Gathered(study, profile: profile, beside: file.path)
      guard !gathered.cases.isEmpty else { throw ExportProblem.nothing("transcripts") }
      let export = try QDAExport(study, gathered, profile: profile)
      let result = try export.write(gathered.parts, to: file) { study.tell(.packing, $0, $1) }
      return ExportOutcome(
        result.codings,
        "coding",
        "codings",
        notes: gathered.tally.notes + result.notes + study.study.notesOfLostMemos
      )
    },
    ExportFormat(".qdc", "codebook") { study, file, _ in
      guard let written = QDAExport.codebook(study.codebook) else {
        throw ExportProblem.nothing("codes")
      }
      try file.write(written.bytes)
      let codes = study.codebook.codes.count { !$0.isWorking }
      return ExportOutcome(codes, "code", "codes", notes: written.notes)
    },
  ]
}
