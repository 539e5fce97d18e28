import Testing

@testable import EmicKit

@Suite("Adjudicating") struct AdjudicatingTests {
  private typealias Samples = AdjudicationSamples

  /// `a` has x 10..<20, `b` x 15..<25, `c` nothing there.
  private let boundary = AdjudicationDesk(
    [Samples.coding(1, "x", 10..<20)],
    [Samples.coding(2, "x", 15..<25)],
    []
  )
  private let codes = AdjudicationDesk(
    [Samples.coding(1, "x", 10..<20)],
    [Samples.coding(2, "y", 12..<20)]
  )

  private func outcome(
    _ desk: AdjudicationDesk,
    _ choice: PassageRow.Choice
  ) throws -> [[String]] {
    try desk.rows[0].outcome(of: choice).map { [$0.code.text, "\($0.span)"] }
  }

  @Test("each choice does what its name says")
  func outcomes() throws {
    #expect(try outcome(boundary, .adopt(coder: 1)) == [["x", "15..<25"]])
    #expect(try outcome(boundary, .adopt(coder: 2)) == [])
    #expect(try outcome(boundary, .union) == [["x", "10..<25"]])
    #expect(try outcome(boundary, .intersection) == [["x", "15..<20"]])
    #expect(try outcome(boundary, .neither) == [])
    #expect(try outcome(boundary, .edit(span: Span(11..<13), code: nil)) == [["x", "11..<13"]])
    #expect(try outcome(boundary, .edit(span: nil, code: "y")) == [["y", "10..<25"]])
    #expect(try outcome(codes, .both) == [["x", "10..<20"], ["y", "12..<20"]])
  }

  @Test("an intersection of many pieces is as many codings")
  func pieces() throws {
    let desk = AdjudicationDesk(
      [Samples.coding(1, "x", 10..<30)],
      [Samples.coding(2, "x", 8..<12), Samples.coding(3, "x", 28..<33)]
    )
    #expect(try outcome(desk, .intersection) == [["x", "10..<12"], ["x", "28..<30"]])
  }

  @Test("both unites what several coders gave one of the codes")
  func both() throws {
    let desk = AdjudicationDesk(
      [Samples.coding(1, "x", 10..<20)],
      [Samples.coding(2, "y", 12..<20)],
      [Samples.coding(3, "x", 8..<18)]
    )
    #expect(desk.rows.count == 1)
    #expect(try outcome(desk, .both) == [["x", "8..<20"], ["y", "12..<20"]])
  }

