import EmicKit
import Foundation
import Testing

/// What is known of a sidecar that is gone or older than it was: all of it comes back, and where something of it
/// cannot be known nothing leaves.
@Suite("Sidecars as they were last known") struct LastKnownTests {
  private let small: SmallStudy
  private static let name = "A.txt.ann.json"
  private static let text =
    "I: Who?\nR: Zhang Wei forged the licence with a wet turnip.\nI: And then?\nR: Nothing.\nI: Else?\nR: No.\n"
  private let day = Now.timestamp.date

  /// ann and bob have coded the same sentence; ann's is not flagged yet.
  init() throws {
    small = try SmallStudy(codes: "\n  - id: trust\n    name: Trust")
    try small.put(Self.text, "A.txt")
    for coder in ["ann", "bob"] { try small.run("code st A --coder \(coder) --at 2 --code trust") }
  }

  private func file(_ name: String) -> URL { small.root.appending(path: name) }

  private func sidecar() throws -> Sidecar {
    try SidecarReader.read(Array(try Data(contentsOf: file(Self.name))), file: Self.name)
  }

  private func lose() throws { try FileManager.default.removeItem(at: file(Self.name)) }

  private func flag(_ option: String = "--flag do-not-quote") throws {
    try small.run("change st A --coder ann --id \(try sidecar().codings[0].id) \(option)")
  }

  /// As a merge with another copy of the study leaves it: what came with it no history tells.
  private func merge() throws {
    let laptop = small.workshop.folder.appending(path: "laptop")
    try FileManager.default.copyItem(at: small.root, to: laptop)
    try small.run("code laptop A --coder ann --at 4 --code trust")
    try small.run("merge st laptop")
  }

  private func exported() throws -> String {
    try small.run("export st --as bob --drafts --layer current --to x.csv")
    return try String(contentsOf: small.workshop.folder.appending(path: "x.csv"), encoding: .utf8)
  }

  private func makeFolder(at name: String) throws {
    try? FileManager.default.removeItem(at: file(name))
    try FileManager.default.createDirectory(at: file(name), withIntermediateDirectories: true)
  }

  @Test("what was undone behind a merge is undone again, and what was done again done")
  func undone() throws {
    try flag()
    try merge()
    try flag("--no-flag do-not-quote")
    try small.run("undo st A --coder ann")
    try small.run("code st A --coder ann --at 3 --code trust")
    try small.run("undo st A --coder ann")
    try small.run("nothing-here st A --coder ann --turns 6")
    try small.run("undo st A --coder ann")
    try small.run("redo st A --coder ann")
    try small.run("undo st A --coder ann")
    let before = try sidecar()
    #expect(before.codings.map(\.flags) == [[.doNotQuote], []] && before.nothingHere.isEmpty)
    // Over the file as it is nothing is to be brought back.
    let healthy = try small.run("restore st --from \(day) --coder ann")
    #expect(healthy.out.contains("it can be read, so it is newer"), "\(healthy.out)")
    #expect(try sidecar() == before)
    try lose()
    #expect(try !exported().contains("turnip"))
    try small.run("restore st --from \(day) --coder ann")
    #expect(try sidecar().codings == before.codings)
    #expect(try sidecar().nothingHere == before.nothingHere)
    #expect(try !exported().contains("turnip"))
  }

