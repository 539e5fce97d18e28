import Testing

@testable import EmicKit

@Suite("Codings printed without rows") struct PrintedRowsTests {
  private func expectSame(_ sources: [CodedSource], attributes: [String]) {
    let hasStored = sources.contains(where: \.hasStoredCodes)
    var pieces = [CodingRows.heading(attributes: attributes, hasStoredCodes: hasStored)]
    let byTranscript = Dictionary(grouping: sources, by: \.transcript)
    for name in byTranscript.keys.sorted() {
      pieces.append(
        CodingRows.csv(
          of: byTranscript[name] ?? [],
          attributes: attributes,
          hasStoredCodes: hasStored
        )
      )
    }
    let rows = CodedSource.foundRows(of: sources)
    #expect(
      String(decoding: pieces.joined(), as: UTF8.self)
        == CSV.text(of: CodingRows.table(rows, attributes: attributes))
    )
  }

  @Test("the sample study: the same bytes as its rows, several coders in one order")
  func sample() throws {
    var sources = try sampleSources("coder-a") + sampleSources("coder-b")
    let attributes = try StudyFolder.open(path: CalibrationStudy.path).cases().attributes
    expectSame(sources, attributes: attributes)
    for index in sources.indices { sources[index].found.removeAll { $0.isMultiple(of: 3) } }
    expectSame(sources, attributes: attributes)
    expectSame([], attributes: attributes)
  }

  @Test("random codings: unknown codes, equal spans, words that have to be quoted")
  func random() {
    var numbers = SeededGenerator(state: 5)
    for _ in 0..<100 {
      expectSame(randomSources(&numbers), attributes: ["sector", "lacking"])
    }
  }

  @Test("a merged code is read as the other, and the written one has a column")
  func merged() throws {
    var moment = Moment(now: Timestamp(milliseconds: 0), seed: (1, 2))
    var book = retrievalBook
    try book.apply(book.merging("ties", into: "trust"), by: "ana", moment: &moment)
    let transcript = retrievalTranscript()
    let old = retrievalSource([("ties", 3..<9), ("trust", 3..<9), ("control", 5..<20)])
    var sidecar = old.sidecar
    sidecar.codings[0].memo = "a \"memo\", of two\nlines"
    sidecar.codings[1].flags = [.exemplar, .redact]
    var source = CodedSource(
      of: sidecar,
      in: transcript,
      named: "T01.txt",
      codebook: book,
      attributes: old.attributes
    )
    expectSame([source], attributes: [])
    // Without the merged one there is no such column.
    source.found.removeAll { sidecar.codings[$0].code == "ties" }
    expectSame([source], attributes: [])
    // The text has changed since: no turn, no line.
    let changed = Transcript(name: "T01.txt", text: TranscriptText("R: Something else."))
    expectSame(
      [
        CodedSource(
          of: sidecar,
          in: changed,
          named: "T01.txt",
          codebook: book,
          attributes: old.attributes
        )
      ],
      attributes: []
    )
  }
}

@Suite("Codings that leave, printed without rows") struct PrintedExportTests {
  private func source(
    _ coded: [CodedSource],
    _ transcript: Transcript,
    _ release: Release
  ) -> ExportedSource {
    ExportedSource(
      transcript.name,
      release.source(transcript, sidecars: coded.map(\.sidecar)),
      attributes: coded[0].attributes,
      coded: coded,
      sidecars: coded.map(\.sidecar),
      codebook: retrievalBook,
      release: release
    )
  }

  private func expectSame(_ source: ExportedSource) {
    for hasStored in [false, true] {
      let rows = source.rows.map(\.row)
      let fields = rows.map { row in
        row.cells(attributes: ["sector"], hasStoredCodes: hasStored).map { cell in
          switch cell {
          case .string(let text), .number(let text): text
          default: ""
          }
        }
      }
      let printed = CodingRows.csv(
        of: source,
        attributes: ["sector"],
        hasStoredCodes: hasStored
      )
      #expect(String(decoding: printed, as: UTF8.self) == CSV.text(of: fields))
    }
  }

  @Test("the same bytes as the rows, and the same counts, whether words are replaced or not")
  func sameAsRows() throws {
    let transcript = retrievalTranscript()
    var one = retrievalSource([("trust", 3..<9), ("nobody-knows-it", 3..<9), ("ties", 5..<20)])
    let other = retrievalSource(coder: "ben", [("ties", 3..<9)])
    one.found.removeLast()
    for release in [
      Release.identified, .released(nil), try .released(NameList([], file: "names.csv")),
    ] {
      let leaving = source([one, other], transcript, release)
      expectSame(leaving)
      #expect(leaving.tally.codings == leaving.rows.count)
      #expect(leaving.tally.codings == 3)
    }
  }

  @Test("of a text that has changed no coding leaves, and each is counted")
  func stale() {
    let coded = retrievalSource([("trust", 3..<9), ("ties", 5..<20)])
    let changed = Transcript(name: "T01.txt", text: TranscriptText("R: Something else."))
    let leaving = source([coded], changed, .identified)
    expectSame(leaving)
    #expect(leaving.rows.isEmpty)
    #expect(leaving.tally.notes.count == 1)
  }
}

@Suite("Sidecars without words") struct WordlessSidecarTests {
  @Test("codes, spans and all but the words are there; what is damaged is refused alike")
  func reading() throws {
    let sidecar = retrievalSource([("trust", 3..<9), ("ties", 5..<40)]).sidecar
    let bytes = SidecarWriter.encode(sidecar)
    var expected = sidecar
    for index in expected.codings.indices {
      expected.codings[index].quote = ""
      expected.codings[index].before = ""
      expected.codings[index].after = ""
    }
    #expect(try SidecarReader.read(bytes, file: "s", words: .none) == expected)
    let quote = Array("\"quote\": \"".utf8)
    let place = try #require(
      bytes.indices.first { bytes[$0...].starts(with: quote) }.map { $0 + quote.count }
    )
    for damage in ["\\x", "\\ud800", "\u{1}", "\"", "é\\u12"] {
      let broken = Array(bytes[..<place]) + Array(damage.utf8) + Array(bytes[place...])
      let one = #expect(throws: SidecarError.self) { try SidecarReader.read(broken, file: "s") }
      let other = #expect(throws: SidecarError.self) {
        try SidecarReader.read(broken, file: "s", words: .none)
      }
      #expect(one == other)
    }
  }
}
