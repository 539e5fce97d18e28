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

  /// What was counted of one source, its coders by their places among those who worked on it.
  struct Counted: Sendable {
    let kind: SourceStructure.Kind
    /// By ways.
    let transcripts: [CountedTranscript]
    let versions: CodedVersions
  }

  /// The sources of one kind.
  private struct Block {
    let kind: SourceStructure.Kind?
    /// By ways.
    var counted: [CountedBlock]
    var versions = CodedVersions()
    var present = CoderSet()
  }

  private let sources: ComparedSources
  private let ways: [Way]
  private let options: AgreementReport.Options
  private var blocks: [Block]
  private var places = CoderPlaces()
  private var onlyDocuments = true

  /// - Parameters:
  ///   - sources: that are counted.
  ///   - families: whether whole families are counted, too.
  ///   - options: what is computed beside the counts.
  init(_ sources: ComparedSources, families: Bool, _ options: AgreementReport.Options) {
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
        counted: ways.map { _ in CountedBlock(keepsTranscripts: options.resampling != nil) }
      )
    }
  }

  /// Counts one source, on any thread.
  var count: @Sendable (ComparedSources.Source) -> Counted {
    let (sources, ways, overlap) = (sources, ways, options.overlap)
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
        versions: versions
      )
    }
  }

  /// - Parameters:
  ///   - counted: of one source.
  ///   - coders: who worked on it, by their places among the candidates.
  mutating func add(_ counted: Counted, by coders: [Int]) {
    if counted.kind != .document { onlyDocuments = false }
    // More than can be compared are refused when all is read.
    guard let places = places.places(of: coders),
      let block = blocks.firstIndex(where: { $0.kind == nil || $0.kind == counted.kind })
    else { return }
    for (way, transcript) in counted.transcripts.enumerated() {
      blocks[block].counted[way].add(transcript, at: places)
    }
    for place in places { blocks[block].present.insert(CoderSet(place)) }
    blocks[block].versions.add(counted.versions, at: places)
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
      unit: sources.unit,
      scope: sources.request.scope ?? (onlyDocuments ? .body : .respondents),
      blocks: figures(0),
      families: figures(1)
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
