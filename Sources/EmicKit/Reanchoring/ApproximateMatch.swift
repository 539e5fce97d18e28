/// The place in a text that is most like some words: by edit distance, over a whole window.
///
/// Source: Sellers 1980, Journal of Algorithms 1, "The theory and computation of evolutionary
/// distances": the table of edit distance in which a match may begin anywhere.
struct ApproximateMatch: Hashable {
  /// In scalars of the text.
  var span: Span
  /// Scalars inserted, left out or replaced.
  var distance: Int

  /// The best match of some words, if no other is as good.
  ///
  /// - Parameters:
  ///   - words: as scalars, not empty.
  ///   - text: all of it, as scalars.
  ///   - limit: the largest distance; small beside the number of words' scalars.
  /// - Returns: `nil` where nothing is like enough, or two places are alike.
  static func unique(of words: [UInt32], in text: [UInt32], within limit: Int) -> ApproximateMatch?
  {
    var best: [ApproximateMatch] = []
    for window in windows(of: words, in: text, within: limit) {
      for match in matches(of: words, in: text, window, within: limit) {
        guard let distance = best.first?.distance else {
          best = [match]
          continue
        }
        if match.distance < distance {
          best = [match]
        } else if match.distance == distance, !best.contains(match) {
          best.append(match)
        }
      }
    }
    guard let first = best.first else { return nil }
    // Matches that share text are one place with other edges.
    guard best.allSatisfy({ $0.span.overlaps(first.span) }) else { return nil }
    return best.min { one, other in
      let off = [one, other].map { abs($0.span.count - words.count) }
      return off[0] != off[1] ? off[0] < off[1] : one.span < other.span
    }
  }

  /// Where a match can be: of `limit` + 1 pieces of the words one stands there unchanged.
  private static func windows(
    of words: [UInt32],
    in text: [UInt32],
    within limit: Int
  ) -> [Range<Int>] {
    var windows: [Range<Int>] = []
    for number in 0...limit {
      let piece =
        words.count * number / (limit + 1)..<words.count * (number + 1) / (limit + 1)
      for place in ScalarSearch.places(of: Array(words[piece]), in: text) {
        let start = max(0, place - piece.lowerBound - limit)
        let end = min(text.count, place - piece.lowerBound + words.count + limit)
        if start < end { windows.append(start..<end) }
      }
    }
    var merged: [Range<Int>] = []
    for window in windows.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, window.lowerBound <= last.upperBound {
        merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, window.upperBound)
      } else {
        merged.append(window)
      }
    }
    return merged
  }

  /// The matches of least distance in a window.
  private static func matches(
    of words: [UInt32],
    in text: [UInt32],
    _ window: Range<Int>,
    within limit: Int
  ) -> [ApproximateMatch] {
    var least = limit
    var found: [ApproximateMatch] = []
    // A column of the table: for each number of the words' scalars the distance, and where it began.
    var distances = Array(0...words.count)
    var starts = [Int](repeating: window.lowerBound, count: words.count + 1)
    for place in window {
      var (diagonal, diagonalStart) = (0, place)
      (distances[0], starts[0]) = (0, place + 1)
      for row in 1...words.count {
        var distance = diagonal + (words[row - 1] == text[place] ? 0 : 1)
        var start = diagonalStart
        // A scalar of the text more, then one of the words that is not in the text.
        if distances[row] + 1 < distance { (distance, start) = (distances[row] + 1, starts[row]) }
        if distances[row - 1] + 1 < distance {
          (distance, start) = (distances[row - 1] + 1, starts[row - 1])
        }
        (diagonal, diagonalStart) = (distances[row], starts[row])
        (distances[row], starts[row]) = (distance, start)
      }
      let (distance, start) = (distances[words.count], starts[words.count])
      guard distance <= least, start < place + 1 else { continue }
      if distance < least { found = [] }
      least = distance
      found.append(ApproximateMatch(span: Span(start..<place + 1), distance: distance))
    }
    return found
  }
}
