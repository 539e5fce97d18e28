import Agreement
import EmicKit

/// What the figures of a code say, in a sentence or two.
///
/// A word of judgement is given only where there is an interval, and on its lower end: the cost of
/// being wrong sets the bound, and .667 and .800 are customs.
///
/// Source: Krippendorff, *Content Analysis*, 4th ed. 2019, section 12.2.3.
struct AgreementWords {
  let block: AgreementFigures
  let unit: AgreementUnits.Kind
  /// Which state of the work is compared.
  let layer: CodingLayer

  /// The line of a code, without its name.
  ///
  /// - Parameters:
  ///   - row: of the code.
  ///   - name: how a coder is called.
  /// - Returns: in one paragraph.
  func line(_ row: CodeRow, name: (Coder.ID) -> String = { $0.text }) -> String {
    switch row.part {
    case .notDefined: "not defined (\(reason(row.all.alpha.reason, row)))."
    case .tooRare: "too rare to judge (\(count(row.unitsWith)))."
    case .judged: judged(row, name)
    }
  }

  private func judged(_ row: CodeRow, _ name: (Coder.ID) -> String) -> String {
    var words: [String] = []
    if let positive = row.all.positive.value {
      words.append(
        "where one coder used it another did too in \(Figures.percent(positive)) of the cases (P+)."
      )
    }
    words.append("α = \(Figures.text(row.all.alpha))\(alphaWords(row.all.alpha))")
    words += remarks(row, name)
    return words.joined(separator: " ")
  }

  private func alphaWords(_ alpha: Measure) -> String {
    guard case .interval(let interval)? = alpha.interval else { return "." }
    let low = Figures.coefficient(interval.low)
    let high = Figures.coefficient(interval.high)
    return ", probably between \(low) and \(high) (\(Self.clusters(interval))). "
      + judgement(interval)
  }

  private func judgement(_ interval: Interval) -> String {
    var words: String
    switch interval.low {
    case BelowBounds.reliable...: words = "By the customary bound of .800 that is reliable."
    case BelowBounds.tentative...: words = "That supports tentative conclusions."
    default:
      words =
        interval.high < BelowBounds.tentative
        ? "Not reliable yet." : "We cannot rule out less than .667: not reliable yet."
    }
    if let below = interval.below {
      words +=
        " P(α < .667) = \(Figures.coefficient(below.tentative)), P(α < .800) = "
        + "\(Figures.coefficient(below.reliable))."
    }
    return words
  }

  /// What explains a figure that surprises.
  private func remarks(_ row: CodeRow, _ name: (Coder.ID) -> String) -> [String] {
    var remarks: [String] = []
    let units = block.transcripts.reduce(0) { $0 + $1.units }
    let share = units > 0 ? Double(row.unitsWith) / Double(units) : 0
    if share < 0.05 {
      remarks.append("Rare (\(count(row.unitsWith)) of \(units)).")
    } else if share > 0.95 {
      remarks.append("Almost everywhere (\(count(row.unitsWith)) of \(units)).")
    }
    if let percent = row.all.percent.value, let alpha = row.all.alpha.value, percent >= 0.9,
      alpha < BelowBounds.tentative
    {
      remarks.append(
        "The percentage is high because most units are without the code: look at P+ and at the "
          + "passages."
      )
    }
    for pair in row.pairs {
      guard let kappa = pair.measures.kappa.value, let pi = pair.measures.pi.value,
        abs(kappa - pi) > 0.05
      else { continue }
      let names = "\(name(block.coders[pair.first])) and \(name(block.coders[pair.second]))"
      remarks.append("\(names) use it at different rates.")
    }
    return remarks
  }

  private func count(_ units: Int) -> String { unit.counted(units) }

  private static func clusters(_ interval: Interval) -> String {
    switch interval.method {
    case .analytic: "units as if independent"
    case .jackknife(let transcripts): "\(transcripts) transcripts"
    case .bootstrap(let transcripts, let resamples, _):
      "\(transcripts) transcripts, \(resamples) resamples"
    }
  }

  /// Why a measure has no value, for people.
  private func reason(_ reason: Measure.Reason?, _ row: CodeRow) -> String {
    // What was submitted stays as it was, whatever is recoded.
    switch reason {
    case .recodePending where layer == .submitted:
      return "it was split after this was submitted; recode, and --layer current has its parts"
    case .differentDefinitions where layer == .submitted:
      return
        "it was redefined between the codings; recode what was coded before, and --layer current "
        + "has it"
    case .noVariation: break
    default: return reason?.words ?? "it has a value"
    }
    if row.unitsWith == 0 { return "nobody used this code" }
    return row.isWithoutSecondCoder
      ? "it was used only where one coder was" : "everybody used it everywhere"
  }
}

extension AgreementUnits.Kind {
  /// `1 turn`, `12 turns`.
  func counted(_ number: Int) -> String { "\(number) \(rawValue)\(number == 1 ? "" : "s")" }
}
