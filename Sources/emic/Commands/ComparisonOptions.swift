import ArgumentParser
import EmicKit

/// What is compared: the same words for agreement and disagreements.
struct ComparisonOptions: ParsableArguments {
  enum Level: String, CaseIterable, ExpressibleByArgument {
    case code, family
  }

  @Option(
    help: ArgumentHelp(
      "Whom to compare, in this order; coder-a@1 is a submission.",
      valueName: "a,b,…"
    )
  )
  var coders: [String] = []

  @Option(help: ArgumentHelp("Only these transcripts.", valueName: "t,u,…"))
  var transcripts: [String] = []

  @Option(help: ArgumentHelp("Only the transcripts of this round.", valueName: "name"))
  var round: String?

  @Option(help: "Count codes or families.")
  var level = Level.code

  @Flag(help: "A code also has the passages of the codes below it.")
  var withSubcodes = false

  @Option(help: "submitted, the last blind submissions, or current.")
  var layer = CodingLayer.submitted

  @Flag(help: "Count submissions made after seeing others' work, too.")
  var includeSeen = false

  /// The comparison that is asked for, without codes, unit and scope.
  func request(_ study: StudyFolder, drafts: Bool) throws(Failure) -> ComparisonRequest {
    guard layer == .submitted || layer == .current else {
      throw .usage("--layer \(layer.rawValue) is nothing to compare. Use submitted or current.")
    }
    guard level == .code || !withSubcodes else {
      throw .usage("--level family rolls subcodes up already. Leave --with-subcodes out.")
    }
    var request = ComparisonRequest()
    request.coders = try coders.listed.map { text throws(Failure) in
      guard let coder = ComparedCoder(text) else {
        throw .usage(
          "\"\(text)\" is no coder. Write coder-a, or coder-a@1 for the first submission."
        )
      }
      return coder
    }
    request.transcripts = try transcripts.listed.map { name throws(Failure) in
      try Failure.study { () throws(StudyProblem) in try study.transcript(named: name) }
    }
    if transcripts.isEmpty, round == nil, let chosen = study.chosen {
      request.transcripts = [chosen]
    }
    request.round = round
    request.level = level == .family ? .family : withSubcodes ? .withSubcodes : .code
    request.layer = layer
    request.includesSeen = includeSeen
    request.includesDrafts = drafts
    return request
  }
}

extension [String] {
  /// `a,b` and `a` `b` alike, without blanks around.
  var listed: [String] {
    flatMap { $0.split(separator: ",") }.map { $0.trimmed }.filter { !$0.isEmpty }
  }
}

extension StringProtocol {
  /// Without blanks at its ends.
  var trimmed: String {
    let start = firstIndex { !$0.isWhitespace } ?? endIndex
    let end = lastIndex { !$0.isWhitespace }.map { index(after: $0) } ?? start
    return String(self[start..<end])
  }
}

/// The work of a study that a command compares, read as whoever asks may see it.
struct ComparedStudy {
  let comparison: StudyComparison
  let title: String
  let study: StudyFolder
  private var work: VisibleWork
  private var unrecorded: [RevealProblem] = []

  init(
    _ path: String,
    _ reading: ReadingOptions,
    _ output: OutputOptions,
    _ request: (StudyFolder) throws -> ComparisonRequest
  ) throws {
    study = try reading.open(path)
    title = study.file.title
    let asker = try reading.asker(in: study)
    let request = try request(study)
    let book: Codebook
    do throws(StudyProblem) { book = try study.codebook() } catch { throw Failure(error) }
    let progress = ProgressLine("Reading sidecar", output)
    var work = VisibleWork(
      of: study,
      asker: asker,
      transcripts: request.transcripts.isEmpty ? nil : request.transcripts,
      showsDrafts: reading.drafts,
      progress: progress.show
    )
    progress.clear()
    do throws(ComparisonProblem) {
      comparison = try StudyComparison(of: &work, codebook: book, request: request)
    } catch {
      for problem in work.problems { Output.writeError(problem.message) }
      Self.explain(work, request, output)
      throw Failure(error, unreadable: !work.problems.isEmpty)
    }
    self.work = work
  }

  /// What the consensus layers say of it.
  mutating func consensus() -> ConsensusReading {
    ConsensusReading(of: comparison, consensus: work.consensus(of: study.transcripts))
  }

  /// Records, before it is shown, that others' work is shown to who asks.
  ///
  /// - Parameter transcripts: those of which codings are to be shown.
  /// - Returns: those of which they may be shown.
  mutating func revealing(_ transcripts: Set<String>) -> Set<String> {
    transcripts.filter { name in
      do throws(RevealProblem) {
        try study.recordReveal(of: name, to: work.blindness.asker, at: Now.timestamp)
        return true
      } catch {
        unrecorded.append(error)
        return false
      }
    }
  }

  /// Says whose work is not in a list, where no heading does.
  func noteLeftOut(_ output: OutputOptions) {
    for note in comparison.notesOfLeftOut { output.note(note) }
  }

  /// Says what could not be read or is hidden, and fails when something could not be read.
  func finish(_ output: OutputOptions) throws(Failure) {
    for problem in work.problems { Output.writeError(problem.message) }
    for problem in unrecorded { Output.writeError(problem.message) }
    Self.explain(work, comparison.request, output)
    guard work.problems.isEmpty, unrecorded.isEmpty else { throw .silent(3) }
  }

  private static func explain(
    _ work: VisibleWork,
    _ request: ComparisonRequest,
    _ output: OutputOptions
  ) {
    let names = request.transcripts.isEmpty ? work.study.transcripts : request.transcripts
    let blind = names.filter { work.blindness.isBlind(to: $0) && work.hiddenCount(of: $0) > 0 }
    guard !blind.isEmpty else { return }
    output.note(work.blindSentence(about: blind))
  }
}

extension StudyComparison {
  /// Whose work is not compared, and why.
  var notesOfLeftOut: [String] {
    let rounds = calibrationLeftOut
    return leftOut.byWords.map { words, own in
      "Left out, \(words): \(own.places(of: coders))."
    }
      + (rounds.isEmpty
        ? [] : ["Left out: calibration rounds (\(rounds.joined(separator: ", ")))."])
  }
}

extension Failure {
  init(_ problem: ComparisonProblem) { self.init(problem, unreadable: false) }

  init(_ problem: ComparisonProblem, unreadable: Bool) {
    let status: Int32 = problem.isMisuse ? 2 : unreadable ? 3 : 1
    self.init(message: problem.message, status: status)
  }
}
