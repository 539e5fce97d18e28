import Testing

@testable import EmicKit

@Suite("The sidecar on disk") struct SidecarFormatTests {
  @Test("reading and writing a file that has every key, and unknown ones, gives its bytes again")
  func everything() throws {
    let bytes = try fixture("sidecars/everything.json")
    let sidecar = try SidecarReader.read(bytes, file: "T03.txt.coder-a.json")
    #expect(sidecar.codings.count == 3)
    #expect(sidecar.codings[0].flags == [.exemplar, .unknown("house-flag")])
    #expect(sidecar.codings[1].replacement == "official")
    #expect(sidecar.removed[1].into == sidecar.codings[0].id)
    #expect(SidecarWriter.encode(sidecar) == bytes)
  }

  @Test("keys and codings in any order are written in the one order")
  func order() throws {
    let one = sampleCoding(1, "trust", 10..<20)
    let two = sampleCoding(2, "money", 10..<20)
    let three = sampleCoding(3, "money", 0..<5)
    var sidecar = sampleSidecar([one, two, three])
    let canonical = SidecarWriter.encode(sidecar)
    sidecar.codings = [one, three, two]
    let reread = try SidecarReader.read(SidecarWriter.encode(sidecar), file: "s")
    #expect(reread.codings.map(\.id) == [three, two, one].map(\.id))
    #expect(SidecarWriter.encode(reread) == canonical)
  }

  @Test("optional keys that are empty are left out")
  func emptyKeys() {
    var coding = sampleCoding(1)
    coding.kept = [JSONMember("translation", .object([]))]
    coding.replacement = ""
    var sidecar = sampleSidecar([coding])
    sidecar.kept = [JSONMember("links", [])]
    let text = String(decoding: SidecarWriter.encode(sidecar), as: UTF8.self)
    for key in ["memo", "flags", "translation", "replacement", "links", "memos", "removed", "log"] {
      #expect(!text.contains("\"\(key)\""))
    }
  }

  @Test("a newer version is read for showing only")
  func newer() throws {
    let text = sampleFile().replacing("\"version\": 1", with: "\"version\": 9")
    let sidecar = try SidecarReader.read(Array(text.utf8), file: "s")
    #expect(sidecar.isReadOnly)
    #expect(sidecar.version == 9)
  }

  @Test("a newer version that means something else is named as newer, not as damaged")
  func newerAndOther() {
    let text = sampleFile().replacing("\"version\": 1", with: "\"version\": 9")
      .replacing("unicode-scalar", with: "grapheme")
    expect(text, says: "s:1: the sidecar has version 9, written by a newer emic. ")
  }

  static let refused: [(String, String, String)] = [
    ("\"coder-a\"", "\"../x\"", "s:4: \"../x\" cannot be a coder's id. Use lower-case letters"),
    (
      "\"emic/sidecar\"", "\"emic/memos\"", "s:1: this is no sidecar: its format is \"emic/memos\"."
    ),
    ("\"format\"", "\"form\"", "s:1: this is no sidecar: it has no \"format\""),
    ("\"version\": 1", "\"version\": 0", "s:3: the version is 0, but versions count from 1."),
    ("\"version\": 1", "\"version\": 1.5", "s:3: the number should be a whole one."),
    ("\"T03.txt\"", "\"../T03.txt\"", "s:6: \"../T03.txt\" cannot be a transcript's file name."),
    ("9f9f9f", "9F9F9F", "is no sha256 of 64 lower-case hexadecimal digits."),
    ("\"length\": 200", "\"length\": -1", "s:8: the transcript's length is -1"),
    ("\"length\": 200", "\"length\": 19", "s:17: the span 10 to 20 ends beyond the text of 19"),
    ("unicode-scalar", "byte", "s:9: offsets are counted in \"byte\""),
    ("\"draft\"", "\"done\"", "s:12: the state is \"done\", but it can only be"),
    ("\"id\": \"0195", "\"id\": \"0195B", "is no id. An id is a UUID in lower case."),
    ("\"start\": 10", "\"start\": 20", "s:17: the coding starts at 20 and ends at 20"),
    ("\"start\": 10", "\"start\": -10", "s:17: the start is -10, but offsets count from 0."),
    ("\"start\": 10", "\"start\": \"10\"", "s:20: \"start\" should be a number."),
    ("\"start\": 10", "\"start\": 1e2", "s:20: the number should be a whole one."),
    (
      "\"start\": 10", "\"start\": 99999999999999999999", "s:20: the number is out of range."
    ),
    ("\"code\": \"trust\"", "\"code\": \"\"", "s:17: a coding has an empty code."),
    ("\"code\": \"trust\"", "\"cod\": \"trust\"", "s:17: a coding has no \"code\"."),
    ("\"codebook\": 1,", "\"codebook\": -1,", "the codebook version is -1"),
    ("00:00:01.000Z", "00:00:61.000Z", "is \"1970-01-01T00:00:61.000Z\", which is no time"),
    ("\"codings\": [", "\"codings\": 5, \"x\": [", "s:16: \"codings\" should be a list in [ ]."),
    ("\"codings\": [", "\"coding\": [", "s:1: the file has no \"codings\"."),
    ("\"quote\"", "\"start\"", "s:22: the key \"start\" stands here a second time."),
    ("  \"status\": {", "<<<<<<< HEAD\n  \"status\": {", "s:11: git left a conflict here."),
    ("\"status\": {", "\"status\": [{", "s:11: an object should stand here."),
    ("\"unit\":", "\"unit\"", "s:9: \":\" should stand here."),
    (
      "\"start\": 10", "\"Flags\": [\"do-not-quote\"], \"start\": 10",
      "s:20: the key is \"Flags\", which protects nothing; \"flags\" may be meant."
    ),
  ]

