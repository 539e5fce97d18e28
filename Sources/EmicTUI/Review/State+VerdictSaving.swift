import EmicKit

/// Carrying out changes of the consensus, taking them back, and what the disk says of them.
extension State {
  /// Carries out a change of the consensus on a transcript, keeps it for undo and has it saved.
  ///
  /// - Returns: whether it was carried out; else why not was said.
  mutating func perform(_ change: Change, on transcript: String) -> Bool {
    guard !change.isEmpty else {
      say(change.summary)
      return true
    }
    guard carryOut(change, as: .do, on: transcript) else { return false }
    review?.undoable.append(ReviewState.Step(transcript: transcript, change: change))
    review?.redoable = []
    say(change.summary)
    return true
  }

  private mutating func carryOut(
    _ change: Change,
    as act: ChangeHistory.Act,
    on transcript: String
  ) -> Bool {
    guard let work = review?.work(on: transcript), let adjudicator = coder?.id else {
      return false
    }
    if let reason = review?.refusal(on: transcript) {
      complain(reason)
      return false
    }
    var sidecar = work.sidecar
    do {
      try sidecar.apply(change, at: moment.now)
    } catch {
      let others = sidecar.othersVerdict(under: change, by: adjudicator)
      let done = act == .undo ? change.inverse : change
      complain(others.map { VerdictWords.standing($0, on: done) } ?? error.message)
      return false
    }
    review?.change(transcript) { $0.take(changed: sidecar) }
    outbox.append(.save(sidecar, transcript: transcript, revision: work.revision + 1))
    outbox.append(
      .recordVerdict(
        change,
        act,
        transcript: transcript,
        adjudicator: adjudicator,
        at: moment.now
      )
    )
    return true
  }

  // MARK: Undo

  mutating func undoVerdict() {
    guard let step = review?.undoable.last else { return complain("No verdict to undo.") }
    guard carryOut(step.change.inverse, as: .undo, on: step.transcript) else {
      return passOver(step)
    }
    review?.undoable.removeLast()
    review?.redoable.append(step)
    show(step)
    say("Undone: \(step.change.summary)")
  }

  mutating func redoVerdict() {
    guard let step = review?.redoable.last else { return complain("No verdict to redo.") }
    guard carryOut(step.change, as: .redo, on: step.transcript) else { return }
    review?.redoable.removeLast()
    review?.undoable.append(step)
    show(step)
    say("Redone: \(step.change.summary)")
  }

  /// Where somebody else's verdict stands one's own can't go back: the same key goes on behind it.
  ///
  /// The history on the disk stays as it is.
  private mutating func passOver(_ step: ReviewState.Step) {
    guard let review, review.refusal(on: step.transcript) == nil, let adjudicator = coder?.id,
      let standing = review.work(on: step.transcript)?.sidecar.othersVerdict(
        under: step.change.inverse,
        by: adjudicator
      )
    else { return }
    self.review?.undoable.removeLast()
    guard review.undoable.count > 1 else { return }
    complain(
      VerdictWords.standing(standing, on: step.change)
        + " \(keyName(of: .undo, "u")) again goes on with what you did before."
    )
  }

  /// The row of an undone or redone verdict comes into view.
  private mutating func show(_ step: ReviewState.Step) {
    guard let review, let (item, row) = review.row(settledBy: step) else { return }
    if let shownRow = review.shown.firstIndex(of: item) { self.review?.shownRow = shownRow }
    if review.page == .passage { open(item: item, row: row) }
  }

  // MARK: The disk

  mutating func saveVerdicts() {
    guard let review else { return }
    guard !review.unsaved.isEmpty else { return say("Everything is saved.") }
    for name in review.unsaved {
      guard let work = review.work(on: name) else { continue }
      outbox.append(.save(work.sidecar, transcript: name, revision: work.revision))
    }
  }

  mutating func noteVerdictsSaved(revision: Int, transcript: String, merge: Action.Merge?) {
    if note(saved: revision, review?.work(on: transcript)) {
      let now = moment.now
      review?.change(transcript) { $0.saving = .saved(now) }
      dropTakenNotes(on: transcript)
      goOnWhenSaved()
      if review?.isOutdated == true { readReview() }
    }
    if let merge { takeInVerdicts(merge, transcript: transcript) }
  }

  mutating func noteVerdictsNotSaved(revision: Int, transcript: String, reason: String) {
    guard note(notSaved: reason, revision, review?.work(on: transcript)) else { return }
    review?.change(transcript) { $0.saving = .notSaved(reason) }
  }

