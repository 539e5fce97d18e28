import Agreement

/// The figures of a study, counted transcript by transcript: nothing of it grows with texts and codings.
///
/// They are those of a `StudyComparison`, which has the passages behind the figures, too.
package struct StudyFigures: Sendable {
  package let unit: AgreementUnits.Kind
  package let scope: AgreementUnits.Scope
  /// One, or interviews and documents apart.
  package let blocks: [AgreementFigures]
  /// The same for whole families; none where they were not asked for.
  package let families: [AgreementFigures]

  /// Reads and counts what is compared, on all cores.
  ///
  /// - Parameters:
  ///   - sources: what is compared.
  ///   - families: whether whole families are counted, too.
  ///   - options: what is computed beside the counts.
  ///   - progress: told the number of transcripts counted and of all.
  /// - Returns: the figures, or why there is nothing to compare; and what could not be read.
  package static func read(
    _ sources: ComparedSources,
    families: Bool,
    options: AgreementReport.Options,
    progress: (Int, Int) -> Void = { _, _ in }
  ) -> (figures: Result<StudyFigures, ComparisonProblem>, problems: [StudyProblem]) {
    var sums = StudySums(sources, families: families, options)
    let participation = sources.forEach(progress: progress, sums.count) { counted, coders in
      sums.add(counted, by: coders)
    }
    let figures = Result { () throws(ComparisonProblem) in try sums.figures(participation) }
    return (figures, participation.problems)
  }
}
