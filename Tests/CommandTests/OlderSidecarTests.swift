import EmicKit
import Foundation
import Testing

/// An older version of a sidecar that was put back, whatever is done with it: what it lacks binds, is not buried, and
/// comes back.
@Suite("Older versions of sidecars") struct OlderSidecarTests {
  private let small: SmallStudy
  private static let name = "A.txt.ann.json"
  private let day = Now.timestamp.date

  /// ann and bob have coded the same sentence.
  init() throws {
    small = try SmallStudy(codes: "\n  - id: trust\n    name: Trust")
    try small.put(
      "I: Who?\nR: Zhang Wei forged the licence with a wet turnip.\nI: And then?\nR: Nothing.\nI: Else?\nR: No.\n",
      "A.txt"
    )
    for coder in ["ann", "bob"] { try small.run("code st A --coder \(coder) --at 2 --code trust") }
  }

  private func file(_ name: String) -> URL { small.root.appending(path: name) }

  private func bytes(_ name: String = name) throws -> Data { try Data(contentsOf: file(name)) }

  private func sidecar(_ name: String = name) throws -> Sidecar {
    try SidecarReader.read(Array(try bytes(name)), file: name)
  }

  private func flag() throws {
    try small.run("change st A --coder ann --id \(try sidecar().codings[0].id) --flag do-not-quote")
  }

  private func makeLaptop() throws -> URL {
    let laptop = small.workshop.folder.appending(path: "laptop")
    try FileManager.default.copyItem(at: small.root, to: laptop)
    return laptop
  }

  private func isLeaking() throws -> Bool {
    let answer = try small.workshop.run("export st --as bob --drafts --layer current --to x.csv")
    guard answer.status == 0 else { return false }
    let csv = small.workshop.folder.appending(path: "x.csv")
    return try String(contentsOf: csv, encoding: .utf8).contains("turnip")
  }

  /// It is named, is not worked on, and its later flag binds; then it comes back with all.
  private func expectOlder(comesBack: Bool = true) throws {
    let check = try small.workshop.run("check st").out
    #expect(check.contains("\(Self.name): this is an older version"), "\(check)")
    #expect(try !isLeaking())
    let before = try bytes()
    let refused = try small.run("code st A --coder ann --at 6 --code trust", status: 1).error
    #expect(refused.contains("this is an older version"), "\(refused)")
    #expect(refused.contains("`emic restore st --from \(day) --transcript A.txt --coder ann`"))
    #expect(try bytes() == before)
    guard comesBack else { return }
    try small.run("restore st --from \(day) --coder ann")
    #expect(try sidecar().codings[0].flags == [.doNotQuote])
    #expect(try !small.workshop.run("check st").out.contains("older version"))
    #expect(try !isLeaking())
    try small.run("code st A --coder ann --at 6 --code trust")
  }

  @Test("what a merge has brought is missed, though later work is there")
  func merged() throws {
    let laptop = try makeLaptop()
    let id = try sidecar().codings[0].id
    try small.run("change laptop A --coder ann --id \(id) --flag do-not-quote")
    try small.run("code st A --coder ann --at 4 --code trust")
    let older = try bytes()
    try small.run("merge st \(laptop.lastPathComponent)")
    try older.write(to: file(Self.name))
    try expectOlder()
  }

  @Test("another machine's later file in its place is no last version")
  func another() throws {
    let laptop = try makeLaptop()
    try flag()
    try small.run("code laptop A --coder ann --at 4 --code trust")
    try Data(contentsOf: laptop.appending(path: Self.name)).write(to: file(Self.name))
    try expectOlder()
    #expect(try sidecar().codings.count == 3)
  }

  @Test("times that were ahead hide nothing")
  func clock() throws {
    let ahead = String(decoding: try bytes(), as: UTF8.self)
      .replacing("\"modified\": \"\(day.prefix(2))", with: "\"modified\": \"21")
    try small.put(ahead, Self.name)
    let older = try bytes()
    #expect(try sidecar().codings[0].modified > Now.timestamp)
    try flag()
    try older.write(to: file(Self.name))
    try expectOlder()
  }

