import EmicKit

/// A sidecar on a list of works, on its way to the disk: decisions of the recode queue, verdicts.
protocol SavedWork {
  var sidecar: Sidecar { get set }
  var saving: CodingState.Saving { get set }
  /// Counts the changes, so that a save that ends late is not taken for the latest.
  var revision: Int { get set }
}

extension SavedWork {
  /// Takes over what a change has made of the sidecar; the disk does not have it yet.
  mutating func take(changed sidecar: Sidecar) {
    self.sidecar = sidecar
    revision += 1
    saving = .unsaved
  }

  /// Takes another session's changes in.
  ///
  /// - Returns: whether there is more here than the other session has written.
  mutating func takeIn(_ merge: Action.Merge) throws(MergeProblem) -> Bool {
    sidecar = try Sidecar.mergedSessions(sidecar, merge.sidecar, base: merge.base)
    return sidecar != merge.sidecar
  }
}

extension State {
  /// Says what there is to say of a save that has ended.
  ///
  /// - Parameters:
  ///   - revision: that was saved.
  ///   - work: `nil` where it is gone from the screen.
  /// - Returns: whether it was the latest.
  mutating func note(saved revision: Int, _ work: (some SavedWork)?) -> Bool {
    guard let work, work.revision == revision else { return false }
    if case .notSaved = work.saving { say("Saved.") }
    return true
  }

  /// Says why a save has failed, once; whether it was the latest.
  mutating func note(notSaved reason: String, _ revision: Int, _ work: (some SavedWork)?) -> Bool {
    guard let work, work.revision == revision else { return false }
    if work.saving != .notSaved(reason) || isLeaving { complain(Self.notSaved(reason)) }
    isLeaving = false
    return true
  }
}
