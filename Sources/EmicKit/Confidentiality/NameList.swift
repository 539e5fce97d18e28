/// The real names of a study and what stands in their place where words leave it.
///
///     name,replacement,kind,variants
///     张伟,局长甲,person,张局长|老张|Zhang Wei|Zhangwei
///     Hope Home,[NGO 1],organisation,希望之家
///
/// A value that is read from a file outside the study and kept nowhere.
public struct NameList: Sendable {
  /// A person, a place, an organisation with all the ways in which it is written.
  public struct Entry: Hashable, Sendable {
    /// In the file, from 1.
    public var line: Int
    public var name: String
    /// What stands in its place, exactly.
    public var replacement: String
    /// `person`, `place` or any other word; for the log and for leak checks.
    public var kind: String
    /// Characters, pinyin, nicknames.
    public var variants: [String]

    public init(
      line: Int,
      name: String,
      replacement: String,
      kind: String = NameList.usualKind,
      variants: [String] = []
    ) {
      self.line = line
      self.name = name
      self.replacement = replacement
      self.kind = kind
      self.variants = variants
    }
  }

  /// Where the list says no kind.
  public static let usualKind = "name"

  /// In the order of the file.
  public let entries: [Entry]
  private let matcher: NameMatcher
  /// Of names in Chinese characters as ids of codes have them: `li-na`.
  private let slugs: NameMatcher

  /// A name at a place.
  public struct Hit: Hashable, Sendable {
    public let span: Span
    /// The place of its entry in `entries`.
    public let entry: Int
  }

  /// - Parameters:
  ///   - entries: the names.
  ///   - file: where they come from, for messages.
  /// - Throws: when a name cannot be looked for, stands for two things, or would come back in a
  ///   replacement.
  public init(_ entries: [Entry], file: String) throws(NameListError) {
    var spellings: [NameMatcher.Spelling] = []
    var owners: [[Unicode.Scalar]: Int] = [:]
    for (place, entry) in entries.enumerated() {
      func error(_ problem: NameListError.Problem) -> NameListError {
        NameListError(file: file, line: entry.line, problem: problem)
      }
      guard !entry.replacement.isEmpty else { throw error(.noReplacement) }
      guard !entry.replacement.contains(where: \.isNewline) else { throw error(.severalLines) }
      for text in [entry.name] + entry.variants {
        let folded = NameFolding(text.unicodeScalars).scalars
        guard folded.count > 1 else { throw error(.tooShort) }
        guard !text.contains(where: \.isNewline) else { throw error(.severalLines) }
        if let owner = owners[folded] {
          guard owner == place else { throw error(.twice(line: entries[owner].line)) }
          continue
        }
        owners[folded] = place
        spellings.append(NameMatcher.Spelling(scalars: folded, entry: place))
      }
    }
    for spelling in spellings {
      guard let joined = Self.joined(spelling.scalars), owners[joined] == nil else { continue }
      owners[joined] = spelling.entry
      spellings.append(NameMatcher.Spelling(scalars: joined, entry: spelling.entry))
    }
    let matcher = NameMatcher(spellings)
    slugs = NameMatcher(Self.slugs(of: entries, besides: owners))
    for entry in entries {
      if let hit = matcher.hits(in: NameFolding(entry.replacement.unicodeScalars)).first {
        let line = entries[hit.entry].line
        throw NameListError(file: file, line: entry.line, problem: .comesBack(line: line))
      }
    }
    self.entries = entries
    self.matcher = matcher
  }

  /// `zhangwei`, as in addresses and pinyin: a short one may be another word.
  private static func joined(_ folded: [Unicode.Scalar]) -> [Unicode.Scalar]? {
    let joined = folded.filter { $0 != " " }
    let isLong = joined.count >= 7 && joined.count < folded.count
    return isLong && joined.allSatisfy { $0.wordKind == .letter } ? joined : nil
  }

  /// Where names stand: the longest at each place, in the order of the text; they do not overlap.
  public func hits(in text: TranscriptText) -> [Hit] { hits(in: text, passingOver: []) }

  /// Where names stand; asides, in the order of the text, are stretches that part no name.
  func hits(in text: TranscriptText, passingOver asides: [Span]) -> [Hit] {
    var hits: [Hit] = []
    var start = 0
    // A window after the other: the folded text takes five times as much memory as the text.
    while start < text.scalarCount {
      let far = min(start + Self.window, text.scalarCount)
      let end = far < text.scalarCount ? text.lineSpan(text.line(containing: far)).end : far
      let scalars = text.scalars(in: Span(start..<end))
      let folded = NameFolding(scalars, from: start, passingOver: asides)
      let last = hits.last?.span.end ?? 0
      hits += matcher.hits(in: folded).filter { $0.span.start >= last }
      guard end < text.scalarCount else { break }
      // A name may go on in the next line, so the last one is looked at again.
      start = max(start + 1, text.lineSpan(text.line(containing: end)).start, end - Self.longest)
    }
    return hits
  }

  /// In scalars.
  private static let (window, longest) = (1 << 18, 1 << 12)

  /// Where names stand in a short text; offsets count its scalars.
  public func hits(in text: String) -> [Hit] {
    matcher.hits(in: NameFolding(text.unicodeScalars))
  }

  /// A short text with what stands in the place of names.
  public func replacing(in text: String) -> String {
    let hits = hits(in: text)
    guard !hits.isEmpty else { return text }
    let scalars = Array(text.unicodeScalars)
    var result = ""
    var place = 0
    for hit in hits {
      result.unicodeScalars.append(contentsOf: scalars[place..<hit.span.start])
      result += entries[hit.entry].replacement
      place = hit.span.end
    }
    result.unicodeScalars.append(contentsOf: scalars[place...])
    return result
  }
}

extension NameList {
  /// A syllable alone may be any other word.
  private static func slugs(
    of entries: [Entry],
    besides owners: [[Unicode.Scalar]: Int]
  ) -> [NameMatcher.Spelling] {
    entries.enumerated().flatMap { place, entry in
      ([entry.name] + entry.variants).compactMap { text in
        guard !text.utf8.allSatisfy({ $0 < 0x80 }), let slug = Slug.made(of: text),
          slug.contains("-")
        else { return nil }
        let folded = NameFolding(slug.unicodeScalars).scalars
        return owners[folded] == nil ? NameMatcher.Spelling(scalars: folded, entry: place) : nil
      }
    }
  }

  /// The id of a code without the names in it, also where they are written in pinyin.
  ///
  ///     li-na-lai-le     shou-fang-zhe-yi-lai-le
  func replacing(inID id: String) -> String {
    let words = replacing(in: id)
    let hits = slugs.hits(in: NameFolding(words.unicodeScalars))
    guard !hits.isEmpty else { return words }
    let whole = TranscriptText(words)
    var (result, place) = ("", 0)
    for hit in hits {
      result += whole[Span(place..<hit.span.start)] + entries[hit.entry].replacement
      place = hit.span.end
    }
    return result + whole[Span(place..<whole.scalarCount)]
  }
}
