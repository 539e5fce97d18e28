import Testing

@testable import EmicKit

/// A family, a code with a subcode, two more codes, a working one.
let retrievalBook = Codebook(
  version: 3,
  codes: [
    Code(id: "relations", name: Code.Name("Relations"), isFamily: true),
    Code(id: "trust", name: Code.Name("Trust"), parent: "relations", since: 1),
    Code(id: "mistrust", name: Code.Name("Mistrust"), parent: "trust", since: 1),
    Code(id: "ties", name: Code.Name("Ties"), parent: "relations", since: 1),
    Code(id: "control", name: Code.Name("Control"), since: 3),
    Code(id: "to-discuss", name: Code.Name("To discuss"), isWorking: true),
  ]
)

/// Five turns; each letter of `R: abcdefghij.` can be coded by its place.
let retrievalText = """
  I: How did it begin?
  R: With a phone call, one evening.
  I: And then?
  R: Then nothing. Nobody came.
  I: Nobody?
  """

func retrievalTranscript(_ name: String = "T01.txt") -> Transcript {
  Transcript(
    name: name,
    text: TranscriptText(retrievalText),
    interviewers: ["I"],
    respondents: ["R"]
  )
}

/// One coder's codings of the text above.
func retrievalSource(
  coder: Coder.ID = "ana",
  _ codings: [(code: Code.ID, span: Range<Int>)]
) -> CodedSource {
  retrievalSource("T01.txt", coder: coder, codings)
}

func retrievalSource(
  _ name: String,
  case: String = "",
  coder: Coder.ID = "ana",
  codebook: Int = 1,
  confirmed: Int? = nil,
  values: [String: String] = [:],
  by book: Codebook = retrievalBook,
  _ codings: [(code: Code.ID, span: Range<Int>)]
) -> CodedSource {
  let transcript = retrievalTranscript(name)
  var sidecar = Sidecar(
    coder: coder,
    source: .init(
      file: name,
      sha256: transcript.digest,
      length: transcript.text.scalarCount
    ),
    status: .init(state: .submitted, at: Timestamp(milliseconds: 0), codebook: codebook)
  )
  sidecar.codings = codings.enumerated().map { place, coding in
    Coding(
      id: Coding.ID(sampleID(place)),
      code: coding.code,
      span: Span(coding.span),
      quote: transcript.text[Span(coding.span)],
      codebook: confirmed ?? codebook,
      created: Timestamp(milliseconds: 0),
      modified: Timestamp(milliseconds: 0)
    )
  }.sorted()
  return CodedSource(
    of: sidecar,
    in: transcript,
    named: name,
    codebook: book,
    attributes: CaseTable.Attributes(case: `case`, values: values)
  )
}

/// The layers of the sample study by one coder.
func sampleSources(_ coder: Coder.ID) throws -> [CodedSource] {
  let study = try StudyFolder.open(path: CalibrationStudy.path)
  let (book, cases) = (try study.codebook(), try study.cases())
  return try study.transcripts.map { name in
    let transcript = try study.transcript(name)
    return CodedSource(
      of: try #require(try study.sidecar(of: name, by: coder)),
      in: transcript,
      named: name,
      codebook: book,
      attributes: cases.attributes(
        of: name,
        header: transcript.structure.header,
        study: study.file
      )
    )
  }
}

/// Sources of some cases by one coder, each of random codings.
func randomSources(_ numbers: inout SeededGenerator) -> [CodedSource] {
  let codes: [Code.ID] = ["trust", "mistrust", "ties", "control", "to-discuss", "lost"]
  let length = retrievalText.unicodeScalars.count
  return (0..<Int.random(in: 1...8, using: &numbers)).map { number in
    let codings = (0..<Int.random(in: 0...12, using: &numbers)).map { _ in
      let ends = [
        Int.random(in: 0..<length, using: &numbers), Int.random(in: 0..<length, using: &numbers),
      ].sorted()
      return (code: codes.randomElement(using: &numbers) ?? "trust", span: ends[0]..<ends[1] + 1)
    }
    let sector = ["health", "school", nil].randomElement(using: &numbers) ?? nil
    return retrievalSource(
      "T\(number).txt",
      case: ["A", "B", ""].randomElement(using: &numbers) ?? "",
      values: sector.map { ["sector": $0] } ?? [:],
      codings
    )
  }
}
