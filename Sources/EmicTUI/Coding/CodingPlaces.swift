import EmicKit

/// Where the codings of a sidecar stand, to find those on a stretch of text without looking at all.
///
/// A frame asks half a dozen times, and the spans of 500 codings lie far apart between their texts.
struct CodingPlaces {
  private var spans: [Span] = []
  /// For each coding, how far it or one before it reaches.
  private var reach: [Int] = []

  /// - Parameter codings: sorted as a sidecar's are.
  init(_ codings: [Coding]) {
    spans.reserveCapacity(codings.count)
    reach.reserveCapacity(codings.count)
    var furthest = 0
    for index in codings.indices {
      spans.append(codings[index].span)
      furthest = max(furthest, codings[index].span.end)
      reach.append(furthest)
    }
  }

  /// The places in the list of the codings that share text with a span, in order.
  func overlapping(_ span: Span) -> [Int] {
    let first = Self.partition(reach.count) { reach[$0] > span.start }
    let end = Self.partition(spans.count) { spans[$0].start >= span.end }
    guard first < end else { return [] }
    return (first..<end).filter { spans[$0].overlaps(span) }
  }

  /// The first number that holds, where all behind it do.
  private static func partition(_ count: Int, _ holds: (Int) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
