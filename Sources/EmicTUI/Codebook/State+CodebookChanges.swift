import EmicKit

/// Changing the codebook, bringing it to the disk, and taking changes back.
extension State {
  // MARK: Doing

  /// Makes a change that has no version of its own.
  mutating func perform(_ make: (Codebook) throws(CodebookProblem) -> CodebookChange) {
    guard let book else { return }
    if let reason = codebookClosedBecause { return complain(reason) }
    do throws(CodebookProblem) {
      let change = try make(book.book)
      guard !change.isEmpty else { return say(change.summary) }
      perform([change], accepting: nil)
    } catch {
      complain(error.sentence)
    }
  }

  mutating func perform(_ changes: [CodebookChange], accepting proposal: ProposedCode?) {
    for change in changes {
      let pending = CodebookState.Pending(change: change, moment: freshMoment(), accepted: proposal)
      do throws(CodebookProblem) {
        try carryOut(pending, as: .do)
      } catch {
        return complain(error.sentence)
      }
    }
    if let proposal { take(away: proposal) }
    if let id = changes.last?.codes.first { book?.go(to: id) }
    if let added = changes.last, added.kind == .split, added.codes.count > 1 {
      book?.go(to: added.codes[1])
    }
    say(changes.map(\.summary).joined(separator: " ") + versionWords(changes))
    saveCodebook()
  }

  /// Makes a change that can be taken back.
  mutating func carryOut(
    _ pending: CodebookState.Pending,
    as act: ChangeHistory.Act
  ) throws(CodebookProblem) {
    guard let coder, var book else { return }
    let entry = try book.perform(pending, by: coder.id)
    // Done again as far as the book allows, it is still the step that was done first.
    var change = pending.change
    if act == .redo, case .change(let first, _, _) = pending.step { change = first }
    let step = CodebookStep.change(change, entry: entry?.id, accepted: pending.accepted)
    book.noteLast(step, act)
    book.stepInTheWay = nil
    book.steps.undo.append(step)
    if act == .do {
      book.steps.redo = []
      memoTrail = MemoTrail()
    }
    self.book = book
  }

  func versionWords(_ changes: [CodebookChange]) -> String {
    guard let book, changes.contains(where: { $0.kind != nil }) else { return "" }
    return " The codebook is version \(book.book.version)."
  }

  /// A moment of its own for a change, so that two of one action have two ids.
  mutating func freshMoment() -> Moment {
    defer { _ = moment.newID() }
    return moment
  }

  // MARK: Proposals

  /// A proposal has become a code: it is no longer one on the screen.
  mutating func take(away proposal: ProposedCode) {
    book?.proposals.removeAll { $0 == proposal }
    book?.listRows()
    guard proposal.coder == coder?.id else { return }
    proposals.removeAll { $0.id == proposal.code.id }
    withdrawn.insert(proposal.code.id)
  }

  mutating func bring(back proposal: ProposedCode) {
    book?.proposals.append(proposal)
    book?.listRows()
    guard proposal.coder == coder?.id else { return }
    proposals.removeAll { $0.id == proposal.code.id }
    proposals.append(proposal.code)
    withdrawn.remove(proposal.code.id)
  }

  mutating func decline(
    _ proposal: ProposedCode,
    _ other: Code.ID?,
    because reason: String,
    as act: ChangeHistory.Act = .do
  ) {
    guard let coder, let book else { return }
    outbox.append(
      .decline(
        proposal,
        into: other,
        reason: reason,
        by: coder.id,
        codebook: book.saved.version,
        at: moment.now
      )
    )
    self.book?.proposals.removeAll { $0 == proposal }
    self.book?.listRows()
    if proposal.coder == coder.id,
      let place = proposals.firstIndex(where: { $0.id == proposal.code.id })
    {
      proposals[place].retired = book.saved.version
      proposals[place].replacedBy = other.map { [$0] } ?? []
      codebook = book.saved.adding(proposals)
    }
    record(.declined(proposal, into: other, reason: reason), act)
    say(
      "Declined +\(proposal.code.id) of \(proposal.coder). \(keyName(of: .undo, "u")) takes it back."
    )
  }

  // MARK: Saving

  /// Brings what is pending to the disk, one save after the other.
  mutating func saveCodebook(settling choices: [CodebookConflicts.Choice] = []) {
    guard let book, book.inFlight == 0, !book.pending.isEmpty else { return }
    self.book?.inFlight = book.pending.count
    self.book?.saving = .saving
    outbox.append(.saveCodebook(book.book, from: book.saved, settling: choices))
  }

  mutating func saveCodebookNow() {
    guard let book else { return }
    guard !askAboutCodebookLoss() else { return }
    if case .saved = book.saving { return say("Everything is saved.") }
    saveCodebook()
  }

  mutating func noteCodebookSaved(_ saved: Codebook) {
    guard let book else { return }
    endCodebookLoss()
    let isAlone = saved == book.book || book.pending.count > book.inFlight
    if case .notSaved = book.saving { say("Saved.") }
    for change in book.pending.prefix(book.inFlight) {
      if let accepted = change.accepted { outbox.append(.dropProposal(accepted)) }
      if let returned = change.returned { outbox.append(.keepProposal(returned)) }
      if let step = change.step, let coder {
        outbox.append(.recordCodebook(step, change.act, coder: coder.id, at: moment.now))
      }
    }
    self.book?.inFlight = 0
    self.book?.saving = .saved
    self.book?.commentLines = []
    take(saved: saved, confirming: book.inFlight)
    if !isAlone { say(further: "Another's changes were merged in: version \(saved.version).") }
    if self.book?.pending.isEmpty == false { saveCodebook() } else { readCodebook() }
    goOnWhenSaved()
  }

  mutating func noteCodebookNotSaved(_ reason: String) {
    guard let book else { return }
    let isNew = book.saving != .notSaved(reason)
    self.book?.inFlight = 0
    self.book?.saving = .notSaved(reason)
    if isNew || isLeaving { complain("The codebook is not saved: \(reason) Retrying.") }
    isLeaving = false
  }
}
