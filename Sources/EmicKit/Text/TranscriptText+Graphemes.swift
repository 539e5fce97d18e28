extension TranscriptText {
  /// Whether a cursor may stand at an offset: between two characters as a reader sees them.
  ///
  /// The borders are those of Swift's `Character`. Only a window around the offset is looked at.
  public func isGraphemeBoundary(_ offset: Int) -> Bool {
    guard offset > 0, offset < scalarCount else { return true }
    if standApart(at: offset) { return true }
    let window = self[Span(plainBorder(atOrBefore: offset - 1)..<offset + 1)]
    let last = window.index(before: window.endIndex)
    return window.unicodeScalars.index(after: last) == window.endIndex
  }

  /// The first border after an offset; the end of the text is one.
  public func graphemeBoundary(after offset: Int) -> Int {
    guard offset < scalarCount else { return scalarCount }
    if offset < 0 { return 0 }
    if offset + 1 == scalarCount || standApart(at: offset + 1) { return offset + 1 }
    let start = plainBorder(atOrBefore: offset)
    var reach = 32
    while true {
      let end = min(offset + reach, scalarCount)
      var border = start
      for character in self[Span(start..<end)] {
        border += character.unicodeScalars.count
        if border > offset { break }
      }
      // A character that touches the window's end may go on behind it.
      if border < end || end == scalarCount { return border }
      reach *= 4
    }
  }

  /// The last border before an offset; the start of the text is one.
  public func graphemeBoundary(before offset: Int) -> Int {
    guard offset > 0 else { return 0 }
    let end = min(offset, scalarCount)
    if end > 1, standApart(at: end - 1) { return end - 1 }
    let start = plainBorder(atOrBefore: end - 1)
    // One scalar more than asked for keeps a character whole that the offset cuts.
    var border = start
    for character in self[Span(start..<end)] {
      let next = border + character.unicodeScalars.count
      if next >= end { break }
      border = next
    }
    return border
  }

  /// Whether the scalars on both sides are of the kind that never joins another of its kind.
  private func standApart(at offset: Int) -> Bool {
    guard offset > 0, offset < scalarCount else { return false }
    var place = byteOffset(ofScalar: offset - 1).value
    return storage.bytes.withUnsafeBufferPointer { bytes in
      Self.standsApart(UTF8Bytes.scalar(in: bytes, at: &place))
        && Self.standsApart(UTF8Bytes.scalar(in: bytes, at: &place))
    }
  }

  /// A border that is certain without knowing what stands before it.
  private func plainBorder(atOrBefore offset: Int) -> Int {
    var end = offset + 1
    var reach = 16
    while end > 0 {
      let start = max(0, end - reach)
      let window = scalars(in: Span(start..<end))
      var index = window.count - 1
      while index > 0 {
        if Self.standsApart(window[index]), Self.standsApart(window[index - 1]) {
          return start + index
        }
        index -= 1
      }
      if start == 0 { return 0 }
      end = start + 1
      reach *= 2
    }
    return 0
  }

  /// Scalars of which any two, side by side, have a border between them whatever surrounds them:
  /// no mark, joiner, regional indicator, prepended sign, conjoining jamo or Indic consonant.
  package static func standsApart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x0300, 0x0370..<0x0483, 0x048A..<0x0557, 0x05D0..<0x05EB, 0x0620..<0x064B,
      0x0E01..<0x0E31, 0x1E00..<0x2000, 0x2010..<0x2028, 0x3000..<0x302A, 0x3041..<0x3097,
      0x30A1..<0x30FB, 0x3400..<0xA000, 0xAC00..<0xD7A4, 0xFF01..<0xFF9E:
      true
    default: false
    }
  }
}
