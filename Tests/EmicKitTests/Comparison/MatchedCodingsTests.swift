import Testing

@testable import EmicKit

/// What is matched by places is what is matched by asking each coding of one coder about each of the other's.
@Suite("Matched codings and their slow twin") struct MatchedCodingsTests {
  /// Codings of few codes in a short text; those of one code do not overlap.
  private func random(_ numbers: inout SeededNumbers) -> [UnitedCoding] {
    var codings: [UnitedCoding] = []
    for code in ["a", "b", "c"] as [Code.ID] {
      var place = numbers.next(6)
      while place < 40 {
        let end = place + 1 + numbers.next(8)
        codings.append(UnitedCoding(code: code, span: Span(place..<end), codings: []))
        // Some touch.
        place = end + numbers.next(8)
      }
    }
    return codings.sorted()
  }

  @Test("by places and one by one the same is matched", arguments: 1...300)
  func twin(seed: Int) {
    var numbers = SeededNumbers(state: UInt64(seed))
    let (first, second) = (random(&numbers), random(&numbers))
    let matched = MatchedCodings(first, second)
    let twin = SlowMatch(first, second)
    #expect(Set(matched.sameCode.map { [Array($0.first), Array($0.second)] }) == twin.sameCode)
    #expect(matched.differentCode.map { [$0.first, $0.second] } == twin.differentCode)
    #expect(matched.alone.first == twin.alone[0])
    #expect(matched.alone.second == twin.alone[1])
  }
}

private struct SlowMatch {
  var sameCode: Set<[[Int]]> = []
  var differentCode: [[Int]] = []
  var alone: [[Int]]

  init(_ first: [UnitedCoding], _ second: [UnitedCoding]) {
    var free = [Set(first.indices), Set(second.indices)]
    for place in first.indices {
      let group = Self.group(around: place, first, second)
      guard !group[1].isEmpty else { continue }
      sameCode.insert(group)
      free[0].subtract(group[0])
      free[1].subtract(group[1])
    }
    while let best = Self.best(free, first, second) {
      differentCode.append(best)
      free[0].remove(best[0])
      free[1].remove(best[1])
    }
    alone = free.map { $0.sorted() }
  }

  /// All of one code that hang together, by overlap after overlap.
  private static func group(
    around place: Int,
    _ first: [UnitedCoding],
    _ second: [UnitedCoding]
  ) -> [[Int]] {
    var group: [Set<Int>] = [[place], []]
    var isGrowing = true
    while isGrowing {
      let before = group.map(\.count)
      func overlaps(_ one: UnitedCoding, _ other: UnitedCoding) -> Bool {
        one.code == other.code && one.span.overlaps(other.span)
      }
      for here in group[0] {
        group[1].formUnion(second.indices.filter { overlaps(first[here], second[$0]) })
      }
      for here in group[1] {
        group[0].formUnion(first.indices.filter { overlaps(first[$0], second[here]) })
      }
      isGrowing = group.map(\.count) != before
    }
    return group.map { $0.sorted() }
  }

  /// The two of different codes with the largest share of common text, then the largest overlap, then the first of both.
  private static func best(
    _ free: [Set<Int>],
    _ first: [UnitedCoding],
    _ second: [UnitedCoding]
  ) -> [Int]? {
    var pairs: [(rank: (Double, Int), sides: [UnitedCoding], places: [Int])] = []
    for one in free[0] {
      for other in free[1] {
        let (span, otherSpan) = (first[one].span, second[other].span)
        guard let common = span.intersection(otherSpan),
          2 * common.count >= min(span.count, otherSpan.count)
        else { continue }
        let share = Double(common.count) / Double(span.union(otherSpan).count)
        let sides = [first[one], second[other]].sorted()
        pairs.append(((share, common.count), sides, [one, other]))
      }
    }
    return pairs.min { one, other in
      one.rank != other.rank
        ? one.rank > other.rank : one.sides.lexicographicallyPrecedes(other.sides)
    }?.places
  }
}
