import EmicKit
import EmicTUI

/// Who codes, the rows of the study, and the transcript that is opened.
extension EffectRunner {
  func begin(_ id: Coder.ID) -> [Action] {
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

  func loadRows() {
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

  func open(_ transcript: String, _ coder: Coder.ID) -> Action {
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

  func open(_ reading: TextReading, _ coder: Coder.ID) -> Action {
    let transcript = reading.name
    do {
      let opened = try TranscriptOpening.open(
        reading,
        coder: coder,
        codebookVersion: codebook.version,
        adding: saves.unrecorded(of: transcript, by: coder),
        in: study
      )
      saves.open(opened.file, transcript: transcript)
      text = TextWatch(transcript, identity: opened.textIdentity)
      self.opened = opened.screen.transcript
      sidecarSeen = (opened.file.path, opened.file.identity)
      stored = opened.file.known
      return .opened(opened.screen)
    } catch {
      return .openFailed(transcript: transcript, problem: study.brief(Failure(error).message))
    }
  }
}
