extension ImportFormat {
  /// The text layer of a PDF, by poppler's `pdftotext`.
  static let pdf = ImportFormat(
    name: "pdf",
    title: "PDF document",
    endings: ["pdf"],
    reading: .bytes(
      is: { $0.bytes.prefix(1024).firstRange(of: Array("%PDF-".utf8)) != nil },
      read: { source throws(ImportProblem) in try PDFText.imported(source) }
    )
  )
}

private enum PDFText {
  private static let program = "pdftotext"
  /// In seconds.
  private static let silence = 5

  static func imported(_ source: ImportSource) throws(ImportProblem) -> Imported {
    let output: [UInt8]
    do throws(ExternalProgram.Problem) {
      output = try ExternalProgram.run(
        program,
        ["-enc", "UTF-8", "-nopgbrk", ExternalProgram.argument(path: source.path), "-"],
        // A page comes after the other: what gives none for seconds, or takes much longer than any
        // text of its size, was made to be slow.
        seconds: silence + 4 * (source.bytes.count >> 20),
        silence: silence,
        most: 64 << 20,
        progress: source.progress
      )
    } catch {
      throw problem(error)
    }
    let text: [UInt8]
    do throws(TranscriptTextProblem) {
      text = try CanonicalText.bytes(of: output)
    } catch {
      throw .text(error)
    }
    guard String(decoding: text, as: UTF8.self).unicodeScalars.contains(where: { !$0.isBlank })
    else {
      throw .empty(
        "this PDF has no text layer (a scan has to go through a recogniser of text first)"
      )
    }
    guard source.options.joinsLines else {
      var imported = Imported([ImportedText(bytes: text)])
      imported.note("Lines end where the page ends them; --join-lines joins them to paragraphs.")
      return imported
    }
    var joiner = LineJoiner(lines: DecodedText.lines(of: text))
    let joined = joiner.text()
    var imported = Imported([ImportedText(bytes: Array(joined.utf8))])
    imported.note(
      "\(joiner.joined) wrapped lines were joined, \(joiner.hyphens) of them at a hyphen."
    )
    return imported
  }

  private static func problem(_ problem: ExternalProgram.Problem) -> ImportProblem {
    switch problem {
    case .missing: .missingProgram(program, package: "poppler-utils")
    case .tooSlow(let seconds):
      .programFailed(program, because: "it took more than \(seconds) seconds.")
    case .silent(let seconds):
      .programFailed(program, because: "it found no more text for \(seconds) seconds.")
    case .tooMuch(let bytes): .tooMuch("its text is larger than \(bytes >> 20) MB")
    case .failed(let words):
      words.contains("Incorrect password")
        ? .protected("PDF") : .programFailed(program, because: words)
    case .system(let number): .programFailed(program, because: ExternalProgram.words(number))
    }
  }
}

/// Joins lines that a page has wrapped; a paragraph's own ends stay.
struct LineJoiner {
  private let lines: [String]
  private(set) var joined = 0
  private(set) var hyphens = 0

  init(lines: [String]) { self.lines = lines }

  mutating func text() -> String {
    let widths = lines.map { DisplayText.width(of: $0) }
    // A page's full width; a few lines may stand out.
    let full = widths.sorted().dropLast(widths.count / 50).last ?? 0
    var text = ""
    for (place, line) in lines.enumerated() {
      let next = place + 1 < lines.count ? lines[place + 1] : ""
      guard widths[place] * 10 >= full * 6, goesOn(line, to: next) else {
        text += line + "\n"
        continue
      }
      joined += 1
      if isHyphenated(line, before: next) {
        hyphens += 1
        text += line.dropLast()
      } else {
        text += line
        if !isHan(line.unicodeScalars.last), !isHan(next.unicodeScalars.first) { text += " " }
      }
    }
    return text
  }

  private func isHan(_ scalar: Unicode.Scalar?) -> Bool {
    guard let scalar else { return false }
    return scalar.isHan || (0x3000...0x303F).contains(scalar.value)
      || (0xFF00...0xFF60).contains(scalar.value)
  }

  /// Whether the sentence goes on in the next line, which opens nothing new.
  private func goesOn(_ line: String, to next: String) -> Bool {
    guard let last = line.unicodeScalars.last, let first = next.unicodeScalars.first, !first.isBlank
    else { return false }
    if ".!?:。！？：…\"”）)]".unicodeScalars.contains(last) { return false }
    if "•·-–*#[(".unicodeScalars.contains(first) || (0xE000...0xF8FF).contains(first.value) {
      return false
    }
    return Array(next.utf8).withUnsafeBufferPointer { bytes in
      LineScanner(bytes, 0..<bytes.count).label() == nil
    }
  }

  private func isHyphenated(_ line: String, before next: String) -> Bool {
    line.hasSuffix("-") && line.dropLast().last?.isLetter == true && next.first?.isLowercase == true
  }
}
