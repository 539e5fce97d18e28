extension Sidecar {
  /// A coder's sidecar of a transcript on which nothing is coded yet.
  ///
  /// - Parameter version: of the codebook.
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
