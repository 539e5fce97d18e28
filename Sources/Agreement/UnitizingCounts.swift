/// A stretch of text that a coder marked with a value: start included, end excluded.
public struct MarkedUnit: Equatable, Sendable {
  public var start: Int
  public var end: Int
  /// A number from 0; which codes share a list of values is for the caller to say.
  public var value: Int

  public init(start: Int, end: Int, value: Int) {
    self.start = start
    self.end = end
    self.value = value
  }
}

/// The integer sums over a continuum behind Krippendorff's unitizing coefficients.
///
/// Each coder partitions [0, L) into units with one value each and gaps φ between them. Touching
/// units stay two. Counts of several transcripts add up (`+=`), which is their concatenation: no
/// unit crosses from one into the next. Only transcripts that all coders worked on belong here; a
/// coder with no units marked nothing.
///
/// With M coders (of m) in a unit at a position, n_c of them with value c:
/// ℓ_ck = 1/(m-1) Σ_i Σ_{j≠i} Σ_g Σ_h |S_ig(c) ∩ S_jh(k)|, kept here times m - 1.
public struct UnitizingCounts: Equatable, Sendable {
  /// What is wrong with the input.
  public enum Problem: Error, Equatable {
    /// A unit is empty, outside [0, L), before its forerunner's end, or has an undeclared value.
    case unit(coder: Int, index: Int)
  }

  public let coders: Int
  public let values: Int
  /// L.
  public internal(set) var length: Int
  /// All coders' text with each value, ℓ_c without index k.
  var marked: [Int]
  /// (m-1) ℓ_cc for each value.
  var same: [Int]
  /// (m-1) ℓ_φφ.
  var bothGaps: Int
  /// Text with each value against any unit of each other coder, (m-1) ℓ*_c.
  var met: [Int]
  /// C_c for each value: Σ |S|² of its units, which overflows 64 bits for long texts.
  var squares: [Int128]
  /// (m-1) C*_c for each value: Σ over other coders of (the unit's text in any of their units)².
  var metSquares: [Int128]

  /// No text yet.
  public init(coders: Int, values: Int) {
    self.coders = coders
    self.values = values
    length = 0
    bothGaps = 0
    marked = [Int](repeating: 0, count: values)
    same = marked
    met = marked
    squares = [Int128](repeating: 0, count: values)
    metSquares = squares
  }

  /// Counts one transcript.
  ///
  /// - Parameters:
  ///   - length: L, the length of the text.
  ///   - units: a list per coder, in order and without overlaps.
  ///   - values: the number of values that units can have.
  /// - Throws: `Problem` at the first unit that breaks the order or has an undeclared value.
  /// - Complexity: O(coders² × units), whatever the length of the text.
  public init(length: Int, units: [[MarkedUnit]], values: Int) throws(Problem) {
    self.init(coders: units.count, values: values)
    for (coder, list) in units.enumerated() {
      var end = 0
      for (index, unit) in list.enumerated() {
        guard
          unit.start >= end, unit.end > unit.start, unit.end <= length,
          (0..<values).contains(unit.value)
        else { throw .unit(coder: coder, index: index) }
        end = unit.end
      }
    }
    self.length = length
    countLengths(units)
    countMeetings(units)
  }

  /// Adds another transcript by the same coders.
  public static func += (sum: inout UnitizingCounts, other: UnitizingCounts) {
    precondition(
      sum.coders == other.coders && sum.values == other.values,
      "counts of different coders or values do not add up"
    )
    sum.length += other.length
    sum.bothGaps += other.bothGaps
    for value in 0..<sum.values {
      sum.marked[value] += other.marked[value]
      sum.same[value] += other.same[value]
      sum.met[value] += other.met[value]
      sum.squares[value] += other.squares[value]
      sum.metSquares[value] += other.metSquares[value]
    }
  }
}

extension UnitizingCounts {
  private mutating func countLengths(_ units: [[MarkedUnit]]) {
    var (marked, squares) = (self.marked, self.squares)
    for list in units {
      for unit in list {
        let length = unit.end - unit.start
        marked[unit.value] += length
        squares[unit.value] += Int128(length) * Int128(length)
      }
    }
    (self.marked, self.squares) = (marked, squares)
  }

  /// Each two coders, by one walk over the units of both.
  private mutating func countMeetings(_ units: [[MarkedUnit]]) {
    for first in units.indices {
      for second in units.indices where second > first {
        countMeetings(units[first], units[second])
      }
    }
  }

  private mutating func countMeetings(_ first: [MarkedUnit], _ second: [MarkedUnit]) {
    // Sums in arrays of their own: each of a value's fields is looked after at every change.
    var (same, met, metSquares) = (self.same, self.met, self.metSquares)
    var gaps = length
    func leave(_ unit: MarkedUnit, _ shared: Int) {
      gaps -= unit.end - unit.start
      met[unit.value] += shared
      metSquares[unit.value] += Int128(shared) * Int128(shared)
    }
    var (one, other) = (0, 0)
    // What the units that the walk is at have shared with units of the other coder so far.
    var (sharedByOne, sharedByOther) = (0, 0)
    while one < first.count, other < second.count {
      let (a, b) = (first[one], second[other])
      let shared = min(a.end, b.end) - max(a.start, b.start)
      if shared > 0 {
        gaps += shared
        sharedByOne += shared
        sharedByOther += shared
        if a.value == b.value { same[a.value] += 2 * shared }
      }
      if a.end <= b.end {
        leave(a, sharedByOne)
        (one, sharedByOne) = (one + 1, 0)
      } else {
        leave(b, sharedByOther)
        (other, sharedByOther) = (other + 1, 0)
      }
    }
    // The list that is not at its end may be in the middle of a unit.
    while one < first.count {
      leave(first[one], sharedByOne)
      (one, sharedByOne) = (one + 1, 0)
    }
    while other < second.count {
      leave(second[other], sharedByOther)
      (other, sharedByOther) = (other + 1, 0)
    }
    bothGaps += 2 * gaps
    (self.same, self.met, self.metSquares) = (same, met, metSquares)
  }
}
