/// A code as a hand-out: what it means, how often it stands where, and some of its quotations.
public struct Theme: Sendable {
  public let code: Code
  public let counts: CodeMatrix
  public let quotations: QuotationList

  /// - Parameters:
  ///   - code: of the codebook; its subcodes are in it when `reading` says so.
  ///   - sources: the code's codings are what was found in them.
  ///   - attribute: by which it is counted.
  ///   - transcripts: the texts, by path.
  ///   - work: all that there is of them.
  ///   - reading: as which codes a stored code counts.
  ///   - count: of quotations, at most.
  ///   - references: attributes that stand in the references.
  ///   - release: what happens to words of quotations.
  public init(
    _ code: Code,
    of sources: [CodedSource],
    by attribute: MatrixDimension,
    in transcripts: [String: Transcript],
    work: VisibleWork,
    reading: CodeReading,
    quotations count: Int,
    references: [String],
    release: Release = .released(nil)
  ) {
    self.code = code
    counts = CodeMatrix(
      of: sources,
      by: [attribute],
      codes: [code.id],
      reading: reading,
      study: work.study.file
    )
    let quotable = QuotationList(
      of: Self.spread(sources),
      in: transcripts,
      work: work,
      attributes: references,
      release: release
    )
    quotations = quotable.keeping(count)
  }

  /// By what it is counted where nobody says so, and somebody's kind is known.
  public static let usualAttribute = "actor-type"

  /// By what it is counted where nobody says so: where nobody's kind is known, case by case.
  public static func dimension(_ hasUsualAttribute: Bool) -> MatrixDimension {
    hasUsualAttribute ? .attribute(usualAttribute) : .case
  }

  /// The codings so that each case comes once before one comes again; exemplars go first.
  ///
  /// A hand-out that quotes one eloquent person six times says little about a theme.
  static func spread(_ sources: [CodedSource]) -> [CodingRow] {
    var cases: [String: [CodingRow]] = [:]
    for source in sources { cases[source.caseKey, default: []] += source.foundRows }
    let queues = cases.sorted { $0.key < $1.key }.map { _, rows in
      rows.sorted { one, other in
        let exemplars = [one, other].map { $0.coding.flags.contains(.exemplar) }
        return exemplars[0] != exemplars[1] ? exemplars[0] : one < other
      }
    }
    let longest = queues.map(\.count).max() ?? 0
    let rounds = (0..<longest).flatMap { round in
      queues.compactMap { round < $0.count ? $0[round] : nil }
    }
    return rounds.filter { $0.coding.flags.contains(.exemplar) }
      + rounds.filter { !$0.coding.flags.contains(.exemplar) }
  }
}
