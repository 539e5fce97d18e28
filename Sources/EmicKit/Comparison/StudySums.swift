import Agreement

/// What was counted of the sources of a study, added up.
struct StudySums {
  /// One way of counting the same codings.
  struct Way: Sendable {
    let request: ComparisonRequest
    let reading: CodeReading

    init(_ request: ComparisonRequest, _ codebook: Codebook) {
      self.request = request
      reading = CodeReading(codebook, request)
    }
  }

  /// A family whose codes are the values of the unitizing family.
  fileprivate struct Domain: Sendable {
    let values: DomainValues
    let reading: CodeReading

    init(_ values: DomainValues, _ request: ComparisonRequest, _ codebook: Codebook) {
      self.values = values
      var request = request
      if request.level != .code { (request.level, request.codes) = (.code, []) }
      reading = CodeReading(codebook, request)
    }

    /// - Throws: when codes of the family share text in the work of somebody.
    func sum(of block: Block) throws(ComparisonProblem) -> DomainAgreement {
      let none = UnitizingCounts(coders: block.present.count, values: values.codes.count)
      return DomainAgreement(values, try block.domain[block.present]?.get() ?? none)
    }
  }

  /// What was counted of one source, its coders by their places among those who worked on it.
  struct Counted: Sendable {
    let kind: SourceStructure.Kind
    /// By ways.
    let transcripts: [CountedTranscript]
    let versions: CodedVersions
    let remarks: SourceRemarks
    /// The unitizing family, where it is wanted; `nil` where spans do not fit the text.
    let domain: Result<UnitizingCounts?, ComparisonProblem>
  }

  /// The sources of one kind.
  fileprivate struct Block {
    let kind: SourceStructure.Kind?
    /// By ways.
    var counted: [CountedBlock]
    var versions = CodedVersions()
    var present = CoderSet()
    /// By who has a layer, the sums or the first reason why there are none.
    var domain: [CoderSet: Result<UnitizingCounts, ComparisonProblem>] = [:]
  }

  private let sources: ComparedSources
  private let ways: [Way]
  private let domain: Domain?
  private let options: AgreementReport.Options
  private var blocks: [Block]
  private var places = CoderPlaces()
  private var onlyDocuments = true
  private var remarks = SourceRemarks()

  /// - Parameters:
  ///   - sources: that are counted.
  ///   - families: whether whole families are counted, too.
  ///   - domain: a family whose codes are the values of the unitizing family.
  ///   - options: what is computed beside the counts.
  init(
    _ sources: ComparedSources,
    families: Bool,
    _ domain: DomainValues?,
    _ options: AgreementReport.Options
  ) {
    self.domain = domain.map { Domain($0, sources.request, sources.codebook) }
    self.sources = sources
    self.options = options
    var ways = [Way(sources.request, sources.codebook)]
    if families {
      var request = sources.request
      if request.level != .family { (request.level, request.codes) = (.family, []) }
      ways.append(Way(request, sources.codebook))
    }
    self.ways = ways
    let kinds: [SourceStructure.Kind?] =
      sources.request.poolsSources ? [nil] : [.interview, .document]
    blocks = kinds.map { kind in
      Block(
        kind: kind,
        counted: ways.map { _ in CountedBlock(options) }
      )
    }
  }

  /// Counts one source, on any thread.
  var count: @Sendable (ComparedSources.Source) -> Counted {
    let (sources, ways, domain, overlap) = (sources, ways, domain, options.overlap)
    return { source in
      // Of documents the same is counted as in the whole of their bodies.
      let units = AgreementUnits(
        of: source.transcript,
        kind: sources.unit,
        scope: sources.request.scope ?? .respondents
      )
      var versions = CodedVersions()
      for (place, sidecar) in source.sidecars.enumerated() {
        versions.add(sidecar.codings, by: place, sources.codebook)
      }
      let transcripts = ways.map { way in
        CountedTranscript(
          ComparedTranscript(
            source.transcript,
            layers: source.layers(of: sources, way.reading),
            units: units
          ),
          overlap: overlap
        ) {
          way.request.hasRow(of: $0, way.reading.codebook)
        }
      }
      return Counted(
        kind: source.transcript.structure.kind,
        transcripts: transcripts,
        versions: versions,
        remarks: SourceRemarks(source.transcript, source.sidecars),
        domain: Result { () throws(ComparisonProblem) in
          guard let domain else { return nil }
          let layers = source.layers(of: sources, domain.reading)
          return try domain.values.counts(of: layers, in: source.transcript)
        }
      )
    }
  }

