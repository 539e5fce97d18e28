extension Sidecar {
  /// Two versions of one coder's work as one, by ids; nothing is dropped for want of being on both
  /// sides.
  ///
  /// Per id the later of `modified` and `removed.at` wins, a tie is alive; a flag that protects people and that
  /// whoever removed the coding did not see is kept, and the memo of one that was taken in (`Merging.alive`). Two
  /// live versions of a coding: where they share text, the union of their spans; the rest from the later, then
  /// from the larger bytes. With a base, what only one side changed is that side's.
  ///
  /// Verdicts of the consensus layer are never mixed: of two about the same codings the later one
  /// stands, with all that belongs to it.
  ///
  /// The result does not depend on who is first, and merging again changes nothing. Nor does the order of three
  /// matter, but for codings that were taken in (which of two wordings of the heir's memo stands, whether a flag
  /// stands on the heir or on the coding itself), for one removed twice, once with its flag known, and for one that
  /// was moved to places that share no text (which of them it unites with a third). In every order a flag of which
  /// nobody knew stands on the words.
  public static func merged(
    _ one: Sidecar,
    _ other: Sidecar,
    base: Sidecar? = nil
  ) throws(MergeProblem) -> Sidecar {
    guard one.coder == other.coder else { throw .differentCoders(one.coder, other.coder) }
    guard one.source.sha256 == other.source.sha256, one.source.length == other.source.length else {
      throw .differentTexts(file: one.source.file)
    }
    let version = max(one.version, other.version)
    guard version == 1 else { throw .newerVersion(version) }
    let isConsensus = one.coder == Coder.consensus
    let codings = mergedCodings(
      one.codings,
      other.codings,
      base: base?.codings,
      isConsensus: isConsensus
    )
    let memos = mergedMemos(one.memos, other.memos, base: base?.memos)
    var removed = mergedRemovals(one.removed, other.removed)
    var liveCodings =
      isConsensus
      ? codings.filter { id, coding in removed[id].map { $0.at <= coding.modified } ?? true }
      : Merging.alive(
        codings,
        removed: removed,
        base: Merging.byID(base?.codings ?? []) { $0.id.text }
      )
    let liveMemos = memos.filter { id, memo in removed[id].map { $0.at <= memo.at } ?? true }
    // The tombstone of a verdict's coding stays: a verdict that is later than both may drop the
    // coding, and whether it was merged first must not matter.
    if !isConsensus { for id in liveCodings.keys { removed[id] = nil } }
    var settled = Merging.settled(one.settled, other.settled, base: base?.settled)
    if isConsensus { Merging.keepLatestVerdicts(&liveCodings, &settled, removed: removed) }
    for id in liveMemos.keys { removed[id] = nil }
    var result = Sidecar(
      coder: one.coder,
      source: later(one.source, other.source),
      status: Merging.pick(
        Merging.current(one.status, base?.status),
        Merging.current(other.status, base?.status),
        base?.status,
        Merging.later
      ),
      codings: liveCodings.values.sorted(),
      memos: liveMemos.values.sorted { ($0.at, $0.id) < ($1.at, $1.id) },
      nothingHere: mergedTurns(one.nothingHere, other.nothingHere, base: base?.nothingHere),
      settled: settled,
      removed: removed.values.sorted { ($0.at, $0.id) < ($1.at, $1.id) },
      log: Merging.log(one.log, other.log),
      kept: Merging.members(one.kept, other.kept, base: base?.kept)
    )
    result.settleOrphans()
    result.dropRemovedLinks()
    return result
  }

  private static func later(_ one: Source, _ other: Source) -> Source {
    Merging.larger(one, other) { source in
      JSONValue.object([JSONMember("file", .string(source.file))] + source.kept).printed()
    }
  }

  private static func mergedCodings(
    _ one: [Coding],
    _ other: [Coding],
    base: [Coding]?,
    isConsensus: Bool
  ) -> [String: Coding] {
    let before = Merging.byID(base ?? []) { $0.id.text }
    var apart: [Coding] = []
    var merged = Merging.byID(one) { $0.id.text }
      .merging(Merging.byID(other) { $0.id.text }) { one, other in
        let old = before[one.id.text]
        let (one, other) = (Merging.currentCoding(one, old), Merging.currentCoding(other, old))
        guard !isConsensus else { return Merging.verdict(one, other, old) }
        let both = Merging.coding(one, other, old)
        apart += [one, other].compactMap { Merging.apart($0, from: both, old) }
        return both
      }
    // Where one was set apart before, that may have been changed since.
    for coding in apart { merged[coding.id.text] = merged[coding.id.text] ?? coding }
    return merged
  }

  private static func mergedMemos(
    _ one: [Memo],
    _ other: [Memo],
    base: [Memo]?
  ) -> [String: Memo] {
    let before = Merging.byID(base ?? []) { $0.id.text }
    return Merging.byID(one) { $0.id.text }
      .merging(Merging.byID(other) { $0.id.text }) { one, other in
        let old = before[one.id.text]
        return Merging.pick(
          Merging.current(one, old),
          Merging.current(other, old),
          old,
          Merging.later
        )
      }
  }

  private static func mergedRemovals(
    _ one: [Removal],
    _ other: [Removal]
  ) -> [String: Removal] {
    Dictionary((one + other).map { ($0.id, $0) }, uniquingKeysWith: Removal.merged)
  }

  // A turn marked by hand has no tombstone; only a base can tell that a mark was taken back.
  private static func mergedTurns(
    _ one: [NothingHere],
    _ other: [NothingHere],
    base: [NothingHere]?
  ) -> [NothingHere] {
    let (left, right) = (Set(one.map(\.span)), Set(other.map(\.span)))
    let takenBack = Set((base ?? []).map(\.span)).subtracting(left.intersection(right))
    return Merging.byID(one + other) { $0.span }.values
      .filter { !takenBack.contains($0.span) }.sorted { $0.span < $1.span }
  }
}
