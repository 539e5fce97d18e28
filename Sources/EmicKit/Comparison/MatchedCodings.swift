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
    var (isFree, isOtherFree) = (Self.all(first), Self.all(second))
    for places in PlacesByCode(first, second).all {
      for sides in Self.connected(places.first[...], places.second[...], first, second) {
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

/// The places of two coders' codings by code, so that ids are compared once.
private struct PlacesByCode {
  /// By the number of a code, in order: first the first coder's, then the second's.
  private(set) var all: [(first: [Int], second: [Int])] = []
  private var numbers: [Code.ID: Int] = [:]

  init(_ first: [UnitedCoding], _ second: [UnitedCoding]) {
    for place in first.indices { all[number(of: first[place].code)].first.append(place) }
    for place in second.indices { all[number(of: second[place].code)].second.append(place) }
  }

  private mutating func number(of code: Code.ID) -> Int {
    if let number = numbers[code] { return number }
    numbers[code] = all.count
    all.append(([], []))
    return all.count - 1
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
