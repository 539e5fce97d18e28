/// What of two coders' codings belongs together, by places: no coding is copied.
///
/// Same codes are matched first, by connected overlap; of what is left, different codes are paired from
/// the largest share of common text down, if they share at least half of the shorter one.
struct MatchedCodings {
  /// The places of some codings of each coder, in order.
  typealias Sides = (first: ArraySlice<Int>, second: ArraySlice<Int>)

  /// Connected stretches of one code that both have, code by code.
  private(set) var sameCode: [Sides] = []
  /// Two different codes, the best match first.
  private(set) var differentCode: [(first: Int, second: Int)] = []
  /// What is in no match.
  private(set) var alone: (first: [Int], second: [Int]) = ([], [])

  /// - Parameters:
  ///   - first: one coder's, in order; those of one code do not overlap.
  ///   - second: the other coder's.
  /// - Complexity: O(n + m + p log p) for n and m codings and p pairs of different codes that share text.
  init(_ first: [UnitedCoding], _ second: [UnitedCoding]) {
    let codes = CodeNumbers(first, second)
    let (one, other) = (codes.places(in: first), codes.places(in: second))
    var (isFree, isOtherFree) = (Self.all(first), Self.all(second))
    for code in 0..<codes.count {
      for sides in Self.connected(one[code], other[code], first, second) {
        sameCode.append(sides)
        for place in sides.first { isFree[place] = false }
        for place in sides.second { isOtherFree[place] = false }
      }
    }
    for pair in Self.candidates(Self.places(isFree), Self.places(isOtherFree), first, second)
    where isFree[pair.first] && isOtherFree[pair.second] {
      isFree[pair.first] = false
      isOtherFree[pair.second] = false
      differentCode.append((pair.first, pair.second))
    }
    alone = (Self.places(isFree), Self.places(isOtherFree))
  }

  private static func all(_ codings: [UnitedCoding]) -> [Bool] {
    [Bool](repeating: true, count: codings.count)
  }

  private static func places(_ isFree: [Bool]) -> [Int] { isFree.indices.filter { isFree[$0] } }

  /// The stretches of one code to which both coders have given it.
  ///
  /// - Parameters:
  ///   - one: the places of the first coder's codings of the code, in order.
  ///   - other: those of the second coder's.
  ///   - first: all codings of the first coder.
  ///   - second: all of the second.
  /// - Returns: each with the places of both.
  private static func connected(
    _ one: ArraySlice<Int>,
    _ other: ArraySlice<Int>,
    _ first: [UnitedCoding],
    _ second: [UnitedCoding]
  ) -> [Sides] {
    guard !one.isEmpty, !other.isEmpty else { return [] }
    var found: [Sides] = []
    var (next, otherNext) = (one.startIndex, other.startIndex)
    while next < one.endIndex, otherNext < other.endIndex {
      let (from, otherFrom) = (next, otherNext)
      var end = min(first[one[next]].span.start, second[other[otherNext]].span.start)
      // The next coding of either side begins the stretch; who overlaps it joins and may lengthen it.
      var isFirst = true
      while true {
        let start = next < one.endIndex ? first[one[next]].span.start : Int.max
        let otherStart = otherNext < other.endIndex ? second[other[otherNext]].span.start : Int.max
        guard isFirst || min(start, otherStart) < end, min(start, otherStart) < Int.max else {
          break
        }
        isFirst = false
        if start <= otherStart {
          end = max(end, first[one[next]].span.end)
          next += 1
        } else {
          end = max(end, second[other[otherNext]].span.end)
          otherNext += 1
        }
      }
      if from < next, otherFrom < otherNext {
        found.append((one[from..<next], other[otherFrom..<otherNext]))
      }
    }
    return found
  }
}

/// The codes of two coders by numbers, so that their codings are told apart without comparing ids again.
private struct CodeNumbers {
  private var numbers: [Code.ID: Int] = [:]

  init(_ first: [UnitedCoding], _ second: [UnitedCoding]) {
    for codings in [first, second] {
      for place in codings.indices where numbers[codings[place].code] == nil {
        numbers[codings[place].code] = numbers.count
      }
    }
  }

  var count: Int { numbers.count }

  /// The places of each code's codings, in order, by the number of the code.
  func places(in codings: [UnitedCoding]) -> [ArraySlice<Int>] {
    let codes = codings.indices.map { numbers[codings[$0].code] ?? 0 }
    var ends = [Int](repeating: 0, count: count)
    for code in codes { ends[code] += 1 }
    var sum = 0
    for code in ends.indices {
      sum += ends[code]
      ends[code] = sum
    }
    var starts = [0] + ends.dropLast()
    var places = [Int](repeating: 0, count: codings.count)
    for (place, code) in codes.enumerated() {
      places[starts[code]] = place
      starts[code] += 1
    }
    return ends.indices.map { places[($0 == 0 ? 0 : ends[$0 - 1])..<ends[$0]] }
  }
}

extension MatchedCodings {
  /// Two codings of different codes, by their places, and what ranks them.
  private struct Candidate {
    var first: Int
    var second: Int
    var shared: Int
    var union: Int
  }

  /// The pairs that share at least half of the shorter one, the best first.
  private static func candidates(
    _ places: [Int],
    _ otherPlaces: [Int],
    _ first: [UnitedCoding],
    _ second: [UnitedCoding]
  ) -> [Candidate] {
    guard !places.isEmpty, !otherPlaces.isEmpty else { return [] }
    var candidates: [Candidate] = []
    let others = SpansByPlace(otherPlaces.map { second[$0].span })
    for place in places {
      let span = first[place].span
      others.forEach(overlapping: span) { found in
        let other = second[otherPlaces[found]].span
        guard let common = span.intersection(other),
          2 * common.count >= min(span.count, other.count)
        else { return }
        candidates.append(
          Candidate(
            first: place,
            second: otherPlaces[found],
            shared: common.count,
            union: span.union(other).count
          )
        )
      }
    }
    return candidates.sorted { one, other in
      if let isBetter = isBetter(one, other) { return isBetter }
      let (sides, otherSides) = (sides(one, first, second), sides(other, first, second))
      return sides.lexicographicallyPrecedes(otherSides)
    }
  }

  /// Whether a larger share, then a larger overlap ranks the first higher; `nil` where both are equal.
  private static func isBetter(_ one: Candidate, _ other: Candidate) -> Bool? {
    let share = one.shared.multipliedFullWidth(by: other.union)
    let otherShare = other.shared.multipliedFullWidth(by: one.union)
    if share != otherShare { return share > otherShare }
    return one.shared != other.shared ? one.shared > other.shared : nil
  }

  /// Both codings, the smaller first: the same whoever is the first coder.
  private static func sides(
    _ pair: Candidate,
    _ first: [UnitedCoding],
    _ second: [UnitedCoding]
  ) -> [UnitedCoding] {
    [first[pair.first], second[pair.second]].sorted()
  }
}
