import EmicKit
import Foundation
import Testing

@Suite("Codings as CSV, read transcript by transcript") struct PrintedCodingsTests {
  private let small: SmallStudy

  init() throws {
    small = try SmallStudy(codes: "\n  - {id: x, name: X}\n  - {id: y, name: Y}")
    try small.put("I: Who?\nR: Me.\n", "T1.txt")
    try small.put("Site: City\nMood: glad\n\nI: Who?\nR: You.\n", "T2.txt")
    try small.put("Case: C\nSite: Town\n\nI: Who?\nR: They.\n", "T3.txt")
    for (name, word) in [("T1", "Me"), ("T2", "You"), ("T3", "They")] {
      try small.run("code st \(name) --coder ann --quote \(word) --code x")
    }
  }

  private func rows(_ answer: Workshop.Answer) throws -> [[String]] {
    try CSV.read(Array(answer.out.utf8), file: "codings.csv").map(\.fields)
  }

  @Test("columns that only a later text has are those of all rows, as in JSON")
  func laterColumns() throws {
    try small.run("codebook merge st x --into y --as bob")
    let line = "codings st --as ann"
    let rows = try rows(try small.run(line + " --format csv"))
    #expect(rows[0].suffix(3) == ["attr_mood", "attr_site", "code_stored"])
    #expect(
      rows.dropFirst().map { $0.suffix(3) } == [
        ["", "", "x"], ["glad", "City", "x"], ["", "Town", "x"],
      ]
    )
    let json = try small.run(line + " --format json").json()["codings"]?.items ?? []
    #expect(json.map(\.keys) == [rows[0], rows[0], rows[0]])
  }

  @Test("a first look at others' work is said once, though all was read twice for its columns")
  func firstLook() throws {
    for name in ["T1", "T2", "T3"] { try small.run("submit st \(name) --coder ann") }
    try small.put(
      "format: emic/study\nversion: 1\ncodebook: codebook.yaml\ncoders: [{id: ann}, {id: cyd}]\n",
      "study.yaml"
    )
    let line = "codings st --as cyd --format csv"
    let first = try small.run(line)
    #expect(first.error.contains("cyd is shown others' codings of T1.txt, T2.txt, T3.txt"))
    let second = try small.run(line)
    #expect(second.out == first.out && !second.error.contains("for the first time"))
  }

  @Test("no look is on record of an answer that was refused half way")
  func refused() throws {
    try small.put(
      "format: emic/study\nversion: 1\ncodebook: codebook.yaml\n"
        + "coders: [{id: ann}, {id: bob}, {id: cyd}]\n",
      "study.yaml"
    )
    try small.run("code st T3 --coder bob --quote They --code x")
    for name in ["T1", "T2", "T3"] { try small.run("submit st \(name) --coder ann") }
    try small.run("submit st T3 --coder bob")
    let answer = try small.run("codings st --as cyd --layer final --format csv", status: 1)
    #expect(answer.out.isEmpty, "\(answer.out)")
    let memos = small.root.appending(path: "memos.cyd.json")
    #expect(!FileManager.default.fileExists(atPath: memos.path()))
  }

  @Test("texts that have changed are named together")
  func changed() throws {
    try small.put("I: Who?\nR: Me!\n", "T1.txt")
    try small.put("Case: C\nSite: Town\n\nI: Who?\nR: They!\n", "T3.txt")
    let answer = try small.run("codings st --as ann --format csv")
    #expect(
      answer.error.hasPrefix(
        "The text has changed since it was coded: T1.txt by ann, T3.txt by ann. These codings"
      )
    )
    #expect(try rows(answer).count == 4)
    #expect(answer.error == (try small.run("codings st --as ann --format json")).error)
  }
}
