/// One figure of agreement: a value, or the reason why there is none, and how sure the value is.
///
/// A missing value is never 0, 1 or NaN: 0/0 is `.undefined(.noVariation)` here, and averages skip
/// it and say how many they skipped.
public struct Measure: Equatable, Sendable {
  /// The value, or why there is none.
  public enum Outcome: Equatable, Sendable {
    case value(Double)
    case undefined(Reason)
  }

  /// Why a measure has no value; the raw value is the word used in JSON.
  public enum Reason: String, CaseIterable, Sendable {
    /// Everybody used one and the same category everywhere: agreement by chance is certain.
    case noVariation = "no-variation"
    /// There is no unit, no rating or no span to count.
    case noData = "no-data"
    /// Two or more coders worked, but never on the same unit.
    case noPairableUnits = "no-pairable-units"
    /// Only one category was declared, so nobody had a choice.
    case oneCategory = "one-category"
    /// No coder left a gap, so relevant and irrelevant text cannot be told apart.
    case noGaps = "no-gaps"
    /// No units of different coders share text.
    case noIntersection = "no-intersection"
    /// Agreement takes two.
    case fewerThanTwoCoders = "fewer-than-two-coders"
    /// The coders read different texts. Given by those who know texts, never in here.
    case differentTexts = "different-texts"
    /// The code was redefined between the codings. Given by those who know codebooks.
    case differentDefinitions = "different-definitions"
    /// The code was split and its codings still wait. Given by those who know codebooks.
    case recodePending = "recode-pending"
  }

  public var outcome: Outcome
  /// The standard error, where an analytic one is known.
  public var standardError: Double?
  /// The interval or why there is none; `nil` where none was asked for.
  public var interval: IntervalResult?

  /// A measure that is `value`.
  public static func value(_ value: Double) -> Measure { Measure(outcome: .value(value)) }

  /// A measure that has no value.
  public static func undefined(_ reason: Reason) -> Measure { Measure(outcome: .undefined(reason)) }

  /// The value, or `nil` where the measure is not defined.
  public var value: Double? {
    if case .value(let value) = outcome { value } else { nil }
  }

  /// Why there is no value, or `nil` where there is one.
  public var reason: Reason? {
    if case .undefined(let reason) = outcome { reason } else { nil }
  }
}

extension Measure {
  /// `numerator / denominator`, divided once after both were summed as integers.
  static func share(_ numerator: Int, of denominator: Int, otherwise reason: Reason) -> Measure {
    guard denominator != 0 else { return .undefined(reason) }
    return .value(Double(numerator) / Double(denominator))
  }
}
