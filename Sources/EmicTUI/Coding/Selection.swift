import EmicKit

/// Where the coder stands in the text, and what is selected.
///
///     他说[没有人|]理解我    anchor at 没, head after 人
///
/// Both ends stay between whole characters. Anchor and head at one place: nothing is selected and
/// the caret stands on the character after it.
struct Selection: Equatable {
  var anchor: Int
  var head: Int
  /// What was selected before each growth by `o`, `x` and `X`, for going back.
  var earlier: [Span] = []

  init(caret: Int) {
    anchor = caret
    head = caret
  }

  init(_ span: Span, earlier: [Span] = []) {
    anchor = span.start
    head = span.end
    self.earlier = earlier
  }

  /// Widened where an end stands within a character: a sentence can begin with the mark on a blank.
  mutating func takeWholeCharacters(of text: TranscriptText) {
    guard !isEmpty else {
      anchor = text.wholeCharacters(Span(anchor..<anchor)).start
      head = anchor
      return
    }
    let whole = text.wholeCharacters(span)
    (anchor, head) = anchor < head ? (whole.start, whole.end) : (whole.end, whole.start)
  }

  var span: Span { Span(between: anchor, and: head) }
  var isEmpty: Bool { anchor == head }

  /// The character on which the cursor is drawn: the last one selected, when the head is at the end.
  func caret(in text: TranscriptText) -> Int {
    head > anchor ? text.graphemeBoundary(before: head) : head
  }
}

extension TranscriptText {
  /// A span widened to the borders of whole characters; an empty one moves back to such a border.
  func wholeCharacters(_ span: Span) -> Span {
    let start = isGraphemeBoundary(span.start) ? span.start : graphemeBoundary(before: span.start)
    let end = isGraphemeBoundary(span.end) ? span.end : graphemeBoundary(after: span.end)
    return span.isEmpty ? Span(start..<start) : Span(start..<end)
  }
}
