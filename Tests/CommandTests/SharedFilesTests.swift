import EmicKit
import Foundation
import Testing

/// Files on which all of a study rests, and that are gone or older than they were.
@Suite("Shared files that are gone or older") struct SharedFilesTests {
  private let small: SmallStudy
  private static let latest = ".emic/backup/latest"

  /// A study, `st`, in which emic has saved something: names are required, ann and bob code T2 blind.
  init() throws {
    small = try SmallStudy(codes: Self.codes)
    try small.put(Self.studyFile + Self.rounds, "study.yaml")
    try small.put("Case: Zhang Wei\nSector: hiv\n\nI: Who?\nR: Nobody at all.\n", "T1.txt")
    try small.put("I: And then?\nR: Nothing came of it.\n", "T2.txt")
    try small.put("transcript,case,sector\nT1.txt,P5,migrants\nT2.txt,P6,hiv\n", "cases.csv")
    try small.run("code st T1 --coder ann --at 2 --code trust")
  }

  private static let codes = "\n  - id: trust\n    name: Trust\n  - id: risk\n    name: Risk"
  private static let studyFile = """
    format: emic/study
    version: 1
    codebook: codebook.yaml
    names: required
    coders:
      - {id: ann}
      - {id: bob, role: supervisor}

    """
  private static let rounds = """
    rounds:
      - {name: r1, kind: double-coding, transcripts: [T2.txt], coders: [ann, bob]}

    """

