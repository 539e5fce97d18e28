extension Sidecar {
  /// A coder's sidecar of a transcript on which nothing is coded yet.
  ///
  /// - Parameters:
  ///   - transcript: whose text the codings will count in.
  ///   - coder: whose work it will be.
  ///   - version: of the codebook.
  ///   - now: since when it is a draft.
  public init(
    draftOf transcript: Transcript,
    by coder: Coder.ID,
    codebook version: Int,
    at now: Timestamp
  ) {
    self.init(
      coder: coder,
      source: Source(
        file: Path.split(transcript.name).name,
        sha256: transcript.digest,
        length: transcript.text.scalarCount
      ),
      status: Status(state: .draft, at: now, codebook: version)
    )
  }
}
