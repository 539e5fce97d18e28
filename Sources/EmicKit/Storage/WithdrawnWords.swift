import CPlatform

/// The texts of a case that goes, as they are looked for in what people have written.
struct WithdrawnWords: Sendable {
  let texts: [String]
  /// What stands in the texts from each beginning of a word on, as wide as it takes to be one text's own.
  private let stretches: Set<Substring>

  var isEmpty: Bool { texts.isEmpty }

  init(_ texts: [String]) {
    self.texts = texts
    stretches = Set(texts.flatMap { Self.stretches(of: Self.folded($0)) })
  }

  /// Whether words were taken from one of the texts.
  ///
  /// All of them, a part in quotation marks, or a stretch in words of somebody's own, in which case, width and
  /// punctuation do not count.
  func isQuoted(in words: String) -> Bool {
    // A word or two may stand anywhere.
    guard words.unicodeScalars.count > 5 else { return false }
    if Self.isAny(of: texts, holding: words[...]) { return true }
    let isPart = words.split { "\"“”„«»「」『』[]()（）…\n".contains($0) }.contains { piece in
      let piece = piece.drop { $0.isWhitespace }
      return Self.isLong(piece) && Self.isAny(of: texts, holding: piece)
    }
    return isPart || hasStretch(words)
  }

  /// The same of words that stand among many others, where a few may stand by chance.
  func isQuotedAtLength(in words: String) -> Bool { Self.isLong(words) && isQuoted(in: words) }

  /// Whether words are so many that they stand by themselves in one text only.
  static func isLong(_ words: some StringProtocol) -> Bool {
    words.unicodeScalars.count > 15 || words.unicodeScalars.count(where: \.isHan) > 7
  }

  /// In cells: what is asked in every interview is shorter.
  private static let shortestStretch = 32

  private func hasStretch(_ words: String) -> Bool {
    Self.stretches(of: Self.folded(words)).contains(where: stretches.contains)
  }

  private static func stretches(of folded: String) -> [Substring] {
    var starts = [folded.startIndex]
    for index in folded.unicodeScalars.indices {
      let scalar = folded.unicodeScalars[index]
      if scalar == " " { starts.append(folded.unicodeScalars.index(after: index)) }
      if scalar.isHan { starts.append(index) }
    }
    return starts.compactMap { stretch(of: folded[$0...]) }
  }

  /// The beginning of words that is as wide as a stretch has to be.
  private static func stretch(of words: Substring) -> Substring? {
    var width = 0
    var end = words.startIndex
    while width < shortestStretch {
      guard end < words.endIndex else { return nil }
      width += words.unicodeScalars[end].isHan ? 2 : 1
      end = words.unicodeScalars.index(after: end)
    }
    return words[..<end]
  }

  private static func folded(_ text: String) -> String {
    var folded = ""
    let scalars = NameFolding(text.unicodeScalars, wordsAlone: true).scalars
    folded.unicodeScalars.append(contentsOf: scalars)
    return folded
  }

  private static func isAny(of texts: [String], holding words: Substring) -> Bool {
    var words = words
    return words.withUTF8 { words in
      texts.contains { text in
        var text = text
        return text.withUTF8 { text in
          guard let start = text.baseAddress, let wanted = words.baseAddress else { return false }
          return platform_find(start, text.count, wanted, words.count) != nil
        }
      }
    }
  }
}
