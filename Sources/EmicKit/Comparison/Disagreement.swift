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
  /// Same codes are matched first, by connected overlap; of what is left, different codes are paired
  /// from the largest share of common text down, if they share at least half of the shorter one.
  /// - Returns: in the order of the text.
  public static func all(_ first: ComparedLayer, _ second: ComparedLayer) -> [Disagreement] {
    all(first.codings, second.codings)
  }

  /// - Parameters:
  ///   - first: one coder's, in order; those of one code do not overlap.
  ///   - second: the other coder's.
  /// - Returns: in the order of the text.
  package static func all(
    _ first: [UnitedCoding],
    _ second: [UnitedCoding]
  ) -> [Disagreement] {
    var (items, restOfFirst, restOfSecond) = sameCode(first, second)
    var free = (first: [Bool](repeating: true, count: restOfFirst.count), second: [Bool]())
    free.second = [Bool](repeating: true, count: restOfSecond.count)
    for pair in candidates(restOfFirst, restOfSecond) {
      guard free.first[pair.first], free.second[pair.second] else { continue }
      free.first[pair.first] = false
      free.second[pair.second] = false
      items.append(
        Disagreement(
          kind: .differentCode,
          first: [restOfFirst[pair.first]],
          second: [restOfSecond[pair.second]]
        )
      )
    }
    let (all, others) = (CodingsByPlace(first.sorted()), CodingsByPlace(second.sorted()))
    for (coding, isFree) in zip(restOfFirst, free.first) where isFree {
      let beside = !others.places(overlapping: coding.span).isEmpty
      items.append(Disagreement(kind: .missed(beside: beside), first: [coding], second: []))
    }
    for (coding, isFree) in zip(restOfSecond, free.second) where isFree {
      let beside = !all.places(overlapping: coding.span).isEmpty
      items.append(Disagreement(kind: .missed(beside: beside), first: [], second: [coding]))
    }
    return items.sorted { one, other in
      (one.first + one.second).sorted().lexicographicallyPrecedes(
        (other.first + other.second).sorted()
      )
    }
  }
}

extension Disagreement {
  /// Connected overlaps of one code, and what is in none with the other coder.
  private static func sameCode(
    _ first: [UnitedCoding],
    _ second: [UnitedCoding]
  ) -> (items: [Disagreement], first: [UnitedCoding], second: [UnitedCoding]) {
    var open: [Code.ID: Disagreement] = [:]
    var done: [Disagreement] = []
    let all = first.map { ($0, true) } + second.map { ($0, false) }
    for (coding, isFirst) in all.sorted(by: { $0.0 < $1.0 }) {
      var item = Disagreement(kind: .boundary, first: [], second: [])
      if let group = open[coding.code] {
        if group.span.overlaps(coding.span) { item = group } else { done.append(group) }
      }
      if isFirst { item.first.append(coding) } else { item.second.append(coding) }
      open[coding.code] = item
    }
    done += open.values
    var items: [Disagreement] = []
    var rest = (first: [UnitedCoding](), second: [UnitedCoding]())
    for var item in done {
      if item.second.isEmpty {
        rest.first += item.first
      } else if item.first.isEmpty {
        rest.second += item.second
      } else {
        let isOne = item.first.count == 1 && item.second.count == 1
        if isOne, item.first[0].span == item.second[0].span { item.kind = .agreed }
        items.append(item)
      }
    }
    return (items, rest.first.sorted(), rest.second.sorted())
  }

  /// Two codings of different codes, by their places, and what ranks them.
  private struct Candidate {
    var first: Int
    var second: Int
    var shared: Int
    var union: Int
    /// Both codings, the smaller first: the same whoever is the first coder.
    var sides: [UnitedCoding]

    /// Larger share, larger overlap, smaller start, smaller pair.
    func precedes(_ other: Candidate) -> Bool {
      let share = shared.multipliedFullWidth(by: other.union)
      let otherShare = other.shared.multipliedFullWidth(by: union)
      if share != otherShare { return share > otherShare }
      if shared != other.shared { return shared > other.shared }
      return sides.lexicographicallyPrecedes(other.sides)
    }
  }

  private static func candidates(
    _ first: [UnitedCoding],
    _ second: [UnitedCoding]
  ) -> [Candidate] {
    var candidates: [Candidate] = []
    let others = CodingsByPlace(second)
    for (index, one) in first.enumerated() {
      for place in others.places(overlapping: one.span) {
        let other = second[place]
        guard let common = one.span.intersection(other.span),
          2 * common.count >= min(one.span.count, other.span.count)
        else { continue }
        candidates.append(
          Candidate(
            first: index,
            second: place,
            shared: common.count,
            union: one.span.union(other.span).count,
            sides: [one, other].sorted()
          )
        )
      }
    }
    return candidates.sorted { $0.precedes($1) }
  }
}
