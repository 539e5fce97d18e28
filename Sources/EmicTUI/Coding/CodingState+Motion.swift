import EmicKit

/// A motion of the caret; extending it is the same motion with the other end kept.
enum Motion {
  case left, right, up, down, nextWord, previousWord, nextSentence, previousSentence, nextClause
  case previousClause, nextTurn, previousTurn, lineStart, lineEnd, first, last
  case rows(Int)
}

extension CodingState {
  /// Moves the caret, or the head of the selection when extending, or an edge on the move.
  mutating func move(_ motion: Motion, extending: Bool = false) {
    if var edge {
      let from = edge.edge == .start ? edge.span.start : edge.span.end
      let to = destination(of: motion, from: from, towardsEnd: edge.edge == .end)
      // The edges never meet: a coding has at least one character.
      switch edge.edge {
      case .start:
        edge.span = Span(min(to, text.graphemeBoundary(before: edge.span.end))..<edge.span.end)
      case .end:
        edge.span = Span(edge.span.start..<max(to, text.graphemeBoundary(after: edge.span.start)))
      }
      self.edge = edge
      return
    }
    let extends = extending || isExtending
    if isSpent, extends { selection = Selection(caret: caret) }
    isSpent = false
    focus = nil
    madeLast = []
    isExtended = extends
    if extends {
      let to = destination(of: motion, from: selection.head, towardsEnd: nil)
      selection.head = to
      selection.earlier = []
    } else {
      let from = caret
      let to = destination(of: motion, from: from, towardsEnd: false)
      selection = Selection(caret: min(to, lastPlace))
      normalizeCaret(after: motion, from: from)
    }
  }

  /// The last character of the text on which a caret can stand.
  private var lastPlace: Int {
    text.scalarCount == 0 ? 0 : text.graphemeBoundary(before: text.scalarCount)
  }

  /// Where a motion leads.
  ///
  /// - Parameters:
  ///   - motion: which way, how far.
  ///   - from: the offset where it begins.
  ///   - towardsEnd: whether the end of a unit is meant (an end edge, or a selection that grows
  ///     forwards); `nil` lets the side of the anchor decide.
  /// - Returns: an offset between characters.
  private mutating func destination(of motion: Motion, from: Int, towardsEnd: Bool?) -> Int {
    switch motion {
    case .up, .down, .rows: break
    default: goalColumn = nil
    }
    func forward(_ start: Int?, _ end: Int?) -> Int {
      let wantsEnd = towardsEnd ?? ((end ?? from) >= selection.anchor && from >= selection.anchor)
      return (wantsEnd ? end : start) ?? (wantsEnd ? text.scalarCount : from)
    }
    switch motion {
    case .left: return skippingLabel(text.graphemeBoundary(before: from), forwards: false)
    case .right: return skippingLabel(text.graphemeBoundary(after: from), forwards: true)
    case .up: return rowTarget(from: from, distance: -1)
    case .down: return rowTarget(from: from, distance: 1)
    case .rows(let distance): return rowTarget(from: from, distance: distance)
    case .nextWord:
      return forward(transcript.wordStart(after: from), transcript.wordEnd(after: from))
    case .previousWord: return transcript.wordStart(before: from)
    case .nextSentence:
      return forward(transcript.sentenceStart(after: from), transcript.sentenceEnd(after: from))
    case .previousSentence: return transcript.sentenceStart(before: from) ?? from
    case .nextClause:
      return forward(transcript.clauseStart(after: from), transcript.clauseEnd(after: from))
    case .previousClause: return transcript.clauseStart(before: from) ?? from
    case .nextTurn:
      return forward(transcript.unitStart(after: from), transcript.unitEnd(after: from))
    case .previousTurn: return transcript.unitStart(before: from) ?? from
    case .lineStart: return rowHere(from, towardsEnd).map(\.span.start) ?? from
    case .lineEnd: return lineEnd(from: from, towardsEnd: towardsEnd)
    case .first:
      return transcript.structure.turns.first?.speech.start ?? transcript.structure.bodyStart
    case .last: return towardsEnd == false ? lastSpeechPlace : text.scalarCount
    }
  }

  private var lastSpeechPlace: Int {
    guard let end = transcript.structure.turns.last?.speech.end, end > 0 else { return lastPlace }
    return text.graphemeBoundary(before: end)
  }

  /// The screen line in which a motion begins: behind the last character of one an end stands in that one, and
  /// not in the next, of which nothing is selected.
  private func rowHere(_ from: Int, _ towardsEnd: Bool?) -> LayoutRow? {
    let isEnd = towardsEnd ?? (from > selection.anchor)
    return layout.row(at: layout.place(of: isEnd ? text.graphemeBoundary(before: from) : from))
  }

  private func lineEnd(from: Int, towardsEnd: Bool?) -> Int {
    guard let row = rowHere(from, towardsEnd), !row.span.isEmpty else { return from }
    // A selection that turns around on the way takes the last character in, too.
    let wantsEnd = towardsEnd ?? (row.span.end > selection.anchor)
    return wantsEnd ? row.span.end : text.graphemeBoundary(before: row.span.end)
  }

  private mutating func rowTarget(from: Int, distance: Int) -> Int {
    let place = layout.place(of: from)
    guard let row = layout.row(at: place) else { return from }
    let column = goalColumn ?? layout.column(of: from, in: row)
    goalColumn = column
    var target = layout.place(place, movedBy: distance)
    // Blank rows and speakers' names are passed over: there is nothing to code on them.
    while let here = layout.row(at: target), here.span.isEmpty,
      let next = distance > 0 ? layout.place(after: target) : layout.place(before: target)
    {
      target = next
    }
    guard let reached = layout.row(at: target), !reached.span.isEmpty else { return from }
    return layout.offset(atColumn: column, in: reached)
  }

  private func skippingLabel(_ offset: Int, forwards: Bool) -> Int {
    let line = text.line(containing: offset)
    let start = layout.visibleStart(ofLine: line)
    guard offset < start else { return offset }
    return forwards ? start : max(0, text.lineSpan(line).start - 1)
  }

  // A caret that landed on a label or on a line feed after text stands on text instead, unless the
  // coder walks by characters.
  private mutating func normalizeCaret(after motion: Motion, from: Int) {
    normalizeCaret()
    let place = selection.head
    guard place > 0, place < text.scalarCount, text.scalar(at: place) == "\n" else { return }
    if case .right = motion {
      selection = Selection(caret: nextCharacter(from: place))
    } else if case .left = motion {
      selection = Selection(caret: previousCharacter(from: place))
    }
  }

  private func nextCharacter(from place: Int) -> Int {
    var here = place
    while here < lastPlace, text.scalar(at: here) == "\n" {
      here = skippingLabel(text.graphemeBoundary(after: here), forwards: true)
    }
    return here
  }

  private func previousCharacter(from place: Int) -> Int {
    var here = place
    while here > 0, text.scalar(at: here) == "\n" {
      here = skippingLabel(text.graphemeBoundary(before: here), forwards: false)
    }
    return here
  }
}
