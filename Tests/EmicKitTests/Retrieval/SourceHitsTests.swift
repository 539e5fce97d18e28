import Testing

@testable import EmicKit

@Suite("Hits in a source, and what stands around them") struct SourceHitsTests {
  private static let pieces = [
    "R: ", "I: ", "R：", "\n", "\n\n", "\r\n", "as ", "As", "ａs", "信任", "，", "。", " ", "\"", ",",
    "\u{3000}", "é", "e\u{301}", "😀", "(laughs)", "[00:01:02]", "Case: x", "Article 3", "第三条",
    "and then nothing more was said about it by anybody",
  ]

  private func texts(seed: UInt64) -> [Transcript] {
    var random = SeededGenerator(state: seed)
    return (0..<300).map { number in
      let length = Int.random(in: 0...60, using: &random)
      let text = (0..<length).map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
      return Transcript(name: "T\(number), a.txt", text: TranscriptText(text), interviewers: ["I"])
    }
  }

  @Test(
    "turn, line and surroundings are those that the whole structure gives",
    arguments: [
      ("as", false), ("信任", false), (",", false), (":", false), ("s\n", false), ("a.?", true),
    ]
  )
  func places(pattern: String, isRegex: Bool) throws {
    let search = try TextSearch(pattern: pattern, isRegex: isRegex)
    for transcript in texts(seed: 7) {
      let text = transcript.text
      let found = try SourceHits(of: search, in: transcript)
      #expect(found.hits.map(\.span) == (try search.hits(in: text)))
      for hit in found.hits {
        let (start, end) = (hit.span.start, hit.span.end)
        #expect(hit.turn == transcript.turnNumber(at: start))
        #expect(hit.line == text.line(containing: start) + 1)
        #expect(found.words(hit) == text[hit.span])
        let first = text.lineSpan(text.line(containing: start)).start
        let last = text.lineSpan(text.line(containing: end - 1)).end
        #expect(found.before(hit) == text[Span(max(first, start - 40)..<start)])
        #expect(found.after(hit) == text[Span(end..<max(end, min(last, end + 40)))])
      }
    }
  }

  @Test("a row of CSV says what the hit says, whatever has to be quoted")
  func printing() throws {
    let search = try TextSearch(pattern: "s")
    for transcript in texts(seed: 8) {
      let found = try SourceHits(of: search, in: transcript)
      let rows = found.hits.map { hit in
        [found.transcript, String(hit.span.start), String(hit.span.end)]
          + [hit.turn.map { String($0) } ?? "", String(hit.line)]
          + [found.words(hit), found.before(hit), found.after(hit), "", ""]
      }
      var printed = Array("before\n".utf8)
      found.addCSV(to: &printed, emptyColumns: 2)
      #expect(String(decoding: printed, as: UTF8.self) == "before\n" + CSV.text(of: rows))
    }
  }

  @Test("the turns begin where the structure says, paragraphs of a document too")
  func turns() {
    for transcript in texts(seed: 9) {
      let structure = transcript.structure
      let starts =
        structure.kind == .interview
        ? structure.turns.map(\.span.start) : structure.paragraphs.map(\.start)
      let text = transcript.text
      #expect(transcript.turnStarts() == starts.map { text.byteOffset(ofScalar: $0).value })
    }
  }
}
