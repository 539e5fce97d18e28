import Testing

@testable import EmicKit

@Suite("First uses of codes") struct SaturationTests {
  @Test(
    "the sample study, forwards and backwards",
    arguments: [
      ("coder-a", [28, 7], [20, 15]), ("coder-b", [32, 6], [24, 14]),
      ("coder-c", [14, 7], [12, 9]),
    ]
  )
  func sample(coder: String, forwards: [Int], backwards: [Int]) throws {
    let study = try StudyFolder.open(path: CalibrationStudy.path)
    let reading = CodeReading(try study.codebook(), includesWorking: true)
    let sources = try sampleSources(Coder.ID(coder))
    let uses = Saturation(of: sources, reading: reading).firstUses
    #expect(uses.map(\.new.count) == forwards)
    #expect(uses.last?.total == forwards.reduce(0, +))
    let back = Saturation(of: sources.reversed(), reading: reading).firstUses
    #expect(back.map(\.new.count) == backwards)
    #expect(back.map(\.transcript) == uses.map(\.transcript).reversed())
  }

  @Test("what was found before is not new, and a code that the book lacks is one, too")
  func unknownCodes() {
    let reading = CodeReading(retrievalBook, includesWorking: true)
    let uses = Saturation(
      of: [
        retrievalSource("T1.txt", [("trust", 0..<3), ("lost", 0..<3)]),
        retrievalSource("T2.txt", [("trust", 0..<3)]), retrievalSource("T3.txt", []),
      ],
      reading: reading
    ).firstUses
    #expect(uses.map(\.new) == [["?lost", "trust"], [], []])
    #expect(uses.map(\.total) == [2, 2, 2])
  }
}
