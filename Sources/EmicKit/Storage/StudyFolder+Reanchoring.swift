extension StudyFolder {
  /// Brings a coder's work to the transcript as it is now, as one save, also of a closed sidecar.
  ///
  /// Frozen copies stay as they are: they belong to the text that was coded. The sidecar as it was is kept until
  /// the next time, so that this can be taken back (`sidecar(beforeReanchoringOf:)`).
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
    Backup(study: path).keepBeforeReanchoring(
      proposal.sidecar.kept(before: anchored),
      of: file.path
    )
    return anchored
  }

  /// A sidecar as it was before its codings were found again, where that was the last thing done to it.
  ///
  /// - Parameters:
  ///   - sidecar: as it is now.
  ///   - transcript: its path.
  /// - Returns: what `takeBackReanchoring` brings back; `nil` where something has been done since.
  public func sidecar(beforeReanchoringOf sidecar: Sidecar, of transcript: String) -> Sidecar? {
    guard sidecar.log.last?["act"] == "reanchor" else { return nil }
    let place = Backup(study: path).beforeReanchoring(
      of: sidecarName(of: transcript, by: sidecar.coder)
    )
    guard let bytes = try? FileReader.read(place).bytes,
      let kept = try? SidecarReader.read(bytes, file: place), kept.coder == sidecar.coder
    else { return nil }
    return kept.before(storing: sidecar)
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

/// A sidecar that is kept knows what it was stored as: whatever else is there by then, from this session or another
/// copy, is not to be taken back with it.
extension Sidecar {
  private static let storedAsKey = "storedAs"

  /// As it is kept before another version is stored.
  fileprivate func kept(before stored: Sidecar) -> Sidecar {
    var kept = self
    kept.kept.append(JSONMember(Self.storedAsKey, .string(stored.digest)))
    return kept
  }

  /// As it was before, where exactly this was stored.
  fileprivate func before(storing sidecar: Sidecar) -> Sidecar? {
    var before = self
    guard let place = before.kept.lastIndex(where: { $0.key == Self.storedAsKey }),
      before.kept.remove(at: place).value.string == sidecar.digest
    else { return nil }
    return before
  }

  private var digest: String { Digest.sha256(SidecarWriter.encode(self)) }
}
