/// How many keystrokes lie between two words; behind every "Did you mean".
package enum EditDistance {
  /// Insertions, removals, substitutions and swaps of neighbours that turn one text into the other.
  ///
  /// - Returns: `nil` when the distance is larger than `limit`.
  /// - Complexity: O(length × length) in scalars.
  static func between(_ one: String, _ other: String, limit: Int) -> Int? {
    var (short, long) = (Array(one.unicodeScalars)[...], Array(other.unicodeScalars)[...])
    guard abs(short.count - long.count) <= limit else { return nil }
    while let last = short.last, last == long.last {
      short.removeLast()
      long.removeLast()
    }
    let shared = zip(short, long).prefix { $0 == $1 }.count
    return between(Array(short[shared...]), Array(long[shared...]), limit: limit)
  }

  private static func between(
    _ short: [Unicode.Scalar],
    _ long: [Unicode.Scalar],
    limit: Int
  ) -> Int? {
    var beforeLast: [Int] = []
    var last = Array(0...long.count)
    for row in short.indices {
      var current = [row + 1]
      for column in long.indices {
        let isSame = short[row] == long[column]
        var best = min(last[column] + (isSame ? 0 : 1), last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, short[row] == long[column - 1], short[row - 1] == long[column] {
          best = min(best, beforeLast[column - 1] + 1)
        }
        current.append(best)
      }
      // No later row can be nearer than the nearer of the last two.
      if (current + last).allSatisfy({ $0 > limit }) { return nil }
      beforeLast = last
      last = current
    }
    return last[long.count] <= limit ? last[long.count] : nil
  }

  /// The word that was probably meant: the nearest of the known ones, the first of equals.
  ///
  /// - Returns: `nil` when nothing is within a quarter of the word's length: a slip in a short word, three
  ///   in a long one. Of one or two letters nobody knows what was meant; of two Chinese characters one
  ///   may be another.
  package static func nearest(to word: String, among known: some Sequence<String>) -> String? {
    let length = word.unicodeScalars.count
    var limit = max(1, min(3, length / 4))
    var best: String?
    // Longer words are nobody's slip of the pen, and cost time.
    guard length <= 64 else { return nil }
    guard length > 2 || length == 2 && word.unicodeScalars.allSatisfy(\.isHan) else { return nil }
    for candidate in known {
      guard let distance = between(word, candidate, limit: limit) else { continue }
      best = candidate
      if distance == 0 { break }
      limit = distance - 1
    }
    return best
  }
}
