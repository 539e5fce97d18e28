/// A text that grows line by line, with the times of its lines.
struct ImportedLines {
  private(set) var bytes: [UInt8] = []
  private(set) var times: [CaptionTime] = []
  private var scalarCount = 0

  /// Adds `Speaker: words` and a line's end, as captions and recognisers are written down.
  ///
  /// - Parameters:
  ///   - speaker: none where it is not known.
  ///   - words: what was said; line ends in it become blanks.
  ///   - from: when it was begun, in milliseconds.
  ///   - to: when it was ended, in milliseconds.
  mutating func add(speaker: String?, _ words: String, from: Int? = nil, to: Int? = nil) {
    if let speaker, !speaker.isEmpty {
      append(ImportedLines.oneLine(speaker))
      bytes.append(Ascii.colon)
      bytes.append(0x20)
      scalarCount += 2
    }
    let start = scalarCount
    append(ImportedLines.oneLine(words))
    if let from { times.append(CaptionTime(Span(start..<scalarCount), from: from, to: to)) }
    bytes.append(Ascii.lineFeed)
    scalarCount += 1
  }

  /// Makes room for the times of so many lines: memory that is not written to costs nothing, growing a
  /// copy each time.
  mutating func reserveTimes(_ count: Int) { times.reserveCapacity(count) }

  mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { utf8 in
      scalarCount += UTF8Bytes.countScalars(in: utf8, 0..<utf8.count)
      bytes.append(contentsOf: utf8)
    }
  }

  var text: ImportedText { ImportedText(bytes: bytes, times: times) }

  /// A text in one line: runs of blanks with a line's end in them become one blank, and none is left
  /// at the edges.
  static func oneLine(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }) else {
      return text.trimmingBlanks()
    }
    return text.unicodeScalars.split { $0 == "\n" || $0 == "\r" }
      .map { String($0).trimmingBlanks() }.filter { !$0.isEmpty }.joined(separator: " ")
  }
}
