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
  }

  /// A change that goes to the history once it is safe in the sidecar.
  struct Record {
    var change: Change
    var act: ChangeHistory.Act
    var transcript: String
    var coder: Coder.ID
    var at: Timestamp
  }

  private let study: StudyFolder
  private let mailbox: Mailbox<Letter>
  private var store: SidecarStore?
  private var transcript: String?
  private var waiting: Save?
  private var records: [Record] = []
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

  /// Begins to save what waits, when nothing else is under way.
  func start() {
    guard !isBusy, let save = waiting, let store, save.transcript == transcript else { return }
    waiting = nil
    isBusy = true
    let mailbox = mailbox
    Task.detached { mailbox.post(.saved(save, await store.save(save.sidecar))) }
  }

  /// Looks whether another session has saved, when nothing else is under way.
  func poll(_ sidecar: Sidecar, transcript: String) {
    guard !isBusy, let store, onDisk != nil else { return }
    isBusy = true
    let mailbox = mailbox
    Task.detached {
      mailbox.post(.polled(sidecar, transcript: transcript, await store.poll(sidecar)))
    }
  }

  /// - Returns: what the state has to know of a save that has ended.
  func finish(_ save: Save, _ outcome: SaveOutcome) -> Action {
    isBusy = false
    defer { start() }
    var merge: Action.Merge?
    switch outcome {
    case .failed(let problem):
      return .saveFailed(
        revision: save.revision,
        transcript: save.transcript,
        reason: reason(problem, of: save)
      )
    case .saved(let sidecar, let others):
      if others > 0 { merge = Action.Merge(base: save.sidecar, sidecar: sidecar, count: others) }
      note(sidecar, of: save.transcript)
    case .unchanged, .superseded: break
    }
    writeHistory()
    return .saved(revision: save.revision, transcript: save.transcript, merged: merge)
  }

  /// - Returns: what the state has to know of a look at the disk; `nil` when nothing is new.
  func finish(_ base: Sidecar, transcript: String, _ poll: SidecarStore.Poll) -> Action? {
    isBusy = false
    defer { start() }
    guard case .merged(let sidecar, let others) = poll else { return nil }
    note(sidecar, of: transcript)
    let merge = Action.Merge(base: base, sidecar: sidecar, count: others)
    return .changedOnDisk(transcript: transcript, merge)
  }

  // Another transcript may have been opened since.
  private func note(_ sidecar: Sidecar, of name: String) {
    if name == transcript { onDisk = sidecar }
  }

  // The file is the one on the screen: the reason comes first, where a line may be cut.
  private func reason(_ problem: SaveProblem, of save: Save) -> String {
    let path = study.sidecarFile(of: save.transcript, by: save.sidecar.coder).path
    let sentence = problem.message
    return study.brief(
      sentence.hasPrefix(path + ": ") ? String(sentence.dropFirst(path.count + 2)) : sentence
    )
  }

  private func writeHistory() {
    for record in records {
      ChangeHistory(study: study, transcript: record.transcript, coder: record.coder)
        .append(record.change, record.act, at: record.at)
    }
    records = []
  }
}

extension StudyFolder {
  /// A sentence without what everybody knows who looks at the screen: the study's folder.
  func brief(_ sentence: String) -> String {
    sentence.hasPrefix(path + "/") ? String(sentence.dropFirst(path.count + 1)) : sentence
  }
}
