import EmicKit
import Agreement

/// Figures in as few cells as they need.
enum FigureText {
  /// `.60`, `-.11`, `1.00`.
  static func number(_ value: Double) -> String { ShortNumber.text(value, decimals: 2) }

  /// A value with its shade, so that a column is read at a glance; `–` where it is not defined.
  static func shaded(_ measure: Measure) -> String {
    measure.value.map { "\(number($0)) \(shade($0))" } ?? "–  "
  }

  static func plain(_ measure: Measure) -> String { measure.value.map(number) ?? "–" }

  /// `.55 [.31 .78]`.
  static func withInterval(_ measure: Measure) -> String {
    guard case .interval(let interval)? = measure.interval else { return plain(measure) }
    return "\(plain(measure)) [\(number(interval.low)) \(number(interval.high))]"
  }

  /// Fuller is higher; colour has no part in it.
  static func shade(_ value: Double) -> Character {
    switch value {
    case ..<0.2: "·"
    case ..<0.4: "░"
    case ..<0.667: "▒"
    case ..<0.8: "▓"
    default: "█"
    }
  }

  /// Why there is no figure, in the words of the table.
  static func reason(
    _ reason: Measure.Reason,
    of row: CodeRow,
    in layer: CodingLayer
  ) -> String {
    switch reason {
    case .noVariation:
      row.unitsWith == 0
        ? "nobody used it in this scope"
        : row.isWithoutSecondCoder ? "used only where one coder was" : "used everywhere by all"
    case .noData: "there is nothing to count"
    case .noPairableUnits: "no two coders worked on the same unit"
    case .oneCategory: "there was nothing to choose"
    case .noGaps: "nobody left a gap"
    case .noIntersection: "no stretches share text"
    case .fewerThanTwoCoders: "fewer than two coders"
    case .differentTexts: "the coders read different texts"
    case .differentDefinitions: "coded under different definitions"
    // What was submitted stays as it was, whatever is recoded.
    case .recodePending where layer == .submitted: "was split after it was submitted"
    case .recodePending: "was split, and codings wait to be recoded"
    }
  }
}
