import Agreement

/// How agreement and the coders' rates move from round to round.
public struct RoundSeries: Sendable {
  /// One round of `study.yaml`, or all transcripts that are in none.
  public struct Entry: Sendable {
    /// `nil` for the transcripts without a round.
    public let round: StudyFile.Round?
    /// Those of which there is submitted work.
    public let transcripts: [String]
    /// The versions of the codebook under which they were submitted, in order.
    public let codebooks: [Int]
    /// As `emic agreement --round` has it; `nil` with the reason where nothing can be compared.
    public let report: AgreementReport?
    public let problem: ComparisonProblem?
    public let rates: [CodingRate]
  }

  /// In the order of `study.yaml`, those without a round behind them.
  public let entries: [Entry]

  /// Of a study without rounds.
  public init() { entries = [] }

  /// The codes that some round has figures of, by id.
  public var codes: [Code.ID] {
    var codes: Set<Code.ID> = []
    for entry in entries {
      for block in entry.report?.blocks ?? [] { codes.formUnion(block.rows.map(\.code)) }
    }
    return codes.sorted()
  }

  /// Compares each round for itself.
  ///
  /// - Parameters:
  ///   - work: what the one who asks may see.
  ///   - codebook: of the study.
  ///   - request: its round and transcripts are replaced by those of each round.
  ///   - options: of the reports.
  public init(
    of work: inout VisibleWork,
    codebook: Codebook,
    request: ComparisonRequest = ComparisonRequest(),
    options: AgreementReport.Options = AgreementReport.Options()
  ) {
    let study = work.study
    let inRounds = Set(study.file.rounds.flatMap(\.transcripts))
    let others = study.transcripts.filter { !inRounds.contains($0) }
    var rounds: [StudyFile.Round?] = study.file.rounds
    if !others.isEmpty { rounds.append(nil) }
    entries = rounds.map { round in
      let transcripts = round.map { round in
        study.transcripts.filter(round.transcripts.contains)
      }
      return Self.entry(round, transcripts ?? others, &work, codebook, request, options)
    }
  }

  private static func entry(
    _ round: StudyFile.Round?,
    _ transcripts: [String],
    _ work: inout VisibleWork,
    _ codebook: Codebook,
    _ request: ComparisonRequest,
    _ options: AgreementReport.Options
  ) -> Entry {
    var found: [(name: String, length: TextLength, sidecars: [Sidecar])] = []
    for name in transcripts {
      let sidecars = (try? work.sidecars(of: name, layer: .submitted)) ?? []
      guard !sidecars.isEmpty, let transcript = try? work.transcript(name) else { continue }
      found.append((name, TextLength(of: transcript), sidecars))
    }
    var request = request
    request.round = nil
    request.transcripts = transcripts
    var report: AgreementReport?
    var problem: ComparisonProblem?
    do throws(ComparisonProblem) {
      guard !transcripts.isEmpty else { throw .noTranscripts }
      let comparison = try StudyComparison(of: &work, codebook: codebook, request: request)
      report = AgreementReport(of: comparison, options: options)
    } catch {
      problem = error
    }
    return Entry(
      round: round,
      transcripts: found.map(\.name),
      codebooks: Set(found.flatMap { $0.sidecars.map(\.status.codebook) }).sorted(),
      report: report,
      problem: problem,
      rates: CodingRate.rates(of: found.map { ($0.length, $0.sidecars) }, codebook: codebook)
    )
  }
}
