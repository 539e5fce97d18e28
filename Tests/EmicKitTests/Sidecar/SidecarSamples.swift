import Glibc

@testable import EmicKit

/// A file of Fixtures.
func fixture(_ name: String, from here: String = #filePath) throws -> [UInt8] {
  let tests = here.split(separator: "/").dropLast(2).joined(separator: "/")
  return try FileReader.read("/\(tests)/Fixtures/\(name)").bytes
}

/// A coding of the sentence "I felt alone in the ward, and nobody came." repeated.
func sampleCoding(
  _ number: Int,
  _ code: Code.ID = "trust",
  _ span: Range<Int> = 10..<20,
  modified: Int64 = 1000,
  memo: String = "",
  flags: [Coding.Flag] = []
) -> Coding {
  Coding(
    id: Coding.ID(sampleID(number)),
    code: code,
    span: Span(span),
    quote: sampleText(span),
    before: sampleText(max(0, span.lowerBound - 32)..<span.lowerBound),
    after: sampleText(span.upperBound..<min(200, span.upperBound + 32)),
    codebook: 1,
    created: Timestamp(milliseconds: 1000),
    modified: Timestamp(milliseconds: modified),
    memo: memo,
    flags: flags
  )
}

func sampleText(_ range: Range<Int>) -> String {
  String(decoding: sampleBytes[range], as: UTF8.self)
}

private let sampleBytes = Array(
  String(repeating: "I felt alone in the ward, and nobody came. ", count: 5).utf8
)

func sampleID(_ number: Int) -> String {
  let digits = String(number, radix: 16)
  return "0195b0c4-7a51-7c3e-9d0a-" + String(repeating: "0", count: 12 - digits.count) + digits
}

func sampleSidecar(_ codings: [Coding] = [], coder: Coder.ID = "coder-a") -> Sidecar {
  Sidecar(
    coder: coder,
    source: .init(file: "T03.txt", sha256: String(repeating: "9f", count: 32), length: 200),
    status: .init(state: .draft, at: Timestamp(milliseconds: 500), codebook: 1),
    codings: codings.sorted()
  )
}

/// SplitMix64: the same cases on every machine.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
