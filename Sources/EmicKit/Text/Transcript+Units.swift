/// Walking a transcript by its units: where the next and the previous word, clause, sentence and
/// turn begin and end. Offsets outside every unit count as being between two.
extension Transcript {
  /// The units that agreement and keys count in: the turns' speech, in a document the paragraphs.
  public var units: [Span] {
    structure.kind == .document ? structure.paragraphs : structure.turns.map(\.speech)
  }

  /// The place in `units` of the first that ends after an offset.
  public func unitIndex(endingAfter offset: Int) -> Int? {
    let units = units
    var (low, high) = (0, units.count)
    while low < high {
      let middle = (low + high) / 2
      if units[middle].end > offset { high = middle } else { low = middle + 1 }
    }
    return low < units.count ? low : nil
  }

  // MARK: Turns

  public func unitStart(after offset: Int) -> Int? {
    firstSpan(from: offset, { [$0] }) { $0.start > offset }?.start
  }
  public func unitEnd(after offset: Int) -> Int? {
    firstSpan(from: offset, { [$0] }) { $0.end > offset }?.end
  }
  public func unitStart(before offset: Int) -> Int? {
    lastSpan(before: offset, { [$0] })?.start
  }

  // MARK: Sentences

  public func sentenceStart(after offset: Int) -> Int? {
    firstSpan(from: offset, sentences) { $0.start > offset }?.start
  }
  public func sentenceEnd(after offset: Int) -> Int? {
    firstSpan(from: offset, sentences) { $0.end > offset }?.end
  }
  public func sentenceStart(before offset: Int) -> Int? {
    lastSpan(before: offset, sentences)?.start
  }

  // MARK: Clauses

  public func clauseStart(after offset: Int) -> Int? {
    firstSpan(from: offset, clauses) { $0.start > offset }?.start
  }
  public func clauseEnd(after offset: Int) -> Int? {
    firstSpan(from: offset, clauses) { $0.end > offset }?.end
  }
  public func clauseStart(before offset: Int) -> Int? {
    lastSpan(before: offset, clauses)?.start
  }
  /// The clause at an offset, or the next one of its unit.
  public func clause(at offset: Int) -> Span {
    let sentence = sentence(at: offset)
    return clauses(of: sentence).first { $0.end > offset } ?? sentence
  }

  // MARK: Spans of a unit

  private func sentences(of unit: Span) -> [Span] { Sentences.ranges(in: text, of: unit) }

  private func clauses(of unit: Span) -> [Span] {
    sentences(of: unit).flatMap { Clauses.ranges(in: text, of: $0) }
  }

  private func firstSpan(
    from offset: Int, _ parts: (Span) -> [Span], where matches: (Span) -> Bool
  ) -> Span? {
    let units = units
    guard let first = unitIndex(endingAfter: offset) else { return nil }
    for unit in units[first...] {
      if let part = parts(unit).first(where: matches) { return part }
    }
    return nil
  }

  private func lastSpan(before offset: Int, _ parts: (Span) -> [Span]) -> Span? {
    let units = units
    var index = unitIndex(endingAfter: offset) ?? units.count - 1
    while index >= 0 {
      if units[index].start < offset,
        let part = parts(units[index]).last(where: { $0.start < offset })
      {
        return part
      }
      index -= 1
    }
    return nil
  }
}
