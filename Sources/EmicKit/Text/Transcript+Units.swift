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

  // Words of speakers' labels are passed over: nobody says them.

  /// The start of the next word that is said; the text's end when there is none.
  public func wordStart(after offset: Int) -> Int {
    said(from: offset, { Words.next(after: $0, in: text) }, isOfLabel: { label(at: $0) })
  }

  /// The end of the next word that is said; the text's end when there is none.
  public func wordEnd(after offset: Int) -> Int {
    said(from: offset, { Words.end(after: $0, in: text) }, isOfLabel: { label(at: $0 - 1) })
  }

  /// The start of the last word said before an offset; 0 when there is none.
  public func wordStart(before offset: Int) -> Int {
    said(from: offset, { Words.previous(before: $0, in: text) }, isOfLabel: { label(at: $0) })
  }

  private func label(at offset: Int) -> Bool { structure.label(at: offset) != nil }

  private func said(from offset: Int, _ step: (Int) -> Int, isOfLabel: (Int) -> Bool) -> Int {
    var place = step(offset)
    while isOfLabel(place) {
      let next = step(place)
      if next == place { break }
      place = next
    }
    return place
  }

  // MARK: Words with their marks

  /// The end of the next word with the marks that close it (`person.`, `不知道。`).
  public func tokenEnd(after offset: Int) -> Int {
    // A word of which only the marks are missing still counts.
    let here = Words.word(at: wordStart(before: offset), in: text).map { withClosingMarks($0.end) }
    if let here, here > offset { return here }
    return withClosingMarks(wordEnd(after: offset))
  }

  /// The last end of a word with its marks before an offset; `nil` when there is none.
  public func tokenEnd(before offset: Int) -> Int? {
    var start = wordStart(before: offset)
    while let word = Words.word(at: start, in: text) {
      let end = withClosingMarks(word.end)
      if end < offset { return end }
      guard start > 0 else { return nil }
      let earlier = wordStart(before: start)
      guard earlier < start else { return nil }
      start = earlier
    }
    return nil
  }

  /// The start of the next word with the marks that open it (`“trust`, `(laughs`).
  public func tokenStart(after offset: Int) -> Int {
    let start = withOpeningMarks(wordStart(after: offset))
    return start > offset ? start : withOpeningMarks(wordStart(after: wordStart(after: offset)))
  }

  /// The start of the last word with its marks before an offset.
  public func tokenStart(before offset: Int) -> Int {
    withOpeningMarks(wordStart(before: offset))
  }

  private func withClosingMarks(_ end: Int) -> Int {
    var place = end
    while let scalar = text.scalar(at: place), scalar.isClosingMark { place += 1 }
    return place
  }

  private func withOpeningMarks(_ start: Int) -> Int {
    var place = start
    while place > 0, let scalar = text.scalar(at: place - 1), scalar.isOpeningMark { place -= 1 }
    return place
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

extension SourceStructure.Kind {
  /// The word of JSON and CSV for such a source.
  package var name: String { self == .interview ? "interview" : "document" }

  /// What its units are called.
  package var unitName: String { self == .document ? "paragraph" : "turn" }
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

extension Unicode.Scalar {
  /// Punctuation that belongs to the word after it.
  fileprivate var isOpeningMark: Bool {
    switch properties.generalCategory {
    case .openPunctuation, .initialPunctuation: true
    default: false
    }
  }

  /// Punctuation that belongs to the word before it.
  fileprivate var isClosingMark: Bool {
    switch properties.generalCategory {
    case .closePunctuation, .finalPunctuation, .otherPunctuation: true
    default: false
    }
  }
}
