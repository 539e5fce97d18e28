/// A row that was settled otherwise than a coder had it: what coders see of their own work afterwards.
public struct ConsensusDifference: Hashable, Sendable {
  public let row: PassageRow
  /// What the coder did there; nothing where they are missing.
  public let own: [UnitedCoding]
  /// What was decided, why and by whom.
  public let verdict: Verdict
}

extension ComparedTranscript {
  /// Where the consensus differs from what a coder did.
  ///
  /// Only rows that are settled; whether the coder may see the consensus is the caller's to ask
  /// (`Blindness`).
  ///
  /// - Parameters:
  ///   - coder: by their place; none for one without a layer.
  ///   - consensus: the layer, closed or not.
  ///   - codebook: under which codes are compared.
  /// - Returns: in the order of the text.
  public func differences(
    of coder: Int,
    from consensus: Sidecar,
    codebook: Codebook
  ) -> [ConsensusDifference] {
    guard layers[coder] != nil else { return [] }
    let verdicts = consensus.verdicts
    func form(_ code: Code.ID, _ span: Span) -> UnitedCoding {
      UnitedCoding(code: codebook.resolved(code), span: span, codings: [])
    }
    return rows().compactMap { row in
      guard case .settled(let verdict) = verdicts.state(of: row) else { return nil }
      let own = row.sides[coder]
      let decided = verdict.codings.map { form($0.code, transcript.trimmed($0.span) ?? $0.span) }
      guard decided.sorted() != own.map({ form($0.codeToStore, $0.span) }).sorted() else {
        return nil
      }
      return ConsensusDifference(row: row, own: own, verdict: verdict)
    }
  }
}
