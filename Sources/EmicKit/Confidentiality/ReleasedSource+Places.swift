extension ReleasedSource {
  /// Where a span of the transcript stands in the text that leaves.
  ///
  /// A span that begins or ends within something replaced holds the whole of what stands there now.
  public func place(of span: Span) -> Place {
    let cuts = cuts(in: span)
    guard !cuts.isEmpty else {
      let place = moved(span)
      return place.isEmpty ? .nowhere : .whole(place)
    }
    guard let left = left(of: span, without: cuts) else { return .nowhere }
    let place = moved(left)
    return place.isEmpty ? .nowhere : .part(place)
  }

  /// The words of a span in the text that leaves; `nil` where none may.
  public func words(of span: Span) -> String? { place(of: span).span.map { text[$0] } }

  /// Whether words of a span are replaced or cut.
  public func isChanged(_ span: Span) -> Bool {
    !replacements.isEmpty && !replacements(in: span).isEmpty
  }

  /// The words of a span as they are quoted: on one line, without the times in it.
  ///
  /// - Returns: `nil` where a part of them may not be quoted.
  public func quotation(of span: Span) -> String? {
    let inside = replacements(in: span)
    guard !inside.contains(where: { $0.reason == .doNotQuote }) else { return nil }
    var words = ""
    var place = span.start
    let stamps = transcript.stampSpans(in: span).map { (span: $0, words: " ") }
    let left = inside.map { (span: $0.span, words: $0.words) } + stamps
    for (part, replacement) in left.sorted(by: { $0.span < $1.span }) where part.end > place {
      if part.start > place { words += transcript.text[Span(place..<part.start)] }
      words += replacement
      place = part.end
    }
    if place < span.end { words += transcript.text[Span(place..<span.end)] }
    return words.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private func replacements(in span: Span) -> ArraySlice<Replacement> {
    let first = replacements.firstIndex(endingBehind: span.start)
    let behind = replacements[first...].firstIndex { $0.span.start >= span.end }
    return replacements[first..<(behind ?? replacements.count)]
  }

  private func cuts(in span: Span) -> [Span] {
    replacements(in: span).filter { $0.reason == .doNotQuote }.map(\.span)
  }

  /// A span without the cuts, blanks and labels at its edges.
  private func left(of span: Span, without cuts: [Span]) -> Span? {
    var left = transcript.trimmed(span)
    while let now = left {
      if let cut = cuts.first(where: { $0.contains(now.start) }) {
        left = cut.end < now.end ? transcript.trimmed(Span(cut.end..<now.end)) : nil
      } else if let cut = cuts.first(where: { $0.contains(now.end - 1) }) {
        left = cut.start > now.start ? transcript.trimmed(Span(now.start..<cut.start)) : nil
      } else {
        return now
      }
    }
    return nil
  }

  /// Where the ends of a span of the transcript are in the text that leaves.
  func moved(_ span: Span) -> Span {
    guard !replacements.isEmpty else { return span }
    return Span(between: moved(span.start, isEnd: false), and: moved(span.end, isEnd: true))
  }

  private func moved(_ offset: Int, isEnd: Bool) -> Int {
    // An end that touches a replacement from behind lies behind it, a start before it.
    let index = replacements.firstIndex(endingBehind: isEnd ? offset - 1 : offset)
    guard index < replacements.count, replacements[index].span.start < offset || !isEnd,
      replacements[index].span.start <= offset
    else {
      guard index > 0 else { return offset }
      let last = replacements[index - 1]
      return offset - last.span.end + last.released.end
    }
    return isEnd ? replacements[index].released.end : replacements[index].released.start
  }
}
