import EmicKit
import EmicTUI
import Testing

@testable import emic

@Suite("The table of rounds as a file") struct RoundsExportTests {
  private func rows(_ names: [Coder.ID: String] = [:]) throws -> [[String]] {
    let workshop = try Workshop()
    let study = try StudyFolder.open(path: workshop.study.path())
    let opened = try ReviewReading(study: study, coder: "supervisor").read()
    return RoundsCSV(
      rounds: opened.screen.figures.rounds,
      coders: opened.screen.figures.report.study.coders,
      coderNames: names,
      release: .released(nil)
    ).rows
  }

  @Test("each round has its α of each code, and how densely each coder codes")
  func figures() throws {
    let rows = try rows()
    #expect(rows[0] == RoundsCSV.columns)
    #expect(rows.allSatisfy { $0.count == RoundsCSV.columns.count })
    let named = Set(rows.dropFirst().map { $0[0] })
    #expect(named.contains("calibration"))
    for round in named {
      let own = rows.filter { $0[0] == round }
      let codes = own.filter { $0[7] == "alpha" }.map { [$0[3], $0[4]] }
      #expect(Set(codes).count == codes.count)
      #expect(own.contains { $0[7].hasPrefix("codings-per-1000-") && !$0[6].isEmpty })
    }
    // Either a figure, or why there is none.
    #expect(rows.dropFirst().allSatisfy { $0[8].isEmpty != $0[9].isEmpty })
  }

  @Test("the figures of agreement leave with no name of the list in the ids of codes")
  func names() throws {
    let workshop = try Workshop()
    let study = try StudyFolder.open(path: workshop.study.path())
    let opened = try ReviewReading(study: study, coder: "supervisor").read()
    let list = try NameList(
      [NameList.Entry(line: 2, name: "信任", replacement: "someone")],
      file: "names.csv"
    )
    // As an id has them, trust is xin-ren; the sample's own id is English.
    let english = try NameList(
      [NameList.Entry(line: 2, name: "stability concern", replacement: "someone")],
      file: "names.csv"
    )
    func codes(_ list: NameList) -> Set<String> {
      let figures = StudyFigures(of: opened.screen.figures.report)
      let table = AgreementCSV(figures: figures, byTranscript: true, release: .released(list))
      return Set(table.rows.map { $0[2] })
    }
    #expect(codes(list).contains("stability-concern"))
    #expect(!codes(english).contains("stability-concern") && codes(english).contains("someone"))
  }

  @Test("coders who are not to be known stand in the order of their numbers")
  func anonymous() throws {
    let names: [Coder.ID: String] = [
      "coder-a": "coder 3", "coder-b": "coder 1", "coder-c": "coder 2",
    ]
    let rows = try rows(names)
    #expect(!rows.joined().contains { $0.contains("coder-") })
    let first = rows.filter { $0[0] == "calibration" && $0[7].hasSuffix("characters") }.map {
      $0[6]
    }
    #expect(first == ["coder 1", "coder 2", "coder 3"])
  }
}
