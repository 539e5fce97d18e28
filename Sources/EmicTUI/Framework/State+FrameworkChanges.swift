import EmicKit

/// Changing summaries, taking changes back, those of earlier sessions too, and what the disk says.
extension State {
  mutating func perform(_ change: FrameworkChange) {
    framework.steps.undo.append(change)
    framework.steps.redo = []
    save(change, .do)
  }

  mutating func undoSummary() {
    if let words = unreadFrameworkWords { return complain(words) }
    guard let change = framework.steps.undo.popLast() else { return complain("Nothing to undo.") }
    framework.steps.redo.append(change)
    save(change, .undo)
  }

  mutating func redoSummary() {
    if let words = unreadFrameworkWords { return complain(words) }
    guard let change = framework.steps.redo.popLast() else { return complain("Nothing to redo.") }
    framework.steps.undo.append(change)
    save(change, .redo)
  }

  private mutating func save(_ change: FrameworkChange, _ act: ChangeHistory.Act) {
    guard let coder else { return }
    framework.saving += 1
    outbox.append(.saveSummary(change, act, coder: coder.id))
  }

  // MARK: The disk

  /// A summary is on the disk, with what others have changed meanwhile.
  mutating func noteSummarySaved(
    _ change: FrameworkChange,
    _ act: ChangeHistory.Act,
    _ visible: VisibleFramework
  ) {
    takeBack(visible)
    let place = SummaryPlace(case: change.case, code: change.code)
    let name = "\(change.case), \(change.code)"
    switch act {
    case .do:
      drafts[Self.draftKey(place)] = nil
      keepDrafts()
      say(
        change.after == nil ? "Took the summary away: saved." : "Summed up \(name): saved."
      )
    case .undo: say("Undone: \(name) is as it was before. Saved.")
    case .redo, .drop: say("Redone: \(name). Saved.")
    }
    guard act != .do else { return }
    framework.go(to: place)
    framework.firstColumn = FrameworkView(state: self).firstColumnShowing(framework.column)
  }

  /// A summary is not on the disk: what was typed waits as a draft.
  mutating func noteSummaryNotSaved(
    _ change: FrameworkChange,
    _ act: ChangeHistory.Act,
    _ visible: VisibleFramework?,
    _ sentence: String
  ) {
    takeBack(visible)
    // Where the disk failed it may go better next time; where somebody else's words stand there, not.
    switch act {
    case .do: framework.steps.undo.removeLast(change)
    case .undo where visible == nil:
      framework.steps.redo.removeLast(change)
      framework.steps.undo.append(change)
    case .redo where visible == nil:
      framework.steps.undo.removeLast(change)
      framework.steps.redo.append(change)
    case .undo: framework.steps.redo.removeLast(change)
    case .redo, .drop: framework.steps.undo.removeLast(change)
    }
    if act == .do, let summary = change.after?.summary {
      drafts[Self.draftKey(SummaryPlace(case: change.case, code: change.code))] = Draft(
        summary,
        begunOver: change.before?.summary ?? ""
      )
      keepDrafts()
    }
    complain(sentence)
  }

  private mutating func takeBack(_ visible: VisibleFramework?) {
    framework.saving = max(0, framework.saving - 1)
    if let visible { framework.take(visible, codebook: codings?.codebook ?? codebook) }
  }
}

extension Array where Element == FrameworkChange {
  /// Takes a change off that was made last; the same made earlier stays.
  fileprivate mutating func removeLast(_ change: FrameworkChange) {
    if let place = lastIndex(of: change) { remove(at: place) }
  }
}
