extension StudyFolder {
  /// Records that a coder is shown others' codings of a transcript, before they are shown.
  ///
  /// The first time stands in the log of the coder's own sidecar, and what they submit afterwards is
  /// not blind. Nothing is recorded of somebody without a sidecar of it: a supervisor, an observer.
  ///
  /// - Parameters:
  ///   - transcript: its path.
  ///   - coder: who looks; `nil` is an observer.
  ///   - now: when.
  /// - Throws: when it is not on record, as in a folder that cannot be written. The codings are then
  ///   not to be shown: what was seen and is not on record would make a blind submission of one
  ///   that is none. As an observer the same person may see what is submitted.
  public func recordReveal(
    of transcript: String,
    to coder: Coder.ID?,
    at now: Timestamp
  ) throws(RevealProblem) {
    guard let coder, coder != Coder.consensus else { return }
    var file = sidecarFile(of: transcript, by: coder)
    var outcome = SaveOutcome.unchanged
    // Another session of the coder may save in between; one look is one entry all the same.
    for _ in 0..<5 {
      do throws(SaveProblem) {
        guard let sidecar = try file.load(), !sidecar.isRevealed else { return }
        outcome = file.saveUnmerged(sidecar.revealed(at: now))
      } catch {
        throw RevealProblem(transcript: transcript, coder: coder, problem: error)
      }
      if case .failed(.changedMeanwhile) = outcome { continue }
      break
    }
    if case .failed(let problem) = outcome {
      throw RevealProblem(transcript: transcript, coder: coder, problem: problem)
    }
  }
}

extension Sidecar {
  /// With an entry in the log that others' codings were shown to this coder.
  func revealed(at now: Timestamp) -> Sidecar {
    let last = log.compactMap { $0["at"]?.string.flatMap { Timestamp($0) } }.max()
    var result = self
    result.log.append(entry("reveal", at: now.later(than: last)))
    return result
  }
}

/// Why a reveal is not on record, so that nothing is revealed.
public struct RevealProblem: Error, Hashable, Sendable {
  public var transcript: String
  public var coder: Coder.ID
  public var problem: SaveProblem

  public var message: String {
    "\(DisplayText.safe(transcript)): others' codings are left out, because it could not be recorded "
      + "that they were shown to \(coder). \(problem.message) An observer, without a name, sees "
      + "what is submitted."
  }
}
