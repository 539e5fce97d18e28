extension Sidecar {
  /// Puts a note on a verdict that stands; decision and reason stay.
  ///
  /// - Parameters:
  ///   - note: empty takes it away.
  ///   - verdict: of this layer.
  /// - Returns: an empty change when the note is as it was.
  public func noting(_ note: String, on verdict: Verdict) -> Change {
    var settlement = verdict.settlement
    settlement.note = note.isEmpty ? nil : note
    guard settlement != verdict.settlement else { return Change("The note is as it was.", []) }
    let summary = note.isEmpty ? "Took the note off the verdict." : "Noted on the verdict."
    guard verdict.codings.isEmpty else {
      let edits = verdict.codings.map { coding -> Change.Edit in
        var after = coding
        after.settlement = settlement
        return .coding(before: coding, after: after)
      }
      return Change(summary, edits)
    }
    let entries = settled.compactMap { entry -> Change.Edit? in
      guard case .verdict(verdict.settlement, let at, let kept) = entry else { return nil }
      return .settled(before: entry, after: .verdict(settlement, at: at, kept: kept))
    }
    return Change(summary, entries)
  }
}
