/// Walking a transcript by its units: where the next and the previous word, clause, sentence and
/// turn begin and end.
///
/// A unit is a turn's speech, in a document a paragraph; places in the list of units count from 0.
/// Each step costs a binary search and the division of one or two units, never the whole text.
extension Transcript {
  /// The place of the first unit that ends after an offset.
  public func unitIndex(endingAfter offset: Int) -> Int? {
    let structure = structure
    let count = structure.unitCount
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if structure.unit(middle).end > offset { high = middle } else { low = middle + 1 }
    }
    return low < count ? low : nil
  }

  // MARK: Turns

  public func unitStart(after offset: Int) -> Int? {
    firstSpan(from: offset, { [$0] }, where: { $0.start > offset })?.start
  }

  public func unitEnd(after offset: Int) -> Int? {
    firstSpan(from: offset, { [$0] }, where: { $0.end > offset })?.end
  }

  public func unitStart(before offset: Int) -> Int? {
    lastSpan(before: offset, { [$0] })?.start
  }

  // MARK: Sentences

  public func sentenceStart(after offset: Int) -> Int? {
    firstSpan(from: offset, sentences, where: { $0.start > offset })?.start
  }

  public func sentenceEnd(after offset: Int) -> Int? {
    firstSpan(from: offset, sentences, where: { $0.end > offset })?.end
  }

  public func sentenceStart(before offset: Int) -> Int? {
    lastSpan(before: offset, sentences)?.start
  }

  // MARK: Clauses

  public func clauseStart(after offset: Int) -> Int? {
    firstSpan(from: offset, clauses, where: { $0.start > offset })?.start
  }

  public func clauseEnd(after offset: Int) -> Int? {
    firstSpan(from: offset, clauses, where: { $0.end > offset })?.end
  }

  public func clauseStart(before offset: Int) -> Int? {
    lastSpan(before: offset, clauses)?.start
  }

  // MARK: Words

  public func wordStart(after offset: Int) -> Int { Words.next(after: offset, in: text) }
  public func wordEnd(after offset: Int) -> Int { Words.end(after: offset, in: text) }
  public func wordStart(before offset: Int) -> Int { Words.previous(before: offset, in: text) }

  /// The end of the last word that ends before an offset; `nil` when there is none.
  public func wordEnd(before offset: Int) -> Int? {
    var start = wordStart(before: offset)
    while let word = Words.word(at: start, in: text) {
      if word.end < offset { return word.end }
      guard start > 0 else { return nil }
      start = wordStart(before: start)
    }
    return nil
  }

  // MARK: Spans of a unit

  private func sentences(of unit: Span) -> [Span] { Sentences.ranges(in: text, of: unit) }

  private func clauses(of unit: Span) -> [Span] {
    sentences(of: unit).flatMap { Clauses.ranges(in: text, of: $0) }
  }

  private func firstSpan(
    from offset: Int,
    _ parts: (Span) -> [Span],
    where matches: (Span) -> Bool
  ) -> Span? {
    let structure = structure
    guard let first = unitIndex(endingAfter: offset) else { return nil }
    for index in first..<structure.unitCount {
      if let part = parts(structure.unit(index)).first(where: matches) { return part }
    }
    return nil
  }

  private func lastSpan(before offset: Int, _ parts: (Span) -> [Span]) -> Span? {
    let structure = structure
    var index = unitIndex(endingAfter: offset) ?? structure.unitCount - 1
    while index >= 0 {
      let unit = structure.unit(index)
      if unit.start < offset, let part = parts(unit).last(where: { $0.start < offset }) {
        return part
      }
      index -= 1
    }
    return nil
  }
}

extension SourceStructure {
  /// How many units the source has: turns, in a document paragraphs.
  public var unitCount: Int { kind == .document ? paragraphs.count : turns.count }

  /// The speech of a turn, in a document the paragraph.
  ///
  /// - Parameter index: from 0, less than `unitCount`.
  /// - Returns: its span; a turn without speech has an empty one.
  public func unit(_ index: Int) -> Span {
    kind == .document ? paragraphs[index] : turns[index].speech
  }
}
