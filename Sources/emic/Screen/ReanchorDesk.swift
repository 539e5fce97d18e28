import EmicKit
import EmicTUI

/// Finds codings again in a transcript that has changed, off the screen's thread.
struct ReanchorDesk {
  let study: StudyFolder
  let mailbox: Mailbox<Letter>

  func propose(_ transcript: String, for coder: Coder.ID) {
    work { () throws(Failure) in
      let sidecar = try Failure.study { () throws(StudyProblem) in
        try study.sidecar(of: transcript, by: coder)
      }
      guard let sidecar else {
        return .note(
          "You have no codings of \(transcript) yet: nothing is to be found again.",
          isProblem: true
        )
      }
      let text = try Failure.study { () throws(StudyProblem) in try study.transcript(transcript) }
      return .reanchoringProposed(Reanchoring(of: sidecar, to: text))
    }
  }

  func store(_ proposal: Reanchoring, leaving: Set<Coding.ID>, by coder: Coder.ID) {
    work { () throws(Failure) in
      do throws(SaveProblem) {
        let after = try study.reanchor(proposal, leaving: leaving, at: Now.timestamp, actor: coder)
        return .reanchored(
          transcript: proposal.transcript.name,
          before: proposal.sidecar,
          after: after,
          summary: proposal.summary
        )
      } catch {
        throw .data(error.message)
      }
    }
  }

  func takeBack(_ stored: Sidecar, to before: Sidecar, of transcript: String) {
    work { () throws(Failure) in
      do throws(SaveProblem) {
        try study.takeBackReanchoring(stored, to: before, of: transcript, at: Now.timestamp)
        return .reanchoringTakenBack(transcript: transcript)
      } catch {
        throw .data(error.message)
      }
    }
  }

  private func work(_ body: @escaping @Sendable () throws(Failure) -> Action) {
    let (mailbox, study) = (mailbox, study)
    Task.detached(priority: .userInitiated) {
      do throws(Failure) {
        mailbox.post(.action(try body()))
      } catch {
        mailbox.post(.action(.note(study.brief(error.message), isProblem: true)))
      }
    }
  }
}
