/// A verdict in whose place another adjudicator's came when two copies of a consensus were merged.
public struct OvertakenVerdict: Hashable, Sendable {
  public let row: PassageRow
  public let own: Verdict
  /// What stands now; `nil` where the verdict was taken back.
  public let other: Verdict?
  /// What the merge did; its inverse brings the own verdict back.
  public let change: Change
}

extension Sidecar {
  /// The verdicts of an adjudicator that others' took the place of.
  ///
  /// - Parameters:
  ///   - before: the adjudicator's own copy; this is the merged one.
  ///   - adjudicator: whose verdicts are looked after.
  ///   - rows: of the transcript.
  /// - Returns: in the order of the rows.
  public func overtaken(
    since before: Sidecar,
    of adjudicator: Coder.ID,
    among rows: [PassageRow]
  ) -> [OvertakenVerdict] {
    let (mine, now) = (before.verdicts, verdicts)
    return rows.compactMap { row in
      guard case .settled(let own) = mine.state(of: row), own.settlement.by == adjudicator else {
        return nil
      }
      let others = now.touching(row)
      guard !others.contains(where: { $0.says(own) }) else { return nil }
      return OvertakenVerdict(
        row: row,
        own: own,
        other: others.max { $0.at < $1.at },
        change: Change(
          "The verdict on \(Set(row.codings.map(\.code)).sorted().map(\.text).joined(separator: ", ")) "
            + "in place of yours.",
          Self.edits(from: before, [own], to: self, others)
        )
      )
    }
  }

  /// What makes of some verdicts in one copy those in another; what is taken away goes first.
  private static func edits(
    from before: Sidecar,
    _ old: [Verdict],
    to after: Sidecar,
    _ new: [Verdict]
  ) -> [Change.Edit] {
    func entries(_ sidecar: Sidecar, _ verdicts: [Verdict]) -> [[Coding.ID]: Settled] {
      let keys = Set(verdicts.map(\.settlement.key))
      let known = sidecar.settled.compactMap { entry in entry.key.map { ($0, entry) } }
      return Dictionary(known.filter { keys.contains($0.0) }, uniquingKeysWith: { one, _ in one })
    }
    func codings(_ verdicts: [Verdict]) -> [Coding.ID: Coding] {
      let all = verdicts.flatMap(\.codings)
      return Dictionary(all.map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
    }
    let (oldCodings, newCodings) = (codings(old), codings(new))
    let (oldEntries, newEntries) = (entries(before, old), entries(after, new))
    let gone = oldCodings.values.filter { newCodings[$0.id] == nil }.sorted()
    let goneEntries = oldEntries.filter { newEntries[$0.key] == nil }.values
    return gone.map { .coding(before: $0, after: nil) }
      + goneEntries.map { .settled(before: $0, after: nil) }
      + newEntries.map { .settled(before: oldEntries[$0.key], after: $0.value) }
      + newCodings.values.sorted().map { .coding(before: oldCodings[$0.id], after: $0) }
  }
}

extension Verdict {
  /// Whether it decides the same as another one, whenever.
  fileprivate func says(_ other: Verdict) -> Bool {
    settlement == other.settlement && isMade(of: other.codings.map(UnitedCoding.init(of:)))
  }
}

extension UnitedCoding {
  fileprivate init(of coding: Coding) {
    self.init(code: coding.code, span: coding.span, codings: [])
  }
}
