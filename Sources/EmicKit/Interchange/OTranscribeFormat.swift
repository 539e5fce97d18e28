extension ImportFormat {
  /// oTranscribe's own file: JSON around a page of HTML.
  static let oTranscribe = ImportFormat(
    name: "otranscribe",
    title: "oTranscribe transcript",
    endings: ["otr"],
    reading: .text(
      is: { text, source in
        source.ending == "otr" || SpeechJSON.looksLikeJSON(text) && OTranscribe.isIt(text)
      },
      read: { text, _ throws(ImportProblem) in try OTranscribe.imported(text) }
    )
  )
}

private enum OTranscribe {
  /// The members that mean something here; of any other value nothing.
  private static func members(of text: DecodedText) throws(JSONProblem) -> JSONValue {
    try JSONReader.read(text.bytes) { (reader) throws(JSONProblem) in
      guard reader.peek == Ascii.openBrace else {
        try reader.skipValue()
        return .null
      }
      var members: [JSONMember] = []
      try reader.forEachMember { (name, reader) throws(JSONProblem) in
        if ["text", "media"].contains(name), reader.peek == Ascii.quote {
          members.append(JSONMember(name, .string(try reader.readString())))
        } else {
          members.append(JSONMember(name, .null))
          try reader.skipValue()
        }
      }
      return .object(members)
    }
  }

  static func isIt(_ text: DecodedText) -> Bool {
    guard let value = try? members(of: text) else { return false }
    return value["text"]?.string != nil && value["media-time"] != nil
  }

  static func imported(_ text: DecodedText) throws(ImportProblem) -> Imported {
    let value: JSONValue
    do throws(JSONProblem) {
      value = try members(of: text)
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
    guard reader.hasWords else {
      throw .empty("this oTranscribe file has no words")
    }
    var imported = Imported([reader.text])
    imported.leaveOut("names of recordings", value["media"]?.string?.isEmpty == false ? 1 : 0)
    imported.leaveOut("pictures", reader.pictures)
    return imported
  }

  /// Paragraphs and line breaks become lines; a time stands before the words that follow it.
  private struct Page {
    /// Of the lines that are over, each with its line feed.
    private var bytes: [UInt8] = []
    private var lineCount = 0
    private(set) var hasWords = false
    private(set) var pictures = 0
    private var line = ""
    private var isBehindStamp = false
    /// The line of each stamp, and its milliseconds.
    private var stamps: [(line: Int, milliseconds: Int)] = []

    mutating func read(_ page: String) {
      var isInStamp = false
      MarkupText.forEachPiece(of: page) { piece in
        let tag: MarkupText.Tag
        switch piece {
        case .text(let text): return add(text)
        case .tag(let found): tag = found
        }
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
            stamps.append((lineCount, Int((seconds * 1000).rounded())))
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
      let text =
        text.utf8.allSatisfy(Self.isPlain) ? text : String(text.map { $0.isNewline ? " " : $0 })
      if isBehindStamp, !text.isEmpty {
        if text.unicodeScalars.first?.isBlank == false { line += " " }
        isBehindStamp = false
      }
      line += text
    }

    private static func isPlain(_ byte: UInt8) -> Bool { (0x20..<0x80).contains(byte) }

    private mutating func endLine() {
      while line.unicodeScalars.last == " " { line.unicodeScalars.removeLast() }
      if !line.isEmpty { hasWords = true }
      bytes.append(contentsOf: line.utf8)
      bytes.append(Ascii.lineFeed)
      lineCount += 1
      line = ""
      isBehindStamp = false
    }

    /// The lines, and from each stamp to the next its time.
    var text: ImportedText {
      var text = ImportedText(bytes: bytes)
      text.times = StampTimes.between(
        stamps.map { ($0.line, $0.milliseconds) },
        starts: StampTimes.starts(text.bytes)
      )
      return text
    }
  }
}
