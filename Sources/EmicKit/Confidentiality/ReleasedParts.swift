/// Which stretches of a transcript do not leave, before they are taken out of it.
///
/// A cut goes before a redaction, a redaction before a name. A stretch that spans lines is parted at
/// their ends, so that no speaker's words get under another's label; labels stay, unless nothing else
/// is in the stretch.
struct ReleasedParts {
  private let transcript: Transcript
  /// In the order of the text; they do not overlap.
  private(set) var parts: [ReleasedSource.Replacement] = []

  /// - Parameters:
  ///   - transcript: the source.
  ///   - codings: whose flags bind.
  ///   - names: those that do not leave; `nil` leaves them.
  ///   - passages: what a replacement may not repeat.
  init(
    _ transcript: Transcript,
    codings: [Coding],
    names: NameList?,
    without passages: FlaggedPassages
  ) {
    self.transcript = transcript
    let cuts = Self.united(codings.filter { $0.flags.contains(.doNotQuote) }.map(\.span))
    for cut in cuts { add(cut, .doNotQuote, ReleasedSource.cutMark) }
    for (span, words) in Self.redactions(codings) {
      let words = passages.cutting(words)
      add(span, .redact, names?.replacing(in: words) ?? words)
    }
    for place in names?.places(in: transcript) ?? [] {
      guard let entry = names?.entries[place.entry] else { continue }
      add(name: place.pieces, entry)
    }
  }

  /// All of a transcript.
  init(withholding transcript: Transcript) {
    self.transcript = transcript
    add(transcript.text.span, .doNotQuote, ReleasedSource.cutMark)
  }

  /// Overlapping redactions are one, with the words of the first.
  private static func redactions(_ codings: [Coding]) -> [(span: Span, words: String)] {
    var redactions: [(span: Span, words: String)] = []
    for coding in codings.sorted() where coding.flags.contains(.redact) {
      if let last = redactions.last, last.span.overlaps(coding.span) {
        redactions[redactions.count - 1].span = last.span.union(coding.span)
      } else {
        let words = (coding.replacement ?? "…").split(whereSeparator: \.isWhitespace)
        redactions.append((coding.span, "[\(words.joined(separator: " "))]"))
      }
    }
    return redactions
  }

  private static func united(_ spans: [Span]) -> [Span] {
    var united: [Span] = []
    for span in spans.sorted() {
      if let last = united.last, span.start <= last.end {
        united[united.count - 1] = last.union(span)
      } else {
        united.append(span)
      }
    }
    return united
  }

  // MARK: Taking stretches in

  /// Adds what of a stretch is not taken yet, line by line.
  private mutating func add(
    _ span: Span,
    _ reason: ReleasedSource.Replacement.Reason,
    _ words: String
  ) {
    var lines = lines(of: span)
    if lines.isEmpty { lines = [span] }
    var words = words
    for line in lines {
      for free in free(in: line) {
        insert(free, reason, words)
        // Once is enough; what follows is marked as gone.
        words = ReleasedSource.cutMark
      }
    }
  }

  /// A name that a cut or a redaction touches goes with it.
  ///
  /// - Parameters:
  ///   - pieces: a line each; what stands for the name is in the first.
  ///   - entry: of the name.
  private mutating func add(name pieces: [Span], _ entry: NameList.Entry) {
    let left = pieces.flatMap { free(in: $0) }
    var words = left == pieces ? entry.replacement : ""
    for part in left {
      insert(part, .name(kind: entry.kind), words)
      words = ""
    }
  }

  private mutating func insert(
    _ span: Span,
    _ reason: ReleasedSource.Replacement.Reason,
    _ words: String
  ) {
    let place = parts.firstIndex(endingBehind: span.start)
    parts.insert(
      ReleasedSource.Replacement(span: span, released: span, reason: reason, words: words),
      at: place
    )
  }

  /// The stretches of a span that no part has taken.
  private func free(in span: Span) -> [Span] {
    var free: [Span] = []
    var start = span.start
    var index = parts.firstIndex(endingBehind: span.start)
    while index < parts.count, parts[index].span.start < span.end {
      if parts[index].span.start > start { free.append(Span(start..<parts[index].span.start)) }
      start = max(start, parts[index].span.end)
      index += 1
    }
    if start < span.end { free.append(Span(start..<span.end)) }
    return free
  }

  /// The lines of a span, each without blanks and labels at its edges.
  private func lines(of span: Span) -> [Span] {
    let text = transcript.text
    var lines: [Span] = []
    var place = span.start
    while place < span.end {
      let end = text.lineSpan(text.line(containing: place)).end
      let line = Span(place..<min(max(end, place + 1), span.end))
      if let words = transcript.trimmed(line) { lines.append(words) }
      place = max(end + 1, place + 1)
    }
    return lines
  }

  // MARK: Taking them out

  func applied() -> (TranscriptText, [ReleasedSource.Replacement]) {
    guard !parts.isEmpty else { return (transcript.text, []) }
    let text = transcript.text
    var result = ""
    var replacements: [ReleasedSource.Replacement] = []
    var (place, count) = (0, 0)
    for part in parts {
      let before = Span(place..<part.span.start)
      result += text[before]
      count += before.count
      let length = part.words.unicodeScalars.count
      result += part.words
      var placed = part
      placed.released = Span(count..<count + length)
      replacements.append(placed)
      count += length
      place = part.span.end
    }
    result += text[Span(place..<text.scalarCount)]
    return (TranscriptText(result), replacements)
  }
}

extension [ReleasedSource.Replacement] {
  /// The first that ends behind an offset of the transcript; the count where none does.
  func firstIndex(endingBehind offset: Int) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].span.end <= offset { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
