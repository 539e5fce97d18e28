import EmicKit
import EmicTUI
import Glibc
import Terminal

/// What comes from the background.
enum Letter: Sendable {
  case action(Action)
  /// The text is there of which only the beginning was shown.
  case textRead
  case saved(SaveQueue.Save, SaveOutcome)
  /// The disk was looked at with this sidecar in hand.
  case polled(Sidecar, transcript: String, SidecarStore.Poll)
  /// The study was read for its review.
  case reviewed(ReviewReading.Opened)
  /// Whether there are submissions that the review does not show yet.
  case lookedForSubmissions(areNew: Bool)
  /// The codebook was read, with what it is used for.
  case codebookRead(OpenedCodebook, afterSaves: Int, records: Int)
  /// What somebody else has saved of the codebook, if anything.
  case codebookPolled(Codebook?)
  case codebookSettled(Codebook, taking: Bool)
  case codebookSaved(Result<Codebook, CodebookSaveProblem>)
  /// A small file was changed, and what the state has to know of it.
  case fileChanged(Action?)
  /// One coder's work was read for the recode queue.
  case recodingRead(RecodeDesk.Opened)
  /// An adjudication was closed, or was not.
  case closed(Result<Sidecar, AdjudicationProblem>, transcript: String)
  /// A quotation that is to be in the terminal's clipboard.
  case toClipboard(String)
  /// Files were brought into the study, which is this now.
  case imported(ImportedFiles, StudyFolder)
  /// Others have brought texts into the study, which is this now.
  case listed(StudyFolder)
}

/// Does what the screen's effects ask for; what comes of it goes back as actions.
@MainActor
final class EffectRunner {
  var study: StudyFolder
  private var codebook: Codebook
  let terminal: CursesTerminal
  private let allowsNewCoder: Bool
  let mailbox: Mailbox<Letter>
  private let saves: SaveQueue
  private let review: ReviewDesk
  private let codings: CodingsDesk
  private let book: BookDesk
  private let recoding: RecodeDesk
  private let places: PlaceNotes
  private let proposalWriter: LatestWriter<([Code], Set<Code.ID>, Coder.ID)>
  private var text: TextWatch?
  /// The transcript that was named on the command line, until it is opened.
  private var textAhead: TextReading?
  /// The transcript of which only the beginning is shown, while the rest is read.
  private var begun: (text: TextReading, coder: Coder.ID)?
  private var opened: Transcript?
  /// The sidecar that was read with it, until the next frame is drawn.
  private var stored: Sidecar?
  var rowsWanted: Coder.ID?
  var coderOfRows: Coder.ID?
  private var studyFile = StudyFileWatch()
  /// When something in the study's folder was last seen to change.
  var folderChange: FolderChange?
  /// Whether the state has asked to end the program.
  private(set) var isLeaving = false

  init(
    study: StudyFolder,
    codebook: Codebook,
    text: TextReading?,
    terminal: CursesTerminal,
    allowsNewCoder: Bool,
    names: NameList?,
    settings: ScreenSettings
  ) {
    self.study = study
    self.codebook = codebook
    textAhead = text
    self.terminal = terminal
    self.allowsNewCoder = allowsNewCoder
    let mailbox = Mailbox<Letter> { terminal.wake() }
    self.mailbox = mailbox
    saves = SaveQueue(study: study, mailbox: mailbox)
    review = ReviewDesk(study: study, codebook: codebook, mailbox: mailbox)
    codings = CodingsDesk(
      study: study,
      names: names,
      usesClipboard: settings.usesClipboard,
      mailbox: mailbox
    )
    book = BookDesk(study: study, codebook: codebook, mailbox: mailbox)
    recoding = RecodeDesk(study: study, mailbox: mailbox)
    places = PlaceNotes(study: study)
    proposalWriter = LatestWriter { proposals, withdrawn, coder in
      do {
        try study.save(
          proposals: proposals,
          withdrawn: withdrawn,
          of: coder,
          keepsDecisions: true
        )
      } catch {
        let sentence = "The new code was not saved: \(Failure(error).message)"
        mailbox.post(.action(.note(sentence, isProblem: true)))
      }
    }
  }

