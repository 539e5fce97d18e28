/// Gwet's standard errors of the nominal coefficients, for units that are independent of each other.
///
/// Each coefficient is written as a mean over units of a linearised value a'_u; its variance is
/// Σ (a'_u - a)² / (N (N - 1)), its interval a ± t se with N - 1 degrees of freedom, cut at 1.
/// No error with fewer than two units.
///
/// Sources: Gwet 2008, British Journal of Mathematical and Statistical Psychology 61 (AC1, Fleiss'
/// κ); Gwet, *Handbook of Inter-Rater Reliability*, 4th ed. 2014, and *Large-sample variance of
/// Fleiss generalized kappa*, 2021 (forms with missing ratings, Brennan–Prediger, Conger, α).
struct AnalyticErrors {
  /// A unit with a rating.
  private struct Unit {
    var weight: Int
    /// r_uk for each k that some coder chose: of thousands of categories a unit has a few.
    var cells: [(category: Int, count: Double)]
    /// r_u.
    var rated: Double
    var ratings: [Int?]
    /// Σ_k r_uk (r_uk - 1).
    var agreeing: Double { cells.reduce(0) { $0 + $1.count * ($1.count - 1) } }

    /// Σ_k r_uk v_k.
    func sum(_ value: (Int) -> Double) -> Double {
      cells.reduce(0) { $0 + $1.count * value($1.category) }
    }
  }

  private let units: [Unit]
  private let counts: RatingCounts
  private let confidence: Double

  init(table: RatingsTable, counts: RatingCounts, confidence: Double) {
    self.counts = counts
    self.confidence = confidence
    units = zip(table.ratings, table.weights).compactMap { row, weight in
      var cells: [(category: Int, count: Double)] = []
      var rated = 0.0
      for case let category? in row {
        if let place = cells.firstIndex(where: { $0.category == category }) {
          cells[place].count += 1
        } else {
          cells.append((category, 1))
        }
        rated += 1
      }
      guard rated > 0, weight > 0 else { return nil }
      return Unit(weight: weight, cells: cells, rated: rated, ratings: row)
    }
  }

  /// p_e,u = Σ_k π_k r_uk / r_u.
  func fleiss(_ measure: Measure) -> Measure {
    let shares = counts.categoryShares
    return corrected(measure, chance: shares.reduce(0) { $0 + $1 * $1 }) { unit in
      unit.sum { shares[$0] } / unit.rated
    }
  }

  /// p_e,u = (1/(q-1)) Σ_k r_uk (1 - π_k) / r_u.
  func ac1(_ measure: Measure) -> Measure {
    let shares = counts.categoryShares
    let others = Double(counts.categories - 1)
    let chance = shares.reduce(0) { $0 + $1 * (1 - $1) } / others
    return corrected(measure, chance: chance) { unit in
      unit.sum { 1 - shares[$0] } / unit.rated / others
    }
  }

  /// p_e does not come from the ratings, so it adds nothing to the error.
  func brennanPrediger(_ measure: Measure) -> Measure {
    let chance = 1 / Double(counts.categories)
    return corrected(measure, chance: chance) { _ in chance }
  }

  /// p_e = (1/(m(m-1))) Σ_{g≠h} Σ_k p_gk p_hk, its margins p_gk = n_gk / n_g linearised as ratios:
  /// p_e,u = (1/(m(m-1))) Σ_g Σ_k (N/n_g) (δ_ugk - (ε_ug - n_g/N) p_gk) (Σ_h p_hk - p_gk), where δ
  /// says whether g put u into k, and ε whether g rated u.
  func conger(_ measure: Measure) -> Measure {
    let present = counts.presentCoders
    let shares = counts.coderShares(present)
    let totals = (0..<counts.categories).map { category in
      shares.reduce(0) { $0 + $1[category] }
    }
    let total = Double(counts.ratedUnits)
    let pairs = Double(present.count * (present.count - 1))
    /// Σ_k p_gk (Σ_h p_hk - p_gk) for each coder.
    let meetings = shares.map { share in
      zip(share, totals).reduce(0) { $0 + $1.0 * ($1.1 - $1.0) }
    }
    let rated = present.map { Double(counts.ratingCount(of: $0)) }
    return corrected(measure, chance: meetings.reduce(0, +) / pairs) { unit in
      var sum = 0.0
      for (index, coder) in present.enumerated() {
        sum += meetings[index]
        guard let category = unit.ratings[coder] else { continue }
        let others = totals[category] - shares[index][category]
        sum += total / rated[index] * (others - meetings[index])
      }
      return sum / pairs
    }
  }

