import Testing

@testable import EmicKit

@Suite("Questions about codings") struct CodingFilterTests {
  // turn 2 is 24..<55, turn 4 is 71..<97
  private let source = retrievalSource([
    ("trust", 24..<40), ("ties", 36..<50), ("mistrust", 71..<84), ("control", 85..<97),
    ("ties", 3..<10),
  ])

  private func codes(_ change: (inout CodingFilter) -> Void) throws -> [String] {
    var filter = CodingFilter()
    change(&filter)
    return try filter.places(in: source).map { source.rows[$0].codeID }
  }

  @Test("by code, with its subcodes or without")
  func byCode() throws {
    #expect(try codes { _ in } == ["ties", "trust", "ties", "mistrust", "control"])
    #expect(try codes { $0.codes = ["trust"] } == ["trust"])
    #expect(
      try codes { ($0.codes, $0.includesSubcodes) = (["trust"], true) } == ["trust", "mistrust"]
    )
    #expect(try codes { ($0.codes, $0.includesSubcodes) = (["relations"], true) }.count == 4)
    #expect(try codes { $0.codes = ["trust", "control"] } == ["trust", "control"])
    #expect(try codes { $0.coders = ["ben"] } == [])
  }

  @Test("on the same text, or not: codes of the same coder")
  func overlap() throws {
    #expect(try codes { $0.relations = [CodeRelation(.overlapping, "ties")] } == ["trust"])
    #expect(
      try codes {
        $0.codes = ["ties"]
        $0.relations = [CodeRelation(.notOverlapping, "trust")]
      } == ["ties"]
    )
    #expect(
      try codes {
        $0.includesSubcodes = true
        $0.codes = ["control"]
        $0.relations = [CodeRelation(.sameTurn, "trust")]
      } == ["control"]
    )
    #expect(
      try codes {
        $0.relations = [CodeRelation(.overlapping, "trust"), CodeRelation(.overlapping, "control")]
      } == []
    )
  }

  @Test("where a code must not stand, no coding of the code itself is found")
  func notItself() throws {
    #expect(
      try codes { $0.relations = [CodeRelation(.notOverlapping, "trust")] }
        == ["ties", "mistrust", "control"]
    )
    #expect(
      try codes {
        $0.codes = ["trust"]
        $0.relations = [CodeRelation(.notOverlapping, "trust")]
      } == []
    )
    #expect(
      try codes {
        $0.includesSubcodes = true
        $0.relations = [CodeRelation(.notOverlapping, "trust")]
      } == ["ties", "control"]
    )
    // Where it must stand, another coding is meant.
    #expect(
      try codes {
        $0.codes = ["trust"]
        $0.relations = [CodeRelation(.overlapping, "trust")]
      } == []
    )
  }

  @Test("in the same turn, or so many turns away; a coding is not near itself")
  func near() throws {
    #expect(try codes { $0.relations = [CodeRelation(.sameTurn, "trust")] } == ["ties"])
    #expect(
      try codes { $0.relations = [CodeRelation(.near(turns: 1), "trust")] } == ["ties", "ties"]
    )
    #expect(
      try codes { $0.relations = [CodeRelation(.near(turns: 2), "trust")] }
        == ["ties", "ties", "mistrust", "control"]
    )
    #expect(try codes { $0.relations = [CodeRelation(.near(turns: 0), "trust")] } == ["ties"])
  }

  @Test("by speaker, and by words in the quotation")
  func speakerAndText() throws {
    #expect(try codes { $0.speakers = ["I"] } == ["ties"])
    #expect(try codes { $0.speakers = ["I", "R"] }.count == 5)
    let words = try TextSearch(pattern: "NOBODY", isRegex: true)
    #expect(try codes { $0.text = words } == ["control"])
  }
}
