import EmicKit
import EmicTUI

/// What the recode queue needs from the world: one coder's sidecars, and a queue of saves for each.
@MainActor
final class RecodeDesk {
  /// What was read, with the file of each sidecar.
  struct Opened: Sendable {
    var screen: OpenedRecoding
    var files: [String: SidecarFile]
  }

  private let study: StudyFolder
  private let mailbox: Mailbox<Letter>
  private(set) var queues: [String: SaveQueue] = [:]

  init(study: StudyFolder, mailbox: Mailbox<Letter>) {
    self.study = study
    self.mailbox = mailbox
  }

  func read(for coder: Coder.ID) {
    let (mailbox, study) = (mailbox, study)
    Task.detached(priority: .userInitiated) {
      do {
        mailbox.post(.recodingRead(try Self.read(study, for: coder)))
      } catch {
        mailbox.post(.action(.recodingRefused(study.brief(Failure(error).message))))
      }
    }
  }

  func take(_ opened: Opened) -> Action {
    for (transcript, file) in opened.files where queues[transcript]?.isBusy != true {
      // One that is there may hold what could not be written yet.
      let queue = queues[transcript] ?? SaveQueue(study: study, mailbox: mailbox)
      queue.open(file, transcript: transcript)
      queues[transcript] = queue
    }
    return .recodingRead(opened.screen)
  }

  func save(_ save: SaveQueue.Save) { queues[save.transcript]?.save(save) }

  func finish(_ save: SaveQueue.Save, _ outcome: SaveOutcome) -> Action? {
    switch queues[save.transcript]?.finish(save, outcome) {
    case .saved(let revision, let transcript, _, let merged):
      .recodingSaved(revision: revision, transcript: transcript, merged: merged)
    case .saveFailed(let revision, let transcript, _, let reason):
      .recodingNotSaved(revision: revision, transcript: transcript, reason: reason)
    default: nil
    }
  }

  private nonisolated static func read(_ study: StudyFolder, for coder: Coder.ID) throws -> Opened {
    // Sidecars and transcripts may be new since the screen was opened.
    let study = try study.reopened()
    let codebook = try study.codebook().adding(study.proposals(of: coder))
    var files: [String: SidecarFile] = [:]
    var works: [OpenedRecoding.Work] = []
    var problems: [String] = []
    var (undo, redo): ([Decision], [Decision]) = ([], [])
    for name in study.transcripts where study.coders(of: name).contains(coder) {
      do {
        var file = study.sidecarFile(of: name, by: coder)
        guard let sidecar = try file.load() else { continue }
        let transcript = try study.transcript(name)
        works.append(
          OpenedRecoding.Work(
            transcript: transcript,
            sidecar: sidecar,
            closedBecause: study.olderSidecar(of: name, by: coder)?.message(study: "STUDY")
              ?? closedReason(sidecar, transcript)
          )
        )
        files[name] = file
        let history = ChangeHistory(study: study, transcript: name, coder: coder)
          .recodings(for: transcript)
        undo += history.undo.map { ($0, name) }
        redo += history.redo.map { ($0, name) }
      } catch {
        problems.append(study.brief(Failure(error).message))
      }
    }
    return Opened(
      screen: OpenedRecoding(
        works: works,
        codebook: codebook,
        steps: UndoStacks(undo: inOrder(undo), redo: inOrder(redo).reversed()),
        problems: problems
      ),
      files: files
    )
  }

  private typealias Decision = (recoding: ChangeHistory.Recoding, transcript: String)

  /// Each transcript has its own history; together they are told apart by time.
  private nonisolated static func inOrder(_ decisions: [Decision]) -> [OpenedRecoding.Step] {
    decisions.sorted { $0.recoding.at < $1.recoding.at }.map {
      OpenedRecoding.Step(transcript: $0.transcript, change: $0.recoding.change)
    }
  }

  private nonisolated static func closedReason(_ sidecar: Sidecar, _ transcript: Transcript)
    -> String?
  {
    if sidecar.isReadOnly {
      return "This sidecar was written by a newer emic: it is not changed. Update emic."
    }
    if sidecar.source.sha256 != transcript.digest {
      return
        "This transcript has changed since it was coded: "
        + "\(ReanchorCommandLine.words(for: [sidecar.coder])) finds its codings again."
    }
    return nil
  }
}
