import Testing

@testable import EmicKit

@Suite("Earlier versions of a codebook") struct CodebookVersionsTests {
  @Test("the history gives back every earlier version: 20 books of changes by lot")
  func law() throws {
    var generator = SeededGenerator(state: 23)
    for _ in 0..<20 {
      var book = sampleBook()
      var versions = [1: book]
      for number in 0..<25 {
        guard let change = book.drawnChange(&generator), change.kind != nil, !change.isEmpty
        else { continue }
        var moment = sampleMoment(Int64(number))
        let entry = try book.apply(change, by: "lead", moment: &moment)
        versions[book.version] = book
        if Int.random(in: 0..<4, using: &generator) == 0 {
          try book.apply(change.inverse(undoing: entry), by: "lead", moment: &moment)
          versions[book.version] = book
        }
      }
      // What is written and read again tells the same.
      let bytes = Array(CodebookWriter.text(of: book).utf8)
      let read = try CodebookReader.read(bytes, file: "b.yaml")
      for (version, expected) in versions {
        let found = read.asOf(version)
        try #require(found.version == version)
        try #require(
          found.comparable == expected.comparable,
          "version \(version) of \(book.version)"
        )
      }
    }
  }

  @Test("a diff names what was done, by whom and why, and both wordings")
  func diff() throws {
    var book = sampleBook()
    try book.perform { book in
      var change = try book.redefining("trust", [.brief: "Confidence."])
      change.reason = "both count"
      return change
    }
    try book.perform { try $0.merging("self-censorship", into: "advocacy-risk") }
    try book.perform { try $0.addingCode(Code(id: "new", name: .init("New"))) }
    let diff = CodebookDiff(of: book, from: 1, to: 4)
    #expect(diff.differences.map(\.id) == ["trust", "self-censorship", "new"])
    #expect(diff.differences.map(\.kind) == [.changed, .merged, .added])
    let trust = diff.differences[0]
    #expect(trust.parts == [.init(key: "brief", before: "about trust", after: "Confidence.")])
    #expect(trust.entries.map(\.reason) == ["both count"])
    #expect(CodebookDiff(of: book, from: 2, to: 2).differences.isEmpty)
    #expect(CodebookDiff(of: book, from: 3, to: 4).differences.map(\.id) == ["new"])
  }

  @Test("a history written by hand, without words, tells what it can")
  func byHand() throws {
    let text = """
      format: emic/codebook
      version: 3
      codes:
        - id: trust
          name: Trust
          revised: 2
          brief: Confidence.
        - id: late
          name: Late
          since: 3
      history:
        - version: 2
          change: redefine
          codes: [trust]
        - version: 3
          change: split
          codes: [nowhere, late]
      """
    let book = try CodebookReader.read(Array(text.utf8), file: "b.yaml")
    #expect(book.asOf(1).codes.map(\.id) == ["trust"])
    #expect(book.asOf(1)["trust"]?.revised == nil)
  }

  @Test("comments below the head are found, signs inside of texts are not")
  func comments() {
    let text = """
      # head
      # of the file
      format: emic/codebook   # what it is
      version: 1
      title: "a # in quotes"
      codes:
        - id: a#b   # not in the id
          # alone
          brief: plain # comment
          name: |
            many # lines
            # not a comment
          example: 'it''s # one'
      """
    #expect(CodebookComments.lines(in: Array(text.utf8)) == [3, 7, 8, 9])
    #expect(CodebookComments.lines(in: Array("# only\nversion: 1\n".utf8)) == [])
  }
}

extension Codebook {
  /// Content of which the history tells: neither order nor quick keys nor colours.
  fileprivate var comparable: [Code] {
    codes.map { code in
      var code = code
      (code.key, code.color) = (nil, nil)
      return code
    }.sorted { $0.id < $1.id }
  }
}
