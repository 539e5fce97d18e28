import Testing

@testable import EmicKit

@Suite("A source as it leaves the study") struct ReleasedSourceTests {
  private let transcript = Transcript(
    name: "T01.txt",
    text: TranscriptText(
      """
      I: How did it begin?
      R: Zhang Wei called us. He paid. 张伟人好。
      I: Secret question?
      R: Secret answer. The end.
      """
    ),
    interviewers: ["I"],
    respondents: ["R"]
  )
  private let names = Result {
    try NameList(
      [
        NameList.Entry(
          line: 2,
          name: "张伟",
          replacement: "甲",
          kind: "person",
          variants: ["Zhang Wei"]
        )
      ],
      file: "n"
    )
  }

  private func span(_ words: String) throws -> Span {
    let scalars = Array(words.unicodeScalars)
    let text = transcript.text.scalars(in: transcript.text.span)
    let start = try #require(
      text.indices.first { text[$0...].starts(with: scalars) },
      "\(words) is not in the text"
    )
    return Span(start..<start + scalars.count)
  }

  private func coding(
    _ words: String,
    _ flag: Coding.Flag,
    replacement: String? = nil
  ) throws -> Coding {
    var coding = sampleCoding(1, "trust", try span(words).range)
    coding.quote = words
    coding.flags = [flag]
    coding.replacement = replacement
    return coding
  }

  private func released(_ codings: Coding..., named: Bool = true) throws -> ReleasedSource {
    ReleasedSource(transcript, codings: codings, names: named ? try names.get() : nil)
  }

  private func text(_ source: ReleasedSource) -> String { source.text[source.text.span] }

  @Test("names are replaced, and what stands behind them moves")
  func replaced() throws {
    let source = try released()
    #expect(text(source).contains("R: 甲 called us. He paid. 甲人好。\n"))
    #expect(source.place(of: try span("He paid.")) == .whole(Span(37..<45)))
    #expect(source.text[Span(37..<45)] == "He paid.")
    #expect(source.words(of: try span("Wei called")) == "甲 called")
    #expect(source.replacements.map(\.reason.text) == ["person", "person"])
    #expect(!source.isUnchanged)
  }

  @Test("a passage over several turns is cut line by line: labels stay, nobody gets others' words")
  func cut() throws {
    let source = try released(
      try coding("He paid. 张伟人好。\nI: Secret question?\nR: Secret answer.", .doNotQuote)
    )
    #expect(
      text(source) == """
        I: How did it begin?
        R: 甲 called us. […]
        I: […]
        R: […] The end.
        """
    )
    #expect(source.place(of: try span("Secret question?")) == .nowhere)
    #expect(source.place(of: try span("paid. 张伟人好。\nI: Secret")) == .nowhere)
    let part = source.place(of: try span("called us. He paid."))
    #expect(part.span.map { source.text[$0] } == "called us.")
    if case .part = part {} else { Issue.record("\(part) is no part") }
    #expect(
      source.words(of: try span("answer. The end.")) == "The end."
    )
    #expect(source.quotation(of: try span("called us. He paid.")) == nil)
    #expect(
      source.replacements.map(\.reason.text) == ["person"]
        + [String](repeating: "do-not-quote", count: 3)
    )
  }

  @Test("a cut goes before a redaction, a redaction before a name")
  func order() throws {
    let source = try released(
      try coding("called us. He", .redact, replacement: "did\nsomething"),
      try coding("us", .doNotQuote),
      try coding("Zhang", .redact, replacement: "an official")
    )
    #expect(text(source).contains("R: [an official] [did something][…][…] paid. 甲人好。"))
    #expect(source.words(of: try span("Zhang Wei")) == "[an official]")
  }

  @Test("an archive leaves everything as it is")
  func archive() throws {
    let source = Release.identified.source(
      transcript,
      sidecars: [sampleSidecar([try coding("He paid.", .doNotQuote)])]
    )
    #expect(source.isUnchanged)
    #expect(source.digest == transcript.digest)
    #expect(source.place(of: try span("He paid.")) == .whole(try span("He paid.")))
  }

  @Test("whatever is flagged and named: nothing of it leaves, and every other word keeps its place")
  func law() throws {
    var numbers = SeededGenerator(state: 7)
    let length = transcript.text.scalarCount
    for _ in 0..<400 {
      let codings = (0..<Int.random(in: 0...4, using: &numbers)).map { number in
        let ends = [
          Int.random(in: 0..<length, using: &numbers), Int.random(in: 0..<length, using: &numbers),
        ].sorted()
        var coding = sampleCoding(number, "trust", 0..<1)
        coding.span = Span(ends[0]..<ends[1] + 1)
        coding.flags = [Bool.random(using: &numbers) ? .doNotQuote : .redact]
        return coding
      }
      let source = ReleasedSource(transcript, codings: codings, names: try names.get())
      #expect(try names.get().hits(in: source.text).isEmpty)
      // What is replaced and what stays make up both texts, in the same order.
      var (old, new) = (0, 0)
      for replacement in source.replacements {
        let before = Span(old..<replacement.span.start)
        #expect(
          transcript.text[before] == source.text[Span(new..<replacement.released.start)]
        )
        #expect(source.text[replacement.released] == replacement.words)
        (old, new) = (replacement.span.end, replacement.released.end)
      }
      #expect(
        transcript.text[Span(old..<length)] == source.text[Span(new..<source.text.scalarCount)]
      )
      for coding in codings {
        let label = transcript.trimmed(coding.span)
        for offset in (label ?? coding.span).range
        where transcript.structure.label(at: offset) == nil
          && transcript.text.scalar(at: offset)?.isBlank == false
        {
          #expect(source.isChanged(Span(offset..<offset + 1)))
          if coding.flags.contains(.doNotQuote) {
            #expect(source.place(of: Span(offset..<offset + 1)) == .nowhere)
          }
        }
      }
      for start in stride(from: 0, to: length - 5, by: 7) {
        let span = Span(start..<start + 5)
        guard !source.isChanged(span) else { continue }
        #expect(source.words(of: span) == transcript.text[span])
      }
    }
  }
}
