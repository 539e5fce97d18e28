import Agreement

/// The figures of a study, counted transcript by transcript: nothing of it grows with texts and codings.
///
/// They are those of a `StudyComparison`, which has the passages behind the figures, too; and as nothing
/// but sums is kept, none has an interval.
package struct StudyFigures: Sendable {
  package let unit: AgreementUnits.Kind
  package let scope: AgreementUnits.Scope
  /// One, or interviews and documents apart.
  package let blocks: [AgreementFigures]
  /// The same for whole families.
  package let families: [AgreementFigures]

  /// Reads and counts what is compared, on all cores.
  ///
  /// - Parameters:
  ///   - study: is read as it is on disk now.
  ///   - asker: `nil` for an observer.
  ///   - showsDrafts: to a supervisor.
  ///   - codebook: of the study.
  ///   - request: what is wanted.
  /// - Returns: the figures, or why there is nothing to compare; and what could not be read.
  package static func read(
    _ study: StudyFolder,
    asker: Coder.ID?,
    showsDrafts: Bool,
    codebook: Codebook,
    request: ComparisonRequest
  ) -> (figures: Result<StudyFigures, ComparisonProblem>, problems: [StudyProblem]) {
    var problems: [StudyProblem] = []
    let figures = Result { () throws(ComparisonProblem) in
      let counter = try StudyCounter(study, asker, showsDrafts, codebook, request)
      var sums = StudySums(counter)
      Concurrently.inOrder(counter.names.count, ahead: 64) {
        counter.read(counter.names[$0])
      } take: {
        sums.add($0)
      }
      problems = sums.problems
      return try sums.figures()
    }
    return (figures, problems)
  }
}

/// What was counted of the sources of a study, added up.
private struct StudySums {
  private let counter: StudyCounter
  private var blocks: [Block]
  private var handedIn: Set<Int> = []
  private var isHidden = false
  private var leftOut: [LeftOut] = []
  private var onlyDocuments = true
  private(set) var problems: [StudyProblem]

  /// The sources of one kind.
  private struct Block {
    let kind: SourceStructure.Kind?
    /// By ways.
    var counted: [CountedBlock]
    var versions = CodedVersions()
    /// Who has a layer in it, by their places among the candidates.
    var present = CoderSet()
    /// Whether two of them have one of the same source.
    var hasTwo = false
  }

  init(_ counter: StudyCounter) {
    self.counter = counter
    let kinds: [SourceStructure.Kind?] =
      counter.request.poolsSources ? [nil] : [.interview, .document]
    blocks = kinds.map { kind in
      Block(kind: kind, counted: counter.ways.map { _ in CountedBlock(keepsTranscripts: false) })
    }
    problems = counter.frozen.problems.map { .file($0) }
  }

  mutating func add(_ read: StudyCounter.Read) {
    handedIn.formUnion(read.handedIn)
    isHidden = isHidden || read.isHidden
    leftOut += read.leftOut
    problems += read.problems
    guard let counted = read.counted else { return }
    if counted.kind != .document { onlyDocuments = false }
    guard let place = blocks.firstIndex(where: { $0.kind == nil || $0.kind == counted.kind }) else {
      return
    }
    for (way, transcript) in counted.transcripts.enumerated() {
      blocks[place].counted[way].add(transcript)
      blocks[place].present.formUnion(transcript.present)
      if transcript.present.count > 1 { blocks[place].hasTwo = true }
    }
    blocks[place].versions.add(counted.versions)
  }

  /// The figures of all that was added.
  ///
  /// - Throws: when there is nothing to compare.
  func figures() throws(ComparisonProblem) -> StudyFigures {
    let (candidates, request) = (counter.candidates, counter.request)
    let wanted = candidates.indices.filter { !request.coders.isEmpty || handedIn.contains($0) }
      .map { candidates[$0] }
    let all = blocks.reduce(into: CoderSet()) { $0.formUnion($1.present) }
    let names = Set(wanted.map(\.name))
    let leftOut = leftOut.filter { names.contains($0.coder) }
    try StudyComparison.Choice.refuseNobody(
      wanted,
      isHidden: isHidden,
      calibration: counter.calibration
    )
    try StudyComparison.Choice.refuseNothing(
      of: wanted,
      present: counter.names(of: all),
      leftOut,
      hasTwo: blocks.contains(where: \.hasTwo),
      calibration: counter.calibration
    )
    let own = blocks.filter { !$0.present.isEmpty }
    return StudyFigures(
      unit: counter.unit,
      scope: request.scope ?? (onlyDocuments ? .body : .respondents),
      blocks: own.map { figures(of: $0, way: 0, leftOut) },
      families: own.map { figures(of: $0, way: 1, leftOut) }
    )
  }

  private func figures(of block: Block, way: Int, _ leftOut: [LeftOut]) -> AgreementFigures {
    let places = counter.candidates.indices.filter { block.present.contains(coder: $0) }
    var counted = block.counted[way]
    counted.keep(places)
    let (request, reading) = (counter.ways[way].request, counter.ways[way].reading)
    var options = AgreementReport.Options()
    options.resampling = nil
    return AgreementFigures(
      of: counted,
      kind: block.kind,
      coders: counter.names(of: block.present),
      block.versions.obstacles(reading, among: places),
      request,
      reading.codebook,
      leftOut,
      options
    )
  }
}
