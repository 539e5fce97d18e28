/// The passages of a whole study that may not leave, to be taken out where somebody has repeated one.
///
/// A code's example, a memo on a case or a summary may quote any transcript, so every sidecar counts,
/// whoever asks: also frozen copies of those that are gone, second versions, and orphans.
public struct FlaggedPassages: Sendable {
  /// None: for an archive, from which nothing is taken out.
  public static let none = FlaggedPassages([])

  private let matcher: NameMatcher
  /// What stands in the place of each.
  private let marks: [String]

  public var isEmpty: Bool { marks.isEmpty }

  /// - Parameter passages: words, and what stands in their place; a word or two may stand anywhere and
  ///   mean something else.
  init(_ passages: [(words: String, mark: String)]) {
    let long = passages.filter { DisplayText.width(of: $0.words) >= Self.shortest }
    marks = long.map(\.mark)
    matcher = NameMatcher(
      long.enumerated().map { index, passage in
        NameMatcher.Spelling(
          scalars: NameFolding(passage.words.unicodeScalars).scalars,
          entry: index
        )
      }
    )
  }

  /// In cells.
  private static let shortest = 12

  /// Words that somebody wrote, without the passages that they repeat word for word.
  ///
  /// Case, width and the way in which words are parted do not count.
  public func masking(_ text: String) -> String {
    guard !isEmpty, !text.isEmpty else { return text }
    let hits = matcher.hits(in: NameFolding(text.unicodeScalars))
    guard !hits.isEmpty else { return text }
    let whole = TranscriptText(text)
    var (result, place) = ("", 0)
    for hit in hits {
      result += whole[Span(place..<hit.span.start)] + marks[hit.entry]
      place = hit.span.end
    }
    return result + whole[Span(place..<whole.scalarCount)]
  }
}

extension FlaggedPassages {
  /// Reads what is flagged in a study.
  ///
  /// - Parameter study: its folder.
  /// - Throws: what cannot be read: then nobody knows.
  public init(of study: StudyFolder) throws(StudyProblem) {
    let files =
      study.sidecars.map { (path: study.sidecarName(of: $0.transcript, by: $0.coder), $0.coder) }
      + study.copiesOfSidecars.map { (path: $0.path, $0.coder) }
      + study.strays.files.map { (path: $0.path, $0.coder) }
      + study.strays.copies.flatMap { transcript, copies in
        copies.map { copy in
          (
            path: study.submissionName(of: transcript, by: copy.coder, number: copy.number),
            copy.coder
          )
        }
      }
    let read = Concurrently.map(files.count) { index in
      Result { () throws(StudyProblem) in
        try Self.flagged(in: files[index].path, by: files[index].1, study)
      }
    }
    var passages: [(words: String, mark: String)] = []
    for codings in read {
      for coding in try codings.get() { passages += Self.passages(of: coding) }
    }
    self.init(passages)
  }

  private static func flagged(
    in path: String,
    by coder: Coder.ID,
    _ study: StudyFolder
  ) throws(StudyProblem) -> [Coding] {
    let bytes: [UInt8]
    do throws(FileProblem) {
      bytes = try FileReader.read(study.absolute(path)).bytes
    } catch {
      if error.isMissing { return [] }
      throw .file(error)
    }
    // Most sidecars flag nothing, and need not be understood for that.
    guard mayFlag(bytes), let sidecar = try study.sidecar(inCopy: path, by: coder) else {
      return []
    }
    return (sidecar.codings + sidecar.orphans).filter(\.bindsWords)
  }

  /// Whether the name of a binding flag stands anywhere, or anything that is written as an escape.
  private static func mayFlag(_ bytes: [UInt8]) -> Bool {
    let names = [Coding.Flag.doNotQuote, .redact].map { Array($0.text.utf8) } + [Array("\\u".utf8)]
    return bytes.withUnsafeBufferPointer { bytes in
      bytes.indices.contains { start in
        names.contains { name in
          bytes[start] == name[0] && start + name.count <= bytes.count
            && bytes[start..<start + name.count].elementsEqual(name)
        }
      }
    }
  }

  /// A coding's words as a whole and line by line, without the labels of speakers.
  private static func passages(of coding: Coding) -> [(words: String, mark: String)] {
    let mark =
      coding.flags.contains(.doNotQuote)
      ? ReleasedSource.cutMark : "[\(coding.replacement ?? "…")]"
    var words = [coding.quote]
    for line in coding.quote.split(whereSeparator: \.isNewline) {
      words.append(String(line))
      if let label = line.firstIndex(where: { $0 == ":" || $0 == "：" }) {
        words.append(String(line[line.index(after: label)...]))
      }
    }
    // Whoever quotes may leave the full stop out.
    let parts = words.map { trimmed($0) }
    return Set(parts).sorted().map { (words: $0, mark: mark) }
  }

  private static func trimmed(_ words: String) -> String {
    var part = words[...]
    while let first = part.first, !first.isLetter, !first.isNumber { part.removeFirst() }
    while let last = part.last, !last.isLetter, !last.isNumber { part.removeLast() }
    return String(part)
  }
}

extension Codebook {
  /// The codebook without flagged passages that its names, definitions and examples repeat.
  public func masking(_ passages: FlaggedPassages) -> Codebook {
    guard !passages.isEmpty else { return self }
    return Codebook(
      title: passages.masking(title),
      version: version,
      codes: codes.map { $0.masking(passages) },
      history: history.map { entry in
        var entry = entry
        entry.reason = passages.masking(entry.reason)
        entry.was = []
        entry.kept = []
        return entry
      }
    )
  }
}

extension Code {
  /// The code without flagged passages that it repeats.
  public func masking(_ passages: FlaggedPassages) -> Code {
    guard !passages.isEmpty else { return self }
    var code = self
    code.name = Name(
      name.entries.map {
        Name.Entry(language: $0.language, text: passages.masking($0.text))
      }
    )
    code.brief = passages.masking(brief)
    code.definition = passages.masking(definition)
    code.useWhen = passages.masking(useWhen)
    code.notWhen = passages.masking(notWhen)
    code.example = passages.masking(example)
    return code
  }
}

extension FrameworkMatrix {
  /// The matrix without flagged passages that its summaries repeat.
  public func masking(_ passages: FlaggedPassages) -> FrameworkMatrix {
    let cells = cells.map { cell in
      var cell = cell
      cell.summary = passages.masking(cell.summary)
      return cell
    }
    return FrameworkMatrix(cells: cells, kept: kept)
  }
}
