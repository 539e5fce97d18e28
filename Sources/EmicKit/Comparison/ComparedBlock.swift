import Agreement

/// Sources of one kind, compared: never one number over two questions.
public struct ComparedBlock: Sendable {
  /// `nil` where both kinds were pooled on demand.
  public let kind: SourceStructure.Kind?
  /// The coders with a layer in this block, and its transcripts.
  public let comparison: Comparison
  public let reading: CodeReading
  let obstacles: FigureObstacles

  /// Why the figures of a code would be about two things at once.
  ///
  /// - Parameters:
  ///   - code: one of the rows.
  ///   - coders: between whom; `nil` for all.
  /// - Returns: `nil` where they mean what they say.
  public func obstacle(of code: Code.ID, among coders: CoderSet? = nil) -> Measure.Reason? {
    obstacles.reason(of: code, among: coders)
  }
}

extension ComparedBlock {
  /// One block for each kind of source that is there.
  static func blocks(
    of sources: [StudyComparison.Source],
    coders: [Coder.ID],
    unit: AgreementUnits.Kind,
    scope: AgreementUnits.Scope,
    reading: CodeReading,
    pooled: Bool
  ) -> [ComparedBlock] {
    let kinds: [SourceStructure.Kind?] = pooled ? [nil] : [.interview, .document]
    return kinds.compactMap { kind in
      let own = sources.filter { kind == nil || $0.transcript.structure.kind == kind }
      guard !own.isEmpty else { return nil }
      return ComparedBlock(kind, own, coders, unit, scope, reading)
    }
  }

  private init(
    _ kind: SourceStructure.Kind?,
    _ sources: [StudyComparison.Source],
    _ coders: [Coder.ID],
    _ unit: AgreementUnits.Kind,
    _ scope: AgreementUnits.Scope,
    _ reading: CodeReading
  ) {
    self.kind = kind
    self.reading = reading
    let present = coders.indices.filter { coder in sources.contains { $0.sidecars[coder] != nil } }
    let read = Concurrently.map(sources.count) { index in
      let source = sources[index]
      var versions = CodedVersions()
      for (place, coder) in present.enumerated() {
        let codings = source.sidecars[coder]?.codings ?? []
        versions.add(codings, by: place, reading.codebook)
      }
      let compared = ComparedTranscript(
        source.transcript,
        layers: present.map { coder in
          source.sidecars[coder].map {
            ComparedLayer(of: $0, as: coders[coder], in: source.transcript, reading: reading)
          }
        },
        units: AgreementUnits(of: source.transcript, kind: unit, scope: scope)
      )
      return (compared: compared, versions: versions)
    }
    comparison = Comparison(coders: present.map { coders[$0] }, transcripts: read.map(\.compared))
    obstacles = read.reduce(into: CodedVersions()) { $0.add($1.versions) }
      .obstacles(reading, among: Array(present.indices))
  }
}
