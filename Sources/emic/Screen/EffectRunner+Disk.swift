import EmicKit
import EmicTUI
import Glibc

/// The queues of saves: begun after a frame, tried again while nothing is pressed, finished at the end.
extension EffectRunner {
  /// The queue of one coder's sidecar; the consensus has one for each transcript.
  func queue(of transcript: String, by coder: Coder.ID) -> SaveQueue? {
    coder == Coder.consensus ? review.queues[transcript] : saves
  }

  /// What a coder can undo and do again, what this session has not brought to the disk yet included.
  ///
  /// A history that cannot be read tells nothing: then that stands which this session knows.
  func readSteps(of name: String, by coder: Coder.ID) -> [Action] {
    guard let opened, opened.name == name else { return [] }
    let history = ChangeHistory(study: study, transcript: name, coder: coder)
    if let problem = history.problem {
      let stay = Action.stepsRead(nil, transcript: name)
      guard unreadHistories.insert(name).inserted else { return [stay] }
      let words =
        "\(study.brief(problem.message)) What was done in this session can be undone all the same."
      return [.note(words, isProblem: true), stay]
    }
    let steps = history.load(for: opened, adding: saves.unrecorded(of: name, by: coder))
    return [.stepsRead(UndoStacks(undo: steps.undo, redo: steps.redo), transcript: name)]
  }

  func startSaves() {
    saves.start()
    review.queues.values.forEach { $0.start() }
    recoding.queues.values.forEach { $0.start() }
  }

  /// Whether something waits to be saved.
  var hasSaves: Bool {
    saves.isReady || review.queues.values.contains(where: \.isReady)
      || recoding.queues.values.contains(where: \.isReady)
  }

  var isSaving: Bool {
    saves.isBusy || book.isBusy || recoding.queues.values.contains(where: \.isBusy)
      || review.queues.values.contains(where: \.isBusy)
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
    if let closed = state.closedInView,
      text?.hasChanged(in: study) == true || isSidecarNew
    {
      // Once: what cannot be opened is said, and not said again every two seconds.
      sidecarSeen = nil
      // It may have been cut short by whoever writes it, and be whole again.
      return [open(closed.transcript, closed.coder)]
    }
    guard let work = state.openWork, work.isOpen else { return [] }
    // Submitted elsewhere: opened again it says so, and takes in nothing that could not be saved.
    if work.sidecar.status.state == .submitted, state.unsaved == nil {
      return [open(work.transcript, work.sidecar.coder)]
    }
    // Before the first coding the text is the one that is shown.
    let digest = saves.onDisk?.source.sha256 ?? opened?.digest
    let isCoded = saves.onDisk != nil
    if let problem = text?.problem(in: study, digest: digest, isCoded: isCoded) {
      return [.textChanged(transcript: work.transcript, problem: problem)]
    }
    saves.poll(work.sidecar, transcript: work.transcript, revision: work.revision)
    return []
  }

  /// Whether somebody has replaced the sidecar since it was opened, as by opening it for work again.
  private var isSidecarNew: Bool {
    guard let seen = sidecarSeen else { return false }
    do throws(FileProblem) {
      return try FileReader.identity(of: seen.path) != seen.identity
    } catch {
      return false
    }
  }

  func saveAgain(_ state: State) {
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
    writeHistories(unless: state.isAnythingUnsaved)
    places.finish()
    codings.finish()
    proposalWriter.finish()
  }

  /// Tries once more to write what was done to the histories; what is not saved is not on record either.
  private func writeHistories(unless isAnythingUnsaved: Bool) {
    guard !isAnythingUnsaved else { return }
    saves.writeHistory()
    for queue in review.queues.values { queue.writeHistory() }
    for queue in recoding.queues.values { queue.writeHistory() }
    book.writeHistory()
  }

  func retries(_ state: State) -> [Action] {
    (state.wantsCodebookSaved ? [.codebookRetry] : [])
      + (state.wantsRecodingSaved ? [.recodingRetry] : [])
  }
}
