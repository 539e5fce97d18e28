import Agreement

/// The codes of a family as the values that text can have.
package struct DomainValues: Sendable {
  package let family: Code.ID
  /// The assignable codes below the family, in the order of the book.
  package let codes: [Code.ID]
  private let values: [Code.ID: Int]

  /// - Throws: when it is no family.
  package init(of family: Code.ID, in codebook: Codebook) throws(ComparisonProblem) {
    guard codebook[family] != nil else {
      throw .unknownCode(family, nearest: codebook.nearest(to: family))
    }
    self.family = family
    codes = codebook.descendants(of: family)
      .filter { !$0.isFamily && !$0.isWorking && $0.replacedBy.count != 1 }
      .map(\.id)
    guard codebook[family]?.isFamily == true, !codes.isEmpty else { throw .notAFamily(family) }
    values = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1, $0) })
  }

  /// What is counted of one transcript.
  ///
  /// - Parameters:
  ///   - layers: of all compared coders, counted by code.
  ///   - transcript: what was coded.
  /// - Returns: `nil` where spans do not fit the text.
  /// - Throws: when codes of the family share text in one coder's work.
  func counts(
    of layers: [ComparedLayer],
    in transcript: Transcript
  ) throws(ComparisonProblem) -> UnitizingCounts? {
    let marked = try layers.map { layer throws(ComparisonProblem) in
      try self.marked(layer, in: transcript)
    }
    let length = transcript.text.scalarCount
    return try? UnitizingCounts(length: length, units: marked, values: codes.count)
  }

  private func marked(
    _ layer: ComparedLayer,
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
