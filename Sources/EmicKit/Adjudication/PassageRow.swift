/// Codings of several coders that are decided together.
///
/// What any two coders' work matches (`MatchedCodings`: same code, different codes) belongs to
/// one row, over all coders; a coding that nobody matches is a row of its own.
public struct PassageRow: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// Everybody who has a layer gave the same code to the same stretch.
    case agreed
    /// One code, but not the same stretch; some coder may have nothing there (`missing`).
    case boundary
    case differentCode
    /// Some coder has nothing there; those who have something agree.
    case missed
  }

  public let kind: Kind
  /// One for each compared coder, in their order and that of the text; empty: nothing there.
  public let sides: [[UnitedCoding]]
  /// The coders, by their place, who looked and have nothing there; who has neither a side nor is
  /// named here has no layer.
  public let missing: [Int]
  /// From the first to the last scalar of all sides.
  public let span: Span
  /// The codings of all sides as stored, by id.
  public let sources: [Coding]

  /// - Parameters:
  ///   - sides: one for each compared coder, not all of them empty.
  ///   - present: for each, whether there is a layer.
  ///   - sources: the codings of all sides as stored.
  init(sides: [[UnitedCoding]], present: [Bool], sources: [Coding]) {
    let codings = Array(sides.joined())
    self.sides = sides
    missing = sides.indices.filter { present[$0] && sides[$0].isEmpty }
    span = codings.dropFirst().reduce(codings[0].span) { $0.union($1.span) }
    self.sources = sources.sorted { $0.id < $1.id }
    let given = sides.filter { !$0.isEmpty }
    let isOne = given.allSatisfy { $0.count == 1 && $0[0].span == codings[0].span }
    kind =
      codings.contains { $0.code != codings[0].code }
      ? .differentCode : !isOne ? .boundary : missing.isEmpty ? .agreed : .missed
  }

  /// Whether a coder, by their place, has a layer here, also one that has nothing in this row.
  public func isCoded(by coder: Int) -> Bool { !sides[coder].isEmpty || missing.contains(coder) }

  /// Whether two coders, by their places, have these codes for each other here, as confusions are counted: what both
  /// have, and what goes better with another code, is none.
  package func holdsConfusion(
    of code: Code.ID,
    by one: Int,
    with otherCode: Code.ID,
    by other: Int
  ) -> Bool {
    let (first, second) = (sides[one], sides[other])
    return MatchedCodings(first, second).differentCode.contains { pair in
      first[pair.first].code == code && second[pair.second].code == otherCode
    }
  }

  /// The ids of what a verdict about the row settles.
  public var from: [Coding.ID] { sources.map(\.id) }

  /// When something of it was last changed.
  var modified: Timestamp {
    sources.map(\.modified).max() ?? Timestamp(milliseconds: 0)
  }

  /// The codes of all sides, in the order of the text, each once.
  package var codes: [Code.ID] {
    codings.reduce(into: []) { if !$0.contains($1.code) { $0.append($1.code) } }
  }

  /// All sides' codings, in the order of the text.
  var codings: [UnitedCoding] { sides.joined().sorted() }
}

extension PassageRow.Kind {
  /// Why the coders probably differed, where nobody has said it yet.
  public var likeliestReason: Settlement.Reason {
    switch self {
    case .boundary, .agreed: .boundary
    case .missed: .missed
    case .differentCode: .differentCode
    }
  }
}

extension PassageRow: Comparable {
  /// In the order of the text, whatever the order of the coders.
  public static func < (one: PassageRow, other: PassageRow) -> Bool {
    one.span != other.span
      ? one.span < other.span : one.codings.lexicographicallyPrecedes(other.codings)
  }
}

extension ComparedTranscript {
  /// What is decided together: each united coding of each coder is in exactly one row.
  ///
  /// - Returns: in the order of the text; none where fewer than two coders have a layer.
  /// - Complexity: that of `MatchedCodings` for each pair of coders.
  public func rows() -> [PassageRow] {
    guard layers.count(where: { $0 != nil }) > 1 else { return [] }
    var groups = CodingGroups(layers.map { $0?.codings ?? [] })
    for first in layers.indices {
      for second in layers.indices where second > first {
        guard let one = layers[first], let other = layers[second] else { continue }
        groups.join(MatchedCodings(one.codings, other.codings), of: first, second)
      }
    }
    let present = layers.map { $0 != nil }
    let stored = layers.map { layer in
      let ids = (layer?.sources ?? []).enumerated().map { ($1.id, $0) }
      return Dictionary(ids, uniquingKeysWith: { one, _ in one })
    }
    return groups.all.map { sides in
      let sources = sides.indices.flatMap { coder in
        sides[coder].flatMap(\.codings).compactMap { id in
          stored[coder][id].flatMap { layers[coder]?.sources[$0] }
        }
      }
      return PassageRow(sides: sides, present: present, sources: sources)
    }.sorted()
  }

  /// The rows on which everybody agrees, in passages and outside of them.
  public func agreedRows() -> [PassageRow] { rows().filter { $0.kind == .agreed } }
}

/// Codings of several coders, joined to groups bit by bit (disjoint sets).
private struct CodingGroups {
  private let layers: [[UnitedCoding]]
  /// Where the codings of each coder begin among all.
  private let starts: [Int]
  /// Of each coding another of its group, or itself.
  private var parents: [Int]

  init(_ layers: [[UnitedCoding]]) {
    self.layers = layers
    starts = layers.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    parents = Array(0..<starts[layers.count])
  }

  /// Joins what two coders' codings match.
  mutating func join(_ matched: MatchedCodings, of first: Int, _ second: Int) {
    let (start, otherStart) = (starts[first], starts[second])
    for sides in matched.sameCode {
      guard let one = sides.first.first else { continue }
      for place in sides.first { join(start + one, start + place) }
      for place in sides.second { join(start + one, otherStart + place) }
    }
    for pair in matched.differentCode { join(start + pair.first, otherStart + pair.second) }
  }

  /// The groups, each with a list for every coder.
  var all: [[[UnitedCoding]]] {
    mutating get {
      var groups: [[[UnitedCoding]]] = []
      var places = [Int](repeating: -1, count: parents.count)
      for (coder, layer) in layers.enumerated() {
        for (place, coding) in layer.enumerated() {
          let root = root(of: starts[coder] + place)
          if places[root] < 0 {
            places[root] = groups.count
            groups.append(Array(repeating: [], count: layers.count))
          }
          groups[places[root]][coder].append(coding)
        }
      }
      return groups
    }
  }

  private mutating func join(_ one: Int, _ other: Int) { parents[root(of: other)] = root(of: one) }

  private mutating func root(of index: Int) -> Int {
    var index = index
    while parents[index] != index {
      parents[index] = parents[parents[index]]
      index = parents[index]
    }
    return index
  }
}
