import Testing

@testable import EmicKit

@Suite("Words that may leave the study") struct QuotationTests {
  private let transcript = Transcript(
    name: "T01-ngo.txt",
    text: TranscriptText(
      """
      I: How did it begin?
      R: Mr Lin called [00:01:02] us.
      [00:01:30]
      R: He paid.
      I: And then?
      """
    ),
    interviewers: ["I"],
    respondents: ["R"]
  )

  private func coding(_ words: String, _ flags: [Coding.Flag] = []) throws -> Coding {
    let span = try #require(try TextSearch(pattern: words).hits(in: transcript.text).first)
    var coding = sampleCoding(1, "trust", span.range)
    coding.quote = transcript.text[span]
    coding.flags = flags
    return coding
  }

  @Test("times in brackets and times alone on a line are left out; labels inside stay")
  func stamps() throws {
    let text = ReleasedSource(transcript, codings: [])
    let span = Span(24..<transcript.text.scalarCount - 13)
    #expect(text.quotation(of: span) == "Mr Lin called us. R: He paid.")
  }

  @Test("redacted words are replaced, overlapping ones once; forbidden words forbid the whole")
  func flags() throws {
    var redacted = try coding("Mr Lin", [.redact])
    redacted.replacement = "an official"
    let whole = try coding("Mr Lin called [00:01:02] us.").span
    let text = ReleasedSource(transcript, codings: [redacted, try coding("Lin called", [.redact])])
    #expect(text.quotation(of: whole) == "[an official] us.")
    #expect(text.isChanged(whole))
    let forbidden = ReleasedSource(transcript, codings: [try coding("us", [.doNotQuote])])
    #expect(forbidden.quotation(of: whole) == nil)
    #expect(forbidden.quotation(of: try coding("He paid").span) == "He paid")
  }

  @Test("a flag on an earlier text holds for the same words wherever they stand now")
  func stale() throws {
    var old = sampleSidecar([try coding("Mr Lin", [.doNotQuote])])
    old.codings[0].span = Span(0..<6)
    let text = ReleasedSource(transcript, sidecars: [old])
    #expect(text.quotation(of: try coding("Mr Lin called").span) == nil)
    #expect(text.quotation(of: try coding("He paid").span) == "He paid")
  }

  @Test("references: short names where they are unique, turns, attributes; a cut and translations")
  func references() throws {
    let folder = TemporaryFolder()
    for name in ["T01-ngo.txt", "T02-a.txt", "T02-b.txt"] {
      try folder.write(transcript.text[transcript.text.span], to: name)
    }
    let study = try StudyFolder.open(path: folder.path)
    let names = SourceNames(of: study)
    #expect(["T01-ngo.txt", "T02-a.txt"].map { names[$0] } == ["T01", "T02-a.txt"])
    var translated = try coding("He paid")
    translated.kept = [
      JSONMember("translation", .object([JSONMember("zh", "他付了钱")]))
    ]
    let long = try coding("begin?\nR: Mr Lin called")
    let sidecar = Sidecar(
      coder: "ana",
      source: .init(file: "T01-ngo.txt", sha256: transcript.digest, length: 200),
      status: .init(state: .submitted, at: Timestamp(milliseconds: 0), codebook: 1),
      codings: [long, translated]
    )
    let source = CodedSource(
      of: sidecar,
      in: transcript,
      named: "T01-ngo.txt",
      codebook: retrievalBook,
      attributes: .init(case: "A", values: ["level": "district", "sector": "health"])
    )
    let list = QuotationList(
      of: source.rows,
      in: ["T01-ngo.txt": transcript],
      work: VisibleWork(of: study, asker: nil),
      attributes: ["level", "actor-type"],
      longest: 10
    )
    #expect(
      list.quotations.map(\.reference) == ["T01, turns 1–2, district", "T01, turn 2, district"]
    )
    #expect(list.quotations.map(\.text) == ["begin? R:", "He paid"])
    #expect(list.quotations.map(\.isCut) == [true, false])
    #expect(list.quotations[1].translations == [.init(language: "zh", text: "他付了钱")])
    #expect(list.withheld + list.stale == 0)
    let gone = QuotationList(
      of: source.rows,
      in: [:],
      work: VisibleWork(of: study, asker: nil),
      attributes: []
    )
    #expect((gone.quotations.count, gone.stale) == (0, 2))
  }

  @Test("a hand-out lets every case speak before one speaks again, exemplars first")
  func spread() {
    var one = retrievalSource(
      "T1.txt",
      case: "A",
      [("trust", 0..<3), ("trust", 4..<6), ("trust", 7..<9)]
    )
    let two = retrievalSource("T2.txt", case: "B", [("trust", 1..<4)])
    func places(_ sources: [CodedSource]) -> [String] {
      Theme.spread(sources).map { "\($0.transcript) \($0.coding.span.start)" }
    }
    #expect(places([one, two]) == ["T1.txt 0", "T2.txt 1", "T1.txt 4", "T1.txt 7"])
    one.found = [2, 1]
    #expect(places([two, one]) == ["T1.txt 4", "T2.txt 1", "T1.txt 7"])
  }
}
