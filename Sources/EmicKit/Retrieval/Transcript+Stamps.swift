extension Transcript {
  /// The times within a span, which are no speech: those in labels, in brackets and alone on a line.
  ///
  /// Labels stay: they say who goes on.
  func stampSpans(in span: Span) -> [Span] {
    structure.stamps.compactMap { stamp in
      guard span.contains(stamp.offset) else { return nil }
      let digits = Span(stamp.offset..<stamp.offset + stamp.text.unicodeScalars.count)
      let isWritten = text[digits].utf8.elementsEqual(stamp.text.utf8)
      if isWritten, stamp.offset > 0, let before = text.scalar(at: stamp.offset - 1),
        "[(#<".unicodeScalars.contains(before)
      {
        return span.intersection(Span(digits.start - 1..<digits.end + 1))
      }
      if let label = structure.label(at: stamp.offset) { return time(stamp.text, in: label) }
      return span.intersection(text.lineSpan(text.line(containing: stamp.offset)))
    }
  }

  /// Where a time stands in a label, without brackets around it.
  private func time(_ words: String, in label: Span) -> Span? {
    let words = words.unicodeScalars.map(\.value)
    let scalars = text.scalars(in: label).map(\.value)
    guard let place = ScalarSearch.places(of: words, in: scalars).last else { return nil }
    return Span(label.start + place..<label.start + place + words.count)
  }
}