  /// Takes verdicts of another session into those in view.
  mutating func takeInVerdicts(_ merge: Action.Merge, transcript: String) {
    guard let before = review?.work(on: transcript) else { return }
    var work = before
    let isOwnToo: Bool
    do throws(MergeProblem) {
      isOwnToo = try work.takeIn(merge)
    } catch {
      return complain("Another session's verdicts cannot be taken in: \(error.message)")
    }
    let tidings = Tidings(
      from: before,
      to: work.sidecar,
      rows: rowsOfPassages(in: transcript),
      coder: coder?.id,
      undo: keyName(of: .undo, "u")
    )
    if isOwnToo { work.take(changed: work.sidecar) }
    let now = work
    review?.change(transcript) { $0 = now }
    if isOwnToo {
      outbox.append(.save(now.sidecar, transcript: transcript, revision: now.revision))
    }
    for overtaken in tidings.overtaken {
      guard let adjudicator = coder?.id else { continue }
      // On record like a verdict of one's own, so that it can be taken back.
      let step = ReviewState.Step(transcript: transcript, change: overtaken.change)
      review?.undoable.append(step)
      review?.redoable = []
      outbox.append(
        .recordVerdict(
          step.change,
          .do,
          transcript: transcript,
          adjudicator: adjudicator,
          at: moment.now
        )
      )
    }
    switch tidings.sentence {
    case let sentence? where !tidings.overtaken.isEmpty: complain(sentence)
    case let sentence?: say(sentence)
    case nil: break
    }
  }

  private func rowsOfPassages(in transcript: String) -> [PassageRow] {
    guard let items = review?.items else { return [] }
    return items.filter { $0.passage.transcript == transcript }.flatMap(\.passage.rows)
  }
}

/// What another session's verdicts have changed, for whoever has the review open.
private struct Tidings {
  /// Own verdicts that others' took the place of, in the order of the text.
  let overtaken: [OvertakenVerdict]
  /// `nil` where nothing is new.
  let sentence: String?

  init(
    from work: ReviewState.Work,
    to merged: Sidecar,
    rows: [PassageRow],
    coder: Coder.ID?,
    undo key: String
  ) {
    overtaken = coder.map { merged.overtaken(since: work.sidecar, of: $0, among: rows) } ?? []
    func name(_ row: PassageRow) -> String {
      let turn = work.transcript.turnNumber(at: row.span.start).map { " (turn \($0))" } ?? ""
      return row.codes.map(\.text).joined(separator: " ↔ ") + turn
    }
    if let last = overtaken.last {
      let who = last.other?.settlement.by?.text ?? "another session"
      let what =
        last.other.map { "settled \(name(last.row)) otherwise: \(VerdictWords.decision($0))" }
        ?? "taken back your verdict on \(name(last.row))"
      let instead = last.other == nil ? "" : ", not your \(VerdictWords.decision(last.own))"
      let more = overtaken.count > 1 ? " and \(overtaken.count - 1) more of yours" : ""
      sentence =
        "\(who) has \(what)\(instead)\(more). \(key) brings yours back\(more.isEmpty ? "" : ", one by one")."
    } else if merged != work.sidecar {
      let (before, after) = (work.sidecar.verdicts, merged.verdicts)
      let new = rows.filter { before.state(of: $0) != after.state(of: $0) }.map(name)
      let more = new.count > 2 ? " and \(new.count - 2) more" : ""
      sentence =
        "Merged verdicts from another session"
        + (new.isEmpty ? "." : ": \(new.prefix(2).joined(separator: ", "))\(more).")
    } else {
      sentence = nil
    }
  }
}

extension ReviewState {
  /// Where the row stands that a change settles, among the items.
  func row(settledBy step: Step) -> (item: Int, row: Int)? {
    let keys = Set(step.change.edits.compactMap(\.settledCodings))
    for (index, item) in items.enumerated() where item.passage.transcript == step.transcript {
      if let row = item.passage.rows.firstIndex(where: { keys.contains($0.from) }) {
        return (index, row)
      }
    }
    return nil
  }
}

extension Change.Edit {
  /// The codings that a verdict of this edit is about, by id.
  fileprivate var settledCodings: [Coding.ID]? {
    switch self {
    case .coding(let before, let after, _): (after ?? before)?.settlement?.from.sorted()
    case .settled(let before, let after):
      if case .verdict(let settlement, _, _)? = after ?? before {
        settlement.from.sorted()
      } else {
        nil
      }
    default: nil
    }
  }
}
