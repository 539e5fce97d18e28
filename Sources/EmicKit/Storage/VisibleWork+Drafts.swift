extension VisibleWork {
  /// The version of the codebook with which a text was read for somebody's work on it.
  ///
  /// Whoever adjudicates compares what coders have found: of a consensus it is the latest with which one of
  /// these has submitted.
  package func versionRead(for sidecar: Sidecar, of transcript: String) -> Int {
    guard sidecar.coder == Coder.consensus else { return sidecar.status.codebook }
    let versions = coders(of: transcript).filter { $0 != Coder.consensus }
      .compactMap { state(of: transcript, by: $0) }.filter { $0.state == .submitted }
      .map(\.codebook)
    return versions.max() ?? sidecar.status.codebook
  }

  /// Whether there is a draft of a transcript that may be seen, and that a layer leaves out because it is
  /// not submitted.
  ///
  /// - Parameters:
  ///   - transcript: its path; nothing of it is in the layer.
  ///   - layer: which state of the work is asked for.
  ///   - wanted: whose work; all for none.
  /// - Returns: never for the consensus, which is no draft of anybody's.
  public func leavesOutDraft(
    of transcript: String,
    layer: CodingLayer,
    by wanted: [Coder.ID] = []
  ) -> Bool {
    guard layer == .final || layer == .submitted else { return false }
    return coders(of: transcript).contains { coder in
      coder != Coder.consensus && (wanted.isEmpty || wanted.contains(coder))
        && blindness.sees(workOf: coder, on: transcript)
        && state(of: transcript, by: coder)?.state == .draft
    }
  }
}