  @Test("a merge with another copy does not bury what it lacks")
  func merging() throws {
    let laptop = try makeLaptop()
    let older = try bytes()
    try flag()
    try small.run("code laptop A --coder ann --at 4 --code trust")
    try older.write(to: file(Self.name))
    let answer = try small.workshop.run("merge st \(laptop.lastPathComponent)")
    #expect((answer.out + answer.error).contains("this is an older version"), "\(answer.out)")
    try expectOlder()
  }

  @Test("nor does a second version that has it: then it is no older version any more")
  func secondVersion() throws {
    let older = try bytes()
    try flag()
    try bytes().write(to: file("A.txt.ann (conflicted copy 2026-01-01).json"))
    try older.write(to: file(Self.name))
    try small.run("merge st")
    #expect(try sidecar().codings[0].flags == [.doNotQuote])
    try small.run("code st A --coder ann --at 6 --code trust")
  }

  @Test("to find its codings again in a corrected text is refused")
  func reanchoring() throws {
    let older = try bytes()
    try flag()
    try older.write(to: file(Self.name))
    let text = try String(contentsOf: file("A.txt"), encoding: .utf8)
    try small.put("I: First?\nR: Yes.\n" + text, "A.txt")
    let answer = try small.workshop.run("reanchor st --as ann --write")
    #expect((answer.out + answer.error).contains("this is an older version"), "\(answer.error)")
    #expect(try bytes() == older)
    #expect(try !isLeaking())
  }

  @Test(
    "to look at others' codings, or to open it again, makes it no last version",
    arguments: [true, false]
  )
  func looking(isReopened: Bool) throws {
    if isReopened { try small.run("submit st A --coder ann") }
    let older = try bytes()
    if isReopened { try small.run("reopen st A --coder ann --reason again") }
    try flag()
    // As if all that was yesterday: the next save makes a backup of its day.
    let yesterday = file(".emic/backup/2026-01-01")
    try? FileManager.default.moveItem(at: file(".emic/backup/\(day)"), to: yesterday)
    try older.write(to: file(Self.name))
    if isReopened {
      try small.run("reopen st A --coder ann --reason anew")
    } else {
      try small.run("submit st A --coder bob")
      _ = try small.workshop.run("codings st --as ann --coder bob --layer submitted")
    }
    let check = try small.workshop.run("check st").out
    #expect(check.contains("\(Self.name): this is an older version"), "\(check)")
    #expect(try !isLeaking())
    try small.run("code st A --coder ann --at 6 --code trust", status: 1)
  }

  private let layer = "A.txt.consensus.json"

  /// Settles two rows, both as ann has them.
  ///
  /// - Returns: the layer with the first verdict alone.
  private func settleTwo() throws -> Data {
    for turn in [4, 6] { try small.run("code st A --coder ann --at \(turn) --code trust") }
    for coder in ["ann", "bob"] { try small.run("submit st A --coder \(coder)") }
    try small.run("settle st 1.1 --adopt ann --reason missed --as bob")
    let older = try bytes(layer)
    try small.run("settle st 2.1 --adopt ann --reason missed --as bob")
    return older
  }

