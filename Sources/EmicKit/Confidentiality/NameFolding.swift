import CICU

/// A text as names are looked for in it, and where in the text each of its scalars stands.
///
///     "Zhāng  Wěi"   zhang wei          "张　伟"   张伟
///
/// Case, width, accents, letters of mathematics and those that printers join (`ﬁ`) do not count, nor whether
/// characters are traditional or simplified. Blanks, hyphens, slashes, the dots in names of other scripts and
/// those behind `Mr.` and `J.` are one space, and so is any run of signs that has no blank on either side, as
/// `Zhang.Wei` and `Zhang.-Wei` (`Sign`); between two Han characters they are nothing, since names are spaced out
/// in lists. Commas, quotation marks, brackets, and a sign with a blank beside it, as at the end of a sentence, part
/// two words that are no name. Whoever writes a name otherwise gives it as a variant.
struct NameFolding {
  private(set) var scalars: [Unicode.Scalar] = []
  /// For each of `scalars` the offset at which it begins in the text.
  private(set) var starts: [Int] = []
  /// For each of `scalars` the offset at which it ends in the text.
  private(set) var ends: [Int] = []
  /// The places in `scalars`, in their order, before which a word begins inside a word: `Zhang|Wei|Interview`.
  private(set) var humps: [Int] = []

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
    var gap: Gap?
    var isCapital = false
    // Behind a word, at the end: what follows says whether they part a name.
    var run = Run()
    var capitals = Capitals()
    var next = asides.firstIndex(endingBehind: offset)
    for scalar in text {
      defer { place += 1 }
      while next < asides.count, asides[next].end <= place { next += 1 }
      if scalar.isBlank || next < asides.count && asides[next].start <= place {
        gap = Gap(start: gap?.start ?? place, hasBlank: true)
        run = Run()
        continue
      }
      let isHyphen = Self.isHyphen(scalar)
      if isHyphen, run.count == 0 {
        gap = gap ?? Gap(start: place)
        continue
      }
      let joined = JoinedLetters.letters(in: scalar)
      guard let folded = joined?.first ?? Self.fold(scalar) else { continue }
      if folded == ".", gap == nil, isCapital, isBehindInitial {
        gap = Gap(start: place)
        continue
      }
      if wordsAlone, !folded.isOfWord {
        gap = gap ?? Gap(start: place)
        continue
      }
      if let sign = isHyphen ? .ofNames : Sign(folded) {
        if run.count > 0 || gap?.hasBlank != true && scalars.last?.isOfWord == true {
          run.add(sign)
          append(folded, gap?.start ?? place, place + 1)
          gap = nil
          continue
        }
      } else if run.count > 0 {
        if parts(run, before: folded) { gap = Gap(start: dropLast(run.count)) }
        run = Run()
      }
      if let gap, !scalars.isEmpty {
        if !(folded.isHan && scalars.last?.isHan == true) { append(" ", gap.start, place) }
      }
      if gap != nil || scalars.isEmpty { isCapital = scalar.properties.isUppercase }
      gap = nil
      if let hump = capitals.hump(before: folded, of: scalar, in: scalars) { humps.append(hump) }
      append(folded, place, place + 1)
      if let joined {
        for letter in joined.dropFirst() { append(letter, place, place + 1) }
      }
    }
  }

  /// What stands between two words and is no part of either.
  private struct Gap {
    var start: Int
    var hasBlank = false
  }

  /// Signs side by side.
  private struct Run {
    private(set) var count = 0
    private(set) var isOfNames = true

    mutating func add(_ sign: Sign) {
      count += 1
      if sign == .ofSentences { isOfNames = false }
    }
  }

  /// Whether a run of signs at the end parts two words as a blank does.
  private func parts(_ run: Run, before folded: Unicode.Scalar) -> Bool {
    guard folded.isOfWord else { return false }
    return run.isOfNames
      || folded.wordKind != nil && scalars[scalars.count - run.count - 1].wordKind != nil
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

  /// - Returns: where in the text what was dropped begins.
  private mutating func dropLast(_ count: Int) -> Int {
    let start = starts[starts.count - count]
    scalars.removeLast(count)
    starts.removeLast(count)
    ends.removeLast(count)
    return start
  }

  /// A sign that parts words where it has no blank on either side; commas, apostrophes, quotation marks and brackets
  /// are none.
  private enum Sign {
    /// As file names and addresses have them.
    case ofNames
    /// Where blanks part words, it is only there without one by a slip; Chinese writes on behind it.
    case ofSentences

    init?(_ folded: Unicode.Scalar) {
      switch folded {
      case ".", "+", "|", "~", "@", "#", "&", "*", "=", "^", "%", "$", "`": self = .ofNames
      case ":", ";", "!", "?", "\u{2014}", "\u{2015}", "\u{2025}", "\u{2026}", "\u{3002}":
        self = .ofSentences
      default: return nil
      }
    }
  }

  private static func isHyphen(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "-", "_", "/", "\\", "·",
      "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2022}", "\u{2027}", "\u{2044}",
      "\u{2212}", "\u{2215}", "\u{2219}", "\u{22C5}", "\u{30FB}", "\u{FE63}",
      "\u{FF0D}", "\u{FF0F}", "\u{FF3C}", "\u{FF3F}", "\u{FF65}":
      true
    default: false
    }
  }

  private static func fold(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    guard let folded = Folding.fold(scalar) else { return nil }
    let value = folded.value
    if value < 0x80 { return folded }
    if (0x4E00...0x9FFF).contains(value) { return SimplifiedHan.fold(folded) }
    switch value {
    case 0x300...0x36F: return nil
    case 0x2018, 0x2019, 0x2BC, 0xFF07: return "'"
    // Punctuation, which is nothing else: ICU is not asked each time.
    case 0x2010...0x201F, 0x3001...0x3035: return folded
    default: break
    }
    // Hangul's syllables are letters, not letters with marks.
    guard !(0xAC00...0xD7A3).contains(value) else { return folded }
    let base = Unicode.Scalar(icu_base(value)).flatMap(Folding.fold) ?? folded
    // Radicals and compatibility forms of Han characters, as texts out of PDF files have them.
    return base.isHan ? SimplifiedHan.fold(base) : base
  }
}

/// The capitals that were read last, by which words without blanks are parted.
private struct Capitals {
  /// The place of the last one among the folded scalars.
  private var last = -2
  /// How many stand there side by side.
  private var count = 0

  /// - Parameters:
  ///   - folded: the scalar that comes next.
  ///   - original: as it stands in the text.
  ///   - scalars: those before it.
  /// - Returns: the place before which a word begins, where that is known now: that of a capital behind a small
  ///   letter, as in `ZhangWei`, or of the last of three and more before two small letters, as in `ZHANGWei`,
  ///   not in `NGOs`.
  @inline(__always)
  mutating func hump(
    before folded: Unicode.Scalar,
    of original: Unicode.Scalar,
    in scalars: [Unicode.Scalar]
  ) -> Int? {
    let place = scalars.count
    if folded != original, !folded.isHan, original.properties.isUppercase {
      let isBehindCapital = last == place - 1
      (last, count) = (place, isBehindCapital ? count + 1 : 1)
      return !isBehindCapital && scalars.last?.wordKind == .letter ? place : nil
    }
    let isSecondSmall =
      count > 2 && last == place - 2 && folded.wordKind == .letter
      && scalars.last?.wordKind == .letter
    return isSecondSmall ? last : nil
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
