extension ReleasedSource {
  /// A memo without the passages of this source that may not leave, where it repeats one word for word.
  ///
  /// Case, width, punctuation and the way in which words are parted do not count.
  func withoutFlaggedWords(_ memo: String) -> String {
    let flagged = replacements.filter(\.reason.isFlag)
    guard !memo.isEmpty, !flagged.isEmpty else { return memo }
    let passages = flagged.map {
      FlaggedPassages.Passage(words: transcript.text[$0.span], mark: $0.words, key: "")
    }.filter { FlaggedPassages.isLong($0.words) }
    return FlaggedPassages(passages).masking(memo)
  }
}

extension ReleasedSource.Replacement.Reason {
  /// Whether a coder has flagged the words.
  fileprivate var isFlag: Bool { self == .doNotQuote || self == .redact }
}
