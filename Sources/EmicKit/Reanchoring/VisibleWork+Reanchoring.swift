extension VisibleWork {
  /// The work that waits for a text which has changed, and orphans of one that has not.
  ///
  /// - Parameter transcript: as it is now.
  /// - Returns: by coder; `hidden` are those whose work whoever asks may not see.
  public func reanchorings(
    of transcript: Transcript
  ) -> (seen: [Reanchoring], hidden: [Coder.ID]) {
    var seen: [Reanchoring] = []
    var hidden: [Coder.ID] = []
    for coder in coders(of: transcript.name) {
      guard let sidecar = sidecar(of: transcript.name, by: coder),
        sidecar.source.sha256 != transcript.digest || !sidecar.orphans.isEmpty
      else { continue }
      if blindness.sees(workOf: coder, on: transcript.name) {
        seen.append(Reanchoring(of: sidecar, to: transcript))
      } else {
        hidden.append(coder)
      }
    }
    return (seen, hidden)
  }
}
