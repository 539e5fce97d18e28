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
    Backup(study: path).keepBeforeReanchoring(proposal.sidecar, of: file.path)
    if case .failed(let problem) = file.saveUnmerged(anchored) { throw problem }
    return anchored
  }

  /// A sidecar as it was before its codings were found again, where that was the last thing done to it.
  ///
  /// - Parameters:
  ///   - sidecar: as it is now.
  ///   - transcript: its path.
  /// - Returns: what `takeBackReanchoring` brings back; `nil` where something has been done since.
  public func sidecar(beforeReanchoringOf sidecar: Sidecar, of transcript: String) -> Sidecar? {
    guard let from = sidecar.textBeforeReanchoring else { return nil }
    let place = Backup(study: path).beforeReanchoring(
      of: sidecarName(of: transcript, by: sidecar.coder)
    )
    guard let bytes = try? FileReader.read(place).bytes,
      let before = try? SidecarReader.read(bytes, file: place),
      before.coder == sidecar.coder, before.source.sha256 == from,
      sidecar.log.dropLast() == before.log[...]
    else { return nil }
    return before
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

extension Sidecar {
  /// The digest of the text on which it stood before its codings were found again, where nothing has been done to
  /// it since.
  fileprivate var textBeforeReanchoring: String? {
    guard let last = log.last, last["act"] == "reanchor", last["to"]?.string == source.sha256,
      let time = last["at"]?.string.flatMap({ Timestamp($0) })
    else { return nil }
    let changed = orphans.map(\.modified).max().map { max($0, lastChange) } ?? lastChange
    return changed <= time ? last["from"]?.string : nil
  }
}
