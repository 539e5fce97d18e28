import EmicKit

/// One coder's work on one transcript, open for a change: read, checked, changed, saved.
struct Desk {
  enum Purpose {
    case coding, submitting, reopening, recoding
  }

  let study: StudyFolder
  let transcript: Transcript
  let coder: Coder.ID
  let codebook: Codebook
  private(set) var sidecar: Sidecar
  private var file: SidecarFile
  private let isNewCoder: Bool
  var moment: Moment

  /// As it was given, for messages that repeat it.
  private let studyPath: String

  init(
    _ options: WritingOptions,
    study path: String,
    transcript name: String,
    for purpose: Purpose = .coding
  ) throws(Failure) {
    let study = try options.open(path)
    let coder = try options.coder(in: study)
    let (transcript, codebook) = try Failure.study { () throws(StudyProblem) in
      (
        try study.transcript(study.transcript(named: name)),
        try study.codebook().adding(study.proposals(of: coder))
      )
    }
    self.study = study
    studyPath = path
    self.coder = coder
    self.transcript = transcript
    self.codebook = codebook
    isNewCoder = !study.file.coders.contains { $0.id == coder }
    moment = Moment.current()
    file = study.sidecarFile(of: transcript.name, by: coder)
    sidecar = Sidecar(
      draftOf: transcript,
      by: coder,
      codebook: codebook.version,
      at: moment.now
    )
    do throws(SaveProblem) {
      if let stored = try file.load() {
        sidecar = stored
      } else {
        // What cannot be read here is asked for again, and told, when it is submitted.
        sidecar = (try? study.withEarlierReveal(sidecar, of: transcript.name)) ?? sidecar
      }
    } catch {
      throw Failure(error)
    }
    guard file.known != nil || purpose == .coding else {
      let word =
        switch purpose {
        case .submitting: "submit. Code it first."
        case .reopening: "reopen."
        case .coding, .recoding: "recode."
        }
      throw .refused(
        "\(transcript.name): \(coder) has no sidecar of it, so there is nothing to \(word)"
      )
    }
    try refuseWhatIsNotToBeWritten()
    if purpose == .coding, sidecar.status.state == .submitted {
      throw .refused(
        "\(transcript.name): \(coder) has submitted it, so it is closed. Nothing was written; "
          + "`\(wayOut)` opens it again."
      )
    }
  }

  private func refuseWhatIsNotToBeWritten() throws(Failure) {
    guard sidecar.coder == coder else {
      throw .data(
        SidecarError(
          file: file.path,
          problem: .coderOfFileName(sidecar.coder.text, expected: coder.text)
        ).message
      )
    }
    guard !sidecar.isReadOnly else {
      throw Failure(SaveProblem.newerVersion(sidecar.version, path: file.path))
    }
    let match: Sidecar.TextMatch
    do throws(SidecarError) {
      match = try sidecar.check(against: transcript, file: file.path)
    } catch {
      throw .data(error.message)
    }
    guard match == .same else {
      throw .refused(
        "\(transcript.name): this transcript has changed since \(coder) coded it. "
          + "Nothing was written; `emic reanchor` finds the codings again, or bring the old text back."
      )
    }
  }

  private var wayOut: String {
    "emic reopen \(studyPath) \(transcript.name) --coder \(coder) --reason …"
  }

  /// Closes the sidecar.
  ///
  /// - Returns: the number of the submission.
  mutating func submit() throws(Failure) -> Int {
    do throws(SubmissionProblem) {
      let done = try study.submit(
        &file,
        sidecar,
        of: transcript.name,
        codebook: codebook.version,
        at: moment.now
      )
      sidecar = done.sidecar
      return done.number
    } catch {
      throw failure(error)
    }
  }

  /// Opens the closed sidecar.
  mutating func reopen(because reason: String) throws(Failure) {
    do throws(SubmissionProblem) {
      sidecar = try sidecar.reopened(because: reason, codebook: codebook.version, at: moment.now)
    } catch {
      throw failure(error)
    }
    // Of two who open it at once one has done so.
    if case .failed(let problem) = file.saveUnmerged(sidecar) { throw Failure(problem) }
  }

  private func failure(_ problem: SubmissionProblem) -> Failure {
    if case .save(let problem) = problem { return Failure(problem) }
    if case .reveals = problem {
      return .data(problem.message(transcript: transcript.name, wayOut: wayOut))
    }
    return .refused(problem.message(transcript: transcript.name, wayOut: wayOut))
  }

  /// Carries a change out and brings it to the disk.
  ///
  /// - Returns: whether anything was to be written.
  mutating func save(_ change: Change) throws(Failure) -> Bool {
    try save(change) { sidecar, time throws(ChangeProblem) in try sidecar.apply(change, at: time) }
  }

  /// Carries a decision of the recode queue out, on a submitted sidecar, too.
  mutating func saveRecoding(_ change: Change) throws(Failure) {
    _ = try save(change, isRecoding: true) { sidecar, time throws(ChangeProblem) in
      try sidecar.applyRecoding(change, at: time)
    }
  }

  private mutating func save(
    _ change: Change,
    isRecoding: Bool = false,
    _ apply: (inout Sidecar, Timestamp) throws(ChangeProblem) -> Void
  ) throws(Failure) -> Bool {
    guard !change.isEmpty else { return false }
    do throws(ChangeProblem) {
      try apply(&sidecar, moment.now)
    } catch {
      throw .refused(error.message)
    }
    let (study, name, coder) = (study, transcript.name, coder)
    let isNewCoder = isNewCoder
    try Failure.study { () throws(StudyProblem) in
      if isNewCoder { try study.add(Coder(id: coder)) }
      try study.makeSidecarFolder(of: name, by: coder)
    }
    switch file.save(sidecar) {
    case .saved(let saved, _): sidecar = saved
    case .unchanged, .superseded: return false
    case .failed(let problem): throw Failure(problem)
    }
    ChangeHistory(study: study, transcript: name, coder: coder)
      .append(change, at: moment.now, isRecoding: isRecoding)
    return true
  }
}
