/// Where two coders' work on one transcript meets or differs.
public struct Disagreement: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// The same code on the same stretch.
    case agreed
    /// The same code on stretches that overlap but are not one and the same.
    case boundary
    /// Different codes on stretches that mostly overlap.
    case differentCode
    /// One coder alone; `beside` where the other coded anything that overlaps it, else alone.
    case missed(beside: Bool)
  }

  public var kind: Kind
  /// The first coder's side, in the order of the text.
  public var first: [UnitedCoding]
  /// The second coder's side.
  public var second: [UnitedCoding]

  /// One of the sides may be empty, never both.
  public init(kind: Kind, first: [UnitedCoding], second: [UnitedCoding]) {
    self.kind = kind
    self.first = first
    self.second = second
  }
}

extension Disagreement {
  /// From the first to the last scalar of both sides.
  public var span: Span {
    let spans = (first + second).map(\.span)
    return spans.dropFirst().reduce(spans[0]) { $0.union($1) }
  }

  /// The same, seen from the second coder.
  public var swapped: Disagreement { Disagreement(kind: kind, first: second, second: first) }

  /// Everything two coders did with a transcript: each united coding is in exactly one item.
  ///
  /// What belongs together is said at `MatchedCodings`.
  ///
  /// - Returns: in the order of the text.
  public static func all(_ first: ComparedLayer, _ second: ComparedLayer) -> [Disagreement] {
    inOrder(first.codings, second.codings)
  }

  /// - Parameters:
  ///   - first: one coder's; those of one code do not overlap.
  ///   - second: the other coder's.
  /// - Returns: in the order of the text.
  package static func all(
    _ first: [UnitedCoding],
    _ second: [UnitedCoding]
  ) -> [Disagreement] {
    inOrder(first.sorted(), second.sorted())
  }

  private static func inOrder(
    _ first: [UnitedCoding],
    _ second: [UnitedCoding]
  ) -> [Disagreement] {
    let matched = MatchedCodings(first, second)
    var items = matched.sameCode.map { sides in
      let (one, other) = (sides.first.map { first[$0] }, sides.second.map { second[$0] })
      let isAgreed = one.count == 1 && other.count == 1 && one[0].span == other[0].span
      return Disagreement(kind: isAgreed ? .agreed : .boundary, first: one, second: other)
    }
    items += matched.differentCode.map { pair in
      Disagreement(
        kind: .differentCode,
        first: [first[pair.first]],
        second: [second[pair.second]]
      )
    }
    let others = SpansByPlace(second.map(\.span))
    items += matched.alone.first.map { place in
      let isBeside = others.hasOverlap(with: first[place].span)
      return Disagreement(kind: .missed(beside: isBeside), first: [first[place]], second: [])
    }
    let all = SpansByPlace(first.map(\.span))
    items += matched.alone.second.map { place in
      let isBeside = all.hasOverlap(with: second[place].span)
      return Disagreement(kind: .missed(beside: isBeside), first: [], second: [second[place]])
    }
    // No two items begin with the same coding: of one code and span there is one item.
    let begins = items.map { min($0.first.first ?? $0.second[0], $0.second.first ?? $0.first[0]) }
    return items.indices.sorted { begins[$0] < begins[$1] }.map { items[$0] }
  }
}