  private var reanchoring: ReanchorDesk { ReanchorDesk(study: study, mailbox: mailbox) }

  /// - Returns: what came of it at once.
  func run(_ effect: Effect) -> [Action] {
    switch effect {
    case .begin(let coder): return begin(coder)
    case .open(let transcript, let coder): return [open(transcript, coder)]
    case .loadRows(let coder): (rowsWanted, coderOfRows) = (coder, coder)
    case .save(let sidecar, let transcript, let revision):
      queue(of: transcript, by: sidecar.coder)?.save(
        .init(sidecar: sidecar, transcript: transcript, revision: revision)
      )
    case .record(let change, let act, let transcript, let coder, let at):
      queue(of: transcript, by: coder)?.record(
        .init(change: change, act: act, transcript: transcript, coder: coder, at: at)
      )
    case .recordVerdict(let change, let act, let transcript, let adjudicator, let at):
      queue(of: transcript, by: Coder.consensus)?.record(
        .init(
          change: change,
          act: act,
          transcript: transcript,
          coder: Coder.consensus,
          at: at,
          by: adjudicator
        )
      )
    case .saveProposals(let proposals, let withdrawn, let coder):
      proposalWriter.write((proposals, withdrawn, coder))
    case .remember(let place, let transcript, let coder):
      places.note(place, in: transcript, by: coder)
    case .readCodebook(let coder): book.read(for: coder)
    case .saveCodebook(let snapshot, let base, let choices):
      book.save(snapshot, from: base, settling: choices)
    case .settleCodebook(let taking): book.settle(taking: taking)
    case .recordCodebook(let step, let act, let coder, let at):
      book.record(step, act, by: coder, at: at)
    case .dropProposal(let proposal):
      book.change { try $0.save(proposals: [], withdrawn: [proposal.code.id], of: proposal.coder) }
    case .keepProposal(let proposal):
      book.change { try $0.save(proposals: [proposal.code], withdrawn: [], of: proposal.coder) }
    case .decline(let proposal, let other, let reason, let decliner, let version, let time):
      book.change { study in
        try study.decline(
          proposal.code,
          of: proposal.coder,
          inFavourOf: other,
          by: decliner,
          because: reason,
          codebook: version,
          at: time
        )
      }
    case .readMemos(let coder, let declined): codings.readMemos(for: coder, leavingOut: declined)
    case .readOwnMemos(let coder): codings.readOwnMemos(of: coder)
    case .saveMemo(let text, let id, let opened, let subject, let coder, let moment):
      let joined = SharedCount()
      book.change {
        let isJoined = try $0.keepMemo(
          text,
          id: id,
          opened: opened,
          on: subject,
          by: coder,
          moment: moment
        )
        joined.withLock { $0 = isJoined ? 1 : 0 }
      } then: { problem in
        .memoSaved(text, on: subject, problem: problem, isJoined: joined.withLock { $0 } > 0)
      }
    case .exportMemos(let memos, let title, let coder):
      codings.export(memos, titled: title, for: coder)
    case .exportStudy(let path, let coder):
      codings.exportStudy(to: Self.expanded(path), for: coder)
    case .readCase(let transcript): return [readCase(of: transcript)]
    case .setAttribute(let name, let value, let transcript):
      return setAttribute(name, value, of: transcript)
    case .proposeReanchoring(let transcript, let coder):
      reanchoring.propose(transcript, for: coder)
    case .storeReanchoring(let proposal, let leaving, let coder):
      reanchoring.store(proposal, leaving: leaving, by: coder)
    case .takeBackReanchoring(let stored, let before, let transcript):
      reanchoring.takeBack(stored, to: before, of: transcript)
    case .readRecoding(let coder): recoding.read(for: coder)
    case .saveRecoded(let sidecar, let transcript, let revision):
      recoding.save(
        .init(sidecar: sidecar, transcript: transcript, revision: revision, isRecoding: true)
      )
    case .recordRecoding(let change, let act, let transcript, let coder, let at):
      recoding.queues[transcript]?.record(
        .init(
          change: change,
          act: act,
          transcript: transcript,
          coder: coder,
          at: at,
          isRecoding: true
        )
      )
    case .edit(let text, let title): return edit(text, about: title)
    case .readReview(let coder): review.read(for: coder)
    case .countReview(let counting): review.count(counting)
    case .reveal(let transcripts, let coder): review.reveal(transcripts, to: coder)
    case .exportFigures(let counting, let numbers):
      guard !study.file.namesRequired || codings.names != nil else {
        return [.note(LeavingWords.namesRequired, isProblem: true)]
      }
      review.export(counting, numbers)
    case .exportRounds(let counting, let numbers):
      guard !study.file.namesRequired || codings.names != nil else {
        return [.note(LeavingWords.namesRequired, isProblem: true)]
      }
      review.exportRounds(counting, numbers, .released(codings.names))
    case .closeAdjudication(let consensus, let transcript, let coder):
      return review.close(consensus, transcript, by: coder)
    case .readCodings(let coder): codings.read(for: coder)
    case .answer(let question, let coder, let own): codings.answer(question, own, for: coder)
    case .allowReveal(let transcripts, _): codings.reading.allow(transcripts)
    case .exportQuotations(let rows, let form, let name, let coder):
      codings.export(rows, as: form, named: name, for: coder)
    case .exportCards(let query, let name, let coder):
      codings.exportCards(query, named: name, for: coder)
    case .exportTheme(let code, let query, let name, let coder):
      codings.exportTheme(of: code, query, named: name, for: coder)
    case .readFramework(let coder): codings.readFramework(for: coder)
    case .saveSummary(let change, let act, let coder): codings.save(change, act, for: coder)
    case .exportFramework(let form, let coder): codings.exportFramework(as: form, for: coder)
    case .keepDrafts(let drafts, let coder):
      places.note(drafts: drafts, by: coder)
      // Whoever has stopped typing may lose the machine next.
      places.write()
    case .keepColumns(let columns, let coder): places.note(columns: columns, by: coder)
    case .searchStudy(let search, let coder): codings.search(search, for: coder)
    case .stopSearch: codings.stopSearch()
    case .exportCounts(let question, let coder): codings.export(question, for: coder)
    case .copyQuotation(let row, let coder): codings.copy(row, for: coder)
    case .copyWords(let span, let transcript, let reference, let coder):
      codings.copy(span, of: transcript, reference, for: coder)
    case .saveCopy(let sidecar, let path): return [saveCopy(sidecar, to: path)]
    case .importFiles(let path, let encoding): importFiles(path, encoding: encoding)
    case .redraw: terminal.redraw()
    case .suspend:
      startSaves()
      terminal.suspend()
      return [.input(.resized(terminal.size))]
    case .quit: isLeaving = true
    }
    return []
  }

