/// The consensus layer in a merge.
extension Merging {
  /// Two versions of a coding of the consensus layer: one verdict or the other, never their union.
  static func verdict(_ one: Coding, _ other: Coding, _ base: Coding?) -> Coding {
    pick(one, other, base) { one, other in
      let (left, right) = (Rank(one), Rank(other))
      return left == right ? larger(one, other, \.bytes) : left < right ? other : one
    }
  }

  /// That nothing belongs in one place or another: of two decisions about the same the later one.
  static func settled(
    _ one: [Sidecar.Settled],
    _ other: [Sidecar.Settled],
    base: [Sidecar.Settled]?
  ) -> [Sidecar.Settled] {
    if one == other { return one }
    func byKey(_ entries: [Sidecar.Settled]) -> [[Coding.ID]: Sidecar.Settled] {
      let known = entries.compactMap { entry in entry.key.map { ($0, entry) } }
      return Dictionary(known, uniquingKeysWith: later)
    }
    func unknown(_ entries: [Sidecar.Settled]) -> [JSONValue] {
      entries.filter { $0.key == nil }.map(\.json)
    }
    let before = byKey(base ?? [])
    let verdicts = byKey(one).merging(byKey(other)) { one, other in
      pick(one, other, one.key.flatMap { before[$0] }, later)
    }
    let takenBack = Set(unknown(base ?? [])).subtracting(
      Set(unknown(one)).intersection(unknown(other))
    )
    return union(verdicts.values.map(\.json), unknown(one) + unknown(other), removing: takenBack)
      .map { Sidecar.Settled(json: $0) }
  }

  private static func later(
    _ one: Sidecar.Settled,
    _ other: Sidecar.Settled
  ) -> Sidecar.Settled {
    guard let left = Rank(one), let right = Rank(other), left != right else {
      return larger(one, other) { $0.json.printed() }
    }
    return left < right ? other : one
  }

  /// Leaves of what was decided about the same codings only the latest verdict, with all its parts.
  ///
  /// A verdict may leave several codings, or none and an entry of `settled`; two adjudicators'
  /// parts must not make a third verdict. The tombstone of a verdict's first coding is that of the
  /// whole verdict.
  static func keepLatestVerdicts(
    _ codings: inout [String: Coding],
    _ settled: inout [Sidecar.Settled],
    removed: [String: Sidecar.Removal]
  ) {
    var latest: [[Coding.ID]: Rank] = [:]
    func note(_ key: [Coding.ID], _ rank: Rank) {
      latest[key] = latest[key].map { max($0, rank) } ?? rank
    }
    for coding in codings.values {
      if let settlement = coding.settlement { note(settlement.key, Rank(coding)) }
    }
    for entry in settled {
      if let key = entry.key, let rank = Rank(entry) { note(key, rank) }
    }
    if !removed.isEmpty {
      for (key, rank) in latest {
        let removal = removed[Coding.ID(settling: key, 0).text]
        if let removal, removal.at.milliseconds > rank.time { latest[key] = nil }
      }
    }
    codings = codings.filter { _, coding in
      coding.settlement.map { latest[$0.key] == Rank(coding) } ?? true
    }
    settled.removeAll { entry in entry.key.map { latest[$0] != Rank(entry) } ?? false }
  }

  /// What decides between two verdicts about the same codings: the time, then the words.
  private struct Rank: Comparable {
    let time: Int64
    let words: [String]

    init(_ coding: Coding) {
      time = coding.modified.milliseconds
      words = coding.settlement?.words ?? []
    }

    init?(_ entry: Sidecar.Settled) {
      guard case .verdict(let settlement, let at, _) = entry else { return nil }
      time = at.milliseconds
      words = settlement.words
    }

    static func < (one: Rank, other: Rank) -> Bool {
      one.time != other.time
        ? one.time < other.time : one.words.lexicographicallyPrecedes(other.words)
    }
  }
}

extension Settlement {
  fileprivate var words: [String] {
    [decision.text, reason?.text ?? "", note ?? "", by?.text ?? ""] + from.map(\.text)
  }
}
