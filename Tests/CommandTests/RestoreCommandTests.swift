import EmicKit
import Foundation
import Testing

@Suite("emic restore") struct RestoreCommandTests {
  let workshop: Workshop
  private let day = "2026-03-20"
  private let name = "\(t03).coder-a.json"

  init() throws {
    workshop = try Workshop()
    // As a save of that day leaves it.
    let folder = workshop.study.appending(path: ".emic/backup/\(day)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(workshop.bytes(name)).write(to: folder.appending(path: name))
  }

  @Test("the backups are listed, the latest first")
  func listing() throws {
    let answer = try workshop.run("restore sample-transcripts --list")
    #expect(answer.status == 0)
    #expect(answer.out.contains("\(day)  \(name)"))
    let other = try workshop.run("restore sample-transcripts --list --coder coder-b --format json")
    #expect(try other.json()["backups"]?.items.isEmpty == true)
  }

  @Test("backups that cannot be listed to the end are not said to be none or fewer")
  func unlisted() throws {
    for fault in ["list 5", "readdir 5"] {
      let answer = try workshop.refusing(
        fault,
        of: ".emic/backup/\(day)",
        ["restore", "sample-transcripts", "--list"]
      )
      #expect(answer.status == 3 && answer.out.isEmpty, "\(answer.out)")
      #expect(answer.error.contains("\(day): the disk reports an error"), "\(answer.error)")
    }
  }

  @Test("what is gone comes back, byte for byte")
  func gone() throws {
    let before = try workshop.bytes(name)
    try FileManager.default.removeItem(at: workshop.study.appending(path: name))
    let check = try workshop.run("check sample-transcripts")
    #expect(
      check.out.contains(
        "\(name): coder-a's sidecar is gone, and a backup of \(day) has it. `emic restore --from \(day)"
      )
    )
    let answer = try workshop.run("restore sample-transcripts --from \(day)")
    #expect(answer.out == "\(name): it was gone, and is back.\n")
    #expect(try workshop.bytes(name) == before)
    #expect(try workshop.run("check sample-transcripts").status == 0)
  }

