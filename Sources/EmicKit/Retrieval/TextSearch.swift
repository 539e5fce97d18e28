import CPlatform

/// A search for words or for a pattern; case and width do not count.
///
///     try TextSearch(pattern: "ai").hits(in: text)      // finds AI, ＡＩ, ａｉ
///
/// NBSP is a space, soft hyphens and zero-width characters are not seen, é is found however it was
/// typed. Hits do not overlap and stand in the order of the text.
public struct TextSearch: Sendable {
  private enum Kind: Sendable {
    case words([Unicode.Scalar])
    case regex(RegexSearch)
  }

  private let kind: Kind

  /// - Parameters:
  ///   - pattern: what to find.
  ///   - isRegex: whether it is a regular expression (ICU's) and not the words themselves.
  ///   - isHurried: whether nobody can wait for it, as while a screen is drawn: then `hits` soon throws.
  /// - Throws: `.invalidPattern` when it is none.
  public init(
    pattern: String,
    isRegex: Bool = false,
    isHurried: Bool = false
  ) throws(SearchProblem) {
    if isRegex {
      kind = .regex(try RegexSearch(pattern, isHurried: isHurried))
    } else {
      kind = .words(Folding.pattern(pattern))
    }
  }

  /// Where the text matches; nothing for an empty pattern.
  ///
  /// - Throws: `.tooSlow` when a regular expression takes longer than a person waits; searching for
  ///   words never throws.
  public func hits(in text: TranscriptText) throws(SearchProblem) -> [Span] {
    switch kind {
    case .regex(let regex): try regex.hits(in: text)
    case .words(let words):
      text.withUTF8 { WordSearch(words, in: $0).places() }.map { text.span(ofBytes: $0) }
    }
  }

  /// Where bytes of UTF-8 match, in bytes; `nil` for a pattern, which is matched against texts alone.
  func places(in bytes: UnsafeBufferPointer<UInt8>) -> [Range<Int>]? {
    guard case .words(let words) = kind else { return nil }
    return WordSearch(words, in: bytes).places()
  }
}

/// Finds folded words in bytes that stay as they are: no folded copy of the text is made.
private struct WordSearch {
  let words: [Unicode.Scalar]
  let bytes: UnsafeBufferPointer<UInt8>

  init(_ words: [Unicode.Scalar], in bytes: UnsafeBufferPointer<UInt8>) {
    self.words = words
    self.bytes = bytes
  }

  /// The places of the words in the bytes, in order.
  func places() -> [Range<Int>] {
    guard let first = words.first else { return [] }
    let next = self.next(first)
    var places: [Range<Int>] = []
    var place = 0
    while let candidate = next(place) {
      if let end = match(at: candidate) {
        places.append(candidate..<end)
        place = end
      } else {
        place = candidate + 1
      }
    }
    return places
  }

  /// Finds the next place at which words that begin with a scalar may stand.
  private func next(_ first: Unicode.Scalar) -> (Int) -> Int? {
    if let start = WordStart(words) { return { start.next(in: bytes, from: $0) } }
    guard first.isHan else {
      let leads = leads(of: first)
      return { next(leads, from: $0) }
    }
    // A Han character has one spelling; those of more than three bytes have it, too.
    let needle = Array(String(first).utf8.prefix(3))
    return { place in
      guard let base = bytes.baseAddress, place < bytes.count else { return nil }
      let found = platform_find_three(base, place, bytes.count, needle)
      return found < bytes.count ? found : nil
    }
  }

  private func next(_ leads: [Bool], from place: Int) -> Int? {
    leads.withUnsafeBufferPointer { leads in
      var place = place
      while place < bytes.count {
        if leads[Int(bytes[place])] { return place }
        place += 1
      }
      return nil
    }
  }

  /// The bytes with which a scalar can begin that is, folded, the wanted one: a blank, or no ASCII.
  private func leads(of wanted: Unicode.Scalar) -> [Bool] {
    var leads = [Bool](repeating: false, count: 256)
    // Full-width forms.
    leads[0xEF] = true
    if wanted.isASCII {
      leads[Int(wanted.value)] = true
      // Blanks of other widths.
      for byte in [0xC2, 0xE2, 0xE3] { leads[byte] = true }
    } else {
      // Latin, Greek and Cyrillic with their signs, and all behind them.
      for byte in 0xC2...0xF4 { leads[byte] = true }
      // The base of an accent that is written apart.
      for byte in 0x41...0x7A { leads[byte] = true }
    }
    return leads
  }

  /// The end of the words if they stand at a place.
  private func match(at start: Int) -> Int? {
    var place = start
    for index in words.indices {
      if let end = end(ofHan: words[index], at: place) {
        place = end
        continue
      }
      guard let (scalar, end) = nextFolded(from: place, skippingIgnored: index > 0),
        scalar == words[index]
      else { return nil }
      place = end
    }
    return place
  }

  /// The end of a common Han character if it stands at a place: it has one spelling and joins no mark,
  /// so that its three bytes say all.
  @inline(__always)
  private func end(ofHan word: Unicode.Scalar, at place: Int) -> Int? {
    let value = word.value
    guard (0x4E00...0x9FFF).contains(value), place + 3 <= bytes.count,
      UInt32(bytes[place]) == 0xE0 | value >> 12,
      UInt32(bytes[place + 1]) == 0x80 | value >> 6 & 0x3F,
      UInt32(bytes[place + 2]) == 0x80 | value & 0x3F
    else { return nil }
    return place + 3
  }

  private func nextFolded(
    from start: Int,
    skippingIgnored: Bool
  ) -> (scalar: Unicode.Scalar, end: Int)? {
    var place = start
    while place < bytes.count {
      let scalar = UTF8Bytes.scalar(in: bytes, at: &place)
      guard var folded = Folding.fold(scalar) else {
        // A hit begins with something to see.
        if skippingIgnored { continue }
        return nil
      }
      while place < bytes.count, bytes[place] >= 0x80 {
        var behind = place
        let mark = UTF8Bytes.scalar(in: bytes, at: &behind)
        guard Folding.canJoin(mark), let joined = Folding.compose(folded, mark) else { break }
        folded = joined
        place = behind
      }
      return (folded, place)
    }
    return nil
  }
}
