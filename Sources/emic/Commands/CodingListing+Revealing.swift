import EmicKit

/// What of others' work is shown, on record before it is.
extension CodingListing {
  /// Records, before it shows them, that others' codings are shown to who asks.
  ///
  /// - Parameter transcripts: of which others' work is to be shown.
  /// - Returns: whether something had to be left out.
  mutating func reveal(_ transcripts: Set<String>) -> Bool {
    guard !transcripts.isEmpty else { return !unrecorded.isEmpty }
    let asker = work.blindness.asker
    let seen = asker.flatMap { try? study.memos(of: $0).reveals } ?? [:]
    for name in transcripts.sorted() {
      do throws(RevealProblem) {
        try study.recordReveal(of: name, to: asker, at: Now.timestamp)
        if seen[name] == nil, isStillToCode(name) { firstLooks.append(name) }
      } catch {
        unrecorded.insert(name)
        problems.append(error.message)
      }
    }
    sources = sources.filter { isShown($0.coder, $0.transcript) }
    return !unrecorded.isEmpty
  }

  /// Whether who asks may code a transcript blind as yet.
  private func isStillToCode(_ name: String) -> Bool {
    guard let asker = work.blindness.asker,
      study.file.coders.first(where: { $0.id == asker })?.role != .supervisor
    else { return false }
    guard let own = work.own(name) else { return true }
    return !own.isRevealed && own.status.state != .submitted
  }

  /// Records that all that was found of others is shown.
  ///
  /// - Returns: whether something had to be left out.
  @discardableResult mutating func revealFound() -> Bool {
    let others = sources.filter { !isOwn($0.coder) && !$0.found.isEmpty }
    return reveal(Set(others.map(\.transcript)))
  }

  /// Makes an answer, records what it shows of others, and makes it again without what cannot be.
  ///
  /// - Parameters:
  ///   - shown: whose codings or memos of which transcripts are in an answer.
  ///   - make: the answer, of what may be shown.
  /// - Returns: one that may be shown as it is.
  /// - Throws: what `make` throws.
  mutating func revealing<Answer>(
    _ shown: (Answer) -> [(coder: Coder.ID, transcript: String)],
    _ make: (CodingListing) throws -> Answer
  ) throws -> Answer {
    while true {
      let answer = try make(self)
      let others = shown(answer).filter { !isOwn($0.coder) }.map(\.transcript)
      let before = unrecorded
      _ = reveal(Set(others).subtracting(unrecorded))
      if unrecorded == before { return answer }
    }
  }

  /// Whether somebody's work is the asker's own, or may be shown all the same.
  func isShown(_ coder: Coder.ID, _ transcript: String) -> Bool {
    isOwn(coder) || !unrecorded.contains(transcript)
  }

  func isOwn(_ coder: Coder.ID) -> Bool { coder == work.blindness.asker }
}
