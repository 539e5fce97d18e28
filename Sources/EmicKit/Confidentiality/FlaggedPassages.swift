/// The passages of a whole study that may not leave, to be taken out where somebody has repeated one.
///
/// A code's name or example, a memo on a case or a summary may quote any transcript.
public struct FlaggedPassages: Sendable {
  /// None: for an archive, from which nothing is taken out.
  public static let none = FlaggedPassages([])

  /// Words that may not leave, and what stands in their place.
  struct Passage: Sendable {
    var words: String
    var mark: String
    /// What tells codes that are called by it from others: `3f2a1b`, the same in every export.
    var key: String
  }

  private let passages: [Passage]
  private let matcher: NameMatcher
  /// What stands in the place of each.
  private let marks: [String]
  /// Codes that are called by words of a passage, however few, and the keys under which they leave.
  private let codes: [Code.ID: String]
  /// The same of what may be a case.
  private let cases: [String: String]
  let texts: FlaggedTexts

  /// Whether nothing is to be taken out.
  public var isEmpty: Bool { marks.isEmpty && codes.isEmpty && cases.isEmpty && texts.isEmpty }

  /// - Parameters:
  ///   - passages: of the same words that are cut and replaced, the cut stands.
  ///   - codes: those that are called by words of a passage, without the mark of those that the book lacks, with their keys.
  ///   - cases: the same of what may be a case.
  ///   - texts: the flags by the texts that they are on.
  ///   - names: a passage may be repeated with what stands for them.
  init(
    _ passages: [Passage],
    codes: [Code.ID: String] = [:],
    cases: [String: String] = [:],
    texts: FlaggedTexts = .none,
    names: NameList? = nil
  ) {
    // Of two alike the matcher takes the last: a cut, and of these the one with the smallest key.
    let sorted = passages.sorted { ($1.key, $1.words) < ($0.key, $0.words) }
    let ordered =
      sorted.filter { $0.mark != ReleasedSource.cutMark }
      + sorted.filter { $0.mark == ReleasedSource.cutMark }
    self.passages = ordered
    (self.codes, self.cases, self.texts) = (codes, cases, texts)
    let matcher = NameMatcher(
      ordered.enumerated().flatMap { index, passage in
        Self.spellings(of: passage.words, names).map {
          NameMatcher.Spelling(
            scalars: NameFolding($0.unicodeScalars, wordsAlone: true).scalars,
            entry: index
          )
        }
      }
    )
    self.matcher = matcher
    // What is put in the place of a passage may repeat it, or another one.
    marks = ordered.map { passage in
      passage.mark == ReleasedSource.cutMark
        ? passage.mark : matcher.replacing(in: passage.mark) { _ in ReleasedSource.cutMark }
    }
  }

  /// In cells: a word or two may stand anywhere and mean something else.
  private static let shortestWhole = 9
  /// A part of a passage was not flagged for itself.
  private static let shortestPart = 20

  /// Whether words that were flagged as a whole are looked for elsewhere.
  static func isLong(_ words: String) -> Bool { DisplayText.width(of: words) >= shortestWhole }

  /// How a passage may stand somewhere: as it is, with names replaced, and as the name and the id of its
  /// in-vivo code.
  private static func spellings(of words: String, _ names: NameList?) -> [String] {
    var spellings = [words]
    if let replaced = names?.replacing(in: words), replaced != words, isLong(replaced),
      names?.entries.contains(where: { $0.replacement == replaced }) == false
    {
      spellings.append(replaced)
    }
    if DisplayText.width(of: words) >= shortestPart, let name = Code.Name.inVivo(words) {
      spellings += [name, Slug.id(for: name)]
    }
    return spellings
  }

  /// The same passages, found also where names of a list were replaced in what repeats one.
  func found(with names: NameList?) -> FlaggedPassages {
    guard let names, !passages.isEmpty else { return self }
    return FlaggedPassages(passages, codes: codes, cases: cases, texts: texts, names: names)
  }

  /// The id without the mark of one that the codebook lacks.
  static func plain(_ id: Code.ID) -> Code.ID {
    id.text.hasPrefix("?") ? Code.ID(String(id.text.dropFirst())) : id
  }

  /// Words that somebody wrote, without the passages that they repeat word for word.
  ///
  /// Case, width, punctuation, marks of emphasis and the way in which words are parted do not count.
  public func masking(_ text: String) -> String { masking(text) { marks[$0] } }

  /// The same with nothing in the place of a passage but the mark of a cut.
  func cutting(_ text: String) -> String { masking(text) { _ in ReleasedSource.cutMark } }

  /// The id of a code that is called by a passage leaves as another one, the same wherever it stands.
  func masking(_ id: Code.ID) -> Code.ID {
    if let key = codes[Self.plain(id)] {
      return Code.ID((id.text.hasPrefix("?") ? "?" : "") + "withheld-\(key)")
    }
    return Code.ID(masking(id.text) { "withheld-\(passages[$0].key)" })
  }