  // MARK: Reading

  private func begin(_ id: Coder.ID) -> [Action] {
    let known = study.file.coders.first { $0.id == id }
    if known == nil, !study.file.coders.isEmpty, !allowsNewCoder {
      let refusal = CoderChoice.Refusal.unknown(id.text, known: study.file.coders.map(\.id))
      return [.note(refusal.message, isProblem: true)]
    }
    let coder = known ?? Coder(id: id)
    let left = places.begin(id)
    func began(_ proposals: [Code]) -> Action {
      .began(
        coder,
        proposals: proposals,
        quickCodes: left.quickCodes,
        drafts: left.drafts,
        columns: left.columns
      )
    }
    Settings().remember(id, for: study.path)
    do {
      let proposals = try study.proposals(of: id)
      return [began(proposals)]
    } catch {
      // Coding goes on without the proposals; their file is left as it is.
      return [
        began([]), .note(error.message, isProblem: true),
      ]
    }
  }

  /// Begins the work in the background: after the frame, which it must not delay.
  func startWork() {
    startSaves()
    loadRows()
    stored = nil
  }

  private func loadRows() {
    guard let coder = rowsWanted else { return }
    rowsWanted = nil
    let reading = StudyReading(study: study, coder: coder, open: opened, stored: stored)
    let (mailbox, study) = (mailbox, study)
    Task.detached(priority: .utility) {
      TemporaryFiles.removeOld(in: study, now: Now.timestamp)
      reading.read(
        rows: { mailbox.post(.action(.rowsLoaded($0))) },
        work: { mailbox.post(.action(.ownWorkLoaded($0))) }
      )
      if let offer = study.offerOfMerging {
        mailbox.post(.action(.note(offer, isProblem: true)))
      }
    }
  }

