import EmicKit
import EmicTUI

/// What comes back from the background, and who hears of it.
extension EffectRunner {
  /// What has come from the background since the last look.
  func takeLetters() -> [Action] {
    mailbox.take().compactMap { letter in
      switch letter {
      case .action(let action): action
      case .textRead: openBegun()
      case .saved(let save, let outcome):
        saved(save, outcome)
      case .historyUnwritten: sayUnwritten()
      case .polled(let sidecar, let transcript, let poll):
        queue(of: transcript, by: sidecar.coder)?.finish(sidecar, transcript: transcript, poll)
      case .codebookRead(let opened, let saves, let records):
        take(book.take(opened, afterSaves: saves, records: records))
      case .codebookPolled(let changed): take(book.finishPoll(changed))
      case .codebookSettled(let settled): take(book.finish(settled))
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

  func copy(_ text: String) -> Action? {
    terminal.copyToClipboard(text)
    return nil
  }

  /// What is coded from here on is coded under the book that is on the disk.
  func take(_ action: Action?) -> Action? {
    if let onDisk = book.onDisk, onDisk != codebook {
      codebook = onDisk
      review.codebook = onDisk
    }
    return action
  }

  /// Says once that what is undone later will not know of what was saved.
  func sayUnwritten() -> Action? {
    guard !hasSaidUnwritten else { return nil }
    hasSaidUnwritten = true
    return .note(
      "Saved, but .emic/history cannot be written: undo will not know of it later. Look at its rights and room.",
      isProblem: true
    )
  }

  // Work that is safe and the place where it was done go together.
  func saved(_ save: SaveQueue.Save, _ outcome: SaveOutcome) -> Action? {
    places.write()
    if save.isRecoding { return recoding.finish(save, outcome) }
    return queue(of: save.transcript, by: save.sidecar.coder)?.finish(save, outcome)
  }
}
