import Testing

@testable import EmicKit

@Suite("Memos on codes, cases and the study") struct MemosFileTests {
  private static let text = """
    {
      "format": "emic/memos",
      "version": 1,
      "coder": "ana",
      "memos": [
        {
          "id": "0195b0c4-7a51-7c3e-9d0a-000000000001",
          "on": {
            "code": "trust"
          },
          "at": "2026-03-20T10:20:00Z",
          "text": "Persons or offices?",
          "mood": "unsure"
        },
        {
          "id": "0195b0c4-7a51-7c3e-9d0a-000000000002",
          "on": {
            "case": "NGO-D1"
          },
          "at": "2026-03-20T10:21:00.123Z",
          "text": "再访"
        },
        {
          "id": "0195b0c4-7a51-7c3e-9d0a-000000000003",
          "on": {
            "study": true
          },
          "at": "2026-03-20T10:22:00Z",
          "text": "Two more interviews?"
        }
      ],
      "color": "blue"
    }

    """

  @Test("reading and writing gives the same bytes, unknown keys included")
  func roundTrip() throws {
    let file = try MemosFile.read(Array(Self.text.utf8), file: "memos.ana.json")
    #expect(file.entries.map(\.subject) == [.code("trust"), .case("NGO-D1"), .study])
    #expect(String(decoding: file.bytes, as: UTF8.self) == Self.text)
  }

  private static let reveals = """
      "reveals": [
        {
          "transcript": "T03.txt",
          "at": "2026-03-20T10:20:00Z"
        },
        {
          "transcript": "T06.txt",
          "at": "2026-03-21T10:20:00Z"
        }
      ]
    """

  @Test("what was shown before a sidecar was begun: a set by transcript, the earliest time wins")
  func reveals() throws {
    let text = Self.text.replacing("  \"color\": \"blue\"", with: Self.reveals)
    var file = try MemosFile.read(Array(text.utf8), file: "memos.ana.json")
    #expect(String(decoding: file.bytes, as: UTF8.self) == text)
    let times = ["2026-03-20T10:20:00Z", "2026-03-21T10:20:00Z"].compactMap { Timestamp($0) }
    #expect(file.reveals == ["T03.txt": times[0], "T06.txt": times[1]])
    file.note(revealOf: "T03.txt", at: times[1])
    file.note(revealOf: "T06.txt", at: times[0])
    #expect(file.reveals == ["T03.txt": times[0], "T06.txt": times[0]])
    let twice = text.replacing("\"T06.txt\"", with: "\"T03.txt\"")
    let read = try MemosFile.read(Array(twice.utf8), file: "memos.ana.json")
    #expect(read.reveals == ["T03.txt": times[0]])
    let without = text.replacing("\"transcript\": \"T06.txt\",", with: "")
    let error = #expect(throws: MemosFileError.self) {
      try MemosFile.read(Array(without.utf8), file: "memos.ana.json")
    }
    #expect(
      error?.message == "memos.ana.json: entry 2 of \"reveals\" needs a transcript and a time. "
        + "The file is left as it is: `emic restore --list` shows from which day it comes back; else "
        + "mend it."
    )
  }

  @Test(
    "what cannot be read is said, and never taken for empty",
    arguments: [
      ("", "memos.ana.json:1: the file is empty"),
      ("{}", "memos.ana.json: this is no file of memos: it has no \"format\""),
      (
        text.replacing("emic/memos", with: "emic/sidecar"),
        "memos.ana.json: this is no file of memos: its format is \"emic/sidecar\""
      ),
      (
        text.replacing("\"version\": 1", with: "\"version\": 2"),
        "memos.ana.json: the memos have version 2"
      ),
      (text.replacing("\"case\"", with: "\"place\""), "memos.ana.json: memo 2 needs an id, a time"),
      (text.replacing("\"ana\"", with: "\"\""), "memos.ana.json: \"coder\" is missing"),
      (text.replacing("\"memos\": [", with: "\"memo\": ["), "memos.ana.json: \"memos\" is missing"),
    ]
  )
  func refusals(text: String, message: String) {
    let error = #expect(throws: MemosFileError.self) {
      try MemosFile.read(Array(text.utf8), file: "memos.ana.json")
    }
    #expect(error?.message.hasPrefix(message) == true)
  }

  @Test("a study finds its coders' files; another coder's name in one is refused")
  func study() throws {
    let folder = TemporaryFolder()
    try folder.write("I: Hello.\nR: Hello.\n", to: "T01.txt")
    try folder.write(Self.text, to: "memos.ana.json")
    try folder.write(Self.text, to: "memos.ben.json")
    let study = try StudyFolder.open(path: folder.path)
    #expect(study.codersOfMemos == ["ana", "ben"])
    #expect(try study.memos(of: "ana").entries.count == 3)
    #expect(try study.memos(of: "eve").entries.isEmpty)
    let error = #expect(throws: StudyProblem.self) { try study.memos(of: "ben") }
    #expect(error?.message.contains("the coder is \"ana\", but the file name says \"ben\"") == true)
    var work = VisibleWork(of: study, asker: nil)
    #expect(work.memosOfStudy().map(\.kind) == ["code", "case", "study"])
    #expect(work.problems.count == 1)
    let check = StudyCheck(of: study, asker: nil)
    #expect(check.problems.filter { $0.kind == .memos }.map(\.file) == ["memos.ben.json"])
  }

  @Test("whoever codes blind reads their own only, an observer none until all is submitted")
  func blind() throws {
    let folder = TemporaryFolder()
    try folder.write("I: Hello.\nR: Hello.\n", to: "T03.txt")
    try folder.write(Self.text, to: "memos.ana.json")
    var own = sampleSidecar([], coder: "ben")
    try folder.write(
      String(decoding: SidecarWriter.encode(own), as: UTF8.self),
      to: "T03.txt.ben.json"
    )
    let study = try StudyFolder.open(path: folder.path)
    var ben = VisibleWork(of: study, asker: "ben")
    #expect(ben.memosOfStudy().isEmpty)
    var observer = VisibleWork(of: study, asker: nil)
    #expect(observer.memosOfStudy().isEmpty)
    own.status.state = .submitted
    try folder.write(
      String(decoding: SidecarWriter.encode(own), as: UTF8.self),
      to: "T03.txt.ben.json"
    )
    observer = VisibleWork(of: try StudyFolder.open(path: folder.path), asker: nil)
    #expect(observer.memosOfStudy().count == 3)
  }
}

