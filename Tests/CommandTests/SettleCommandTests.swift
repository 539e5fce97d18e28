import EmicKit
import Foundation
import Testing

@Suite("emic settle") struct SettleCommandTests {
  let workshop: Workshop
  private let study = "sample-transcripts"

  init() throws { workshop = try Workshop() }

  private func settle(_ line: String, as asker: String = "supervisor") throws -> Workshop.Answer {
    try workshop.run("settle \(study) \(line) --as \(asker)")
  }

  private func rows(_ line: String = "") throws -> [JSONValue] {
    try settle("--transcript T03 \(line) --format json".replacing("  ", with: " ")).json()["rows"]?
      .items ?? []
  }

  private func consensus() throws -> Sidecar {
    try SidecarReader.read(workshop.bytes("\(t03).consensus.json"), file: "consensus")
  }

  @Test("the rows are those of the passages that disagreements lists, with the same numbers")
  func listing() throws {
    let rows = try rows()
    let listed = try workshop.run("disagreements \(study) --as supervisor --format json").json()
    let passages = listed["passages"]?.items.filter { $0["transcript"] == .string(t03) } ?? []
    #expect(Set(rows.map { $0["passage"] }) == Set(passages.map { $0["passage"] }))
    for row in rows {
      let passage = passages.first { $0["passage"] == row["passage"] }
      let text = try #require(passage?["text"]?.string)
      #expect(text.contains(try #require(row["text"]?.string)))
    }
    #expect(rows.allSatisfy { $0["state"] == "open" && $0["verdict"] == .null })
    let list = try settle("--transcript T03 --format list").out
    #expect(
      list.hasPrefix(
        "row: 1.1\ntranscript: \(t03)\nturn: 2\ndisagreement: unregistered: boundary\n"
      )
    )
    #expect(list.contains("\ncoder-a: unregistered 2.4 989-1109\n"))
    #expect(list.contains("\nverdict: open\ntext: We were registered as a company"))
  }

  @Test("a verdict settles a row, a note goes to it, undo takes both back, redo gives them again")
  func settling() throws {
    let answer = try settle("1.1 --adopt coder-b --reason boundary --format json")
    #expect(answer.status == 0, "\(answer.error)")
    let verdict = try answer.json()["verdict"]
    #expect(verdict?["decision"] == "adopt")
    #expect(verdict?["by"] == "supervisor")
    #expect(verdict?["codings"]?.items.map { $0["end"] } == [1059])
    #expect(try rows("--open").contains { $0["row"] == "1.1" } == false)
    let noted = try settle("1.1 --note agreed-in-the-meeting")
    #expect(noted.out.hasPrefix("1.1: Noted on the verdict. "))
    #expect(try consensus().codings.first?.settlement?.note == "agreed-in-the-meeting")
    let undo = "undo \(study) T03 --coder consensus --as supervisor"
    #expect(try workshop.run("\(undo) --steps 2").status == 0)
    #expect(try consensus().codings.isEmpty)
    #expect(try workshop.run(undo).error == "Nothing to undo.\n")
    let redo = "redo \(study) T03 --coder consensus --as supervisor --steps 2"
    #expect(try workshop.run(redo).status == 0)
    #expect(try consensus().codings.first?.settlement?.note == "agreed-in-the-meeting")
    let history = try workshop.run("history \(study) T03 --coder consensus --as supervisor")
    #expect(history.out.contains("Settled unregistered in turn 2: adopt, boundary."))
  }

  @Test("while a coder's work cannot be read nothing is settled by its number")
  func unreadable() throws {
    let name = "submissions/\(t03).coder-b.1.json"
    try FileManager.default.removeItem(at: workshop.study.appending(path: name))
    try workshop.write("{ damaged", to: name)
    let refused = try settle("1.1 --adopt coder-a --reason boundary")
    #expect(refused.status == 3)
    #expect(
      refused.error.contains("Nothing was settled: the numbers count what can be read."),
      "\(refused.error)"
    )
    #expect(!workshop.exists("\(t03).consensus.json"))
  }

  @Test("verdicts that are gone are not begun anew without a word")
  func lost() throws {
    _ = try settle("1.1 --adopt coder-b --reason boundary")
    try FileManager.default.removeItem(at: workshop.study.appending(path: "\(t03).consensus.json"))
    let refused = try settle("1.1 --adopt coder-b --reason boundary")
    #expect(refused.status == 1)
    #expect(
      refused.error.contains("verdicts were given on it, and \(t03).consensus.json is gone"),
      "\(refused.error)"
    )
    #expect(!workshop.exists("\(t03).consensus.json"))
    let begun = try settle("1.1 --adopt coder-b --reason boundary --begin-anew")
    #expect(begun.status == 0, "\(begun.error)")
  }

  @Test(
    "a row is known by any coding in it, too; a place of its own gets the code that stands there"
  )
  func places() throws {
    let row = try #require(try rows().first { $0["kind"] == "different-code" })
    let sides = try #require(row["coders"])
    let id = sides.keys.compactMap { sides[$0]?.items.first?["id"]?.string }.first
    let start = sides.keys.compactMap { sides[$0]?.items.first?["start"]?.int }.first ?? 0
    let codes = row["codes"]?.items.compactMap(\.string) ?? []
    let place = "--id \(id ?? "") --start \(start) --end \(start + 9)"
    #expect(
      try settle(place).error
        == "Several codes stand here: \(codes.joined(separator: ", ")). Say with --code which of them the "
        + "place is to have.\n"
    )
    #expect(try settle("\(place) --code stigma").status == 2)
    let answer = try settle("\(place) --code \(codes[0]) --format json").json()
    #expect(answer["row"] == row["row"])
    #expect(answer["verdict"]?["decision"] == "edit")
    #expect(answer["verdict"]?["reason"] == "different-code")
    let number = row["row"]?.string ?? ""
    #expect(try settle("\(number) --both").status == 0)
    #expect(try settle("\(number) --neither").status == 0)
    #expect(try settle("\(number) --union").error.contains("settle the edges of one code"))
  }

  @Test("what fits no row, and who may not settle, is refused, and nothing is written")
  func refusals() throws {
    let cases: [(String, String, Int32, String)] = [
      ("1.1 --adopt coder-z", "supervisor", 2, "Adopt one of: coder-a, coder-b, coder-c."),
      ("1.1", "supervisor", 2, "No verdict is given."),
      ("1.1 --union --both", "supervisor", 2, "Several verdicts are given."),
      ("--union", "supervisor", 2, "Which disagreement?"),
      ("999 --union", "supervisor", 1, "there is no passage 999."),
      ("1.99 --union", "supervisor", 1, "passage 1 has the disagreements 1.1 to "),
      ("x --union", "supervisor", 2, "\"x\" is no number of a disagreement."),
      ("1.1 --union --reason because", "supervisor", 2, "\"because\" is no reason."),
      ("1.1 --both", "supervisor", 2, "Both stand only where coders gave different codes."),
      ("1.1 --note x", "supervisor", 1, "has no verdict that stands"),
      ("1.1 --union --code trust", "supervisor", 2, "--code is the code of a place of its own."),
      ("--close", "supervisor", 2, "Give --transcript"),
      ("--transcript T03 --close", "supervisor", 1, "have no verdict yet"),
      ("1.1 --union", "coder-a", 1, "coder-a is no supervisor of this study"),
    ]
    for (line, asker, status, sentence) in cases {
      let answer = try settle(line, as: asker)
      #expect(answer.status == status, "\(line): \(answer.error)")
      #expect(answer.error.contains(sentence), "\(line): \(answer.error)")
    }
    let nobody = try workshop.run("settle \(study)")
    #expect(nobody.status == 2)
    #expect(
      nobody.error.hasPrefix("nobody is named. Say who looks at the disagreements with --as ID")
    )
    #expect(!workshop.exists("\(t03).consensus.json"))
  }

  @Test("all settled, a transcript is closed, and coders see what was settled otherwise")
  func closing() throws {
    for row in try rows() {
      let number = row["row"]?.string ?? ""
      let answer = try settle("\(number) --adopt coder-b")
      #expect(answer.status == 0, "\(number): \(answer.error)")
    }
    #expect(try rows("--open").isEmpty)
    // Verdicts are not a coder's to see before they are closed.
    let before = try settle("--mine --format json", as: "coder-a").json()
    #expect(before["rows"]?.items.isEmpty == true)
    let closed = try settle("--transcript T03 --close --format json")
    #expect(closed.status == 0, "\(closed.error)")
    #expect(try closed.json()["codings"]?.int == (try consensus().codings.count))
    let mine = try settle("--mine --transcript T03 --format json", as: "coder-a").json()
    #expect((mine["rows"]?.items.count ?? 0) > 0)
    // Where coder-b had nothing, nothing stands.
    let decisions = Set(mine["rows"]?.items.map { $0["verdict"]?["decision"]?.string } ?? [])
    #expect(decisions == ["adopt", "neither"])
    let late = try settle("1.1 --union")
    #expect(late.status == 1)
    #expect(late.error.contains("was closed on"))
    let undo = try workshop.run("undo \(study) T03 --coder consensus --as supervisor")
    #expect(undo.status == 1)
    #expect(undo.error.contains("was closed on"))
  }

  @Test("that others' codings are shown is on record before they are shown")
  func reveals() throws {
    let name = "\(t03).coder-a.json"
    #expect(!(try workshop.text(name).contains("\"reveal\"")))
    _ = try settle("--transcript T03", as: "coder-a")
    #expect(try workshop.text(name).contains("reveal"))
  }
}
