@testable import EmicKit

/// A text of one speaker's letters, some coders' codings of it, and what is decided in them.
enum AdjudicationSamples {
  static let transcript = Transcript(
    name: "T03.txt",
    text: TranscriptText(String(repeating: "abcdefghij", count: 20))
  )

  static let codes: [Code.ID] = ["v", "w", "x", "y"]
  static let codebook = Codebook(
    version: 3,
    codes: codes.map { Code(id: $0, name: .init($0.text)) }
  )

  static func sidecar(_ coder: Coder.ID, _ codings: [Coding] = []) -> Sidecar {
    var sidecar = Sidecar(
      draftOf: transcript,
      by: coder,
      codebook: 3,
      at: Timestamp(milliseconds: 500)
    )
    sidecar.codings = codings.sorted()
    sidecar.status.state = .submitted
    return sidecar
  }

  static func coding(
    _ number: Int,
    _ code: Code.ID,
    _ span: Range<Int>,
    modified: Int64 = 1000
  ) -> Coding {
    Coding(
      id: Coding.ID(sampleID(number)),
      code: code,
      span: Span(span),
      quote: transcript.text[Span(span)],
      before: transcript.context(before: Span(span)),
      after: transcript.context(after: Span(span)),
      codebook: 3,
      created: Timestamp(milliseconds: 1000),
      modified: Timestamp(milliseconds: modified)
    )
  }

  /// Up to four codings of each code, overlapping ones of one code among them.
  static func random(
    _ coder: Coder.ID,
    _ number: Int,
    _ generator: inout SeededGenerator
  ) -> Sidecar {
    func pick(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &generator) }
    let codings = (0..<pick(7)).map { index in
      let start = pick(26)
      let length = 1 + pick(9)
      return coding(number * 100 + index, codes[pick(codes.count)], start..<start + length)
    }
    return sidecar(coder, codings)
  }

  static func compared(_ sidecars: [Sidecar?]) -> ComparedTranscript {
    let reading = CodeReading(codebook)
    return ComparedTranscript(
      transcript,
      layers: sidecars.map { sidecar in
        sidecar.map { ComparedLayer(of: $0, in: transcript, reading: reading) }
      },
      units: AgreementUnits(of: transcript, kind: .turn, scope: .all)
    )
  }
}

/// Coders' work on the sample text with the consensus layer that grows over it.
struct AdjudicationDesk {
  let compared: ComparedTranscript
  var consensus = AdjudicationSamples.sidecar(Coder.consensus)
  var now: Int64 = 5000

  init(_ codings: [Coding]?...) {
    self.init(
      codings.enumerated().map { place, codings in
        codings.map { AdjudicationSamples.sidecar(Coder.ID("coder-\(place)"), $0) }
      }
    )
  }

  init(_ sidecars: [Sidecar?]) {
    compared = AdjudicationSamples.compared(sidecars)
    consensus.status.state = .draft
  }

  var rows: [PassageRow] { compared.rows() }

  func change(
    _ row: PassageRow,
    _ choice: PassageRow.Choice,
    _ reason: Settlement.Reason? = .boundary,
    note: String = "",
    by adjudicator: Coder.ID = "sup"
  ) throws -> Change {
    try consensus.adjudicating(
      row,
      choice,
      reason: reason,
      note: note,
      by: adjudicator,
      in: AdjudicationSamples.transcript,
      codebook: 3,
      at: Timestamp(milliseconds: now)
    )
  }

  @discardableResult
  mutating func settle(
    _ row: PassageRow,
    _ choice: PassageRow.Choice,
    by adjudicator: Coder.ID = "sup"
  ) throws -> Change {
    let change = try change(row, choice, by: adjudicator)
    try consensus.apply(change, at: Timestamp(milliseconds: now))
    now += 1000
    return change
  }

  func closed(_ boundaries: StudyFile.Boundaries = .ask) throws -> Sidecar {
    try consensus.closed(
      over: compared,
      boundaries: boundaries,
      by: "sup",
      codebook: 3,
      at: Timestamp(milliseconds: now)
    )
  }

  /// A choice that fits a row, whatever it is.
  static func anyChoice(
    for row: PassageRow,
    _ generator: inout SeededGenerator
  ) -> PassageRow.Choice {
    let choices: [PassageRow.Choice] =
      row.sides.indices.map { .adopt(coder: $0) } + [
        .union, .intersection, .both, .neither, .edit(span: Span(row.span.start..<60), code: "x"),
      ]
    let fitting = choices.filter { (try? row.outcome(of: $0)) != nil }
    return fitting.randomElement(using: &generator) ?? .neither
  }
}
