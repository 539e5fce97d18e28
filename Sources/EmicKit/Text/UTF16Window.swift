import CICU

/// A stretch of a text as ICU wants it, with the way back to scalars.
struct UTF16Window {
  private(set) var units: [UInt16] = []
  /// The offset of the scalar to which each unit belongs, and one more for the end.
  private(set) var offsets: [Int] = []

  init(_ text: TranscriptText, _ span: Span) {
    let span = text.clamped(span)
    units.reserveCapacity(span.count)
    offsets.reserveCapacity(span.count + 1)
    for (index, scalar) in text.scalars(in: span).enumerated() {
      for unit in scalar.utf16 {
        units.append(unit)
        offsets.append(span.start + index)
      }
    }
    offsets.append(span.end)
  }

  /// The pieces into which ICU divides the window.
  func pieces(_ kind: Int32) -> [(span: Span, isWord: Bool)] {
    var places = [Int32](repeating: 0, count: units.count)
    var isWord = [UInt8](repeating: 0, count: units.count)
    let count = icu_divide(kind, units, Int32(units.count), &places, &isWord)
    var pieces: [(span: Span, isWord: Bool)] = []
    var start = offsets[0]
    for index in 0..<max(0, Int(count)) {
      let end = offsets[Int(places[index])]
      if end > start { pieces.append((Span(start..<end), isWord[index] != 0)) }
      start = end
    }
    return pieces
  }
}
