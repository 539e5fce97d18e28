/// The words of a transcript as they may leave the study: what nobody may quote is not there, and what
/// is to be replaced is.
public struct QuotableText: Sendable {
  private let transcript: Transcript
  private let unquotable: [Span]
  /// In the order of the text; they do not overlap.
  private let replaced: [(span: Span, words: String)]

  /// - Parameters:
  ///   - transcript: whose words are quoted.
  ///   - codings: all that there are of it, whoever made them: one flag is enough.
  public init(_ transcript: Transcript, codings: [Coding]) {
    self.transcript = transcript
    unquotable = codings.filter { $0.flags.contains(.doNotQuote) }.map(\.span)
    var replaced: [(span: Span, words: String)] = []
    for coding in codings.sorted() where coding.flags.contains(.redact) {
      if let last = replaced.last, last.span.overlaps(coding.span) {
        replaced[replaced.count - 1].span = last.span.union(coding.span)
      } else {
        replaced.append((coding.span, "[\(coding.replacement ?? "…")]"))
      }
    }
    self.replaced = replaced
  }

  /// The words of a span on one line.
  ///
  /// - Returns: `nil` where a part of them may not be quoted.
  public func text(of span: Span) -> String? {
    guard !unquotable.contains(where: { $0.overlaps(span) }) else { return nil }
    var text = ""
    var place = span.start
    for (part, words) in replaced where part.overlaps(span) {
      if part.start > place { text += transcript.text[Span(place..<part.start)] }
      text += words
      place = part.end
    }
    if place < span.end { text += transcript.text[Span(place..<span.end)] }
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
