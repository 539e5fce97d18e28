import Testing

@testable import EmicKit

@Suite("Encodings of imports") struct TextEncodingTests {
  private func decode(_ bytes: [UInt8], as encoding: TextEncoding? = nil) throws(ImportProblem)
    -> String
  {
    String(decoding: try DecodedText(bytes, as: encoding).bytes, as: UTF8.self)
  }

  private static let samples: [(TextEncoding, [UInt8], String)] = [
    (.gb18030, [0xB7, 0xC3, 0xCC, 0xB8, 0x95, 0x34, 0xA6, 0x38], "访谈𠮯"),
    (.big5, [0xB3, 0x58, 0xBD, 0xCD], "訪談"),
    (.shiftJIS, [0x95, 0xB7, 0x82, 0xAD], "聞く"),
    (.eucKR, [0xC7, 0xD1, 0xB1, 0xB9], "한국"),
    (.windows1252, [0x93, 0x6E, 0x61, 0xEF, 0x76, 0x65, 0x94], "“naïve”"),
    (.utf16LittleEndian, [0xBF, 0x8B, 0x0A, 0x00], "访\n"),
    (.utf16BigEndian, [0x8B, 0xBF, 0xD8, 0x3D, 0xDE, 0x00], "访😀"),
    (.utf32LittleEndian, [0xBF, 0x8B, 0, 0], "访"),
    (.utf32BigEndian, [0, 0, 0x8B, 0xBF], "访"),
  ]

  @Test("each encoding reads its own bytes", arguments: samples.indices)
  func each(index: Int) throws {
    let (encoding, bytes, text) = Self.samples[index]
    if encoding == .gb18030 {
      #expect(try decode(bytes, as: encoding).unicodeScalars.starts(with: "访谈".unicodeScalars))
    } else {
      #expect(try decode(bytes, as: encoding) == text)
    }
  }

  @Test("a mark at the start decides, is dropped, and is stronger than what somebody says")
  func marks() throws {
    #expect(try decode([0xEF, 0xBB, 0xBF, 0x61]) == "a")
    #expect(try decode([0xFF, 0xFE, 0x61, 0]) == "a")
    #expect(try decode([0xFE, 0xFF, 0, 0x61]) == "a")
    #expect(try decode([0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0]) == "a")
    #expect(try decode([0, 0, 0xFE, 0xFF, 0, 0, 0, 0x61]) == "a")
    let told = try DecodedText([0xFF, 0xFE, 0x61, 0], as: .gb18030)
    #expect(told.encoding == .utf16LittleEndian)
    #expect(told.overruled == .gb18030)
  }

  @Test("UTF-8 stays UTF-8 among files of which somebody says that they are GB18030")
  func mixed() throws {
    let text = try DecodedText(Array("访谈".utf8), as: .gb18030)
    #expect(text.bytes == Array("访谈".utf8))
    #expect(text.overruled == .gb18030)
    #expect(try DecodedText(Array("plain".utf8), as: .gb18030).overruled == nil)
  }

  @Test("names of encodings are known in their usual spellings; others are not")
  func names() {
    for name in ["GBK", "gb2312", "GB18030", "cp936"] {
      #expect(TextEncoding(named: name) == .gb18030)
    }
    for name in ["UTF8", "utf-8", "utf-8-sig"] { #expect(TextEncoding(named: name) == .utf8) }
    #expect(TextEncoding(named: "utf-16-le") == .utf16LittleEndian)
    #expect(TextEncoding(named: "Windows-1252") == .windows1252)
    #expect(TextEncoding(named: "latin-1") == .windows1252)
    #expect(TextEncoding(named: "klingon") == nil)
    for encoding in TextEncoding.allCases {
      #expect(TextEncoding(named: encoding.rawValue) == encoding)
    }
  }

  @Test(
    "nothing is guessed: a text in another encoding gives candidates, the right one first",
    arguments: [
      ("txt/zh_gb18030.txt", TextEncoding.gb18030, "访谈者："),
      ("txt/zh_gbk.txt", .gb18030, "访谈者："), ("txt/tw_big5.txt", .big5, "訪談者："),
      ("txt/en_cp1252.txt", .windows1252, "P01: Through"),
      ("txt/zh_utf16le_nobom.txt", .utf16LittleEndian, "访谈者："),
    ]
  )
  func candidates(file: String, encoding: TextEncoding, beginning: String) throws {
    let bytes = try ImportFixture.bytes(file)
    do throws(ImportProblem) {
      _ = try DecodedText(bytes)
      Issue.record("decided without being told")
    } catch ImportProblem.undecided(_, _, let candidates) {
      #expect(candidates.first?.encoding == encoding)
      #expect(candidates.first?.preview.first?.hasPrefix(beginning) == true)
      #expect(candidates.count <= 5)
    }
  }

  @Test("a byte that means nothing is told by its place, counted from 0")
  func badBytes() {
    #expect(throws: ImportProblem.self) { try decode([0x61, 0x81], as: .windows1252) }
    do throws(ImportProblem) {
      _ = try DecodedText([0x61, 0x62, 0xB7, 0xC3, 0xFF, 0xFF], as: .gb18030)
      Issue.record("read what is no GB18030")
    } catch {
      guard case .badBytes(.gb18030, byte: 4, _) = error else {
        Issue.record("\(error)")
        return
      }
    }
    // Half of a surrogate pair, half of a character.
    #expect(throws: ImportProblem.self) { try decode([0x3D, 0xD8], as: .utf16LittleEndian) }
    #expect(throws: ImportProblem.self) { try decode([0x61, 0xB7], as: .gb18030) }
  }

  @Test("broken UTF-8 is taken with gaps only when somebody asks for it, and each gap has its line")
  func gaps() throws {
    let bytes = Array("ok\n".utf8) + [0xFF, 0x61, 0xE2, 0x82, 0x0A, 0x80]
    #expect(throws: ImportProblem.self) { try decode(bytes) }
    #expect(throws: ImportProblem.self) { try decode(bytes, as: .utf8) }
    let text = try DecodedText(bytes, as: .utf8Replacing)
    #expect(String(decoding: text.bytes, as: UTF8.self) == "ok\n\u{FFFD}a\u{FFFD}\n\u{FFFD}")
    #expect(text.gaps == [2, 2, 3])
    #expect(try DecodedText(Array("ok".utf8), as: .utf8Replacing).encoding == .utf8)
  }

  @Test("long texts convert whole, across the chunks in which they are converted")
  func long() throws {
    let bytes = [UInt8](repeating: 0x61, count: 16383)
    let one = bytes + [0xB7, 0xC3] + bytes + bytes + [0x81, 0x30, 0x81, 0x30]
    let text = try decode(one, as: .gb18030)
    #expect(text.unicodeScalars.count == 3 * 16383 + 2)
    #expect(text.unicodeScalars.contains("访"))
  }

  @Test("binaries are refused whatever somebody says")
  func binary() {
    let picture: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0xFF]
    for encoding in [nil, TextEncoding.gb18030, .windows1252, .utf16LittleEndian] {
      #expect(throws: ImportProblem.self) { try imported(picture, named: "a.txt", as: encoding) }
    }
    #expect(throws: ImportProblem.self) { try imported(Array(0...255), named: "a.txt") }
    #expect(throws: ImportProblem.self) { try imported(Array("a\0b\n".utf8), named: "a.txt") }
  }
}
