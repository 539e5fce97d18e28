import EmicKit

/// One coder's work on one transcript, open for a change: read, checked, changed, saved.
struct Desk {
  enum Purpose {
    case coding, submitting, reopening, recoding, undoing
    /// Nothing is written, whatever there is.
    case reading
  }

  let study: StudyFolder
  let transcript: Transcript
  let coder: Coder.ID
  /// With the coder's own proposals.
  private(set) var codebook: Codebook
  private(set) var sidecar: Sidecar
  private var file: SidecarFile
  private let isNewCoder: Bool
  /// Whether an older version of the sidecar is taken as it is.
  private let takesOlder: Bool
  /// How many codings that protect words are known, and gone on without.
  private var protectionsLeft = 0
  private let proposals: [Code]
  var moment: Moment

  /// As it was given, for messages that repeat it.
  private let studyPath: String

  /// - Parameters:
  ///   - options: who writes.
  ///   - path: the study, as it was given.
  ///   - name: of the transcript, as it was given.
  ///   - purpose: what for.
  ///   - adds: whether the command has `--new-coder`.
  ///   - beginsAnew: whether a sidecar that is gone may be begun anew, and an older version taken as it is; `nil`
  ///     where the command has no such option.
  /// - Throws: when the work can't be read, or not be changed for that purpose.
  init(
    _ options: WritingOptions,
    study path: String,
    transcript name: String,
    for purpose: Purpose = .coding,
    adds: Bool = true,
    beginsAnew: Bool? = nil
  ) throws(Failure) {
    let study = try options.open(path)
    let coder = try options.coder(in: study, adds: adds)
    let (transcript, book, proposals) = try Failure.study { () throws(StudyProblem) in
      (
        try study.transcript(study.transcript(named: name)), try study.codebook(),
        try study.proposals(of: coder)
      )
    }
    self.study = study
    studyPath = path
    self.coder = coder
    self.transcript = transcript
    codebook = book.adding(proposals)
    self.proposals = proposals
    isNewCoder = !study.file.coders.contains { $0.id == coder }
    moment = Moment.current()
    takesOlder = beginsAnew == true
    file = study.sidecarFile(of: transcript.name, by: coder)
    sidecar = Sidecar(
      draftOf: transcript,
      by: coder,
      codebook: book.version,
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
    guard purpose != .reading else { return }
    if takesOlder {
      if file.known == nil || study.olderSidecar(of: transcript.name, by: coder) != nil {
        protectionsLeft = study.countOfProtectionsLacking(in: sidecar, of: transcript.name)
      }
    } else {
      try refuseGoneOrOlder(for: purpose, mayBeginAnew: beginsAnew != nil)
    }
    try refuseNothing(for: purpose)
    try refuseWhatIsNotToBeWritten()
    if purpose == .coding { try refuseClosed() }
  }

  /// Refuses to go on as if what is known of the work had never been.
  private func refuseGoneOrOlder(for purpose: Purpose, mayBeginAnew: Bool) throws(Failure) {
    if file.known != nil {
      // Closed work takes nothing in before it is opened again.
      if purpose != .reopening { try refuseOlder(mayBeginAnew) }
      return
    }
    guard let lost = study.lostSidecar(of: transcript.name, by: coder) else { return }
    throw .refused(
      "\(transcript.name): \(coder) has coded it, and \(lost.name) is gone. Nothing was written. "
        + lost.wayBack(study: studyPath)
        + beginningAnew(mayBeginAnew, "begins without it.")
    )
  }

  /// Refuses what needs a sidecar where there is none.
  private func refuseNothing(for purpose: Purpose) throws(Failure) {
    guard file.known == nil, purpose != .coding else { return }
    let word =
      switch purpose {
      case .submitting: "submit. Code it first."
      case .reopening: "reopen."
      case .coding, .reading, .recoding: "recode."
      case .undoing: "undo."
      }
    throw .refused(
      "\(transcript.name): \(coder) has no sidecar of it, so there is nothing to \(word)"
    )
  }

  /// Refuses to bury what an older version lacks.
  private func refuseOlder(_ mayBeginAnew: Bool) throws(Failure) {
    guard !sidecar.isReadOnly, let older = study.olderSidecar(of: transcript.name, by: coder)
    else { return }
    throw .refused(
      older.message(study: studyPath)
        + beginningAnew(mayBeginAnew, "goes on with it as it is, without them.")
    )
  }

  /// Words that were held back leave without anybody's asking, where their coding is gone on without.
  private mutating func sayWhatIsUnprotected() {
    guard protectionsLeft > 0 else { return }
    let codings = protectionsLeft == 1 ? "1 coding" : "\(protectionsLeft) codings"
    Output.writeError(
      "\(transcript.name): \(codings) flagged do-not-quote or redact \(protectionsLeft == 1 ? "is" : "are") gone on "
        + "without: the words may leave the study now. `emic restore` brings \(protectionsLeft == 1 ? "it" : "them") back."
    )
    protectionsLeft = 0
  }

  /// What goes on without what is lost: an option of this command or of another; nothing where the work is closed.
  private func beginningAnew(_ isOffered: Bool, _ words: String) -> String {
    if isClosed { return "" }
    return " \(isOffered ? "--begin-anew" : "`emic code … --begin-anew`") \(words)"
  }

  /// Whether its coder has submitted it: then only what waits to be recoded may change.
  var isClosed: Bool { sidecar.status.state == .submitted }

  func refuseClosed() throws(Failure) {
    guard isClosed else { return }
    throw .refused(
      "\(transcript.name): \(coder) has submitted it, so it is closed. Nothing was written; "
        + "`\(wayOut)` opens it again."
    )
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
      match = try sidecar.check(
        against: transcript,
        file: file.path,
        bytes: (try? FileReader.read(file.path).bytes) ?? []
      )
    } catch {
      throw .data(error.message)
    }
    guard match == .same else {
      throw .refused(
        "\(transcript.name): this transcript has changed since \(coder) coded it. "
          + "Nothing was written; \(ReanchorCommandLine.words(for: [coder])) finds the codings again, or "
          + "bring the old text back."
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
      study.keepSharedFiles()
      return done.number
    } catch {
      throw failure(error)
    }
  }

  /// Opens the closed sidecar.
  mutating func reopen(because reason: String) throws(Failure) {
    do throws(SubmissionProblem) {
      let open = try sidecar.reopened(because: reason, codebook: codebook.version, at: moment.now)
      try study.freezeAgain(sidecar, of: transcript.name)
      sidecar = open
    } catch {
      throw failure(error)
    }
    // Of two who open it at once one has done so.
    if case .failed(let problem) = file.saveUnmerged(sidecar, ifOlder: .leave) {
      throw Failure(problem)
    }
  }

  private func failure(_ problem: SubmissionProblem) -> Failure {
    if case .save(let problem) = problem { return Failure(problem) }
    if case .reveals = problem {
      return .data(problem.message(transcript: transcript.name, wayOut: wayOut))
    }
    return .refused(problem.message(transcript: transcript.name, wayOut: wayOut))
  }

  /// What was done before, for undo and redo, here and on the screen.
  var history: ChangeHistory {
    ChangeHistory(study: study, transcript: transcript.name, coder: coder)
  }

  /// Carries a change out and brings it to the disk.
  ///
  /// - Parameters:
  ///   - change: of the sidecar, and of the coder's proposals.
  ///   - act: whether it is done, undone or done again.
  /// - Returns: whether anything was to be written.
  /// - Throws: when the sidecar is no longer as the change expects it, or the disk refuses.
  @discardableResult
  mutating func save(
    _ change: Change,
    as act: ChangeHistory.Act = .do
  ) throws(Failure) -> Bool {
    try save(change, act) { sidecar, time throws(ChangeProblem) in
      try sidecar.apply(change, at: time)
    }
  }

  /// Carries a decision of the recode queue out, on a submitted sidecar, too.
  mutating func saveRecoding(
    _ change: Change,
    as act: ChangeHistory.Act = .do
  ) throws(Failure) {
    _ = try save(change, act, isRecoding: true) { sidecar, time throws(ChangeProblem) in
      try sidecar.applyRecoding(change, at: time)
    }
  }

  private mutating func save(
    _ change: Change,
    _ act: ChangeHistory.Act,
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
    // A new code is known before anything is coded with it, and gone after nothing is any more.
    let after = change.proposals(after: proposals, isUsed: isUsed)
    let gone = Set(proposals.map(\.id)).subtracting(after.map(\.id))
    let changed = after.filter { !proposals.contains($0) }
    if !changed.isEmpty, gone.isEmpty { try keep(changed, withdrawn: []) }
    switch file.save(sidecar, ifOlder: takesOlder ? .take : .refuse) {
    case .saved(let saved, _): sidecar = saved
    case .unchanged, .superseded: return false
    case .failed(let problem): throw Failure(problem)
    }
    if !history.append(change, act, at: moment.now, isRecoding: isRecoding) {
      Output.sayUnrecorded(transcript.name)
    }
    sayWhatIsUnprotected()
    study.keepSharedFiles()
    if !gone.isEmpty { try keep(changed, withdrawn: gone) }
    return true
  }

  private mutating func keep(_ changed: [Code], withdrawn: Set<Code.ID>) throws(Failure) {
    let (study, coder) = (study, coder)
    try Failure.study { () throws(StudyProblem) in
      try study.save(
        proposals: changed,
        withdrawn: withdrawn,
        of: coder,
        keepsDecisions: true
      )
    }
    codebook = codebook.removing(withdrawn).adding(changed)
  }

  /// Whether a coding of the coder's, in any transcript, has a code.
  private func isUsed(_ code: Code.ID) -> Bool {
    if sidecar.codings.contains(where: { $0.code == code }) { return true }
    return study.sidecars.contains { name, owner in
      guard owner == coder, name != transcript.name else { return false }
      // What cannot be read may use it.
      guard let other = try? study.sidecar(of: name, by: coder) else { return true }
      return other.codings.contains { $0.code == code }
    }
  }
}
