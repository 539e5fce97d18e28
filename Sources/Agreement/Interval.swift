/// Where the value of a measure probably lies.
public struct Interval: Equatable, Sendable {
  /// How the ends were found.
  public enum Method: Equatable, Sendable {
    /// Gwet's standard error and Student's t; units count as independent.
    case analytic
    /// One transcript left out at a time.
    case jackknife(transcripts: Int)
    /// Whole transcripts drawn with replacement; `undefined` resamples had no value.
    case bootstrap(transcripts: Int, resamples: Int, undefined: Int)
  }

  public var low: Double
  /// Never above 1, the value of perfect agreement.
  public var high: Double
  /// The share of such intervals that hold the true value, 0.95 for 95 %.
  public var confidence: Double
  public var method: Method
  /// The shares of resamples under .667 and .800, Krippendorff's customary bounds; `nil` without
  /// resamples.
  public var below: BelowBounds?

  /// An interval as wide on both sides of `centre`, its upper end cut at 1.
  init(centre: Double, margin: Double, confidence: Double, method: Method) {
    low = centre - margin
    high = min(1, centre + margin)
    self.confidence = confidence
    self.method = method
  }

  /// An interval between two ends, the upper one cut at 1.
  init(low: Double, high: Double, confidence: Double, method: Method) {
    self.low = low
    self.high = min(1, high)
    self.confidence = confidence
    self.method = method
  }
}

/// How often a measure of resampled transcripts fell under what is often asked for.
///
/// Source: Krippendorff, *Content Analysis*, 4th ed. 2019, section 12.2.3 (.800, and .667 for
/// tentative conclusions).
public struct BelowBounds: Equatable, Sendable {
  public static let tentative = 0.667
  public static let reliable = 0.8

  /// The share under `tentative`.
  public var tentative: Double
  /// The share under `reliable`.
  public var reliable: Double

  /// - Parameter values: of the resamples; at least one.
  init(_ values: [Double]) {
    let count = Double(values.count)
    tentative = Double(values.count { $0 < Self.tentative }) / count
    reliable = Double(values.count { $0 < Self.reliable }) / count
  }
}

/// An interval, or why there is none.
public enum IntervalResult: Equatable, Sendable {
  /// Why a value has no interval; the raw value is the word used in JSON.
  public enum Missing: String, CaseIterable, Sendable {
    /// Fewer than six transcripts: any interval would look surer than it is.
    case tooFewTranscripts = "too-few-transcripts"
    /// Without some transcript the measure would not be defined.
    case undefinedReplicates = "undefined-replicates"
  }

  case interval(Interval)
  case missing(Missing)
}
