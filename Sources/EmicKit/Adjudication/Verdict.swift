/// A decision about a row: what it settles, and the codings it leaves in the consensus layer.
public struct Verdict: Hashable, Sendable {
  /// What was decided, why and by whom.
  public let settlement: Settlement
  public let at: Timestamp
  /// In the order of the text; none: nothing belongs there.
  public let codings: [Coding]
}

/// What has become of a row.
public enum RowState: Hashable, Sendable {
  case open
  case settled(Verdict)
  /// Decided, but something of what it settles was changed, removed or added since.
  case stale(Verdict)
}

/// The verdicts of a consensus layer, found by what they settle.
public struct Verdicts: Sendable {
  /// In the order of their first source's id.
  public let all: [Verdict]
  /// By the sorted ids of what they settle.
  private let places: [[Coding.ID]: Int]
  private let placesBySource: [Coding.ID: [Int]]

  /// Codings of the layer that settle nothing are no verdicts.
  public init(of consensus: Sidecar) {
    var groups: [[Coding.ID]: [Coding]] = [:]
    for coding in consensus.codings {
      if let key = coding.settlement?.key { groups[key, default: []].append(coding) }
    }
    var found: [[Coding.ID]: Verdict] = [:]
    for (key, codings) in groups {
      guard let settlement = codings[0].settlement,
        let at = codings.map(\.modified).max()
      else { continue }
      found[key] = Verdict(settlement: settlement, at: at, codings: codings)
    }
    for case .verdict(let settlement, let at, _) in consensus.settled {
      if let other = found[settlement.key], other.at >= at { continue }
      found[settlement.key] = Verdict(settlement: settlement, at: at, codings: [])
    }
    let keys = found.keys.sorted { $0.lexicographicallyPrecedes($1) }
    all = keys.compactMap { found[$0] }
    places = Dictionary(zip(keys, keys.indices), uniquingKeysWith: { one, _ in one })
    var bySource: [Coding.ID: [Int]] = [:]
    for (place, key) in keys.enumerated() {
      for id in Set(key) { bySource[id, default: []].append(place) }
    }
    placesBySource = bySource
  }

  /// Whether a row is open, settled, or was settled and has changed since.
  public func state(of row: PassageRow) -> RowState {
    if let place = places[row.from], row.isStill(as: all[place]) { return .settled(all[place]) }
    return touching(row).max { $0.at < $1.at }.map { .stale($0) } ?? .open
  }

  /// The verdicts that settle none of these rows: their codings were removed or decided together with
  /// others since.
  ///
  /// Closing takes them out.
  public func settlingNone(of rows: [PassageRow]) -> [Verdict] {
    let keys = Set(rows.map(\.from))
    return all.filter { !keys.contains($0.settlement.key) }
  }

  /// The verdicts that settle anything of a row: what a new one takes the place of.
  func touching(_ row: PassageRow) -> [Verdict] {
    Set(row.from.flatMap { placesBySource[$0] ?? [] }).sorted().map { all[$0] }
  }
}

extension Sidecar {
  /// Of the consensus layer.
  public var verdicts: Verdicts { Verdicts(of: self) }
}

extension PassageRow {
  /// Whether a verdict about these codings was made of them as they are.
  ///
  /// Times tell; where somebody has changed a file by hand and no time, the verdict's words are
  /// carried out again and compared.
  fileprivate func isStill(as verdict: Verdict) -> Bool {
    guard verdict.at >= modified else { return false }
    let codes = Set(sources.map(\.code) + codings.map(\.codeToStore))
    guard
      verdict.settlement.decision.keepsItsOwnCode
        || verdict.codings.allSatisfy({ codes.contains($0.code) })
    else { return false }
    let spans = verdict.codings.map(\.span).sorted()
    return possibleOutcomes(of: verdict.settlement.decision)
      .map { outcomes in outcomes.contains { $0.map(\.span).sorted() == spans } } ?? true
  }

  /// What a decision can have made of the row; `nil` when anything is possible.
  private func possibleOutcomes(of decision: Settlement.Decision) -> [[UnitedCoding]]? {
    let choices: [Choice]
    switch decision {
    case .agreed, .adopt: choices = sides.indices.map { .adopt(coder: $0) }
    case .union: choices = [.union]
    case .intersection: choices = [.intersection]
    case .both: choices = [.both]
    case .rule: return StudyFile.Boundaries.allCases.compactMap { outcome(byRule: $0) }
    case .neither, .edit, .unknown: return nil
    }
    return choices.compactMap { try? outcome(of: $0) }
  }
}

extension Settlement.Decision {
  fileprivate var keepsItsOwnCode: Bool {
    switch self {
    case .edit, .unknown: true
    default: false
    }
  }
}
