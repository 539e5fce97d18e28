/// What was done after a backup, done again: a day's work is more than its beginning, and a flag set since is not
/// to be lost without a word.
extension Restoring {
  /// How many changes the history knows of since a backup.
  public struct Replayed: Hashable, Sendable {
    /// Those that are done again.
    public var done = 0
    /// Those that do not fit, as where another machine's work stood between them, or the text has changed.
    public var left = 0

    public init() {}
  }

  /// A sidecar as it was last known, whatever has become of its file; nothing is written.
  ///
  /// - Parameter file: relative to the study.
  /// - Returns: what was done since its last copy is in it as far as it fits; `nil` where nothing is known that can be
  ///   read, or nothing was in it.
  func lastKnown(_ file: String) -> (sidecar: Sidecar, since: Replayed)? {
    guard let place = study.sidecar(file, Set(study.transcripts)) else { return nil }
    let known: (sidecar: Sidecar, since: Replayed)
    if let day = lastDay(of: file), let stored = try? stored(of: file, day: day) {
      guard let there = try? replay(on: stored, Copy(day: day, file: file)) else { return nil }
      known = there
    } else if let latest = (try? Checkpoint(of: file, in: study.path)) ?? nil {
      let start = ChangeHistory.Start.checkpoint(historyLength: latest.historyLength)
      guard let there = try? replay(on: latest.sidecar, since: start, file) else { return nil }
      known = there
    } else if let transcript = try? study.transcript(place.transcript) {
      let history = ChangeHistory(study: study, transcript: transcript.name, coder: place.coder)
      let draft = Sidecar(
        draftOf: transcript,
        by: place.coder,
        codebook: (try? study.codebook().version) ?? 1,
        at: history.entries(for: transcript).first?.at ?? Timestamp(milliseconds: 0)
      )
      let start = ChangeHistory.Start.checkpoint(historyLength: 0)
      guard let there = try? replay(on: draft, since: start, file) else { return nil }
      known = there
    } else {
      return nil
    }
    return known.sidecar.isEmpty ? nil : known
  }

  private func stored(of file: String, day: String) throws -> Sidecar {
    let path = Backup(study: study.path).path(of: file, day: day)
    return try SidecarReader.read(FileReader.read(path).bytes, file: path)
  }

  /// What a sidecar was when it was last known: a backup of it, or what a merge or a submission has left since, with
  /// what the history knows of since then; nothing is written.
  ///
  /// - Parameters:
  ///   - stored: the backup.
  ///   - copy: whose it is: what was there before the first save of its day that found a file.
  /// - Returns: the sidecar with what fits, and how much that is.
  /// - Throws: where the transcript, or what was done, cannot be read: then nobody knows what is missing.
  func replay(
    on stored: Sidecar,
    _ copy: Copy
  ) throws(StudyProblem) -> (sidecar: Sidecar, since: Replayed) {
    let root = study.path
    let latest = try StudyFolder.file { () throws(FileProblem) in
      try Checkpoint(of: copy.file, in: root)
    }
    if let latest, latest.at.date >= copy.day, latest.sidecar.coder == stored.coder {
      return try replay(
        on: latest.sidecar,
        since: .checkpoint(historyLength: latest.historyLength),
        copy.file
      )
    }
    return try replay(
      on: stored,
      since: .backup(lastChange: stored.lastChange, day: copy.day),
      copy.file
    )
  }

  private func replay(
    on beginning: Sidecar,
    since start: ChangeHistory.Start,
    _ file: String
  ) throws(StudyProblem) -> (sidecar: Sidecar, since: Replayed) {
    var (sidecar, since) = (beginning, Replayed())
    guard let place = study.sidecar(file, Set(study.transcripts)), !beginning.isReadOnly else {
      return (sidecar, since)
    }
    let history = ChangeHistory(study: study, transcript: place.transcript, coder: place.coder)
    let words = try words(of: beginning, in: place.transcript)
    let steps = try StudyFolder.file { () throws(FileProblem) in
      try history.steps(since: start, quoted: words)
    }
    since.left = steps.unfit
    for step in steps.fitting {
      switch sidecar.take(step) {
      case .done: since.done += 1
      case .there: continue
      case .left: since.left += 1
      }
    }
    return (sidecar, since)
  }

  /// Quotes from the text that was coded; where that has changed since, from the codings that are known.
  private func words(
    of sidecar: Sidecar,
    in transcript: String
  ) throws(StudyProblem) -> (Coding) -> Coding? {
    let text = try study.transcript(transcript)
    if text.digest == sidecar.source.sha256 { return { HistoryLine.quoted($0, text) } }
    let known = Merging.byID(sidecar.codings + sidecar.orphans) { $0.id }
    return { coding in
      guard let there = known[coding.id], there.span == coding.span else { return nil }
      var coding = coding
      coding.takePlace(of: there)
      return coding
    }
  }
}

extension Sidecar {
  fileprivate enum Outcome { case done, there, left }

  /// Carries out one of the changes of a step, as far as its state allows; what is submitted takes decisions of the
  /// recode queue alone.
  fileprivate mutating func take(_ step: ChangeHistory.Step) -> Outcome {
    guard status.state == .draft || step.isRecoding else { return has(step) ? .there : .left }
    for change in step.changes {
      do throws(ChangeProblem) {
        if step.isRecoding {
          try applyRecoding(change, at: step.at)
        } else {
          try apply(change, at: step.at)
        }
        return .done
      } catch {
        continue
      }
    }
    return has(step) ? .there : .left
  }

  /// Whether it is as the step has left it: it was saved before its line was written.
  private func has(_ step: ChangeHistory.Step) -> Bool {
    var before = self
    return (try? before.apply(step.changes[0].inverse, at: step.at)) != nil
  }
}

extension Sidecar {
  fileprivate var isEmpty: Bool {
    codings.isEmpty && memos.isEmpty && orphans.isEmpty && settled.isEmpty && nothingHere.isEmpty
      && links.isEmpty
  }
}
