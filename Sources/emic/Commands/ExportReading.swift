import EmicKit

/// Reads a study for an export, source by source.
///
/// All that was asked for or nothing: a part must not take the place of what was exported before.
final class ExportReading: ExportedSources {
  private let question: CodingQuestion
  private var release: Release
  private let unit: AgreementUnits.Kind?
  private let progress: (ExportStep, Int, Int) -> Void
  private let log: AnonymisationLog?
  private let tell: (String) -> Void
  /// What is to be said of all parts that were read.
  private(set) var summary: CodingListing
  /// By kind: how many names, redactions and cuts.
  private(set) var replaced: [String: Int] = [:]
  /// Transcripts of which an archive lacks flags that say what may leave.
  private(set) var lackingFlags: [String] = []
  private var done = 0
  private var said: Set<String> = []

  /// - Parameters:
  ///   - question: which codings.
  ///   - release: what happens to words.
  ///   - unit: of agreement; `nil` for the study's own.
  ///   - log: where replacements are noted.
  ///   - progress: told what the export is at, and how much of how much of it is done.
  ///   - tell: told what could not be read.
  /// - Throws: when the question names an attribute that no source has; where pseudonyms are gone.
  init(
    _ question: CodingQuestion,
    _ release: Release,
    unit: AgreementUnits.Kind? = nil,
    log: AnonymisationLog? = nil,
    progress: @escaping (ExportStep, Int, Int) -> Void = { _, _, _ in },
    tell: @escaping (String) -> Void = Output.writeError
  ) throws(Failure) {
    self.tell = tell
    self.question = question
    self.release = release
    self.unit = unit
    self.log = log
    self.progress = progress
    try Failure.study { () throws(StudyProblem) in try question.study.refuseOlderCases() }
    summary = try CodingListing(question, transcripts: [])
    try summary.refuseUnknownAttributes(question.filter.conditions.map(\.attribute))
  }

  /// The study as the encoders take it.
  ///
  /// - Throws: when proposals cannot be read.
  func study() throws(ExportProblem) -> ExportedStudy {
    let folder = question.study
    if !release.isIdentified { release = .released(release.names, without: try flaggedPassages()) }
    var codebook = question.codebook
    let asker = question.asker
    let isCoder =
      folder.file.coders.contains { $0.id == asker && $0.role == .coder }
      || question.sidecars.contains { $0.coder == asker }
    var work = VisibleWork(
      of: folder,
      asker: asker,
      showsDrafts: question.showsDrafts,
      words: .none
    )
    // Proposals say what their coders see in the texts: whoever codes gets their own.
    let known = work.problems
    let proposals = work.proposals(ofVisibleCodings: !isCoder)
    if let unread = work.problems.first(where: { !known.contains($0) }) {
      throw .incomplete(unread.message)
    }
    let workers = Set(question.sidecars.map(\.coder))
    for (coder, code) in proposals where workers.contains(coder) {
      if !isCoder || coder == asker { codebook = codebook.adding([code]) }
    }
    let cases = try question.cases.rows.map(\.case) + casesOfHeaders()
    release = release.numbered(codebook, transcripts: folder.transcripts, cases: cases)
    return ExportedStudy(
      folder,
      codebook: codebook,
      attributes: question.attributeNames,
      headers: { [question] in try Self.headerNames(of: question) },
      release: release,
      hidesNotes: work.hidesNotes,
      asker: work.blindness.asker,
      asked: question.filter.coders,
      at: Now.timestamp,
      transcripts: question.transcripts,
      sources: self,
      compare: { [self] in try compared() },
      tell: progress
    )
  }

  /// The cases that only headers of transcripts name, in the order of these: where names are replaced two may
  /// become alike, and their numbers must not depend on which is read first.
  private func casesOfHeaders() throws(ExportProblem) -> [String] {
    guard release.names != nil else { return [] }
    let (study, cases) = (question.study, question.cases)
    let inTable = Set(cases.rows.map(\.transcript))
    let names = question.transcripts.filter { !inTable.contains($0) }
    let read = Concurrently.map(names.count) { index in
      (try? study.transcript(names[index])).map { transcript in
        cases.attributes(
          of: names[index],
          header: transcript.structure.header,
          study: study.file
        ).case
      }
    }
    return read.compactMap { $0 }
  }

  /// - Throws: where a sidecar cannot be read, of the transcripts that were asked for: it may flag what
  ///   the codebook repeats.
  private func flaggedPassages() throws(ExportProblem) -> FlaggedPassages {
    do throws(StudyProblem) {
      return try question.study.flaggedPassages()
    } catch {
      throw .incomplete(error.message)
    }
  }

  /// How many sources may be read before the first of them is written.
  private static let ahead = 32

