// What one version of a shared file says and another does not, in words: names of settings, of rounds,
// coders and transcripts, never what stands in a cell.

extension StudyFile {
  /// - Parameters:
  ///   - old: another version.
  ///   - known: transcripts that are in the study; of others nothing is lacking.
  /// - Returns: what binds in the other and does not here.
  func lacks(of old: StudyFile, transcripts known: Set<String>) -> [String] {
    var words: [String] = []
    if old.namesRequired, !namesRequired { words.append("names: required") }
    if old.sidecars == .byCoder, sidecars != .byCoder { words.append("sidecars: by-coder") }
    if let book = old.codebook, codebook == nil { words.append("codebook: \(book)") }
    if !old.transcripts.isEmpty, transcripts.isEmpty { words.append("transcripts:") }
    words += old.rounds.flatMap { lacks(of: $0, known) }
    for coder in old.coders {
      guard let here = coders.first(where: { $0.id == coder.id }) else {
        words.append("the coder \(coder.id)")
        continue
      }
      if coder.role != .coder, here.role == .coder { words.append("the role of \(coder.id)") }
    }
    let speakers = Set(interviewers)
    let unknown = old.interviewers.filter { !speakers.contains($0) }
    return words + unknown.map { "the interviewer \($0)" }
  }

  private func lacks(of round: Round, _ known: Set<String>) -> [String] {
    guard let here = rounds.first(where: { $0.name == round.name }) else {
      return ["the round \(round.name)"]
    }
    let texts = round.transcripts.filter { !here.transcripts.contains($0) && known.contains($0) }
    let people = round.coders.filter { !here.coders.contains($0) }.map(\.text)
    return (texts + people).map { "\($0) in the round \(round.name)" }
  }
}

extension CaseTable {
  /// - Parameters:
  ///   - old: another version.
  ///   - known: transcripts that are in the study; of others nothing is lacking.
  /// - Returns: rows, cases and values that the other has and that are empty or not here.
  func lacks(of old: CaseTable, transcripts known: Set<String>) -> [String] {
    old.rows.filter { known.contains($0.transcript) }.flatMap { row -> [String] in
      guard let here = self[row.transcript] else { return ["the row of \(row.transcript)"] }
      let isUnnamed = here.case.isEmpty && !row.case.isEmpty
      let emptied = row.values.keys.filter { here.values[$0] == nil }.sorted()
      return ((isUnnamed ? ["case"] : []) + emptied).map { "\($0) of \(row.transcript)" }
    }
  }
}

extension Codebook {
  /// - Parameter old: another version.
  /// - Returns: the version, where this one is below it or does not know all of its history, and codes that nobody
  ///   has taken out.
  func lacks(of old: Codebook) -> [String] {
    let here = Set(history.map(\.withoutWords))
    let isOlder =
      version < old.version || !old.history.map(\.withoutWords).allSatisfy(here.contains)
    let known = Set(old.history.map(\.withoutWords))
    let changed = Set(history.filter { !known.contains($0.withoutWords) }.flatMap(\.codes))
    let gone = old.codes.map(\.id).filter { self[$0] == nil && !changed.contains($0) }
    return (isOlder ? ["what made it version \(old.version) (this is version \(version))"] : [])
      + gone.map { "the code \($0)" }
  }

  /// With all that is newer than a version so many versions later, as where numbers are named already.
  func shifted(above old: Int, by count: Int) -> Codebook {
    var book = with(
      codes.map { code in
        var code = code
        for path in [\Code.since, \Code.revised, \Code.retired] {
          if let number = code[keyPath: path], number > old { code[keyPath: path] = number + count }
        }
        return code
      }
    )
    for index in book.history.indices where book.history[index].version > old {
      book.history[index].version += count
    }
    if book.version > old { book.version += count }
    return book
  }
}

extension CodebookHistoryEntry {
  /// Somebody may have taken words out of an entry, as when a case was withdrawn.
  fileprivate var withoutWords: CodebookHistoryEntry {
    var entry = self
    (entry.reason, entry.was) = ("", [])
    return entry
  }
}
