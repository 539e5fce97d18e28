/// The coefficients that are defined for two coders only.
extension RatingsTable {
  /// Cohen's κ of the two coders, on the units both rated; `nil` if more than two coders rated.
  ///
  /// κ = (p_o - p_e) / (1 - p_e), p_e = Σ_k p_k+ p_+k. One coder constant, the other not: exactly 0.
  /// Undefined: `no-data`, `fewer-than-two-coders`, `no-pairable-units`, `one-category`,
  /// `no-variation` (both constant on the same category).
  ///
  /// Source: Cohen 1960, Educational and Psychological Measurement 20, p. 37–46.
  public var cohenKappa: Measure? {
    ofTwoCoders { pairs in
      let chance = zip(pairs.first, pairs.second).reduce(Int128(0)) {
        $0 + Int128($1.0) * Int128($1.1)
      }
      return pairs.corrected(agreeing: 1, chance: chance)
    }
  }

  /// Scott's π of the two coders, on the units both rated; `nil` if more than two coders rated.
  ///
  /// p_e = Σ_k ((p_k+ + p_+k) / 2)². Undefined as `cohenKappa`.
  ///
  /// Source: Scott 1955, Public Opinion Quarterly 19.
  public var scottPi: Measure? {
    ofTwoCoders { pairs in
      let chance = zip(pairs.first, pairs.second).reduce(Int128(0)) {
        $0 + Int128($1.0 + $1.1) * Int128($1.0 + $1.1)
      }
      return pairs.corrected(agreeing: 4, chance: chance)
    }
  }

  private func ofTwoCoders(_ measure: (TwoCoderCounts) -> Measure) -> Measure? {
    let counts = counts
    let present = counts.presentCoders
    guard present.count <= 2 else { return nil }
    if let obstacle = counts.obstacle { return .undefined(obstacle) }
    guard categories > 1 else { return .undefined(.oneCategory) }
    return measure(TwoCoderCounts(self, present[0], present[1]))
  }
}

/// The margins and the diagonal of the table of two coders, over the units that both rated.
private struct TwoCoderCounts {
  var total = 0
  var equal = 0
  var first: [Int]
  var second: [Int]

  init(_ table: RatingsTable, _ one: Int, _ other: Int) {
    first = [Int](repeating: 0, count: table.categories)
    second = first
    for (row, weight) in zip(table.ratings, table.weights) {
      guard let left = row[one], let right = row[other] else { continue }
      total += weight
      first[left] += weight
      second[right] += weight
      if left == right { equal += weight }
    }
  }

  /// (factor·n·equal - chance) / (factor·n² - chance), in integers up to the division.
  func corrected(agreeing factor: Int128, chance: Int128) -> Measure {
    let scaled = factor * Int128(total)
    let divisor = scaled * Int128(total) - chance
    guard divisor != 0 else { return .undefined(.noVariation) }
    return .value(Double(scaled * Int128(equal) - chance) / Double(divisor))
  }
}