  @Test(
    "a flag that is misspelt is no flag of a later version where it may be one that protects",
    arguments: [
      "Do-Not-Quote", "do-not-qoute", "do not quote", "dont-quote", "Redact", "redacted",
    ]
  )
  func misspelt(flag: String) throws {
    let text = sampleFile().replacing(
      "\"start\": 10",
      with: "\"flags\": [\"exemplar\", \"\(flag)\"], \"start\": 10"
    )
    expect(text, says: "s:20: the flag is \"\(flag)\", which protects nothing;")
  }

  @Test("other flags are kept as they are", arguments: ["reviewed", "later", "quote"])
  func otherFlags(flag: String) throws {
    let text = sampleFile().replacing(
      "\"start\": 10",
      with: "\"flags\": [\"\(flag)\"], \"start\": 10"
    )
    let sidecar = try SidecarReader.read(Array(text.utf8), file: "s")
    #expect(sidecar.codings.first?.flags == [.unknown(flag)])
  }

  @Test("each damage has its own sentence with file and line", arguments: refused)
  func refusal(old: String, new: String, message: String) throws {
    let text = sampleFile()
    let range = try #require(text.firstRange(of: old), "the case changes nothing")
    expect(text.replacingCharacters(in: range, with: new), says: message)
  }

  @Test("an id that stands twice is refused at its second place")
  func duplicateID() {
    let text = sampleFile([sampleCoding(1), sampleCoding(1, "money", 30..<40)])
    expect(text, says: "s:29: the id \(sampleID(1)) stands here a second time.")
  }

  @Test("a file that is empty or breaks off is never taken for one without codings")
  func broken() {
    expect("", says: "s:1: the file is empty, which is not the same as no codings.")
    let text = sampleFile()
    for length in 1..<text.utf8.count - 1 {
      let start = String(decoding: Array(text.utf8).prefix(length), as: UTF8.self)
      #expect(throws: SidecarError.self) {
        try SidecarReader.read(Array(start.utf8), file: "s")
      }
    }
    expect(
      String(text.dropLast(300)),
      says: "the file ends too early: its last part is missing."
    )
  }

  @Test("a list or a text is no sidecar")
  func otherValues() {
    expect("[]", says: "s:1: this is no sidecar: it has no \"format\"")
    expect("{}", says: "s:1: this is no sidecar: it has no \"format\"")
    expect(String(repeating: "\0", count: 512), says: "s:1: an object should stand here.")
  }

  @Test("the lines of the codings are found for messages")
  func lines() {
    let bytes = Array(sampleFile([sampleCoding(1), sampleCoding(2, "money", 30..<40)]).utf8)
    #expect(
      SidecarReader.codingLines(bytes) == [Coding.ID(sampleID(1)): 17, Coding.ID(sampleID(2)): 29]
    )
  }

  private func sampleFile(_ codings: [Coding] = [sampleCoding(1)]) -> String {
    String(decoding: SidecarWriter.encode(sampleSidecar(codings)), as: UTF8.self)
  }

  private func expect(
    _ text: String,
    says message: String,
    at location: SourceLocation = #_sourceLocation
  ) {
    let error = #expect(throws: SidecarError.self, sourceLocation: location) {
      try SidecarReader.read(Array(text.utf8), file: "s")
    }
    let said = error?.message ?? ""
    #expect(said.contains(message), "said: \(said)", sourceLocation: location)
  }
}

extension String {
  func replacingCharacters(in range: Range<String.Index>, with text: String) -> String {
    String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
  }
}
