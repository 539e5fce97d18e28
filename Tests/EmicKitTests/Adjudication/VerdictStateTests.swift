import Testing

@testable import EmicKit

@Suite("Whether a verdict still stands") struct VerdictStateTests {
  private typealias Samples = AdjudicationSamples

  private enum Word { case open, settled, stale }

  /// Settles the first row, then looks at the first row of other work.
  private func word(
    after choice: PassageRow.Choice = .adopt(coder: 0),
    at now: Int64 = 5000,
    _ codings: [Coding]...
  ) throws -> Word {
    var desk = AdjudicationDesk(
      [Samples.coding(1, "x", 10..<20)],
      [Samples.coding(2, "x", 15..<25)]
    )
    desk.now = now
    try desk.settle(desk.rows[0], choice)
    let sidecars = codings.enumerated().map {
      Samples.sidecar(Coder.ID("coder-\($0.offset)"), $0.element)
    }
    let row = try #require(Samples.compared(sidecars).rows().first)
    switch desk.consensus.verdicts.state(of: row) {
    case .open: return .open
    case .settled: return .settled
    case .stale: return .stale
    }
  }

  private let other = [Samples.coding(2, "x", 15..<25)]

  @Test("as long as its sources are as they were")
  func settled() throws {
    #expect(try word([Samples.coding(1, "x", 10..<20)], other) == .settled)
  }

  @Test("not when a source was changed later, though its span is the same")
  func changedLater() throws {
    #expect(try word([Samples.coding(1, "x", 10..<20, modified: 5001)], other) == .stale)
    #expect(try word([Samples.coding(1, "x", 10..<20, modified: 5000)], other) == .settled)
  }

  @Test("not when a source was removed from the row or came to it")
  func otherSources() throws {
    #expect(try word([Samples.coding(1, "x", 10..<20)], []) == .stale)
    let more = other + [Samples.coding(3, "x", 8..<12)]
    #expect(try word([Samples.coding(1, "x", 10..<20)], more) == .stale)
    #expect(try word([Samples.coding(7, "x", 10..<20)], []) == .open)
  }

  @Test("not when span or code were changed by hand and no time with them")
  func byHand() throws {
    #expect(try word([Samples.coding(1, "x", 11..<20)], other) == .stale)
    #expect(try word(after: .union, [Samples.coding(1, "x", 9..<20)], other) == .stale)
    let otherCode = [Samples.coding(2, "y", 15..<25)]
    #expect(try word([Samples.coding(1, "y", 10..<20)], otherCode) == .stale)
    #expect(
      try word(after: .intersection, [Samples.coding(1, "x", 10..<20)], other) == .settled
    )
  }

  @Test("a decision that sets its own span and code stands on other spans by hand, too")
  func edited() throws {
    let choice = PassageRow.Choice.edit(span: Span(2..<9), code: "v")
    #expect(try word(after: choice, [Samples.coding(1, "x", 11..<20)], other) == .settled)
  }

  @Test("a coder's clock that is ahead does not make it stale at once")
  func clocks() throws {
    var desk = AdjudicationDesk([Samples.coding(1, "x", 10..<20, modified: 90_000)], [])
    try desk.settle(desk.rows[0], .adopt(coder: 0))
    guard case .settled(let verdict) = desk.consensus.verdicts.state(of: desk.rows[0]) else {
      return #expect(Bool(false))
    }
    #expect(verdict.at.milliseconds == 90_000)
  }

  @Test("a code that was merged into another since is read as that and stays settled")
  func mergedCode() throws {
    var desk = AdjudicationDesk([Samples.coding(1, "x", 10..<20)], [])
    try desk.settle(desk.rows[0], .adopt(coder: 0))
    var codes = Samples.codebook.codes
    codes[2].replacedBy = ["y"]
    let transcript = Samples.transcript
    let reading = CodeReading(Codebook(version: 4, codes: codes))
    let layers = [[Samples.coding(1, "x", 10..<20)], []].enumerated().map {
      ComparedLayer(
        of: Samples.sidecar(Coder.ID("coder-\($0.offset)"), $0.element),
        in: transcript,
        reading: reading
      )
    }
    let units = AgreementUnits(of: transcript, kind: .turn, scope: .all)
    let row = ComparedTranscript(transcript, layers: layers, units: units).rows()[0]
    #expect(row.sides[0][0].code == "y")
    guard case .settled = desk.consensus.verdicts.state(of: row) else {
      return #expect(Bool(false))
    }
  }

  @Test("a stale verdict gives way to the next one about any of its codings")
  func stale() throws {
    var desk = AdjudicationDesk(
      [Samples.coding(1, "x", 10..<20)],
      [Samples.coding(2, "x", 15..<25)]
    )
    try desk.settle(desk.rows[0], .union)
    var later = AdjudicationDesk([Samples.coding(1, "x", 10..<20)], [])
    later.consensus = desk.consensus
    later.now = desk.now
    try later.settle(later.rows[0], .adopt(coder: 0))
    #expect(later.consensus.verdicts.all.map(\.settlement.from) == [later.rows[0].from])
    #expect(later.consensus.codings.map(\.span) == [Span(10..<20)])
  }
}
