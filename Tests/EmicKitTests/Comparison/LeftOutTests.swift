import Testing

@testable import EmicKit

@Suite("What is left out of agreement, in words") struct LeftOutTests {
  private let coders = ["ana", "ben", "cleo"].map { Coder.ID($0) }

  private func left(_ places: [(String, [String])]) -> [LeftOut] {
    places.flatMap { name, coders in
      coders.map { LeftOut(transcript: name, coder: Coder.ID($0), reason: .noSidecar) }
    }
  }

  @Test("transcripts that lack the same coders stand together, in order")
  func together() {
    let left = left([
      ("T01", ["ana", "ben", "cleo"]), ("T03", ["cleo"]), ("T04", ["ana", "ben", "cleo"]),
      ("T05", ["cleo", "ana"]),
    ])
    #expect(left.places(of: coders) == "T01, T04 by any of them; T03 by cleo; T05 by ana, cleo")
    #expect(
      left.places(of: [], transcript: { $0.lowercased() }, coder: { $0 == "ana" ? "B" : "A" })
        == "t01, t04 by A, A, B; t03 by A; t05 by A, B"
    )
  }

  @Test("of many the first six are named")
  func many() {
    let left = left((1...9).map { ("T\($0)", ["ben"]) })
    #expect(left.places(of: coders) == "T1, T2, T3, T4, T5, T6 and 3 more by ben")
  }

  @Test("one coder alone is named, and nobody is nothing")
  func few() {
    #expect(left([("T1", ["ana"])]).places(of: [Coder.ID("ana")]) == "T1 by ana")
    #expect([LeftOut]().places(of: coders) == "")
  }
}
