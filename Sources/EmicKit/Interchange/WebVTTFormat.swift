extension ImportFormat {
  /// Captions of Zoom, Teams, YouTube and others.
  static let webVTT = ImportFormat(
    name: "vtt",
    title: "WebVTT captions",
    endings: ["vtt"],
    reading: .text(
      is: { text, source in
        text.bytes.starts(with: "WEBVTT".utf8)
          && (text.bytes.count == 6 || [0x0A, 0x20, 0x09].contains(text.bytes[6]))
          || source.ending == "vtt"
      },
      read: { text, _ throws(ImportProblem) in
        var reader = WebVTTReader(text)
        return try reader.imported()
      }
    )
  )
}

/// Reads WebVTT: blocks parted by blank lines, of which those with a time are captions.
private struct WebVTTReader {
  private let text: DecodedText
  /// Whether words carry times of their own, as a recogniser's do.
  private let isAutomatic: Bool
  private var captions: [Caption] = []
  private var counts = (notes: 0, styles: 0, regions: 0, repeated: 0)
  private var lastLine = ""

  init(_ text: DecodedText) {
    self.text = text
    let marks = ["<c>", "</c>"].map { Array($0.utf8) }
    var isAutomatic = false
    text.forEachLine { line in
      guard !isAutomatic, line.place(of: marks[0]) != nil else { return }
      isAutomatic = line.place(of: marks[1]) != nil
    }
    self.isAutomatic = isAutomatic
  }

  mutating func imported() throws(ImportProblem) -> Imported {
    guard text.bytes.starts(with: "WEBVTT".utf8) else {
      throw .damaged(
        "the file does not begin with WEBVTT",
        line: 1,
        advice: "It is no WebVTT file, or its beginning is missing; get it again."
      )
    }
    let text = text
    var block: [LineScanner] = []
    var isHead = true
    text.forEachLine { line in
      if isHead {
        isHead = false
      } else if line.isBlank {
        take(block)
        block.removeAll(keepingCapacity: true)
      } else {
        block.append(line)
      }
    }
    take(block)
    let captions = captions
    self.captions = []
    var imported = try Imported(captions, of: "WebVTT file")
    imported.leaveOut("notes of the captions' maker", counts.notes)
    imported.leaveOut("style sheets", counts.styles)
    imported.leaveOut("screen regions", counts.regions)
    imported.leaveOut("repeated lines of rolling captions", counts.repeated)
    return imported
  }

  /// A block between blank lines: a caption, or something said of captions.
  private mutating func take(_ block: [LineScanner]) {
    guard let first = block.first else { return }
    guard let (place, timing) = Self.timing(in: block) else {
      let head = first.text
      if head.hasPrefix("NOTE") { counts.notes += 1 }
      if head.hasPrefix("STYLE") { counts.styles += 1 }
      if head.hasPrefix("REGION") { counts.regions += 1 }
      return
    }
    var speaker: String?
    var words: [String] = []
    for row in block[(place + 1)...] {
      let plain = Self.plain(row.text) { speaker = speaker ?? $0 }
      if plain.isEmpty { continue }
      // YouTube's own captions roll: each repeats the line before, and adds a new one.
      if isAutomatic, plain == lastLine {
        counts.repeated += 1
        continue
      }
      lastLine = plain
      words.append(plain)
    }
    guard !words.isEmpty || !isAutomatic else { return }
    captions.append(
      Caption(
        speaker: speaker,
        words: words.joined(separator: "\n"),
        from: timing.from,
        to: timing.to
      )
    )
  }

  /// The line with the times; a caption's id may stand above it.
  private static func timing(
    in block: [LineScanner]
  ) -> (place: Int, timing: (from: Int, to: Int))? {
    for place in block.indices.prefix(2) {
      if let timing = CaptionSyntax.timing(block[place]) { return (place, timing) }
    }
    return nil
  }

  /// A row without tags and entities; the name of a voice tag is told.
  private static func plain(_ row: String, voice: (String) -> Void) -> String {
    let words = CaptionSyntax.withoutTags(row) { tag in
      // `v Name` or `v.loud Name`.
      guard tag.hasPrefix("v"), let blank = tag.firstIndex(of: " "),
        tag[..<blank] == "v" || tag.hasPrefix("v.")
      else { return }
      let name = MarkupText.withoutEntities(String(tag[blank...])).trimmingBlanks()
      if !name.isEmpty { voice(name) }
    }
    return MarkupText.withoutEntities(words).trimmingBlanks()
  }
}
