extension StudyFolder {
  /// Records that a coder is shown others' codings of a transcript, before they are shown.
  ///
  /// The first time stands in the log of the coder's own sidecar, and what they submit afterwards is
  /// not blind; beside the history of undo it stands once more, should the sidecar be lost. Who has no sidecar of it
  /// may still begin one: until then it stands in their file of memos. Nothing is recorded of an observer.
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
      let sidecar: Sidecar?
      do throws(SaveProblem) {
        sidecar = try file.load()
      } catch {
        throw RevealProblem(transcript: transcript, coder: coder, cause: .sidecar(error))
      }
      guard let sidecar else {
        do throws(StudyProblem) {
          try note(revealOf: transcript, to: coder, at: now)
          return keepReveal(of: transcript, to: coder, at: now)
        } catch {
          throw RevealProblem(transcript: transcript, coder: coder, cause: .memos(error))
        }
      }
      if let time = sidecar.timeOfReveal { return keepReveal(of: transcript, to: coder, at: time) }
      outcome = file.saveUnmerged(
        sidecar.revealed(at: now),
        isInHistory: true,
        ifOlder: .leave
      )
      if case .failed(.changedMeanwhile) = outcome { continue }
      break
    }
    if case .failed(let problem) = outcome {
      throw RevealProblem(transcript: transcript, coder: coder, cause: .sidecar(problem))
    }
    keepReveal(of: transcript, to: coder, at: now)
  }

  /// A second time, should the file be lost in which it stands: best effort.
  private func keepReveal(of transcript: String, to coder: Coder.ID, at now: Timestamp) {
    let history = HistoryFile(of: self, by: coder, named: transcript)
    guard !history.lines.contains(where: { HistoryNote.reveal.time(in: $0) != nil }) else { return }
    _ = history.append(HistoryNote.reveal.bytes(at: now))
  }

  /// A sidecar that is begun or submitted, with what its log has to say of the time before it was begun.
  ///
  /// - Parameters:
  ///   - sidecar: as it is, or a draft on which nothing is coded yet.
  ///   - transcript: its path.
  /// - Returns: with the reveal that was recorded while the coder had no sidecar, or in one that is gone, if any.
  /// - Throws: when the record cannot be read: that is not none.
  public func withEarlierReveal(
    _ sidecar: Sidecar,
    of transcript: String
  ) throws(StudyProblem) -> Sidecar {
    guard sidecar.coder != Coder.consensus, !sidecar.isRevealed else { return sidecar }
    if let time = try memos(of: sidecar.coder).reveals[transcript] {
      return sidecar.revealed(at: time)
    }
    let history = HistoryFile(of: self, by: sidecar.coder, named: transcript)
    let lines = try Self.file { () throws(FileProblem) in try history.read() }
    if let time = lines.lazy.compactMap(HistoryNote.reveal.time).first {
      return sidecar.revealed(at: time)
    }
    guard let time = try reveal(before: sidecar, of: transcript) else { return sidecar }
    return sidecar.revealed(at: time)
  }

  /// When others' codings were shown to whoever has begun a sidecar anew, as frozen copies tell that it does not
  /// know of.
  private func reveal(
    before sidecar: Sidecar,
    of transcript: String
  ) throws(StudyProblem) -> Timestamp? {
    let known = Set(sidecar.submissions)
    for number in submissions(of: transcript, by: sidecar.coder) where !known.contains(number) {
      let copy = try submission(of: transcript, by: sidecar.coder, number: number)
      if let time = copy?.timeOfReveal { return time }
    }
    return nil
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
  /// What could not be read or written.
  public enum Cause: Hashable, Sendable {
    case sidecar(SaveProblem)
    case memos(StudyProblem)
  }

  public var transcript: String
  public var coder: Coder.ID
  public var cause: Cause

  public var message: String {
    let reason =
      switch cause {
      case .sidecar(let problem): problem.message
      case .memos(let problem): problem.message
      }
    return "\(DisplayText.safe(transcript)): others' codings are left out, because it could not be "
      + "recorded that they were shown to \(coder). \(reason) An observer, without a name, sees what "
      + "is submitted."
  }
}
