// Written as 1 - observed / expected disagreement: perfect agreement is then exactly 1, and rare
// categories lose no digits to 1 - p_e. Whether a divisor is 0 is decided on the integers.

extension RatingCounts {
  /// The share of agreeing pairs of ratings, averaged over units with two or more ratings.
  ///
  /// p_a = (1/N2) Σ_u Σ_k r_uk (r_uk - 1) / (r_u (r_u - 1)); units weigh the same however many
  /// coders rated them (.8182 on Krippendorff's 2011 data; weighing pairs gives .800).
  /// Undefined: `no-data`, `fewer-than-two-coders`, `no-pairable-units`.
  ///
  /// Source: Gwet, *Handbook of Inter-Rater Reliability*, 4th ed. 2014, ch. 2.
  public var percent: Measure { withPairs { .value(1 - $0) } }

  /// Fleiss' κ, with π_k for chance: units with one rating tell about π_k only.
  ///
  /// κ = (p_a - p_e) / (1 - p_e), p_e = Σ π_k², π_k = (1/N1) Σ r_uk / r_u. Two coders on all units:
  /// Scott's π. Undefined as `percent`, and `one-category`, `no-variation` (one category used).
  ///
  /// Source: Fleiss 1971, Psychological Bulletin 76; with missing ratings Gwet 2014, ch. 2.
  public var fleissKappa: Measure {
    corrected(variation: usedCategories(fewest: 1)) {
      categoryShares.reduce(0) { $0 + $1 * (1 - $1) }
    }
  }

  /// Conger's κ: chance from the habits of each coder instead of their mean.
  ///
  /// p_e = (1/(m(m-1))) Σ_{g≠h} Σ_k p_gk p_hk, p_gk the share of k among the ratings of coder g.
  /// Two coders on all units: Cohen's κ. Undefined as `fleissKappa`.
  ///
  /// Source: Conger 1980, Psychological Bulletin 88; with missing ratings Gwet 2014, ch. 2.
  public var congerKappa: Measure {
    corrected(variation: usedCategories(fewest: 1)) {
      let present = presentCoders
      let count = Double(present.count)
      let shares = coderShares(present)
      var sum = 0.0
      for category in 0..<categories {
        let total = shares.reduce(0) { $0 + $1[category] }
        for share in shares { sum += share[category] * (count - 1 - (total - share[category])) }
      }
      return sum / (count * (count - 1))
    }
  }

  /// p_gk, a row per coder given.
  func coderShares(_ coders: [Int]) -> [[Double]] {
    coders.map { coder in
      let rated = Double(ratingCount(of: coder))
      return (0..<categories).map { Double(byCoder[coder * categories + $0]) / rated }
    }
  }

  /// Brennan and Prediger's κ: chance is one in as many categories as are declared.
  ///
  /// p_e = 1/q; a code present or absent: 2 p_a - 1. Undefined as `percent`, and `one-category`.
  ///
  /// Source: Brennan & Prediger 1981, Educational and Psychological Measurement 41.
  public var brennanPrediger: Measure {
    corrected(variation: nil) { 1 - 1 / Double(categories) }
  }

  /// Gwet's AC1.
  ///
  /// p_e = (1/(q-1)) Σ π_k (1 - π_k). Everybody in one of two categories: 1. High where a code is
  /// rare, so never quoted alone. Undefined as `percent`, and `one-category`.
  ///
  /// Source: Gwet 2008, British Journal of Mathematical and Statistical Psychology 61.
  public var ac1: Measure {
    corrected(variation: nil) {
      1 - categoryShares.reduce(0) { $0 + $1 * (1 - $1) } / Double(categories - 1)
    }
  }

  /// Krippendorff's α for nominal categories, from units with two or more ratings.
  ///
  /// α = 1 - D_o/D_e, n = Σ r_u, n_k = Σ r_uk, D_o = 1 - (1/n) Σ_u Σ_k r_uk (r_uk - 1) / (r_u - 1),
  /// D_e = 1 - Σ_k n_k (n_k - 1) / (n (n - 1)). Through n - 1 it depends on the number of units.
  /// Undefined as `percent`, and `one-category`, `no-variation` (one category in those units).
  ///
  /// Source: Krippendorff 2011, *Computing Krippendorff's Alpha-Reliability*, sections A to C;
  /// *Content Analysis*, 2nd ed. 2004, ch. 11.
  public var alpha: Measure {
    withPairs { _ in
      guard categories > 1 else { return .undefined(.oneCategory) }
      guard usedCategories(fewest: 2) > 1 else { return .undefined(.noVariation) }
      var values = [Int](repeating: 0, count: categories)
      var observed = 0.0
      for count in 2..<units.count {
        for category in 0..<categories {
          values[category] += ratings[count * categories + category]
        }
        observed += Double(disagreeing(count)) / Double(count - 1)
      }
      let n = values.reduce(0, +)
      let expected = values.reduce(Int128(n) * Int128(n)) { $0 - Int128($1) * Int128($1) }
      return .value(1 - Double(n - 1) * observed / Double(expected))
    }
  }

  /// Positive agreement: how often another coder said `category` too where one did.
  ///
  /// P+ = Σ r₁ (r₁ - 1) / Σ r₁ (r - 1) over units with r ≥ 2 ratings, r₁ of them `category`; two
  /// coders: 2a / (2a + b + c). Undefined as `percent`, and `no-variation` where nobody said it.
  ///
  /// Source: Cicchetti & Feinstein 1990, Journal of Clinical Epidemiology 43, for two coders.
  public func specificAgreement(on category: Int) -> Measure {
    withPairs { _ in
      var both = 0
      var pairs = 0
      for count in 2..<units.count {
        both += agreeing[count * categories + category]
        pairs += ratings[count * categories + category] * (count - 1)
      }
      return .share(both, of: pairs, otherwise: .noVariation)
    }
  }
}

extension RatingCounts {
  /// Why there is nothing to compare, or `nil`.
  var obstacle: Measure.Reason? {
    if ratedUnits == 0 { return .noData }
    if presentCoders.count < 2 { return .fewerThanTwoCoders }
    return pairableUnits == 0 ? .noPairableUnits : nil
  }

  /// Runs `measure` on 1 - p_a where there are pairs.
  private func withPairs(_ measure: (Double) -> Measure) -> Measure {
    if let obstacle { return .undefined(obstacle) }
    var sum = 0.0
    for count in 2..<units.count {
      sum += Double(disagreeing(count)) / Double(count * (count - 1))
    }
    return measure(sum / Double(pairableUnits))
  }

  /// 1 - (1 - p_a)/(1 - p_e), where `expected` is 1 - p_e and 0 if fewer than two categories vary.
  private func corrected(variation: Int?, _ expected: () -> Double) -> Measure {
    withPairs { observed in
      guard categories > 1 else { return .undefined(.oneCategory) }
      if let variation, variation < 2 { return .undefined(.noVariation) }
      return .value(1 - observed / expected())
    }
  }
}
