/// Looks for names and for what points at people in a file that is to leave the house.
///
/// Says where something stands and what it is, never the name itself.
public struct LeakCheck: Sendable {
  /// What leaves a study as it is, also where a name of the list is in it.
  public enum Kept: Hashable, Sendable {
    /// The id of a coder.
    case coder
    /// The name of an attribute: of a column.
    case attribute
  }

  /// Something that should not be in the file.
  public struct Leak: Hashable, Sendable {
    public enum What: Hashable, Sendable {
      /// The line of its entry in the list of names, and the kind that the list gives.
      case name(line: Int, kind: String)
      case identifier(Identifiers.Kind)
    }

    /// The file; of an archive with the member behind a `!`.
    public let file: String
    /// From 1; 0 in the file's name.
    public let line: Int
    /// In scalars, from 1.
    public let column: Int
    public let what: What
    /// What else in the study has the name in it, and leaves as it is; `nil` for any other words.
    public let kept: Kept?

    /// As JSON and CSV have it.
    public var kind: String {
      switch what {
      case .name(_, let kind): kind
      case .identifier(let kind): kind.rawValue
      }
    }

    /// The line of the entry in the list; `nil` for what is found by its form.
    public var entry: Int? { if case .name(let line, _) = what { line } else { nil } }
  }

  private let names: NameList?

  /// Words that leave as they are, with a name in them.
  private struct KeptWords {
    var scalars: [Unicode.Scalar]
    /// Of the name.
    var span: Span
    var kept: Kept
  }

  /// By the place of the entry in the list.
  private let keptWords: [Int: [KeptWords]]

  /// - Parameters:
  ///   - names: those that are looked for; `nil` looks for identifiers only.
  ///   - coders: ids of coders of the study that the file is of.
  ///   - attributes: names of its attributes.
  public init(names: NameList?, coders: [String] = [], attributes: [String] = []) {
    self.names = names
    var words: [Int: [KeptWords]] = [:]
    for (texts, kept) in [(coders, Kept.coder), (attributes, Kept.attribute)] {
      for text in texts {
        for hit in names?.hits(in: text) ?? [] {
          words[hit.entry, default: []].append(
            KeptWords(scalars: Self.folded(text.unicodeScalars), span: hit.span, kept: kept)
          )
        }
      }
    }
    keptWords = words
  }

  /// Without case, and without what differs where the name of an attribute stands above a column.
  private static func folded(_ scalars: some Sequence<Unicode.Scalar>) -> [Unicode.Scalar] {
    scalars.map { $0 == "-" || $0 == " " ? "_" : Folding.fold($0) ?? $0 }
  }

  /// What the words are that a name stands in.
  private func kept(_ hit: NameList.Hit, in scalars: [Unicode.Scalar]) -> Kept? {
    keptWords[hit.entry]?.first { words in
      let start = hit.span.start - words.span.start
      let end = start + words.scalars.count
      return start >= 0 && end <= scalars.count
        && Self.folded(scalars[start..<end]) == words.scalars
    }?.kept
  }

  /// Looks at the name of a file.
  ///
  /// - Parameters:
  ///   - name: of the file, or of a member of an archive, without the folders of this machine.
  ///   - file: as it is given.
  /// - Returns: with the line 0.
  func leaks(inName name: String, of file: String) -> [Leak] {
    leaks(in: name, file: file, firstLine: 0)
  }

  private func hits(
    in text: String,
    _ scalars: [Unicode.Scalar]
  ) -> [Finding] {
    let known = (names?.hits(in: text) ?? []).compactMap { hit in
      names.map { names in
        let entry = names.entries[hit.entry]
        return Finding(
          span: hit.span,
          what: .name(line: entry.line, kind: entry.kind),
          kept: kept(hit, in: scalars)
        )
      }
    }
    return known
      + Identifiers.hits(in: scalars).map { Finding(span: $0.span, what: .identifier($0.kind)) }
  }

  private struct Finding {
    var span: Span
    var what: Leak.What
    var kept: Kept?
  }

  /// Looks into one text.
  ///
  /// - Parameters:
  ///   - text: what is in the file, or in a part of it.
  ///   - file: its name.
  ///   - firstLine: the line with which the text begins, from 1.
  ///   - isMarkup: whether tags may part a name.
  /// - Returns: in the order of the text.
  public func leaks(
    in text: String,
    file: String,
    firstLine: Int = 1,
    isMarkup: Bool = false
  ) -> [Leak] {
    let scalars = Array(text.unicodeScalars)
    var found = hits(in: text, scalars)
    if LeakReading.isWorthwhile(scalars) {
      // What stands there as it is, or was read before, is found once.
      struct Edge: Hashable {
        var place: Int
        var what: Leak.What
      }
      var known = Set(
        found.flatMap {
          [Edge(place: $0.span.start, what: $0.what), Edge(place: -$0.span.end, what: $0.what)]
        }
      )
      for dropsTags in isMarkup ? [false, true] : [false] {
        let reading = LeakReading(scalars, dropsTags: dropsTags)
        guard reading.isOther else { continue }
        let read = String(String.UnicodeScalarView(reading.scalars))
        for hit in hits(in: read, reading.scalars) {
          let span = reading.span(of: hit.span)
          let isNew =
            known.insert(Edge(place: span.start, what: hit.what)).inserted
            && known.insert(Edge(place: -span.end, what: hit.what)).inserted
          if isNew { found.append(Finding(span: span, what: hit.what, kept: hit.kept)) }
        }
      }
    }
    found.sort { $0.span < $1.span }
    var (line, lineStart, place) = (firstLine, 0, 0)
    return found.map { finding in
      let start = finding.span.start
      while place < start {
        if scalars[place] == "\n" { (line, lineStart) = (line + 1, place + 1) }
        place += 1
      }
      return Leak(
        file: file,
        line: line,
        column: start - lineStart + 1,
        what: finding.what,
        kept: finding.kept
      )
    }
  }
}
