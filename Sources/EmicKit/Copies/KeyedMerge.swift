extension Merging {
  /// Values that have a key, as one: what one side alone has added, changed or taken away is that side's.
  ///
  /// Without a base nothing is taken away: nobody can tell what is missing from what was never there.
  ///
  /// - Parameters:
  ///   - one: of the one side, by key.
  ///   - other: of the other.
  ///   - base: what both have begun with; `nil` where nobody knows.
  ///   - both: what comes of a value that both sides have changed, in different ways.
  /// - Returns: the values of both, by key.
  /// - Throws: what `both` throws.
  static func keyed<Key: Hashable, Value: Equatable, Problem: Error>(
    _ one: [Key: Value],
    _ other: [Key: Value],
    base: [Key: Value]?,
    both: (Key, Value, Value) throws(Problem) -> Value
  ) throws(Problem) -> [Key: Value] {
    var merged: [Key: Value] = [:]
    for key in Set(one.keys).union(other.keys) {
      let before = base?[key]
      switch (one[key], other[key]) {
      case (let left?, let right?):
        if left == right || right == before {
          merged[key] = left
        } else if left == before {
          merged[key] = right
        } else {
          merged[key] = try both(key, left, right)
        }
      case (let left?, nil): if left != before { merged[key] = left }
      case (nil, let right?): if right != before { merged[key] = right }
      case (nil, nil): break
      }
    }
    return merged
  }
}
