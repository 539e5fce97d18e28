import EmicKit
import EmicTUI
import Terminal

/// Does what the screen's effects ask for; what comes of it goes back as actions.
@MainActor
final class EffectRunner {
  var study: StudyFolder
  var codebook: Codebook
  let terminal: CursesTerminal
  let allowsNewCoder: Bool
  let mailbox: Mailbox<Letter>
  let saves: SaveQueue
  let review: ReviewDesk
  let codings: CodingsDesk
  let book: BookDesk
  let recoding: RecodeDesk
  let places: PlaceNotes
  let proposalWriter: LatestWriter<([Code], Set<Code.ID>, Coder.ID)>
  var text: TextWatch?
  /// The transcript that was named on the command line, until it is opened.
  var textAhead: TextReading?
  /// The transcript of which only the beginning is shown, while the rest is read.
  var begun: (text: TextReading, coder: Coder.ID)?
  var opened: Transcript?
  /// The sidecar that was read with it, until the next frame is drawn.
  var stored: Sidecar?
  /// Where the sidecar of the transcript in view lies, and which file it was when that was opened.
  var sidecarSeen: (path: String, identity: FileIdentity?)?
  var rowsWanted: Coder.ID?
  var coderOfRows: Coder.ID?
  /// Changes of attributes that were found to have somebody else's on them; pressed again, the key leaves
  /// them as they are.
  var casesInTheWay: [CaseChange] = []
  let memosInTheWay = SharedAnswer<[MemoChange]>()
  /// The transcripts of which the history of undo could not be read, as was said.
  var unreadHistories: Set<String> = []
  /// Whether it was said that the history cannot be written.
  var hasSaidUnwritten = false
  var studyFile = StudyFileWatch()
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
    case .readSteps(let transcript, let coder): return readSteps(of: transcript, by: coder)
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
      let kept = SharedAnswer<KeptMemo>()
      book.change { study in
        let memo = try study.keepMemo(
          text,
          id: id,
          opened: opened,
          on: subject,
          by: coder,
          moment: moment
        )
        kept.set(memo)
        if let change = memo.change {
          MemoSteps(study: study, coder: coder).record(change, .do, at: moment.now)
        }
      } then: { problem in
        .memoSaved(
          text,
          on: subject,
          problem: problem,
          isJoined: kept.value?.isJoined ?? false,
          isChanged: kept.value?.change != nil
        )
      }
    case .stepMemo(let act, let coder): stepMemo(act, by: coder)
    case .exportMemos(let memos, let title, let coder):
      codings.export(memos, titled: title, for: coder)
    case .exportStudy(let path, let coder):
      codings.exportStudy(to: Self.expanded(path), for: coder)
    case .readCase(let transcript): return [readCase(of: transcript)]
    case .setAttribute(let name, let value, let transcript, let coder):
      return setAttribute(name, value, of: transcript, by: coder)
    case .stepCase(let act, let shown, let coder): return stepCase(act, showing: shown, by: coder)
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
    case .exportReview(let table, let counting):
      guard !study.file.namesRequired || codings.names != nil else {
        return [.note(LeavingWords.namesRequired, isProblem: true)]
      }
      review.export(table, counting, codings.names)
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
}
