import EmicKit
import Testing

/// Texts from a seed, made of what makes offsets hard.
struct OddTexts: Sequence {
  static let pieces = [
    "a", "Word ", "é", "e\u{301}", "e\u{301}\u{327}", "中", "文。", "，", "👩‍👩‍👧", "🇸🇪", "🇨🇳", "👍🏽", "\n",
    "\n\n",
    "\u{200B}", "\u{AD}", "क्ष", "का", "각", "\u{1100}\u{1161}", "\u{600}", "𠮷", "\t", "Ａ", "🏳️‍🌈", "ก็",
    "\u{200D}",
    "\u{FE0F}", "©", "לָ", "ں", "\u{1B}", "\u{2028}",
  ]
  var seed: UInt64 = 7
  var count = 60

  func makeIterator() -> AnyIterator<String> {
    var state = seed
    var left = count
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    return AnyIterator {
      guard left > 0 else { return nil }
      left -= 1
      return (0..<random(90)).reduce("") { text, _ in text + Self.pieces[random(Self.pieces.count)]
      }
    }
  }
}

@Suite("Canonical text") struct CanonicalTextTests {
  func text(_ bytes: [UInt8]) throws -> TranscriptText { try TranscriptText(bytes: bytes) }

  @Test("all line ends become LF, a byte order mark goes, nothing else changes")
  func lineEnds() throws {
    let text = try text([0xEF, 0xBB, 0xBF] + Array("a\r\nb\rc\n\r\u{85}e\u{301}\r\n".utf8))
    #expect(
      text[text.span].unicodeScalars.elementsEqual("a\nb\nc\n\n\u{85}e\u{301}\n".unicodeScalars)
    )
    #expect(TranscriptText("a\r\nb\r") == TranscriptText("a\nb\n"))
  }

  @Test("a final line feed ends the last line and begins no other")
  func lineCount() {
    #expect(TranscriptText("").lineCount == 1)
    #expect(TranscriptText("a").lineCount == 1)
    #expect(TranscriptText("a\n").lineCount == 1)
    #expect(TranscriptText("a\nb").lineCount == 2)
    #expect(TranscriptText("\n\n\n").lineCount == 3)
  }

  @Test(
    "bytes that no strict UTF-8 has are refused at their place",
    arguments: [
      ([0x61, 0xFF], 1), ([0xC0, 0xAF], 0), ([0x61, 0x62, 0xE4, 0xBD], 2), ([0xED, 0xA0, 0x80], 0),
      ([0xF4, 0x90, 0x80, 0x80], 0), ([0xE0, 0x80, 0x80], 0), ([0xF0, 0x8F, 0xBF, 0xBF], 0),
      (Array("ordinary ".utf8) + [0x80], 9),
    ] as [([UInt8], Int)]
  )
  func invalid(bytes: [UInt8], place: Int) {
    #expect(throws: TranscriptTextProblem.notUTF8(byte: place, line: 1, likely: .national)) {
      try text(bytes)
    }
  }

  @Test("the sentence for a text in a national encoding names line, byte and command")
  func message() {
    let problem = #expect(throws: TranscriptTextProblem.self) {
      try text(Array("one\r\ntwo\r".utf8) + [0xC4, 0xE3])
    }
    #expect(
      problem?.message(file: "T03.txt")
        == "T03.txt:3: byte 9 is not UTF-8; the file is probably GB18030 or another national encoding. "
        + "Move it out of the study, and bring it in with: emic import T03.txt --to STUDY "
        + "--encoding gb18030"
    )
  }

  @Test("UTF-16 is known by its mark or by its zeros")
  func utf16() {
    let little: [UInt8] = "He: a\n".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    let big: [UInt8] = "He: a\n".utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
    #expect(throws: TranscriptTextProblem.notUTF8(byte: 1, line: 1, likely: .utf16LittleEndian)) {
      try text(little)
    }
    #expect(throws: TranscriptTextProblem.notUTF8(byte: 0, line: 1, likely: .utf16BigEndian)) {
      try text(big)
    }
    #expect(throws: TranscriptTextProblem.notUTF8(byte: 0, line: 1, likely: .utf16LittleEndian)) {
      try text([0xFF, 0xFE] + little)
    }
    #expect(
      TranscriptTextProblem.notUTF8(byte: 0, line: 1, likely: .utf16BigEndian).message(
        file: "a.txt"
      )
        == "a.txt:1: byte 0 is not UTF-8; the file is probably UTF-16BE. "
        + "Move it out of the study, and bring it in with: emic import a.txt --to STUDY "
        + "--encoding utf-16be"
    )
  }

  @Test(
    "a stray NUL byte, and a last character that is cut, are told for what they are",
    arguments: [
      ("R: one\nI: t\0wo\n", 0, "byte 11 is a NUL byte, which is no text. Remove it."),
      ("R: one\n\0\0I: 二三四五六七八九十\n", 0, "byte 7 is a NUL byte, which is no text. Remove it."),
      (
        "R: 一\nI: 二", 1,
        "the file ends in the middle of a character, at byte 10: its end is missing. Get the whole file."
      ),
      (
        "R: 一\nI: 二", 2,
        "the file ends in the middle of a character, at byte 10: its end is missing. Get the whole file."
      ),
    ] as [(String, Int, String)]
  )
  func almostText(text: String, missing: Int, message: String) {
    let bytes = Array(text.utf8.dropLast(missing))
    let problem = #expect(throws: TranscriptTextProblem.self) { try TranscriptText(bytes: bytes) }
    #expect(problem?.message(file: "a.txt") == "a.txt:2: " + message)
  }

  @Test("pictures, archives and NUL bytes are no text")
  func binary() {
    let picture = #expect(throws: TranscriptTextProblem.self) {
      try text([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A])
    }
    #expect(
      picture?.message(file: "a.txt")
        == "a.txt: this is a PNG picture, not a text. Move it out of the study; emic "
        + "import FILE --to STUDY brings in the text of documents."
    )
    #expect(throws: TranscriptTextProblem.binary(kind: "a PDF document")) {
      try text(Array("%PDF-1.7\n".utf8))
    }
    let zeros = #expect(throws: TranscriptTextProblem.self) {
      try text(Array("be\0fore\0\0 x".utf8))
    }
    #expect(
      zeros?.message(file: "a.txt")
        == "a.txt: this is not a text: it holds NUL bytes. Give a file in UTF-8."
    )
    #expect(
      TranscriptTextProblem.tooLarge(bytes: 5_000_000_000).message(file: "a.txt")
        == "a.txt: 5000000000 bytes are more than a transcript can have (4 GiB). Split the file."
    )
    #expect((try? text(Array("GIF8 is what she said".utf8))) != nil)
  }
}

