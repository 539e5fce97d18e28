import EmicKit

/// The consensus layer of one transcript, open for whoever adjudicates: read, changed, saved.
struct ConsensusDesk {
  let study: StudyFolder
  let transcript: Transcript
  let adjudicator: Coder.ID
  let codebook: Codebook
  /// Whether a layer that is gone may be begun anew.
  private let beginsAnew: Bool
  private(set) var sidecar: Sidecar
  private var file: SidecarFile
  let now = Now.timestamp

  /// - Parameters:
  ///   - path: of the study.
  ///   - book: a codebook in place of the study's own.
  ///   - adjudicator: as it was given.
  ///   - name: of the transcript.
  ///   - beginsAnew: whether a layer that is gone may be begun anew.
  /// - Throws: also when whoever is named may not adjudicate the transcript.
  init(
    study path: String,
    codebook book: String?,
    adjudicator: String?,
    transcript name: String,
    beginsAnew: Bool = false
  ) throws(Failure) {
    self.beginsAnew = beginsAnew
    let study = try openStudy(path, codebook: book)
    let adjudicator = try Self.adjudicator(adjudicator, in: study)
    let name = try Failure.study { () throws(StudyProblem) in try study.transcript(named: name) }
    let work = VisibleWork(of: study, asker: adjudicator, transcripts: [name])
    do throws(AdjudicationProblem) {
      try work.blindness.refuse(adjudicator: adjudicator, of: name)
    } catch {
      throw .refused(error.message(transcript: name))
    }
    let (transcript, codebook) = try Failure.study { () throws(StudyProblem) in
      (try study.transcript(name), try study.codebook())
    }
    (self.study, self.adjudicator) = (study, adjudicator)
    (self.transcript, self.codebook) = (transcript, codebook)
    do throws(SaveProblem) {
      (file, sidecar) = try study.consensus(of: transcript, codebook: codebook.version, at: now)
    } catch {
      throw Failure(error)
    }
  }

  /// Who adjudicates, as `--as` names them.
  ///
  /// - Parameters:
  ///   - text: as it was given.
  ///   - study: whose coders are known.
  ///   - isListing: whether disagreements are only looked at, which coders may, too.
  /// - Returns: one of the study's coders.
  /// - Throws: wrong usage.
  static func adjudicator(
    _ text: String?,
    in study: StudyFolder,
    isListing: Bool = false
  ) throws(Failure) -> Coder.ID {
    do throws(CoderChoice.Refusal) {
      return try CoderChoice.require(for: study, option: text)
    } catch {
      if case .missing(let known) = error {
        let supervisors = study.file.coders.filter { $0.role == .supervisor }.map(\.id)
        let meant = isListing || supervisors.isEmpty ? known : supervisors
        let list = meant.isEmpty ? "" : ": \(meant.map(\.text).joined(separator: ", "))"
        throw .usage(
          isListing
            ? "nobody is named. Say who looks at the disagreements with --as ID or $EMIC_CODER\(list)."
            : "nobody is named. Say whose verdict it is with --as ID or $EMIC_CODER\(list)."
        )
      }
      throw Failure(error)
    }
  }

  /// All that was done in the layer.
  var record: ChangeHistory {
    ChangeHistory(study: study, transcript: transcript.name, coder: Coder.consensus)
  }

  /// The adjudicator's own verdicts, as the screen undoes them.
  var history: UndoStacks<Change> { record.load(for: transcript, doneBy: adjudicator) }

  /// Refuses where nothing can be settled any more, or not by this version.
  func refuseClosed() throws(Failure) {
    if file.known == nil, !beginsAnew,
      let lost = study.lostSidecar(of: transcript.name, by: Coder.consensus)
    {
      throw .refused(
        "\(transcript.name): verdicts were given on it, and \(lost.name) is gone. Nothing was written. "
          + lost.wayBack(study: study.path) + " `emic settle … --begin-anew` begins without it."
      )
    }
    if !beginsAnew, let older = study.olderSidecar(of: transcript.name, by: Coder.consensus) {
      throw .refused(
        older.message(study: study.path) + " `emic settle … --begin-anew` goes on with it as it is."
      )
    }
    if let reason = ConsensusGathering.closedReason(sidecar, transcript) { throw .refused(reason) }
  }

  /// Carries a change out and brings it to the disk.
  mutating func save(
    _ change: Change,
    as act: ChangeHistory.Act = .do
  ) throws(Failure) {
    guard !change.isEmpty else { return }
    try refuseClosed()
    do throws(ChangeProblem) {
      try sidecar.apply(change, at: now)
    } catch {
      throw .refused(error.message)
    }
    let (study, name) = (study, transcript.name)
    try Failure.study { () throws(StudyProblem) in
      try study.makeSidecarFolder(of: name, by: Coder.consensus)
    }
    switch file.save(sidecar, ifOlder: beginsAnew ? .take : .refuse) {
    case .saved(let saved, _): sidecar = saved
    case .unchanged, .superseded: return
    case .failed(let problem): throw Failure(problem)
    }
    if !record.append(change, act, at: now, by: adjudicator) { Output.sayUnrecorded(name) }
    study.keepSharedFiles()
  }

  /// Closes the adjudication over all that was compared.
  mutating func close(over compared: ComparedTranscript) throws(Failure) {
    try refuseClosed()
    do throws(AdjudicationProblem) {
      sidecar = try study.closeAdjudication(
        &file,
        sidecar,
        of: compared,
        by: adjudicator,
        codebook: codebook.version,
        at: now
      )
    } catch {
      throw Failure(error, on: transcript.name)
    }
  }
}

extension Failure {
  init(_ problem: AdjudicationProblem, on transcript: String) {
    message = problem.message(transcript: transcript)
    switch problem {
    case .save(let cause): status = Failure(cause).status
    case .folder(let cause): status = Failure(cause).status
    case .onlyForBoundaries, .onlyForDifferentCodes, .codeNeeded, .spanOutside, .nothingShared,
      .noLayer:
      status = 2
    case .textChanged, .closed, .tooFewCoders, .open, .notSupervisor, .reserved, .blind, .change:
      status = 1
    }
  }
}
