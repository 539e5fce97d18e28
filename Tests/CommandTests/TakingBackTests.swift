import EmicKit
import Foundation
import Testing

/// Undo by plain commands where several people work on one thing.
@Suite("Taking back, among others") struct TakingBackTests {
  let workshop: Workshop
  private let study = "sample-transcripts"

  init() throws {
    workshop = try Workshop()
    let yaml = try workshop.text("study.yaml").replacing(
      "  - {id: guest,",
      with: "  - {id: lea, name: Lea, role: supervisor}\n  - {id: guest,"
    )
    try workshop.write(yaml, to: "study.yaml")
  }

  private func settle(_ line: String, as asker: String = "supervisor") throws {
    let answer = try workshop.run("settle \(study) \(line) --as \(asker)")
    #expect(answer.status == 0, "\(line): \(answer.error)")
  }

  private func undo(_ line: String = "", as asker: String = "supervisor") throws -> Workshop.Answer
  {
    try workshop.run("undo \(study) T03 --coder consensus --as \(asker) \(line)")
  }

  private func consensus() throws -> Sidecar {
    try SidecarReader.read(workshop.bytes("\(t03).consensus.json"), file: "consensus")
  }

  // MARK: Verdicts

  @Test("somebody else's later verdict stands: undo says whose it is, and --skip goes on behind it")
  func laterVerdict() throws {
    try settle("1.2 --neither")
    try settle("1.1 --adopt coder-b")
    try settle("1.1 --adopt coder-a", as: "lea")
    let before = try workshop.bytes("\(t03).consensus.json")
    let history = "history \(study) T03 --coder consensus --as supervisor --format json"
    let known = try workshop.run(history).out
    let refused = try undo()
    #expect(refused.status == 1)
    #expect(
      refused.error.hasPrefix(
        "lea has decided anew since what was yours (Settled unregistered in turn 2: adopt, boundary.) The "
          + "verdict that stands is adopt (boundary, lea, "
      ),
      "\(refused.error)"
    )
    #expect(refused.error.contains("`emic settle \(study) --id "))
    #expect(refused.error.hasSuffix("--skip leaves it so, and goes on with the change before.\n"))
    #expect(try workshop.bytes("\(t03).consensus.json") == before)
    #expect(try workshop.run(history).out == known, "a refusal leaves the history as it was")
    // Two steps are not half done either.
    #expect(try undo("--steps 2").status == 1)
    #expect(try workshop.run(history).out == known)
    let skipped = try undo("--skip")
    #expect(skipped.status == 0, "\(skipped.error)")
    #expect(skipped.out.hasPrefix("Undone: Settled"))
    let verdicts = try consensus().verdicts.all
    #expect(verdicts.map(\.settlement.by) == ["lea"])
    #expect(try undo().error == "Nothing to undo.\n")
    // What she has decided is hers to take back.
    #expect(try undo(as: "lea").status == 0)
    #expect(try consensus().verdicts.all.map(\.settlement.by) == ["supervisor"])
  }

  @Test("a note of somebody else's on one's own verdict is theirs to take back")
  func note() throws {
    try settle("1.1 --adopt coder-b")
    try settle("1.1 --note agreed", as: "lea")
    #expect(try undo().status == 1)
    #expect(try consensus().codings.first?.settlement?.note == "agreed")
    #expect(try undo(as: "lea").out == "Undone: Noted on the verdict.\n")
    #expect(try undo().status == 0)
    #expect(try consensus().codings.isEmpty)
  }

  @Test("a note on somebody else's verdict stands beside theirs")
  func noteBeside() throws {
    try settle("1.1 --adopt coder-b --note first")
    let noted = try workshop.run("settle \(study) 1.1 --note second --as lea")
    #expect(noted.out.contains("supervisor's note stays beside it."), "\(noted.out)\(noted.error)")
    #expect(try consensus().codings.first?.settlement?.note == "second ——— first")
    #expect(try undo(as: "lea").status == 0)
    #expect(try consensus().codings.first?.settlement?.note == "first")
  }

  // MARK: Memos

  @Test("memos on codes, cases and the study go back and come again, one's own, the last first")
  func memos() throws {
    func memo(_ line: String, as coder: String = "guest") throws -> Workshop.Answer {
      try workshop.run("memo \(study) \(line) --coder \(coder)")
    }
    func texts() throws -> [String] {
      let file = try MemosFile.read(workshop.bytes("memos.guest.json"), file: "memos")
      return file.entries.map(\.memo.text)
    }
    _ = try memo("--code trust --text One")
    _ = try memo("--case NGO-D1 --text Two")
    let third = try memo("--on-study --text Three --format json").json()["id"]?.string ?? ""
    _ = try memo("--id \(third) --text Four")
    #expect(try texts() == ["One", "Two", "Four"])
    #expect(try memo("--undo").out.hasPrefix("The memo on the study is as it was. "))
    #expect(try texts() == ["One", "Two", "Three"])
    #expect(try memo("--undo").out.hasPrefix("The memo on the study is gone again. "))
    #expect(try memo("--undo").out.hasPrefix("The memo on the case NGO-D1 is gone again. "))
    #expect(try texts() == ["One"])
    #expect(try memo("--redo").out.hasPrefix("The memo on the case NGO-D1 is there again. "))
    #expect(try memo("--redo").status == 0)
    #expect(try texts() == ["One", "Two", "Three"])
    #expect(try memo("--undo", as: "coder-a").error.hasPrefix("No memo on a code, a case or"))
    // Another copy of the study brings other words.
    let file = try workshop.text("memos.guest.json").replacing("Three", with: "Else")
    try workshop.write(file, to: "memos.guest.json")
    let refused = try memo("--undo")
    #expect(refused.status == 1)
    #expect(refused.error.hasPrefix("The memo on the study was written anew since"))
    #expect(refused.error.hasSuffix(" --skip leaves it so, and goes on with the change before.\n"))
    #expect(try memo("--undo").error == refused.error)
    #expect(try memo("--undo --skip").status == 0)
    #expect(try texts() == ["One", "Else"])
    #expect(try memo("--undo --text x").status == 2)
    #expect(try memo("--skip --text x --on-study").status == 2)
    #expect(try memo("--on-study").error.hasPrefix("What does the memo say?"))
  }

  @Test("what was undone of a memo on a case goes with the case")
  func withdrawnMemo() throws {
    _ = try workshop.run("memo \(study) --case NGO-D1 --text Two --coder guest")
    _ = try workshop.run("memo \(study) --undo --coder guest")
    let history = ".emic/history/guest/memos.jsonl"
    #expect(try workshop.text(history).contains("NGO-D1"))
    let answer = try workshop.run("withdraw \(study) NGO-D1 --confirm NGO-D1")
    #expect(answer.status == 0, "\(answer.error)")
    #expect(((try? workshop.text(history)) ?? "").contains("NGO-D1") == false)
  }

  @Test("the history of verdicts says who has decided")
  func whose() throws {
    try settle("1.1 --adopt coder-b")
    try settle("1.1 --union", as: "lea")
    let history = "history \(study) T03 --coder consensus --as supervisor"
    let changes = try workshop.run("\(history) --format json").json()["changes"]?.items
    #expect(changes?.map { $0["by"] } == ["supervisor", "lea"])
    #expect(try workshop.run("\(history) --format list").out.contains("\nby: lea\n"))
    #expect(
      !(try workshop.run("history \(study) T03 --coder coder-a --format csv").out.contains("by"))
    )
  }

  @Test("--last and --steps are numbers of changes", arguments: ["0", "-1"])
  func last(number: String) throws {
    let answer = try workshop.run("history \(study) T03 --coder guest --last \(number)")
    #expect(answer.status == 2)
    #expect(answer.error == "--last \(number) is no number of changes. Give 1 or more.\n")
  }

  // MARK: Summaries

  @Test("a refused undo of a summary leaves its step; --skip takes the one before")
  func summaries() throws {
    func framework(_ line: String, as coder: String = "guest") throws -> Workshop.Answer {
      try workshop.run("framework \(study) \(line) --coder \(coder)")
    }
    _ = try framework("--set NGO-D1 --code stigma --summary first")
    _ = try framework("--set NGO-D1 --code trust --summary mine")
    _ = try framework("--set NGO-D1 --code trust --summary theirs", as: "supervisor")
    for _ in 1...2 {
      let refused = try framework("--undo")
      #expect(refused.status == 1)
      #expect(refused.error.hasPrefix("NGO-D1, trust: "), "\(refused.error)")
      #expect(refused.error.contains(" has written this summary anew since. That stands"))
      #expect(refused.error.contains("--skip leaves it so"))
    }
    // Once theirs is gone, one's own can go back.
    #expect(try framework("--undo", as: "supervisor").status == 0)
    #expect(try framework("--undo").out == "As it was before: NGO-D1, trust.\n")
    _ = try framework("--redo")
    _ = try framework("--set NGO-D1 --code trust --summary again", as: "supervisor")
    #expect(try framework("--undo --skip").out == "As it was before: NGO-D1, stigma.\n")
    #expect(try framework("--undo").error == "Nothing to undo.\n")
    let text = try workshop.text("framework.yaml")
    #expect(text.contains("again") && !text.contains("first"))
  }

  // MARK: Who is meant

  @Test(
    "--coder and --as both name who it is, or the right one is named",
    arguments: [
      ("framework sample-transcripts --undo --as guest", 1, "Nothing to undo."),
      ("codebook undo sample-transcripts --coder supervisor", 1, "Nothing to undo."),
      ("settle sample-transcripts 1.1 --neither --coder supervisor", 0, nil),
      ("undo sample-transcripts T03 --as guest", 1, "guest has no sidecar of it"),
      (
        "code sample-transcripts T03 --as guest --at 2.1 --code trust", 2,
        "Error: Unknown option '--as'. Here it is --coder."
      ),
      (
        "cooccurrence sample-transcripts --asker guest", 2, "Error: Unknown option '--asker'"
      ),
    ]
  )
  func words(line: String, status: Int32, said: String?) throws {
    let answer = try workshop.run(line)
    #expect(answer.status == status, "\(answer.error)")
    if let said { #expect(answer.error.contains(said), "\(answer.error)") }
  }

  @Test("nobody named: a verdict asks whose it is, a list who looks")
  func nobody() throws {
    #expect(
      try workshop.run("settle \(study) 1.1 --neither").error
        == "nobody is named. Say whose verdict it is with --as ID or $EMIC_CODER: supervisor, lea.\n"
    )
    #expect(
      try workshop.run("settle \(study)").error.hasPrefix(
        "nobody is named. Say who looks at the disagreements with --as ID or $EMIC_CODER: coder-a, "
      )
    )
  }

  @Test("what was settled otherwise is shown once the adjudication is closed, and that is said")
  func mine() throws {
    let waiting = try workshop.run("settle \(study) --mine --transcript T03 --as coder-a")
    #expect(waiting.status == 0)
    #expect(
      waiting.error.hasPrefix(
        "\(t03): the adjudication is not closed yet. What was settled otherwise than you have coded"
      )
    )
    let none = try workshop.run("settle \(study) --mine --as supervisor")
    #expect(none.error.hasPrefix("supervisor has coded nothing that is compared here"))
  }
}
