import Testing

@testable import EmicKit

@Suite("JSON as Python prints it") struct JSONTests {
  @Test("every scalar is escaped or left as in Python's json.dumps, hazards escaped on top")
  func scalars() throws {
    let bytes = try fixture("sidecars/scalars.json")
    #expect(try JSONValue(reading: bytes).printed() == bytes)
  }

  @Test("numbers keep their spelling, keys their order, empty lists and objects stay on one line")
  func shape() throws {
    let text = """
      {
        "z": 1.50,
        "a": -0,
        "m": [
          {},
          [],
          1E+5,
          {
            "k": null
          }
        ]
      }

      """
    #expect(
      String(decoding: try JSONValue(reading: Array(text.utf8)).printed(), as: UTF8.self) == text
    )
  }

  @Test(
    "offsets are printed in decimal digits",
    arguments: [0, 9, 10, 99, 100, 1_000_000_007, .max, -1, .min] as [Int]
  )
  func offsets(number: Int) {
    var writer = JSONWriter()
    writer.number(number)
    #expect(writer.bytes == Array("\(number)".utf8))
  }

  @Test("escapes are read, pairs of surrogates as one scalar")
  func escapes() throws {
    let value = try JSONValue(reading: Array(#"["\u4f60\n\/\ud83d\ude00\b"]"#.utf8))
    #expect(value == .array([.string("你\n/😀\u{8}")]))
  }

  @Test("a byte order mark is skipped")
  func byteOrderMark() throws {
    #expect(try JSONValue(reading: [0xEF, 0xBB, 0xBF] + Array("[1]".utf8)) == .array([1]))
  }

  static let refused: [(String, JSONProblem.Kind, Int)] = [
    ("", .empty, 1),
    (" \n ", .empty, 2),
    ("{\"a\": 1,\n\"a\": 2}", .duplicateKey("a"), 2),
    ("{\"a\": 1,\n\"\\u0061\": 2}", .duplicateKey("a"), 2),
    ("[1,\n", .truncated, 2),
    ("[1", .truncated, 1),
    ("[\"abc", .truncated, 1),
    ("{\"a\"", .truncated, 1),
    ("[tru", .truncated, 1),
    ("[1]\n\n]", .trailing, 3),
    ("[1,]", .expected("a value after the comma"), 1),
    ("[1 2]", .expected("\",\" or \"]\""), 1),
    ("{a: 1}", .expected("a key in quotes"), 1),
    ("{\"a\" 1}", .expected("\":\""), 1),
    ("[01]", .expected("a number without leading zeros"), 1),
    ("[1.]", .expected("a number"), 1),
    ("[-]", .expected("a number"), 1),
    ("[NaN]", .expected("a value"), 1),
    ("[\"\\x\"]", .badEscape, 1),
    ("[\"\\u12g4\"]", .badEscape, 1),
    ("[\n\"\\ud800\"]", .loneSurrogate, 2),
    ("[\"\\udc00\\ud800\"]", .loneSurrogate, 1),
    ("[\"\\ud800\\u0041\"]", .loneSurrogate, 1),
    ("[\"a\tb\"]", .controlCharacter(9), 1),
    ("[\"a\nb\"]", .controlCharacter(10), 1),
    ("<<<<<<< HEAD\n[]\n=======\n", .conflictMarker, 1),
    ("[\n  1,\n<<<<<<< HEAD\n  2\n=======\n", .conflictMarker, 3),
    ("[\n  1\n=======\n  2]", .conflictMarker, 3),
    (String(repeating: "[", count: 200_000), .tooDeep, 1),
  ]

  @Test("what is not strict JSON is refused with its line", arguments: refused)
  func refusal(text: String, kind: JSONProblem.Kind, line: Int) {
    let problem = #expect(throws: JSONProblem.self) { try JSONValue(reading: Array(text.utf8)) }
    #expect(problem?.kind == kind)
    #expect(problem?.line == line)
  }

  @Test(
    "bytes that are not UTF-8 are refused: overlong, surrogates, beyond Unicode, cut off",
    arguments: [
      [0xC0, 0xAF], [0xE0, 0x80, 0xAF], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF],
      [0x80], [0xE4, 0xBD], [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80],
    ] as [[UInt8]]
  )
  func notUTF8(bytes: [UInt8]) {
    let text = Array("[\n\"ok ".utf8) + bytes + Array("\"]".utf8)
    let problem = #expect(throws: JSONProblem.self) { try JSONValue(reading: text) }
    #expect(problem?.kind == .notUTF8)
    #expect(problem?.line == 2)
  }

  @Test("a key that stands twice is found among many")
  func duplicateAmongMany() {
    let keys = ((0..<40).map(String.init) + ["3"]).map { "\"\($0)\": 1" }.joined(separator: ",\n")
    let problem = #expect(throws: JSONProblem.self) {
      try JSONValue(reading: Array("{\(keys)}".utf8))
    }
    #expect(problem?.kind == .duplicateKey("3"))
    #expect(problem?.line == 41)
  }

  @Test("64 levels are read, 65 are not")
  func depth() throws {
    func nested(_ depth: Int) -> [UInt8] {
      Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
    }
    _ = try JSONValue(reading: nested(64))
    #expect(throws: JSONProblem.self) { try JSONValue(reading: nested(65)) }
  }

  @Test("more than 64 MB are refused unread")
  func size() {
    let problem = #expect(throws: JSONProblem.self) {
      try JSONValue(reading: [UInt8](repeating: 0x20, count: 64 << 20 + 1))
    }
    #expect(problem?.kind == .tooLarge)
  }
}
