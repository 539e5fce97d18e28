import Testing

@testable import EmicKit

@Suite("The words of a coding, where they lie in the bytes of its file")
struct StoredWordsTests {
  private let file = Array("xx\"信任, trust\"yy\"one \\n \\u4fe1 \\ud83d\\ude42\"zz".utf8)

  private func place(_ words: String, hasEscapes: Bool = false) -> StoredWords.Place {
    let start = file.firstRange(of: Array(words.utf8))?.lowerBound ?? 0
    return StoredWords.Place(start..<start + words.utf8.count, hasEscapes: hasEscapes)
  }

  private var stored: StoredWords {
    StoredWords(
      in: file,
      quote: place("信任, trust"),
      before: place("one \\n \\u4fe1 \\ud83d\\ude42", hasEscapes: true),
      after: .none,
      memo: place("zz")
    )
  }

  @Test("escapes are resolved, and nothing else is changed")
  func reading() {
    #expect(stored.text(stored.quote) == "信任, trust")
    #expect(stored.text(stored.before) == "one \n 信 🙂")
    #expect(stored.text(stored.after) == "")
    #expect(stored.memo.isEmpty == false && stored.after.isEmpty)
    #expect(stored.withUTF8(stored.before) { Array($0) } == Array("one \n 信 🙂".utf8))
  }

  @Test(
    "the words of a transcript are those of the span and up to 32 scalars around it",
    arguments: [0..<1, 0..<90, 1..<2, 20..<60, 60..<90, 89..<90]
  )
  func transcript(range: Range<Int>) {
    let text = TranscriptText(String(repeating: "信任 trust 🙂\r\n", count: 9))
    let transcript = Transcript(name: "T01.txt", text: text)
    let span = Span(range)
    #expect(text.scalarCount == 99)
    let words = StoredWords(of: span, in: transcript, memo: "备忘")
    #expect(words.text(words.quote) == text[span])
    #expect(words.text(words.before) == text[Span(max(0, span.start - 32)..<span.start)])
    #expect(words.text(words.after) == text[Span(span.end..<min(99, span.end + 32))])
    #expect(words.text(words.memo) == "备忘")
  }

  @Test("the same words are equal wherever they lie, and are found in a set")
  func equality() {
    let own = StoredWords(quote: "信任, trust", before: "one \n 信 🙂", after: "", memo: "zz")
    #expect(own == stored && !own.isSame(as: stored) && stored.isSame(as: stored))
    #expect(Set([own]).contains(stored))
    for other in [
      StoredWords(quote: "信任, trus", before: "one \n 信 🙂", after: "", memo: "zz"),
      StoredWords(quote: "信任, trust", before: "one \n 信 🙂", after: "zz", memo: ""),
      StoredWords(quote: "信任, trust", before: "one \n 信 🙃", after: "", memo: "zz"),
    ] {
      #expect(other != stored)
    }
    // é and e with an accent are two texts.
    let (one, other) = ("\u{E9}", "e\u{301}")
    #expect(
      StoredWords(quote: one, before: "", after: "", memo: "")
        != StoredWords(quote: other, before: "", after: "", memo: "")
    )
  }

  @Test("a coding that is changed keeps its other words")
  func changing() {
    var coding = sampleCoding(1)
    let (quote, before, after) = (coding.quote, coding.before, coding.after)
    coding.memo = "why"
    coding.flags = [.discuss]
    #expect(coding.quote == quote && coding.before == before && coding.after == after)
    #expect(coding.hasMemo && coding.memo == "why" && coding.rare != nil)
    coding.flags = []
    coding.memo = ""
    #expect(coding == sampleCoding(1) && coding.rare == nil && !coding.hasMemo)
  }
}
