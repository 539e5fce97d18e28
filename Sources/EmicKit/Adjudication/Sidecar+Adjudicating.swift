/// What an adjudicator does in the consensus layer: changes, as a coder's are.
extension Sidecar {
  /// Settles a row, in place of any verdict that settles something of it already.
  ///
  /// - Parameters:
  ///   - row: of the transcript, who may decide it is the caller's to ask (`Blindness`).
  ///   - choice: what is decided; the code of an edit is an assignable one.
  ///   - reason: why the coders differed.
  ///   - note: empty for none.
  ///   - adjudicator: who decides.
  ///   - transcript: whose text is coded.
  ///   - version: of the codebook.
  ///   - now: when; moved behind the last change of what is settled, where clocks differ.
  /// - Returns: an empty change when just that is decided already.
  /// - Throws: when the choice does not fit, the layer is closed or its text has changed.
  public func adjudicating(
    _ row: PassageRow,
    _ choice: PassageRow.Choice,
    reason: Settlement.Reason?,
    note: String = "",
    by adjudicator: Coder.ID,
    in transcript: Transcript,
    codebook version: Int,
    at now: Timestamp
  ) throws(AdjudicationProblem) -> Change {
    try refuseUnlessOpen(in: transcript)
    let outcome = try row.outcome(of: choice)
    let length = transcript.text.scalarCount
    if let span = outcome.map(\.span).first(where: { $0.isEmpty || $0.end > length }) {
      throw .spanOutside(span, length: length)
    }
    let settlement = Settlement(
      from: row.from,
      decision: row.decision(for: choice),
      reason: reason,
      note: note.isEmpty ? nil : note,
      by: adjudicator
    )
    let verdicts = verdicts
    if case .settled(let verdict) = verdicts.state(of: row), verdict.settlement == settlement,
      verdict.isMade(of: outcome)
    {
      return Change("It is settled like that already.", [])
    }
    let verdict = NewVerdict(settlement: settlement, outcome: outcome, sources: row.modified)
    let edits = edits(
      replacing: verdicts.touching(row),
      by: [verdict],
      in: transcript,
      codebook: version,
      at: now
    )
    let codes = Set(row.codings.map(\.code)).sorted().map(\.text).joined(separator: ", ")
    let why = reason.map { ", \($0.text)" } ?? ""
    return Change(
      "Settled \(codes)\(transcript.place(of: row.span)): \(settlement.decision.text)\(why).",
      edits
    )
  }

  func refuseUnlessOpen(in transcript: Transcript) throws(AdjudicationProblem) {
    guard source.sha256 == transcript.digest else { throw .textChanged }
    guard status.state == .draft else { throw .closed(since: status.at) }
  }

  /// A verdict that is about to be put on record.
  struct NewVerdict {
    var settlement: Settlement
    var outcome: [UnitedCoding]
    /// When what it settles was last changed.
    var sources: Timestamp
  }

  /// Puts verdicts in the place of others.
  ///
  /// What is taken away goes first: an entry of `settled` leaves a tombstone under the id of a coding
  /// that may take its place.
  func edits(
    replacing old: [Verdict],
    by new: [NewVerdict],
    in transcript: Transcript,
    codebook version: Int,
    at now: Timestamp
  ) -> [Change.Edit] {
    // Also codings of other hands that stand under an id which a verdict is to have.
    let before = Dictionary(codings.map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
    let oldKeys = Set(old.map(\.settlement.key))
    var entries = settled.filter { entry in entry.key.map(oldKeys.contains) ?? false }
    var changed: [Change.Edit] = []
    var stays: Set<Coding.ID> = []
    for verdict in new {
      let time = max(now, verdict.sources)
      let key = verdict.settlement.key
      if verdict.outcome.isEmpty {
        let place = entries.firstIndex { $0.key == key }
        let entry = Settled.verdict(verdict.settlement, at: time)
        changed.append(.settled(before: place.map { entries.remove(at: $0) }, after: entry))
      }
      for (index, part) in verdict.outcome.enumerated() {
        let id = Coding.ID(settling: key, index)
        stays.insert(id)
        let coding = Coding(
          id: id,
          code: part.code,
          span: part.span,
          quote: transcript.text[part.span],
          before: transcript.context(before: part.span),
          after: transcript.context(after: part.span),
          codebook: version,
          created: before[id]?.created ?? time,
          modified: time,
          settlement: verdict.settlement
        )
        changed.append(.coding(before: before[id], after: coding))
      }
    }
    let gone = old.flatMap(\.codings).filter { !stays.contains($0.id) }.sorted()
    return gone.map { .coding(before: $0, after: nil) }
      + entries.map { .settled(before: $0, after: nil) } + changed
  }
}

extension Verdict {
  /// Whether it left just these codings.
  func isMade(of outcome: [UnitedCoding]) -> Bool {
    codings.map { UnitedCoding(code: $0.code, span: $0.span, codings: []) }.sorted()
      == outcome.sorted()
  }
}
