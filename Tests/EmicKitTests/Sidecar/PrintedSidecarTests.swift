import Testing

@testable import EmicKit

/// What emic prints is read without looking for its keys; nothing else may come of that.
@Suite("Reading what emic printed") struct PrintedSidecarTests {
  static let printed = Array(
    String(
      decoding: SidecarWriter.encode(
        sampleSidecar([
          sampleCoding(1, "trust", 10..<20, memo: "a \"quoted\"\nmemo"),
          sampleCoding(2, "信任", 12..<40, modified: 2000), sampleCoding(3, "money", 43..<60),
        ])
      ),
      as: UTF8.self
    ).utf8
  )

  /// The bytes of the first coding, its brackets included.
  static var firstCoding: Range<Int> {
    let text = String(decoding: printed, as: UTF8.self).utf8
    let start = text.firstIndex(of: UInt8(ascii: "[")) ?? text.startIndex
    let end = text[start...].firstIndex(of: UInt8(ascii: "}")) ?? text.endIndex
    return text.distance(from: text.startIndex, to: start)..<text.distance(
      from: text.startIndex,
      to: end
    ) + 2
  }

  /// The same lines, each key of a coding one blank further in: nothing stands as emic prints it.
  static func otherwise(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var index = 0
    let start = Array("\n      \"".utf8)
    while index < bytes.count {
      if bytes[index...].starts(with: start) {
        result += Array("\n       \"".utf8)
        index += start.count
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return result
  }

  private func outcome(_ bytes: [UInt8]) -> Result<Sidecar, SidecarError> {
    Result { () throws(SidecarError) in try SidecarReader.read(bytes, file: "s") }
  }

  @Test("another spelling is the same sidecar")
  func same() throws {
    let (one, other) = (outcome(Self.printed), outcome(Self.otherwise(Self.printed)))
    #expect(Self.otherwise(Self.printed) != Self.printed)
    #expect(try one.get().codings.count == 3)
    #expect(one == other)
    #expect(SidecarWriter.encode(try other.get()) == Self.printed)
  }

  @Test("cut off anywhere, it is refused with the same words and line in both spellings")
  func cut() {
    for count in Self.firstCoding {
      let cut = Array(Self.printed.prefix(count))
      let one = outcome(cut)
      #expect(throws: SidecarError.self) { try one.get() }
      #expect(one == outcome(Self.otherwise(cut)), "after \(count) bytes")
    }
  }

  @Test("with any byte another one, it is read or refused alike in both spellings")
  func damaged() {
    var random = SeededGenerator(state: 7)
    let marks = Array("\"\\{}[],:0z \n".utf8) + [0x00, 0xFF, 0xE4]
    for place in Self.firstCoding {
      var bytes = Self.printed
      bytes[place] = marks.randomElement(using: &random) ?? 0
      #expect(outcome(bytes) == outcome(Self.otherwise(bytes)), "byte \(place)")
    }
  }

  @Test("a key that comes again is refused, also after those that emic prints")
  func again() {
    let text = String(decoding: Self.printed, as: UTF8.self)
    for key in ["id", "code", "start", "quote", "modified"] {
      let twice = text.replacing(
        "\"memo\":",
        with: "\"\(key)\": 1, \"memo\":",
        maxReplacements: 1
      )
      let error = #expect(throws: SidecarError.self) {
        try SidecarReader.read(Array(twice.utf8), file: "s")
      }
      #expect(error?.problem == .json(.duplicateKey(key)))
    }
  }
}

@Suite("A UUID as text") struct UUIDTextTests {
  private func number(_ text: String) -> UInt128? {
    Array(text.utf8).withUnsafeBufferPointer { UUIDText($0)?.number }
  }

  @Test("every byte at every place is taken exactly where a digit or a hyphen belongs")
  func bytes() {
    let id = Array("0195b0c4-7a51-7c3e-9d0a-3f1f0b1c2d3e".utf8)
    for place in id.indices {
      for byte in UInt8.min...UInt8.max {
        var bytes = id
        bytes[place] = byte
        let isHyphen = [8, 13, 18, 23].contains(place)
        let belongs =
          isHyphen ? byte == UInt8(ascii: "-") : "0123456789abcdef".utf8.contains(byte)
        let number = bytes.withUnsafeBufferPointer { UUIDText($0)?.number }
        #expect((number != nil) == belongs, "byte \(byte) at \(place)")
        if belongs {
          #expect((number == self.number(String(decoding: id, as: UTF8.self))) == (bytes == id))
        }
      }
    }
  }

  @Test("it is printed as it was read, and its number is that of its digits")
  func text() throws {
    for text in [
      "0195b0c4-7a51-7c3e-9d0a-3f1f0b1c2d3e", "00000000-0000-0000-0000-000000000000",
      "ffffffff-ffff-ffff-ffff-ffffffffffff", "01234567-89ab-cdef-0123-456789abcdef",
    ] {
      let id = try #require(Array(text.utf8).withUnsafeBufferPointer { UUIDText($0) })
      #expect(id.text == text)
      #expect(id.number == UInt128(text.replacing("-", with: ""), radix: 16))
      #expect(UUIDText(id.number) == id)
      #expect(Coding.ID(text) == Coding.ID(id))
      #expect(Coding.ID(text).text == text)
    }
  }

  @Test("ids stand in the order of their texts, whatever they are")
  func order() {
    let texts = [
      "", "01", "0195b0c4-7a51-7c3e-9d0a-3f1f0b1c2d3e", "0195b0c4-7a51-7c3e-9d0a-3f1f0b1c2d3f",
      "0195b0c4-7a51-7c3e-9d0b-3f1f0b1c2d3e", "0195B0C4-7a51-7c3e-9d0a-3f1f0b1c2d3e",
      "a195b0c4-7a51-7c3e-9d0a-3f1f0b1c2d3e", "trust",
    ]
    #expect(texts.map { Coding.ID($0) }.sorted().map(\.text) == texts.sorted())
  }

  @Test("another length is none")
  func lengths() {
    let id = "0195b0c4-7a51-7c3e-9d0a-3f1f0b1c2d3e"
    #expect(number(id) != nil)
    for text in ["", String(id.dropLast()), id + "0"] { #expect(number(text) == nil) }
  }
}