  /// - Parameters:
  ///   - counted: of one source.
  ///   - coders: who worked on it, by their places among the candidates.
  mutating func add(_ counted: Counted, by coders: [Int]) {
    if counted.kind != .document { onlyDocuments = false }
    remarks.add(counted.remarks)
    // More than can be compared are refused when all is read.
    guard let places = places.places(of: coders),
      let block = blocks.firstIndex(where: { $0.kind == nil || $0.kind == counted.kind })
    else { return }
    for (way, transcript) in counted.transcripts.enumerated() {
      blocks[block].counted[way].add(transcript, at: places)
    }
    let present = places.reduce(into: CoderSet()) { $0.insert(CoderSet($1)) }
    blocks[block].present.formUnion(present)
    blocks[block].versions.add(counted.versions, at: places)
    if domain != nil { blocks[block].add(counted.domain, by: present) }
  }

  /// The figures of all that was added.
  ///
  /// - Parameter participation: who takes part.
  /// - Returns: those of whole families, too, where they are wanted.
  /// - Throws: when there is nothing to compare.
  func figures(_ participation: Participation) throws(ComparisonProblem) -> StudyFigures {
    try participation.check()
    let own = blocks.filter { !$0.present.isEmpty }
    func figures(_ way: Int) -> [AgreementFigures] {
      guard ways.indices.contains(way) else { return [] }
      return own.map { self.figures(of: $0, way, participation.coders, participation.leftOut) }
    }
    return StudyFigures(
      compared: ComparisonSummary(
        request: sources.request,
        codebook: sources.codebook,
        unit: sources.unit,
        scope: sources.request.scope ?? (onlyDocuments ? .body : .respondents),
        coders: participation.names,
        leftOut: participation.leftOut,
        calibrationLeftOut: sources.calibration,
        remarks: remarks
      ),
      options: options,
      blocks: figures(0),
      families: figures(1),
      domains: try own.map { block throws(ComparisonProblem) in try domain?.sum(of: block) }
        .compactMap { $0 }
    )
  }

  private func figures(
    of block: Block,
    _ way: Int,
    _ coders: [Int],
    _ leftOut: [LeftOut]
  ) -> AgreementFigures {
    let present = coders.filter { coder in
      self.places[coder].map { block.present.contains(coder: $0) } ?? false
    }
    let places = present.compactMap { self.places[$0] }
    var counted = block.counted[way]
    counted.keep(places)
    let (request, reading) = (ways[way].request, ways[way].reading)
    return AgreementFigures(
      of: counted,
      kind: block.kind,
      coders: present.map { sources.candidates[$0].name },
      block.versions.obstacles(reading, among: places),
      request,
      reading.codebook,
      leftOut,
      options
    )
  }
}

extension StudySums.Block {
  fileprivate mutating func add(
    _ counts: Result<UnitizingCounts?, ComparisonProblem>,
    by coders: CoderSet
  ) {
    switch (counts, self.domain[coders]) {
    case (_, .failure): return
    case (.failure(let problem), _): self.domain[coders] = .failure(problem)
    case (.success(let more?), .success(var sum)):
      sum += more
      self.domain[coders] = .success(sum)
    case (.success(let more?), nil): self.domain[coders] = .success(more)
    case (.success(nil), _): return
    }
  }
}

extension ComparedSources.Source {
  /// Its coders' work as it is compared, in their order.
  func layers(of sources: ComparedSources, _ reading: CodeReading) -> [ComparedLayer] {
    zip(coders, sidecars).map { coder, sidecar in
      ComparedLayer(
        of: sidecar,
        as: sources.candidates[coder].name,
        in: transcript,
        reading: reading
      )
    }
  }
}

/// The places of coders in sets, given as they are met: many may be known of whom few have worked.
private struct CoderPlaces {
  /// By candidate.
  private var places: [Int: Int] = [:]

  subscript(coder: Int) -> Int? { places[coder] }

  /// - Returns: `nil` where sets have no room for all of them.
  mutating func places(of coders: [Int]) -> [Int]? {
    for coder in coders where places[coder] == nil {
      guard places.count < StudyComparison.mostCoders else { return nil }
      places[coder] = places.count
    }
    return coders.compactMap { places[$0] }
  }
}
