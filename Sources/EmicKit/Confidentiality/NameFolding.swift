import CICU

/// A text as names are looked for in it, and where in the text each of its scalars stands.
///
///     "Zhāng  Wěi"   zhang wei          "张　伟"   张伟
///
/// Case, width and accents do not count, nor whether characters are traditional or simplified. Blanks,
/// hyphens, the dots in names of other scripts and those behind `Mr.` and `J.` are one space; between two Han
/// characters they are nothing, since names are spaced out in lists. Whoever writes a name otherwise gives it as
/// a variant.
struct NameFolding {
  private(set) var scalars: [Unicode.Scalar] = []
  /// For each of `scalars` the offset at which it begins in the text.
  private(set) var starts: [Int] = []
  /// For each of `scalars` the offset at which it ends in the text.
  private(set) var ends: [Int] = []

  /// - Parameters:
  ///   - text: the scalars.
  ///   - offset: that of the first of them in the text.
  ///   - asides: what is passed over like a blank, in the order of the text.
  ///   - wordsAlone: whether all that is no part of a word is like a blank: commas, quotation marks, marks of
  ///     emphasis.
  init(
    _ text: some Sequence<Unicode.Scalar>,
    from offset: Int = 0,
    passingOver asides: [Span] = [],
    wordsAlone: Bool = false
  ) {
    var place = offset
    var gap: Int?
    var isCapital = false
    var next = asides.firstIndex(endingBehind: offset)
    for scalar in text {
      defer { place += 1 }
      while next < asides.count, asides[next].end <= place { next += 1 }
      if Self.isGap(scalar) || next < asides.count && asides[next].start <= place {
        gap = gap ?? place
        continue
      }
      guard let folded = Self.fold(scalar) else { continue }
      if folded == ".", gap == nil, isCapital, isBehindInitial {
        gap = place
        continue
      }
      if wordsAlone, !folded.isOfWord {
        gap = gap ?? place
        continue
      }
      if let start = gap, !scalars.isEmpty {
        if !(folded.isHan && scalars.last?.isHan == true) { append(" ", start, place) }
      }
      if gap != nil || scalars.isEmpty { isCapital = scalar.properties.isUppercase }
      gap = nil
      append(folded, place, place + 1)
    }
  }

  /// Whether a letter or two stand alone at the end.
  private var isBehindInitial: Bool {
    let count = scalars.reversed().prefix(3).prefix { $0.wordKind == .letter }.count
    return count == 1 || count == 2
  }

  private mutating func append(_ scalar: Unicode.Scalar, _ start: Int, _ end: Int) {
    scalars.append(scalar)
    starts.append(start)
    ends.append(end)
  }

  private static func isGap(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "-", "_", "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{FF0D}", "·",
      "\u{2022}",
      "\u{2027}", "\u{30FB}", "\u{FF65}", "\u{FF3F}":
      true
    default: scalar.isBlank
    }
  }

  private static func fold(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    guard let folded = Folding.fold(scalar) else { return nil }
    let value = folded.value
    if value < 0x80 { return folded }
    if folded.isHan { return SimplifiedHan.fold(folded) }
    switch value {
    case 0x300...0x36F: return nil
    case 0x2018, 0x2019, 0x2BC, 0xFF07: return "'"
    default: break
    }
    // Hangul's syllables are letters, not letters with marks.
    guard !(0xAC00...0xD7A3).contains(value) else { return folded }
    return Unicode.Scalar(icu_base(value)).flatMap(Folding.fold) ?? folded
  }
}

extension Unicode.Scalar {
  /// What a word is made of where blanks part words; two that stand side by side and are of one kind
  /// belong to one word.
  enum WordKind {
    case letter
    case digit
  }

  /// `nil` for what is no part of a word, and for scripts that do not part their words.
  var wordKind: WordKind? {
    if value < 0x80 {
      if (0x61...0x7A).contains(value) || (0x41...0x5A).contains(value) { return .letter }
      return (0x30...0x39).contains(value) ? .digit : nil
    }
    switch value {
    // Thai, Lao, Burmese, Khmer; kana; Hangul, whose names carry particles.
    case 0xE00...0xEFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x31F0...0x31FF,
      0x1100...0x11FF, 0xAC00...0xD7FF:
      return nil
    default: break
    }
    if isHan || !isOfWord { return nil }
    return isDecimalDigit ? .digit : .letter
  }
}
