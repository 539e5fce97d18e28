import EmicKit
import EmicTUI

/// Brings the sidecar on the screen to the disk: one save at a time, always of the newest state,
/// so that an older snapshot can never overtake it.
@MainActor
final class SaveQueue {
  /// A sidecar on its way to disk.
  struct Save: Sendable {
    var sidecar: Sidecar
    var transcript: String
    var revision: Int
    /// Whether it comes from the recode queue.
    var isRecoding = false
  }

  /// A change that goes to the history once it is safe in the sidecar.
  struct Record {
    var change: Change
    var act: ChangeHistory.Act
    var transcript: String
    var coder: Coder.ID
    var at: Timestamp
    var isRecoding = false
    /// In the consensus, who did it.
    var by: Coder.ID?
  }

  private let study: StudyFolder
  private let mailbox: Mailbox<Letter>
  private var store: SidecarStore?
  private var transcript: String?
  private var waiting: Save?
  private var records: [Record] = []
  private var polledRevision = 0
  /// What disk is known to hold, for merging another session's changes.
  private(set) var onDisk: Sidecar?
  /// Whether something is being written or looked at just now.
  private(set) var isBusy = false

  init(study: StudyFolder, mailbox: Mailbox<Letter>) {
    self.study = study
    self.mailbox = mailbox
  }

  /// Saves go to this file from here on.
  func open(_ file: SidecarFile, transcript: String) {
    store = SidecarStore(file: file)
    onDisk = file.known
    self.transcript = transcript
  }

  /// Takes a sidecar to be saved at the next `start`; one that still waits is replaced.
  func save(_ save: Save) { waiting = save }

  func record(_ record: Record) { records.append(record) }

  /// What is not in the history yet, since it is not safe in the sidecar or could not be written.
  func unrecorded(
    of transcript: String,
    by coder: Coder.ID
  ) -> [(act: ChangeHistory.Act, change: Change, at: Timestamp)] {
    records.filter { $0.transcript == transcript && $0.coder == coder }
      .map { ($0.act, $0.change, $0.at) }
  }

  /// Whether `start` would begin a save.
  var isReady: Bool {
    guard !isBusy, store != nil, let waiting else { return false }
    return waiting.transcript == transcript
  }

  /// Begins to save what waits, when nothing else is under way.
  func start() {
    guard isReady, let save = waiting, let store else { return }
    waiting = nil
    isBusy = true
    let (mailbox, study) = (mailbox, study)
    Task.detached {
      // Copied here, so that the screen need not do it with the next change.
      var save = save
      save.sidecar = save.sidecar.separateCopy
      // Where each coder has a folder, the first save makes it; why it cannot, the save says.
      try? study.makeSidecarFolder(of: save.transcript, by: save.sidecar.coder)
      mailbox.post(.saved(save, await store.save(save.sidecar)))
      study.keepSharedFiles()
    }
  }

  /// Closes the adjudication over a consensus that is on disk, when nothing else is under way.
  ///
  /// - Parameters:
  ///   - consensus: as the screen has it.
  ///   - compared: the work that was adjudicated.
  ///   - adjudicator: who closes it.
  ///   - version: of the codebook.
  /// - Returns: whether it was begun.
  func close(
    _ consensus: Sidecar,
    of compared: ComparedTranscript,
    by adjudicator: Coder.ID,
    codebook version: Int
  ) -> Bool {
    guard !isBusy, waiting == nil, let store else { return false }
    isBusy = true
    let (mailbox, study) = (mailbox, study)
    Task.detached {
      let result = await store.closeAdjudication(
        consensus,
        of: compared,
        by: adjudicator,
        codebook: version,
        in: study
      )
      mailbox.post(.closed(result, transcript: compared.transcript.name))
    }
    return true
  }

  /// - Returns: what the state has to know of an adjudication that was closed, or was not.
  func finish(
    _ result: Result<Sidecar, AdjudicationProblem>,
    transcript: String
  ) -> Action {
    isBusy = false
    defer { start() }
    switch result {
    case .success(let consensus):
      note(consensus, of: transcript)
      return .adjudicationClosed(transcript: transcript, consensus)
    case .failure(let problem):
      return .note(study.brief(problem.message(transcript: transcript)), isProblem: true)
    }
  }

  /// Looks whether another session has saved, when nothing else is under way.
  ///
  /// - Parameters:
  ///   - sidecar: as it is in memory.
  ///   - transcript: which it is of.
  ///   - revision: of what is in memory.
  func poll(_ sidecar: Sidecar, transcript: String, revision: Int) {
    guard !isBusy, let store else { return }
    isBusy = true
    polledRevision = revision
    let mailbox = mailbox
    Task.detached {
      mailbox.post(.polled(sidecar, transcript: transcript, await store.poll(sidecar)))
    }
  }

