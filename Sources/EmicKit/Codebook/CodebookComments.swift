/// Comments of a codebook that are lost when it is rewritten: all but those at its head.
public enum CodebookComments {
  /// The lines, from 1, of comments below the head of the file; none where it can't be read.
  public static func lines(in bytes: [UInt8]) -> [Int] {
    var texts: [YAMLNode.Place] = []
    let isRead: Bool = bytes.withUnsafeBufferPointer { buffer in
      var events = YAMLEvents(buffer)
      while !events.isAtEnd {
        guard let event = try? events.next() else { return false }
        if case .scalar = event.kind { texts.append(event.place) }
      }
      return true
    }
    guard isRead else { return [] }
    let lines = String(decoding: bytes, as: UTF8.self).unicodeScalars
      .split(separator: "\n", omittingEmptySubsequences: false)
    let head = lines.prefix { $0.first == "#" || $0.first == "\u{FEFF}" }.count
    var rest = texts[...]
    return lines.indices.dropFirst(head).filter { index in
      hasComment(lines[index], line: index + 1, &rest)
    }.map { $0 + 1 }
  }

  // A sign of number begins a comment at the start of a line or behind a blank, outside of texts.
  private static func hasComment(
    _ scalars: Substring.UnicodeScalarView,
    line: Int,
    _ texts: inout ArraySlice<YAMLNode.Place>
  ) -> Bool {
    var last: Unicode.Scalar = " "
    for (column, scalar) in scalars.enumerated() {
      while let text = texts.first, (text.endLine, text.endColumn) <= (line, column) {
        texts.removeFirst()
      }
      let isInText = texts.first.map { ($0.line, $0.column) <= (line, column) } ?? false
      if scalar == "#", last == " " || last == "\t", !isInText { return true }
      last = scalar
    }
    return false
  }
}
