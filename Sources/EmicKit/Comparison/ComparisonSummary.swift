/// What was compared and how it was counted, without texts and codings.
package struct ComparisonSummary: Sendable {
  package let request: ComparisonRequest
  package let codebook: Codebook
  package let unit: AgreementUnits.Kind
  /// `body` where all sources are documents and nothing else was asked for.
  package let scope: AgreementUnits.Scope
  /// Those with work on some chosen transcript.
  package let coders: [Coder.ID]
  /// Every chosen transcript × coder asked for that is missing, in the order of both.
  package let leftOut: [LeftOut]
  /// Calibration rounds whose transcripts were left out because nobody named them.
  package let calibrationLeftOut: [String]
  package let remarks: SourceRemarks

  /// Whether all of it was made before others' work was seen, and is none of what discussion came to.
  package var isAsFound: Bool {
    request.layer == .submitted && !request.includesSeen && !request.includesDrafts
      && request.coders.allSatisfy { $0.submission == nil } && !coders.contains(Coder.consensus)
  }
}

/// What is to be said of the sources of a comparison beside their figures.
package struct SourceRemarks: Sendable {
  private var versions: Set<Int> = []
  /// Sources whose text has changed since coders submitted them, with the number of codings that were
  /// not found again.
  package private(set) var reanchored: [(transcript: String, unplaced: Int)] = []
  /// Interviews in which nobody is known as interviewer.
  package private(set) var withoutInterviewers: [String] = []

  init() {}

  /// - Parameters:
  ///   - transcript: a source.
  ///   - sidecars: what is compared of it.
  init(_ transcript: Transcript, _ sidecars: [Sidecar]) {
    versions = Set(sidecars.compactMap(\.status.codebook))
    let moved = sidecars.filter(\.isReanchored)
    if !moved.isEmpty {
      reanchored = [(transcript.name, moved.reduce(0) { $0 + $1.orphans.count })]
    }
    let structure = transcript.structure
    if structure.kind == .interview, !structure.knowsInterviewers {
      withoutInterviewers = [transcript.name]
    }
  }

  /// Adds what is to be said of sources behind these.
  mutating func add(_ other: SourceRemarks) {
    versions.formUnion(other.versions)
    reanchored += other.reanchored
    withoutInterviewers += other.withoutInterviewers
  }

  /// The versions of the codebook by which the compared work was handed in.
  package var codedVersions: [Int] { versions.sorted() }
}

extension StudyComparison {
  package var summary: ComparisonSummary {
    var remarks = SourceRemarks()
    for source in sources {
      remarks.add(SourceRemarks(source.transcript, source.sidecars.compactMap { $0 }))
    }
    return ComparisonSummary(
      request: request,
      codebook: codebook,
      unit: unit,
      scope: scope,
      coders: coders,
      leftOut: leftOut,
      calibrationLeftOut: calibrationLeftOut,
      remarks: remarks
    )
  }
}