@Suite("Offsets in a text") struct TextOffsetTests {
  @Test(
    "scalars, bytes and lines agree with a walk from the start",
    arguments: Array(OddTexts(count: 40))
  )
  func conversions(string: String) {
    // Long enough for several checkpoints.
    let string = String(repeating: string, count: 12)
    let text = TranscriptText(string)
    let scalars = Array(string.unicodeScalars)
    #expect(text.scalarCount == scalars.count)
    var byte = 0
    var line = 0
    var wrong: [Int] = []
    for (offset, scalar) in scalars.enumerated() {
      let width = UTF8.width(scalar)
      if text.byteOffset(ofScalar: offset).value != byte || text.scalar(at: offset) != scalar
        || text.line(containing: offset) != line
        || (byte..<byte + width).contains(where: { text.scalarOffset(of: ByteOffset($0)) != offset }
        )
      {
        wrong.append(offset)
      }
      byte += width
      if scalar == "\n" { line += 1 }
    }
    #expect(wrong == [])
    #expect(text.byteOffset(ofScalar: scalars.count).value == byte)
    let lines = string.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    let expected = scalars.last == "\n" ? lines.dropLast() : lines[...]
    let found = (0..<text.lineCount).map { text[text.lineSpan($0)] }
    #expect(found.map { Array($0.unicodeScalars) } == expected.map { Array($0) })
  }

  @Test("grapheme borders are those of Character", arguments: Array(OddTexts(seed: 11)))
  func graphemes(string: String) {
    let text = TranscriptText(string)
    var borders: Set<Int> = [0]
    var place = 0
    for character in string {
      place += character.unicodeScalars.count
      borders.insert(place)
    }
    let offsets = 0...text.scalarCount
    #expect(offsets.filter(text.isGraphemeBoundary) == borders.sorted())
    let sorted = borders.sorted()
    #expect(
      offsets.map(text.graphemeBoundary(after:))
        == offsets.map { offset in sorted.first { $0 > offset } ?? text.scalarCount }
    )
    #expect(
      offsets.map(text.graphemeBoundary(before:))
        == offsets.map { offset in sorted.last { $0 < offset } ?? 0 }
    )
  }

  @Test("offsets outside the text mean its nearer end")
  func outside() {
    let text = TranscriptText("中a")
    #expect(text[Span(1..<9)] == "a")
    #expect(text.byteOffset(ofScalar: -3).value == 0)
    #expect(text.scalarOffset(of: ByteOffset(99)) == 2)
    #expect(text.scalar(at: 2) == nil)
    #expect(text.line(containing: 7) == 0)
    #expect(text.graphemeBoundary(after: 5) == 2)
    #expect(text.lineSpan(3).isEmpty)
  }

  @Test("ten thousand marks on one letter are one character")
  func flood() {
    let text = TranscriptText("xe" + String(repeating: "\u{301}", count: 10_000) + "y")
    #expect(text.graphemeBoundary(after: 1) == 10_002)
    #expect(text.graphemeBoundary(before: 10_002) == 1)
    #expect(!text.isGraphemeBoundary(5_000))
  }

  @Test("one wrong byte in a text that is UTF-8 otherwise is damage, and no other encoding")
  func damage() {
    let words = Array(String(repeating: "他说没有人理解我。\n", count: 5).utf8)
    let problem = #expect(throws: TranscriptTextProblem.self) {
      try TranscriptText(bytes: words + [0xFF] + words)
    }
    #expect(problem == .notUTF8(byte: words.count, line: 6, likely: .damagedUTF8))
    #expect(
      problem?.message(file: "a.txt")
        == "a.txt:6: byte \(words.count) is not UTF-8, though all before it is: the file is probably damaged "
        + "there. Get a whole one, or move it out of the study and bring it in with U+FFFD for what is "
        + "damaged: emic import a.txt --to STUDY --encoding utf-8-replacing"
    )
  }
}
