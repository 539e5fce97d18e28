import EmicKit
import EmicTUI
import Foundation
import Testing

@testable import emic

/// Codes that are called by words which may not leave: they leave under other names, and stay apart.
@Suite("Codes called by flagged words") struct WithheldCodesTests {
  private let small: SmallStudy
  private static let secrets = ["He took red envelopes in June", "The bureau chief knew all of it"]

  /// A study of its own, `st`: ann flags two passages and makes codes of them, bob has coded with both.
  init() throws {
    small = try SmallStudy(codes: " []")
    let said = Self.secrets.map { "R: \($0).\nI: And?\n" }.joined()
    try small.put("Case: C1\nInterviewer: I\n\nI: Who?\n\(said)", "A.txt")
    try small.put("Case: C2\nInterviewer: I\n\nI: Yes?\nR: Nothing of that kind.\n", "B.txt")
    for (index, words) in Self.secrets.enumerated() {
      try small.run("code st A --coder ann --at \(2 + 2 * index) --in-vivo")
      let id = Slug.id(for: words)
      try small.run("codebook accept st \(id) --as bob")
      try small.run("code st B --coder ann --at 2 --code \(id)")
    }
    for id in try codings("A.txt") {
      try small.run("change st A --coder ann --id \(id) --flag do-not-quote")
    }
  }

  /// The ids of ann's codings.
  private func codings(_ transcript: String) throws -> [Coding.ID] {
    var file = try StudyFolder.open(path: small.root.path()).sidecarFile(of: transcript, by: "ann")
    return try #require(try file.load()).codings.map(\.id)
  }

  private func withheld(_ text: String) -> Set<String> {
    Set(text.matches(of: #/withheld-[0-9a-f]+/#).map { String($0.output) })
  }

  @Test("two of them stay two in every form", arguments: ["jsonld", "jsonl", "csv", "qdc"])
  func exports(ending: String) throws {
    try small.run("submit st A --coder ann")
    try small.run("submit st B --coder ann")
    try small.run("export st --as bob --to w.\(ending)")
    let file = try String(
      contentsOf: small.workshop.folder.appending(path: "w.\(ending)"),
      encoding: .utf8
    )
    #expect(withheld(file).count == 2, "\(file)")
    #expect(!file.lowercased().contains("envelopes") && !file.contains("bureau"))
  }

  @Test("two of them stay two on the weekly page", arguments: ["markdown", "list", "json"])
  func weekly(form: String) throws {
    try small.run("submit st B --coder ann")
    let page = try small.run("weekly st --as bob --format \(form)").out
    #expect(withheld(page).count == 2, "\(page)")
    #expect(!page.lowercased().contains("envelopes") && !page.contains("bureau"))
  }

  @Test("a code has the same number in every export, whatever is flagged meanwhile")
  func sameEveryWeek() throws {
    try small.run("submit st A --coder ann")
    try small.run("submit st B --coder ann")
    try small.run("export st --as bob --to one.csv --what codebook")
    try small.put(
      "Case: C0\nInterviewer: I\n\nI: Yes?\nR: He has never spoken of his own debts.\n",
      "0.txt"
    )
    try small.run("code st 0 --coder ann --at 2 --in-vivo")
    try small.run(
      "codebook accept st \(Slug.id(for: "He has never spoken of his own debts")) --as bob"
    )
    let id = try #require(try codings("0.txt").first)
    try small.run("change st 0 --coder ann --id \(id) --flag do-not-quote")
    try small.run("export st --as bob --to two.csv --what codebook")
    func ids(_ name: String) throws -> Set<String> {
      let file = small.workshop.folder.appending(path: name)
      return withheld(try String(contentsOf: file, encoding: .utf8))
    }
    #expect(try ids("one.csv").count == 2 && ids("two.csv").count == 3)
    #expect(try ids("two.csv").isSuperset(of: ids("one.csv")))
  }

  @Test("they stay withheld when the coding that named them was given another code")
  func withoutItsCoding() throws {
    try small.run("submit st B --coder ann")
    let ids = try codings("A.txt")
    try small.run("change st A --coder ann --id \(ids[0]) --code \(Slug.id(for: Self.secrets[1]))")
    try small.run("export st --as bob --to one.csv --what codebook")
    let path = small.workshop.folder.appending(path: "one.csv")
    let file = try String(contentsOf: path, encoding: .utf8)
    #expect(withheld(file).count == 2 && !file.lowercased().contains("envelopes"), "\(file)")
  }

  @Test("counts that leave the screen have them under the ids of every export")
  func counts() throws {
    for transcript in ["A", "B"] { try small.run("submit st \(transcript) --coder ann") }
    let study = try StudyFolder.open(path: small.root.path())
    let codings = try StudyCodings(of: study, asker: "ann", book: study.codebook())
    let list = try NameList(
      reading: Array("name,replacement,kind,variants\nC2,[case],person,\n".utf8),
      file: "names.csv"
    )
    let release = try LeavingWords(codings: codings, names: list).release
    let questions: [Question] = [
      .matrix(CodingQuery(), [.case], families: false), .pairs(CodingQuery(), unit: nil),
      .saturation(CodingQuery(), .path),
    ]
    for question in questions {
      let answered = try question.answered(by: codings, recording: { _ in [:] })
      let text = CSV.text(of: CountsExport(answered, release).file.rows)
      #expect(withheld(text).count == 2, "\(text)")
      #expect(!text.contains("envelopes") && !text.contains("…"))
      if case .matrix = question { #expect(text.contains("[case]") && !text.contains("C2")) }
    }
  }
}
