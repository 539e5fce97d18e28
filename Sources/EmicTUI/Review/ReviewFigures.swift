import EmicKit

/// The figures that the screen shows, counted one way.
public struct ReviewFigures: Sendable {
  /// A round with its figures, counted as the others are.
  public struct Round: Sendable {
    public let entry: RoundSeries.Entry
    /// `nil` where nothing of the round can be compared yet.
    public let report: AgreementReport?
  }

  public let report: AgreementReport
  /// The same for whole families, where codes are counted.
  public let families: AgreementReport?
  public let rounds: [Round]
  /// What the figures of a code say in plain words, by block.
  public let words: [[Code.ID: String]]

  /// - Parameters:
  ///   - comparison: what is compared.
  ///   - rounds: of the study.
  ///   - counting: unit and level; `nil` as the comparison has them.
  ///   - words: says what the figures of a code mean.
  /// - Complexity: grows with the codings, never with the length of the texts.
  public init(
    _ comparison: StudyComparison,
    rounds: RoundSeries,
    counting: Counting? = nil,
    words: (CodeRow, AgreementBlock, AgreementUnits.Kind) -> String
  ) {
    let unit = counting?.unit ?? comparison.unit
    let level = counting?.level ?? comparison.request.level
    report = AgreementReport(of: comparison.counted(by: unit, level: level))
    families =
      level == .family
      ? nil : AgreementReport(of: comparison.counted(by: unit, level: .family))
    let blocks = zip(report.blocks, families?.blocks ?? report.blocks)
    self.words = blocks.map { block, families in
      let pairs = (families.rows + block.rows).map { ($0.code, words($0, block, unit)) }
      return Dictionary(pairs, uniquingKeysWith: { _, last in last })
    }
    self.rounds = rounds.entries.map { entry in
      Round(entry: entry, report: entry.report.map { Self.report($0, by: unit, level: level) })
    }
  }

  /// The report of a round, counted anew only where it was counted another way.
  private static func report(
    _ report: AgreementReport,
    by unit: AgreementUnits.Kind,
    level: CodeReading.Level
  ) -> AgreementReport {
    guard report.study.unit != unit || report.study.request.level != level else { return report }
    var options = report.options
    // The table of rounds shows no interval.
    options.resampling = nil
    return AgreementReport(of: report.study.counted(by: unit, level: level), options: options)
  }
}