  /// - Returns: what the state has to know of a save that has ended.
  func finish(_ save: Save, _ outcome: SaveOutcome) -> Action {
    isBusy = false
    defer { start() }
    if case .failed(.closedMeanwhile) = outcome,
      let closed = closedByOther(save.sidecar, save.transcript)
    {
      return closed
    }
    var merge: Action.Merge?
    switch outcome {
    case .failed(.withdrawn(let path)):
      records = []
      let problem = study.brief(SaveProblem.withdrawn(path: path).message)
      return .textChanged(transcript: save.transcript, problem: ChangedText(problem))
    case .failed(let problem):
      return .saveFailed(
        revision: save.revision,
        transcript: save.transcript,
        coder: save.sidecar.coder,
        reason: reason(problem, of: save.transcript, by: save.sidecar.coder)
      )
    case .saved(let sidecar, let others):
      if others > 0 { merge = Action.Merge(base: save.sidecar, sidecar: sidecar, count: others) }
      note(sidecar, of: save.transcript)
    case .unchanged, .superseded: break
    }
    writeHistory()
    return .saved(
      revision: save.revision,
      transcript: save.transcript,
      coder: save.sidecar.coder,
      merged: merge
    )
  }

  /// The adjudication that somebody else has closed, so that nothing of it can be saved any more.
  private func closedByOther(_ sidecar: Sidecar, _ transcript: String) -> Action? {
    guard sidecar.coder == Coder.consensus else { return nil }
    var file = study.sidecarFile(of: transcript, by: Coder.consensus)
    guard let closed = try? file.load() else { return nil }
    // What was not saved is not on record either.
    records = []
    store = SidecarStore(file: file)
    note(closed, of: transcript)
    return .adjudicationClosedByOther(transcript: transcript, closed)
  }

  /// - Returns: what the state has to know of a look at the disk; `nil` when nothing is new.
  func finish(_ base: Sidecar, transcript: String, _ poll: SidecarStore.Poll) -> Action? {
    isBusy = false
    defer { start() }
    let sidecar: Sidecar
    let others: Int
    switch poll {
    case .unchanged:
      // What is not on the disk yet waits.
      if waiting == nil { writeHistory() }
      return nil
    case .failed(.withdrawn): return nil
    case .failed(let problem):
      if case .closedMeanwhile = problem, let closed = closedByOther(base, transcript) {
        return closed
      }
      return .saveFailed(
        revision: polledRevision,
        transcript: transcript,
        coder: base.coder,
        reason: reason(problem, of: transcript, by: base.coder)
      )
    case .putBack(let sidecar):
      note(sidecar, of: transcript)
      let name = study.sidecarName(of: transcript, by: base.coder)
      return .note(
        "\(name) was gone from the disk: your work is written there again.",
        isProblem: true
      )
    case .merged(let both, let count): (sidecar, others) = (both, count)
    }
    note(sidecar, of: transcript)
    let merge = Action.Merge(base: base, sidecar: sidecar, count: others)
    return .changedOnDisk(transcript: transcript, coder: base.coder, merge)
  }

  // Another transcript may have been opened since.
  private func note(_ sidecar: Sidecar, of name: String) {
    if name == transcript { onDisk = sidecar }
  }

  // The file is the one on the screen: the reason comes first, where a line may be cut.
  private func reason(_ problem: SaveProblem, of transcript: String, by coder: Coder.ID) -> String {
    let path = study.sidecarFile(of: transcript, by: coder).path
    let sentence = problem.message
    return study.brief(
      sentence.hasPrefix(path + ": ") ? String(sentence.dropFirst(path.count + 2)) : sentence
    )
  }

  /// Writes what is safe in the sidecar; what cannot be written is kept, in its order, and tried again after the next
  /// save or look at the disk, and at the end.
  func writeHistory() {
    var unwritten: [Record] = []
    for record in records {
      let isBehindOne = unwritten.contains {
        $0.transcript == record.transcript && $0.coder == record.coder
      }
      let isWritten =
        !isBehindOne
        && ChangeHistory(study: study, transcript: record.transcript, coder: record.coder)
          .append(
            record.change,
            record.act,
            at: record.at,
            isRecoding: record.isRecoding,
            by: record.by
          )
      if !isWritten { unwritten.append(record) }
    }
    records = unwritten
    if !unwritten.isEmpty { mailbox.post(.historyUnwritten) }
  }
}

extension StudyFolder {
  /// A sentence without what everybody knows who looks at the screen: the study's folder.
  func brief(_ sentence: String) -> String {
    sentence.hasPrefix(path + "/") ? String(sentence.dropFirst(path.count + 1)) : sentence
  }
}
