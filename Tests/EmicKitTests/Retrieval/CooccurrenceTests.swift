import Testing

@testable import EmicKit

@Suite("Codes on the same text") struct CooccurrenceTests {
  private func reading(withSubcodes: Bool = false) -> CodeReading {
    CodeReading(
      retrievalBook,
      level: withSubcodes ? .withSubcodes : .code,
      includesWorking: true
    )
  }

  @Test(
    "the sample study, coder by coder",
    arguments: [
      (
        "coder-a",
        [
          "autonomy + funding-dependence", "capacity + paperwork-burden",
          "co-optation + stability-concern", "paperwork-burden + staffing",
          "recommendation + user-voice",
        ]
      ), ("coder-b", ["legitimacy + mistrust"]), ("coder-c", []),
    ]
  )
  func sample(coder: String, expected: [String]) throws {
    let study = try StudyFolder.open(path: CalibrationStudy.path)
    let counted = Cooccurrence(
      of: try sampleSources(Coder.ID(coder)),
      reading: CodeReading(try study.codebook(), includesWorking: true)
    )
    #expect(counted.pairs.map { $0.codes.map(\.text).joined(separator: " + ") } == expected)
    #expect(counted.pairs.allSatisfy { $0.count == 1 && $0.cases == 1 })
  }

  @Test("spans that only touch do not meet; two coders' never do")
  func touching() {
    let apart = retrievalSource([("trust", 24..<30), ("ties", 30..<40)])
    #expect(Cooccurrence(of: [apart], reading: reading()).pairs.isEmpty)
    let ana = retrievalSource(coder: "ana", [("trust", 24..<30)])
    let ben = retrievalSource(coder: "ben", [("ties", 24..<30)])
    #expect(Cooccurrence(of: [ana, ben], reading: reading()).pairs.isEmpty)
  }

  @Test("with subcodes a code meets what its subcodes meet, once, and never its own subcodes")
  func subcodes() {
    let source = retrievalSource([
      ("mistrust", 24..<40), ("mistrust", 30..<45), ("trust", 24..<28), ("ties", 38..<42),
    ])
    let pairs = Cooccurrence(of: [source], reading: reading(withSubcodes: true)).pairs
    #expect(pairs.map(\.codes) == [["mistrust", "ties"], ["ties", "trust"]])
    #expect(pairs.map(\.count) == [2, 2])
  }

  @Test("per unit: turns on which both codes stand, each once")
  func units() {
    let transcript = retrievalTranscript()
    // turn 2 is 24..<55, turn 4 is 71..<97
    let source = retrievalSource([
      ("trust", 24..<30), ("trust", 31..<35), ("ties", 40..<50), ("ties", 71..<75),
      ("trust", 80..<90), ("control", 3..<10),
    ])
    let units = AgreementUnits(of: transcript, kind: .turn, scope: .all)
    let counted = Cooccurrence(
      of: [source],
      per: .unit([transcript.name: units]),
      reading: reading()
    )
    #expect(counted.pairs == [.init(codes: ["ties", "trust"], count: 2, cases: 1)])
  }

  @Test("laws: the slow count of all pairs, any order of sources", arguments: 0..<40)
  func laws(seed: UInt64) {
    var numbers = SeededGenerator(state: seed)
    let sources = randomSources(&numbers)
    var slow: [[Code.ID]: (count: Int, cases: Set<String>)] = [:]
    for source in sources {
      for (place, one) in source.rows.enumerated() {
        for other in source.rows[(place + 1)...]
        where one.codeID != other.codeID && one.coding.span.overlaps(other.coding.span) {
          let codes = [Code.ID(one.codeID), Code.ID(other.codeID)].sorted()
          slow[codes, default: (0, [])].count += 1
          slow[codes]?.cases.insert(source.caseKey)
        }
      }
    }
    let counted = Cooccurrence(of: sources, reading: reading()).pairs
    #expect(counted.count == slow.count)
    for pair in counted {
      #expect(pair.count == slow[pair.codes]?.count)
      #expect(pair.cases == slow[pair.codes]?.cases.count)
    }
    let shuffled = sources.shuffled(using: &numbers)
    #expect(Cooccurrence(of: shuffled, reading: reading()).pairs == counted)
  }
}
