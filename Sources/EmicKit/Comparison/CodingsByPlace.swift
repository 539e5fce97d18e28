/// Codings in the order of the text, found by what they overlap.
struct CodingsByPlace {
  private let codings: [UnitedCoding]
  /// For each coding the furthest end up to it.
  private let reaches: [Int]

  /// - Parameter codings: in order; they may overlap.
  init(_ codings: [UnitedCoding]) {
    self.codings = codings
    var reach = 0
    reaches = codings.map { coding in
      reach = max(reach, coding.span.end)
      return reach
    }
  }

  /// The places of those that share text with a span, in order.
  ///
  /// - Complexity: O(log n + k) for k codings between the first one that reaches the span and its end.
  func places(overlapping span: Span) -> [Int] {
    var (low, high) = (0, reaches.count)
    while low < high {
      let middle = (low + high) / 2
      if reaches[middle] > span.start { high = middle } else { low = middle + 1 }
    }
    var places: [Int] = []
    while low < codings.count, codings[low].span.start < span.end {
      if codings[low].span.overlaps(span) { places.append(low) }
      low += 1
    }
    return places
  }
}
