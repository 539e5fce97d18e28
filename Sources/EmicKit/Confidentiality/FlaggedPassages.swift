/// The passages of a whole study that may not leave, to be taken out where somebody has repeated one.
///
/// A code's name or example, a memo on a case or a summary may quote any transcript.
public struct FlaggedPassages: Sendable {
  /// None: for an archive, from which nothing is taken out.
  public static let none = FlaggedPassages([])

  private let matcher: NameMatcher
  /// What stands in the place of each.
  private let marks: [String]

  /// Whether nothing is to be taken out.
  public var isEmpty: Bool { marks.isEmpty }

  /// - Parameter passages: words, and what stands in their place; of the same words that are cut and
  ///   replaced, the cut stands. A word or two may stand anywhere and mean something else: they are left.
  init(_ passages: [(words: String, mark: String)]) {
    let long = passages.filter { DisplayText.width(of: $0.words) >= Self.shortest }
    let ordered =
      long.filter { $0.mark != ReleasedSource.cutMark }
      + long.filter { $0.mark == ReleasedSource.cutMark }
    marks = ordered.map(\.mark)
    // Of two alike the matcher takes the last.
    matcher = NameMatcher(
      ordered.enumerated().flatMap { index, passage in
        Self.spellings(of: passage.words).map {
          NameMatcher.Spelling(scalars: NameFolding($0.unicodeScalars).scalars, entry: index)
        }
      }
    )
  }

  /// In cells.
  private static let shortest = 12

  /// How a passage may stand somewhere: as it is, and as the name and the id of its in-vivo code.
  private static func spellings(of words: String) -> [String] {
    guard let name = Code.Name.inVivo(words) else { return [words] }
    return [words, name, Slug.id(for: name)].filter { DisplayText.width(of: $0) >= shortest }
  }

  /// Words that somebody wrote, without the passages that they repeat word for word.
  ///
  /// Case, width and the way in which words are parted do not count.
  public func masking(_ text: String) -> String { masking(text) { marks[$0] } }

  /// The id of a code that is called by a passage leaves as another one, the same wherever it stands.
  func masking(_ id: Code.ID) -> Code.ID { Code.ID(masking(id.text) { "withheld-\($0 + 1)" }) }

  private func masking(_ text: String, _ mark: (_ entry: Int) -> String) -> String {
    guard !isEmpty, !text.isEmpty else { return text }
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
  /// - Parameter codings: those whose words may not leave, or leave as something else.
  init(of codings: [Coding]) { self.init(codings.flatMap(Self.passages)) }

  /// A coding's words as a whole, line by line and sentence by sentence, without the labels of speakers.
  private static func passages(of coding: Coding) -> [(words: String, mark: String)] {
    let mark =
      coding.flags.contains(.redact) && !coding.flags.contains(.doNotQuote)
      ? "[\(coding.replacement ?? "…")]" : ReleasedSource.cutMark
    var words = [coding.quote]
    for line in coding.quote.split(whereSeparator: \.isNewline) {
      words.append(String(line))
      var said = line
      if let label = line.firstIndex(where: { $0 == ":" || $0 == "：" }) {
        said = line[line.index(after: label)...]
        words.append(String(said))
      }
      let text = TranscriptText(String(said))
      words += Sentences.ranges(in: text, of: Span(0..<text.scalarCount)).map { text[$0] }
    }
    // Whoever quotes may leave the full stop out.
    return Set(words.map(trimmed)).sorted().map { (words: $0, mark: mark) }
  }

  private static func trimmed(_ words: String) -> String {
    var part = words[...]
    while let first = part.first, !first.isLetter, !first.isNumber { part.removeFirst() }
    while let last = part.last, !last.isLetter, !last.isNumber { part.removeLast() }
    return String(part)
  }
}