  private func open(_ transcript: String, _ coder: Coder.ID) -> Action {
    let ahead = textAhead.flatMap { $0.name == transcript ? $0 : nil }
    textAhead = nil
    let reading = ahead ?? TextReading(transcript, in: study)
    let beginning = TranscriptOpening.beginning(
      of: reading,
      coder: coder,
      codebookVersion: codebook.version,
      in: study
    )
    guard let beginning else { return open(reading, coder) }
    begun = (reading, coder)
    let mailbox = mailbox
    reading.whenRead { mailbox.post(.textRead) }
    return .beginningRead(beginning)
  }

  /// Opens the transcript of which the beginning is shown; waits for the rest of it.
  func openBegun() -> Action? {
    guard let (reading, coder) = begun else { return nil }
    begun = nil
    return open(reading, coder)
  }

  private func open(_ reading: TextReading, _ coder: Coder.ID) -> Action {
    let transcript = reading.name
    do {
      let opened = try TranscriptOpening.open(
        reading,
        coder: coder,
        codebookVersion: codebook.version,
        in: study
      )
      saves.open(opened.file, transcript: transcript)
      text = TextWatch(transcript, identity: opened.textIdentity)
      self.opened = opened.screen.transcript
      stored = opened.file.known
      return .opened(opened.screen)
    } catch {
      return .openFailed(transcript: transcript, problem: study.brief(Failure(error).message))
    }
  }

  // MARK: Looking after what is open

  /// The queue of one coder's sidecar; the consensus has one for each transcript.
  private func queue(of transcript: String, by coder: Coder.ID) -> SaveQueue? {
    coder == Coder.consensus ? review.queues[transcript] : saves
  }

  func startSaves() {
    saves.start()
    review.queues.values.forEach { $0.start() }
    recoding.queues.values.forEach { $0.start() }
  }

  private var isSaving: Bool {
    saves.isBusy || book.isBusy || recoding.queues.values.contains(where: \.isBusy)
      || review.queues.values.contains(where: \.isBusy)
  }

  /// What has come from the background since the last look.
  func takeLetters() -> [Action] {
    mailbox.take().compactMap { letter in
      switch letter {
      case .action(let action): action
      case .textRead: openBegun()
      case .saved(let save, let outcome):
        saved(save, outcome)
      case .polled(let sidecar, let transcript, let poll):
        queue(of: transcript, by: sidecar.coder)?.finish(sidecar, transcript: transcript, poll)
      case .codebookRead(let opened, let saves, let records):
        take(book.take(opened, afterSaves: saves, records: records))
      case .codebookPolled(let changed): take(book.finishPoll(changed))
      case .codebookSettled(let settled, let taking):
        take(book.finish(settled: settled, taking: taking))
      case .codebookSaved(let result): take(book.finish(result))
      case .fileChanged(let action): book.finishChange(action)
      case .recodingRead(let opened): recoding.take(opened)
      case .reviewed(let opened): review.take(opened)
      case .lookedForSubmissions(let areNew): review.finishLooking(areNew: areNew)
      case .toClipboard(let text): copy(text)
      case .imported(let files, let study): take(files, study)
      case .listed(let study): take(listed: study)
      case .closed(let result, let transcript):
        review.queues[transcript]?.finish(result, transcript: transcript)
      }
    }
  }

