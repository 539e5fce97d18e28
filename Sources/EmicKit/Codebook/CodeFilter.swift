/// Finding codes by a few letters of a name in any language, an id, pinyin or a definition.
public struct CodeFilter: Sendable {
  private struct Entry {
    let id: Code.ID
    /// The id and the names, folded.
    let names: [[Character]]
    /// The Chinese names' full pinyin and its initials.
    let pinyin: [[Character]]
    /// The same from each of their later characters on.
    let laterPinyin: [[Character]]
    let definition: String
  }

  private let entries: [Entry]

  /// - Parameter codes: in the order in which equally good matches are listed.
  public init(_ codes: [Code]) {
    entries = codes.map { code in
      let names = [code.id.text] + code.name.entries.map(\.text)
      let readings = code.name.entries.map(\.text).filter {
        $0.unicodeScalars.contains { $0.value > 0x2E80 }
      }
      .map { Pinyin.syllables(of: $0) }
      return Entry(
        id: code.id,
        names: names.map { Array(Self.folded($0)) },
        pinyin: readings.flatMap { Self.spellings(of: $0[...]) },
        laterPinyin: readings.flatMap { syllables in
          syllables.indices.dropFirst().flatMap { Self.spellings(of: syllables[$0...]) }
        },
        definition: Self.folded([code.brief, code.definition, code.useWhen].joined(separator: " "))
      )
    }
  }

  private static func spellings(of syllables: ArraySlice<String>) -> [[Character]] {
    [Array(syllables.joined()), syllables.compactMap(\.first)]
  }

  /// The ids of the codes that match, the best first; all of them for an empty query.
  public func matches(_ query: String) -> [Code.ID] {
    let query = Array(Self.folded(query).filter { !$0.isWhitespace || $0 == " " })
    guard !query.isEmpty else { return entries.map(\.id) }
    return ranked(query).map(\.id)
  }

  /// The ids of the codes whose id or name has a word in it, or sounds like the beginning of it.
  ///
  /// Of several words the letters may stand in it, as *fund dep* in *funding dependence*.
  ///
  /// - Parameter word: of three letters at least, or Chinese; shorter ones stand in every other name.
  /// - Returns: the best first.
  public func named(_ word: String) -> [Code.ID] {
    let word = Array(Self.folded(word))
    guard word.count > 2 || word.contains(where: { !$0.isASCII }) else { return [] }
    let least = word.contains(" ") ? Self.abbreviated : Self.inName
    return ranked(word).filter { $0.rank <= least }.map(\.id)
  }

  private func ranked(_ query: [Character]) -> [(rank: Int, id: Code.ID)] {
    let ranked = entries.enumerated().compactMap { place, entry in
      rank(entry, query).map { (rank: $0, place: place, id: entry.id) }
    }
    return ranked.sorted { ($0.rank, $0.place) < ($1.rank, $1.place) }.map { ($0.rank, $0.id) }
  }

  /// The rank of those that have the words as they are in a name.
  private static let inName = 4
  /// The rank of those that have its letters one after the other, beginning with a word.
  private static let abbreviated = 5

  // The lower the better; nil is no match.
  private func rank(_ entry: Entry, _ query: [Character]) -> Int? {
    if entry.names.contains(query) { return 0 }
    if entry.names.contains(where: { $0.starts(with: query) }) { return 1 }
    // Pinyin may be typed with blanks between the syllables.
    let compact = query.filter { $0 != " " }
    if entry.pinyin.contains(where: { $0.starts(with: compact) }) { return 2 }
    if entry.names.contains(where: { Self.beginsWord(of: $0, query) }) { return 3 }
    let words = String(query)
    if entry.names.contains(where: { $0.count >= query.count && String($0).contains(words) }) {
      return Self.inName
    }
    if entry.names.contains(where: { Self.isSubsequence(query, of: $0) }) {
      return Self.abbreviated
    }
    guard compact.count > 1 else { return nil }
    if entry.laterPinyin.contains(where: { $0.starts(with: compact) }) { return 6 }
    if entry.pinyin.contains(where: { Self.isSubsequence(compact, of: $0) }) { return 7 }
    return query.count > 2 && entry.definition.contains(words) ? 8 : nil
  }

  private static func beginsWord(of name: [Character], _ query: [Character]) -> Bool {
    name.indices.contains { index in
      index > 0 && !name[index - 1].isLetter && name[index...].starts(with: query)
    }
  }

  private static func isSubsequence(_ query: [Character], of name: [Character]) -> Bool {
    // The first letter begins a word, or everything would match everything.
    name.count >= query.count
      && name.indices.contains { start in
        guard name[start] == query.first, start == 0 || !name[start - 1].isLetter else {
          return false
        }
        var rest = query[...]
        for character in name[start...] where character == rest.first { rest = rest.dropFirst() }
        return rest.isEmpty
      }
  }

  /// Lower case, full-width forms as ASCII, hyphens as blanks; blanks at the ends stay.
  private static func folded(_ text: String) -> String {
    String(TypedText.folded(text).map { $0 == "-" ? " " : $0 })
  }
}
