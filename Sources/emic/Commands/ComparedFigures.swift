import EmicKit

/// The figures of a study's agreement, counted as whoever asks may see the work.
struct ComparedFigures {
  let figures: StudyFigures
  let study: StudyFolder
  private let problems: [StudyProblem]
  private let blind: BlindWait

  /// - Parameters:
  ///   - path: of the study.
  ///   - reading: who asks.
  ///   - output: where progress is shown.
  ///   - options: what is computed beside the counts.
  ///   - domain: a family whose codes are the values of the unitizing family, as it is typed.
  ///   - request: what is compared.
  /// - Throws: when the request cannot be meant, or leaves nothing to compare.
  init(
    _ path: String,
    _ reading: ReadingOptions,
    _ output: OutputOptions,
    options: AgreementReport.Options,
    domain: String?,
    _ request: (StudyFolder) throws -> ComparisonRequest
  ) throws {
    let study = try reading.open(path)
    let asker = try reading.asker(in: study)
    let request = try request(study)
    let book = try Failure.study { () throws(StudyProblem) in try study.codebook() }
    let family = try domain.map { typed throws(Failure) in try book.code(asked: typed) }
    let progress = ProgressLine("Counting transcript", output)
    var problems: [StudyProblem] = []
    var blind = BlindWait()
    do throws(ComparisonProblem) {
      let values = try family.map { family throws(ComparisonProblem) in
        try DomainValues(of: family, in: book)
      }
      let sources = try ComparedSources(
        study,
        asker: asker,
        showsDrafts: reading.drafts,
        codebook: book,
        request: request,
        problems: &problems
      )
      let read = StudyFigures.read(
        sources,
        domain: values,
        options: options,
        progress: progress.show
      )
      progress.clear()
      problems += read.problems
      blind = read.blind
      figures = try read.figures.get()
    } catch {
      for problem in problems { Output.writeError(problem.message) }
      if !blind.isEmpty { output.note(blind.sentence) }
      throw Failure(error, unreadable: !problems.isEmpty)
    }
    (self.study, self.problems, self.blind) = (study, problems, blind)
  }

  /// Says what could not be read or is hidden, and fails when something could not be read.
  func finish(_ output: OutputOptions) throws(Failure) {
    for problem in problems { Output.writeError(problem.message) }
    if !blind.isEmpty { output.note(blind.sentence) }
    guard problems.isEmpty else { throw .silent(3) }
  }
}
