import EmicKit
import Foundation
import Testing

@Suite("emic withdraw and what is other cases'") struct WithdrawOthersTests {
  private let small: SmallStudy
  /// Of one recording that two people have spoken on.
  private let joint = "I: Who?\nR: The first of us came early.\nI: And you?\nR: I came late.\n"

  init() throws {
    small = try SmallStudy(codes: "\n  - id: trust\n    name: Trust")
  }

  private func texts(_ answer: Workshop.Answer, _ key: String) throws -> [String] {
    try answer.json()[key]?.items.compactMap(\.string) ?? []
  }

  /// All files of the study, those that any command may touch left out.
  private func files() throws -> Set<String> {
    let all = FileManager.default.enumerator(atPath: small.root.path())?.allObjects as? [String]
    return Set(try #require(all)).subtracting([".emic/lock"])
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOf: small.root.appending(path: name), encoding: .utf8)
  }

  @Test("a text that was once another case's, too, takes nothing of it along, then or later")
  func shared() throws {
    for name in ["A.txt", "B.txt", "C.txt"] { try small.put(joint, name) }
    try small.put("transcript,case\nA.txt,one\nB.txt,two\nC.txt,three\n", "cases.csv")
    try small.put("I: Nobody else?\nR: No.\n", "C.txt")
    for (name, coder) in [("A", "ann"), ("B", "ann"), ("B", "bob")] {
      try small.run("code st \(name) --coder \(coder) --at 2 --code trust")
      try small.run("code st \(name) --coder \(coder) --at 4 --code trust")
    }
    try small.run("code st C --coder ann --at 2 --code trust")
    // Each is cut to what its own case has said; bob has not looked yet.
    try small.put("I: Who?\nR: The first of us came early.\n", "A.txt")
    try small.put("I: And you?\nR: I came late.\n", "B.txt")
    try small.run("reanchor st --coder ann --as ann --write")
    let before = try files().filter { $0.contains("B.txt") }
    #expect(before.contains("B.txt.bob.json") && before.contains { $0.hasPrefix(".emic/backup/") })

    let first = try small.run("withdraw st one --confirm one --format json")
    let named = try texts(first, "remains").filter { $0.contains("B.txt.bob.json") }
    #expect(named.count == 1)
    #expect(named.first?.contains("`emic reanchor`") == true, "\(named)")
    #expect(try files().isSuperset(of: before))
    let second = try small.run("withdraw st three --confirm three --format json")
    #expect(try texts(second, "removed").filter { $0.contains("B.txt") } == [])
    #expect(try texts(second, "remains").filter { $0.contains("B.txt") } == [])
    #expect(try files().isSuperset(of: before))

    // What is left is worked with as before.
    try small.run("reanchor st --coder bob --as bob --write")
    try small.run("code st B --coder bob --at 1 --code trust")
    #expect(try !files().contains { $0.contains("A.txt") || $0.contains("C.txt") })
  }

