import Agreement

/// The unitizing family of one family of codes, its codes as the values that text can have.
///
/// One value per position: codes of the family that share text in one coder's work are refused.
/// Source: Krippendorff, Mathet, Bouvry & Widlöcher 2016, Quality & Quantity 50.
public struct DomainAgreement: Sendable {
  public let family: Code.ID
  /// The assignable codes below the family, in the order of the book.
  public let codes: [Code.ID]
  /// Over whole texts of the transcripts that all coders of the block worked on.
  public let counts: UnitizingCounts

  /// - Parameters:
  ///   - family: of the codebook.
  ///   - block: what is compared, counted by code.
  ///   - study: the comparison that holds the block.
  /// - Throws: when it is no family, or its codes share text.
  public init(
    of family: Code.ID,
    in block: ComparedBlock,
    of study: StudyComparison
  ) throws(ComparisonProblem) {
    let codebook = study.codebook
    guard codebook[family] != nil else {
      throw .unknownCode(family, nearest: codebook.nearest(to: family))
    }
    self.family = family
    codes = codebook.descendants(of: family)
      .filter { !$0.isFamily && !$0.isWorking && $0.replacedBy.count != 1 }
      .map(\.id)
    guard codebook[family]?.isFamily == true, !codes.isEmpty else { throw .notAFamily(family) }
    let values = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1, $0) })
    let comparison = block.comparison
    var sum = UnitizingCounts(coders: comparison.coders.count, values: codes.count)
    for transcript in comparison.transcripts {
      let layers = transcript.layers.compactMap { $0 }
      guard layers.count == transcript.layers.count else { continue }
      let marked = try layers.map { layer throws(ComparisonProblem) in
        try Self.marked(layer, values, in: transcript.transcript)
      }
      let length = transcript.transcript.text.scalarCount
      if let counts = try? UnitizingCounts(length: length, units: marked, values: codes.count) {
        sum += counts
      }
    }
    counts = sum
  }

  private static func marked(
    _ layer: ComparedLayer,
    _ values: [Code.ID: Int],
    in transcript: Transcript
  ) throws(ComparisonProblem) -> [MarkedUnit] {
    var marked: [MarkedUnit] = []
    var last: UnitedCoding?
    for coding in layer.codings {
      guard let value = values[coding.code] else { continue }
      if let last, let shared = last.span.intersection(coding.span) {
        throw .overlappingValues(
          transcript: transcript.name,
          coder: layer.coder,
          codes: [last.code, coding.code],
          shared
        )
      }
      last = coding
      marked.append(MarkedUnit(start: coding.span.start, end: coding.span.end, value: value))
    }
    return marked
  }
}
