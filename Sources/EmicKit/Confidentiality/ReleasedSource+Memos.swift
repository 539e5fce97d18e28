extension ReleasedSource {
  /// A memo without the passages of this source that may not leave, where it repeats one word for word.
  ///
  /// Case, width and the way in which words are parted do not count.
  func withoutFlaggedWords(_ memo: String) -> String {
    let flagged = replacements.filter(\.reason.isFlag)
    guard !memo.isEmpty, !flagged.isEmpty else { return memo }
    let passages = flagged.enumerated().compactMap { index, replacement -> NameMatcher.Spelling? in
      let words = transcript.text[replacement.span]
      // A word or two may stand anywhere and mean something else.
      guard DisplayText.width(of: words) >= Self.shortestPassage else { return nil }
      return NameMatcher.Spelling(scalars: NameFolding(words.unicodeScalars).scalars, entry: index)
    }
    let hits = NameMatcher(passages).hits(in: NameFolding(memo.unicodeScalars))
    guard !hits.isEmpty else { return memo }
    let text = TranscriptText(memo)
    var (result, place) = ("", 0)
    for hit in hits {
      result += text[Span(place..<hit.span.start)] + flagged[hit.entry].words
      place = hit.span.end
    }
    return result + text[Span(place..<text.scalarCount)]
  }

  /// In cells.
  private static let shortestPassage = 12
}

extension ReleasedSource.Replacement.Reason {
  /// Whether a coder has flagged the words.
  fileprivate var isFlag: Bool { self == .doNotQuote || self == .redact }
}