  private func copy(_ text: String) -> Action? {
    terminal.copyToClipboard(text)
    return nil
  }

  /// What is coded from here on is coded under the book that is on the disk.
  private func take(_ action: Action?) -> Action? {
    if let onDisk = book.onDisk, onDisk != codebook {
      codebook = onDisk
      review.codebook = onDisk
    }
    return action
  }

  // Work that is safe and the place where it was done go together.
  private func saved(_ save: SaveQueue.Save, _ outcome: SaveOutcome) -> Action? {
    places.write()
    if save.isRecoding { return recoding.finish(save, outcome) }
    return queue(of: save.transcript, by: save.sidecar.coder)?.finish(save, outcome)
  }

  /// How often the disk is looked at, in milliseconds: notices of changes are not reliable on
  /// network file systems.
  static let pollTime: Int32 = 2000

  /// Tries again what could not be saved, and looks for changes by others.
  func look(after state: State) -> [Action] {
    places.write()
    if state.unsaved != nil, !saves.isBusy {
      saveAgain(state)
      return []
    }
    review.look(after: state)
    if state.wantsReviewRead { return [.reviewOutdated] }
    if state.wantsRecodingSaved { return [.recodingRetry] }
    if state.wantsCodebookSaved { return [.codebookRetry] }
    book.poll(proposalsOf: state.proposer)
    if let news = studyFile.news(of: study) {
      return [.note(news.sentence, isProblem: news == .gone)]
    }
    if state.showsTranscripts { lookForTranscripts() }
    if let closed = state.closedInView, text?.hasChanged(in: study) == true {
      // It may have been cut short by whoever writes it, and be whole again.
      return [open(closed.transcript, closed.coder)]
    }
    guard let work = state.openWork, work.isOpen else { return [] }
    // Before the first coding the text is the one that is shown.
    let digest = saves.onDisk?.source.sha256 ?? opened?.digest
    let isCoded = saves.onDisk != nil
    if let problem = text?.problem(in: study, digest: digest, isCoded: isCoded) {
      return [.textChanged(transcript: work.transcript, problem: problem)]
    }
    saves.poll(work.sidecar, transcript: work.transcript, revision: work.revision)
    return []
  }

  private func saveAgain(_ state: State) {
    guard let (sidecar, transcript, revision) = state.unsaved else { return }
    saves.save(.init(sidecar: sidecar, transcript: transcript, revision: revision))
  }

  /// Brings what is unsaved to disk before the program ends, as far as the disk lets it.
  ///
  /// - Parameter state: hears of the result of each save.
  func finish(_ state: inout State) {
    places.write()
    var attempts = 0
    while attempts < 500, isSaving || (state.isAnythingUnsaved && attempts < 3) {
      if !saves.isBusy { saveAgain(state) }
      review.saveAgain(state)
      startSaves()
      usleep(10_000)
      attempts += 1
      for action in takeLetters() + retries(state) {
        for effect in reduce(&state, action, at: Moment.current()) where effect.isLateSave {
          _ = run(effect)
        }
      }
    }
    places.finish()
    codings.finish()
    proposalWriter.finish()
  }

  private func retries(_ state: State) -> [Action] {
    (state.wantsCodebookSaved ? [.codebookRetry] : [])
      + (state.wantsRecodingSaved ? [.recodingRetry] : [])
  }
}
