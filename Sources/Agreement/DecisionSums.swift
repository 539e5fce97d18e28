/// What α and P+ of one code need of the decisions of any number of coders: `RatingCounts` for two
/// categories, small enough to be added up for thousands of resamples.
struct DecisionSums: ClusterSums {
  /// Σ r, the decisions about units that at least two coders decided about.
  private var decisions = 0
  /// Σ r₁, those for the code.
  private var given = 0
  /// Σ 2 r₁ (r - r₁) / (r - 1).
  private var disagreement = 0.0
  /// Σ r₁ (r₁ - 1).
  private var agreeing = 0
  /// Σ r₁ (r - 1).
  private var pairs = 0

  init() {}

  /// The sums of a transcript; all zero where fewer than two coders worked on it.
  init(_ cells: CoverCells) {
    let present = cells.present.count
    guard present > 1 else { return }
    var differing = 0
    for cell in cells.cells {
      let yes = cell.coders.intersection(cells.present).count
      decisions += cell.units * present
      given += cell.units * yes
      differing += cell.units * 2 * yes * (present - yes)
      agreeing += cell.units * yes * (yes - 1)
      pairs += cell.units * yes * (present - 1)
    }
    disagreement = Double(differing) / Double(present - 1)
  }

  static func += (sum: inout DecisionSums, other: DecisionSums) {
    sum.decisions += other.decisions
    sum.given += other.given
    sum.disagreement += other.disagreement
    sum.agreeing += other.agreeing
    sum.pairs += other.pairs
  }

  static func -= (sum: inout DecisionSums, other: DecisionSums) {
    sum.decisions -= other.decisions
    sum.given -= other.given
    sum.disagreement -= other.disagreement
    sum.agreeing -= other.agreeing
    sum.pairs -= other.pairs
  }

  /// As `RatingCounts.alpha`, 1 - (n - 1) Σ … / 2 n₁ n₀.
  var alpha: Measure {
    guard decisions > 0 else { return .undefined(.noData) }
    let variation = 2 * Int128(given) * Int128(decisions - given)
    guard variation > 0 else { return .undefined(.noVariation) }
    return .value(1 - Double(decisions - 1) * disagreement / Double(words: variation))
  }

  /// As `RatingCounts.specificAgreement(on:)` of "yes".
  var positive: Measure { .share(agreeing, of: pairs, otherwise: .noVariation) }
}