  @Test(
    "where it cannot be known what it flagged nothing leaves, and that is said",
    arguments: ["history", "damaged history", "backup", "checkpoint", "folder"]
  )
  func unknown(part: String) throws {
    try flag()
    try merge()
    try lose()
    #expect(try !exported().contains("turnip"))
    let history = ".emic/history/ann/A.txt.jsonl"
    var environment: [String: String] = [:]
    switch part {
    case "history": try makeFolder(at: history)
    case "damaged history": try small.put("garbage\n", history)
    case "backup":
      try FileManager.default.removeItem(at: file(".emic/backup/latest"))
      try small.put("{", ".emic/backup/\(day)/\(Self.name)")
    case "checkpoint": try small.put("{", ".emic/backup/latest/\(Self.name)")
    default:
      // Another's, of another day: nobody knows what lies in it.
      try makeFolder(at: ".emic/backup/2020-01-01")
      try small.put("list 13", "../fault")
      environment = try small.workshop.faults(below: file(".emic/backup/2020-01-01"))
      environment["EMIC_TEST_FAULT"] = small.workshop.folder.appending(path: "fault").path()
    }
    func run(_ line: String) throws -> Workshop.Answer {
      let words = line.split(separator: " ").map { String($0) }
      return try small.workshop.emic(words, environment: environment)
    }
    let answer = try run("export st --as bob --drafts --layer current --to y.csv")
    #expect(answer.status != 0, "\(answer.out)\(answer.error)")
    #expect(
      !FileManager.default.fileExists(atPath: small.workshop.folder.appending(path: "y.csv").path())
    )
    let quotations = try run("quotations st --as bob --drafts --layer current")
    #expect(!quotations.out.contains("turnip"), "\(quotations.out)")
  }

  @Test("an older version that was put back is named, and brought up to date with its flags")
  func older() throws {
    try small.run("code st A --coder ann --at 4 --code trust")
    let older = try Data(contentsOf: file(Self.name))
    try flag()
    try small.run("uncode st A --coder ann --id \(try sidecar().codings[1].id)")
    let latest = try sidecar()
    try older.write(to: file(Self.name))
    let check = try small.workshop.run("check st")
    #expect(
      check.out.contains("\(Self.name): this is an older version: 2 codings, memos, links or"),
      "\(check.out)"
    )
    // Its flags bind all the same, and nothing is written that would bury what it lacks.
    #expect(try !exported().contains("turnip"))
    for line in ["code st A --at 3 --code trust", "submit st A", "undo st A"] {
      let refused = try small.run("\(line) --coder ann", status: 1).error
      #expect(refused.contains("this is an older version"), "\(refused)")
      #expect(refused.contains("`emic restore st --from \(day) --transcript A.txt --coder ann`"))
    }
    #expect(try sidecar().codings.count == 2)
    let answer = try small.run("restore st --from \(day) --coder ann")
    #expect(answer.out.contains("it lacked 2 codings, memos and marks"), "\(answer.out)")
    #expect(try sidecar() == latest)
    #expect(try !small.workshop.run("check st").out.contains("older version"))
    try small.run("code st A --coder ann --at 3 --code trust")
  }

  @Test(
    "that somebody's work is gone is said with every answer that lacks it",
    arguments: [
      "codings st --format csv", "quotations st", "export st --to x.csv", "status st",
    ]
  )
  func said(line: String) throws {
    for coder in ["ann", "bob"] { try small.run("submit st A --coder \(coder)") }
    try lose()
    let answer = try small.run(line)
    #expect(
      answer.error.contains(
        "A.txt: ann's sidecar is gone, so what was coded there is no part of this."
      ),
      "\(answer.error)"
    )
    guard line != "status st" else { return }
    #expect(try !small.run(line + " --coder bob").error.contains("is gone"))
  }

  @Test(
    "what another coder has submitted is not counted for all that was",
    arguments: [
      "matrix st", "cooccurrence st", "saturation st", "theme st trust",
      "cards st --code trust",
      "matrix st --layer submitted", "codings st --layer final --format csv",
    ],
    [true, false]
  )
  func notFinal(line: String, hasHistory: Bool) throws {
    for coder in ["ann", "bob"] { try small.run("submit st A --coder \(coder)") }
    try lose()
    // Where nothing but the frozen copy is left, too.
    if !hasHistory { try FileManager.default.removeItem(at: file(".emic")) }
    let answer = try small.run(line, status: 1)
    #expect(
      answer.error.contains(
        "A.txt: ann's sidecar is gone or older than what was submitted, so what is left is not all that was submitted."
      ),
      "\(answer.error)"
    )
    #expect(answer.out.isEmpty)
    #expect(answer.error.contains("`emic check` says how it comes back. --coder "))
    try small.run(line + " --coder bob")
    let page = try small.run("weekly st").out
    #expect(page.contains("Not counted, since submitted work on them is gone"), "\(page)")
    #expect(!page.contains("several coders have submitted"))
  }

  @Test("work that was no part of the final layer hinders nothing when it is gone")
  func notSubmitted() throws {
    try small.run("submit st A --coder bob")
    try lose()
    #expect(try small.run("matrix st").error.contains("ann's sidecar is gone"))
    try small.run("restore st --from \(day) --coder ann")
    try small.run("submit st A --coder ann")
    try small.run("reopen st A --coder ann --reason again")
    try lose()
    #expect(try small.run("matrix st").error.contains("ann's sidecar is gone"))
    try small.run("weekly st")
  }

  @Test(
    "what was submitted later than it was kept comes back from the frozen copy, with what was done since",
    arguments: [".emic/backup", ".emic/backup/latest"],
    [true, false]
  )
  func frozen(gone: String, isOpen: Bool) throws {
    try small.run("code st A --coder ann --at 4 --code trust")
    try small.run("code st A --coder ann --at 5 --code trust")
    try small.run("uncode st A --coder ann --id \(try sidecar().codings[1].id)")
    try small.run("submit st A --coder ann")
    if isOpen {
      try small.run("reopen st A --coder ann --reason again")
      try small.run("code st A --coder ann --at 6 --code trust")
    }
    let latest = try sidecar()
    try FileManager.default.removeItem(at: file(gone))
    try lose()
    let check = try small.run("check st", status: 1).out
    #expect(check.contains("`emic restore --from \(day) --transcript A.txt`"), "\(check)")
    try small.run("restore st --from \(day) --coder ann")
    let now = try sidecar()
    #expect(now.codings == latest.codings)
    #expect(now.status.state == latest.status.state)
    #expect(now.submissions == [1])
    #expect(try !small.workshop.run("check st").out.contains("knows no submission"))
    try small.run("code st A --coder ann --at 2 --code trust", status: isOpen ? 0 : 1)
  }

  @Test(
    "what was submitted elsewhere hides nothing of what is known here",
    arguments: [true, false]
  )
  func frozenElsewhere(hasBackup: Bool) throws {
    let laptop = small.workshop.folder.appending(path: "laptop")
    try FileManager.default.copyItem(at: small.root, to: laptop)
    try flag()
    try small.run("code st A --coder ann --at 4 --code trust")
    let here = try sidecar()
    try small.run("submit laptop A --coder ann")
    let name = "submissions/A.txt.ann.1.json"
    try small.put(
      String(contentsOf: laptop.appending(path: name), encoding: .utf8),
      name
    )
    if !hasBackup { try FileManager.default.removeItem(at: file(".emic/backup")) }
    try lose()
    #expect(try !exported().contains("turnip"))
    try small.run("restore st --from \(day) --coder ann")
    let now = try sidecar()
    #expect(now.codings == here.codings)
    #expect(now.status.state == .draft)
  }

  @Test("a frozen copy in the place of later work is opened again and brought up to date")
  func frozenInPlace() throws {
    try small.run("submit st A --coder ann")
    let frozen = try Data(contentsOf: file(Self.name))
    try small.run("reopen st A --coder ann --reason again")
    try flag()
    try small.run("code st A --coder ann --at 4 --code trust")
    let latest = try sidecar()
    try FileManager.default.removeItem(at: file(".emic/backup"))
    try frozen.write(to: file(Self.name))
    #expect(try !exported().contains("turnip"))
    try small.run("reopen st A --coder ann --reason anew")
    #expect(try !exported().contains("turnip"))
    try small.run("code st A --coder ann --at 6 --code trust", status: 1)
    try small.run("restore st --from \(day) --coder ann")
    #expect(try sidecar().codings == latest.codings)
    try small.run("code st A --coder ann --at 6 --code trust")
  }

  @Test("of a study without .emic the frozen copy comes back")
  func onlyFrozen() throws {
    try small.run("submit st A --coder ann")
    let latest = try sidecar()
    try FileManager.default.removeItem(at: file(".emic"))
    try lose()
    let check = try small.run("check st", status: 1).out
    #expect(check.contains("ann's sidecar is gone, and its frozen copy has it. `emic restore"))
    let refused = try small.run("code st A --coder ann --at 4 --code trust", status: 1).error
    #expect(refused.contains("`emic restore st --from \(day) --transcript A.txt --coder ann`"))
    // Nobody knows whether it was opened again and worked on: to bring it back is not all.
    let answer = try small.run("restore st --from \(day)", status: 1).out
    #expect(answer.contains("nothing but what was submitted is known of it"), "\(answer)")
    #expect(try sidecar() == latest)
  }

  @Test(
    "where what a merge has brought is in no copy any more, that is said, and nothing leaves",
    arguments: [false, true]
  )
  func forgottenMerge(hasOwnWork: Bool) throws {
    // On this machine she has done nothing yet, or something.
    if !hasOwnWork { try FileManager.default.removeItem(at: file(".emic/history/ann")) }
    try merge()
    try lose()
    try FileManager.default.removeItem(at: file(".emic/backup"))
    try small.run("export st --as bob --drafts --layer current --to x.csv", status: 3)
    let check = try small.run("check st", status: 1).out
    #expect(check.contains(Self.name) && check.contains("ann"), "\(check)")
    let begun = try small.run("code st A --coder ann --at 2 --code trust", status: 1).error
    #expect(begun.contains(Self.name), "\(begun)")
    guard hasOwnWork else { return }
    let answer = try small.run("restore st --from \(day) --coder ann", status: 1).out
    #expect(answer.contains("on \(day) more changed it than the history tells"), "\(answer)")
    #expect(answer.contains("`emic merge` takes it from another copy of the study"))
  }

  @Test("what a merge has brought is in what was submitted since")
  func mergedAndSubmitted() throws {
    try merge()
    try small.run("submit st A --coder ann")
    let latest = try sidecar()
    try lose()
    try FileManager.default.removeItem(at: file(".emic/backup"))
    let answer = try small.run("restore st --from \(day) --coder ann").out
    #expect(!answer.contains("as far as it is known"), "\(answer)")
    #expect(try sidecar() == latest)
  }

  @Test("memos that are gone are named wherever they are no part of the answer")
  func memosGone() throws {
    try small.run("memo st --coder ann --on-study --text first")
    let whole = try Data(contentsOf: file("memos.ann.json"))
    try small.run("memo st --coder ann --on-study --text second")
    for line in ["memos st --as ann", "export st --to x.qdpx --identified --as ann"] {
      #expect(try !small.run(line).error.contains("no part of this"))
      try whole.write(to: file("memos.ann.json"))
      let older = try small.run(line).error
      #expect(older.contains("memos.ann.json is an older version"), "\(older)")
      try FileManager.default.removeItem(at: file("memos.ann.json"))
      let gone = try small.run(line).error
      #expect(gone.contains("memos.ann.json is gone, so ann's memos on codes"), "\(gone)")
      #expect(gone.contains("`emic check` says how they come back."))
      try small.run("restore st --from \(day)")
    }
  }

  @Test("an older file of memos that was put back is named, and brought up to date")
  func olderMemos() throws {
    let name = "memos.ann.json"
    try small.run("memo st --coder ann --on-study --text first")
    let older = try Data(contentsOf: file(name))
    try small.run("memo st --coder ann --on-study --text second")
    let id = try #require(
      try MemosFile.read(Array(Data(contentsOf: file(name))), file: name).entries.first?.memo.id
    )
    try small.run("memo st --coder ann --on-study --id \(id) --text changed")
    let latest = try MemosFile.read(Array(Data(contentsOf: file(name))), file: name)
    #expect(try !small.workshop.run("check st").out.contains(name))
    try older.write(to: file(name))
    let check = try small.workshop.run("check st")
    #expect(
      check.out.contains(
        "\(name): this is an older version: 2 memos are not in it, or only as they"
      ),
      "\(check.out)"
    )
    // To go on with it would bury what it lacks.
    let refused = try small.run("memo st --coder ann --on-study --text third", status: 1).error
    #expect(refused.contains("this is an older version: 2 memos are not in it"), "\(refused)")
    #expect(refused.contains("`emic restore STUDY --from \(day) --coder ann` brings it up to date"))
    #expect(try Data(contentsOf: file(name)) == older)
    for hasBackup in [true, false] {
      try older.write(to: file(name))
      if !hasBackup { try FileManager.default.removeItem(at: file(".emic/backup")) }
      try small.run("restore st --from \(day) --coder ann")
      let now = try MemosFile.read(Array(Data(contentsOf: file(name))), file: name)
      #expect(now.entries.map(\.memo.text).sorted() == ["changed", "second"])
      #expect(Set(now.entries.map(\.memo.id)) == Set(latest.entries.map(\.memo.id)))
    }
    #expect(try !small.workshop.run("check st").out.contains(name))
    // What was taken away stays away.
    let words = ["memo", "st", "--coder", "ann", "--on-study", "--id", id.text, "--text", ""]
    #expect(try small.workshop.emic(words).status == 0)
    #expect(try !small.workshop.run("check st").out.contains(name))
  }

  @Test("memos that were taken away in another copy of the study are not lacking")
  func memosRemovedElsewhere() throws {
    try small.run("memo st --coder ann --on-study --text first")
    let laptop = small.workshop.folder.appending(path: "laptop")
    try FileManager.default.copyItem(at: small.root, to: laptop)
    let file = file("memos.ann.json")
    let memo = try MemosFile.read(Array(Data(contentsOf: file)), file: "").entries[0].memo
    let words = ["memo", "laptop", "--coder", "ann", "--on-study", "--id", memo.id.text]
    #expect(try small.workshop.emic(words + ["--text", ""]).status == 0)
    try small.run("merge st laptop")
    #expect(try MemosFile.read(Array(Data(contentsOf: file)), file: "").entries.isEmpty)
    #expect(try !small.workshop.run("check st").out.contains("memos.ann.json"))
    try small.run("memo st --coder ann --on-study --text second")
  }

  @Test("a copy that was made of it after all was done and undone is what it is")
  func sameAsCopy() throws {
    try small.run("code st A --coder ann --at 4 --code trust")
    try small.run("undo st A --coder ann")
    let now = try Data(contentsOf: file(Self.name))
    let copy = file(".emic/backup/\(day)/\(Self.name)")
    try now.write(to: copy)
    let answer = try small.run("restore st --from \(day) --coder ann")
    #expect(answer.out.contains("it is what the backup holds"), "\(answer.out)")
    #expect(try Data(contentsOf: file(Self.name)) == now)
  }

  @Test("a backup that is damaged is no reason to bring nothing back where the rest knows all")
  func damagedBackup() throws {
    try flag()
    let latest = try sidecar()
    try lose()
    try small.put("{", ".emic/backup/\(day)/\(Self.name)")
    let answer = try small.run("restore st --from \(day) --coder ann", status: 1)
    #expect(answer.out.contains("it was gone, and is back"), "\(answer.out)")
    #expect(answer.out.contains("look whether flags are missing"), "\(answer.out)")
    #expect(try sidecar().codings == latest.codings)
  }

  @Test("a history that is shorter than it was is not taken for the end of a longer one")
  func shorterHistory() throws {
    for _ in 0..<3 {
      try small.run("code st A --coder ann --at 3 --code trust")
      try small.run("undo st A --coder ann")
    }
    try small.run("submit st A --coder ann")
    try small.run("reopen st A --coder ann --reason again")
    try FileManager.default.removeItem(at: file(".emic/history/ann/A.txt.jsonl"))
    try small.run("code st A --coder ann --at 4 --code trust --memo new")
    let latest = try sidecar()
    try lose()
    try small.run("restore st --from \(day) --coder ann")
    #expect(try sidecar().codings == latest.codings)
  }

  @Test(
    "of a text that has changed since, what has no words any more becomes an orphan, and its flag binds"
  )
  func wordless() throws {
    try small.run("code st A --coder ann --at 4 --code trust")
    try small.run(
      "change st A --coder ann --id \(try sidecar().codings[1].id) --flag redact --replacement X"
    )
    try flag()
    try small.put(Self.text.replacing("Who", with: "Who then"), "A.txt")
    try lose()
    let doubtful = try small.workshop.run("export st --as bob --drafts --layer current --to y.csv")
    #expect(doubtful.status != 0, "\(doubtful.out)")
    try small.run("restore st --from \(day) --coder ann")
    let now = try sidecar()
    #expect(now.codings.map(\.flags) == [[.doNotQuote]])
    #expect(now.orphans.map(\.flags) == [[.redact]])
    let refused = try small.workshop.run("submit st A --coder ann")
    #expect(refused.status == 1, "\(refused.out)\(refused.error)")
    let listed = try small.workshop.run("reanchor st --as ann")
    #expect(listed.out.contains("1 needs you (1 flagged)"), "\(listed.out)")
    #expect(
      listed.out.contains("words that are not known any more, at"),
      "\(listed.out)"
    )
    let left = try small.workshop.run("export st --as bob --drafts --layer current --to y.csv")
    #expect(left.status != 0, "\(left.out)")
  }

  @Test("an empty history is none behind whatever length was kept")
  func emptyHistory() throws {
    try flag()
    try merge()
    try lose()
    let latest = ".emic/backup/latest/\(Self.name)"
    let kept = try String(contentsOf: file(latest), encoding: .utf8)
    try small.put(kept.replacing(#/"history": \d+/#, with: "\"history\": 1"), latest)
    try small.put("", ".emic/history/ann/A.txt.jsonl")
    try small.run("restore st --from \(day) --coder ann")
    #expect(try sidecar().codings.count == 2)
  }

  @Test("begun anew on a corrected text, it takes in what is known of the old one")
  func correctedAndAnew() throws {
    try small.run("code st A --coder ann --at 4 --code trust")
    try lose()
    try small.put(Self.text.replacing("Who", with: "Who then"), "A.txt")
    try small.run("code st A --coder ann --at 1 --code trust --begin-anew")
    let answer = try small.run("restore st --from \(day) --coder ann")
    #expect(answer.out.contains("it lacked"), "\(answer.out)")
    #expect(try sidecar().codings.map(\.quote).contains { $0.contains("turnip") })
  }

  @Test(
    "who has seen others' codings stays so where the history cannot be read: nothing is submitted"
  )
  func unreadReveal() throws {
    for coder in ["ann", "bob"] { try small.run("submit st A --coder \(coder)") }
    try small.run("codings st --as ann")
    try lose()
    let history = ".emic/history/ann/A.txt.jsonl"
    let bytes = try Data(contentsOf: file(history))
    try makeFolder(at: history)
    _ = try small.workshop.run("code st A --coder ann --at 4 --code trust --begin-anew")
    let refused = try small.workshop.run("submit st A --coder ann")
    #expect(refused.status == 3, "\(refused.out)\(refused.error)")
    try FileManager.default.removeItem(at: file(history))
    try bytes.write(to: file(history))
    try small.run("submit st A --coder ann")
    #expect(try sidecar().log.last { $0["act"] == "submit" }?["blind"] == false)
  }

  @Test("a look of which only the sidecar knows is written down a second time with the next one")
  func secondReveal() throws {
    for coder in ["ann", "bob"] { try small.run("submit st A --coder \(coder)") }
    try small.run("codings st --as ann")
    let history = file(".emic/history/ann/A.txt.jsonl")
    try FileManager.default.removeItem(at: history)
    try small.run("codings st --as ann")
    #expect(try String(contentsOf: history, encoding: .utf8).contains("\"act\":\"reveal\""))
    // It is no work: where only this is left, nothing is said to be gone.
    try FileManager.default.removeItem(at: file(".emic/backup"))
    try FileManager.default.removeItem(at: file("submissions"))
    try lose()
    #expect(try !small.workshop.run("check st").out.contains("sidecar is gone"))
  }

  @Test("memos are not begun anew where what is known of them cannot be read")
  func unreadMemos() throws {
    try small.run("memo st --coder ann --on-study --text first")
    try small.run("memo st --coder ann --on-study --text second")
    try FileManager.default.removeItem(at: file("memos.ann.json"))
    try makeFolder(at: ".emic/history/ann/memos.jsonl")
    try FileManager.default.removeItem(at: file(".emic/backup"))
    try small.run("memo st --coder ann --on-study --text third", status: 3)
    #expect(!FileManager.default.fileExists(atPath: file("memos.ann.json").path()))
  }
}
