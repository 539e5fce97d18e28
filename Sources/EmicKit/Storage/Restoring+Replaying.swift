/// What was done after a backup, done again: a day's work is more than its beginning, and a flag set since is not
/// to be lost without a word.
extension Restoring {
  /// How many changes the history knows of since a backup.
  public struct Replayed: Hashable, Sendable {
    /// Those that are done again.
    public var done = 0
    /// Those that do not fit, as where another machine's work stood between them.
    public var left = 0
    /// Those of them that may have set a flag which protects words.
    public var leftFlags = 0
    /// Why there may have been more, as where a copy cannot be read.
    public var unread: StudyProblem?

    public init() {}

    /// Whether words may have been flagged of which nobody knows any more.
    public var mayLackFlags: Bool { leftFlags > 0 || unread != nil }
  }

  /// What a sidecar was when it was last known: a backup of it, or what a merge or a submission has left since, its
  /// frozen copy too, with what the history knows of since then; nothing is written.
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
    var (beginning, start) = (
      stored, ChangeHistory.Start.backup(lastChange: stored.lastChange, day: copy.day)
    )
    let latest = try Checkpoint(of: copy.file, in: study.path)
    if let latest, latest.at.date >= copy.day, latest.sidecar.coder == stored.coder {
      (beginning, start) = (latest.sidecar, .checkpoint(historyLength: latest.historyLength))
    }
    var known = try replay(on: beginning, since: start, copy.file)
    known.since.unread = forgotten(of: copy.file, by: stored.coder, besides: latest, copy.day)
    return try withSubmission(known, copy.file)
  }

  /// A beginning with what the history knows of since.
  func replay(
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
    since.left = steps.unfit.count
    since.leftFlags = steps.unfit.count(where: \.self)
    let closed = sidecar.status
    if closed.state == .submitted,
      let first = steps.fitting.first(where: { !$0.isRecoding && $0.at > closed.at }),
      let open = try? sidecar.reopened(
        because: "Opened again, as what was done since tells; why is not known.",
        codebook: closed.codebook,
        at: first.at
      )
    {
      sidecar = open
    }
    for step in steps.fitting {
      switch sidecar.take(step) {
      case .done: since.done += 1
      case .there: continue
      case .left:
        since.left += 1
        if step.change.isProtecting { since.leftFlags += 1 }
      }
    }
    sidecar.setWordlessApart()
    return (sidecar, since)
  }

  /// Quotes from the text that was coded; where that has changed since, from the codings that are known.
  ///
  /// Of a place of which no words are known any more it gives none.
  private func words(
    of sidecar: Sidecar,
    in transcript: String
  ) throws(StudyProblem) -> (Coding) -> Coding? {
    let text = try study.transcript(transcript)
    if text.digest == sidecar.source.sha256 { return { HistoryLine.quoted($0, text) } }
    let known = Merging.byID(sidecar.codings + sidecar.orphans) { $0.id }
    return { coding in
      var coding = coding
      if let there = known[coding.id], there.span == coding.span { coding.takePlace(of: there) }
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
    if let outcome = resettle(step, fits: true) { return outcome }
    do throws(ChangeProblem) {
      if step.isRecoding {
        try applyRecoding(step.change, at: step.at)
      } else {
        try apply(step.change, at: step.at)
      }
      return .done
    } catch {
      if has(step) { return .there }
      guard !step.isRecoding else { return .left }
      if let outcome = resettle(step, fits: false) { return outcome }
      return rebased(step).map { carryOut($0, at: step.at) } ?? .left
    }
  }

  private mutating func carryOut(_ change: Change, at time: Timestamp) -> Outcome {
    if change.isEmpty { return .there }
    return (try? apply(change, at: time)) == nil ? .left : .done
  }

  /// Carries out a step that gives verdicts where others stand in their place.
  ///
  /// - Parameters:
  ///   - step: what was done.
  ///   - fits: whether all that it names is here.
  /// - Returns: `nil` where it is no such step.
  private mutating func resettle(_ step: ChangeHistory.Step, fits: Bool) -> Outcome? {
    var result = self
    guard let change = result.makeRoom(for: step.change, at: step.at, fits: fits) else {
      return nil
    }
    let outcome = result.carryOut(change, at: step.at)
    if outcome == .done { self = result }
    return outcome
  }

  /// A step that began with other states of codings than are here, as where another machine's work stood between: what
  /// it made of them is known all the same, and both versions are one as in a merge.
  ///
  /// - Returns: `nil` where it does not fit: what was removed here had been changed elsewhere, or its place is unknown.
  private func rebased(_ step: ChangeHistory.Step) -> Change? {
    var edits: [Change.Edit] = []
    for edit in step.change.edits {
      guard case .coding(let before, let after?, let into) = edit else {
        guard case .coding = edit else {
          edits.append(edit)
          continue
        }
        return nil
      }
      let id = before?.id ?? after.id
      guard id == after.id, !orphans.contains(where: { $0.id == id }),
        !removed.contains(where: { $0.id == id.text && $0.at > step.at })
      else { return nil }
      var made = after
      made.modified = max(after.modified, step.at)
      guard let here = codings.first(where: { $0.id == id }) else {
        edits.append(.coding(before: nil, after: made, into: into))
        continue
      }
      var both =
        coder == Coder.consensus
        ? Merging.verdict(here, made, before) : Merging.coding(here, made, before)
      both.modified = here.modified
      if both != here { edits.append(.coding(before: here, after: both, into: into)) }
    }
    return Change(step.change.summary, edits)
  }

  /// Whether it is as the step has left it: it was saved before its line was written.
  private func has(_ step: ChangeHistory.Step) -> Bool {
    var before = self
    return (try? before.apply(step.change.inverse, at: step.at)) != nil
  }

  /// Makes orphans of codings whose words nobody knows any more, about which somebody is to be asked: their flags
  /// bind, and `emic reanchor` lists them.
  fileprivate mutating func setWordlessApart() {
    let wordless = codings.filter { $0.quote.isEmpty }
    guard !wordless.isEmpty else { return }
    codings.removeAll { $0.quote.isEmpty }
    orphans += wordless.map { coding in
      var orphan = coding
      orphan.isUnasked = true
      return orphan
    }
  }
}

extension Change {
  /// Whether it sets or changes a coding whose words may not leave.
  fileprivate var isProtecting: Bool {
    edits.contains { edit in
      if case .coding(let before, let after, _) = edit {
        return before?.bindsWords == true || after?.bindsWords == true
      }
      return false
    }
  }
}

extension Sidecar {
  var isEmpty: Bool {
    codings.isEmpty && memos.isEmpty && orphans.isEmpty && settled.isEmpty && nothingHere.isEmpty
      && links.isEmpty
  }
}
