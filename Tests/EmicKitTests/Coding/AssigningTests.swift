import Testing

@testable import EmicKit

@Suite("What an assignment takes in") struct AssigningTests {
  private let transcript = Transcript(
    name: "T.txt",
    text: TranscriptText(String(repeating: "abcde ", count: 10))
  )

  @Test(
    "of the same code all that shares text with the span and nothing else",
    arguments: 1...40 as ClosedRange<UInt64>
  )
  func law(seed: UInt64) throws {
    var dice = SeededGenerator(state: seed)
    func span() -> Span {
      let start = Int.random(in: 0..<40, using: &dice)
      return Span(start..<start + Int.random(in: 1..<12, using: &dice))
    }
    let codes: [Code.ID] = ["trust", "money"]
    let before = (1...8).map { sampleCoding($0, codes[$0 % 2], span().range) }.sorted()
    let (coded, code) = (span(), codes[Int.random(in: 0..<2, using: &dice)])
    var sidecar = sampleSidecar(before)
    var moment = Moment(now: Timestamp(milliseconds: 5000), seed: (seed, 1))
    let change = try sidecar.assigning(
      [code],
      to: coded,
      in: transcript,
      codebook: 1,
      moment: &moment
    )
    try sidecar.apply(change, at: moment.now)

    let takenIn = before.filter { $0.code == code && $0.span.overlaps(coded) }
    let left = before.filter { one in !takenIn.contains { $0.id == one.id } }
    let whole = takenIn.reduce(coded) { $0.union($1.span) }
    let stands = sidecar.codings.filter { one in !left.contains { $0.id == one.id } }
    #expect(stands.map(\.code) == [code])
    #expect(stands.map(\.span) == [whole])
    #expect(takenIn.isEmpty || takenIn.contains { $0.id == stands.first?.id })
    #expect(sidecar.codings.count == left.count + 1)
  }

  @Test("its words are its own, or those of who asks")
  func words() throws {
    var moment = Moment(now: Timestamp(milliseconds: 5000), seed: (1, 1))
    let sidecar = sampleSidecar([])
    func summary(_ words: String?) throws -> String {
      try sidecar.assigning(
        ["trust"],
        to: Span(0..<5),
        in: transcript,
        codebook: 1,
        saying: words,
        moment: &moment
      ).summary
    }
    #expect(try summary(nil) == "Assigned trust to 5 characters.")
    #expect(try summary("Coded.") == "Coded.")
  }

  @Test("where nothing changes it says so, whatever who asks would say")
  func nothing() throws {
    var moment = Moment(now: Timestamp(milliseconds: 5000), seed: (1, 1))
    let change = try sampleSidecar([sampleCoding(1, "trust", 0..<9)]).assigning(
      ["trust"],
      to: Span(2..<5),
      in: transcript,
      codebook: 1,
      saying: "Coded.",
      moment: &moment
    )
    #expect(change == Change("trust stands on these words already.", []))
  }
}