@Suite("Writing memos on codes, cases and the study") struct KeepingMemosTests {
  private let moment = Moment(now: Timestamp(milliseconds: 1_800_000_000_000), seed: (1, 2))

  @Test("a memo is added, written anew under its id, and taken away; others and unknown keys stay")
  func keep() {
    var file = MemosFile(
      coder: "ana",
      entries: [
        .init(.code("trust"), Memo(id: "m1", at: moment.now, text: "Old.", kept: []))
      ],
      kept: [JSONMember("color", "blue")]
    )
    file.keep("New.", id: "m1", on: .code("trust"), moment: moment)
    file.keep("On the study.", id: nil, on: .study, moment: moment)
    #expect(file.entries.map(\.memo.text) == ["New.", "On the study."])
    #expect(file.entries[0].memo.id == "m1")
    #expect(!file.entries[1].memo.id.text.isEmpty)
    file.keep("", id: "m1", on: .code("trust"), moment: moment)
    file.keep("", id: nil, on: .case("NGO-D1"), moment: moment)
    #expect(file.entries.map(\.memo.text) == ["On the study."])
    #expect(file.kept == [JSONMember("color", "blue")])
  }

  @Test("one that another session has taken away meanwhile comes back when it is written")
  func takenAway() {
    var file = MemosFile(coder: "ana")
    file.keep("Again.", id: "m1", on: .study, moment: moment)
    #expect(file.entries.map(\.memo.id) == ["m1"])
  }

  @Test("what is taken away leaves a tombstone, read and written like the rest, until it is back")
  func tombstone() throws {
    var file = MemosFile(coder: "ana")
    file.keep("One.", id: "m1", on: .study, moment: moment)
    #expect(!file.bytes.contains(Array("removed".utf8)))
    file.keep("", id: "m1", on: .study, moment: moment)
    #expect(file.removed.keys.map(\.text) == ["m1"])
    #expect(try MemosFile.read(file.bytes, file: "memos.ana.json") == file)
    file.keep("One.", id: "m1", on: .study, moment: moment)
    #expect(file.removed.isEmpty)
  }

  @Test("without a base a merge leaves out what was taken away, and keeps what was written later")
  func merged() {
    let later = Moment(now: Timestamp(milliseconds: 1_900_000_000_000), seed: (3, 4))
    var one = MemosFile(coder: "ana")
    one.keep("One.", id: "m1", on: .study, moment: moment)
    one.keep("Two.", id: "m2", on: .code("trust"), moment: moment)
    var (other, third) = (one, one)
    other.keep("", id: "m1", on: .study, moment: moment)
    third.keep("One, written anew.", id: "m1", on: .study, moment: later)
    for (left, right) in [(one, other), (other, one)] {
      #expect(MemosFile.merged(left, right, base: nil) == other)
    }
    for (left, right) in [(third, other), (other, third)] {
      let both = MemosFile.merged(left, right, base: nil)
      #expect(Set(both.entries) == Set(third.entries) && both.removed.isEmpty)
    }
  }

  @Test("a memo that one has written and the other taken away since is named")
  func lost() {
    let later = Moment(now: Timestamp(milliseconds: 1_900_000_000_000), seed: (3, 4))
    var one = MemosFile(coder: "ana")
    one.keep("One.", id: "m1", on: .study, moment: moment)
    var (written, removed) = (one, one)
    written.keep("One, and more.", id: "m1", on: .study, moment: moment)
    removed.keep("", id: "m1", on: .study, moment: later)
    for (left, right) in [(written, removed), (removed, written)] {
      let merged = MemosFile.merged(left, right, base: nil)
      #expect(MergeNotes(left, right, merged: merged).lostMemos == ["m1"])
      let known = MemosFile.merged(left, right, base: written)
      #expect(MergeNotes(left, right, merged: known, base: written).lostMemos.isEmpty)
    }
  }

  @Test("a clock that was set back makes nothing lacking")
  func clock() throws {
    let earlier = Moment(now: Timestamp(milliseconds: 1_700_000_000_000), seed: (3, 4))
    func line(_ before: String, _ after: String, _ at: Moment) -> StepHistory<MemoChange>.Line {
      .init(
        act: .do,
        step: MemoChange(subject: .study, id: "m1", before: before, after: after),
        at: at.now
      )
    }
    var file = MemosFile(coder: "ana")
    file.keep("One.", id: "m1", on: .study, moment: moment)
    file.keep("Anew.", id: "m1", on: .study, moment: earlier)
    var lines = [line("", "One.", moment), line("One.", "Anew.", earlier)]
    #expect(file.lacking(of: lines).isEmpty)
    file.keep("", id: "m1", on: .study, moment: earlier)
    lines.append(line("Anew.", "", earlier))
    #expect(file.lacking(of: lines).isEmpty)
    #expect(MemosFile(coder: "ana").lacking(of: Array(lines.prefix(1))).count == 1)
  }
}
