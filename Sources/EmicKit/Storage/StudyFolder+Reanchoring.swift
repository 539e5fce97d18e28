extension StudyFolder {
  /// Brings a coder's work to the transcript as it is now, as one save, also of a closed sidecar.
  ///
  /// Frozen copies stay as they are: they belong to the text that was coded. The day's backup keeps the
  /// sidecar as it was.
  ///
  /// - Parameters:
  ///   - proposal: what was shown and agreed to; where the sidecar has changed since, nothing is written.
  ///   - leaving: codings that become orphans though a place was proposed.
  ///   - dropping: codings that are removed.
  ///   - time: now.
  ///   - actor: who agrees.
  /// - Returns: the sidecar as saved.
  /// - Throws: when it is no longer as it was shown, or the disk refuses.
  @discardableResult
  public func reanchor(
    _ proposal: Reanchoring,
    leaving: Set<Coding.ID> = [],
    dropping: Set<Coding.ID> = [],
    at time: Timestamp,
    actor: Coder.ID?
  ) throws(SaveProblem) -> Sidecar {
    var file = sidecarFile(of: proposal.transcript.name, by: proposal.sidecar.coder)
    guard try file.load() == proposal.sidecar else { throw .changedMeanwhile(path: file.path) }
    let anchored = proposal.anchored(
      leaving: leaving,
      dropping: dropping,
      at: time,
      by: actor
    )
    if case .failed(let problem) = file.saveUnmerged(anchored) { throw problem }
    return anchored
  }

  /// Takes a re-anchoring back, while nothing has been done to the sidecar since.
  ///
  /// - Parameters:
  ///   - stored: the sidecar as it was stored.
  ///   - before: as it was before.
  ///   - transcript: its path.
  ///   - time: now.
  /// - Throws: when the sidecar is no longer as it was stored, or the disk refuses.
  public func takeBackReanchoring(
    _ stored: Sidecar,
    to before: Sidecar,
    of transcript: String,
    at time: Timestamp
  ) throws(SaveProblem) {
    var file = sidecarFile(of: transcript, by: stored.coder)
    guard try file.load() == stored else { throw .changedMeanwhile(path: file.path) }
    var again = before
    // The log is never taken back: it says what was done, and that it was undone.
    again.log = stored.log
    again.log.append(
      stored.entry("reanchor", at: time) + [
        JSONMember("from", .string(stored.source.sha256)),
        JSONMember("to", .string(before.source.sha256)),
      ]
    )
    if case .failed(let problem) = file.saveUnmerged(again) { throw problem }
  }
}
