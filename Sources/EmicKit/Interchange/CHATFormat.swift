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
      read: { text, _ throws(ImportProblem) in try CHATReader(text.lines).imported() }
    )
  )
}

/// Reads CHAT: `*SPEAKER:` and a tab begin what somebody says, `%` what is noted on it, `@` what is
/// said of the whole; a tab at a line's start goes on with the line before.
private struct CHATReader {
  private let lines: [String]

  init(_ lines: [String]) { self.lines = lines }

  func imported() throws(ImportProblem) -> Imported {
    var captions: [Caption] = []
    var (headers, tiers, others) = (0, 0, 0)
    for entry in entries {
      switch entry.first {
      case "*":
        guard let colon = entry.firstIndex(of: ":") else {
          others += 1
          continue
        }
        let speaker = String(entry[entry.index(after: entry.startIndex)..<colon])
        captions.append(Self.caption(speaker, String(entry[entry.index(after: colon)...])))
      case "%": tiers += 1
      case "@": headers += 1
      default: others += 1
      }
    }
    guard captions.contains(where: { !$0.words.isEmpty }) else {
      throw .empty("this CHAT file has no lines of speakers (*NAME:)")
    }
    var text = ImportedLines()
    for caption in captions where !caption.words.isEmpty {
      text.add(
        speaker: caption.speaker,
        caption.words,
        from: caption.from < 0 ? nil : caption.from,
        to: caption.to
      )
    }
    var imported = Imported([text.text])
    imported.leaveOut("header lines (@)", headers)
    imported.leaveOut("dependent tiers (%)", tiers)
    imported.leaveOut("lines that are none of CHAT's", others)
    return imported
  }

  /// Lines with those that go on with them.
  private var entries: [String] {
    var entries: [String] = []
    for line in lines where !line.trimmingBlanks().isEmpty {
      if line.hasPrefix("\t"), !entries.isEmpty {
        entries[entries.count - 1] += " " + line.trimmingBlanks()
      } else {
        entries.append(line)
      }
    }
    return entries
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