  @Test("verdicts are not buried, nor is an older layer final")
  func consensus() throws {
    let older = try settleTwo()
    let both = try bytes(layer)
    try older.write(to: file(layer))
    for line in ["settle st 2.1 --neither --reason missed", "settle st --close --transcript A"] {
      let refused = try small.run("\(line) --as bob", status: 1).error
      #expect(refused.contains("\(layer): this is an older version"), "\(refused)")
    }
    #expect(try bytes(layer) == older)
    for line in ["settle st --as bob", "weekly st --as bob"] {
      let note = try small.run(line).error
      #expect(note.contains("A.txt: consensus's sidecar is an older version"), "\(line): \(note)")
    }
    try small.run("restore st --from \(day) --coder consensus")
    #expect(try bytes(layer) == both)
    try small.run("settle st --close --transcript A --as bob")
    let closed = try bytes(layer)
    try small.run("matrix st")
    try small.run("reopen st A --coder consensus --as bob --reason again")
    try small.run("settle st 2.1 --neither --reason missed --as bob")
    try closed.write(to: file(layer))
    let refused = try small.run("matrix st", status: 1).error
    #expect(refused.contains("older than what was submitted"), "\(refused)")
  }

  @Test("a verdict that an older layer lacked does not come back over a later one")
  func laterVerdict() throws {
    let older = try settleTwo()
    try older.write(to: file(layer))
    try small.run("settle st 2.1 --neither --reason missed --as bob --begin-anew")
    let later = try bytes(layer)
    try small.run("restore st --from \(day) --coder consensus")
    #expect(try bytes(layer) == later)
    // Also where nothing says that it was saved last.
    try FileManager.default.removeItem(at: file(".emic/backup/saved"))
    #expect(try !small.workshop.run("check st").out.contains("older version"))
  }

  @Test("nor does one that left more codings")
  func verdictOfTwoCodes() throws {
    let two = try SmallStudy(codes: "\n  - {id: trust, name: Trust}\n  - {id: fear, name: Fear}")
    try two.put("I: Who?\nR: They trust me.\nI: And then?\nR: Nothing.\n", "A.txt")
    try two.run("code st A --coder ann --at 2 --code trust")
    try two.run("code st A --coder bob --at 2 --code fear")
    try two.run("code st A --coder ann --at 4 --code trust")
    for coder in ["ann", "bob"] { try two.run("submit st A --coder \(coder)") }
    let layer = two.root.appending(path: "A.txt.consensus.json")
    try two.run("settle st 2.1 --adopt ann --reason missed --as bob")
    let older = try Data(contentsOf: layer)
    try two.run("settle st 1.1 --both --reason different-code --as bob")
    #expect(try SidecarReader.read(Array(Data(contentsOf: layer)), file: "c").codings.count == 3)
    try older.write(to: layer)
    try two.run("settle st 1.1 --adopt ann --reason different-code --as bob --begin-anew")
    let later = try Data(contentsOf: layer)
    try two.run("restore st --from \(day) --coder consensus")
    #expect(try Data(contentsOf: layer) == later)
    try FileManager.default.removeItem(at: layer)
    try two.run("restore st --from \(day) --coder consensus")
    let back = try SidecarReader.read(Array(Data(contentsOf: layer)), file: "c")
    #expect(back.codings.map(\.settlement?.decision) == [.adopt, .adopt])
  }

  @Test("a layer that lacks a later verdict is an older one, though the verdict left no coding")
  func laterWithoutCoding() throws {
    let older = try settleTwo()
    let adopted = try bytes(layer)
    try older.write(to: file(layer))
    try small.run("settle st 2.1 --neither --reason missed --as bob --begin-anew")
    try adopted.write(to: file(layer))
    let refused = try small.run("settle st --close --transcript A --as bob", status: 1).error
    #expect(refused.contains("\(layer): this is an older version"), "\(refused)")
  }

  @Test("work that was submitted and is a draft again is not left out without a word")
  func submission() throws {
    let older = try bytes()
    for coder in ["ann", "bob"] { try small.run("submit st A --coder \(coder)") }
    try older.write(to: file(Self.name))
    let note = try small.run("matrix st", status: 1).error
    #expect(note.contains("ann's sidecar is gone or older than what was submitted"), "\(note)")
    // Another machine knows of it by the frozen copy alone.
    try FileManager.default.removeItem(at: file(".emic"))
    let alone = try small.run("matrix st", status: 1).error
    #expect(alone.contains("ann's sidecar is gone or older than what was submitted"), "\(alone)")
  }

