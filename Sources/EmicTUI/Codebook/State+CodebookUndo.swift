import EmicKit

/// Taking changes of the codebook back, those of earlier sessions too, and doing them again.
extension State {
  mutating func undoInCodebook() {
    guard let book, let step = book.steps.undo.last else {
      return complain("Nothing to undo here: reviving a code takes an older merge or split back.")
    }
    switch step {
    case .declined(let proposal, _, _):
      bring(back: proposal)
      outbox.append(.keepProposal(proposal))
      record(step, .undo)
      say("Took back: +\(proposal.code.id) is proposed again.")
    case .change(let change, let entry, let accepted):
      var pending = CodebookState.Pending(
        change: change.inverse(undoingEntry: entry),
        moment: freshMoment(),
        returned: accepted
      )
      (pending.act, pending.step) = (.undo, step)
      do throws(CodebookProblem) {
        guard let coder else { return }
        _ = try self.book?.perform(pending, by: coder.id)
      } catch {
        return refuse(step, error, undoing: change, again: "u")
      }
      self.book?.steps.undo.removeLast()
      self.book?.steps.redo.append(step)
      if let accepted { bring(back: accepted) }
      if let id = change.codes.first { self.book?.go(to: id) }
      say(pending.change.summary + versionWords([change]))
      saveCodebook()
    }
  }

  mutating func redoInCodebook() {
    guard let step = book?.steps.redo.last else { return complain("Nothing to redo.") }
    switch step {
    case .declined(let proposal, let other, let reason):
      decline(proposal, other, because: reason, as: .redo)
    case .change(let change, _, let accepted):
      var pending = CodebookState.Pending(
        change: change,
        moment: freshMoment(),
        accepted: accepted
      )
      pending.step = step
      do throws(CodebookProblem) {
        try carryOut(pending, as: .redo)
      } catch {
        return refuse(step, error, undoing: nil, again: "U")
      }
      book?.steps.redo.removeLast()
      if let accepted { take(away: accepted) }
      if let id = change.codes.first { book?.go(to: id) }
      say(change.summary + versionWords([change]))
      saveCodebook()
    }
  }

  /// A step that is not a change of the book itself: on record at once.
  mutating func record(_ step: CodebookStep, _ act: ChangeHistory.Act) {
    guard let coder else { return }
    switch act {
    case .do:
      book?.steps.undo.append(step)
      book?.steps.redo = []
    case .undo:
      book?.steps.undo.removeLast()
      book?.steps.redo.append(step)
    case .redo:
      book?.steps.redo.removeLast()
      book?.steps.undo.append(step)
    case .drop:
      book?.steps.undo.removeAll { $0 == step }
      book?.steps.redo.removeAll { $0 == step }
    }
    outbox.append(.recordCodebook(step, act, coder: coder.id, at: moment.now))
  }

  /// Says why a step can't be undone or done again.
  ///
  /// Where others' changes stand on it, it makes way for what was done before.
  private mutating func refuse(
    _ step: CodebookStep,
    _ problem: CodebookProblem,
    undoing change: CodebookChange?,
    again key: String
  ) {
    guard case .differs(let overtaken) = problem else { return complain(problem.sentence) }
    record(step, .drop)
    let others = key == "u" ? book?.steps.undo : book?.steps.redo
    let rest = others?.isEmpty == false ? " \(key) again goes on with what you did before." : ""
    complain((change.map(overtaken.sentence(undoing:)) ?? problem.sentence) + rest)
  }
}