  func forEach<Value: Sendable>(
    of transcripts: [String],
    _ make: @escaping @Sendable (ExportedSource) -> Value,
    take: (Value) throws -> Void
  ) throws {
    try refuseMissing()
    let (question, release) = (question, release)
    try Concurrently.inOrder(transcripts.count, ahead: Self.ahead) { index in
      Result {
        let part = try ExportPart(question, transcripts[index], release)
        return (part: part, value: part.source.map(make))
      }
    } take: { read in
      let (part, value) = try read.get()
      try settle(part)
      if let value { try take(value) }
    }
  }

  /// - Throws: when a transcript that is asked for is missing, so that its codings would be, too.
  private func refuseMissing() throws(ExportProblem) {
    guard question.asksForEvery else { return }
    let (study, cases) = (question.study, question.cases)
    let missing = try Self.whole { () throws(StudyProblem) in try study.missingTranscripts(cases) }
    for one in missing {
      let attributes = cases.attributes(of: one.transcript, header: nil, study: study.file)
      switch question.filter.conditions.answer(for: attributes) {
      case .fits, .unknown: throw .missing(one)
      case .fails: continue
      }
    }
  }

  /// - Throws: what cannot be read, as the reason why nothing is exported.
  private static func whole<Value>(
    _ read: () throws(StudyProblem) -> Value
  ) throws(ExportProblem) -> Value {
    do throws(StudyProblem) {
      return try read()
    } catch {
      throw .incomplete(error.message)
    }
  }

  /// Where a study has no table of cases, the attributes of the transcripts' headers, by their names.
  private static func headerNames(
    of question: CodingQuestion
  ) throws(ExportProblem) -> [String] {
    guard question.cases.rows.isEmpty else { return [] }
    let (study, names, cases) = (question.study, question.transcripts, question.cases)
    let read = Concurrently.map(names.count) { index in
      Result { () throws(StudyProblem) in
        let header = try study.transcript(names[index]).structure.header
        return cases.attributes(of: names[index], header: header, study: study.file).values.keys
      }
    }
    var found: Set<String> = []
    for names in read { found.formUnion(try whole(names.get)) }
    return found.subtracting(question.attributeNames).sorted()
  }

  /// What is to be done before a source that was read leaves, in the order of the sources.
  ///
  /// - Throws: when something of it cannot be read, when nobody knows which of its words may leave, or
  ///   when it cannot be recorded that others' codings are shown.
  private func settle(_ part: ExportPart) throws {
    var part = part
    progress(.reading, done, question.transcripts.count)
    done += 1
    let work = part.listing.work
    if !release.isIdentified, let doubt = part.flagDoubt {
      for problem in work.problems { tell(problem.message) }
      throw ExportProblem.unknownFlags(doubt)
    }
    if let problem = part.listing.problems.first { throw ExportProblem.incomplete(problem) }
    if !release.isIdentified, part.hasNewFlags {
      throw ExportProblem.incomplete(
        "\(part.name): words of it were flagged while the study was read. Export again."
      )
    }
    part.listing.revealFound()
    if let problem = part.listing.problems.first { throw ExportProblem.unrecorded(problem) }
    guard said.insert(part.name).inserted else { return }
    if release.isIdentified, part.lacksFlags { lackingFlags.append(part.name) }
    summary.absorb(part.listing)
    if let words = part.words { try note(words, part.name) }
  }

  private func note(_ source: ReleasedSource, _ name: String) throws {
    for replacement in source.replacements { replaced[replacement.reason.text, default: 0] += 1 }
    try log?.add(source, named: release.transcript(name))
  }

  /// The work of the same coders and transcripts, to be compared.
  ///
  /// - Throws: when nobody can be compared, or when something of it cannot be read.
  private func compared() throws -> ComparedSources {
    try refuseMissing()
    let request = try comparisonRequest()
    var problems: [StudyProblem] = []
    let sources = Result { () throws(ComparisonProblem) in
      try ComparedSources(
        question.study,
        asker: question.asker,
        showsDrafts: question.showsDrafts,
        codebook: question.codebook,
        request: request,
        problems: &problems
      )
    }
    if let problem = problems.first { throw ExportProblem.incomplete(problem.message) }
    return try sources.get()
  }

  private func comparisonRequest() throws -> ComparisonRequest {
    var request = ComparisonRequest()
    request.coders = question.filter.coders.compactMap { ComparedCoder($0.text) }
    request.codes = question.filter.codes
    request.unit = unit
    request.layer = question.layer == .current && question.isLayerSaid ? .current : .submitted
    if question.isNarrowed { request.transcripts = try question.transcripts.filter(fits) }
    return request
  }

  /// Whether the conditions of `--case` hold of a transcript.
  private func fits(_ name: String) throws -> Bool {
    guard !question.filter.conditions.isEmpty else { return true }
    let header = try Self.whole { () throws(StudyProblem) in
      try question.study.transcript(name).structure.header
    }
    let attributes = question.cases.attributes(
      of: name,
      header: header,
      study: question.study.file
    )
    return question.filter.conditions.answer(for: attributes) == .fits
  }
}
