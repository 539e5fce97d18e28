extension SidecarStore {
  /// Closes the adjudication of a transcript over its consensus.
  ///
  /// - Parameters:
  ///   - consensus: as the screen holds it, all of it saved.
  ///   - compared: the work that was adjudicated.
  ///   - adjudicator: who closes it; whether they may is the caller's to ask.
  ///   - version: of the codebook.
  ///   - study: in which the consensus lies.
  /// - Returns: the layer as closed, or why it stays open.
  public func closeAdjudication(
    _ consensus: Sidecar,
    of compared: ComparedTranscript,
    by adjudicator: Coder.ID,
    codebook version: Int,
    in study: StudyFolder
  ) -> Result<Sidecar, AdjudicationProblem> {
    do throws(AdjudicationProblem) {
      return .success(
        try study.closeAdjudication(
          &file,
          consensus,
          of: compared,
          by: adjudicator,
          codebook: version,
          at: Now.timestamp
        )
      )
    } catch {
      return .failure(error)
    }
  }
}
