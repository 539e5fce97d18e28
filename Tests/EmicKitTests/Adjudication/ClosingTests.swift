import Testing

@testable import EmicKit

@Suite("Closing an adjudication") struct ClosingTests {
  private typealias Samples = AdjudicationSamples

  /// An agreed row, edges that differ and one that a coder missed.
  private let desk = AdjudicationDesk(
    [
      Samples.coding(1, "x", 10..<20), Samples.coding(2, "y", 30..<40),
      Samples.coding(3, "v", 50..<60),
    ],
    [Samples.coding(4, "x", 10..<20), Samples.coding(5, "y", 32..<45)]
  )

  @Test("what all agree on is entered, the layer is closed and the log says by whom")
  func agreed() throws {
    var desk = desk
    for row in desk.rows where row.kind != .agreed { try desk.settle(row, .adopt(coder: 0)) }
    let closed = try desk.closed()
    #expect(closed.status.state == .submitted)
    #expect(closed.status.codebook == 3)
    #expect(closed.codings.map(\.span) == [Span(10..<20), Span(30..<40), Span(50..<60)])
    #expect(closed.codings.map(\.settlement?.decision) == [.agreed, .adopt, .adopt])
    #expect(closed.codings[0].settlement?.from == desk.rows[0].from)
    #expect(closed.codings[0].settlement?.by == "sup")
    guard case .object(let entry)? = closed.log.last else { return #expect(Bool(false)) }
    #expect(entry.map(\.key) == ["act", "at", "by"])
    #expect(closed.log.last?["act"] == "close")
    #expect(closed.log.last?["by"] == "sup")
    #expect(closed.log.last?["at"]?.string == closed.status.at.text)
    #expect(!closed.isReadOnly)
    #expect(try SidecarReader.read(SidecarWriter.encode(closed), file: "s") == closed)
  }

  @Test("open rows keep it open, and are counted and placed")
  func open() throws {
    let problem = #expect(throws: AdjudicationProblem.self) { try desk.closed() }
    #expect(problem == .open(rows: 2, turns: [1]))
    #expect(
      problem?.message(transcript: "T03.txt")
        == "T03.txt: 2 disagreements have no verdict yet (turn 1), so it stays open. Settle them, "
        + "or let `boundaries` of study.yaml settle edges."
    )
    let many = AdjudicationProblem.open(rows: 12, turns: Array(1...10))
    #expect(many.message(transcript: "T").contains("(turns 1, 2, 3, 4, 5, 6, 7, 8 and 2 more)"))
    let one = AdjudicationProblem.open(rows: 1, turns: [])
    #expect(one.message(transcript: "T").contains("1 disagreement has no verdict yet, so"))
  }

