import CPlatform

extension ImportFormat {
  /// Whisper, WhisperX, whisper.cpp and faster-whisper.
  static let speechJSON = ImportFormat(
    name: "whisper",
    title: "Whisper transcript",
    endings: ["json"],
    reading: .text(
      is: { text, source in
        source.ending == "json"
          || SpeechJSON.looksLikeJSON(text) && SpeechJSON.isSpeech(text)
      },
      read: { text, _ throws(ImportProblem) in try SpeechJSON.imported(text) }
    )
  )
}

/// What recognisers of speech write down, in the shapes that are about.
enum SpeechJSON {
  static func looksLikeJSON(_ text: DecodedText) -> Bool {
    guard let first = text.bytes.first(where: { $0 > 0x20 }) else { return false }
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
  }

  static func imported(_ text: DecodedText) throws(ImportProblem) -> Imported {
    let file: SpeechFile
    do throws(JSONProblem) {
      file = try SpeechFile(withoutNaN(text.bytes))
    } catch {
      throw .damaged(
        "this is no JSON that can be read: \(error.words)",
        line: error.line,
        advice: "Get the file again from the program that made it."
      )
    }
    if let format = file.format, format.hasPrefix("emic/") {
      throw .unsupported(
        "one of emic's own files",
        advice: "It belongs beside its transcript in a study's folder."
      )
    }
    guard let captions = file.captions else {
      throw .unsupported(
        "JSON that is not of Whisper, WhisperX, whisper.cpp, faster-whisper or oTranscribe",
        advice: "Save the transcript as text, .vtt or .srt in the program that made it."
      )
    }
    return try Imported(captions, of: "recogniser's file")
  }

  static func isSpeech(_ text: DecodedText) -> Bool {
    (try? SpeechFile(withoutNaN(text.bytes)))?.captions != nil
  }

  /// Python prints what is no number as `NaN` and `Infinity`, which JSON does not know: `null` here.
  private static func withoutNaN(_ bytes: [UInt8]) -> [UInt8] {
    let words = ["-Infinity", "Infinity", "NaN"].map { Array($0.utf8) }
    let isThere = words.dropFirst().contains { word in
      platform_find(bytes, bytes.count, word, word.count) != nil
    }
    guard isThere else { return bytes }
    let firsts = Set(words.map { $0[0] })
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var place = 0
    var isInText = false
    while place < bytes.count {
      let byte = bytes[place]
      if isInText, byte == Ascii.backslash, place + 1 < bytes.count {
        result += bytes[place...place + 1]
        place += 2
        continue
      }
      if byte == Ascii.quote { isInText.toggle() }
      if !isInText, firsts.contains(byte),
        let word = words.first(where: { bytes[place...].starts(with: $0) })
      {
        result += Array("null".utf8)
        place += word.count
      } else {
        result.append(byte)
        place += 1
      }
    }
    return result
  }

  static func caption(of segment: JSONValue) -> Caption {
    // whisper.cpp counts milliseconds, the others seconds.
    let times: (from: Int?, to: Int?)
    if let offsets = segment["offsets"] {
      times = (offsets["from"]?.int, offsets["to"]?.int)
    } else if case .array(let pair)? = segment["timestamp"], pair.count == 2 {
      times = (milliseconds(pair[0]), milliseconds(pair[1]))
    } else {
      times = (milliseconds(segment["start"]), milliseconds(segment["end"]))
    }
    return Caption(
      speaker: segment["speaker"]?.string,
      words: segment["text"]?.string ?? "",
      from: times.from ?? 0,
      to: times.to
    )
  }

  private static func milliseconds(_ value: JSONValue?) -> Int? {
    guard case .number(let digits)? = value, let seconds = Double(digits),
      seconds >= 0, seconds < 1_000_000_000
    else { return nil }
    return Int((seconds * 1000).rounded())
  }
}

/// A recogniser's file, read segment by segment: a tree of all tokens and words would take ten times
/// the memory of the file.
private struct SpeechFile {
  /// What emic's own files say of themselves.
  private(set) var format: String?
  /// By the key under which they stand; none for the value of a key that is no list of speech.
  private var lists: [String: [Caption]?] = [:]

  /// The segments, whatever their list is called; `nil` where there is none.
  var captions: [Caption]? {
    for name in Self.names { if let list = lists[name] { return list } }
    return nil
  }

  /// The last is that of a bare list.
  private static let names = ["segments", "transcription", "chunks", ""]

  init(_ bytes: [UInt8]) throws(JSONProblem) {
    self = try JSONReader.read(bytes) { (reader) throws(JSONProblem) in
      try SpeechFile(&reader)
    }
  }

  private init(_ reader: inout JSONReader) throws(JSONProblem) {
    guard reader.peek == Ascii.openBrace else {
      let list = try Self.readList(&reader)
      // A bare list without anything in it says nothing of what it is.
      if list?.isEmpty == false { lists[""] = list }
      return
    }
    try reader.forEachMember { (name, reader) throws(JSONProblem) in
      if Self.names.contains(name) {
        lists[name] = .some(try Self.readList(&reader))
      } else if name == "format", reader.peek == Ascii.quote {
        format = try reader.readString()
      } else {
        try reader.skipValue()
      }
    }
    // An empty name is any other one.
    lists[""] = nil
  }

  /// - Returns: `nil` where this is no list, or not all in it have a text.
  private static func readList(_ reader: inout JSONReader) throws(JSONProblem) -> [Caption]? {
    guard reader.peek == Ascii.openBracket else {
      try reader.skipValue()
      return nil
    }
    var captions: [Caption] = []
    var isSpeech = true
    var elements = try reader.openArray()
    while try reader.nextElement(&elements) {
      guard let caption = try readSegment(&reader) else {
        isSpeech = false
        continue
      }
      if isSpeech { captions.append(caption) }
    }
    return isSpeech ? captions : nil
  }

  private static let wanted: Set<String> = [
    "text", "speaker", "start", "end", "offsets", "timestamp",
  ]

  /// - Returns: `nil` where it has no text.
  private static func readSegment(_ reader: inout JSONReader) throws(JSONProblem) -> Caption? {
    guard reader.peek == Ascii.openBrace else {
      try reader.skipValue()
      return nil
    }
    var members: [JSONMember] = []
    try reader.forEachMember { (name, reader) throws(JSONProblem) in
      guard wanted.contains(name) else { return try reader.skipValue() }
      members.append(JSONMember(name, try reader.readValue()))
    }
    let segment = JSONValue.object(members)
    return segment["text"]?.string == nil ? nil : SpeechJSON.caption(of: segment)
  }
}