  @Test("a choice that does not fit is refused, and says what fits")
  func refusals() throws {
    let apart = AdjudicationDesk(
      [Samples.coding(1, "x", 10..<20)],
      [Samples.coding(2, "x", 15..<25)],
      [Samples.coding(3, "x", 22..<30)]
    )
    let absent = AdjudicationDesk([Samples.coding(1, "x", 10..<20)], [], nil)
    let cases: [(AdjudicationDesk, PassageRow.Choice, AdjudicationProblem, String)] = [
      (codes, .union, .onlyForBoundaries, "Union and intersection settle the edges of one code;"),
      (codes, .intersection, .onlyForBoundaries, "Adopt a coder, or decide both or neither."),
      (boundary, .both, .onlyForDifferentCodes, "Both stand only where coders gave different"),
      (apart, .intersection, .nothingShared, "so the intersection is empty."),
      (codes, .edit(span: nil, code: nil), .codeNeeded, "Choose the one"),
      (absent, .adopt(coder: 2), .noLayer, "T: that coder has not submitted it"),
      (absent, .adopt(coder: 9), .noLayer, "nothing to adopt. Choose another."),
    ]
    for (desk, choice, problem, words) in cases {
      let thrown = #expect(throws: AdjudicationProblem.self) {
        try desk.change(desk.rows[0], choice)
      }
      #expect(thrown == problem)
      #expect(thrown?.message(transcript: "T").contains(words) == true, "\(problem)")
    }
    for (span, words) in [(Span(4..<4), "The span is empty."), (Span(4..<201), "4 to 201 ends")] {
      let thrown = #expect(throws: AdjudicationProblem.self) {
        try boundary.change(boundary.rows[0], .edit(span: span, code: nil))
      }
      #expect(thrown?.message(transcript: "T").contains(words) == true)
    }
  }

  @Test("a closed layer and a changed text are refused")
  func closedOrChanged() throws {
    var desk = boundary
    desk.consensus.status.state = .submitted
    let closed = #expect(throws: AdjudicationProblem.self) {
      try desk.change(desk.rows[0], .union)
    }
    let words = closed?.message(transcript: "T")
    #expect(words?.hasSuffix("Nothing was changed; reopen it first.") == true)
    desk.consensus.source.sha256 = String(repeating: "0", count: 64)
    let changed = #expect(throws: AdjudicationProblem.self) {
      try desk.change(desk.rows[0], .union)
    }
    #expect(changed?.message(transcript: "T").hasPrefix("T: this transcript has changed") == true)
  }

  @Test("a verdict leaves codings with their text, what they settle, why and by whom")
  func verdict() throws {
    var desk = boundary
    let change = try desk.change(desk.rows[0], .union, .boundary, note: "whole clause")
    #expect(change.summary == "Settled x: union, boundary.")
    try desk.consensus.apply(change, at: Timestamp(milliseconds: 5000))
    let coding = try #require(desk.consensus.codings.first)
    #expect(coding.id == Coding.ID(settling: desk.rows[0].from, 0))
    #expect(coding.quote == Samples.transcript.text[Span(10..<25)])
    #expect(coding.before == Samples.transcript.context(before: Span(10..<25)))
    #expect((coding.created.milliseconds, coding.modified.milliseconds) == (5000, 5000))
    #expect(coding.codebook == 3)
    let wanted = Settlement(
      from: desk.rows[0].from,
      decision: .union,
      reason: .boundary,
      note: "whole clause",
      by: "sup"
    )
    #expect(coding.settlement == wanted)
    let again = try desk.change(desk.rows[0], .union, .boundary, note: "whole clause")
    #expect(again.isEmpty)
  }

  @Test("a later verdict takes the place of an earlier one, whatever both left")
  func replaced() throws {
    var desk = boundary
    let row = desk.rows[0]
    for choice in [.union, .adopt(coder: 0), .neither, .adopt(coder: 2), .intersection]
      as [PassageRow.Choice]
    {
      try desk.settle(row, choice)
      let verdicts = desk.consensus.verdicts.all
      #expect(verdicts.count == 1)
      #expect(verdicts[0].isMade(of: try row.outcome(of: choice)))
      #expect(desk.consensus.verdicts.state(of: row) == .settled(verdicts[0]))
    }
    #expect(desk.consensus.settled.isEmpty)
    #expect(desk.consensus.codings.map(\.span) == [Span(15..<20)])
  }

  @Test("one who has nothing there is adopted as neither, on record and without a coding")
  func neither() throws {
    var desk = boundary
    try desk.settle(desk.rows[0], .adopt(coder: 2))
    #expect(desk.consensus.codings.isEmpty)
    let verdict = try #require(desk.consensus.verdicts.all.first)
    #expect(verdict.settlement.decision == .neither)
    #expect(verdict.at.milliseconds == 5000)
  }

  @Test("a code that the codebook lacks is settled as it is stored")
  func unknownCode() throws {
    var desk = AdjudicationDesk([Samples.coding(1, "q", 10..<20)], [])
    #expect(desk.rows[0].sides[0][0].code == "?q")
    try desk.settle(desk.rows[0], .adopt(coder: 0))
    #expect(desk.consensus.codings.map(\.code) == ["q"])
    guard case .settled = desk.consensus.verdicts.state(of: desk.rows[0]) else {
      return #expect(Bool(false))
    }
  }

  @Test("undoing any series of verdicts gives back what was there, and redoing what was done")
  func undo() throws {
    var generator = SeededGenerator(state: 11)
    func content(_ sidecar: Sidecar) -> [[String]] {
      sidecar.verdicts.all.map { verdict in
        [verdict.settlement.decision.text, verdict.settlement.by?.text ?? ""]
          + verdict.settlement.from.map(\.text)
          + verdict.codings.map { "\($0.id) \($0.code) \($0.span) \($0.quote)" }
      }
    }
    for _ in 0..<400 {
      var desk = AdjudicationDesk(
        (0..<3).map { Samples.random(Coder.ID("coder-\($0)"), $0, &generator) }
      )
      var done: [(change: Change, before: [[String]], after: [[String]])] = []
      for row in desk.rows + desk.rows {
        let before = content(desk.consensus)
        let choice = AdjudicationDesk.anyChoice(for: row, &generator)
        let change = try desk.settle(row, choice)
        done.append((change, before, content(desk.consensus)))
      }
      for (change, before, after) in done.reversed() {
        #expect(content(desk.consensus) == after)
        try desk.consensus.apply(change.inverse, at: Timestamp(milliseconds: desk.now))
        #expect(content(desk.consensus) == before)
        desk.now += 10
      }
      #expect(desk.consensus.codings.isEmpty && desk.consensus.settled.isEmpty)
      for (change, _, after) in done {
        try desk.consensus.apply(change, at: Timestamp(milliseconds: desk.now))
        #expect(content(desk.consensus) == after)
      }
    }
  }

  @Test("taking back what is gone or deciding twice is refused with a sentence")
  func settledProblems() throws {
    var sidecar = Samples.sidecar(Coder.consensus)
    let time = Timestamp(milliseconds: 1)
    let entry = Sidecar.Settled.verdict(Settlement(from: ["a"], decision: .neither), at: time)
    let missing = #expect(throws: ChangeProblem.self) {
      try sidecar.apply(Change("", [.settled(before: entry, after: nil)]), at: time)
    }
    #expect(missing?.message.contains("nothing belongs there is gone") == true)
    try sidecar.apply(Change("", [.settled(before: nil, after: entry)]), at: time)
    let exists = #expect(throws: ChangeProblem.self) {
      try sidecar.apply(Change("", [.settled(before: nil, after: entry)]), at: time)
    }
    #expect(exists?.message.contains("is decided already") == true)
  }
}
