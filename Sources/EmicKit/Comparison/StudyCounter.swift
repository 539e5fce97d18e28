import Agreement

/// Reads one source of a study after the other, on any thread, and counts what coders did with it.
struct StudyCounter: Sendable {
  /// One way of counting the same codings.
  struct Way: Sendable {
    let request: ComparisonRequest
    let reading: CodeReading

    init(_ request: ComparisonRequest, _ codebook: Codebook) {
      self.request = request
      reading = CodeReading(codebook, request)
    }
  }

  /// What became of one source.
  struct Read: Sendable {
    /// The candidates who take part without being named, by their places.
    var handedIn: Set<Int> = []
    /// Whether somebody's work is hidden from who asks.
    var isHidden = false
    /// Of all candidates.
    var leftOut: [LeftOut] = []
    var problems: [StudyProblem] = []
    /// `nil` where there is nothing to count.
    var counted: Counted?
  }

  /// What was counted of one source, the candidates by their places.
  struct Counted: Sendable {
    let kind: SourceStructure.Kind
    /// By ways.
    let transcripts: [CountedTranscript]
    let versions: CodedVersions
  }

  let request: ComparisonRequest
  /// As it was asked for, and by families.
  let ways: [Way]
  let unit: AgreementUnits.Kind
  /// The chosen transcripts.
  let names: [String]
  /// Rounds that were left out because nobody named them.
  let calibration: [String]
  /// Who may take part: what they have done says who does.
  let candidates: [ComparedCoder]
  let frozen: FrozenCopies
  private let study: StudyFolder
  private let asker: Coder.ID?
  private let showsDrafts: Bool

  init(
    _ study: StudyFolder,
    _ asker: Coder.ID?,
    _ showsDrafts: Bool,
    _ codebook: Codebook,
    _ request: ComparisonRequest
  ) throws(ComparisonProblem) {
    var request = request
    request.codes = try StudyComparison.codes(request, codebook)
    var families = request
    if request.level != .family { (families.level, families.codes) = (.family, []) }
    self.study = study
    self.asker = asker
    self.showsDrafts = showsDrafts
    self.request = request
    ways = [Way(request, codebook), Way(families, codebook)]
    unit = StudyComparison.unit(request, study)
    let names: [String]
    (names, calibration) = try StudyComparison.Choice.transcripts(study, request)
    var frozen = FrozenCopies(in: study)
    // Each folder is listed once, not for each transcript.
    let submitters = names.map { frozen.coders(of: $0) }
    self.names = names
    self.frozen = frozen
    candidates = try StudyComparison.Choice.candidates(study, request) {
      Set(names.flatMap(study.coders(of:))).union(submitters.joined())
    }
    guard candidates.count <= StudyComparison.mostCoders else {
      throw .tooManyCoders(candidates.count)
    }
  }

  /// Under which candidates stand beside others, in their order.
  func names(of coders: CoderSet) -> [Coder.ID] {
    candidates.indices.filter { coders.contains(coder: $0) }.map { candidates[$0].name }
  }

  func read(_ name: String) -> Read {
    var work = VisibleWork(
      of: study,
      asker: asker,
      transcripts: [name],
      showsDrafts: showsDrafts
    )
    work.frozen = frozen
    // Why it cannot be read is said below.
    let text = work.coders(of: name).isEmpty ? nil : try? study.transcript(name)
    if let text { work.leaveOutDamaged(of: [text]) }
    var found: StudyComparison.Choice.Work = [:]
    var read = Read()
    for (place, coder) in candidates.enumerated() {
      let work = work.compared(name, by: coder, request)
      found[coder] = work
      if StudyComparison.Choice.isHandedIn(work) { read.handedIn.insert(place) }
      if case .failure(let excuse) = work, excuse.isHidden { read.isHidden = true }
    }
    let chosen = StudyComparison.Choice.source(name, candidates, found, study, text: text)
    read.leftOut = chosen.leftOut
    read.problems = work.unread + chosen.problems
    read.counted = chosen.source.map(counted)
    return read
  }

  private func counted(_ source: StudyComparison.Source) -> Counted {
    let transcript = source.transcript
    // Of documents the same is counted as in the whole of their bodies.
    let units = AgreementUnits(
      of: transcript,
      kind: unit,
      scope: request.scope ?? .respondents
    )
    var versions = CodedVersions()
    for (place, sidecar) in source.sidecars.enumerated() {
      if let sidecar { versions.add(sidecar.codings, by: place, ways[0].reading.codebook) }
    }
    let overlap = AgreementReport.Options().overlap
    let transcripts = ways.map { way in
      let layers = zip(candidates, source.sidecars).map { coder, sidecar in
        sidecar.map { ComparedLayer(of: $0, as: coder.name, in: transcript, reading: way.reading) }
      }
      return CountedTranscript(
        ComparedTranscript(transcript, layers: layers, units: units),
        overlap: overlap
      ) {
        way.request.hasRow(of: $0, way.reading.codebook)
      }
    }
    return Counted(kind: transcript.structure.kind, transcripts: transcripts, versions: versions)
  }
}
