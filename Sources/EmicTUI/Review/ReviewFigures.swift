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
  /// The same with numbers for the coders.
  public let anonymousWords: [[Code.ID: String]]

  /// - Parameters:
  ///   - comparison: what is compared.
  ///   - rounds: of the study.
  ///   - counting: unit and level; `nil` as the comparison has them.
  ///   - words: says what the figures of a code mean, with these names for the coders.
  /// - Complexity: grows with the codings, never with the length of the texts.
  public init(
    _ comparison: StudyComparison,
    rounds: RoundSeries,
    counting: Counting? = nil,
    words: (CodeRow, AgreementBlock, AgreementUnits.Kind, (Coder.ID) -> String) -> String
  ) {
    let unit = counting?.unit ?? comparison.unit
    let level = counting?.level ?? comparison.request.level
    report = AgreementReport(of: comparison.counted(by: unit, level: level))
    families =
      level == .family
      ? nil : AgreementReport(of: comparison.counted(by: unit, level: .family))
    let blocks = zip(report.blocks, families?.blocks ?? report.blocks)
    func allWords(_ isAnonymous: Bool) -> [[Code.ID: String]] {
      blocks.map { block, families in
        let lanes = CoderLanes(block.coders, isAnonymous: isAnonymous)
        func name(_ coder: Coder.ID) -> String {
          (isAnonymous ? "coder " : "") + lanes.name(of: coder)
        }
        let pairs = (families.rows + block.rows).map { ($0.code, words($0, block, unit, name)) }
        return Dictionary(pairs, uniquingKeysWith: { _, last in last })
      }
    }
    self.words = allWords(false)
    anonymousWords = allWords(true)
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
