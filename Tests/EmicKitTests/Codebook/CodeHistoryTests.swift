import Testing

@testable import EmicKit

@Suite("The history of a code in words") struct CodeHistoryTests {
  private func sentences(_ make: (Codebook) throws -> CodebookChange) throws -> [String] {
    var book = sampleBook()
    try book.perform { try $0.redefining("trust", [.brief: "first"]) }
    try book.perform { try make($0) }
    let entry = try #require(book.history.last)
    return CodeHistory.sentences(of: entry, in: book)
  }

  @Test("each part that was replaced is a sentence: what it is, from what, to what")
  func parts() throws {
    #expect(
      try sentences { try $0.redefining("trust", [.brief: "", .useWhen: "Always."]) } == [
        "The brief was \"first\", and became empty.",
        "The use-when was empty, and became \"Always.\".",
        "The definition had last changed in version 2.",
      ]
    )
    #expect(
      try sentences { try $0.renaming("trust", to: .init("Reliance")) }
        == ["The name was \"trust\", and became \"Reliance\"."]
    )
    #expect(
      try sentences { try $0.moving("trust", under: nil) }
        == ["It stood under relations, and came to stand at the top of the book."]
    )
    #expect(try sentences { try $0.retiring("trust") } == ["It gave up its quick key t."])
    #expect(
      try sentences { try $0.moving("politics", under: "relations") }.first?
        .hasPrefix("It stood at the top of the book, and came to stand under relations") == true
    )
  }

  @Test("what left the book's use, and came back")
  func back() throws {
    var book = sampleBook()
    try book.perform { try $0.merging("trust", into: "control") }
    try book.perform { try $0.reviving("trust") }
    #expect(
      CodeHistory.sentences(of: book.history[1], in: book)
        == ["It had been retired in version 2.", "It had been replaced by control."]
    )
    let lines = CodeHistory.lines(of: "trust", in: book)
    #expect(lines.contains("  It had been retired in version 2."))
    #expect(!lines.contains { $0.contains(" was: ") })
  }

  @Test("families and working codes, as a codebook written by hand may tell of them")
  func kinds() throws {
    func sentence(_ key: String, _ was: String) -> [String] {
      let entry = CodebookHistoryEntry(
        version: 9,
        change: .redefine,
        codes: ["trust"],
        was: [YAMLMember(key, .text(was))]
      )
      return CodeHistory.sentences(of: entry, in: sampleBook())
    }
    #expect(sentence("family", "true") == ["It was a family, and is none since."])
    #expect(sentence("working", "") == ["It became a working code."])
    #expect(sentence("brief", "x") == ["The brief was \"x\"."])
  }

  @Test("where two changes were merged into one version only what was is told")
  func merged() throws {
    let base = sampleBook()
    var (one, other) = (base, base)
    try one.perform(1) { try $0.redefining("trust", [.brief: "a"]) }
    try other.perform(2) { try $0.redefining("trust", [.example: "b"]) }
    let book = try Codebook.merged(one, other, base: base)
    #expect(
      CodeHistory.sentences(of: book.history[0], in: book) == ["The brief was \"about trust\"."]
    )
  }
}
