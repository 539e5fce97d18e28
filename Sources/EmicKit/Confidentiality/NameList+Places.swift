/// Names in a source, also where something that is no speech parts one.
///
///     R: It was Zhang        a stamp on a line of its own, an empty line, the label of a line that goes
///     [00:12:01]             on with the same speaker: quotations have none of them, so the name would
///     Wei who said so.       stand there whole
extension NameList {
  /// A name in a source.
  struct Place: Equatable {
    /// Of its entry in `entries`.
    var entry: Int
    /// The stretches of words in which it stands, one for each line; in the order of the text.
    var pieces: [Span]
  }

  /// In the order of the text; they do not overlap.
  func places(in transcript: Transcript) -> [Place] {
    let text = transcript.text
    var places = hits(in: text).map { Place(entry: $0.entry, pieces: [$0.span]) }
    let asides = transcript.asides
    if !asides.isEmpty {
      // Names in labels stand where nothing is passed over.
      for hit in hits(in: text, passingOver: asides) {
        let place = Place(entry: hit.entry, pieces: hit.span.without(asides))
        guard place.pieces.count > 1 else { continue }
        places.removeAll { $0.pieces.allSatisfy(hit.span.contains) }
        guard !places.contains(where: { $0.pieces.contains { $0.overlaps(hit.span) } }) else {
          continue
        }
        places.append(place)
      }
    }
    return places.map { Place(entry: $0.entry, pieces: $0.pieces.flatMap { text.lines(of: $0) }) }
      .sorted { $0.pieces[0] < $1.pieces[0] }
  }
}

extension NameList {
  /// What is shown of names in a source, line by line; in the order of the text.
  package func shown(in transcript: Transcript) -> [(span: Span, words: String)] {
    places(in: transcript).flatMap { place in
      place.pieces.enumerated().map { index, piece in
        (piece, index == 0 ? entries[place.entry].replacement : "")
      }
    }.sorted { $0.span < $1.span }
  }
}

extension Transcript {
  /// What stands between words and is no speech: times, and labels of lines that go on with the same
  /// speaker; in the order of the text, not overlapping.
  fileprivate var asides: [Span] {
    let labels = structure.turns.flatMap { $0.labels.dropFirst() }
    var asides: [Span] = []
    for span in (stampSpans(in: text.span) + labels).sorted() where !span.isEmpty {
      if let last = asides.last, span.start < last.end {
        asides[asides.count - 1] = last.union(span)
      } else {
        asides.append(span)
      }
    }
    return asides
  }
}

extension Span {
  /// What is left of it; the stretches are in the order of the text and do not overlap.
  fileprivate func without(_ stretches: [Span]) -> [Span] {
    var (left, place) = ([Span](), start)
    var index = stretches.firstIndex(endingBehind: start)
    while index < stretches.count, stretches[index].start < end {
      if stretches[index].start > place { left.append(Span(place..<stretches[index].start)) }
      place = max(place, stretches[index].end)
      index += 1
    }
    if place < end { left.append(Span(place..<end)) }
    return left
  }
}

extension TranscriptText {
  /// The words of a span line by line, without blanks at their ends.
  fileprivate func lines(of span: Span) -> [Span] {
    var (lines, start) = ([Span](), span.start)
    let scalars = scalars(in: span)
    func add(upTo end: Int) {
      var (from, to) = (start, end)
      while from < to, scalars[from - span.start].isBlank { from += 1 }
      while to > from, scalars[to - 1 - span.start].isBlank { to -= 1 }
      if from < to { lines.append(Span(from..<to)) }
    }
    for (index, scalar) in scalars.enumerated() where scalar == "\n" {
      add(upTo: span.start + index)
      start = span.start + index + 1
    }
    add(upTo: span.end)
    return lines
  }
}
