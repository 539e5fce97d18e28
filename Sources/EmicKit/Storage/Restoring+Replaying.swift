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

  /// Does again on a sidecar that was brought back what its history knows of since.
  ///
  /// - Parameters:
  ///   - stored: as it was brought back.
  ///   - name: of the file, relative to the study.
  /// - Returns: how much; the file is as it was brought back where nothing fits or the disk refuses.
  func replay(on stored: Sidecar, _ name: String) -> Replayed {
    var replayed = Replayed()
    guard let place = study.sidecar(name, Set(study.transcripts)),
      let transcript = try? study.transcript(place.transcript)
    else { return replayed }
    let history = ChangeHistory(study: study, transcript: place.transcript, coder: place.coder)
    let steps = history.steps(since: stored.lastChange, for: transcript)
    var sidecar = stored
    // What is submitted is never changed, nor is what was coded on another text.
    let isOpen = stored.status.state == .draft && stored.source.sha256 == transcript.digest
    for (changes, time) in steps {
      if isOpen, sidecar.carriesOut(oneOf: changes, at: time) {
        replayed.done += 1
      } else {
        replayed.left += 1
      }
    }
    guard replayed.done > 0 else { return replayed }
    var file = SidecarFile(path: study.absolute(name), study: study.path)
    guard (try? file.load()) == stored, case .saved = file.saveUnmerged(sidecar) else {
      return Replayed(left: steps.count)
    }
    return replayed
  }
}

extension Restoring.Replayed {
  fileprivate init(left: Int) { self.left = left }
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
