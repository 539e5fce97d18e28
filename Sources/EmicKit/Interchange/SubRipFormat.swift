extension ImportFormat {
  /// SRT captions of Otter and others.
  static let subRip = ImportFormat(
    name: "srt",
    title: "SubRip captions",
    endings: ["srt"],
    reading: .text(
      is: { text, source in
        source.ending == "srt" || SubRipReader.isSubRip(text)
      },
      read: { text, _ throws(ImportProblem) in try SubRipReader(text).imported() }
    )
  )
}

/// Reads SubRip: a number, a line with times, words; the number may be missing, and blank lines may
/// stand among the words.
private struct SubRipReader {
  private let text: DecodedText

  init(_ text: DecodedText) { self.text = text }

  static func isSubRip(_ text: DecodedText) -> Bool {
    Array(text.bytes.prefix(400)).withUnsafeBufferPointer { bytes in
      let head = bytes.split(separator: 0x0A).prefix(2).map {
        LineScanner(bytes, $0.startIndex..<$0.endIndex)
      }
      return head.count == 2 && isNumber(head[0]) && CaptionSyntax.timing(head[1]) != nil
    }
  }

  private static func isNumber(_ line: LineScanner) -> Bool {
    let inside = line.trimmed(line.start..<line.end)
    return !inside.isEmpty && line.bytes[inside].allSatisfy { (0x30...0x39).contains($0) }
  }

  func imported() throws(ImportProblem) -> Imported {
    var captions: [Caption] = []
    var words: [String] = []
    // What a line of digits is shows in the next line.
    var number: String?
    text.forEachLine { line in
      if let timing = CaptionSyntax.timing(line) {
        close(&captions, &words)
        captions.append(Caption(words: "", from: timing.from, to: timing.to))
        number = nil
        return
      }
      if let digits = number { words.append(Self.plain(digits)) }
      number = Self.isNumber(line) ? line.text : nil
      if number == nil { words.append(Self.plain(line.text)) }
    }
    if let digits = number { words.append(Self.plain(digits)) }
    close(&captions, &words)
    guard !captions.isEmpty else { throw .empty("this SubRip file has no captions") }
    return try Imported(captions, of: "SubRip file")
  }

  private func close(_ captions: inout [Caption], _ words: inout [String]) {
    if let last = captions.indices.last { captions[last].words = words.joined(separator: "\n") }
    words.removeAll(keepingCapacity: true)
  }

  /// Without `<i>` and positions such as `{\an8}`.
  private static func plain(_ line: String) -> String {
    var words = CaptionSyntax.withoutTags(line)
    while words.utf8.contains(UInt8(ascii: "{")), let open = words.ranges(of: "{\\").first,
      let close = words[open.upperBound...].firstIndex(of: "}")
    {
      words.removeSubrange(open.lowerBound...close)
    }
    return words.trimmingBlanks()
  }
}