  /// α on the units with two or more ratings, r̄ their mean number of ratings:
  /// p'_a,u = Σ_k r_uk (r_uk - 1) / (r̄ (r_u - 1)), p_a = (1 - ε) p'_a + ε with ε = 1/Σ r_u,
  /// π_k = mean r_uk / r̄, α' = (p'_a - p_e) / (1 - p_e),
  /// a_u = (p'_a,u - p_a (r_u - r̄)/r̄ - p_e) / (1 - p_e),
  /// p_e,u = Σ_k π_k r_uk / r̄ - p_e (r_u - r̄)/r̄, a'_u = a_u - 2 (1 - α') (p_e,u - p_e) / (1 - p_e).
  func alpha(_ measure: Measure) -> Measure {
    guard measure.value != nil else { return measure }
    let pairable = units.filter { $0.rated >= 2 }
    let count = Double(counts.pairableUnits)
    let ratings = pairable.reduce(0) { $0 + Double($1.weight) * $1.rated }
    let mean = ratings / count
    var shares = [Double](repeating: 0, count: counts.categories)
    for unit in pairable {
      for (category, count) in unit.cells {
        shares[category] += Double(unit.weight) * count / ratings
      }
    }
    let chance = shares.reduce(0) { $0 + $1 * $1 }
    func agreeing(_ unit: Unit) -> Double { unit.agreeing / (mean * (unit.rated - 1)) }
    let raw = pairable.reduce(0) { $0 + Double($1.weight) * agreeing($1) } / count
    let percent = raw + (1 - raw) / ratings
    let centre = (raw - chance) / (1 - chance)
    let deviations = pairable.reduce(0) { sum, unit in
      let excess = (unit.rated - mean) / mean
      let value = (agreeing(unit) - percent * excess - chance) / (1 - chance)
      let expected = unit.sum { shares[$0] } / mean - chance * excess
      let linear = value - 2 * (1 - centre) * (expected - chance) / (1 - chance)
      return sum + Double(unit.weight) * (linear - centre) * (linear - centre)
    }
    return with(deviations, units: counts.pairableUnits, measure)
  }

  /// a_u = (N/N2) (p_a,u - p_e [r_u ≥ 2]) / (1 - p_e), a'_u = a_u - 2 (1 - a) (p_e,u - p_e)/(1 - p_e).
  private func corrected(
    _ measure: Measure,
    chance: Double,
    _ unitChance: (Unit) -> Double
  ) -> Measure {
    guard let centre = measure.value else { return measure }
    let scale = Double(counts.ratedUnits) / Double(counts.pairableUnits)
    let deviations = units.reduce(0) { sum, unit in
      let pairable = unit.rated >= 2
      let agreeing = pairable ? unit.agreeing / (unit.rated * (unit.rated - 1)) - chance : 0
      let value = scale * agreeing / (1 - chance)
      let linear = value - 2 * (1 - centre) * (unitChance(unit) - chance) / (1 - chance)
      return sum + Double(unit.weight) * (linear - centre) * (linear - centre)
    }
    return with(deviations, units: counts.ratedUnits, measure)
  }

  private func with(_ deviations: Double, units: Int, _ measure: Measure) -> Measure {
    guard
      let centre = measure.value,
      let t = StudentT.quantile(confidence: confidence, degrees: units - 1)
    else { return measure }
    var measure = measure
    let error = (deviations / (Double(units) * Double(units - 1))).squareRoot()
    measure.standardError = error
    measure.interval = .interval(
      Interval(centre: centre, margin: t * error, confidence: confidence, method: .analytic)
    )
    return measure
  }
}
