/// Every measure of a table of ratings.
public struct RatingMeasures: Equatable, Sendable {
  /// The units with a rating, weighted.
  public var units: Int
  /// The coders with a rating.
  public var coders: Int
  /// The declared categories.
  public var categories: Int
  public var percent: Measure
  /// Cohen's κ; `nil` for more than two coders.
  public var kappa: Measure?
  /// Scott's π; `nil` for more than two coders.
  public var pi: Measure?
  public var fleiss: Measure
  public var conger: Measure
  public var brennanPrediger: Measure
  public var ac1: Measure
  public var alpha: Measure
}

extension RatingsTable {
  /// All measures, those with an analytic standard error with their interval.
  ///
  /// Units without a rating and coders without one are dropped before.
  /// - Parameter confidence: of the intervals, between 0 and 1.
  /// - Returns: every measure, with its reason where it is not defined.
  public func measures(confidence: Double = 0.95) -> RatingMeasures {
    let counts = counts
    let errors = AnalyticErrors(table: self, counts: counts, confidence: confidence)
    return RatingMeasures(
      units: counts.ratedUnits,
      coders: counts.presentCoders.count,
      categories: categories,
      percent: counts.percent,
      kappa: cohenKappa,
      pi: scottPi,
      fleiss: errors.fleiss(counts.fleissKappa),
      conger: errors.conger(counts.congerKappa),
      brennanPrediger: errors.brennanPrediger(counts.brennanPrediger),
      ac1: errors.ac1(counts.ac1),
      alpha: errors.alpha(counts.alpha)
    )
  }
}
