/// Codings of several coders that are decided together.
///
/// What any two coders' work matches (`Disagreement`: agreed, boundary, different code) belongs to
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
  /// - Complexity: that of `disagreements` for each pair of coders.
  public func rows() -> [PassageRow] {
    guard layers.count(where: { $0 != nil }) > 1 else { return [] }
    var groups = CodingGroups(layers.map { $0?.codings ?? [] })
    for first in layers.indices {
      for second in layers.indices where second > first {
        for item in disagreements(first, second) {
          groups.join(item.first.map { (first, $0) } + item.second.map { (second, $0) })
        }
      }
    }
    let present = layers.map { $0 != nil }
    let stored = layers.map { layer in
      Dictionary((layer?.sources ?? []).map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
    }
    return groups.all.map { sides in
      let sources = zip(sides, stored).flatMap { side, stored in
        side.flatMap(\.codings).compactMap { stored[$0] }
      }
      return PassageRow(sides: sides, present: present, sources: sources)
    }.sorted()
  }

  /// The rows on which everybody agrees, in passages and outside of them.
  public func agreedRows() -> [PassageRow] { rows().filter { $0.kind == .agreed } }
}

/// Codings of several coders, joined to groups bit by bit (disjoint sets).
private struct CodingGroups {
  private struct Place: Hashable {
    var coder: Int
    var span: Span
    var code: Code.ID
  }

  private let coders: Int
  private var codings: [(coder: Int, coding: UnitedCoding)] = []
  private var places: [Place: Int] = [:]
  /// Of each coding another of its group, or itself.
  private var parents: [Int] = []

  init(_ layers: [[UnitedCoding]]) {
    coders = layers.count
    for (coder, layer) in layers.enumerated() {
      for coding in layer {
        places[Place(coder: coder, span: coding.span, code: coding.code)] = codings.count
        parents.append(codings.count)
        codings.append((coder, coding))
      }
    }
  }

  mutating func join(_ members: [(coder: Int, coding: UnitedCoding)]) {
    let roots = members.compactMap { coder, coding in
      places[Place(coder: coder, span: coding.span, code: coding.code)]
    }.map { root(of: $0) }
    for root in roots.dropFirst() { parents[self.root(of: root)] = self.root(of: roots[0]) }
  }

  /// The groups, each with a list for every coder.
  var all: [[[UnitedCoding]]] {
    mutating get {
      var groups: [Int: [[UnitedCoding]]] = [:]
      for (index, (coder, coding)) in codings.enumerated() {
        groups[root(of: index), default: Array(repeating: [], count: coders)][coder].append(coding)
      }
      return Array(groups.values)
    }
  }

  private mutating func root(of index: Int) -> Int {
    var index = index
    while parents[index] != index {
      parents[index] = parents[parents[index]]
      index = parents[index]
    }
    return index
  }
}
