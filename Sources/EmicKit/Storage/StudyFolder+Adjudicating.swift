extension StudyFolder {
  /// The consensus layer of a transcript and its file; a draft where there is none yet.
  public func consensus(
    of transcript: Transcript,
    codebook version: Int,
    at now: Timestamp
  ) throws(SaveProblem) -> (file: SidecarFile, sidecar: Sidecar) {
    var file = sidecarFile(of: transcript.name, by: Coder.consensus)
    let stored = try file.load()
    let draft = Sidecar(draftOf: transcript, by: Coder.consensus, codebook: version, at: now)
    return (file, stored ?? draft)
  }

  /// Closes a transcript's adjudication and brings the complete layer to the disk.
  ///
  /// - Parameters:
  ///   - file: as loaded or last saved.
  ///   - consensus: what it holds.
  ///   - compared: the work that was adjudicated.
  ///   - adjudicator: who closes it; whether they may is the caller's to ask (`Blindness`).
  ///   - version: of the codebook.
  ///   - now: when.
  /// - Returns: the layer as closed.
  /// - Throws: as `Sidecar.closed`; also when somebody changes it now, or the disk refuses.
  public func closeAdjudication(
    _ file: inout SidecarFile,
    _ consensus: Sidecar,
    of compared: ComparedTranscript,
    by adjudicator: Coder.ID,
    codebook version: Int,
    at now: Timestamp
  ) throws(AdjudicationProblem) -> Sidecar {
    let closed = try consensus.closed(
      over: compared,
      boundaries: self.file.boundaries,
      by: adjudicator,
      codebook: version,
      at: now
    )
    do throws(StudyProblem) {
      try makeSidecarFolder(of: compared.transcript.name, by: Coder.consensus)
    } catch {
      throw .folder(error)
    }
    // Merged with another's verdicts the layer might not be what was found to be complete.
    if case .failed(let problem) = file.saveUnmerged(closed) { throw .save(problem) }
    return closed
  }
}