  @Test("the study's rule settles edges, and what a coder missed only an adjudicator does")
  func rule() throws {
    let spans: [(StudyFile.Boundaries, Span)] = [
      (.union, Span(30..<45)), (.intersection, Span(32..<40)), (.longest, Span(32..<45)),
    ]
    for (boundaries, span) in spans {
      #expect(throws: AdjudicationProblem.open(rows: 1, turns: [1])) {
        try self.desk.closed(boundaries)
      }
      var desk = desk
      try desk.settle(desk.rows[2], .neither)
      let closed = try desk.closed(boundaries)
      #expect(closed.codings.map(\.span) == [Span(10..<20), span])
      #expect(closed.codings[1].settlement?.decision == .rule)
      #expect(closed.codings[1].settlement?.by == "sup")
      guard case .settled = closed.verdicts.state(of: desk.rows[1]) else {
        return #expect(Bool(false))
      }
    }
  }

  @Test("of equally long sides the first in the text is taken, whoever is the first coder")
  func longest() throws {
    let sides = [[Samples.coding(1, "x", 12..<20)], [Samples.coding(2, "x", 10..<18)]]
    for order in [[0, 1], [1, 0]] {
      let desk = AdjudicationDesk(sides[order[0]], sides[order[1]])
      #expect(try desk.closed(.longest).codings.map(\.span) == [Span(10..<18)])
    }
  }

  @Test("edges that a rule has no answer to, or that a third coder lacks, stay open")
  func noRule() throws {
    let three = AdjudicationDesk(
      [Samples.coding(1, "x", 10..<20)],
      [Samples.coding(2, "x", 15..<25)],
      []
    )
    #expect(throws: AdjudicationProblem.open(rows: 1, turns: [1])) { try three.closed(.union) }
    let apart = AdjudicationDesk(
      [Samples.coding(1, "x", 10..<20)],
      [Samples.coding(2, "x", 15..<25)],
      [Samples.coding(3, "x", 22..<30)]
    )
    #expect(throws: AdjudicationProblem.open(rows: 1, turns: [1])) {
      try apart.closed(.intersection)
    }
    #expect(try apart.closed(.union).codings.map(\.span) == [Span(10..<30)])
  }

  @Test("without two coders, closed already, or with another text it is refused")
  func refused() throws {
    for (desk, words) in [
      (AdjudicationDesk([Samples.coding(1, "x", 1..<5)], nil), "T: only coder-0 has submitted it"),
      (AdjudicationDesk([nil, nil] as [Sidecar?]), "T: nobody has submitted it, and a consensus"),
    ] {
      let problem = #expect(throws: AdjudicationProblem.self) { try desk.closed() }
      #expect(problem?.message(transcript: "T").hasPrefix(words) == true)
    }
    var desk = desk
    desk.consensus.status.state = .submitted
    #expect(throws: AdjudicationProblem.closed(since: desk.consensus.status.at)) {
      try desk.closed(.union)
    }
    desk.consensus.source.sha256 = String(repeating: "0", count: 64)
    #expect(throws: AdjudicationProblem.textChanged) { try desk.closed(.union) }
  }

  @Test("reopened by an adjudicator it can be changed and closed again, and its log grows")
  func reopened() throws {
    var desk = desk
    for row in desk.rows where row.kind != .agreed { try desk.settle(row, .adopt(coder: 0)) }
    let closed = try desk.closed()
    desk.consensus = try closed.reopened(
      because: "a slip",
      codebook: 3,
      by: "sup",
      at: Timestamp(milliseconds: desk.now)
    )
    #expect(desk.consensus.log.last?["by"] == "sup")
    #expect(desk.consensus.follows(closed: closed))
    try desk.settle(desk.rows[1], .union)
    let again = try desk.closed()
    #expect(again.codings.map(\.span) == [Span(10..<20), Span(30..<45), Span(50..<60)])
    #expect(again.codings[0] == closed.codings[0])
    #expect(again.log.compactMap { $0["act"]?.string } == ["close", "reopen", "close"])
  }

  @Test("a verdict about codings that are no longer there is taken out")
  func orphans() throws {
    var old = AdjudicationDesk([Samples.coding(9, "v", 70..<80)], [Samples.coding(8, "w", 90..<95)])
    try old.settle(old.rows[0], .adopt(coder: 0))
    try old.settle(old.rows[1], .neither)
    var desk = desk
    (desk.consensus, desk.now) = (old.consensus, old.now)
    #expect(desk.consensus.verdicts.settlingNone(of: desk.rows).count == 2)
    for row in desk.rows where row.kind != .agreed { try desk.settle(row, .adopt(coder: 0)) }
    let closed = try desk.closed()
    #expect(closed.codings.map(\.span) == [Span(10..<20), Span(30..<40), Span(50..<60)])
    #expect(closed.settled.isEmpty)
  }

  @Test("what other hands left in the layer does not keep it from being closed")
  func otherHands() throws {
    var desk = desk
    let from = desk.rows[2].from
    // Twice the same decision, an id that a verdict is to have, and a decision nobody knows.
    let neither = Settlement(from: from, decision: .neither)
    let time = Timestamp(milliseconds: 1)
    desk.consensus.settled = [
      .verdict(neither, at: time), .verdict(neither, at: time), .unknown("odd"),
    ]
    var taken = Samples.coding(0, "w", 3..<5)
    taken = Coding(
      id: Coding.ID(settling: desk.rows[0].from, 0),
      code: taken.code,
      span: taken.span,
      quote: taken.quote,
      codebook: 3,
      created: time,
      modified: time,
      kept: [JSONMember("from", 5)]
    )
    var coin = Samples.coding(90, "w", 31..<33, modified: 2000)
    coin.settlement = Settlement(from: desk.rows[1].from, decision: .unknown("coin-flip"))
    desk.consensus.codings = [taken, coin].sorted()
    try desk.settle(desk.rows[2], .neither)
    #expect(desk.consensus.settled.compactMap(\.key) == [from])
    try desk.settle(desk.rows[2], .adopt(coder: 0))
    #expect(desk.consensus.settled == [.unknown("odd")])
    let closed = try desk.closed()
    #expect(closed.codings.map(\.span) == [Span(10..<20), Span(31..<33), Span(50..<60)])
    #expect(closed.codings[1].settlement == coin.settlement)
    #expect(closed.settled == [.unknown("odd")])
  }

  @Test("a closed layer settles each row exactly once, and the coders' own layers stay as they are")
  func complete() throws {
    var generator = SeededGenerator(state: 31)
    for _ in 0..<400 {
      let sidecars = (0..<3).map { Samples.random(Coder.ID("coder-\($0)"), $0, &generator) }
      var desk = AdjudicationDesk(sidecars)
      // Older work was settled first: some of these verdicts are stale by now.
      let older = AdjudicationDesk(
        sidecars.map { sidecar in
          var older = sidecar
          if !older.codings.isEmpty { older.codings.removeLast() }
          return older
        }
      )
      for row in older.rows {
        try desk.settle(row, AdjudicationDesk.anyChoice(for: row, &generator))
      }
      for row in desk.rows where row.kind != .agreed {
        try desk.settle(row, AdjudicationDesk.anyChoice(for: row, &generator))
      }
      let closed = try desk.closed()
      let rows = desk.rows
      let verdicts = closed.verdicts
      #expect(verdicts.all.map(\.settlement.from.count) == verdicts.all.map(\.settlement.key.count))
      #expect(
        Set(verdicts.all.map(\.settlement.key)) == Set(rows.map(\.from))
          && verdicts.all.count == rows.count
      )
      for row in rows {
        guard case .settled = verdicts.state(of: row) else { return #expect(Bool(false)) }
      }
      #expect(closed.codings == closed.codings.sorted())
      #expect(
        closed.codings.allSatisfy { Samples.transcript.text[$0.span] == $0.quote }
      )
    }
  }

  @Test("the sample study is adjudicated and closed, and its figures stay")
  func sampleStudy() throws {
    for compared in try PassageTests.sampleStudy() {
      let before = compared.passages()
      var desk = AdjudicationDesk([Sidecar?]())
      desk.consensus = Sidecar(
        draftOf: compared.transcript,
        by: Coder.consensus,
        codebook: 1,
        at: Timestamp(milliseconds: 0)
      )
      let time = Timestamp(milliseconds: 1_900_000_000_000)
      for row in compared.passagesWithRows().flatMap(\.rows) {
        let change = try desk.consensus.adjudicating(
          row,
          .adopt(coder: 0),
          reason: .ambiguous,
          by: "supervisor",
          in: compared.transcript,
          codebook: 1,
          at: time
        )
        try desk.consensus.apply(change, at: time)
      }
      let closed = try desk.consensus.closed(
        over: compared,
        boundaries: .ask,
        by: "supervisor",
        codebook: 1,
        at: time
      )
      #expect(closed.verdicts.all.count == compared.rows().count)
      #expect(compared.passages() == before)
      #expect(compared.differences(of: 0, from: closed, codebook: Codebook()).isEmpty)
      #expect(try closed.check(against: compared.transcript, file: "s") == .same)
    }
  }
}
