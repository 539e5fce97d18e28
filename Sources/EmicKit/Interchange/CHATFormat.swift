extension ImportFormat {
  /// CHAT transcripts of the TalkBank tools.
  static let chat = ImportFormat(
    name: "chat",
    title: "CHAT transcript",
    endings: ["cha"],
    reading: .text(
      is: { text, source in
        source.ending == "cha" || text.bytes.starts(with: "@UTF8\n".utf8)
          || text.bytes.starts(with: "@Begin\n".utf8)
      },
      read: { text, _ throws(ImportProblem) in
        var reader = CHATReader()
        return try reader.imported(text)
      }
    )
  )
}

/// Reads CHAT: `*SPEAKER:` and a tab begin what somebody says, `%` what is noted on it, `@` what is
/// said of the whole; a tab at a line's start goes on with the line before.
private struct CHATReader {
  private var spoken = ImportedLines()
  private var (headers, tiers, others) = (0, 0, 0)

  mutating func imported(_ text: DecodedText) throws(ImportProblem) -> Imported {
    // A line with those that go on with it.
    var entry = ""
    text.forEachLine { line in
      guard !line.isBlank else { return }
      if line.byte(at: line.start) == 0x09, !entry.isEmpty {
        entry += " " + line.text.trimmingBlanks()
      } else {
        take(entry)
        entry = line.text
      }
    }
    take(entry)
    guard !spoken.bytes.isEmpty else {
      throw .empty("this CHAT file has no lines of speakers (*NAME:)")
    }
    var imported = Imported([spoken.text])
    imported.leaveOut("header lines (@)", headers)
    imported.leaveOut("dependent tiers (%)", tiers)
    imported.leaveOut("lines that are none of CHAT's", others)
    return imported
  }

  private mutating func take(_ entry: String) {
    switch entry.first {
    case nil: break
    case "*":
      guard let colon = entry.firstIndex(of: ":") else {
        others += 1
        return
      }
      let speaker = String(entry[entry.index(after: entry.startIndex)..<colon])
      let caption = Self.caption(speaker, String(entry[entry.index(after: colon)...]))
      guard !caption.words.isEmpty else { return }
      spoken.add(
        speaker: caption.speaker,
        caption.words,
        from: caption.from < 0 ? nil : caption.from,
        to: caption.to
      )
    case "%": tiers += 1
    case "@": headers += 1
    default: others += 1
    }
  }

  /// Words without their time, which stands between two control characters; -1 where there is none.
  private static func caption(_ speaker: String, _ text: String) -> Caption {
    let mark: Unicode.Scalar = "\u{15}"
    var caption = Caption(speaker: speaker, words: "", from: -1, to: nil)
    var words = ""
    for (place, part) in text.unicodeScalars.split(
      separator: mark,
      omittingEmptySubsequences: false
    )
    .enumerated() {
      guard place % 2 == 1 else {
        words += String(part)
        continue
      }
      let times = String(part).split(separator: "_").compactMap { Int($0) }
      guard times.count == 2, times.allSatisfy({ $0 >= 0 }) else { continue }
      if caption.from < 0 { caption.from = times[0] }
      caption.to = times[1]
    }
    caption.words = words.trimmingBlanks()
    return caption
  }
}
