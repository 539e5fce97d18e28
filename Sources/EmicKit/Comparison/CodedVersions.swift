import Agreement

/// Who coded under which versions of the codes, added up over transcripts: what tells whether the figures
/// of a code would be about two things at once.
struct CodedVersions: Sendable {
  /// A stored code under a version of the codebook: all its codings wait, or none.
  private struct Version: Hashable {
    var code: Code.ID
    var codebook: Int
  }

  private var coders: [Version: CoderSet] = [:]
  private var reasons: [Version: RecodeReason?] = [:]

  init() {}

  /// Adds a coder's codings.
  mutating func add(_ codings: [Coding], by coder: Int, _ codebook: Codebook) {
    // By places: a loop over codings copies each of them.
    for index in codings.indices {
      let version = Version(code: codings[index].code, codebook: codings[index].codebook)
      if reasons[version] == nil { reasons[version] = codebook.awaits(codings[index]) }
      coders[version, default: []].insert(CoderSet(coder))
    }
  }

  /// Adds what was found elsewhere.
  ///
  /// - Parameters:
  ///   - other: what was found.
  ///   - places: here of its coders; `nil` where they are the same.
  mutating func add(_ other: CodedVersions, at places: [Int]? = nil) {
    coders.merge(other.coders.mapValues { $0.moved(to: places) }) { $0.union($1) }
    reasons.merge(other.reasons) { first, _ in first }
  }

  /// What stands in the way of the figures.
  ///
  /// Each stored code for itself: only the rows of one that was redefined have two sides.
  ///
  /// - Parameters:
  ///   - reading: as which codes stored ones count.
  ///   - places: of the coders, in their order.
  /// - Returns: by the places among those.
  func obstacles(_ reading: CodeReading, among places: [Int]) -> FigureObstacles {
    var sides: [Code.ID: FigureObstacles.Sides] = [:]
    var waiting: [Code.ID: CoderSet] = [:]
    for (version, all) in coders {
      let coders = all.among(places)
      let code = reading.codebook.resolved(version.code)
      switch reasons[version] ?? nil {
      case .split: waiting[code, default: []].formUnion(coders)
      case .redefined: sides[code, default: ([], [])].before.formUnion(coders)
      case nil: sides[code, default: ([], [])].after.formUnion(coders)
      }
    }
    var obstacles = FigureObstacles(coders: places.count)
    for (code, side) in sides where !side.before.isEmpty {
      for row in reading.codes(for: code) { obstacles.add(side, to: row) }
    }
    for (code, coders) in waiting {
      for row in reading.codes(for: code) { obstacles.add(waiting: coders, to: row) }
    }
    return obstacles
  }
}

/// Why figures of codes would be about two things at once.
struct FigureObstacles: Sendable {
  /// The coders with codings before and after a code was redefined.
  typealias Sides = (before: CoderSet, after: CoderSet)

  private let all: CoderSet
  /// Of the codes whose codings need a second look.
  private var sides: [Code.ID: Sides] = [:]
  /// The coders with codings that wait for a decision after a split.
  private var waiting: [Code.ID: CoderSet] = [:]

  init(coders: Int) { all = CoderSet(first: coders) }

  mutating func add(_ more: Sides, to row: Code.ID) {
    sides[row, default: ([], [])].before.formUnion(more.before)
    sides[row, default: ([], [])].after.formUnion(more.after)
  }

  mutating func add(waiting coders: CoderSet, to row: Code.ID) {
    waiting[row, default: []].formUnion(coders)
  }

  /// - Parameters:
  ///   - code: one of the rows.
  ///   - coders: between whom; `nil` for all.
  /// - Returns: `nil` where the figures mean what they say.
  func reason(of code: Code.ID, among coders: CoderSet? = nil) -> Measure.Reason? {
    func counts(_ set: CoderSet?) -> Bool {
      guard let set else { return false }
      return !set.isDisjoint(with: coders ?? all)
    }
    if counts(waiting[code]) { return .recodePending }
    return counts(sides[code]?.before) && counts(sides[code]?.after) ? .differentDefinitions : nil
  }
}

extension CoderSet {
  /// The same coders by their places among some of all.
  ///
  /// - Parameter places: of those, in order.
  /// - Returns: without all others.
  func among(_ places: [Int]) -> CoderSet {
    places.indices.reduce(into: []) { result, place in
      if contains(coder: places[place]) { result.insert(CoderSet(place)) }
    }
  }

  /// The same coders at other places: the way back from `among`.
  ///
  /// - Parameter places: of each coder; `nil` where they stay.
  /// - Returns: the set of them.
  func moved(to places: [Int]?) -> CoderSet {
    guard let places else { return self }
    return places.indices.reduce(into: []) { result, coder in
      if contains(coder: coder) { result.insert(CoderSet(places[coder])) }
    }
  }
}
