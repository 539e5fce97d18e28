import EmicKit
import Foundation
import Testing

/// Flagged words and real names that stand where nobody has flagged them.
@Suite("Flagged words elsewhere") struct FlaggedElsewhereTests {
  private let small: SmallStudy
  private static let secret = "Zhang Wei forged the licence, with a wet turnip in the cellar."

  /// A study of its own, `st`: ann flags a sentence of A, in which a name of the list stands.
  init() throws {
    small = try SmallStudy(codes: "\n  - id: trust\n    name: Trust")
    try small.put("Case: C1\nInterviewer: I\n\nI: Who?\nR: \(Self.secret)\nR: So.\n", "A.txt")
    try small.put(
      "Case: C2\nInterviewer: I\n\nI: Yes?\nR: Nothing of that kind, says Zhang Wei.\n",
      "B.txt"
    )
    try Data("name,replacement,kind,variants\nZhang Wei,[chief],person,Lao Zhang\n".utf8)
      .write(to: small.workshop.folder.appending(path: "names.csv"))
    try small.run("code st A --coder ann --at 2 --code trust")
    try flag("A.txt", "do-not-quote")
  }

  private func flag(_ transcript: String, _ flag: String, by coder: Coder.ID = "ann") throws {
    var file = try StudyFolder.open(path: small.root.path()).sidecarFile(of: transcript, by: coder)
    for coding in try #require(try file.load()).codings {
      try small.run("change st \(transcript) --coder \(coder) --id \(coding.id) --flag \(flag)")
    }
  }

  private func out(_ name: String) throws -> String {
    try String(contentsOf: small.workshop.folder.appending(path: name), encoding: .utf8)
  }

  private func project(_ options: String) throws -> String {
    try small.run("export st --as bob --drafts --to p.qdpx \(options)")
    let path = small.workshop.folder.appending(path: "p.qdpx").path()
    let archive = try ZipArchive(Array(try Data(contentsOf: URL(filePath: path))), file: path)
    return try archive.members.map { String(decoding: try archive.read($0.name), as: UTF8.self) }
      .joined(separator: "\n")
  }

  @Test(
    "a memo that repeats a flagged sentence otherwise punctuated, or with names replaced, leaves without it",
    arguments: [
      "Zhang Wei **forged** the licence – with a *wet turnip* in the cellar",
      "> Zhang Wei forged the licence,\n> with a “wet turnip” in the cellar!",
      "[chief] forged the licence, with a wet turnip in the cellar.",
      "He did it with a wet turnip in the cellar, they say.", "Lao Zhang forged the licence",
    ]
  )
  func otherwise(memo: String) throws {
    let answer = try small.workshop.emic(
      "memo",
      "st",
      "--on-study",
      "--coder",
      "bob",
      "--text",
      memo
    )
    #expect(answer.status == 0, "\(answer.error)")
    let file = try project("--names names.csv")
    #expect(!file.contains("turnip") && !file.contains("forged the licence"), "\(file)")
  }

  @Test("what stands for redacted words does not repeat them, nor another flagged passage")
  func replacement() throws {
    try small.put(
      "Case: C3\nInterviewer: I\n\nI: Yes?\nR: The accountant hid the ledger.\n",
      "C.txt"
    )
    try small.run("code st C --coder ann --at 2 --code trust")
    var file = try StudyFolder.open(path: small.root.path()).sidecarFile(of: "C.txt", by: "ann")
    let id = try #require(try file.load()?.codings.first?.id)
    let answer = try small.workshop.emic(
      "change",
      "st",
      "C",
      "--coder",
      "ann",
      "--id",
      id.text,
      "--flag",
      "redact",
      "--replacement",
      "he said: The accountant hid the ledger, and \(Self.secret)"
    )
    #expect(answer.status == 0, "\(answer.error)")
    let leaving = try project("")
    #expect(leaving.contains("[he said: […], and […]"), "\(leaving)")
    #expect(!leaving.contains("ledger") && !leaving.contains("turnip"))
  }

  @Test("a copy of a transcript leaves without what is flagged in the other")
  func copy() throws {
    try small.put(String(contentsOf: small.root.appending(path: "A.txt"), encoding: .utf8), "Z.txt")
    try small.run("code st Z --coder bob --at 2 --code trust")
    #expect(!(try project("").contains("turnip")))
    for line in [
      "quotations st --as bob --drafts --layer current", "cards st --as bob --code trust",
      "matrix st --as bob --drafts --layer current --cells",
    ] {
      #expect(!(try small.run(line).out.contains("turnip")), "\(line)")
    }
  }

  @Test(
    "the appendix of a codebook's changes leaves as a release does",
    arguments: ["markdown", "json", "csv"]
  )
  func appendix(form: String) throws {
    for part in ["--definition", "--brief"] {
      let answer = try small.workshop.emic(
        "codebook",
        "redefine",
        "st",
        "trust",
        part,
        "As in: \(Self.secret)",
        "--as",
        "bob",
        "--reason",
        "Zhang Wei said: \(Self.secret)"
      )
      #expect(answer.status == 0, "\(answer.error)")
    }
    let page = try small.run("codebook diff st --names names.csv --format \(form)").out
    #expect(!page.contains("turnip") && !page.contains("Zhang"), "\(page)")
    #expect(page.contains("As in"))
    let file = try String(contentsOf: small.root.appending(path: "study.yaml"), encoding: .utf8)
    try small.put(file + "names: required\n", "study.yaml")
    #expect(try small.run("codebook diff st", status: 1).error.contains("--names FILE"))
    #expect(try small.run("codebook diff st --identified").out.contains("Zhang"))
  }

  @Test("a flagged case does not leave because somebody has written of it")
  func flaggedCase() throws {
    let header = "Case: C2\nInterviewer: I".count
    try small.run("code st B --coder ann --start 0 --end \(header) --code trust")
    try flag("B.txt", "do-not-quote")
    try small.run("memo st --case C2 --coder bob --text Interesting")
    try small.run("framework st --set C2 --code trust --coder bob --summary Nothing")
    let file = try project("")
    #expect(file.contains("Interesting") && !file.contains("C2"))
    #expect(file.components(separatedBy: "<Case ").count == 3, "\(file)")
    for form in ["markdown", "csv", "json"] {
      let page = try small.run("framework st --as bob --drafts --format \(form)").out
      #expect(page.contains("Nothing") && !page.contains("C2"), "\(page)")
    }
  }

  @Test("transcripts and cases that a list of names would make alike leave apart")
  func alike() throws {
    try Data("name,replacement,kind,variants\nAA one,[n],person,AA two\n".utf8)
      .write(to: small.workshop.folder.appending(path: "names.csv"))
    for (number, name) in ["AA-one", "AA-two"].enumerated() {
      try small.put(
        "Case: \(name)\nInterviewer: I\n\nI: Yes?\nR: Number \(number).\n",
        "\(name).txt"
      )
      for coder in ["ann", "bob"] {
        try small.run("code st \(name) --coder \(coder) --at 2 --code trust")
        try small.run("submit st \(name) --coder \(coder)")
      }
    }
    let file = try project("--names names.csv")
    #expect(file.contains("\"[n].txt\"") && file.contains("\"[n] (2).txt\""))
    try small.run("import p.qdpx --to back")
    for line in ["c.csv", "u.csv --what units"] {
      try small.run("export st --as bob --drafts --layer current --names names.csv --to \(line)")
      let rows = try out(line.components(separatedBy: " ")[0])
      #expect(rows.contains("[n].txt") && rows.contains("[n] (2).txt"), "\(rows)")
    }
    #expect(try out("c.csv").contains(",[n] (2),"))
  }

  @Test(
    "codings that fall on the same words in a project are one there, with both memos, and counted"
  )
  func united() throws {
    try small.run("code st B --coder bob --quote Zhang --code trust --memo First-memo")
    try small.run("code st B --coder bob --quote Wei --code trust --memo Second-memo")
    let names = try small.run("export st --as bob --drafts --to p.qdpx --names names.csv")
    #expect(names.error.contains("1 coding stands on the same words as another"), "\(names.error)")
    let file = try project("--names names.csv")
    #expect(file.contains("First-memo\n\nSecond-memo"))
  }
}
