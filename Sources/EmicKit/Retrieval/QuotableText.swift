/// The words of a transcript as they may leave the study: what nobody may quote is not there, and what
/// is to be replaced is.
public struct QuotableText: Sendable {
  private let transcript: Transcript
  private let unquotable: [Span]
  /// In the order of the text; they do not overlap.
  private let replaced: [(span: Span, words: String)]

  /// - Parameters:
  ///   - transcript: whose words are quoted.
  ///   - codings: all that there are of this very text, whoever made them: one flag is enough.
  package init(_ transcript: Transcript, codings: [Coding]) {
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

  /// - Parameters:
  ///   - transcript: whose words are quoted.
  ///   - sidecars: all that there are of it. Where one was made on an earlier text, its words are
  ///     looked for in this one: what may not be quoted may not be wherever it stands now.
  public init(_ transcript: Transcript, sidecars: some Sequence<Sidecar>) {
    var codings: [Coding] = []
    for sidecar in sidecars {
      guard sidecar.source.sha256 != transcript.digest else {
        codings += sidecar.codings
        continue
      }
      for coding in sidecar.codings
      where coding.flags.contains(.doNotQuote) || coding.flags.contains(.redact) {
        let places = try? TextSearch(pattern: coding.quote).hits(in: transcript.text)
        for place in places ?? [] {
          var found = coding
          found.span = place
          codings.append(found)
        }
      }
    }
    self.init(transcript, codings: codings)
  }

  /// Whether words of a span are replaced.
  public func isRedacted(_ span: Span) -> Bool { replaced.contains { $0.span.overlaps(span) } }

  /// The words of a span on one line, without the times in it.
  ///
  /// - Returns: `nil` where a part of them may not be quoted.
  public func text(of span: Span) -> String? {
    guard !unquotable.contains(where: { $0.overlaps(span) }) else { return nil }
    var text = ""
    var place = span.start
    let left = replaced + transcript.stampSpans(in: span).map { (span: $0, words: " ") }
    for (part, words) in left.sorted(by: { $0.span < $1.span })
    where part.overlaps(span) && part.end > place {
      if part.start > place { text += transcript.text[Span(place..<part.start)] }
      text += words
      place = part.end
    }
    if place < span.end { text += transcript.text[Span(place..<span.end)] }
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

extension Transcript {
  /// The times within a span that are no speech: in brackets, or alone on a line; those in labels stay.
  func stampSpans(in span: Span) -> [Span] {
    let structure = structure
    return structure.stamps.compactMap { stamp in
      guard span.contains(stamp.offset), structure.label(at: stamp.offset) == nil else {
        return nil
      }
      let digits = Span(stamp.offset..<stamp.offset + stamp.text.unicodeScalars.count)
      if text[digits].utf8.elementsEqual(stamp.text.utf8), stamp.offset > 0,
        let before = text.scalar(at: stamp.offset - 1), "[(#<".unicodeScalars.contains(before)
      {
        return span.intersection(Span(digits.start - 1..<digits.end + 1))
      }
      return span.intersection(text.lineSpan(text.line(containing: stamp.offset)))
    }
  }
}
