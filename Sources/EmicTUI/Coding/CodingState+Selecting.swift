import EmicKit

/// Selecting by units, and moving edges.
extension CodingState {
  private mutating func begin() {
    if isSpent { selection = Selection(caret: selection.head) }
    isSpent = false
    isExtended = false
    madeLast = []
    focus = nil
    goalColumn = nil
  }

  /// `x`: the sentence here; again adds the next of the same unit or the first of the next.
  ///
  /// - Returns: whether there is one.
  mutating func selectSentence() -> Bool {
    begin()
    guard let sentence = transcript.sentence(at: selection.isEmpty ? selection.head : caret) else {
      return false
    }
    add(first: sentence, next: transcript.sentenceEnd)
    return true
  }

  /// `X`: the turn here; again adds the next.
  ///
  /// - Returns: whether there is one.
  mutating func selectTurn() -> Bool {
    begin()
    let structure = transcript.structure
    let index = transcript.unitIndex(endingAfter: caret) ?? structure.unitCount - 1
    guard index >= 0 else { return false }
    add(first: structure.unit(index), next: transcript.unitEnd)
    return true
  }

  private mutating func add(first: Span, next: (Int) -> Int?) {
    guard !first.isEmpty else { return }
    if selection.isEmpty || !selection.span.contains(first) {
      selection = Selection(first, earlier: selection.isEmpty ? [] : [selection.span])
      return
    }
    let span = selection.span
    guard let end = next(span.end) else { return }
    selection = Selection(Span(span.start..<end), earlier: selection.earlier + [span])
  }

  /// Backspace: back to what was selected before the last growth.
  mutating func takeBack() {
    guard let last = selection.earlier.last else {
      selection = Selection(caret: selection.span.start)
      isSpent = false
      return
    }
    selection = Selection(last, earlier: Array(selection.earlier.dropLast()))
  }

  /// `o`: to the next larger of word, clause, sentence, turn and exchange.
  ///
  /// What was just coded is marked still, and grows.
  mutating func grow() {
    let marked = selection
    begin()
    selection = marked
    let span = selection.span
    guard
      let larger = unitsHere().first(where: { $0.contains(span) && $0 != span })
    else { return }
    selection = Selection(larger, earlier: selection.earlier + (span.isEmpty ? [] : [span]))
  }

  /// `i`: back to what was selected before, else to the next smaller unit.
  mutating func shrink() {
    isSpent = false
    if !selection.earlier.isEmpty { return takeBack() }
    let span = selection.span
    guard let smaller = unitsHere().last(where: { span.contains($0) && $0 != span }) else {
      selection = Selection(caret: span.start)
      return
    }
    selection = Selection(smaller)
  }

  // From the smallest to the largest; each contains the one before.
  private func unitsHere() -> [Span] {
    let place = selection.span.start
    var units = [
      Words.word(at: place, in: text), transcript.clause(at: place), transcript.sentence(at: place),
    ].compactMap { $0 }
    if let index = transcript.unitIndex(endingAfter: place) {
      units.append(transcript.structure.unit(index))
      units.append(exchange(around: index))
    }
    var nested: [Span] = []
    for unit in units where !unit.isEmpty && unit.start <= place {
      if let last = nested.last, !unit.contains(last) || unit == last { continue }
      nested.append(unit)
    }
    return nested
  }

  /// A question and its answer: from the last interviewer's turn to the last turn before the next.
  private func exchange(around index: Int) -> Span {
    let turns = transcript.structure.turns
    guard transcript.structure.kind == .interview, turns.indices.contains(index) else {
      return transcript.structure.unit(index)
    }
    var first = index
    while first > 0, turns[first].isRespondent { first -= 1 }
    var last = first
    while last + 1 < turns.count, turns[last + 1].isRespondent { last += 1 }
    return turns[first].speech.union(turns[max(last, index)].speech)
  }

  // MARK: Edges

  /// What `>` `<` and `s` `e` move: the selection while it is fresh, else the codings here.
  var movable: EdgeMove? {
    if !selection.isEmpty, !isSpent {
      return EdgeMove(edge: .end, codings: [], span: selection.span)
    }
    guard let coding = codingHere else { return nil }
    let together =
      isSingledOut
      ? [coding.id] : sidecar.codings.filter { $0.span == coding.span }.map(\.id)
    return EdgeMove(edge: .end, codings: together, span: coding.span)
  }

  /// Starts moving an edge by motions; `false` when there is nothing to move.
  mutating func beginEdge(_ edge: EdgeMove.Edge) -> Bool {
    guard var move = self.edge ?? movable else { return false }
    move.edge = edge
    self.edge = move
    isExtending = false
    return true
  }

  /// Moves an edge by a word; `nil` when there is nothing to move.
  func nudged(_ edge: EdgeMove.Edge, forward: Bool) -> EdgeMove? {
    guard var move = self.edge ?? movable else { return nil }
    move.edge = edge
    let span = move.span
    switch (edge, forward) {
    case (.end, true):
      // Behind the last word of a text stands its line end alone, which nobody means.
      let end = max(span.end, transcript.tokenEnd(after: span.end))
      let isBlank = text[Span(span.end..<end)].allSatisfy(\.isWhitespace)
      if !isBlank { move.span = Span(span.start..<end) }
    case (.end, false):
      // No word is cut to pieces: the last that is left stays.
      let end = transcript.tokenEnd(before: span.end) ?? span.start
      if end > span.start { move.span = Span(span.start..<end) }
    case (.start, true):
      let start = transcript.tokenStart(after: span.start)
      if start < span.end { move.span = Span(start..<span.end) }
    case (.start, false):
      move.span = Span(transcript.tokenStart(before: span.start)..<span.end)
    }
    return move
  }

  /// Ends the move of an edge: a selection takes it, for codings it is a change.
  mutating func finish(_ move: EdgeMove) -> Change? {
    edge = nil
    guard !move.codings.isEmpty else {
      let isBackwards = selection.head < selection.anchor
      selection = Selection(move.span)
      if isBackwards { swap(&selection.anchor, &selection.head) }
      return nil
    }
    if isSpent { selection = Selection(move.span) }
    if selection.isEmpty, !move.span.contains(caret) {
      // The caret stays on what was moved, so that the next key finds it.
      let isEnd = move.edge == .end
      selection = Selection(
        caret: isEnd ? text.graphemeBoundary(before: move.span.end) : move.span.start
      )
    }
    let change = sidecar.moving(move.codings, to: text.wholeCharacters(move.span), in: transcript)
    return change.isEmpty ? nil : change
  }
}
