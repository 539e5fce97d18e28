extension Transcript {
  /// The times within a span that are no speech: in brackets, or alone on a line; those in labels stay.
  func stampSpans(in span: Span) -> [Span] {
    let structure = structure
    return structure.stamps.compactMap { stamp in
      guard span.contains(stamp.offset), structure.label(at: stamp.offset) == nil else {
        return nil
      }
      let digits = Span(stamp.offset..<stamp.offset + stamp.text.unicodeScalars.count)
      if text[digits].utf8.elementsEqual(stamp.text.utf8), stamp.offset > 0,
        let before = text.scalar(at: stamp.offset - 1), "[(#<".unicodeScalars.contains(before)
      {
        return span.intersection(Span(digits.start - 1..<digits.end + 1))
      }
      return span.intersection(text.lineSpan(text.line(containing: stamp.offset)))
    }
  }
}