  @Test("answers say that they are of an older version")
  func said() throws {
    let older = try bytes()
    try flag()
    try older.write(to: file(Self.name))
    for line in ["codings st --layer current --drafts", "status st"] {
      let note = try small.run(line).error
      #expect(
        note.contains(
          "A.txt: ann's sidecar is an older version, so what it lacks is no part of this."
        ),
        "\(note)"
      )
    }
  }

  @Test(
    "a mark that was taken away elsewhere is none that is lacking, nor stands a restore in its own way"
  )
  func marks() throws {
    try small.run("nothing-here st A --coder ann --turns 6")
    let laptop = try makeLaptop()
    try small.run("undo laptop A --coder ann")
    try Data(contentsOf: laptop.appending(path: Self.name)).write(to: file(Self.name))
    #expect(try !small.workshop.run("check st").out.contains("older version"))
    try small.run("code st A --coder ann --at 4 --code trust")
  }

  @Test(
    "a flag of which only the history tells, on another machine's coding, is missed and comes back"
  )
  func onlyHistory() throws {
    let laptop = try makeLaptop()
    try small.run("code laptop A --coder ann --at 4 --code trust")
    let older = try Data(contentsOf: laptop.appending(path: Self.name))
    try older.write(to: file(Self.name))
    let other = try #require(try sidecar().codings.last)
    try small.run("change st A --coder ann --id \(other.id) --flag do-not-quote")
    try FileManager.default.removeItem(at: file(".emic/backup"))
    try older.write(to: file(Self.name))
    // It was saved here, though no digest is left that says so.
    let check = try small.workshop.run("check st").out
    #expect(check.contains("\(Self.name): this is an older version"), "\(check)")
    try small.run("restore st --from \(day) --coder ann")
    #expect(try sidecar().codings.first { $0.id == other.id }?.flags == [.doNotQuote])
  }

  @Test("a mark of a text as it was is not set anew in the text as it is")
  func markOfOldText() throws {
    try small.run("nothing-here st A --coder ann --turns 6")
    try small.put(
      "I: Who?\nR: Zhang Wei forged the licence with a wet turnip.\nI: And then?\nR: Nothing.\n",
      "A.txt"
    )
    try small.run("reanchor st --as ann --write")
    #expect(try sidecar().nothingHere.isEmpty)
    try small.run("restore st --from \(day) --coder ann")
    #expect(try sidecar().nothingHere.isEmpty)
  }

  @Test("memos are begun anew where that is asked for")
  func memos() throws {
    let name = "memos.ann.json"
    try small.run("memo st --coder ann --on-study --text first")
    let older = try bytes(name)
    try small.run("memo st --coder ann --on-study --text second")
    try older.write(to: file(name))
    try small.run("memo st --coder ann --on-study --text third --begin-anew")
    #expect(try !small.workshop.run("check st").out.contains(name))
    try FileManager.default.removeItem(at: file(name))
    try small.run("memo st --coder ann --on-study --text fourth", status: 3)
    try small.run("memo st --coder ann --on-study --text fourth --begin-anew")
    try small.run("memo st --coder ann --on-study --text fifth")
    let memos = try MemosFile.read(Array(try bytes(name)), file: name)
    #expect(memos.entries.map(\.memo.text) == ["fourth", "fifth"])
  }

  @Test("what was merged into a save keeps its flag, though the history tells of the change alone")
  func flagMergedIn() throws {
    let laptop = try makeLaptop()
    let id = try sidecar().codings[0].id
    try small.run("change laptop A --coder ann --id \(id) --flag do-not-quote")
    try small.run("memo st A --coder ann --id \(id) --text mine")
    try small.run("merge st \(laptop.lastPathComponent)")
    let both = try sidecar().codings[0]
    #expect(both.flags == [.doNotQuote] && both.memo == "mine")
    // As an open session leaves it that merges while it saves: the change stands behind what was kept.
    let kept = ".emic/backup/latest/\(Self.name)"
    let checkpoint = String(decoding: try bytes(kept), as: UTF8.self)
    let length = try #require(checkpoint.firstMatch(of: /"history": \d+/))
    try small.put(checkpoint.replacingCharacters(in: length.range, with: "\"history\": 0"), kept)
    try FileManager.default.removeItem(at: file(".emic/backup/saved"))
    #expect(try !small.workshop.run("check st").out.contains("older version"))
    try FileManager.default.removeItem(at: file(Self.name))
    #expect(try !isLeaking())
    try small.run("restore st --from \(day) --coder ann")
    #expect(try sidecar().codings[0].flags == [.doNotQuote])
    #expect(try sidecar().codings[0].memo == "mine")
  }

  @Test("a merge into a study from which the sidecar is gone does not bury what was known of it")
  func mergedOverGone() throws {
    let laptop = try makeLaptop()
    try flag()
    try FileManager.default.removeItem(at: file(Self.name))
    let answer = try small.workshop.run("merge st \(laptop.lastPathComponent)")
    #expect((answer.out + answer.error).contains("emic restore"), "\(answer.out)\(answer.error)")
    #expect(try !isLeaking())
    try small.run("restore st --from \(day) --coder ann")
    #expect(try sidecar().codings[0].flags == [.doNotQuote])
    try small.run("merge st \(laptop.lastPathComponent)")
  }

  @Test("a verdict that was taken back elsewhere is none that is lacking")
  func verdictTakenBack() throws {
    try small.run("code st A --coder ann --at 4 --code trust")
    for coder in ["ann", "bob"] { try small.run("submit st A --coder \(coder)") }
    try small.run("settle st 1.1 --neither --reason missed --as bob")
    let laptop = try makeLaptop()
    try small.run("undo laptop A --coder consensus --as bob")
    try Data(contentsOf: laptop.appending(path: layer)).write(to: file(layer))
    #expect(try !small.workshop.run("check st").out.contains("\(layer): this is an older version"))
  }

  @Test("what was begun anew is the last version, whatever was there before")
  func begunAnew() throws {
    try small.run("code st A --coder ann --at 4 --code trust")
    try FileManager.default.removeItem(at: file(Self.name))
    try small.run("code st A --coder ann --at 6 --code trust --begin-anew")
    try small.run("nothing-here st A --coder ann --turns 4")
    try small.run("undo st A --coder ann")
    #expect(try !small.workshop.run("check st").out.contains("older version"))
    try small.run("code st A --coder ann --at 4 --code trust")
  }

  @Test("who wants it as it is goes on with it")
  func taken() throws {
    let older = try bytes()
    try flag()
    try older.write(to: file(Self.name))
    let refused = try small.run("code st A --coder ann --at 4 --code trust", status: 1).error
    #expect(refused.contains(" --begin-anew goes on with it as it is"), "\(refused)")
    let undone = try small.run("undo st A --coder ann", status: 1).error
    #expect(undone.contains("`emic code … --begin-anew` goes on with it as it is"), "\(undone)")
    let anew = try small.run("code st A --coder ann --at 4 --code trust --begin-anew")
    let warning = "A.txt: 1 coding flagged do-not-quote or redact is gone on without"
    #expect(anew.error.contains(warning), "\(anew.error)")
    #expect(try !small.workshop.run("check st").out.contains("older version"))
    #expect(try sidecar().codings.map(\.flags) == [[], []])
    let again = try small.run("code st A --coder ann --at 6 --code trust --begin-anew").error
    #expect(!again.contains(warning), "\(again)")
    try small.run("undo st A --coder ann")
  }

  @Test("who codes where the history cannot be written is told that undo does not know of it")
  func history() throws {
    let lines = file(".emic/history/ann/A.txt.jsonl")
    try FileManager.default.removeItem(at: lines)
    try FileManager.default.createDirectory(at: lines, withIntermediateDirectories: true)
    let note = try small.run("code st A --coder ann --at 4 --code trust").error
    #expect(note.contains("`emic undo` and `redo` do not know of it"), "\(note)")
  }

  @Test(
    "so is who changes what the whole study shares",
    arguments: [
      ("cases st A --coder ann --set site=X --new-attribute", "cases.csv", "emic cases --undo"),
      (
        "framework st --as ann --set A.txt --code trust --summary x", "framework.yaml",
        "emic framework --undo"
      ),
      ("codebook add st tie --name Tie --as bob", "The codebook", "emic codebook undo"),
    ]
  )
  func sharedHistory(line: String, what: String, undo: String) throws {
    try? FileManager.default.removeItem(at: file(".emic/history"))
    try Data("x".utf8).write(to: file(".emic/history"))
    let note = try small.run(line).error
    #expect(
      note.contains(
        "\(what): saved, but .emic/history cannot be written: `\(undo)` does not know of it, and goes on from what "
          + "was done before."
      ),
      "\(note)"
    )
  }

  @Test("where the codebook has to be named it is compared, too")
  func codebooks() throws {
    let older = try bytes()
    try flag()
    try older.write(to: file(Self.name))
    let study = try String(contentsOf: file("study.yaml"), encoding: .utf8)
    try small.put(study.replacing("codebook: codebook.yaml\n", with: ""), "study.yaml")
    let book = try String(contentsOf: file("codebook.yaml"), encoding: .utf8)
    try small.put(book, "other.yaml")
    var sidecarFile = SidecarFile(path: file(Self.name).path, study: small.root.path)
    var changed = try #require(try sidecarFile.load())
    changed.codings[0].memo = "why"
    let outcome = sidecarFile.save(changed)
    guard case .failed(.older) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(try bytes() == older)
  }

  @Test("a newer emic's file is said to be that")
  func newer() throws {
    try flag()
    let newer = String(decoding: try bytes(), as: UTF8.self)
      .replacing("\"version\": 1", with: "\"version\": 9").replacing("\"do-not-quote\"", with: "")
    try small.put(newer, Self.name)
    let answer = try small.workshop.run("code st A --coder ann --at 4 --code trust")
    #expect(answer.status != 0)
    #expect(answer.error.contains("newer than this emic"), "\(answer.error)")
  }

  @Test("where the history cannot be read nobody knows whether it is older, and nothing leaves")
  func unreadable() throws {
    let older = try bytes()
    try flag()
    try older.write(to: file(Self.name))
    let history = file(".emic/history/ann/A.txt.jsonl")
    try FileManager.default.removeItem(at: history)
    try FileManager.default.createDirectory(at: history, withIntermediateDirectories: true)
    #expect(try !isLeaking())
    // To go on with it makes nobody know more.
    try small.run("code st A --coder ann --at 4 --code trust")
    #expect(try !isLeaking())
  }

  @Test("a healthy study has no older versions, on another machine neither")
  func healthy() throws {
    try flag()
    try small.run("code st A --coder ann --at 4 --code trust")
    try small.run("nothing-here st A --coder ann --turns 6")
    try small.run("undo st A --coder ann")
    let laptop = try makeLaptop()
    try small.run("code laptop A --coder ann --at 6 --code trust")
    for study in ["st", "laptop"] {
      #expect(try !small.workshop.run("check \(study)").out.contains("older version"))
    }
    // As with `git pull`: it has all, and more.
    try Data(contentsOf: laptop.appending(path: Self.name)).write(to: file(Self.name))
    #expect(try !small.workshop.run("check st").out.contains("older version"))
    try small.run("code st A --coder ann --at 4 --code trust")
    try FileManager.default.removeItem(at: file(".emic/backup/saved"))
    try small.run("undo st A --coder ann")
  }
}
