extension Verdict {
  /// Whether somebody else has written the note on it: theirs is not replaced.
  package func hasNote(ofOthersThan adjudicator: Coder.ID) -> Bool {
    settlement.by != adjudicator && !(settlement.note ?? "").isEmpty
  }

  /// Who has given it, in a sentence.
  package var maker: String { settlement.by?.text ?? "somebody" }
}

extension Sidecar {
  /// Puts somebody's note on a verdict that stands; beside the note of whoever has given the verdict.
  ///
  /// - Parameters:
  ///   - note: empty takes away what is one's own to take.
  ///   - adjudicator: who writes it.
  ///   - verdict: of this layer.
  /// - Returns: an empty change when the note is as it was.
  public func noting(_ note: String, by adjudicator: Coder.ID, on verdict: Verdict) -> Change {
    guard verdict.hasNote(ofOthersThan: adjudicator) else { return noting(note, on: verdict) }
    let (own, theirs) = (note.onOneLine, verdict.settlement.note ?? "")
    let separator = " \(JoinedMemo.line) "
    let known = theirs.onOneLine.split(separator: separator).map { String($0) }
    // Said again it stands there already, and what is another's is not one's own to take away.
    guard !own.isEmpty, !known.contains(own) else { return noting(theirs, on: verdict) }
    return noting(own + separator + theirs.onOneLine, on: verdict)
  }

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
