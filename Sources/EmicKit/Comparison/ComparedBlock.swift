import Agreement

/// Sources of one kind, compared: never one number over two questions.
public struct ComparedBlock: Sendable {
  /// `nil` where both kinds were pooled on demand.
  public let kind: SourceStructure.Kind?
  /// The coders with a layer in this block, and its transcripts.
  public let comparison: Comparison
  public let reading: CodeReading
  /// For each code whose codings need a second look, the coders with codings before and after it
  /// was redefined.
  private let sides: [Code.ID: (before: CoderSet, after: CoderSet)]
  /// The coders with codings that wait for a decision after a split.
  private let waiting: [Code.ID: CoderSet]

  /// Why the figures of a code would be about two things at once.
  ///
  /// - Parameters:
  ///   - code: one of the rows.
  ///   - coders: between whom; `nil` for all.
  /// - Returns: `nil` where they mean what they say.
  public func obstacle(of code: Code.ID, among coders: CoderSet? = nil) -> Measure.Reason? {
    func counts(_ set: CoderSet?) -> Bool {
      guard let set else { return false }
      return !set.isDisjoint(with: coders ?? CoderSet(first: comparison.coders.count))
    }
    if counts(waiting[code]) { return .recodePending }
    return counts(sides[code]?.before) && counts(sides[code]?.after) ? .differentDefinitions : nil
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
    let transcripts = Concurrently.map(sources.count) { index in
      let source = sources[index]
      return ComparedTranscript(
        source.transcript,
        layers: present.map { coder in
          source.sidecars[coder].map {
            ComparedLayer(of: $0, as: coders[coder], in: source.transcript, reading: reading)
          }
        },
        units: AgreementUnits(of: source.transcript, kind: unit, scope: scope)
      )
    }
    comparison = Comparison(coders: present.map { coders[$0] }, transcripts: transcripts)
    (sides, waiting) = Self.changes(
      of: sources.map { source in present.map { source.sidecars[$0]?.codings ?? [] } },
      reading
    )
  }

  /// Who coded before and after a code was redefined, and whose codings wait after a split.
  ///
  /// Each stored code for itself: only the rows of one that was redefined have two sides.
  private static func changes(
    of codings: [[[Coding]]],
    _ reading: CodeReading
  ) -> ([Code.ID: (before: CoderSet, after: CoderSet)], waiting: [Code.ID: CoderSet]) {
    var sides: [Code.ID: (before: CoderSet, after: CoderSet)] = [:]
    var waiting: [Code.ID: CoderSet] = [:]
    // Who has codings of a code under a version; all of them wait, or none.
    var coders: [Version: CoderSet] = [:]
    var reasons: [Version: RecodeReason?] = [:]
    for byCoder in codings {
      for (coder, codings) in byCoder.enumerated() {
        // By places: a loop over codings copies each of them.
        for index in codings.indices {
          let version = Version(code: codings[index].code, codebook: codings[index].codebook)
          if reasons[version] == nil { reasons[version] = reading.codebook.awaits(codings[index]) }
          coders[version, default: []].insert(CoderSet(coder))
        }
      }
    }
    for (version, coders) in coders {
      let code = reading.codebook.resolved(version.code)
      switch reasons[version] ?? nil {
      case .split: waiting[code, default: []].formUnion(coders)
      case .redefined: sides[code, default: ([], [])].before.formUnion(coders)
      case nil: sides[code, default: ([], [])].after.formUnion(coders)
      }
    }
    var sidesOfRows: [Code.ID: (before: CoderSet, after: CoderSet)] = [:]
    for (code, side) in sides where !side.before.isEmpty {
      for row in reading.codes(for: code) {
        sidesOfRows[row, default: ([], [])].before.formUnion(side.before)
        sidesOfRows[row, default: ([], [])].after.formUnion(side.after)
      }
    }
    var waitingOfRows: [Code.ID: CoderSet] = [:]
    for (code, coders) in waiting {
      for row in reading.codes(for: code) { waitingOfRows[row, default: []].formUnion(coders) }
    }
    return (sidesOfRows, waitingOfRows)
  }

  /// A stored code under a version of the codebook: all its codings wait, or none.
  private struct Version: Hashable {
    var code: Code.ID
    var codebook: Int
  }
}
