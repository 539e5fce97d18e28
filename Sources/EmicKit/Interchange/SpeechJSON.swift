extension ImportFormat {
  /// Whisper, WhisperX, whisper.cpp and faster-whisper.
  static let speechJSON = ImportFormat(
    name: "whisper",
    title: "Whisper transcript",
    endings: ["json"],
    reading: .text(
      is: { text, source in
        source.ending == "json"
          || SpeechJSON.looksLikeJSON(text) && SpeechJSON.segments(of: text) != nil
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
    let value: JSONValue
    do throws(JSONProblem) {
      value = try JSONValue(reading: withoutNaN(text.bytes))
    } catch {
      throw .damaged(
        "this is no JSON that can be read: \(error.words)",
        line: error.line,
        advice: "Get the file again from the program that made it."
      )
    }
    if let format = value["format"]?.string, format.hasPrefix("emic/") {
      throw .unsupported(
        "one of emic's own files",
        advice: "It belongs beside its transcript in a study's folder."
      )
    }
    guard let segments = segments(in: value) else {
      throw .unsupported(
        "JSON that is not of Whisper, WhisperX, whisper.cpp, faster-whisper or oTranscribe",
        advice: "Save the transcript as text, .vtt or .srt in the program that made it."
      )
    }
    var captions: [Caption] = []
    for segment in segments { captions.append(caption(of: segment)) }
    return try Imported(captions, of: "recogniser's file")
  }

  /// Python prints what is no number as `NaN` and `Infinity`, which JSON does not know: `null` here.
  private static func withoutNaN(_ bytes: [UInt8]) -> [UInt8] {
    let words = ["-Infinity", "Infinity", "NaN"].map { Array($0.utf8) }
    guard bytes.firstRange(of: words[2]) != nil || bytes.firstRange(of: words[1]) != nil else {
      return bytes
    }
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
      if !isInText, let word = words.first(where: { bytes[place...].starts(with: $0) }) {
        result += Array("null".utf8)
        place += word.count
      } else {
        result.append(byte)
        place += 1
      }
    }
    return result
  }

  static func segments(of text: DecodedText) -> [JSONValue]? {
    (try? JSONValue(reading: withoutNaN(text.bytes))).flatMap { segments(in: $0) }
  }

  /// The list of segments, whatever it is called.
  private static func segments(in value: JSONValue) -> [JSONValue]? {
    let list = value["segments"] ?? value["transcription"] ?? value["chunks"] ?? value
    guard case .array(let segments) = list else { return nil }
    let isSpeech = segments.allSatisfy { $0["text"]?.string != nil }
    // A bare list without anything in it says nothing of what it is.
    return isSpeech && !(segments.isEmpty && list == value) ? segments : nil
  }

  private static func caption(of segment: JSONValue) -> Caption {
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
