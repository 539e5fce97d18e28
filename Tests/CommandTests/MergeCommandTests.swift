import EmicKit
import Foundation
import Testing

@Suite("emic merge") struct MergeCommandTests {
  let workshop: Workshop

  init() throws { workshop = try Workshop() }

  /// A second copy of the study, beside the first, with the same codebook.
  private func copyStudy() throws {
    try FileManager.default.copyItem(
      at: workshop.study,
      to: workshop.folder.appending(path: "laptop")
    )
  }

  private func code(_ study: String, _ span: String, _ code: String = "trust") throws {
    let ends = span.split(separator: "-")
    let answer = try workshop.run(
      "code \(study) T03 --coder guest --code \(code) --start \(ends[0]) --end \(ends[1])"
    )
    #expect(answer.status == 0, "\(answer.error)")
  }

  private func places(_ study: String) throws -> [String] {
    try workshop.run("codings \(study) --as guest --coder guest --format json").json()["codings"]?
      .items.map {
        "\($0["start"]?.int ?? -1) \($0["code_id"]?.string ?? $0["code"]?.string ?? "")"
      } ?? []
  }

  @Test(
    "the folder in which the study lies is no copy, nor is a stranger with a transcript of the same name"
  )
  func noCopies() throws {
    let small = try SmallStudy(codes: "\n  - id: trust\n    name: Trust")
    try small.put("I: Who?\nR: Nobody at all.\n", "interview-1.txt")
    let inner = small.root.appending(path: "sub")
    try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
    for name in ["study.yaml", "interview-1.txt"] {
      try FileManager.default.copyItem(
        at: small.root.appending(path: name),
        to: inner.appending(path: name)
      )
    }
    let whole = try small.run("merge st/sub st", status: 2)
    #expect(whole.error.contains("is the folder in which the study lies"), "\(whole.error)")
    try FileManager.default.removeItem(at: inner)
    let other = small.workshop.folder.appending(path: "other")
    try FileManager.default.copyItem(at: small.root, to: other)
    // The same text, coded and then corrected in one of them: a copy.
    for place in ["1", "2"] {
      try small.run("code st interview-1 --coder ann --at \(place) --code trust")
    }
    try small.put("I: Who?\nR: Nobody.\n", "interview-1.txt")
    let corrected = try small.workshop.run("merge st other")
    #expect(!corrected.error.contains("no copy of it"), "\(corrected.error)")
    for file in ["interview-1.txt", "interview-2.txt"] {
      try Data("I: What?\nR: Another study altogether.\n".utf8).write(
        to: other.appending(path: file)
      )
    }
    let stranger = try small.run("merge st other", status: 2)
    #expect(
      stranger.error.contains("so it is no copy of it. Nothing was merged."),
      "\(stranger.error)"
    )
    #expect(
      !FileManager.default.fileExists(atPath: small.root.appending(path: "interview-2.txt").path())
    )
  }

  @Test("two copies in which one coder worked are one, in either direction, and once is enough")
  func twoCopies() throws {
    try code("sample-transcripts", "400-420")
    try copyStudy()
    try code("sample-transcripts", "500-520")
    try code("laptop", "600-620", "legitimacy")
    let before = try Data(
      contentsOf: workshop.folder.appending(path: "laptop/\(t03).guest.json")
    )
    let answer = try workshop.run("merge sample-transcripts laptop")
    #expect(answer.status == 0, "\(answer.error)")
    #expect(answer.out.contains("\(t03).guest.json: merged. 1 coding is new here.\n"))
    #expect(answer.out.contains("1 coding is new here.\n"))
    #expect(try places("sample-transcripts").count == 3)
    // The other copy is read only.
    #expect(
      try Data(contentsOf: workshop.folder.appending(path: "laptop/\(t03).guest.json")) == before
    )
    _ = try workshop.run("merge laptop sample-transcripts")
    #expect(try places("laptop") == places("sample-transcripts"))
    let again = try workshop.run("merge sample-transcripts laptop")
    #expect(again.out.hasPrefix("0 files changed, "))
    #expect(try workshop.run("check sample-transcripts").status == 0)
  }

  @Test("a passage flagged in one copy stays so, and a memo that gives way is named")
  func parts() throws {
    try code("sample-transcripts", "400-420")
    let codings = try workshop.run(
      "codings sample-transcripts --as guest --coder guest --format json"
    )
    let id = try #require(codings.json()["codings"]?.items.first?["coding_id"]?.string)
    let about = "T03 --coder guest --id \(id)"
    _ = try workshop.run("memo sample-transcripts \(about) --text first")
    try copyStudy()
    _ = try workshop.run("change sample-transcripts \(about) --flag do-not-quote")
    // Without a base the later version's memo stands, and must be later by a clock of milliseconds.
    _ = try workshop.run("memo laptop \(about) --text second")
    // Whichever of them has the memo that gives way.
    let there = try workshop.run("merge laptop sample-transcripts")
    #expect(there.error.contains("the later version stands: \(id)."), "\(there.error)")
    let answer = try workshop.run("merge sample-transcripts laptop")
    #expect(answer.status == 0)
    #expect(answer.error.contains("the later version stands: \(id)."), "\(answer.error)")
    let merged = try workshop.text("\(t03).guest.json")
    #expect(merged.contains("do-not-quote"))
    #expect(merged.contains("second"))
    let history = workshop.study.appending(path: ".emic/history")
    let kept = try FileManager.default.subpathsOfDirectory(atPath: history.path())
      .filter { $0.hasSuffix(".jsonl") }
      .map { try String(contentsOf: history.appending(path: $0), encoding: .utf8) }
    #expect(kept.contains { $0.contains("first") })
  }

  @Test("a flag on what the other copy took in, removed or moved stays on the words, and is named")
  func flagsAgainstChanges() throws {
    try code("sample-transcripts", "400-420")
    try code("sample-transcripts", "430-440")
    try code("sample-transcripts", "500-510", "legitimacy")
    try code("sample-transcripts", "600-610", "capacity")
    let codings = try SidecarReader.read(workshop.bytes("\(t03).guest.json"), file: "").codings
    try copyStudy()
    for coding in codings {
      _ = try workshop.run(
        "change sample-transcripts T03 --coder guest --id \(coding.id) --flag do-not-quote"
      )
    }
    _ = try workshop.run(
      "memo sample-transcripts T03 --coder guest --id \(codings[1].id) --text kept"
    )
    try code("laptop", "390-450")
    _ = try workshop.run("uncode laptop T03 --coder guest --id \(codings[2].id)")
    _ = try workshop.run(
      "change laptop T03 --coder guest --id \(codings[3].id) --start 700 --end 710"
    )
    let answer = try workshop.run("merge sample-transcripts laptop")
    #expect(answer.status == 0, "\(answer.error)")
    #expect(answer.error.contains("has flagged do-not-quote or redact, and the flag stands: "))
    let merged = try SidecarReader.read(workshop.bytes("\(t03).guest.json"), file: "").codings
    let flagged = merged.filter { $0.flags.contains(.doNotQuote) }.map(\.span)
    for coding in codings { #expect(flagged.contains { $0.contains(coding.span) }) }
    #expect(merged.contains { $0.memo == "kept" })
    for coding in [codings[0], codings[2], codings[3]] {
      #expect(answer.error.contains(coding.id.text), "\(answer.error)")
    }
  }

  @Test("memos on the transcript and on the study that give way are named, too")
  func otherMemos() throws {
    let studyMemo = "--coder guest --on-study --format json --text"
    let made = try workshop.run("memo sample-transcripts \(studyMemo) first")
    let id = try #require(try made.json()["id"]?.string)
    let onText = try workshop.run(
      "memo sample-transcripts T03 --coder guest --format json --text first"
    )
    let other = try #require(try onText.json()["id"]?.string)
    try copyStudy()
    for (study, text) in [("sample-transcripts", "one"), ("laptop", "two")] {
      for line in ["T03 --coder guest --id \(other)", "--coder guest --id \(id)"] {
        let answer = try workshop.run("memo \(study) \(line) --text \(text)")
        #expect(answer.status == 0, "\(answer.error)")
      }
    }
    let answer = try workshop.run("merge sample-transcripts laptop")
    #expect(answer.error.contains("memos.guest.json: both versions have a memo"), "\(answer.error)")
    #expect(answer.error.contains("\(t03).guest.json: both versions have a memo"))
    #expect(answer.error.contains(id) && answer.error.contains(other))
  }

  @Test("a transcript that is new comes with its work, frozen copies and all")
  func newTranscript() throws {
    try copyStudy()
    for name in try FileManager.default.contentsOfDirectory(atPath: workshop.study.path()) {
      guard name.hasPrefix("T06") else { continue }
      try FileManager.default.removeItem(at: workshop.study.appending(path: name))
    }
    try FileManager.default.removeItem(at: workshop.study.appending(path: "submissions"))
    let answer = try workshop.run("merge sample-transcripts laptop --format json")
    #expect(answer.status == 0, "\(answer.error)")
    let added = try answer.json()["files"]?.items.filter { $0["outcome"] == "added" }
    #expect(added?.contains { $0["file"]?.string == t06 } == true)
    #expect(try workshop.mode("submissions/\(t06).coder-a.1.json") == 0o400)
    #expect(try workshop.run("check sample-transcripts").status == 0)
    let frozen = "submissions/\(t06).coder-b.1.json"
    #expect(
      try workshop.bytes(frozen)
        == Array(Data(contentsOf: workshop.folder.appending(path: "laptop/\(frozen)")))
    )
  }

  @Test("a folder that is no copy of the study is refused, and a part of the study itself")
  func unrelated() throws {
    let folder = workshop.folder.appending(path: "other")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data("I: Hello.\n\nR: Good day.\n".utf8).write(to: folder.appending(path: "new.txt"))
    let refused = try workshop.run("merge sample-transcripts other")
    #expect(refused.status == 2)
    #expect(
      refused.error.contains("other has no transcript in common with the study"),
      "\(refused.error)"
    )
    #expect(!workshop.exists("new.txt"))
    // Nor is a codebook alone one: its codes would be poured into this one's.
    let books = workshop.folder.appending(path: "books")
    try FileManager.default.createDirectory(at: books, withIntermediateDirectories: true)
    try Data(
      "format: emic/codebook\nversion: 1\ntitle: B\ncodes:\n  - id: brought-in\n    name: Brought in\n"
        .utf8
    ).write(to: books.appending(path: "codebook.yaml"))
    let book = try workshop.run("merge sample-transcripts books")
    #expect(book.status == 2 && book.error.contains("`emic codebook import`"), "\(book.error)")
    #expect(try !workshop.run("codebook show sample-transcripts").out.contains("brought-in"))
    let part = try workshop.run("merge sample-transcripts sample-transcripts/submissions")
    #expect(part.status == 2)
    #expect(part.error.contains("is a part of the study itself"), "\(part.error)")
    // Said to be one, it is one; so is what has a text of it under another name.
    let title = try #require(
      try workshop.text("study.yaml").split(separator: "\n").first { $0.hasPrefix("title:") }
    )
    try Data("format: emic/study\nversion: 1\n\(title)\n".utf8).write(
      to: folder.appending(path: "study.yaml")
    )
    #expect(try workshop.run("merge sample-transcripts other").status == 0)
    #expect(workshop.exists("new.txt"))
  }

  @Test(
    "where what is submitted refuses the other's work, flags among it are counted; after `reopen` all is one"
  )
  func submitted() throws {
    try code("sample-transcripts", "400-420")
    try copyStudy()
    let id = try #require(
      try workshop.run("codings laptop --as guest --coder guest --format json")
        .json()["codings"]?.items.first?["coding_id"]?.string
    )
    _ = try workshop.run("submit sample-transcripts T03 --coder guest")
    _ = try workshop.run("change laptop T03 --coder guest --id \(id) --flag do-not-quote")
    let refused = try workshop.run("merge sample-transcripts laptop")
    #expect(refused.status == 1)
    #expect(
      refused.error.contains(
        "among them is a passage flagged do-not-quote or redact, and the flag binds only where that version lies"
      ),
      "\(refused.error)"
    )
    // Nor is the frozen copy taken in without the sidecar that knows of it.
    _ = try workshop.run("merge laptop sample-transcripts")
    #expect(
      !FileManager.default.fileExists(
        atPath: workshop.folder.appending(path: "laptop/submissions/\(t03).guest.1.json").path()
      )
    )
    // Submitted on both machines as the first: the log knows both, and `check` is content with either copy.
    _ = try workshop.run("submit laptop T03 --coder guest")
    for study in ["sample-transcripts", "laptop"] {
      _ = try workshop.run("reopen \(study) T03 --coder guest --reason more")
    }
    // Their frozen copies are two, and each keeps its own.
    #expect(try workshop.run("merge sample-transcripts laptop").status == 1)
    #expect(try workshop.text("\(t03).guest.json").contains("do-not-quote"))
    #expect(try workshop.run("submit sample-transcripts T03 --coder guest").status == 0)
    let check = try workshop.run("check sample-transcripts")
    #expect(!check.out.contains("another submission"), "\(check.out)")
  }

  @Test("a text that differs is refused with all its work, and the rest is taken in")
  func differentText() throws {
    try copyStudy()
    try code("laptop", "600-620")
    _ = try workshop.run("code laptop T06 --coder guest --code trust --start 40 --end 50")
    let file = workshop.folder.appending(path: "laptop/\(t06).guest.json")
    let work = try SidecarReader.read(Array(Data(contentsOf: file)), file: t06)
    let id = try #require(work.codings.first?.id)
    _ = try workshop.run("change laptop T06 --coder guest --id \(id) --flag do-not-quote")
    let text = workshop.folder.appending(path: "laptop/\(t06)")
    try Data((String(contentsOf: text, encoding: .utf8) + "\n问：还有吗？\n").utf8).write(to: text)
    let answer = try workshop.run("merge sample-transcripts laptop")
    #expect(answer.status == 1)
    #expect(answer.error.hasPrefix("\(t06): the text is another one in the other copy, so none of"))
    #expect(answer.error.contains("among them is a passage flagged"), "\(answer.error)")
    #expect(try places("sample-transcripts") == ["600 trust"])
  }

  @Test("a damaged file is named with its line, and what is here stays")
  func damaged() throws {
    try copyStudy()
    let name = "\(t03).coder-a.json"
    try Data("{ damaged".utf8).write(to: workshop.folder.appending(path: "laptop/\(name)"))
    let before = try workshop.bytes(name)
    let answer = try workshop.run("merge sample-transcripts laptop")
    #expect(answer.status == 3)
    #expect(answer.error.contains("laptop/\(name):1: "))
    #expect(try workshop.bytes(name) == before)
    try workshop.write("{ damaged", to: "\(t03).coder-b.json")
    _ = try workshop.run("merge sample-transcripts laptop")
    #expect(try workshop.text("\(t03).coder-b.json") == "{ damaged")
  }

  @Test("what was withdrawn is not brought back")
  func withdrawn() throws {
    try copyStudy()
    let taken = try workshop.run("withdraw sample-transcripts NGO-D1 --confirm NGO-D1")
    #expect(taken.status == 0, "\(taken.error)")
    try code("laptop", "600-620")
    let answer = try workshop.run("merge sample-transcripts laptop")
    #expect(answer.status == 1)
    #expect(answer.error.contains("\(t03): it was withdrawn from this study"))
    #expect(!workshop.exists(t03) && !workshop.exists("\(t03).coder-a.json"))
    #expect(!(try workshop.text("cases.csv").contains("NGO-D1")))
  }

  @Test("the codebook is taken in by who may write it, and says what both have changed")
  func codebook() throws {
    for folder in ["one", "two"] {
      let place = workshop.folder.appending(path: folder)
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      for name in ["sample-transcripts", "codebooks"] {
        try FileManager.default.copyItem(
          at: workshop.folder.appending(path: name),
          to: place.appending(path: name)
        )
      }
    }
    func redefine(_ copy: String, _ code: String, _ words: String) throws {
      let answer = try workshop.emic(
        "codebook",
        "redefine",
        "\(copy)/sample-transcripts",
        code,
        "--brief",
        words,
        "--reason",
        "clearer",
        "--as",
        "supervisor"
      )
      #expect(answer.status == 0, "\(answer.error)")
    }
    try redefine("one", "trust", "Confidence in a person.")
    try redefine("two", "legitimacy", "Public standing.")
    let merge = "merge one/sample-transcripts two/sample-transcripts"
    let refused = try workshop.run(merge + " --as guest")
    #expect(refused.status == 1)
    #expect(
      refused.error.contains("only supervisor writes the codebook of this study. Merge with --as")
    )
    let answer = try workshop.run(merge + " --as supervisor")
    #expect(answer.status == 0, "\(answer.error)")
    let book = try workshop.run("codebook show one/sample-transcripts --format json").out
    #expect(book.contains("Confidence in a person.") && book.contains("Public standing."))
    try redefine("two", "trust", "Certainty.")
    let conflict = try workshop.run(merge + " --as supervisor")
    #expect(conflict.status == 1)
    #expect(conflict.error.contains("trust, brief: \"Confidence in a person.\" here"))
  }

  @Test(
    "a conflict copy is taken into its sidecar and kept",
    arguments: [
      "\(t03).guest (conflicted copy 2026-03-20).json", "\(t03).guest (Ana's conflicted copy).json",
      "\(t03).guest.sync-conflict-20260320-101112-ABCDEFG.json", "\(t03).guest (1).json",
      "\(t03).guest.json~", "\(t03).guest.json.orig",
    ]
  )
  func conflictCopy(_ name: String) throws {
    try code("sample-transcripts", "400-420")
    let sidecar = try workshop.bytes("\(t03).guest.json")
    try code("sample-transcripts", "500-520")
    let copy = try workshop.text("\(t03).guest.json")
    try Data(sidecar).write(to: workshop.study.appending(path: "\(t03).guest.json"))
    try workshop.write(copy, to: name)
    #expect(
      try workshop.run("check sample-transcripts").out.contains(
        "`emic merge` with the study's folder takes it in"
      )
    )
    let answer = try workshop.run("merge sample-transcripts")
    #expect(answer.status == 0, "\(answer.error)")
    #expect(
      answer.out
        == "\(name): 1 coding is new in \(t03).guest.json. The copy is now .emic/backup/copies/\(name).\n"
    )
    #expect(try places("sample-transcripts") == ["400 trust", "500 trust"])
    #expect(!workshop.exists(name))
    #expect(try workshop.text(".emic/backup/copies/\(name)") == copy)
    #expect(
      try workshop.run("merge sample-transcripts").out
        == "There are no conflict copies in this study.\n"
    )
  }

  @Test("a copy without its sidecar becomes it")
  func loneCopy() throws {
    try code("sample-transcripts", "400-420")
    let name = "\(t03).guest"
    let copy = "\(name)（小明的冲突副本）.json".replacing("（", with: " (").replacing("）", with: ")")
    let files = FileManager.default
    try files.moveItem(
      at: workshop.study.appending(path: "\(name).json"),
      to: workshop.study.appending(path: copy)
    )
    #expect(try workshop.run("check sample-transcripts").out.contains(copy))
    #expect(try workshop.run("merge sample-transcripts").status == 0)
    #expect(try places("sample-transcripts") == ["400 trust"])
  }

  @Test("what stands in the other copy in place of a file is named, and what was withdrawn there")
  func otherCopy() throws {
    try copyStudy()
    let sidecar = workshop.folder.appending(path: "laptop/\(t06).coder-a.json")
    try FileManager.default.removeItem(at: sidecar)
    try FileManager.default.createDirectory(at: sidecar, withIntermediateDirectories: false)
    _ = try workshop.run("withdraw laptop NGO-D1 --confirm NGO-D1")
    let answer = try workshop.run("merge sample-transcripts laptop")
    #expect(answer.status == 3)
    #expect(answer.error.contains("laptop/\(t06).coder-a.json: "))
    #expect(
      answer.error.contains("\(t03): it was withdrawn from the other copy, and is still here.")
    )
    #expect(workshop.exists(t03))
  }

  @Test("two names there that are one elsewhere are told, and all else is taken in")
  func twins() throws {
    try copyStudy()
    let laptop = workshop.folder.appending(path: "laptop")
    try code("laptop", "600-620")
    for name in ["New.txt", "new.txt", t03.lowercased()] {
      try Data("A text.\n".utf8).write(to: laptop.appending(path: name))
    }
    let answer = try workshop.run("merge sample-transcripts laptop")
    #expect(answer.status == 1)
    #expect(answer.error.contains("new.txt: there is \"New.txt\", too, in the other copy"))
    #expect(answer.error.contains("New.txt: there is \"new.txt\", too, in the other copy"))
    #expect(try places("sample-transcripts") == ["600 trust"])
    #expect(!workshop.exists("New.txt") && !workshop.exists("new.txt"))
    #expect(!workshop.exists(t03.lowercased()))
  }

  @Test("two merges at once: both come to the same, and neither fails")
  func atOnce() throws {
    try copyStudy()
    for number in 1...9 {
      try Data("Text \(number).\n".utf8).write(
        to: workshop.folder.appending(path: "laptop/N\(number).txt")
      )
    }
    try code("laptop", "600-620")
    let started = try (1...4).map { _ in
      try workshop.start(["merge", "sample-transcripts", "laptop"])
    }
    for (process, out, error) in started {
      _ = out.fileHandleForReading.readDataToEndOfFile()
      let words = error.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0, "\(String(decoding: words, as: UTF8.self))")
    }
    #expect(try places("sample-transcripts") == ["600 trust"])
    #expect(try workshop.run("merge sample-transcripts laptop").out.hasPrefix("0 files changed"))
  }

  @Test("a copy that can't be read stays where it is, with its line")
  func damagedCopy() throws {
    try code("sample-transcripts", "400-420")
    try workshop.write("{ damaged", to: "\(t03).guest (1).json")
    let answer = try workshop.run("merge sample-transcripts")
    #expect(answer.status == 3)
    #expect(answer.error.contains("\(t03).guest (1).json:1: "))
    #expect(try workshop.text("\(t03).guest (1).json") == "{ damaged")
    #expect(try places("sample-transcripts") == ["400 trust"])
  }

  @Test(
    "a damaged copy of a file is named itself, by check and by merge",
    arguments: [
      ("study", "yaml", nil), ("cases", "csv", nil),
      (
        "memos.guest", "json",
        #"{"format": "emic/memos", "version": 1, "coder": "guest", "memos": []}"#
      ),
      ("framework", "yaml", "format: emic/framework\nversion: 1\ncells: []"),
    ] as [(String, String, String?)]
  )
  func damagedCopyOfFile(stem: String, ending: String, original: String?) throws {
    if let original { try workshop.write(original + "\n", to: "\(stem).\(ending)") }
    let (name, copy) = ("\(stem).\(ending)", "\(stem) (1).\(ending)")
    try workshop.write("{ \"damaged", to: copy)
    let before = try workshop.bytes(name)
    let check = try workshop.run("check sample-transcripts")
    #expect(check.out.contains("cannot take it in as it is: \(copy):1: "), "\(check.out)")
    let merge = try workshop.run("merge sample-transcripts")
    #expect(merge.status == 3)
    #expect(merge.error.contains("\(copy):1: "), "\(merge.error)")
    #expect(!merge.error.contains("\(name):1: "))
    #expect(try workshop.bytes(name) == before)
    #expect(workshop.exists(copy))
  }

  @Test(
    "wrong questions get a sentence",
    arguments: [
      ("merge nowhere", Int32(3), "nowhere: there is no such file or folder."),
      ("merge sample-transcripts nowhere", 3, "nowhere: there is no such file or folder."),
      ("merge sample-transcripts sample-transcripts/.", 2, "is the study itself."),
      ("merge sample-transcripts/\(t03)", 2, "is a transcript. Give the study's folder."),
    ]
  )
  func wrong(_ line: String, _ status: Int32, _ words: String) throws {
    let answer = try workshop.run(line)
    #expect(answer.status == status)
    #expect(answer.error.contains(words), "\(answer.error)")
  }
}
