import EmicKit
import EmicTUI
import Glibc

/// The framework matrix: reading it, and bringing summaries to the disk.
extension CodingsDesk {
  func readFramework(for coder: Coder.ID) {
    let (mailbox, reading, study) = (mailbox, reading, study)
    Task.detached(priority: .userInitiated) {
      do {
        let codings = try await reading.read(for: coder)
        mailbox.post(.action(.frameworkRead(try VisibleFramework(of: codings), codings)))
      } catch {
        mailbox.post(.action(.frameworkRefused(study.brief(Failure(error).message))))
      }
    }
  }

  func save(
    _ cell: FrameworkMatrix.Cell,
    replacing known: FrameworkMatrix.Cell?,
    for coder: Coder.ID
  ) {
    let (mailbox, reading, study, saving) = (mailbox, reading, study, summariesOnTheWay)
    saving.withLock { $0 += 1 }
    Task.detached(priority: .userInitiated) {
      defer { saving.withLock { $0 -= 1 } }
      do {
        let codings = try await reading.known(for: coder)
        let isSaved = try codings.study.save(cell, replacing: known)
        let visible = try VisibleFramework(of: codings)
        mailbox.post(
          .action(
            isSaved
              ? .summarySaved(cell, visible)
              : .summaryNotSaved(cell, visible, Self.changedMeanwhile(cell, visible))
          )
        )
      } catch {
        let sentence =
          "Not saved: \(study.brief(Failure(error).message)) What you typed waits as a draft; Enter on the "
          + "cell and Ctrl-S try again."
        mailbox.post(.action(.summaryNotSaved(cell, nil, sentence)))
      }
    }
  }

  /// Says who has written there, and that nothing was written over.
  nonisolated private static func changedMeanwhile(
    _ cell: FrameworkMatrix.Cell,
    _ visible: VisibleFramework
  ) -> String {
    let now = visible[cell.case, cell.code]
    let isHidden = visible.hidden.contains { $0.case == cell.case && $0.code == cell.code }
    let who = isHidden ? "Somebody" : now?.by?.text ?? "Somebody"
    let what =
      isHidden
      ? "has summed this up, which is hidden while you code blind"
      : now == nil ? "has taken this summary away meanwhile" : "has changed this summary meanwhile"
    return
      "\(who) \(what): nothing was written over. Yours waits as a draft: Enter takes it up, Ctrl-S then "
      + "replaces what stands there."
  }

  func exportFramework(as form: Effect.ExportForm, for coder: Coder.ID) {
    inBackground(for: coder) { leaving in
      let page = FrameworkPage(
        visible: try VisibleFramework(of: leaving.codings),
        codebook: leaving.codings.codebook,
        references: leaving.codings.references
      )
      try leaving.refuseWithoutNames()
      let text =
        form == .markdown
        ? leaving.release.words(page.markdown) : CSV.text(of: leaving.rows(page.csv))
      let path = try leaving.write(text, named: "framework.\(form.ending)")
      return "Exported the framework matrix to \(path)."
    }
  }

  /// Waits, two seconds at most, until all summaries are on the disk: at the end of the program.
  func finish() {
    for _ in 0..<200 {
      guard summariesOnTheWay.withLock({ $0 > 0 }) else { return }
      usleep(10_000)
    }
  }
}

extension VisibleFramework {
  /// As it is on disk now, for whoever the codings were read for.
  init(of codings: StudyCodings) throws(StudyProblem) {
    self.init(
      try codings.study.framework(),
      caseOfTranscript: codings.caseOfTranscript,
      blindness: codings.work.blindness
    )
  }
}
