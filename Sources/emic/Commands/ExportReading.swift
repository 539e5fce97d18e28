import EmicKit

/// Reads a study for an export, source by source.
final class ExportReading: ExportedSources {
  private let question: CodingQuestion
  private let release: Release
  private let unit: AgreementUnits.Kind?
  private let progress: (Int, Int) -> Void
  private let log: AnonymisationLog?
  private let tell: (String) -> Void
  /// What is to be said of all parts that were read.
  private(set) var summary: CodingListing
  /// By kind: how many names, redactions and cuts.
  private(set) var replaced: [String: Int] = [:]
  private var done = 0
  private var said: Set<String> = []

  /// - Parameters:
  ///   - question: which codings.
  ///   - release: what happens to words.
  ///   - unit: of agreement; `nil` for the study's own.
  ///   - log: where replacements are noted.
  ///   - progress: told the number of transcripts read and of all.
  ///   - tell: told what could not be read.
  /// - Throws: when the question names an attribute that no source has.
  init(
    _ question: CodingQuestion,
    _ release: Release,
    unit: AgreementUnits.Kind? = nil,
    log: AnonymisationLog? = nil,
    progress: @escaping (Int, Int) -> Void = { _, _ in },
    tell: @escaping (String) -> Void = Output.writeError
  ) throws(Failure) {
    self.tell = tell
    self.question = question
    self.release = release
    self.unit = unit
    self.log = log
    self.progress = progress
    summary = try CodingListing(question, transcripts: [])
    try summary.refuseUnknownAttributes(question.filter.conditions.map(\.attribute))
  }

  /// The study as the encoders take it.
  var study: ExportedStudy {
    let folder = question.study
    var codebook = question.codebook
    let asker = question.asker
    let isCoder =
      folder.file.coders.contains { $0.id == asker && $0.role == .coder }
      || question.sidecars.contains { $0.coder == asker }
    // Proposals say what their coders see in the texts: whoever codes gets their own.
    for coder in Set(question.sidecars.map(\.coder)).sorted() where !isCoder || coder == asker {
      let proposals = (try? folder.proposals(of: coder)) ?? []
      codebook = codebook.adding(proposals.filter { $0.retired == nil })
    }
    return ExportedStudy(
      folder,
      codebook: codebook,
      attributes: question.attributeNames,
      headers: { [question] in Self.headerNames(of: question) },
      release: release,
      at: Now.timestamp,
      transcripts: question.transcripts,
      sources: self,
      compare: { [self] in try comparison(showsCodings: $0) }
    )
  }

  /// How many sources may be read before the first of them is written.
  private static let ahead = 32

  func forEach<Value: Sendable>(
    of transcripts: [String],
    _ make: @escaping @Sendable (ExportedSource) -> Value,
    take: (Value) throws -> Void
  ) throws {
    let (question, release) = (question, release)
    try Concurrently.inOrder(transcripts.count, ahead: Self.ahead) { index in
      Result {
        let part = try ExportPart(question, transcripts[index], release)
        return (part: part, value: part.source.map(make))
      }
    } take: { read in
      var (part, value) = try read.get()
      if try settle(&part) { value = part.source.map(make) }
      if let value { try take(value) }
    }
  }

  /// Where a study has no table of cases, the attributes of the transcripts' headers, by their names.
  private static func headerNames(of question: CodingQuestion) -> [String] {
    guard question.cases.rows.isEmpty else { return [] }
    let (study, names, cases) = (question.study, question.transcripts, question.cases)
    let found = Concurrently.map(names.count) { index in
      let header = (try? study.transcript(names[index]))?.structure.header
      let attributes = cases.attributes(of: names[index], header: header, study: study.file)
      return Set(attributes.values.keys)
    }
    return found.reduce(into: Set<String>()) { $0.formUnion($1) }
      .subtracting(question.attributeNames).sorted()
  }

  /// What is to be done before a source that was read leaves, in the order of the sources.
  ///
  /// - Returns: whether something of it may not be shown, so that it leaves otherwise than it was read.
  /// - Throws: when nobody knows which of its words may leave.
  private func settle(_ part: inout ExportPart) throws -> Bool {
    progress(done, question.transcripts.count)
    done += 1
    let work = part.listing.work
    guard release.isIdentified || !work.hasUnknownFlags(part.name) else {
      for problem in work.problems { tell(problem.message) }
      throw ExportProblem.unreadableFlags(part.name)
    }
    let isChanged = part.listing.revealFound()
    guard said.insert(part.name).inserted else { return isChanged }
    summary.absorb(part.listing)
    if let words = part.words { try note(words, part.name) }
    return isChanged
  }

  private func note(_ source: ReleasedSource, _ name: String) throws {
    for replacement in source.replacements { replaced[replacement.reason.text, default: 0] += 1 }
    try log?.add(source, named: release.words(name))
  }

  /// The work of the same coders and transcripts.
  ///
  /// - Parameter showsCodings: who coded which unit is others' codings as much as a list of them;
  ///   figures show none.
  /// - Returns: what there is to compare.
  /// - Throws: when there is nothing, or when it is not on record that codings are shown.
  private func comparison(showsCodings: Bool) throws -> StudyComparison {
    var request = ComparisonRequest()
    request.coders = question.filter.coders.compactMap { ComparedCoder($0.text) }
    request.codes = question.filter.codes
    request.unit = unit
    request.layer = question.layer == .current && question.isLayerSaid ? .current : .submitted
    if question.isNarrowed { request.transcripts = question.transcripts.filter(fits) }
    var work = VisibleWork(
      of: question.study,
      asker: question.asker,
      transcripts: request.transcripts.isEmpty ? nil : request.transcripts,
      showsDrafts: question.showsDrafts
    )
    let comparison: StudyComparison
    do throws(ComparisonProblem) {
      comparison = try StudyComparison(of: &work, codebook: question.codebook, request: request)
    } catch {
      for problem in work.problems { tell(problem.message) }
      throw Failure(error, unreadable: !work.problems.isEmpty)
    }
    guard showsCodings else { return comparison }
    for name in comparison.transcripts(codedByOthersThan: work.blindness.asker) {
      do throws(RevealProblem) {
        try question.study.recordReveal(of: name, to: work.blindness.asker, at: Now.timestamp)
      } catch {
        throw Failure.data(error.message)
      }
    }
    return comparison
  }

  /// Whether the conditions of `--case` hold of a transcript.
  private func fits(_ name: String) -> Bool {
    guard !question.filter.conditions.isEmpty else { return true }
    let header = (try? question.study.transcript(name))?.structure.header
    let attributes = question.cases.attributes(
      of: name,
      header: header,
      study: question.study.file
    )
    return question.filter.conditions.answer(for: attributes) == .fits
  }
}