  @Test("what is damaged is kept before it is replaced")
  func damaged() throws {
    let before = try workshop.bytes(name)
    try workshop.write("{ damaged", to: name)
    let answer = try workshop.run("restore sample-transcripts --from \(day) --transcript T03")
    #expect(
      answer.out.contains("it could not be read, and is back; the damaged file is .emic/backup/")
    )
    #expect(try workshop.bytes(name) == before)
    let kept = answer.out.split(separator: " ").last?.dropLast(2) ?? ""
    #expect(try workshop.text(String(kept)) == "{ damaged")
  }

  @Test("what can be read is never replaced, nor what a newer emic wrote")
  func newer() throws {
    _ = try workshop.run("reopen sample-transcripts T03 --coder coder-a --reason again")
    let bytes = try workshop.bytes(name)
    let answer = try workshop.run("restore sample-transcripts --from \(day) --format json")
    #expect(try answer.json()["files"]?.items.first?["outcome"] == "newer")
    #expect(try workshop.bytes(name) == bytes)
    let text = try workshop.text(name).replacing("\"version\": 1", with: "\"version\": 2")
    try workshop.write(text, to: name)
    _ = try workshop.run("restore sample-transcripts --from \(day)")
    #expect(try workshop.text(name) == text)
  }

  @Test(
    "wrong questions get a sentence, and nothing is written",
    arguments: [
      ("", Int32(2), "Say --list to see the backups, or --from"),
      ("--list --from 2026-03-20", 2, "one of the two."),
      ("--from 2020-01-01", 1, "There is no backup of 2020-01-01. There are: 2026-03-20."),
      ("--from 2026-03-20 --coder coder-b", 1, "nor of any other day. Nothing was written."),
      ("--from ../x", 2, "--from \"../x\" is no date."),
    ]
  )
  func refusals(line: String, status: Int32, words: String) throws {
    let bytes = try workshop.bytes(name)
    let answer = try workshop.run("restore sample-transcripts \(line)")
    #expect(answer.status == status)
    #expect(answer.error.contains(words), "\(answer.error)")
    #expect(try workshop.bytes(name) == bytes)
  }

  @Test("a damaged backup is no better than what it would replace")
  func damagedCopy() throws {
    try workshop.write("{", to: ".emic/backup/\(day)/\(name)")
    try workshop.write("{ damaged", to: name)
    let submissions = workshop.study.appending(path: "submissions")
    let aside = workshop.folder.appending(path: "submissions")
    try FileManager.default.moveItem(at: submissions, to: aside)
    let answer = try workshop.run("restore sample-transcripts --from \(day)")
    #expect(answer.status == 3)
    #expect(answer.error.contains("It is a backup: choose another day"))
    #expect(try workshop.text(name) == "{ damaged")
    // What was submitted is; what came between the two may be missing, and that is said.
    try FileManager.default.moveItem(at: aside, to: submissions)
    let frozen = try workshop.run("restore sample-transcripts --from \(day)")
    #expect(frozen.status == 1)
    #expect(frozen.out.contains("is back, as far as it is known ("))
    #expect(try workshop.text(name) == workshop.text("submissions/\(t03).coder-a.1.json"))
  }

  @Test("a sidecar that was begun anew takes in what the backup has, and keeps what is new in it")
  func begunAnew() throws {
    try FileManager.default.removeItem(at: workshop.study.appending(path: name))
    let begun = try workshop.run(
      "code sample-transcripts T03 --coder coder-a --start 30 --end 40 --code trust --begin-anew"
    )
    #expect(begun.status == 0, "\(begun.error)")
    // What the backup holds is submitted, and a submission is never changed by a merge.
    let stored = try SidecarReader.read(
      workshop.bytes(".emic/backup/\(day)/\(name)"),
      file: name
    ).reopened(because: "again", codebook: 1, at: Timestamp(milliseconds: 2_000_000_000_000))
    try workshop.write(
      String(decoding: SidecarWriter.encode(stored), as: UTF8.self),
      to: ".emic/backup/\(day)/\(name)"
    )
    let answer = try workshop.run("restore sample-transcripts --from \(day)")
    #expect(answer.status == 0, "\(answer.error)")
    #expect(
      answer.out.contains("\(name): it lacked \(stored.codings.count) codings, memos and marks of")
    )
    let now = try SidecarReader.read(workshop.bytes(name), file: name)
    #expect(now.codings.count == stored.codings.count + 1)
    let again = try workshop.run("restore sample-transcripts --from \(day) --format json")
    #expect(try again.json()["files"]?.items.first?["outcome"] == "newer")
  }

  @Test("memos on codes, cases and the study come back, too, where they are gone or damaged")
  func memos() throws {
    let file = "memos.guest.json"
    for text in ["first", "second"] {
      let answer = try workshop.run(
        "memo sample-transcripts --coder guest --on-study --text \(text)"
      )
      #expect(answer.status == 0, "\(answer.error)")
    }
    let today = Now.timestamp.date
    for damage in [nil, "{ damaged"] {
      try FileManager.default.removeItem(at: workshop.study.appending(path: file))
      if let damage { try workshop.write(damage, to: file) }
      let answer = try workshop.run("restore sample-transcripts --from \(today)")
      #expect(answer.status == 0, "\(answer.error)")
      #expect(answer.out.contains("is back with the 1 change made since then"), "\(answer.out)")
      #expect(try workshop.text(file).contains("first") && workshop.text(file).contains("second"))
    }
  }

  @Test(
    "memos that are gone are named, and nothing is begun anew over them; the history alone brings them back"
  )
  func lostMemos() throws {
    let (file, write) = (
      "memos.guest.json", "memo sample-transcripts --coder guest --on-study --text"
    )
    for text in ["first", "second"] { #expect(try workshop.run("\(write) \(text)").status == 0) }
    let today = Now.timestamp.date
    for backup in [true, false] {
      if !backup {
        try FileManager.default.removeItem(at: workshop.study.appending(path: ".emic/backup"))
      }
      try FileManager.default.removeItem(at: workshop.study.appending(path: file))
      let check = try workshop.run("check sample-transcripts")
      #expect(
        check.out.contains("\(file): guest's memos on codes, cases and the study are gone"),
        "\(check.out)"
      )
      let refused = try workshop.run("\(write) third")
      #expect(refused.status == 3 && refused.error.contains("the file is gone"), "\(refused.error)")
      #expect(!workshop.exists(file))
      let answer = try workshop.run("restore sample-transcripts --from \(today) --coder guest")
      #expect(
        answer.status == 0 && answer.out.contains("it was gone, and is back"),
        "\(answer.out)\(answer.error)"
      )
      let memos = try MemosFile.read(workshop.bytes(file), file: file)
      #expect(memos.entries.map(\.memo.text) == ["first", "second"])
    }
    // One of them taken away stays so; of a file that was begun anew elsewhere they come back.
    let first = try MemosFile.read(workshop.bytes(file), file: file)
    var other = first
    let moment = Moment(now: Now.timestamp, seed: (1, 2))
    other.keep("", id: other.entries[0].memo.id, on: .study, moment: moment)
    try workshop.write(String(decoding: other.bytes, as: UTF8.self), to: file)
    #expect(try workshop.run("\(write) third").status == 0)
    _ = try workshop.run("restore sample-transcripts --from \(today) --coder guest")
    #expect(
      try MemosFile.read(workshop.bytes(file), file: file).entries.map(\.memo.text) == [
        "second", "third",
      ]
    )
    var anew = MemosFile(coder: "guest")
    anew.entries = [
      .init(
        .study,
        Memo(id: "0190a000-0000-7000-8000-0000000000aa", at: Now.timestamp, text: "anew")
      )
    ]
    try workshop.write(String(decoding: anew.bytes, as: UTF8.self), to: file)
    let merged = try workshop.run("restore sample-transcripts --from \(today) --coder guest")
    #expect(merged.out.contains("it lacked"), "\(merged.out)")
    let all = try MemosFile.read(workshop.bytes(file), file: file).entries.map(\.memo.text)
    #expect(all.contains("anew") && all.contains("third") && all.contains("second"), "\(all)")
  }

  @Test("only what is missing comes back: what was cut, moved or unflagged since stays so")
  func onlyMissing() throws {
    let small = try SmallStudy(codes: "\n  - id: trust\n    name: Trust")
    let today = Now.timestamp.date
    func sidecar(_ name: String) throws -> Sidecar {
      let bytes = Array(try Data(contentsOf: small.root.appending(path: name)))
      return try SidecarReader.read(bytes, file: name)
    }
    // The second transcript is called as files of memos are.
    for transcript in ["A.txt", "memos.txt"] {
      let name = "\(transcript).ann.json"
      try small.put("I: Who?\nR: Nobody at all, I think, or everybody.\nR: No.\n", transcript)
      for ends in ["12 --end 30", "32 --end 40"] {
        try small.run("code st \(transcript) --coder ann --code trust --start \(ends)")
      }
      let first = try sidecar(name).codings
      try FileManager.default.removeItem(at: small.root.appending(path: ".emic/backup"))
      try small.run(
        "change st \(transcript) --coder ann --id \(first[0].id) --flag do-not-quote"
      )
      try small.run(
        "change st \(transcript) --coder ann --id \(first[0].id) --no-flag do-not-quote --end 20"
      )
      // As a program that lost a coding has left it.
      var now = try sidecar(name)
      now.codings.removeLast()
      try small.put(String(decoding: SidecarWriter.encode(now), as: UTF8.self), name)
      let stored = small.root.appending(path: ".emic/backup/\(today)/\(name)")
      var flagged = try SidecarReader.read(Array(Data(contentsOf: stored)), file: name)
      flagged.codings[0].flags = [.doNotQuote]
      try Data(SidecarWriter.encode(flagged)).write(to: stored)
      let answer = try small.run("restore st --from \(today) --transcript \(transcript)")
      #expect(answer.out.contains("it lacked 1 coding"), "\(answer.out)")
      let codings = try sidecar(name).codings
      #expect(codings.map(\.span) == [Span(12..<20), Span(32..<40)])
      #expect(codings.map(\.flags) == [[], []])
    }
  }

  @Test("what was done since the backup is done again, flags, memos and undo among it")
  func replayed() throws {
    let small = try SmallStudy(codes: "\n  - id: trust\n    name: Trust")
    let (today, name) = (Now.timestamp.date, "A.txt.ann.json")
    let file = small.root.appending(path: name)
    func sidecar() throws -> Sidecar {
      try SidecarReader.read(Array(Data(contentsOf: file)), file: name)
    }
    try small.put("I: Who?\nR: Nobody at all, I think, or everybody.\nR: No.\n", "A.txt")
    try small.run("code st A --coder ann --code trust --start 12 --end 30")
    let id = try #require(sidecar().codings.first?.id)
    try small.run("change st A --coder ann --id \(id) --flag do-not-quote")
    try small.run("code st A --coder ann --code trust --start 32 --end 40")
    try small.run("undo st A --coder ann")
    try small.run("redo st A --coder ann")
    try small.run("memo st A --coder ann --id \(id) --text why")
    try small.run("code st A --coder ann --code trust --start 44 --end 46")
    try small.run("undo st A --coder ann")
    let before = try sidecar()
    for damage in [nil, "{ damaged"] {
      try FileManager.default.removeItem(at: file)
      if let damage { try small.put(damage, name) }
      let answer = try small.run("restore st --from \(today)")
      #expect(answer.out.contains("is back with the 7 changes made since then"), "\(answer.out)")
      #expect(try sidecar().codings == before.codings)
      #expect(try sidecar().codings.map(\.flags) == [[.doNotQuote], []])
    }
    // A program that keeps folders in step may have put the backup itself there.
    let stored = small.root.appending(path: ".emic/backup/\(today)/\(name)")
    try Data(contentsOf: stored).write(to: file)
    let behind = try small.run("restore st --from \(today)")
    #expect(
      behind.out.contains("it was as the backup is, and is back with the 7 changes"),
      "\(behind.out)"
    )
    #expect(try sidecar().codings == before.codings)
    // A clock that was ahead once hides nothing that was done since.
    let bytes = try Data(contentsOf: stored)
    var ahead = try SidecarReader.read(Array(bytes), file: name)
    ahead.memos = [
      Memo(
        id: "0190a000-0000-7000-8000-000000000001",
        at: Timestamp("2099-01-01T00:00:00.000Z")!,
        text: "far"
      )
    ]
    try Data(SidecarWriter.encode(ahead)).write(to: stored)
    try FileManager.default.removeItem(at: file)
    let later = try small.run("restore st --from \(today)")
    #expect(later.out.contains("is back with the 7 changes made since then"), "\(later.out)")
    try bytes.write(to: stored)
    // What another session has made of it later stands, and what was done here is merged with it.
    var other = try SidecarReader.read(Array(bytes), file: name)
    other.codings[0].code = "other"
    other.codings[0].modified = Timestamp("2099-01-01T00:00:00.000Z")!
    try Data(SidecarWriter.encode(other)).write(to: stored)
    try FileManager.default.removeItem(at: file)
    let answer = try small.run("restore st --from \(today)")
    #expect(answer.out.contains("is back with the 7 changes made since then."), "\(answer.out)")
    #expect(try sidecar().codings[0].flags == [.doNotQuote])
    #expect(try sidecar().codings.map(\.code) == ["other", "trust"])
    try bytes.write(to: stored)
    // Nor is it guessed what fits while the text cannot be read.
    try FileManager.default.removeItem(at: file)
    let text = small.root.appending(path: "A.txt")
    try Data([0xFF, 0xFE, 0x00]).write(to: text)
    let unread = try small.run("restore st --from \(today)", status: 3)
    #expect(unread.error.contains("Its sidecar was not brought back"), "\(unread.error)")
    #expect(!FileManager.default.fileExists(atPath: file.path()))
    try Data().write(to: file)
    // Where the text has become another one, what is known of is flagged all the same.
    try small.put("I: Who?\nR: No.\n", "A.txt")
    try FileManager.default.removeItem(at: file)
    let shortened = try small.run("restore st --from \(today)")
    #expect(
      shortened.out.contains("is back with the 7 changes made since then."),
      "\(shortened.out)"
    )
    #expect(try sidecar().codings.map(\.flags) == [[.doNotQuote]])
    // Of what was coded since no words are known any more.
    #expect(try sidecar().orphans.map(\.span) == [Span(32..<40)])
  }

  @Test(
    "a sidecar that was begun anew gets back what was done since the backup, flags among it, and nothing twice"
  )
  func begunAnewAndReplayed() throws {
    let small = try SmallStudy(codes: "\n  - id: trust\n    name: Trust")
    let (today, name) = (Now.timestamp.date, "A.txt.ann.json")
    let file = small.root.appending(path: name)
    func sidecar() throws -> Sidecar {
      try SidecarReader.read(Array(try Data(contentsOf: file)), file: name)
    }
    try small.put(
      "I: Who?\nR: Nobody at all, I think, or everybody.\nI: And?\nR: No, none.\n",
      "A.txt"
    )
    for ends in ["12 --end 18", "20 --end 30", "32 --end 40"] {
      try small.run("code st A --coder ann --code trust --start \(ends)")
    }
    let first = try sidecar().codings
    // As a merge leaves what it finds no place for, flagged; and what was marked and linked.
    var whole = try sidecar()
    var orphan = first[0]
    orphan = Coding(
      id: "0190a000-0000-7000-8000-0000000000aa",
      code: orphan.code,
      span: orphan.span,
      quote: "gone words",
      before: "",
      after: "",
      codebook: 1,
      created: orphan.created,
      modified: orphan.modified,
      flags: [.redact]
    )
    whole.orphans = [orphan]
    whole.nothingHere = [.init(span: Span(62..<71), at: orphan.created)]
    whole.log.append(
      .object([
        JSONMember("act", "reveal"), JSONMember("at", .string(orphan.created.text)),
        JSONMember("by", "ann"),
      ])
    )
    try Data(SidecarWriter.encode(whole)).write(to: file)
    try small.run("link st --coder ann --from \(first[0].id) --to \(first[2].id) --kind mitigates")
    try FileManager.default.removeItem(at: small.root.appending(path: ".emic/backup"))
    try small.run("change st A --coder ann --id \(first[0].id) --flag redact --replacement X")
    try small.run("uncode st A --coder ann --id \(first[1].id)")
    let before = try sidecar()
    try FileManager.default.removeItem(at: file)
    try small.run("code st A --coder ann --code trust --start 44 --end 46 --begin-anew")
    let begun = try #require(sidecar().codings.first)
    let answer = try small.run("restore st --from \(today)")
    #expect(answer.out.contains("it lacked"), "\(answer.out)")
    let now = try sidecar()
    #expect(now.codings == (before.codings + [begun]).sorted())
    #expect(now.codings.first?.flags == [.redact])
    #expect(now.orphans == before.orphans)
    #expect(now.nothingHere == before.nothingHere)
    #expect(now.links == before.links && now.links.count == 1)
    #expect(now.isRevealed)
    #expect(now.removed.map(\.id) == [first[1].id.text])
    let again = try small.run("restore st --from \(today)")
    #expect(again.out.contains("it can be read, so it is newer"), "\(again.out)")
    #expect(try sidecar() == now)
  }
}
