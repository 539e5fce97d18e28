import Agreement

/// The figures of a study, counted transcript by transcript: nothing of it grows with texts and codings.
///
/// They are those of a `StudyComparison`, which has the passages behind the figures, too.
package struct StudyFigures: Sendable {
  package let compared: ComparisonSummary
  package let options: AgreementReport.Options
  /// One, or interviews and documents apart.
  package let blocks: [AgreementFigures]
  /// The same for whole families; none where they were not asked for.
  package let families: [AgreementFigures]
  /// For each block, where a family was asked for.
  package let domains: [DomainAgreement]
}

extension StudyFigures {
  /// The figures of a comparison whose passages are kept.
  package init(of report: AgreementReport) {
    self.init(
      compared: report.study.summary,
      options: report.options,
      blocks: report.blocks.map(\.figures),
      families: [],
      domains: []
    )
  }

  /// What came of reading.
  package struct Read {
    /// The figures, or why there is nothing to compare.
    package let figures: Result<StudyFigures, ComparisonProblem>
    /// What could not be read.
    package let problems: [StudyProblem]
    /// The transcripts of which others' work is hidden from who asks.
    package let blind: BlindWait
  }

  /// Reads and counts what is compared, on all cores.
  ///
  /// - Parameters:
  ///   - sources: what is compared.
  ///   - families: whether whole families are counted, too.
  ///   - domain: a family whose codes are the values of the unitizing family.
  ///   - options: what is computed beside the counts.
  ///   - progress: told the number of transcripts counted and of all.
  /// - Returns: what came of it.
  package static func read(
    _ sources: ComparedSources,
    families: Bool = false,
    domain: DomainValues? = nil,
    options: AgreementReport.Options,
    progress: (Int, Int) -> Void = { _, _ in }
  ) -> Read {
    var sums = StudySums(sources, families: families, domain, options)
    let participation = sources.forEach(progress: progress, sums.count) { counted, coders in
      sums.add(counted, by: coders)
    }
    let figures = Result { () throws(ComparisonProblem) in try sums.figures(participation) }
    return Read(
      figures: figures,
      problems: participation.problems,
      blind: participation.blind
    )
  }
}
