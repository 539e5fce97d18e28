/// What was done after a backup, done again: a day's work is more than its beginning, and a flag set since is not
/// to be lost without a word.
extension Restoring {
  /// How many changes the history knows of since a backup.
  public struct Replayed: Hashable, Sendable {
    /// Those that are done again.
    public var done = 0
    /// Those that do not fit, as where another machine's work stood between them.
    public var left = 0

    public init() {}
  }

  /// Does again on a backup what the history of its sidecar knows of since; nothing is written.
  ///
  /// - Parameters:
  ///   - stored: the backup.
  ///   - name: of the file, relative to the study.
  /// - Returns: the sidecar with what fits, and how much that is.
  func replay(on stored: Sidecar, _ name: String) -> (sidecar: Sidecar, since: Replayed) {
    var (sidecar, since) = (stored, Replayed())
    guard let place = study.sidecar(name, Set(study.transcripts)),
      let transcript = try? study.transcript(place.transcript)
    else { return (sidecar, since) }
    let history = ChangeHistory(study: study, transcript: place.transcript, coder: place.coder)
    // What is submitted is never changed, nor is what was coded on another text.
    let isOpen = stored.status.state == .draft && stored.source.sha256 == transcript.digest
    for (changes, time) in history.steps(since: stored.lastChange, for: transcript) {
      if isOpen, sidecar.carriesOut(oneOf: changes, at: time) {
        since.done += 1
      } else {
        since.left += 1
      }
    }
    return (sidecar, since)
  }
}

extension Sidecar {
  /// - Returns: whether one of the changes fits.
  fileprivate mutating func carriesOut(oneOf changes: [Change], at time: Timestamp) -> Bool {
    for change in changes {
      do throws(ChangeProblem) {
        try apply(change, at: time)
        return true
      } catch {
        continue
      }
    }
    return false
  }
}
