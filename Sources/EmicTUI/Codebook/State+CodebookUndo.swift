import EmicKit

/// Taking changes of the codebook back, those of earlier sessions too, and doing them again.
extension State {
  mutating func undoInCodebook() {
    guard !takesMemoStep(.undo) else { return }
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
      let fitted: FittedChange
      do throws(CodebookProblem) {
        guard let coder else { return }
        fitted = try book.book.fitting(change.inverse(undoingEntry: entry))
        var pending = CodebookState.Pending(
          change: fitted.change,
          moment: freshMoment(),
          returned: accepted
        )
        (pending.act, pending.step) = (.undo, step)
        _ = try self.book?.perform(pending, by: coder.id)
      } catch {
        return refuse(step, error, as: .undo)
      }
      self.book?.stepInTheWay = nil
      self.book?.steps.undo.removeLast()
      self.book?.steps.redo.append(step)
      if let accepted { bring(back: accepted) }
      if let id = change.codes.first { self.book?.go(to: id) }
      say(fitted.change.summary + fitted.words + versionWords([change]))
      saveCodebook()
    }
  }

  mutating func redoInCodebook() {
    guard !takesMemoStep(.redo) else { return }
    guard let book, let step = book.steps.redo.last else { return complain("Nothing to redo.") }
    switch step {
    case .declined(let proposal, let other, let reason):
      decline(proposal, other, because: reason, as: .redo)
    case .change(let change, _, let accepted):
      let fitted: FittedChange
      do throws(CodebookProblem) {
        fitted = try book.book.fitting(change)
        var pending = CodebookState.Pending(
          change: fitted.change,
          moment: freshMoment(),
          accepted: accepted
        )
        pending.step = step
        try carryOut(pending, as: .redo)
      } catch {
        return refuse(step, error, as: .redo)
      }
      self.book?.steps.redo.removeLast()
      if let accepted { take(away: accepted) }
      if let id = change.codes.first { self.book?.go(to: id) }
      say(fitted.change.summary + fitted.words + versionWords([change]))
      saveCodebook()
    }
  }

  /// A step that is not a change of the book itself: on record at once.
  mutating func record(_ step: CodebookStep, _ act: ChangeHistory.Act) {
    guard let coder else { return }
    switch act {
    case .do:
      memoTrail = MemoTrail()
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
  /// Where others' changes stand on it, it makes way for what was done before; where something else is in
  /// the way, which may go, it does so when the key is pressed once more.
  private mutating func refuse(
    _ step: CodebookStep,
    _ problem: CodebookProblem,
    as act: ChangeHistory.Act
  ) {
    let sentence = sentence(of: problem, refusing: step, as: act)
    let isUndo = act == .undo
    let isForGood =
      switch problem {
      case .differs, .unfit: true
      default: false
      }
    if isForGood { record(step, .drop) }
    let others = (isUndo ? book?.steps.undo : book?.steps.redo) ?? []
    if !isForGood, others.count > 1, book?.stepInTheWay == step {
      record(step, .drop)
      book?.stepInTheWay = nil
      return isUndo ? undoInCodebook() : redoInCodebook()
    }
    book?.stepInTheWay = isForGood ? nil : step
    let key = isUndo ? keyName(of: .undo, "u") : keyName(of: .redo, "U")
    let hasMore = others.count > (isForGood ? 0 : 1)
    let rest = isForGood ? "goes on" : "leaves it so and goes on"
    complain(sentence + (hasMore ? " \(key) again \(rest) with what you did before." : ""))
  }

  private func sentence(
    of problem: CodebookProblem,
    refusing step: CodebookStep,
    as act: ChangeHistory.Act
  ) -> String {
    guard act == .undo, case .change(let change, _, _) = step else { return problem.sentence }
    return change.sentence(refusingUndo: problem) ?? problem.sentence
  }
}
