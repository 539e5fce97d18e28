import Agreement
import EmicKit

/// Numbers as people read them: `.74`, `1.00`, `-.11`.
enum Figures {
  /// A coefficient in two decimals, without the zero that says nothing.
  static func coefficient(_ value: Double) -> String { ShortNumber.text(value, decimals: 2) }

  /// A bound such as .667.
  static func bound(_ value: Double) -> String { ShortNumber.text(value, decimals: 3) }

  /// A share in whole percent; only nothing is 0 % and only all is 100 %.
  static func percent(_ share: Double) -> String { ShortNumber.percent(share) }

  /// The value, or a dash.
  static func text(_ measure: Measure) -> String { measure.value.map(coefficient) ?? "–" }

  static func percent(_ measure: Measure) -> String { measure.value.map { percent($0) } ?? "–" }

  /// `.61 to .83`; empty where there is no interval.
  static func interval(of measure: Measure) -> String {
    guard case .interval(let interval)? = measure.interval else { return "" }
    return "\(coefficient(interval.low)) to \(coefficient(interval.high))"
  }
}
