/// The decisions of two coders about one code: how many units both, one or neither gave it.
///
/// All coefficients come from these four integers. With a = both, b = only the first, c = only the
/// second, d = neither, n = a + b + c + d. Every measure is `no-data` where n = 0.
public struct PairTable: Equatable, Sendable {
  public var both: Int
  public var onlyFirst: Int
  public var onlySecond: Int
  public var neither: Int

  public init(both: Int = 0, onlyFirst: Int = 0, onlySecond: Int = 0, neither: Int = 0) {
    self.both = both
    self.onlyFirst = onlyFirst
    self.onlySecond = onlySecond
    self.neither = neither
  }

  /// Adds the units of another table, as of another transcript.
  public static func += (sum: inout PairTable, other: PairTable) {
    sum.both += other.both
    sum.onlyFirst += other.onlyFirst
    sum.onlySecond += other.onlySecond
    sum.neither += other.neither
  }

  /// Takes away some of the units.
  public static func -= (sum: inout PairTable, other: PairTable) {
    sum.both -= other.both
    sum.onlyFirst -= other.onlyFirst
    sum.onlySecond -= other.onlySecond
    sum.neither -= other.neither
  }

  /// n.
  public var units: Int { both + onlyFirst + onlySecond + neither }

  /// b + c.
  public var disagreeing: Int { onlyFirst + onlySecond }

  /// n₁ = 2a + b + c, the decisions for the code.
  private var given: Int { 2 * both + disagreeing }

  /// n₀ = 2d + b + c, the decisions against it.
  private var withheld: Int { 2 * neither + disagreeing }
}

extension PairTable {
  /// The share of units with the same decision, (a + d) / n.
  public var percent: Measure { .share(both + neither, of: units, otherwise: .noData) }

  /// Positive agreement, 2a / (2a + b + c); `no-variation` where neither coder used the code.
  ///
  /// Source: Cicchetti & Feinstein 1990, Journal of Clinical Epidemiology 43.
  public var positive: Measure {
    ofUnits { .share(2 * both, of: given, otherwise: .noVariation) }
  }

  /// Negative agreement, 2d / (2d + b + c); `no-variation` where the code is in all units of both.
  ///
  /// Source: Cicchetti & Feinstein 1990.
  public var negative: Measure {
    ofUnits { .share(2 * neither, of: withheld, otherwise: .noVariation) }
  }

  /// Cohen's κ, 2 (ad - bc) / ((a+b)(b+d) + (a+c)(c+d)); `no-variation` where that divisor is 0.
  ///
  /// Exactly 0 where only one of the two coders used the code.
  ///
  /// Source: Cohen 1960, Educational and Psychological Measurement 20, for two categories.
  public var kappa: Measure {
    ofUnits {
      let divisor = expectedDisagreement
      guard divisor != 0 else { return .undefined(.noVariation) }
      let excess = Int128(both) * Int128(neither) - Int128(onlyFirst) * Int128(onlySecond)
      return .value(Double(words: 2 * excess) / Double(words: divisor))
    }
  }

  /// n² (1 - p_e) of Cohen's κ.
  var expectedDisagreement: Int128 {
    Int128(both + onlyFirst) * Int128(onlyFirst + neither)
      + Int128(both + onlySecond) * Int128(onlySecond + neither)
  }

  /// Scott's π, (4ad - (b+c)²) / ((2a+b+c)(2d+b+c)); `no-variation` where that divisor is 0.
  ///
  /// Source: Scott 1955, Public Opinion Quarterly 19, for two categories.
  public var pi: Measure {
    varying { divisor in
      let excess = 4 * Int128(both) * Int128(neither) - Int128(disagreeing) * Int128(disagreeing)
      return Double(words: excess) / Double(words: divisor)
    }
  }

  /// Krippendorff's α, 1 - (b+c)(2n-1) / ((2a+b+c)(2d+b+c)); `no-variation` where that divisor is 0.
  ///
  /// Source: Krippendorff 2011, section A, for two coders and two categories.
  public var alpha: Measure {
    varying { 1 - Double(words: Int128(disagreeing) * Int128(2 * units - 1)) / Double(words: $0) }
  }

  /// Gwet's AC1, (p_a - p_e) / (1 - p_e) with p_e = 2π (1 - π) ≤ ½, π = (2a+b+c) / 2n.
  ///
  /// Source: Gwet 2008, for two coders and two categories.
  public var ac1: Measure {
    ofUnits {
      let divisor = 2 * Int128(units) * Int128(units) - Int128(given) * Int128(withheld)
      return .value(
        1 - Double(words: 2 * Int128(units) * Int128(disagreeing)) / Double(words: divisor)
      )
    }
  }

  /// Brennan and Prediger's κ, 2 p_a - 1.
  ///
  /// Source: Brennan & Prediger 1981, for two categories.
  public var brennanPrediger: Measure {
    .share(both + neither - disagreeing, of: units, otherwise: .noData)
  }

  private func ofUnits(_ measure: () -> Measure) -> Measure {
    units == 0 ? .undefined(.noData) : measure()
  }

  private func varying(_ value: (Int128) -> Double) -> Measure {
    ofUnits {
      let divisor = Int128(given) * Int128(withheld)
      return divisor == 0 ? .undefined(.noVariation) : .value(value(divisor))
    }
  }
}
