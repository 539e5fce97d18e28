/// The passages of a whole study that may not leave, to be taken out where somebody has repeated one.
///
/// A code's name or example, a memo on a case or a summary may quote any transcript.
public struct FlaggedPassages: Sendable {
  /// None: for an archive, from which nothing is taken out.
  public static let none = FlaggedPassages([])

  private let matcher: NameMatcher
  /// What stands in the place of each.
  private let marks: [String]
  /// Codes that are called by words of a passage, however few, and the numbers under which they leave.
  private let codes: [String: Int]

  /// Whether nothing is to be taken out.
  public var isEmpty: Bool { marks.isEmpty && codes.isEmpty }

  /// - Parameters:
  ///   - passages: words, and what stands in their place; of the same words that are cut and replaced,
  ///     the cut stands.
  ///   - codes: ids of codes that are called by words of a passage.
  init(_ passages: [(words: String, mark: String)], codes: some Sequence<Code.ID> = []) {
    let ordered =
      passages.filter { $0.mark != ReleasedSource.cutMark }
      + passages.filter { $0.mark == ReleasedSource.cutMark }
    marks = ordered.map(\.mark)
    let first = ordered.count + 1
    let ids = Set(codes.map { Self.plain($0) }).sorted()
    self.codes = Dictionary(uniqueKeysWithValues: zip(ids, first...))
    // Of two alike the matcher takes the last.
    matcher = NameMatcher(
      ordered.enumerated().flatMap { index, passage in
        Self.spellings(of: passage.words).map {
          NameMatcher.Spelling(scalars: NameFolding($0.unicodeScalars).scalars, entry: index)
        }
      }
    )
  }

  /// In cells: a word or two may stand anywhere and mean something else.
  private static let shortestWhole = 9
  /// A part of a passage was not flagged for itself.
  private static let shortestPart = 20

  /// Whether words that were flagged as a whole are looked for elsewhere.
  static func isLong(_ words: String) -> Bool { DisplayText.width(of: words) >= shortestWhole }

  /// How a passage may stand somewhere: as it is, and as the name and the id of its in-vivo code.
  private static func spellings(of words: String) -> [String] {
    guard DisplayText.width(of: words) >= shortestPart, let name = Code.Name.inVivo(words) else {
      return [words]
    }
    return [words, name, Slug.id(for: name)]
  }

  /// The id without the mark of one that the codebook lacks.
  private static func plain(_ id: Code.ID) -> String {
    id.text.hasPrefix("?") ? String(id.text.dropFirst()) : id.text
  }

  /// Words that somebody wrote, without the passages that they repeat word for word.
  ///
  /// Case, width and the way in which words are parted do not count.
  public func masking(_ text: String) -> String { masking(text) { marks[$0] } }

  /// The id of a code that is called by a passage leaves as another one, the same wherever it stands.
  func masking(_ id: Code.ID) -> Code.ID {
    if let number = codes[Self.plain(id)] {
      return Code.ID((id.text.hasPrefix("?") ? "?" : "") + "withheld-\(number)")
    }
    return Code.ID(masking(id.text) { "withheld-\($0 + 1)" })
  }

  /// The name of a code, which may be called by words of a passage.
  func masking(name: String, of code: Code.ID) -> String {
    codes[Self.plain(code)].map { "[withheld-\($0)]" } ?? masking(name)
  }

  private func masking(_ text: String, _ mark: (_ entry: Int) -> String) -> String {
    guard !marks.isEmpty, !text.isEmpty else { return text }
    let hits = matcher.hits(in: NameFolding(text.unicodeScalars))
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
  ///   - codes: ids of codes that are called by such words.
  init(of codings: [Coding], codes: some Sequence<Code.ID>) {
    self.init(codings.flatMap(Self.passages), codes: codes)
  }

  /// A coding's words as a whole, and long ones line by line and sentence by sentence, without the labels of
  /// speakers.
  private static func passages(of coding: Coding) -> [(words: String, mark: String)] {
    let mark =
      coding.flags.contains(.doNotQuote)
      ? ReleasedSource.cutMark : "[\(coding.replacement ?? "…")]"
    var (whole, parts) = ([coding.quote], [String]())
    let lines = coding.quote.split(whereSeparator: \.isNewline)
    for line in lines {
      var said = line
      if let label = line.firstIndex(where: { $0 == ":" || $0 == "：" }) {
        said = line[line.index(after: label)...]
      }
      if lines.count == 1 { whole.append(String(said)) }
      parts += [String(line), String(said)]
      let text = TranscriptText(String(said))
      parts += Sentences.ranges(in: text, of: Span(0..<text.scalarCount)).map { text[$0] }
    }
    // Whoever quotes may leave the full stop out.
    let long =
      whole.map(trimmed).filter(isLong)
      + parts.map(trimmed).filter { DisplayText.width(of: $0) >= shortestPart }
    return Set(long).sorted().map { (words: $0, mark: mark) }
  }

  private static func trimmed(_ words: String) -> String {
    var part = words[...]
    while let first = part.first, !first.isLetter, !first.isNumber { part.removeFirst() }
    while let last = part.last, !last.isLetter, !last.isNumber { part.removeLast() }
    return String(part)
  }
}
