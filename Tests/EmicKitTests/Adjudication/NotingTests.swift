import Testing

@testable import EmicKit

@Suite("Notes on verdicts") struct NotingTests {
  private typealias Samples = AdjudicationSamples

  @Test(
    "a note changes nothing but the note, and is taken back",
    arguments: [PassageRow.Choice.union, .neither]
  )
  func noting(choice: PassageRow.Choice) throws {
    var desk = AdjudicationDesk(
      [Samples.coding(1, "x", 10..<20)],
      [Samples.coding(2, "x", 15..<25)]
    )
    try desk.settle(desk.rows[0], choice)
    let before = try #require(desk.consensus.verdicts.all.first)
    let change = desk.consensus.noting("Ask the team.", on: before)
    #expect(change.summary == "Noted on the verdict.")
    try desk.consensus.apply(change, at: Timestamp(milliseconds: 9000))
    let after = try #require(desk.consensus.verdicts.all.first)
    #expect(after.settlement.note == "Ask the team.")
    #expect(after.settlement.decision == before.settlement.decision)
    #expect(after.codings.map(\.span) == before.codings.map(\.span))
    #expect(desk.consensus.noting("Ask the team.", on: after).isEmpty)
    try desk.consensus.apply(change.inverse, at: Timestamp(milliseconds: 9001))
    #expect(desk.consensus.verdicts.all.first?.settlement == before.settlement)
  }

  @Test("an empty note takes the note away")
  func removing() throws {
    var desk = AdjudicationDesk(
      [Samples.coding(1, "x", 10..<20)],
      [Samples.coding(2, "x", 15..<25)]
    )
    let change = try desk.change(desk.rows[0], .union, note: "So.")
    try desk.consensus.apply(change, at: Timestamp(milliseconds: 6000))
    let verdict = try #require(desk.consensus.verdicts.all.first)
    try desk.consensus.apply(
      desk.consensus.noting("", on: verdict),
      at: Timestamp(milliseconds: 7000)
    )
    #expect(desk.consensus.verdicts.all.first?.settlement.note == nil)
  }
}

@Suite("Exports") struct ExportFileTests {
  @Test("a file lies in exports/, and the next of that name takes its place")
  func writing() throws {
    let folder = TemporaryFolder()
    try folder.write("I: Why?\n", to: "T.txt")
    let study = try StudyFolder.open(path: folder.path)
    for text in ["a,b\n", "c\n"] {
      #expect(try ExportFile.write(text, named: "figures.csv", in: study) == "exports/figures.csv")
      #expect(try folder.read("exports/figures.csv") == Array(text.utf8))
    }
  }
}
