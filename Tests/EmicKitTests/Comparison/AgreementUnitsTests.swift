import Agreement
import EmicKit
import Testing

@Suite("What agreement counts") struct AgreementUnitsTests {
  static let text = """
    Case: A1
    Sector: health

    I: How did it begin? And then?
    R: With a phone call. Then nothing.
    I: Nothing?
    R: No.
    """

  private func transcript(_ text: String) throws -> Transcript {
    Transcript(
      name: "t.txt",
      text: try TranscriptText(bytes: Array(text.utf8)),
      interviewers: ["I"],
      respondents: ["R"]
    )
  }

  private func count(_ kind: AgreementUnits.Kind, _ scope: AgreementUnits.Scope) throws -> Int {
    AgreementUnits(of: try transcript(Self.text), kind: kind, scope: scope).count
  }

  @Test("of an interview: turns, sentences and characters in each scope")
  func interview() throws {
    #expect(try count(.turn, .respondents) == 2)
    #expect(try count(.turn, .body) == 4)
    #expect(try count(.turn, .all) == 4)
    #expect(try count(.sentence, .respondents) == 3)
    #expect(try count(.sentence, .all) == 6)
    let answers = "With a phone call. Then nothing." + "No."
    #expect(try count(.character, .respondents) == answers.count)
    #expect(try count(.character, .body) == (answers + "How did it begin? And then?Nothing?").count)
    #expect(try count(.character, .all) == Self.text.count)
    let units = AgreementUnits(of: try transcript(Self.text), kind: .turn, scope: .respondents)
    #expect(units.turns == [2, 4])
  }

  @Test("of a document: paragraphs, and everything after the header")
  func document() throws {
    let body = "First paragraph. Two sentences.\n\nSecond paragraph.\n"
    let text = "A title\n\n" + body
    let document = try transcript(text)
    #expect(document.structure.kind == .document)
    for scope in AgreementUnits.Scope.allCases {
      #expect(AgreementUnits(of: document, kind: .turn, scope: scope).count == 2)
      #expect(AgreementUnits(of: document, kind: .sentence, scope: scope).count == 3)
      let characters = AgreementUnits(of: document, kind: .character, scope: scope)
      #expect(characters.count == (scope == .all ? text : body).count)
    }
  }

  private func layer(_ spans: [Range<Int>], in transcript: Transcript) -> ComparedLayer {
    let at = Timestamp(milliseconds: 0)
    return ComparedLayer(
      of: Sidecar(
        coder: "a",
        source: .init(file: "t.txt", sha256: "", length: transcript.text.scalarCount),
        status: .init(state: .submitted, at: at, codebook: 1),
        codings: spans.enumerated().map { index, span in
          Coding(
            id: Coding.ID("\(index)"),
            code: "x",
            span: Span(span),
            quote: "",
            codebook: 1,
            created: at,
            modified: at
          )
        }
      ),
      in: transcript,
      reading: CodeReading(Codebook(codes: [Code(id: "x", name: Code.Name("x"))]))
    )
  }

  @Test("cells are what counting unit by unit gives", arguments: 1...30)
  func slow(seed: Int) throws {
    var numbers = SeededNumbers(state: UInt64(seed))
    let transcript = try transcript(Self.text)
    let length = transcript.text.scalarCount
    let layers: [ComparedLayer?] = (0..<3).map { _ in
      if numbers.next(6) == 0 { return nil }
      let spans = (0..<numbers.next(5)).map { _ in
        let start = numbers.next(length - 1)
        return start..<min(length, start + 1 + numbers.next(40))
      }
      return layer(spans, in: transcript)
    }
    for kind in AgreementUnits.Kind.allCases {
      for scope in AgreementUnits.Scope.allCases {
        let units = AgreementUnits(of: transcript, kind: kind, scope: scope)
        let each =
          kind == .character
          ? units.spans.flatMap { $0.range.map { Span($0..<$0 + 1) } } : units.spans
        var wanted: [CoderSet: Int] = [:]
        for unit in each {
          var set = CoderSet()
          for (coder, layer) in layers.enumerated()
          where layer?.spans(of: "x").contains(where: { $0.overlaps(unit) }) == true {
            set.insert(CoderSet(coder))
          }
          wanted[set, default: 0] += 1
        }
        let compared = ComparedTranscript(transcript, layers: layers, units: units)
        let cells = compared.cells(of: "x")
        let found = cells.cells.reduce(into: [:]) { $0[$1.coders, default: 0] += $1.units }
        #expect(found.filter { $0.value > 0 } == wanted)
        #expect(cells.present.count == layers.count { $0 != nil })
      }
    }
  }

  @Test("a coder's own overlapping codings count once, trimmed of labels; touching ones stay two")
  func united() throws {
    let transcript = try transcript(Self.text)
    let speech = transcript.structure.turns[1].speech
    let layer = layer(
      [
        speech.start - 3..<speech.start + 4, speech.start + 2..<speech.start + 8,
        speech.start + 8..<speech.start + 12,
      ],
      in: transcript
    )
    let start = speech.start
    #expect(layer.spans(of: "x") == [Span(start..<start + 8), Span(start + 8..<start + 12)])
    #expect(layer.codings[0].codings == ["0", "1"])
  }

  @Test("a code the book lacks takes part as ?id, a merged one as its successor")
  func reading() {
    let old = Code(id: "old", name: Code.Name("old"), retired: 2, replacedBy: ["x"])
    let reading = CodeReading(Codebook(codes: [Code(id: "x", name: Code.Name("x")), old]))
    #expect(reading.codes(for: "gone") == ["?gone"])
    #expect(reading.codes(for: "old") == ["x"])
  }
}
