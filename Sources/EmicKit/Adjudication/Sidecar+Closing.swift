/// Closing a transcript's adjudication: the consensus layer becomes complete, and final.
extension Sidecar {
  /// The consensus layer as it is closed.
  ///
  /// What all agree on is entered (*agreed*), and what the study's rule for edges settles (*rule*);
  /// verdicts about codings that are no longer there are taken out. Each row is then settled once.
  ///
  /// - Parameters:
  ///   - compared: the work that was adjudicated, all its rows.
  ///   - boundaries: the study's rule.
  ///   - adjudicator: who closes it.
  ///   - version: of the codebook.
  ///   - now: when.
  /// - Returns: a closed sidecar with an entry in its log.
  /// - Throws: when a row is open, fewer than two coders have submitted, it is closed already, or the
  ///   text has changed.
  public func closed(
    over compared: ComparedTranscript,
    boundaries: StudyFile.Boundaries,
    by adjudicator: Coder.ID,
    codebook version: Int,
    at now: Timestamp
  ) throws(AdjudicationProblem) -> Sidecar {
    let transcript = compared.transcript
    try refuseUnlessOpen(in: transcript)
    let coders = compared.layers.compactMap { $0?.coder }
    guard coders.count > 1 else { throw .tooFewCoders(coders) }
    let verdicts = verdicts
    var settled: Set<[Coding.ID]> = []
    var new: [NewVerdict] = []
    var open: [PassageRow] = []
    for row in compared.rows() {
      if case .settled(let verdict) = verdicts.state(of: row) {
        settled.insert(verdict.settlement.key)
      } else if let verdict = Self.obvious(row, boundaries, adjudicator) {
        new.append(verdict)
      } else {
        open.append(row)
      }
    }
    guard open.isEmpty else {
      let turns = Set(open.compactMap { transcript.turnNumber(at: $0.span.start) })
      throw .open(rows: open.count, turns: turns.sorted())
    }
    let change = Change(
      "Closed the adjudication.",
      edits(
        replacing: verdicts.all.filter { !settled.contains($0.settlement.key) },
        by: new,
        in: transcript,
        codebook: version,
        at: now
      )
    )
    var result = self
    do throws(ChangeProblem) {
      try result.apply(change, at: now)
    } catch {
      throw .change(error)
    }
    result.changeState(to: .submitted, version, now.later(than: status.at))
    result.log.append(entry("close", at: result.status.at, by: adjudicator))
    return result
  }

  /// What needs no adjudicator.
  private static func obvious(
    _ row: PassageRow,
    _ boundaries: StudyFile.Boundaries,
    _ adjudicator: Coder.ID
  ) -> NewVerdict? {
    func verdict(_ decision: Settlement.Decision, _ outcome: [UnitedCoding]) -> NewVerdict {
      NewVerdict(
        settlement: Settlement(from: row.from, decision: decision, by: adjudicator),
        outcome: outcome,
        sources: row.modified
      )
    }
    if row.kind == .agreed, let coder = row.sides.indices.first(where: { !row.sides[$0].isEmpty }) {
      return (try? row.outcome(of: .adopt(coder: coder))).map { verdict(.agreed, $0) }
    }
    return row.outcome(byRule: boundaries).map { verdict(.rule, $0) }
  }
}
