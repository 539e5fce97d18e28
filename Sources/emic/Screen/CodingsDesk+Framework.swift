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
        let steps = StepHistory<FrameworkChange>(study: codings.study, coder: coder).load()
        mailbox.post(.action(.frameworkRead(try VisibleFramework(of: codings), codings, steps)))
      } catch {
        mailbox.post(.action(.frameworkRefused(study.brief(Failure(error).message))))
      }
    }
  }

  /// Brings a change, or what takes it back, to the disk: one after the other, in the order in which they
  /// were asked for.
  func save(_ change: FrameworkChange, _ act: ChangeHistory.Act, for coder: Coder.ID) {
    let (mailbox, reading, study, saving) = (mailbox, reading, study, summariesOnTheWay)
    saving.withLock { $0 += 1 }
    let last = lastSummary
    lastSummary = Task.detached(priority: .userInitiated) {
      await last?.value
      defer { saving.withLock { $0 -= 1 } }
      let carried = act == .undo ? change.inverse : change
      do {
        let codings = try await reading.known(for: coder)
        let isSaved = try codings.study.save(carried.cell, replacing: carried.before)
        let history = StepHistory<FrameworkChange>(study: codings.study, coder: coder)
        if isSaved {
          let isWritten = history.append(change, act, at: Now.timestamp)
          if !isWritten { mailbox.post(.historyUnwritten) }
        } else if act != .do {
          history.append(change, .drop, at: Now.timestamp)
        }
        let visible = try VisibleFramework(of: codings)
        mailbox.post(
          .action(
            isSaved
              ? .summarySaved(change, act, visible)
              : .summaryNotSaved(change, act, visible, Self.changedMeanwhile(change, act, visible))
          )
        )
      } catch {
        let what =
          act == .do
          ? "What you typed waits as a draft; Enter on the cell and Ctrl-S try again."
          : "The same key tries again."
        let sentence = "Not saved: \(study.brief(Failure(error).message)) \(what)"
        mailbox.post(.action(.summaryNotSaved(change, act, nil, sentence)))
      }
    }
  }

  /// Says who has written there, and that nothing was written over.
  nonisolated private static func changedMeanwhile(
    _ change: FrameworkChange,
    _ act: ChangeHistory.Act,
    _ visible: VisibleFramework
  ) -> String {
    let now = visible[change.case, change.code]
    let isHidden = visible.hidden.contains { $0.case == change.case && $0.code == change.code }
    let who = isHidden ? "Somebody" : now?.by?.text ?? "Somebody"
    let what =
      isHidden
      ? "has summed this up, which is hidden while you code blind"
      : now == nil ? "has taken this summary away meanwhile" : "has changed this summary meanwhile"
    guard act == .do else {
      return
        "\(change.case), \(change.code): \(who) \(what). That stands; yours is not taken back. The same "
        + "key goes on with what you did before."
    }
    return
      "\(who) \(what): nothing was written over. Yours waits as a draft: Enter takes it up, Ctrl-S then "
      + "replaces what stands there."
  }

  func exportFramework(as form: Effect.ExportForm, for coder: Coder.ID) {
    inBackground(for: coder) { leaving in
      let page = FrameworkPage(
        visible: try VisibleFramework(of: leaving.codings),
        codebook: leaving.codings.codebook,
        references: leaving.codings.references,
        release: leaving.release
      )
      try leaving.refuseWithoutNames()
      let text =
        form == .markdown
        ? leaving.release.words(page.markdown)
        : CSV.text(of: page.csv.map { $0.map(leaving.release.words) })
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
