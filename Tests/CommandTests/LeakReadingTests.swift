import EmicKit
import Foundation
import Testing
import ZipTesting

@Suite("What leakcheck reads") struct LeakReadingTests {
  private let workshop: Workshop

  init() throws {
    workshop = try Workshop()
    try write("name,replacement,kind,variants\n张伟,局长甲,person,Zhang Wei\n", to: "names.csv")
  }

  private func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: workshop.folder.appending(path: name))
  }

  private func zip(_ members: [(String, [UInt8])]) throws -> [UInt8] {
    var writer = ZipWriter()
    for (name, bytes) in members { try writer.add(name, bytes) }
    return writer.packed()
  }

  private func check(_ name: String) throws -> Workshop.Answer {
    try workshop.emic("leakcheck", name, "--names", "names.csv")
  }

  @Test(
    "a name is found however a program writes it down, at its place",
    arguments: [
      ("a.json", #"{"a": "\u5f20\u4f1f said"}"#, 8), ("b.json", #"{"a": "said\nZhang Wei"}"#, 14),
      ("c.qdc", "<Code name=\"&#24352;&#20255;\"/>", 13), ("d.qdc", "<a>&#24352;伟</a>", 4),
      ("e.txt", "a &#x5F20;&#20255; b", 3), ("f.md", "said **张**伟", 8),
      ("g.md", #"\*Zhang\* \_Wei\_"#, 3), ("h.jsonld", #"{"source":"%E5%BC%A0%E4%BC%9F.txt"}"#, 12),
      ("i.txt", "see Zhang%20Wei.txt", 5), ("j.svg", "<svg><b>张</b><i>伟</i></svg>", 9),
      ("k", "<p><b>Zhang</b> <i>Wei</i></p>", 7),
    ]
  )
  func spellings(name: String, text: String, column: Int) throws {
    try write(text, to: name)
    let answer = try check(name)
    #expect(answer.status == 1)
    #expect(answer.out == "\(name):1:\(column): person, line 2 of the list of names\n")
  }

  @Test(
    "identifiers as people write them",
    arguments: [
      ("(010) 62771234", "a phone number"), ("010 6277 1234", "a phone number"),
      ("（010）62771234", "a phone number"),
      ("wxid_abc123def", "a WeChat id"), ("110105 19491231 002X", "an identity number"),
      ("110105-19491231-0021", "an identity number"),
    ]
  )
  func identifiers(text: String, what: String) throws {
    try write("call \(text) now\n", to: "i.txt")
    let answer = try check("i.txt")
    #expect(answer.status == 1)
    #expect(answer.out.hasSuffix(": \(what)\n") && answer.out.split(separator: "\n").count == 1)
  }

  @Test(
    "figures, dates and offsets are none",
    arguments: [
      "2018 3 14, 2019 5 22", "110105 19499931 0021", "12 345 678 901", "wxid", "(2018) 62771234",
      "0 1 2 3 4 5 6", "a_b_c *d* ~e~ 100% \\x &c;",
    ]
  )
  func innocent(text: String) throws {
    try write("\(text)\n", to: "i.txt")
    let answer = try check("i.txt")
    #expect((answer.status, answer.out) == (0, "Nothing was found.\n"))
  }

  @Test("archives in archives are opened; what is no text is named")
  func archives() throws {
    let inner = try zip([("deep.txt", Array("张伟".utf8)), ("p.png", [0x89, 0x50, 0xFF, 0x00])])
    let outer = try zip([("inner.docx", inner), ("张伟.txt", Array("x".utf8))])
    try Data(outer).write(to: workshop.folder.appending(path: "o.zip"))
    let answer = try check("o.zip")
    #expect(answer.status == 1)
    #expect(
      answer.out == """
        o.zip!inner.docx!deep.txt:1:1: person, line 2 of the list of names
        o.zip!张伟.txt: in its name: person, line 2 of the list of names

        """
    )
    #expect(
      answer.error
        == "No text, so not looked into: o.zip!inner.docx!p.png. Look at them yourself.\n"
    )
  }

  @Test("a file that is called by a name is found, and no folder above it")
  func names() throws {
    try write("nothing", to: "张伟.txt")
    let answer = try check("张伟.txt")
    #expect(answer.status == 1)
    #expect(answer.out == "张伟.txt: in its name: person, line 2 of the list of names\n")
    try FileManager.default.createDirectory(
      at: workshop.folder.appending(path: "Zhang Wei"),
      withIntermediateDirectories: true
    )
    try write("nothing", to: "Zhang Wei/a.txt")
    #expect(try check("Zhang Wei/a.txt").status == 0)
  }

  @Test("what stands in every row is one line")
  func often() throws {
    try write(String(repeating: "x,Zhang Wei,y\n", count: 70), to: "c.csv")
    let answer = try check("c.csv")
    #expect(
      answer.out
        == "c.csv:1:3: person, line 2 of the list of names (70 times, lines 1 to 70)\n"
    )
    let json = try workshop.run("leakcheck c.csv --names names.csv --format json").json()
    #expect(json["count"]?.int == 70)
  }
}
