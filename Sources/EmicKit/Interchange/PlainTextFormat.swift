extension ImportFormat {
  /// f4 and MAXQDA: a stamp `#00:01:02-3#` at the end of each paragraph, tenths of a second behind the
  /// hyphen.
  static let f4 = verbatim("f4", "f4 or MAXQDA transcript") { StampedText($0).ends }

  /// InqScribe: a stamp `[00:00:01.15]` at the start, frames behind the dot.
  static let inqScribe = verbatim("inqscribe", "InqScribe transcript") { StampedText($0).frames }

  /// Tencent Meeting and others: `Name (00:00:05): words`.
  static let meetingText = verbatim("meeting", "Meeting transcript") { StampedText($0).labels }

  /// Plain text and Markdown, taken as they are; the last that a file is held against.
  static let plainText = ImportFormat(
    name: "text",
    title: "Plain text",
    endings: ["txt", "md", "text", "markdown"],
    reading: .text(
      is: { _, _ in true },
      read: { text, _ throws(ImportProblem) in
        try refuseMarkup(text)
        return Imported([ImportedText(bytes: text.bytes)])
      }
    )
  )

  /// A format whose text stays as it is, and whose stamps are read as times.
  private static func verbatim(
    _ name: String,
    _ title: String,
    times: @escaping @Sendable (DecodedText) -> [CaptionTime]?
  ) -> ImportFormat {
    ImportFormat(
      name: name,
      title: title,
      endings: ["txt"],
      reading: .attempt { text, source in
        guard source.ending != "md", text.bytes.contains(UInt8(ascii: ":")),
          let times = times(text)
        else { return nil }
        var imported = Imported([ImportedText(bytes: text.bytes, times: times)])
        if name == "inqscribe" {
          imported.note("The stamps' last two digits were taken for frames, 30 of them a second.")
        }
        return imported
      }
    )
  }

  /// XML of a kind that emic does not know is no transcript, whatever its name.
  private static func refuseMarkup(_ text: DecodedText) throws(ImportProblem) {
    let head = text.bytes.prefix(512).drop { $0 <= 0x20 }
    // Of upper or lower case.
    let start = String(decoding: head.prefix(9), as: UTF8.self).lowercased()
    guard ["<?xml", "<!doctype", "<html", "<head", "<body"].contains(where: start.hasPrefix) else {
      return
    }
    guard !String(decoding: head, as: UTF8.self).contains("<CodeBook") else {
      throw .unsupported(
        "a codebook of REFI-QDA",
        advice: "`emic codebook import` brings it into a study."
      )
    }
    throw .unsupported("a file of XML or HTML", advice: "Save it as text, .docx or .odt first.")
  }
}

/// A text in which most lines carry a stamp of one kind.
private struct StampedText {
  let text: DecodedText

  init(_ text: DecodedText) { self.text = text }

  private typealias Stamps = [(line: Int, milliseconds: Int)]

  /// The stamps that `find` sees, where at least half of the lines with words have one.
  private func stamps(
    _ find: (LineScanner) -> Int?
  ) -> (stamps: Stamps, starts: [Int])? {
    var stamps: Stamps = []
    var full = 0
    text.bytes.withUnsafeBufferPointer { bytes in
      var start = 0
      var line = 0
      while start < bytes.count {
        let end = UTF8Bytes.firstPlace(of: 0x0A, in: bytes, from: start) ?? bytes.count
        let scanner = LineScanner(bytes, start..<end)
        if !scanner.isBlank { full += 1 }
        if let milliseconds = find(scanner) { stamps.append((line, milliseconds)) }
        // Nothing of this kind in the first lines: there will be none.
        if line == 200, stamps.isEmpty { return }
        line += 1
        start = end + 1
      }
    }
    guard !stamps.isEmpty, stamps.count * 2 >= full else { return nil }
    let starts = StampTimes.starts(text.bytes)
    return (stamps, starts)
  }

  /// At the end of a line: `… #00:01:02-3#`.
  var ends: [CaptionTime]? {
    stamps { line in
      let inside = line.trimmed(line.start..<line.end)
      guard inside.count >= 12, line.bytes[inside.upperBound - 1] == UInt8(ascii: "#") else {
        return nil
      }
      var place = inside.upperBound - 2
      while place > inside.lowerBound, line.bytes[place] != UInt8(ascii: "#"),
        inside.upperBound - place < 16
      { place -= 1 }
      guard line.bytes[place] == UInt8(ascii: "#") else { return nil }
      let parts = line.text(place + 1..<inside.upperBound - 1).split(separator: "-")
      guard parts.count == 2, let tenths = Int(parts[1]), parts[1].utf8.count == 1,
        let time = CaptionSyntax.time(parts[0])
      else { return nil }
      return time + tenths * 100
    }.map { StampTimes.before($0.stamps, starts: $0.starts) }
  }

  /// At its start: `[00:00:01.15] …`.
  var frames: [CaptionTime]? {
    stamps { line in
      guard line.byte(at: line.start) == UInt8(ascii: "["), let stamp = line.stamp(at: line.start),
        stamp.isBracketed
      else { return nil }
      let parts = line.text(stamp.digits).split(separator: ".")
      guard parts.count == 2, parts[1].utf8.count == 2, let frames = Int(parts[1]), frames < 30,
        let time = CaptionSyntax.time(parts[0])
      else { return nil }
      return time + frames * 1000 / 30
    }.map { StampTimes.between($0.stamps, starts: $0.starts) }
  }

  /// In a label: `N (00:00:05): …`, or `N 00:05` alone on its line.
  var labels: [CaptionTime]? {
    stamps { line in
      guard let label = line.label(), let stamp = label.stamp, label.name.lowerBound == line.start
      else { return nil }
      return CaptionSyntax.time(line.text(stamp.digits))
    }.map { StampTimes.between($0.stamps, starts: $0.starts) }
  }
}
