import EmicKit
import Foundation
import Testing

/// Words that may not leave, in the places where they are easily forgotten.
@Suite("What must not leave") struct LeavingTests {
  private let workshop: Workshop
  private let root: URL

  /// A study of its own, `mr`, with two transcripts and a list of names beside it.
  init() throws {
    workshop = try Workshop()
    root = workshop.folder.appending(path: "mr")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    try put(
      "format: emic/study\nversion: 1\ncodebook: codebook.yaml\ncoders: [ann, bob, cat]\n",
      "study.yaml"
    )
    try put(
      "format: emic/codebook\nversion: 1\ntitle: B\ncodes:\n  - id: trust\n    name: Trust\n",
      "codebook.yaml"
    )
    try put(
      """
      Case: C1
      Respondent: R (a lady in the red house)
      Interviewer: I

      I: Who?
      R: It was Zhang
      [00:12:01]
      Wei who said so, and Li

      Ming too.
      I: And then? Secretly, of course.
      R: Nobody must hear of the red envelopes he took.

      """,
      "A.txt"
    )
    try put("Case: C2\nInterviewer: I\n\nI: Yes?\nR: Nothing of that kind.\n", "Zhang-Wei-01.txt")
    try Data(
      "name,replacement,kind,variants\nZhang Wei,[P1],person,\nLi Ming,[P2],person,\n".utf8
    ).write(to: workshop.folder.appending(path: "names.csv"))
  }

