extension Change {
  /// Whose verdict it makes or, where it makes none, takes away; `nil` for what is about no verdict.
  var adjudicator: Coder.ID? {
    let sides = edits.map(\.settlements)
    let made = sides.lazy.compactMap(\.after?.by).first
    return made ?? sides.lazy.compactMap(\.before?.by).first
  }

  /// Whether it takes somebody else's verdict away; a note on one may go.
  public func takesVerdict(ofOthersThan adjudicator: Coder.ID) -> Bool {
    edits.contains { edit in
      let (before, after) = edit.settlements
      return before != nil && before?.by != adjudicator && after?.by != before?.by
    }
  }
}

extension Change.Edit {
  /// The verdict that a part of the consensus carries before and after.
  fileprivate var settlements: (before: Settlement?, after: Settlement?) {
    func verdict(_ entry: Sidecar.Settled?) -> Settlement? {
      guard case .verdict(let settlement, _, _)? = entry else { return nil }
      return settlement
    }
    return switch self {
    case .coding(let before, let after, _): (before?.settlement, after?.settlement)
    case .settled(let before, let after): (verdict(before), verdict(after))
    default: (nil, nil)
    }
  }
}

extension Sidecar {
  /// The verdict of somebody else that stands where an adjudicator's change would go back.
  ///
  /// - Parameters:
  ///   - change: what would take the adjudicator's own back, or do it again.
  ///   - adjudicator: whose change it is.
  /// - Returns: the latest one; `nil` where nobody else has decided about these codings.
  public func othersVerdict(under change: Change, by adjudicator: Coder.ID) -> Verdict? {
    let sources = Set(
      change.edits.flatMap { edit in
        let (before, after) = edit.settlements
        return (before?.from ?? []) + (after?.from ?? [])
      }
    )
    let standing = verdicts.all.filter { verdict in
      verdict.settlement.by != adjudicator && !sources.isDisjoint(with: verdict.settlement.from)
    }
    return standing.max { $0.at < $1.at }
  }
}
