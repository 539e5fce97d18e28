import Testing

@testable import EmicKit

@Suite("Where the consensus differs from a coder's work") struct ConsensusDifferenceTests {
  private typealias Samples = AdjudicationSamples

  @Test("each coder sees what was decided otherwise, why and by whom, and nothing else")
  func differences() throws {
    var desk = AdjudicationDesk(
      [Samples.coding(1, "x", 10..<20), Samples.coding(2, "y", 30..<40)],
      [Samples.coding(3, "x", 15..<25)],
      []
    )
    try desk.settle(desk.rows[0], .adopt(coder: 0))
    try desk.settle(desk.rows[1], .neither)
    func differences(_ coder: Int) -> [ConsensusDifference] {
      desk.compared.differences(of: coder, from: desk.consensus, codebook: Samples.codebook)
    }
    #expect(differences(0).map(\.own) == [desk.rows[1].sides[0]])
    #expect(differences(0)[0].verdict.codings.isEmpty)
    #expect(differences(1).map(\.row) == [desk.rows[0]])
    #expect(differences(1)[0].verdict.settlement.reason == .boundary)
    #expect(differences(1)[0].verdict.settlement.by == "sup")
    #expect(differences(2).map(\.own) == [[]])
    #expect(differences(2)[0].verdict.codings.map(\.span) == [Span(10..<20)])
  }

  @Test("open and stale rows are no difference, and without a layer there is none")
  func settledOnly() throws {
    var desk = AdjudicationDesk([Samples.coding(1, "x", 10..<20)], [], nil)
    func count(_ coder: Int) -> Int {
      desk.compared.differences(of: coder, from: desk.consensus, codebook: Samples.codebook).count
    }
    #expect(count(1) == 0)
    try desk.settle(desk.rows[0], .adopt(coder: 0))
    #expect((count(0), count(1), count(2)) == (0, 1, 0))
  }
}