  private func remove(_ name: String) throws {
    try FileManager.default.removeItem(at: small.root.appending(path: name))
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOf: small.root.appending(path: name), encoding: .utf8)
  }

  /// As `cp` in the sentence does it.
  private func bringBack(_ name: String, from copy: String? = nil) throws {
    let place = small.root.appending(path: name)
    try? FileManager.default.removeItem(at: place)
    try FileManager.default.copyItem(
      at: small.root.appending(path: "\(Self.latest)/\(copy ?? name)"),
      to: place
    )
  }

  @Test(
    "a study whose study.yaml is gone is not taken for one that never had any",
    arguments: [
      "quotations st --code trust --as bob", "export st --to x.csv", "status st",
      "codings st --as ann", "agreement st", "code st T1 --coder ann --at 4 --code trust",
      "cases st", "codebook show st", "withdraw st P5 --confirm P5",
    ]
  )
  func studyFileGone(line: String) throws {
    try remove("study.yaml")
    let answer = try small.run(line, status: 3)
    #expect(answer.out.isEmpty)
    #expect(answer.error.contains("st/study.yaml: the file is gone"), "\(answer.error)")
    #expect(answer.error.contains("only it says who codes blind, where work is kept and whether"))
    #expect(answer.error.contains("st/\(Self.latest)/study.yaml "), "\(answer.error)")
    let check = try small.run("check st", status: 1)
    #expect(check.out.contains("study.yaml: the file is gone"), "\(check.out)")
    // The two ways out.
    try bringBack("study.yaml")
    try small.run("quotations st --code trust --as bob", status: 1)
    try remove("study.yaml")
    try remove("\(Self.latest)/study.yaml")
    try small.run("status st")
  }

  @Test("a second version in the place of study.yaml or cases.csv is not passed over")
  func putAside() throws {
    try remove(".emic")
    let line = "export st --identified --to x-IDENTIFIED.csv"
    for (name, copy) in [
      ("study.yaml", "study (1).yaml"), ("study.yaml", "study.yaml~"),
      ("cases.csv", "cases (conflicted copy 2026-03-20).csv"),
    ] {
      let old = try text(name)
      try remove(name)
      try small.put(old, copy)
      let answer = try small.workshop.run(line)
      #expect(answer.status == 1 || answer.status == 3)
      #expect(answer.error.contains("\(name): there is none"), "\(answer.error)")
      #expect(answer.error.contains("lies there as a second version of it"), "\(answer.error)")
      try remove(copy)
      try small.put(old, name)
    }
    // Without either it may have been meant so.
    try remove("cases.csv")
    try small.run(line)
  }

  @Test("a study.yaml that lacks what it said is named, by check and by every command")
  func olderStudyFile() throws {
    try small.put(Self.studyFile.replacing("names: required\n", with: ""), "study.yaml")
    for _ in 1...2 {
      let answer = try small.run("status st")
      #expect(
        answer.error.contains("st/study.yaml: it lacks what it had when emic last saved something"),
        "\(answer.error)"
      )
      #expect(answer.error.contains("names: required, the round r1"), "\(answer.error)")
      let check = try small.run("check st", status: 1)
      #expect(check.out.contains("study.yaml: it lacks"), "\(check.out)")
      // What emic saves meanwhile does not make it forget.
      try small.run("code st T1 --coder ann --at 1 --code risk")
      try small.run("undo st T1 --coder ann")
    }
    try remove("\(Self.latest)/study.yaml")
    #expect(try !small.run("status st").error.contains("lacks"))
  }

  @Test("a study.yaml that says more or other things lacks nothing")
  func newerStudyFile() throws {
    let text = Self.studyFile.replacing("names: required", with: "title: New\nnames: required")
    try small.put(text + Self.rounds, "study.yaml")
    #expect(try !small.run("status st").error.contains("lacks"))
    try small.run("code st T2 --coder ann --at 2 --code risk")
    #expect(try self.text("\(Self.latest)/study.yaml").contains("title: New"))
  }

  @Test("without cases.csv nothing leaves under a name at the head of a text")
  func casesGone() throws {
    try remove("cases.csv")
    for line in [
      "export st --identified --to x-IDENTIFIED.csv --as bob",
      "quotations st --identified --code trust --as bob",
      "matrix st --columns sector --as bob", "cases st", "cases st T1 --set sector=hiv --coder ann",
      "withdraw st P5 --confirm P5",
    ] {
      let answer = try small.workshop.run(line)
      #expect(answer.status == 1 || answer.status == 3, "\(line)")
      #expect(!answer.out.contains("Zhang"), "\(line)")
      #expect(answer.error.contains("cases.csv: the file is gone"), "\(line): \(answer.error)")
    }
    #expect(try small.run("check st", status: 1).out.contains("cases.csv: the file is gone"))
    // What does not need it goes on.
    try small.run("code st T2 --coder ann --at 2 --code risk")
    try bringBack("cases.csv")
    try small.run("export st --identified --to x-IDENTIFIED.csv --as bob")
  }

  @Test(
    "a cases.csv without a row, a case or a value that it had is named",
    arguments: [
      ("transcript,case,sector\nT2.txt,P6,hiv\n", "the row of T1.txt"),
      ("transcript,case,sector\nT1.txt,,migrants\nT2.txt,P6,hiv\n", "case of T1.txt"),
      ("transcript,case\nT1.txt,P5\nT2.txt,P6\n", "sector of T1.txt, sector of T2.txt"),
    ]
  )
  func olderCases(text: String, words: String) throws {
    try small.put(text, "cases.csv")
    let answer = try small.run("status st")
    #expect(answer.error.contains("cases.csv: it lacks"), "\(answer.error)")
    #expect(answer.error.contains(": \(words). "), "\(answer.error)")
    #expect(try small.run("check st", status: 1).out.contains("cases.csv: it lacks"))
  }

  @Test("what emic itself takes out of a shared file is lacking nowhere")
  func ownChanges() throws {
    try small.run("cases st T1 --set site=City --new-attribute --coder ann")
    try small.run("cases st --undo --coder ann")
    try small.run("framework st --identified --set P5 --code trust --summary One --coder ann")
    try small.run("framework st --identified --undo --coder ann")
    try small.run("codebook add st fear --name Fear --brief b --as bob")
    try small.run("codebook undo st --as bob")
    try small.run("code st T1 --coder ann --at 1 --new Idea")
    try small.run("undo st T1 --coder ann")
    let answer = try small.run("status st")
    #expect(!answer.error.contains("lacks") && !answer.error.contains("gone"), "\(answer.error)")
    #expect(try !small.workshop.run("check st").out.contains("lacks"))
  }

  @Test("a codebook that is older than it was is named, and no number is used again")
  func olderCodebook() throws {
    let old = try text("codebook.yaml")
    try small.run("codebook redefine st trust --brief again --as bob")
    try small.run("codebook redefine st trust --brief more --as bob")
    try small.run("code st T1 --coder ann --at 1 --code risk")
    try small.put(old, "codebook.yaml")
    let answer = try small.run("status st")
    #expect(
      answer.error.contains("codebook.yaml: it lacks what it had")
        && answer.error.contains("what made it version 3 (this is version 1)"),
      "\(answer.error)"
    )
    #expect(try small.run("check st", status: 1).out.contains("codebook.yaml: it lacks"))
    for hasCopies in [true, false] {
      try small.put(old, "codebook.yaml")
      if !hasCopies {
        try remove(".emic")
        let check = try small.run("check st", status: 1)
        #expect(
          check.out.contains("it is version 1, and T1.txt.ann.json was coded with version 3"),
          "\(check.out)"
        )
      }
      let added = try small.run("codebook add st fear --name Fear --brief b --as bob")
      #expect(added.out.contains("The codebook is version 4."), "\(added.out)")
      #expect(added.out.contains("Versions up to 3 are named in the study already."))
      #expect(try text("codebook.yaml").contains("version: 4\n"))
      let book = try CodebookReader.read(Array(text("codebook.yaml").utf8), file: "b")
      #expect(book["fear"]?.since == 4)
      #expect(book.history.map(\.version) == [4])
    }
  }

  @Test("the way back keeps what was done since")
  func merged() throws {
    let first = try text("codebook.yaml")
    try small.run("codebook redefine st trust --brief again --as bob")
    let (book, cases) = (try text("codebook.yaml"), try text("cases.csv"))
    try small.put(first, "codebook.yaml")
    try small.put(Self.studyFile.replacing("names: required\n", with: ""), "study.yaml")
    try small.put("transcript,case,sector\nT1.txt,,hiv\n", "cases.csv")
    let notes = try small.run("status st").error
    for name in ["study", "cases"] {
      let ending = name == "cases" ? "csv" : "yaml"
      let copy = "\(name) (conflicted copy).\(ending)"
      #expect(notes.contains("/\(copy)' && emic merge "), "\(notes)")
      try small.put(try text("\(Self.latest)/\(name).\(ending)"), copy)
    }
    let latest = try text("\(Self.latest)/codebook/codebook.yaml")
    try small.put(latest, "codebook (conflicted copy).yaml")
    _ = try small.workshop.run("merge st --as bob")
    // Its versions have the numbers that they had.
    let merged = try CodebookReader.read(Array(text("codebook.yaml").utf8), file: "b")
    let before = try CodebookReader.read(Array(book.utf8), file: "b")
    #expect(merged.version == 2 && merged.history == before.history)
    #expect(try text("cases.csv").contains("T2.txt,P6,hiv"))
    #expect(try text("cases.csv").contains("T1.txt,P5,"))
    #expect(cases.contains("T1.txt,P5,migrants"))
    let now = try text("study.yaml")
    #expect(now.contains("names: required") && now.contains("r1"), "\(now)")
  }

  @Test("a codebook that is gone is not begun anew")
  func codebookGone() throws {
    for isNamed in [true, false] {
      if !isNamed {
        try small.put(
          Self.studyFile.replacing("codebook: codebook.yaml\n", with: "") + Self.rounds,
          "study.yaml"
        )
        try small.run("code st T1 --coder ann --at 1 --code risk")
      }
      try remove("codebook.yaml")
      for line in ["codebook add st fear --name Fear --brief b --as bob", "codings st --as ann"] {
        let answer = try small.run(line, status: 3)
        #expect(answer.error.contains("codebook.yaml: the file is gone"), "\(answer.error)")
      }
      #expect(try small.run("check st", status: 1).out.contains("codebook.yaml: the file is gone"))
      try bringBack("codebook.yaml", from: "codebook/codebook.yaml")
    }
  }

  @Test(
    "a codebook outside the study that is gone is looked for by name, and comes back as one inside"
  )
  func codebookOutside() throws {
    let place = small.workshop.folder.appending(path: "books/ward.yaml")
    try FileManager.default.createDirectory(
      at: place.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try FileManager.default.moveItem(at: small.root.appending(path: "codebook.yaml"), to: place)
    try small.put(
      Self.studyFile.replacing("codebook: codebook.yaml", with: "codebook: ../books/ward.yaml"),
      "study.yaml"
    )
    try small.run("code st T1 --coder ann --at 2 --code risk")
    try FileManager.default.removeItem(at: place)
    for line in [
      "codings st --as ann", "codebook show st", "code st T1 --coder ann --at 2 --code risk",
    ] {
      let answer = try small.run(line, status: 3)
      #expect(
        answer.error.contains("books/ward.yaml: the file is gone"),
        "\(line): \(answer.error)"
      )
      #expect(answer.error.contains("\(Self.latest)/codebook/ward.yaml "), "\(answer.error)")
    }
    #expect(
      try small.run("check st", status: 1).out.contains("../books/ward.yaml: the file is gone")
    )
    try remove(Self.latest)
    let answer = try small.run("codings st --as ann", status: 3)
    #expect(
      answer.error.contains(
        "books/ward.yaml: there is no such file, and study.yaml names it as the codebook (codebook: "
          + "../books/ward.yaml)."
      ),
      "\(answer.error)"
    )
  }

  @Test("restore lists the shared files of which another version is kept")
  func listed() throws {
    #expect(try small.run("restore st --list --format json").json()["shared"]?.items == [])
    try small.run("framework st --identified --set P5 --code trust --summary One --coder ann")
    try small.run("code st T1 --coder ann --at 1 --new First")
    for name in ["framework.yaml", "proposals/ann.yaml", "codebook.yaml"] { try remove(name) }
    try small.put("transcript,case,sector\nT2.txt,P6,hiv\n", "cases.csv")
    try small.put(Self.studyFile + Self.rounds + "title: New\n", "study.yaml")
    let shared = try small.run("restore st --list --format json").json()["shared"]?.items ?? []
    func named(_ item: JSONValue) -> String {
      let path = item["file"]?.string ?? ""
      return "\(path.split(separator: "/").last ?? "") \(item["state"]?.string ?? "")"
    }
    #expect(
      shared.map(named) == [
        "study.yaml differs", "cases.csv lacking", "framework.yaml gone", "codebook.yaml gone",
        "ann.yaml gone",
      ]
    )
    let words = try small.run("restore st --list").out
    #expect(words.contains("cases.csv: it lacks what it had"), "\(words)")
    #expect(words.contains("framework.yaml: the file is gone"), "\(words)")
    #expect(words.contains("study.yaml: it is another than the copy that emic kept"), "\(words)")
    #expect(words.contains("`diff "), "\(words)")
    for line in ["restore st --list --coder ann", "restore st --list --transcript T1"] {
      #expect(try !small.run(line).out.contains("cases.csv"))
    }
  }

  @Test(
    "where cases.csv has lost a pseudonym, nothing leaves under the name at the head of the text"
  )
  func olderCasesLeave() throws {
    try small.put(Self.studyFile.replacing("names: required\n", with: ""), "study.yaml")
    try remove("\(Self.latest)/study.yaml")
    for text in [
      "transcript,case,sector\nT2.txt,P6,hiv\n",
      "transcript,case,sector\nT1.txt,,migrants\nT2.txt,P6,hiv\n",
      "transcript,case\nT1.txt,P5\nT2.txt,P6\n",
    ] {
      try small.put(text, "cases.csv")
      let lines = [
        "export st --to x.csv --as bob --drafts --layer current",
        "export st --identified --to x-IDENTIFIED.csv --as bob",
        "quotations st --code trust --as bob --drafts --layer current", "weekly st --as bob",
        "matrix st --columns case --as bob", "cards st --as bob",
      ]
      for line in lines {
        let answer = try small.run(line, status: 3)
        #expect(!answer.out.contains("Zhang"), "\(line)")
        #expect(
          answer.error.contains("cases.csv: it lacks what it had"),
          "\(line): \(answer.error)"
        )
        #expect(answer.error.contains("Until then nothing leaves"), "\(line): \(answer.error)")
      }
    }
    // What no head of a text says may lack.
    try small.put("transcript,case,sector\nT1.txt,P5,migrants\n", "cases.csv")
    try small.run("quotations st --code trust --as bob --drafts --layer current")
    // The way out.
    try small.put("transcript,case,sector\nT2.txt,P6,hiv\n", "cases.csv")
    try remove("\(Self.latest)/cases.csv")
    try small.run("quotations st --code trust --as bob --drafts --layer current")
  }

  @Test("summaries and proposals are not begun anew either")
  func begunAnew() throws {
    try small.run("framework st --identified --set P5 --code trust --summary One --coder ann")
    try small.run("framework st --identified --set P6 --code trust --summary Two --coder ann")
    let whole = try text("framework.yaml")
    let second = try #require(whole.ranges(of: "  - ").last)
    try small.put(String(whole[..<second.lowerBound]), "framework.yaml")
    let older = try small.workshop.run("framework st --identified")
    #expect(older.error.contains("framework.yaml: it lacks"), "\(older.error)")
    #expect(older.error.contains(": 1 summary. "), "\(older.error)")
    try remove("framework.yaml")
    let line = "framework st --identified --set P5 --code trust --summary New --coder ann"
    #expect(try small.run(line, status: 3).error.contains("framework.yaml: the file is gone"))
    #expect(try small.run("check st", status: 1).out.contains("framework.yaml: the file is gone"))
    try bringBack("framework.yaml")
    #expect(try text("framework.yaml") == whole)

    try small.run("code st T1 --coder ann --at 1 --new First")
    try remove("proposals/ann.yaml")
    let answer = try small.run("code st T1 --coder ann --at 2 --new Second", status: 3)
    #expect(answer.error.contains("proposals/ann.yaml: the file is gone"), "\(answer.error)")
    let check = try small.run("check st", status: 1)
    #expect(check.out.contains("proposals/ann.yaml: the file is gone"), "\(check.out)")
    try bringBack("proposals/ann.yaml")
    try small.run("code st T1 --coder ann --at 2 --new Second")
  }

  @Test("a withdrawn case is in no copy")
  func withdrawn() throws {
    try small.run("framework st --identified --set P5 --code trust --summary One --coder ann")
    #expect(try text("\(Self.latest)/cases.csv").contains("P5"))
    try small.run("withdraw st P5 --confirm P5")
    let paths =
      FileManager.default.enumerator(atPath: small.root.path())?.allObjects as? [String] ?? []
    for path in paths {
      let bytes = try? Data(contentsOf: small.root.appending(path: path))
      #expect(!String(decoding: bytes ?? Data(), as: UTF8.self).contains("P5"), "\(path)")
    }
    // The others are kept as they are now.
    #expect(try text("\(Self.latest)/cases.csv").contains("P6"))
    #expect(try !small.run("status st").error.contains("lacks"))
  }
}
