import Testing

@testable import EmicKit
@testable import EmicTUI

/// Counts on the screen: matrix, codes on the same text, first uses, and what is behind each.
@Suite("Counts on the screen") struct CountsTests {
  /// The numbers of a code in the matrix, column by column.
  private func row(_ code: Code.ID, _ session: QuestionSession) throws -> [String] {
    let counts = session.state.counts
    let matrix = try #require(counts.matrix)
    let place = try #require(matrix.codes.firstIndex(of: code))
    return matrix.columns.indices.map { column in
      let name = matrix.columns[column].values.map { $0 ?? "?" }.joined(separator: "/")
      guard case .counted(let count) = counts.cell(place, column) else { return "\(name) none" }
      return "\(name) \(count.codings)/\(count.cases)"
    }
  }

  @Test("codes by sector and level: codings and cases of the sample study")
  func sectorAndLevel() throws {
    let session = try QuestionSession(keys: "g m")
    #expect(session.words == "by coder-a")
    #expect(
      try row("trust", session) == [
        "migrants/district 2/1", "children with disabilities/district 3/1",
      ]
    )
    #expect(
      try row("funding-dependence", session) == [
        "migrants/district 1/1", "children with disabilities/district 2/1",
      ]
    )
    #expect(
      try row("stability-concern", session) == [
        "migrants/district 3/1", "children with disabilities/district 1/1",
      ]
    )
    #expect(session.recorded.isEmpty)
  }

  @Test(
    "on a low screen rows come first: the one in hand is seen wherever it is, down to the sums",
    arguments: 10...16
  )
  func lowScreen(height: Int) throws {
    var session = try QuestionSession(size: Size(width: 40, height: height), keys: "g m")
    let matrix = try #require(session.state.counts.matrix)
    let names = matrix.codes.map(\.text) + ["all codes"]
    for row in 0..<session.state.counts.rowCount {
      let line = try #require(session.lines.first { $0.hasPrefix("▸ ") }, "\(names[row])")
      #expect(line.contains(names[row].prefix(4)))
      session.play("j")
    }
    session.play("g g")
    let rows = session.lines.count { line in
      names.contains { line.dropFirst(2).hasPrefix($0.prefix(4)) }
    }
    #expect(rows >= height - 7)
  }

  @Test("at 40 columns and 10 rows: headings, rows, the sums, and what the count in hand says")
  func smallest() throws {
    var session = try QuestionSession(size: Size(width: 40, height: 10), keys: "g m")
    try GoldenScreen(render(session.state)).expect("questions/matrix-small")
    session.play("l j")
    try GoldenScreen(render(session.state)).expect("questions/matrix-small-moved")
  }

  @Test("a question without an answer names the keys that lead out of it, and none beside")
  func hintsWithoutAnswer() throws {
    var session = try QuestionSession(coder: "supervisor", keys: "g m")
    #expect(session.state.counts.asking.refusal != nil)
    let foot = try #require(session.lines.last)
    for words in ["quotations", "columns", "roll up", "export"] { #expect(!foot.contains(words)) }
    for words in ["b coder", "L layer", "Tab next count", "q back"] {
      #expect(foot.contains(words))
    }
    #expect(!session.screen.contains("goes back to the question before"))
    session.play("b a Enter")
    #expect(session.state.counts.asking.refusal == nil)
    #expect(session.lines.last?.contains("↵ quotations") == true)
    #expect(session.lines.last?.contains("x export") == true)
  }

  @Test(
    "every count opens exactly its codings, and sums are the sums of their parts",
    arguments: [
      "", "R", "R R", "d Ctrl-U t r a n s Enter", "d Ctrl-U c a s e Enter",
      "d Ctrl-U c o d e r Enter",
      "c t r u , r e l a t i o n s Enter", "w m i g Enter",
    ]
  )
  func cells(keys: String) throws {
    var session = try QuestionSession(keys: "g m")
    session.play(keys)
    let counts = session.state.counts
    let (matrix, codings) = (try #require(counts.matrix), try #require(session.state.codings))
    var opened = 0
    for row in 0..<counts.rowCount {
      for column in 0..<counts.columnCount {
        guard case .counted(let count)? = counts.cell(row, column), count.codings > 0,
          counts.hasTotals || row < matrix.codes.count
        else { continue }
        let query = try #require(session.state.queryOfCell(row, column, codings))
        let found = try codings.answer(query).places.count
        #expect(found == count.codings, "row \(row), column \(column): \(query.words())")
        opened += 1
      }
      guard counts.hasTotals else { continue }
      var sum = 0
      for column in matrix.columns.indices {
        if case .counted(let count)? = counts.cell(row, column) { sum += count.codings }
      }
      #expect(counts.cell(row, matrix.columns.count).map(Self.codings) == sum, "row \(row)")
    }
    #expect(opened > 0)
  }

  private static func codings(_ cell: CodeMatrix.Cell) -> Int {
    if case .counted(let count) = cell { count.codings } else { 0 }
  }

  @Test("Enter on a count opens its quotations, q comes back to it")
  func cellAndBack() throws {
    var session = try QuestionSession(keys: "g m")
    while session.state.counts.matrix?.codes[session.state.counts.row] != "trust" {
      session.play("j")
    }
    session.play("l Enter")
    #expect(session.state.screen == .retrieval)
    #expect(
      session.words
        == "trust, by coder-a, layer final, sector=children with disabilities, level=district"
    )
    #expect(session.retrieval.list?.count == 3)
    let (row, column) = (session.state.counts.row, session.state.counts.column)
    session.play("j Enter q q")
    #expect(session.state.screen == .counts)
    #expect((session.state.counts.row, session.state.counts.column) == (row, column))
    #expect(session.state.asking.query.words() == "by coder-a")
  }

  @Test("coders are never added up: refused with the ways out, each a key away")
  func severalCoders() throws {
    var session = try QuestionSession(coder: "supervisor", keys: "g m")
    #expect(session.screen.contains("coders are never added up"))
    #expect(session.screen.contains("b chooses a coder, L a layer"))
    #expect(session.recorded.isEmpty)
    session.play("b r - a Enter")
    #expect(session.words == "by coder-a")
    #expect(session.state.counts.matrix != nil)
    session.play("u d c o d e r Enter")
    #expect(session.state.counts.matrix?.columns.count == 3)
    #expect(session.state.counts.hasTotals == false)
    #expect(session.recorded == [Samples.english, Samples.chinese])
  }

  @Test(
    "trust with what is below it: 5, 4 and 4 codings",
    arguments: [
      ("coder-a", 5), ("coder-b", 4), ("coder-c", 4),
    ]
  )
  func rolledUp(coder: String, count: Int) throws {
    var session = try QuestionSession(coder: "supervisor", keys: "g m")
    session.ask("trust with subcodes, by \(coder)")
    let matrix = try #require(session.state.counts.matrix)
    #expect(matrix.codes == ["trust"])
    #expect(matrix.rowTotals[0].codings == count)
  }

  @Test("first uses: 28 and 7 codes, the other way round 20 and 15")
  func saturation() throws {
    var session = try QuestionSession(keys: "g s")
    func numbers() -> [Int] { session.state.counts.saturation?.firstUses.map(\.new.count) ?? [] }
    #expect(numbers() == [28, 7])
    session.play(">")
    #expect(numbers() == [20, 15])
    #expect(session.state.counts.order == .own([Samples.chinese, Samples.english]))
    session.play("s 2")
    #expect(session.state.counts.order == .attribute("interview-date"))
    #expect(numbers() == [28, 7])
    session.play("j Enter")
    #expect(Set(session.retrieval.list?.rows.map(\.codeID) ?? []).count == 7)
  }

  @Test("codes on the same text: by characters, turns and sentences, each opens its passages")
  func pairs() throws {
    var session = try QuestionSession(keys: "g o")
    let first = try #require(session.state.counts.pairs?.first)
    session.play("Enter")
    #expect(session.retrieval.asking.query.codes == [first.codes[0]])
    #expect(
      session.retrieval.asking.query.relations == [
        CodeRelation(.overlapping, first.codes[1])
      ]
    )
    #expect((session.retrieval.list?.count ?? 0) > 0)
    session.play("q %")
    #expect(session.state.counts.unit == .turn)
    session.play("Enter")
    #expect(session.retrieval.asking.query.relations.map(\.place) == [.sameTurn])
  }

  @Test("Tab walks through the counts, keys of the others say where they work")
  func views() throws {
    var session = try QuestionSession(keys: "g m")
    session.play("%")
    #expect(session.message.contains("Tab leads there"))
    session.play("Tab d")
    #expect(session.message.contains("Only a matrix has columns"))
    session.play("Tab Tab")
    #expect(session.state.counts.view == .matrix)
    session.play("q")
    #expect(session.state.screen == .study)
  }

  @Test("what is counted is exported as it is asked")
  func export() throws {
    var session = try QuestionSession(keys: "g m")
    session.play("x")
    let question = try #require(session.state.counts.question)
    #expect(session.left == [.exportCounts(question, coder: "coder-a")])
  }

  @Test("a column that is typed out whole is the one in hand, whatever stands before it")
  func wholeName() throws {
    var session = try QuestionSession(keys: "g m d")
    session.type("transcript")
    guard case .lines(let picker) = session.state.popups.last else {
      Issue.record("no list is open")
      return
    }
    #expect(picker.shown.count > 1)
    #expect(picker.answer == ["transcript"])
    session.play("Enter")
    #expect(session.state.counts.dimensions == [.transcript])
  }

  @Test("work that is there and not shown is no text that nobody has coded")
  func hidden() throws {
    var session = try QuestionSession(keys: "g m")
    let question = try #require(session.state.counts.question)
    let matrix = CodeMatrix(
      of: [],
      uncoded: [("T08.txt", CaseTable.Attributes(case: "", values: [:]))],
      hidden: ["T08.txt"],
      by: [.transcript],
      codes: ["trust"],
      reading: CodeReading(session.state.codebook, level: .code, includesWorking: true)
    )
    session.session.state.counts.take(.matrix(matrix))
    #expect(question == session.state.counts.question)
    #expect(
      session.state.wordsOfCount == "trust, T08.txt: coded, and hidden: blind, or not submitted."
    )
    #expect(session.screen.contains("? hidden"))
  }

  @Test("a draft that does not count is said to be one")
  func draft() throws {
    var session = try QuestionSession(keys: "g m")
    func matrix(hidden: Set<String>) -> CodeMatrix {
      CodeMatrix(
        of: [],
        uncoded: ["T07.txt", "T08.txt"].map { ($0, CaseTable.Attributes(case: "", values: [:])) },
        hidden: hidden,
        drafts: ["T07.txt"],
        by: [.transcript],
        codes: ["trust"],
        reading: CodeReading(session.state.codebook, level: .code, includesWorking: true)
      )
    }
    session.session.state.counts.take(.matrix(matrix(hidden: [])))
    #expect(
      session.state.wordsOfCount
        == "trust, T07.txt: a draft, not counted but in the layer current."
    )
    #expect(session.screen.contains("… not coded yet  ~ draft  – not offered then"))
    session.session.state.counts.take(.matrix(matrix(hidden: ["T08.txt"])))
    #expect(session.screen.contains("… not coded  ~ draft  ? hidden  – not offered"))
  }

  @Test("a code that was not offered then, and one nobody has coded yet, are no zeros")
  func states() throws {
    var session = try QuestionSession(keys: "g m")
    session.ask("by coder-a, layer consensus")
    #expect(session.screen.contains("Nothing is coded that could be counted. Drafts count only in"))
    session.ask("trust, layer consensus")
    #expect(session.state.wordsOfCount.hasSuffix("not coded yet."))
    #expect(session.screen.contains("…"))
  }
}
