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
