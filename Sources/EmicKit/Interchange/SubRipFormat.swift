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
      read: { text, _ throws(ImportProblem) in try SubRipReader(text.lines).imported() }
    )
  )
}

/// Reads SubRip: a number, a line with times, words; the number may be missing, and blank lines may
/// stand among the words.
private struct SubRipReader {
  private let lines: [String]

  init(_ lines: [String]) { self.lines = lines }

  static func isSubRip(_ text: DecodedText) -> Bool {
    let head = text.bytes.prefix(400).split(separator: 0x0A).prefix(2)
      .map { String(decoding: $0, as: UTF8.self).trimmingBlanks() }
    return head.count == 2 && isNumber(head[0]) && CaptionSyntax.timing(head[1]) != nil
  }

  private static func isNumber(_ line: String) -> Bool {
    !line.isEmpty && line.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  func imported() throws(ImportProblem) -> Imported {
    var captions: [Caption] = []
    var words: [String] = []
    for (place, line) in lines.enumerated() {
      if let timing = CaptionSyntax.timing(line) {
        close(&captions, &words)
        captions.append(Caption(words: "", from: timing.from, to: timing.to))
      } else if !isNumberOfNext(place) {
        words.append(Self.plain(line))
      }
    }
    close(&captions, &words)
    guard !captions.isEmpty else { throw .empty("this SubRip file has no captions") }
    return try Imported(captions, of: "SubRip file")
  }

  private func close(_ captions: inout [Caption], _ words: inout [String]) {
    if let last = captions.indices.last { captions[last].words = words.joined(separator: "\n") }
    words = []
  }

  /// A line of digits just above a line with times is the next caption's number.
  private func isNumberOfNext(_ place: Int) -> Bool {
    place + 1 < lines.count && Self.isNumber(lines[place].trimmingBlanks())
      && CaptionSyntax.timing(lines[place + 1]) != nil
  }

  /// Without `<i>` and positions such as `{\an8}`.
  private static func plain(_ line: String) -> String {
    var words = CaptionSyntax.withoutTags(line)
    while let open = words.ranges(of: "{\\").first,
      let close = words[open.upperBound...].firstIndex(of: "}")
    {
      words.removeSubrange(open.lowerBound...close)
    }
    return words.trimmingBlanks()
  }
}
