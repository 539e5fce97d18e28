extension ImportFormat {
  /// oTranscribe's own file: JSON around a page of HTML.
  static let oTranscribe = ImportFormat(
    name: "otranscribe",
    title: "oTranscribe transcript",
    endings: ["otr"],
    reading: .text(
      is: { text, source in
        guard source.ending == "otr" || SpeechJSON.looksLikeJSON(text),
          let value = try? JSONValue(reading: text.bytes)
        else { return source.ending == "otr" }
        return source.ending == "otr"
          || value["text"]?.string != nil && value["media-time"] != nil
      },
      read: { text, _ throws(ImportProblem) in try OTranscribe.imported(text) }
    )
  )
}

private enum OTranscribe {
  static func imported(_ text: DecodedText) throws(ImportProblem) -> Imported {
    let value: JSONValue
    do throws(JSONProblem) {
      value = try JSONValue(reading: text.bytes)
    } catch {
      throw .damaged(
        "this is no JSON that can be read: \(error.words)",
        line: error.line,
        advice: "Save the file again in oTranscribe."
      )
    }
    guard let page = value["text"]?.string else {
      throw .damaged(
        "an oTranscribe file has a \"text\", and this has none",
        line: nil,
        advice: "Save the file again in oTranscribe."
      )
    }
    var reader = Page()
    reader.read(page)
    guard reader.lines.contains(where: { !$0.isEmpty }) else {
      throw .empty("this oTranscribe file has no words")
    }
    var imported = Imported([reader.text])
    imported.leaveOut("names of recordings", value["media"]?.string?.isEmpty == false ? 1 : 0)
    imported.leaveOut("pictures", reader.pictures)
    return imported
  }

  /// Paragraphs and line breaks become lines; a time stands before the words that follow it.
  private struct Page {
    private(set) var lines: [String] = []
    private(set) var pictures = 0
    private var line = ""
    private var isBehindStamp = false
    /// The line of each stamp, and its milliseconds.
    private var stamps: [(line: Int, milliseconds: Int)] = []

    mutating func read(_ page: String) {
      var pieces: [(text: String?, tag: MarkupText.Tag?)] = []
      MarkupText.forEachPiece(
        of: page,
        text: { pieces.append(($0, nil)) },
        tag: { pieces.append((nil, $0)) }
      )
      var isInStamp = false
      for piece in pieces {
        if let text = piece.text { add(text) }
        guard let tag = piece.tag else { continue }
        switch (tag.name, tag.isClosing) {
        case ("br", _): endLine()
        case ("p", true), ("div", true), ("li", true): endLine()
        case ("p", false), ("div", false), ("li", false): if !line.isEmpty { endLine() }
        case ("img", _): pictures += 1
        case ("span", false):
          guard tag.value("class")?.contains("timestamp") == true else { break }
          isInStamp = true
          if let seconds = tag.value("data-timestamp").flatMap(Double.init), seconds >= 0,
            seconds < 1_000_000_000
          {
            stamps.append((lines.count, Int((seconds * 1000).rounded())))
          }
        case ("span", true):
          if isInStamp { isBehindStamp = true }
          isInStamp = false
        default: break
        }
      }
      if !line.isEmpty { endLine() }
    }

    private mutating func add(_ text: String) {
      // Line ends of the page's source mean a blank.
      let text = String(text.map { $0.isNewline ? " " : $0 })
      if isBehindStamp, !text.isEmpty {
        if text.unicodeScalars.first?.isBlank == false { line += " " }
        isBehindStamp = false
      }
      line += text
    }

    private mutating func endLine() {
      while line.unicodeScalars.last == " " { line.unicodeScalars.removeLast() }
      lines.append(line)
      line = ""
      isBehindStamp = false
    }

    /// The lines, and from each stamp to the next its time.
    var text: ImportedText {
      var text = ImportedText(bytes: Array(lines.map { $0 + "\n" }.joined().utf8))
      text.times = StampTimes.between(
        stamps.map { ($0.line, $0.milliseconds) },
        starts: StampTimes.starts(text.bytes)
      )
      return text
    }
  }
}