  private func put(_ text: String, _ name: String) throws {
    try Data(text.utf8).write(to: root.appending(path: name))
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOf: root.appending(path: name), encoding: .utf8)
  }

  @discardableResult
  private func run(_ line: String, status: Int32 = 0) throws -> Workshop.Answer {
    let answer = try workshop.run(line)
    #expect(answer.status == status, "\(line): \(answer.error)")
    return answer
  }

  /// Codes an address, by ann, with a flag.
  private func code(
    _ place: String,
    _ flag: Coding.Flag,
    replacement: String? = nil
  ) throws {
    try run("code mr A --coder ann \(place) --code trust")
    var file = try StudyFolder.open(path: root.path()).sidecarFile(of: "A.txt", by: "ann")
    var sidecar = try #require(try file.load())
    let last = try #require(
      sidecar.codings.indices.max { sidecar.codings[$0].created < sidecar.codings[$1].created }
    )
    sidecar.codings[last].flags = [flag]
    sidecar.codings[last].replacement = replacement
    guard case .saved = file.save(sidecar) else {
      Issue.record("not saved")
      return
    }
  }

  @Test(
    "a name that a time or an empty line parts in the text does not leave whole",
    arguments: [
      "quotations mr --names names.csv", "quotations mr --names names.csv --format markdown",
      "quotations mr --names names.csv --format json", "theme mr trust --names names.csv",
      "read mr A --names names.csv --format json", "codings mr --as ann --names names.csv",
    ]
  )
  func partedNames(line: String) throws {
    try run("code mr A --coder ann --at 2 --code trust")
    try run("submit mr A --coder ann")
    let answer = try run(line)
    let words = answer.out.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      .replacingOccurrences(of: "\\", with: "")
    #expect(words.contains("[P1]") && words.contains("[P2]"))
    for name in ["Zhang", "Wei", "Ming"] { #expect(!words.contains(name), "\(name): \(words)") }
  }

  @Test("an export with such names is clean in every form", arguments: ["jsonl", "md", "html"])
  func partedNamesInExports(ending: String) throws {
    try run("code mr A --coder ann --at 2 --code trust")
    try run("export mr --as ann --names names.csv --to out.\(ending)")
    let out = try String(
      contentsOf: workshop.folder.appending(path: "out.\(ending)"),
      encoding: .utf8
    )
    for name in ["Zhang", "Ming"] { #expect(!out.contains(name), "\(name)") }
  }

  @Test("nothing is quoted of a transcript of which a sidecar cannot be read")
  func unknownFlags() throws {
    try run("code mr A --coder ann --at 4 --code trust")
    try run("submit mr A --coder ann")
    try put("{\"format\": \"emic/sidecar\",", "A.txt.bob.json")
    for line in [
      "quotations mr", "quotations mr --format markdown", "quotations mr --format json",
      "quotations mr --format csv", "matrix mr --columns case --cells --coder ann",
      "cards mr --code trust",
    ] {
      let answer = try run(line, status: 3)
      #expect(!answer.out.contains("envelopes"), "\(line)")
      #expect(answer.error.contains("A.txt.bob.json"), "\(line)")
    }
    let answer = try run("quotations mr", status: 3)
    #expect(answer.error.contains("Nothing is quoted of A.txt: a sidecar cannot be read"))
  }

  @Test("a flag that stands only in a second version of a sidecar binds, too")
  func conflictCopy() throws {
    try run("code mr A --coder ann --at 4 --code trust")
    let plain = try text("A.txt.ann.json")
    try code("--at 4.1", .doNotQuote)
    let flagged = try text("A.txt.ann.json")
    try put(flagged, "A.txt.ann (conflicted copy 2026-03-20).json")
    try put(plain, "A.txt.ann.json")
    let answer = try run("quotations mr --as ann")
    #expect(!answer.out.contains("envelopes"))
    #expect(answer.error.contains("do-not-quote"))
    try run("export mr --as ann --to out.jsonl")
    let out = try String(contentsOf: workshop.folder.appending(path: "out.jsonl"), encoding: .utf8)
    #expect(!out.contains("envelopes"))
  }

  @Test(
    "who was shown which transcript stands under its real name",
    arguments: ["quotations mr", "cards mr --code trust", "theme mr trust"]
  )
  func reveals(line: String) throws {
    try run("code mr Zhang-Wei-01 --coder ann --at 2 --code trust")
    try run("submit mr Zhang-Wei-01 --coder ann")
    try run("\(line) --as cat --names names.csv")
    #expect(try text("memos.cat.json").contains("\"Zhang-Wei-01.txt\""))
  }

  @Test(
    "a name that denies the mark does not stand for it",
    arguments: ["UNIDENTIFIED", "deIDENTIFIED"]
  )
  func mark(stem: String) throws {
    try run("code mr A --coder ann --at 4 --code trust")
    try run("export mr --as ann --identified --to \(stem).csv")
    let names = try FileManager.default.contentsOfDirectory(atPath: workshop.folder.path())
    #expect(names.contains("\(stem)-IDENTIFIED.csv") && !names.contains("\(stem).csv"))
  }

  @Test("what stands in the place of redacted words goes through the list, too")
  func redactions() throws {
    try code("--at 4", .redact, replacement: "thing of Zhang Wei")
    #expect(try run("quotations mr --as ann --names names.csv").out.contains("[thing of [P1]]"))
    try run("export mr --as ann --names names.csv --to out.csv")
  }

  @Test("a flag in the header binds the attribute, wherever it is printed")
  func header() throws {
    let words = "R (a lady in the red house)"
    let text = try text("A.txt")
    let start = text.unicodeScalars.distance(
      from: text.startIndex,
      to: try #require(text.range(of: words)).lowerBound
    )
    try code("--start \(start) --end \(start + words.count)", .doNotQuote)
    try run("code mr A --coder ann --at 4 --code trust")
    for line in [
      "quotations mr --as ann --format json", "quotations mr --as ann --references respondent",
      "cards mr --as ann --code trust --format json",
      "theme mr trust --as ann --by respondent", "matrix mr --as ann --columns respondent",
    ] { #expect(try !run(line).out.contains("red house"), "\(line)") }
    for ending in ["csv", "jsonl", "html"] {
      try run("export mr --as ann --to out.\(ending)")
      let path = workshop.folder.appending(path: "out.\(ending)")
      #expect(try !String(contentsOf: path, encoding: .utf8).contains("red house"), "\(ending)")
    }
  }

  @Test("a flag on the header binds the case of cases.csv, too, where the header says more than it")
  func headerCase() throws {
    let text = try text("A.txt").replacingOccurrences(
      of: "Case: C1",
      with: "Case: OLD-HALL (a name)"
    )
    try put(text, "A.txt")
    try put("transcript,case\nA.txt,OLD-HALL\n", "cases.csv")
    try run("code mr A --coder ann --at 4 --code trust")
    let before = try run("quotations mr --as ann --format json")
    #expect(before.out.contains("OLD-HALL"))
    try code("--start 6 --end 14", .doNotQuote)
    for line in ["quotations mr --as ann --format json", "quotations mr --as ann --format csv"] {
      #expect(try !run(line).out.contains("OLD-HALL"), "\(line)")
    }
    for ending in ["csv", "jsonl", "html"] {
      try run("export mr --as ann --to out.\(ending)")
      let path = workshop.folder.appending(path: "out.\(ending)")
      #expect(try !String(contentsOf: path, encoding: .utf8).contains("OLD-HALL"), "\(ending)")
    }
  }

  @Test("a memo that repeats words which may not be quoted leaves without them")
  func memos() throws {
    let passage = "Nobody must hear of the red envelopes he took."
    try code("--at 4", .doNotQuote)
    try run("code mr A --coder ann --at 2.1 --code trust")
    let memo = try workshop.emic(
      "memo",
      "mr",
      "A",
      "--coder",
      "ann",
      "--text",
      "Note:\nnobody must hear of the\nred envelopes he took."
    )
    #expect(memo.status == 0, "\(memo.error)")
    for ending in ["jsonld", "html"] {
      try run("export mr --as ann --to out.\(ending)")
      let out = try String(
        contentsOf: workshop.folder.appending(path: "out.\(ending)"),
        encoding: .utf8
      )
      #expect(!out.contains("envelopes"), "\(ending)")
    }
    #expect(try text("A.txt").contains(passage))
  }

  @Test("where a list of names is wanted, summaries and free words in columns wait for one")
  func required() throws {
    try put(try text("study.yaml") + "names: required\n", "study.yaml")
    try run("code mr A --coder ann --at 4 --code trust")
    for line in [
      "framework mr --format csv", "framework mr --format markdown", "framework mr --format json",
      "matrix mr --as ann --columns respondent --format csv",
    ] {
      let answer = try run(line, status: 1)
      #expect(answer.out.isEmpty && answer.error.contains("names: required"), "\(line)")
      try run(line + " --names names.csv")
    }
    try put(
      try text("study.yaml").replacingOccurrences(of: "names: required", with: "Names: required"),
      "study.yaml"
    )
    let answer = try run("status mr", status: 3)
    #expect(answer.error.contains("\"Names\" is written \"names\", in small letters. Correct it."))
  }

  @Test("a session that shows a withdrawn transcript writes nothing of it any more")
  func withdrawn() throws {
    try run("code mr A --coder ann --at 4 --code trust")
    var file = try StudyFolder.open(path: root.path()).sidecarFile(of: "A.txt", by: "ann")
    var sidecar = try #require(try file.load())
    try run("withdraw mr C1 --confirm C1")
    sidecar.status.at = Timestamp(milliseconds: 1_800_000_000_000)
    guard case .failed(let problem) = file.save(sidecar) else {
      Issue.record("saved")
      return
    }
    #expect(problem.message.contains("was withdrawn from the study"))
    #expect(
      try !FileManager.default.contentsOfDirectory(atPath: root.path()).contains("A.txt.ann.json")
    )
  }

  @Test("a project of one case holds no memo of another")
  func filteredProject() throws {
    try run("code mr A --coder ann --at 4 --code trust")
    try run("code mr Zhang-Wei-01 --coder ann --at 2 --code trust")
    let memos = [
      ("{\"case\": \"C1\"}", "ABOUT-ONE"), ("{\"case\": \"C2\"}", "ABOUT-TWO"),
      ("{\"study\": true}", "ALL"),
    ]
    .enumerated().map { index, memo in
      "{\"id\": \"0195b0c4-7a51-7c3e-9d0a-3f1f0b1c2d3\(index)\", \"on\": \(memo.0), "
        + "\"at\": \"2026-03-20T10:20:00Z\", \"text\": \"\(memo.1)\"}"
    }
    try put(
      "{\"format\": \"emic/memos\", \"version\": 1, \"coder\": \"ann\", \"memos\": "
        + "[\(memos.joined(separator: ", "))]}\n",
      "memos.ann.json"
    )
    try run("export mr --as ann --transcript A.txt --to out.qdpx")
    try run("import out.qdpx --to back")
    let path = workshop.folder.appending(path: "back/memos.ann.json")
    let back = try String(contentsOf: path, encoding: .utf8)
    #expect(back.contains("ABOUT-ONE") && !back.contains("ABOUT-TWO") && !back.contains("ALL"))
  }
}