  @Test(
    "a text that another case has, too, goes under its own name only, and does not come back there",
    arguments: [
      ("A.txt", "B.txt"), ("one/A.txt", "two/B.txt"), ("T.txt", "two/T.txt"),
      ("one/T.txt", "T.txt"),
    ]
  )
  func identical(first: String, second: String) throws {
    for name in [first, second] { try small.put(joint, name) }
    try small.put("transcript,case\n\(first),one\n\(second),two\n", "cases.csv")
    for name in [first, second] {
      try small.run("code st \(name) --coder ann --at 2 --code trust")
      try small.run("submit st \(name) --coder ann")
    }
    let (sidecar, other) = (try text("\(first).ann.json"), try text("\(second).ann.json"))
    let study = try StudyFolder.open(path: small.root.path())
    var open = study.sidecarFile(of: first, by: "ann")
    var shown = try #require(try open.load())
    let answer = try small.run("withdraw st one --confirm one --format json")
    let named = try texts(answer, "remains").filter { $0.contains(second) }
    #expect(named.count == 1 && named.first?.contains("'two'") == true, "\(named)")
    #expect(try text("\(second).ann.json") == other)
    // A session that still shows it writes nothing of it.
    shown.codings.removeLast()
    #expect(open.save(shown) == .failed(.withdrawn(path: study.absolute("\(first).ann.json"))))
    #expect(!study.hasFile("\(first).ann.json"))
    // The other goes on.
    try small.run("reopen st \(second) --coder ann --reason again")
    try small.run("code st \(second) --coder ann --at 4 --code trust")
    #expect(try small.run("read st \(second)").out.contains("came early"))
    #expect(
      try small.run("quotations st --coder ann --layer current --drafts --as bob").out.contains(
        "early"
      )
    )
    #expect(try !small.workshop.run("check st").out.contains("withdrawn"))
    // A synchronising program brings all of it back.
    try small.put(joint, first)
    try small.put(sidecar, "\(first).ann.json")
    try small.put("transcript,case\n\(first),one\n\(second),two\n", "cases.csv")
    #expect(try small.run("read st \(first)", status: 1).error.contains("this text was withdrawn"))
    let codings = try small.workshop.run("codings st --as ann --format csv").out
    #expect(!codings.contains("\n\(first),"))
    try small.run("code st \(first) --coder ann --at 2 --code trust", status: 1)
    let check = try small.run("check st", status: 1).out
    #expect(check.contains("\(first): this text was withdrawn"))
    let again = try small.run("withdraw st one --confirm one --format json")
    #expect(try texts(again, "removed").contains(first))
    #expect(try !texts(again, "removed").contains { $0.hasPrefix(second) })
    #expect(try small.run("read st \(second)").out.contains("came early"))
  }

  @Test("a shared text that comes back in other case, or with its accents apart, stays withdrawn")
  func writtenOtherwise() throws {
    for name in ["Caf\u{E9}.txt", "B.txt"] { try small.put(joint, name) }
    try small.put("transcript,case\nCaf\u{E9}.txt,one\nB.txt,two\n", "cases.csv")
    try small.run("withdraw st one --confirm one")
    for name in ["Cafe\u{301}.txt", "caf\u{E9}.txt"] {
      try small.put(joint, name)
      let answer = try small.workshop.emic(["read", "st", name])
      #expect(answer.status == 1 && answer.error.contains("this text was withdrawn"))
      try FileManager.default.removeItem(at: small.root.appending(path: name))
    }
    #expect(try small.run("read st B").out.contains("came early"))
  }

  @Test("a copy of the other case's sidecar that lies elsewhere stays, and is named")
  func copyElsewhere() throws {
    for name in ["one/A.txt", "two/B.txt"] { try small.put(joint, name) }
    try small.put("transcript,case\none/A.txt,one\ntwo/B.txt,two\n", "cases.csv")
    for name in ["one/A.txt", "two/B.txt"] {
      try small.run("code st \(name) --coder ann --at 2 --code trust")
      try small.put(try text("\(name).ann.json"), "kept/\(name.dropFirst(4)).old.json")
    }
    let answer = try small.run("withdraw st one --confirm one --format json")
    #expect(try texts(answer, "removed").contains("kept/A.txt.old.json"))
    #expect(try files().contains("kept/B.txt.old.json"))
    #expect(try texts(answer, "remains").contains { $0.contains("kept/B.txt.old.json") })
  }

  @Test("of a study that has withdrawn a shared text before, no other case loses work on it")
  func sharedBefore() throws {
    try small.put(joint, "B.txt")
    try small.put("I: Nobody else?\nR: No.\n", "C.txt")
    try small.run("code st B --coder bob --at 2 --code trust")
    let bytes = Array(try text("B.txt.bob.json").utf8)
    let digest = try SidecarReader.read(bytes, file: "B").source.sha256
    try small.put("I: And you?\nR: I came late.\n", "B.txt")
    try small.put(digest + "\n", ".emic/withdrawn")
    try small.put(try text("B.txt.bob.json"), "stray.json")
    let answer = try small.run("withdraw st C.txt --confirm C.txt --format json")
    #expect(try texts(answer, "removed").sorted() == ["C.txt", "stray.json"])
    #expect(try files().contains("B.txt.bob.json"))
  }

  @Test(
    "a name that stands in times, ids and digests takes nothing of other transcripts along",
    arguments: ["2", "11", "e", "a1", "ann", "trust", "do"]
  )
  func shortName(name: String) throws {
    try small.put("I: Who?\nR: I.\n", "A.txt")
    try small.put("I: Who else?\nR: Nobody.\nI: So?\nR: So.\n", "B.txt")
    try small.put("transcript,case\nA.txt,\(name)\nB.txt,other\n", "cases.csv")
    try small.run("code st A --coder ann --at 2 --code trust")
    for turn in [2, 4] { try small.run("code st B --coder ann --at \(turn) --code trust") }
    try small.run("memo st --on-study --coder ann --text nothing")
    try small.run("codings st --as ann")
    let before = try files().filter { !$0.contains("A.txt") }
    #expect(before.contains { $0.hasPrefix(".emic/backup/") && $0.hasSuffix("B.txt.ann.json") })
    let answer = try small.run("withdraw st \(name) --confirm \(name) --format json")
    // The copy of the table names it; the table is kept again without.
    let removed = try texts(answer, "removed").filter { !$0.contains("A.txt") }
    #expect(removed == [".emic/backup/latest/cases.csv"])
    #expect(try files().isSuperset(of: before))
    try small.run("undo st B --coder ann")
    try small.run("memo st --undo --coder ann")
  }

  @Test("where the case itself is named, by whichever name, that goes")
  func named() throws {
    try small.put("I: Who?\nR: I.\n", "A.txt")
    try small.put("transcript,case\nA.txt,11\n", "cases.csv")
    try FileManager.default.createDirectory(
      at: small.root.appending(path: ".emic/backup/2026-03-01"),
      withIntermediateDirectories: true
    )
    let folder = ".emic/backup/2026-03-01"
    let naming = [
      ("cases.csv", "transcript,case\nA.txt,11\n"),
      ("other.csv", "transcript,case\nX.txt,\"11\"\n"),
      ("framework.yaml", "version: 1\ncells:\n  - {case: 11, code: trust}\n"),
      ("memos.ann.json", #"{"memos": [{"id": "x", "on": {"case": "11"}, "text": "y"}]}"#),
      ("study.yaml", "rounds:\n  - {name: one, transcripts: [A.txt]}\n"),
    ]
    let other = [
      ("cases-2.csv", "transcript,case,at\nB.txt,110,2026-11-11\n"),
      ("framework-2.yaml", "version: 11\ncells:\n  - {case: 11-b, code: trust}\n"),
      (
        "memos.bob.json",
        #"{"memos": [{"id": "a-11-b", "at": "2026-11-11T11:11:11Z", "text": "11 of us"}]}"#
      ),
    ]
    for (name, text) in naming + other { try small.put(text, "\(folder)/\(name)") }
    let answer = try small.run("withdraw st 11 --dry-run --format json")
    let removed = try texts(answer, "removed").filter { $0.hasPrefix(folder) }
    #expect(removed.sorted() == naming.map { "\(folder)/\($0.0)" }.sorted())
  }

  @Test("memos on other transcripts that speak of the case by its name stay, and are named")
  func spokenOf() throws {
    try small.put("I: Who?\nR: I.\n", "A.txt")
    try small.put("I: Who else?\nR: Nobody.\n", "B.txt")
    try small.put("transcript,case\nA.txt,NGO-D1\nB.txt,NGO-D12\n", "cases.csv")
    for text in ["As NGO-D1, and unlike NGO-D12.", "Unlike NGO-D12."] {
      let line = ["memo", "st", "B", "--coder", text.hasPrefix("As") ? "ann" : "bob", "--text"]
      #expect(try small.workshop.emic(line + [text]).status == 0)
    }
    let answer = try small.run("withdraw st NGO-D1 --confirm NGO-D1 --format json")
    let named = try texts(answer, "remains").filter { $0.contains("B.txt.ann.json") }
    #expect(named.count == 1 && named.first?.contains("NGO-D1") == true, "\(named)")
    #expect(try !texts(answer, "remains").contains { $0.contains("B.txt.bob.json") })
    #expect(try files().contains(".emic/history/ann/B.txt.jsonl"))
    try small.run("undo st B --coder ann")
  }

  @Test("other work of which a copy or a history goes is kept as it is now, and comes back")
  func keptAnew() throws {
    let words = "The township counted every blanket twice before the inspection came."
    try small.put("I: Who?\nR: \(words)\n", "A.txt")
    try small.put("I: Who else?\nR: Nobody.\n", "B.txt")
    try small.put("transcript,case\nA.txt,one\nB.txt,two\n", "cases.csv")
    func memo(_ place: [String], _ text: String) throws {
      let words = ["memo", "st", "--coder", "ann", "--text", text]
      let answer = try small.workshop.emic(words + place)
      #expect(answer.status == 0, "\(answer.error)")
    }
    try memo(["--case", "two"], "two is new")
    try memo(["--case", "one"], "one is old")
    try memo(["B"], "As they said: \(words)")
    try small.run("code st B --coder ann --at 2 --code trust")
    try small.run("withdraw st one --confirm one")
    let kept = ["memos.ann.json", "B.txt.ann.json"]
    #expect(try !files().contains(".emic/history/ann/B.txt.jsonl"))
    #expect(try !files().contains(".emic/history/ann/memos.jsonl"))
    let before = try kept.map { try text($0) }
    for name in kept { try FileManager.default.removeItem(at: small.root.appending(path: name)) }
    let check = try small.run("check st", status: 1).out
    for name in kept { #expect(check.contains("\(name)"), "\(check)") }
    try small.run("restore st --from \(Now.timestamp.date)")
    #expect(try kept.map { try text($0) } == before)
    let copies = try files().filter { $0.hasPrefix(".emic/") && $0.contains("memos.ann.json") }
    #expect(!copies.isEmpty)
    for name in copies { #expect(try !text(name).contains("one is old")) }
  }

  @Test("what is known beyond an older version that was put back stays known")
  func keptWhole() throws {
    let sentence = "The township counted every blanket twice before the inspection came."
    try small.put("I: Who?\nR: \(sentence)\n", "A.txt")
    try small.put("I: Who else?\nR: Nobody.\n", "B.txt")
    try small.put("transcript,case\nA.txt,CASE-A\nB.txt,CASE-B\n", "cases.csv")
    for (place, memo) in [
      (["--on-study"], "Unlike CASE-A."), (["B"], "As they said: \(sentence)"),
    ] {
      let line = ["memo", "st", "--coder", "ann", "--text", memo]
      #expect(try small.workshop.emic(line + place).status == 0)
    }
    try small.run("code st B --coder ann --at 2 --code trust")
    let older = try text("B.txt.ann.json")
    let coding = #/"codings".*?"id": "([^"]+)"/#.dotMatchesNewlines()
    let id = try #require(older.firstMatch(of: coding))
    try small.run("change st B --coder ann --id \(id.output.1) --flag do-not-quote")
    try small.put(older, "B.txt.ann.json")
    let answer = try small.run("withdraw st CASE-A --confirm CASE-A --format json")
    let named = try texts(answer, "remains")
    let words = "Memos of ann speak of the case by its name: on the study"
    #expect(named.contains { $0.contains(words) }, "\(named)")
    #expect(try small.run("check st", status: 1).out.contains("B.txt.ann.json: this is an older"))
    try small.run("restore st --from \(Now.timestamp.date) --coder ann")
    #expect(try text("B.txt.ann.json").contains("do-not-quote"))
    let again = try small.run("withdraw st CASE-A --confirm CASE-A", status: 2)
    #expect(again.error.contains("no case"), "\(again.error)")
  }

  @Test("a withdrawn text that is back without its case is named by its path, and no other case")
  func backWithoutCase() throws {
    for name in ["A.txt", "B.txt"] { try small.put(joint, name) }
    try small.put("transcript,case\nA.txt,CASE-A\nB.txt,CASE-B\n", "cases.csv")
    try small.run("withdraw st CASE-A --confirm CASE-A")
    try small.put(joint, "A.txt")
    let answer = try small.run("withdraw st CASE-A --confirm CASE-A", status: 2).error
    #expect(answer.contains("`emic withdraw st A.txt` takes it out."), "\(answer)")
    #expect(!answer.contains("CASE-B"))
    #expect(try !small.workshop.run("check st").out.contains("counts and searches find both"))
    // The table is back, too.
    try small.put("transcript,case\nA.txt,CASE-A\nB.txt,CASE-B\n", "cases.csv")
    let path = try small.run("withdraw st A.txt --confirm A.txt", status: 2).error
    #expect(path.contains("`emic withdraw st CASE-A` takes the case out."), "\(path)")
    #expect(try small.run("read st A", status: 1).error.contains("was withdrawn"))
    try small.put("transcript,case\nB.txt,CASE-B\n", "cases.csv")
    try small.run("withdraw st A.txt --confirm A.txt")
    #expect(try files().contains("B.txt") && !files().contains("A.txt"))
  }
}
