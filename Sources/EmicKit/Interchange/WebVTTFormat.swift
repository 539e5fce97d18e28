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
      read: { text, _ throws(ImportProblem) in try WebVTTReader(text.lines).imported() }
    )
  )
}

/// Reads WebVTT: blocks parted by blank lines, of which those with a time are captions.
private struct WebVTTReader {
  private let lines: [String]
  /// Whether words carry times of their own, as a recogniser's do.
  private let isAutomatic: Bool

  init(_ lines: [String]) {
    self.lines = lines
    isAutomatic = lines.contains { $0.contains("<c>") && $0.contains("</c>") }
  }

  func imported() throws(ImportProblem) -> Imported {
    guard lines.first?.hasPrefix("WEBVTT") == true else {
      throw .damaged(
        "the file does not begin with WEBVTT",
        line: 1,
        advice: "It is no WebVTT file, or its beginning is missing; get it again."
      )
    }
    var captions: [Caption] = []
    var blocks = (notes: 0, styles: 0, regions: 0)
    var repeated = 0
    var lastLine = ""
    for block in lines.dropFirst().split(whereSeparator: { $0.trimmingBlanks().isEmpty }) {
      guard let (place, timing) = Self.timing(in: block) else {
        let head = block.first ?? ""
        if head.hasPrefix("NOTE") { blocks.notes += 1 }
        if head.hasPrefix("STYLE") { blocks.styles += 1 }
        if head.hasPrefix("REGION") { blocks.regions += 1 }
        continue
      }
      let rows = block[(place + 1)...]
      var speaker: String?
      var words: [String] = []
      for row in rows {
        let plain = Self.plain(row) { speaker = speaker ?? $0 }
        if plain.isEmpty { continue }
        // YouTube's own captions roll: each repeats the line before, and adds a new one.
        if isAutomatic, plain == lastLine {
          repeated += 1
          continue
        }
        lastLine = plain
        words.append(plain)
      }
      guard !words.isEmpty || !isAutomatic else { continue }
      captions.append(
        Caption(
          speaker: speaker,
          words: words.joined(separator: "\n"),
          from: timing.from,
          to: timing.to
        )
      )
    }
    var imported = try Imported(captions, of: "WebVTT file")
    imported.leaveOut("notes of the captions' maker", blocks.notes)
    imported.leaveOut("style sheets", blocks.styles)
    imported.leaveOut("screen regions", blocks.regions)
    imported.leaveOut("repeated lines of rolling captions", repeated)
    return imported
  }

  /// The line with the times; a caption's id may stand above it.
  private static func timing(
    in block: ArraySlice<String>
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