  /// The name of a code, which may be called by words of a passage.
  func masking(name: String, of code: Code.ID) -> String {
    guard !name.isEmpty else { return name }
    if let key = codes[Self.plain(code)] { return "[withheld-\(key)]" }
    // As its id: names of two codes must not become one.
    return masking(name) {
      marks[$0] == ReleasedSource.cutMark ? "[withheld-\(passages[$0].key)]" : marks[$0]
    }
  }

  /// Whether something stands for a name that may not leave.
  static func isMark(_ name: String) -> Bool {
    name.hasPrefix("[withheld-") || name == ReleasedSource.cutMark
  }

  /// What stands for a case that is flagged; `nil` for another one.
  func masking(case name: String) -> String? {
    cases[Self.trimmed(name)].map { "[withheld-\($0)]" }
  }

  /// Whether the flags of some codings were read when these were gathered.
  package func haveRead(_ codings: [Coding]) -> Bool { texts.have(codings) }

  private func masking(_ text: String, _ mark: (_ entry: Int) -> String) -> String {
    marks.isEmpty ? text : matcher.replacing(in: text, mark)
  }
}

extension NameMatcher {
  /// A text with something else in the place of every hit.
  fileprivate func replacing(in text: String, _ mark: (_ entry: Int) -> String) -> String {
    guard !text.isEmpty else { return text }
    let hits = hits(in: NameFolding(text.unicodeScalars, wordsAlone: true))
    guard !hits.isEmpty else { return text }
    let whole = TranscriptText(text)
    var (result, place) = ("", 0)
    for hit in hits {
      result += whole[Span(place..<hit.span.start)] + mark(hit.entry)
      place = hit.span.end
    }
    return result + whole[Span(place..<whole.scalarCount)]
  }
}

extension FlaggedPassages {
  /// - Parameters:
  ///   - codings: those whose words may not leave, or leave as something else.
  ///   - naming: those by whose words codes are called.
  ///   - called: other codes that are called by words of a passage, and of which.
  ///   - texts: the flags by the texts that they are on.
  init(
    of codings: [Coding],
    naming: [Coding],
    codes called: [(code: Code.ID, by: Coding)],
    texts: FlaggedTexts
  ) {
    var codes: [Code.ID: String] = [:]
    for coding in naming.sorted(by: { $0.id < $1.id }) {
      let code = Self.plain(coding.code)
      if codes[code] == nil { codes[code] = coding.key }
    }
    for (code, coding) in called where codes[code] == nil { codes[code] = coding.key }
    // A passage may be the name of a case, in the header or anywhere.
    let cases = Dictionary(
      codings.flatMap { coding in
        (coding.quote.split(whereSeparator: \.isNewline) + [coding.quote[...]])
          .map { (Self.trimmed(Self.said(in: String($0))), coding.key) }
      },
      uniquingKeysWith: { min($0, $1) }
    )
    self.init(
      (codings + naming).flatMap(Self.passages),
      codes: codes,
      cases: cases,
      texts: texts
    )
  }

  /// A line without the label before it.
  private static func said(in line: String) -> String {
    guard let label = line.firstIndex(where: { $0 == ":" || $0 == "：" }) else { return line }
    return String(line[line.index(after: label)...].drop { $0.isWhitespace })
  }

  /// A coding's words as a whole, and long ones line by line, sentence by sentence and clause by clause,
  /// without the labels of speakers.
  private static func passages(of coding: Coding) -> [Passage] {
    let mark =
      coding.flags.contains(.doNotQuote)
      ? ReleasedSource.cutMark : "[\(coding.replacement ?? "…")]"
    var (whole, parts) = ([coding.quote], [String]())
    let lines = coding.quote.split(whereSeparator: \.isNewline).map { String($0) }
    for line in lines {
      let said = said(in: line)
      if lines.count == 1 { whole.append(said) }
      parts += [line, said]
      let text = TranscriptText(said)
      let span = Span(0..<text.scalarCount)
      parts += (Sentences.ranges(in: text, of: span) + Clauses.ranges(in: text, of: span))
        .map { text[$0] }
    }
    // Whoever quotes may leave the full stop out.
    let long =
      whole.map(trimmed).filter(isLong)
      + parts.map(trimmed).filter { DisplayText.width(of: $0) >= shortestPart }
    return Set(long).sorted().map { Passage(words: $0, mark: mark, key: coding.key) }
  }

  private static func trimmed(_ words: String) -> String {
    var part = words[...]
    while let first = part.first, !first.isLetter, !first.isNumber { part.removeFirst() }
    while let last = part.last, !last.isLetter, !last.isNumber { part.removeLast() }
    return String(part)
  }
}

extension Coding {
  /// The end of its id, which is chance: nobody can guess words by it.
  fileprivate var key: String {
    let digits = id.text.lowercased().filter(\.isHexDigit)
    return String(digits.suffix(6))
  }
}
