/// Clauses: the parts of a sentence between commas, semicolons, colons and dashes.
public enum Clauses {
  /// The clauses of a span, each with its punctuation, without blanks at its ends.
  ///
  ///     "他说，没有人，真的。"    "他说，" · "没有人，" · "真的。"
  public static func ranges(in text: TranscriptText, of span: Span) -> [Span] {
    var clauses: [Span] = []
    for sentence in Sentences.ranges(in: text, of: span) {
      let scalars = text.scalars(in: sentence)
      var start = 0
      for index in scalars.indices where isEnd(index, of: scalars) {
        append(start..<index + 1)
        start = index + 1
      }
      append(start..<scalars.count)

      func append(_ range: Range<Int>) {
        var (first, end) = (range.lowerBound, range.upperBound)
        while first < end, scalars[first].isBlank { first += 1 }
        while end > first, scalars[end - 1].isBlank { end -= 1 }
        if first < end { clauses.append(Span(sentence.start + first..<sentence.start + end)) }
      }
    }
    return clauses
  }

  /// `10:30` and `a—b` go on behind the mark; a blank or a Han character begins a clause.
  private static func isEnd(_ index: Int, of scalars: [Unicode.Scalar]) -> Bool {
    switch scalars[index] {
    case "，", "、", "；", "：", ",", ";", ":", "—": break
    default: return false
    }
    guard index + 1 < scalars.count else { return false }
    return scalars[index + 1].isBlank || scalars[index + 1].isHan
  }
}
