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
    let values = try DomainValues(of: family, in: study.codebook)
    let comparison = block.comparison
    var sum = UnitizingCounts(coders: comparison.coders.count, values: values.codes.count)
    for transcript in comparison.transcripts {
      let layers = transcript.layers.compactMap { $0 }
      guard layers.count == transcript.layers.count else { continue }
      if let counts = try values.counts(of: layers, in: transcript.transcript) { sum += counts }
    }
    self.init(values, sum)
  }

  /// - Parameters:
  ///   - values: the family and its codes.
  ///   - counts: over the transcripts that all coders worked on.
  init(_ values: DomainValues, _ counts: UnitizingCounts) {
    (family, codes) = (values.family, values.codes)
    self.counts = counts
  }
}
