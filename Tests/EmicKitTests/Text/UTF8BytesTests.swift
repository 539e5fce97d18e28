import EmicKit
import Testing

/// The loops over bytes take them by eight and sixteen; every kind of sequence comes here at every
/// place of such a stretch.
@Suite("Loops over UTF-8") struct UTF8BytesTests {
  private static let pieces: [[UInt8]] =
    [
      "a", "ab c", "and a long stretch of nothing but plain words", "两个人谈的是信任和关系都说得很慢", "é", "问",
      "好的", "\u{0800}", "\u{D7FF}", "\u{E000}", "\u{FFFD}", "😀", "“", "\n",
    ]
    .map { Array($0.utf8) }
  private static let faults: [[UInt8]] = [
    [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xC0, 0x80],
    [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE9, 0x97], [0x97], [0xFF],
  ]

  private func texts(withFault: Bool, seed: UInt64) -> [[UInt8]] {
    var dice = SeededGenerator(state: seed)
    return (0..<400).map { _ in
      var parts = (0..<Int.random(in: 1...24, using: &dice)).map { _ in
        Self.pieces.randomElement(using: &dice) ?? []
      }
      if withFault {
        let place = Int.random(in: 0...parts.count, using: &dice)
        parts.insert(Self.faults.randomElement(using: &dice) ?? [], at: place)
      }
      return Array(parts.joined())
    }
  }

  @Test("what is UTF-8 is taken, with its length in scalars")
  func valid() throws {
    for bytes in texts(withFault: false, seed: 1) {
      let text = try TranscriptText(bytes: bytes)
      #expect(text.scalarCount == String(decoding: bytes, as: UTF8.self).unicodeScalars.count)
      #expect(try JSONValue(reading: quoted(bytes)).string != nil)
    }
  }

  @Test("what is not is refused, wherever the fault stands")
  func invalid() {
    for bytes in texts(withFault: true, seed: 2) {
      #expect(throws: TranscriptTextProblem.self) { try TranscriptText(bytes: bytes) }
      #expect(throws: JSONProblem.self) { try JSONValue(reading: quoted(bytes)) }
    }
  }

  private func quoted(_ bytes: [UInt8]) -> [UInt8] {
    Array("\"".utf8) + bytes.filter { $0 != 0x0A } + Array("\"".utf8)
  }

  @Test("long texts are counted whole", arguments: [4079, 4080, 4081, 4095, 8161, 100_001])
  func long(count: Int) {
    let text = String(repeating: "问a", count: count)
    #expect(TranscriptText(text).scalarCount == 2 * count)
    #expect(TranscriptText(String(repeating: "é", count: count)).scalarCount == count)
  }

  @Test("what is printed is read again, whatever stands at whatever place")
  func printing() throws {
    let scalars: [Unicode.Scalar] = [
      "\"", "\\", "\n", "\u{1}", "\u{7F}", "\u{85}", "\u{61C}", "\u{200E}", "\u{2028}", "\u{2066}",
      "é", "؛", "“", "问", "😀",
    ]
    for scalar in scalars {
      for place in 0..<20 {
        let text =
          String(repeating: "x", count: place) + String(scalar) + String(repeating: "y", count: 12)
        let printed = JSONValue.string(text).printed()
        #expect(try JSONValue(reading: printed).string == text)
        let isEscaped = !String(decoding: printed, as: UTF8.self).unicodeScalars.contains(scalar)
        let isAlwaysThere = scalar == "\"" || scalar == "\\" || scalar == "\n"
        #expect(isAlwaysThere || isEscaped == !["é", "؛", "“", "问", "😀"].contains(scalar))
      }
    }
  }
}
