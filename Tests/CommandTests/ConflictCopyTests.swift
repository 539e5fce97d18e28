import EmicKit
import Foundation
import Testing

/// Second versions of all kinds of files, as `check` and `merge` meet them.
@Suite("Second versions in a study") struct ConflictCopyTests {
  private let workshop: Workshop

  init() throws { workshop = try Workshop() }

  private func check() throws -> String { try workshop.run("check sample-transcripts").out }
  private func merge() throws -> Workshop.Answer { try workshop.run("merge sample-transcripts") }

  private func run(_ arguments: String...) throws {
    let answer = try workshop.emic(arguments)
    #expect(answer.status == 0, "\(answer.error)")
  }

  /// Brings a file to where a second version of it lies, and an older one into its place.
  private func part(_ name: String, mark: String, after change: () throws -> Void) throws -> String
  {
    let before = workshop.exists(name) ? try workshop.text(name) : nil
    try change()
    let dot = try #require(name.lastIndex(of: "."))
    let copy = String(name[..<dot]) + mark + name[dot...]
    try FileManager.default.moveItem(
      at: workshop.study.appending(path: name),
      to: workshop.study.appending(path: copy)
    )
    if let before { try workshop.write(before, to: name) }
    #expect(try check().contains("\(copy): this is a second version of \(name), "), "\(copy)")
    return copy
  }

  @Test(
    "memos, cases, proposals, the study and its codebook are named, taken in and kept",
    arguments: [
      "memos.guest.json", "cases.csv", "proposals/guest.yaml", "study.yaml",
      "../codebooks/subcontracting.yaml", "framework.yaml",
    ],
    [" (conflicted copy 2026-03-20)", " 2", "-LAPTOP-7F3K"]
  )
  func others(name: String, mark: String) throws {
    var after: [UInt8] = []
    let copy = try part(name, mark: mark) {
      switch name {
      case "memos.guest.json":
        try run("memo", "sample-transcripts", "--coder", "guest", "--on-study", "--text", "x")
      case "cases.csv":
        try run("cases", "sample-transcripts", "T03", "--set", "mood=calm", "--new-attribute")
      case "proposals/guest.yaml":
        try run(
          "code",
          "sample-transcripts",
          "T03",
          "--coder",
          "guest",
          "--new",
          "hope",
          "--start",
          "400",
          "--end",
          "420"
        )
      case "study.yaml":
        try workshop.write(
          try workshop.text(name).replacing("coders:\n", with: "coders:\n  - {id: newcomer}\n"),
          to: name
        )
      case "framework.yaml":
        try run(
          "framework",
          "sample-transcripts",
          "--set",
          "NGO-D1",
          "--code",
          "trust",
          "--coder",
          "supervisor",
          "--summary",
          "in short"
        )
      default:
        try run(
          "codebook",
          "add",
          "sample-transcripts",
          "hope",
          "--name",
          "Hope",
          "--as",
          "supervisor",
          "--reason",
          "missing"
        )
      }
      after = try workshop.bytes(name)
    }
    let answer = try workshop.run("merge sample-transcripts --as supervisor")
    #expect(answer.status == 0, "\(answer.error)")
    let kept = ".emic/backup/copies/\(copy.split(separator: "/").last ?? "")"
    #expect(answer.out.contains("The copy is now \(kept)."), "\(answer.out)")
    #expect(try workshop.bytes(kept) == after)
    if name == "study.yaml" {
      // In its own place in the list.
      #expect(try workshop.text(name).contains("{id: newcomer}"))
    } else {
      #expect(try workshop.bytes(name) == after)
    }
    #expect(!workshop.exists(copy))
    #expect(try merge().out == "There are no conflict copies in this study.\n")
  }

  @Test("what both have changed stays as it is here, and the copy stays until that is decided")
  func conflict() throws {
    let copy = try part("cases.csv", mark: " - Copy") {
      try run("cases", "sample-transcripts", "T03", "--set", "site=City C")
      try run("cases", "sample-transcripts", "T06", "--set", "mood=calm", "--new-attribute")
    }
    try run("cases", "sample-transcripts", "T03", "--set", "site=City E")
    let answer = try merge()
    #expect(answer.status == 1)
    #expect(answer.error.contains("is \"City E\" here and \"City C\" in the other version"))
    #expect(answer.error.contains("\(copy): it stays until cases.csv is right."))
    #expect(try workshop.text("cases.csv").contains("calm"))
    #expect(workshop.exists(copy))
    try run("cases", "sample-transcripts", "T03", "--set", "site=City C")
    #expect(try merge().status == 0)
    #expect(!workshop.exists(copy))
  }

  @Test("a codebook is taken in by who may write it")
  func codebook() throws {
    _ = try part("../codebooks/subcontracting.yaml", mark: " (1)") {
      try run(
        "codebook",
        "add",
        "sample-transcripts",
        "hope",
        "--name",
        "Hope",
        "--as",
        "supervisor",
        "--reason",
        "missing"
      )
    }
    let refused = try workshop.run("merge sample-transcripts --as coder-a")
    #expect(refused.status == 1)
    #expect(refused.error.contains("only supervisor writes the codebook"), "\(refused.error)")
    #expect(try workshop.run("merge sample-transcripts --as supervisor").status == 0)
    #expect(try workshop.text("../codebooks/subcontracting.yaml").contains("hope"))
  }

  @Test("a second version of a text is no transcript, unless somebody has coded it")
  func text() throws {
    let copy = "\(t03.dropLast(4)) (conflicted copy 2026-03-20).txt"
    let text = try workshop.text(t03)
    try workshop.write(text + "More.\n", to: copy)
    try workshop.write(text, to: "\(t03.dropLast(4)) (2).txt")
    let status = try workshop.run("status sample-transcripts --as guest").out
    #expect(!status.contains("conflicted") && status.contains(" (2).txt"))
    #expect(try check().contains("\(copy): this is a second version of \(t03), "))
    let differing = try merge()
    #expect(differing.status == 1 && differing.error.contains("texts are never merged"))
    try workshop.write(text, to: copy)
    #expect(try merge().status == 0)
    #expect(!workshop.exists(copy))
    #expect(try workshop.text(".emic/backup/copies/\(copy)") == text)
    #expect(try workshop.text(t03) == text)
    // Brought back, it is kept once.
    try workshop.write(text, to: copy)
    #expect(try merge().status == 0)
    #expect(
      try FileManager.default.contentsOfDirectory(
        atPath: workshop.study.appending(path: ".emic/backup/copies").path()
      ) == [copy]
    )
    // Its codings are somebody's work.
    try workshop.write(text, to: copy)
    let sidecar = try workshop.text("\(t03).coder-a.json").replacing(t03, with: copy)
    try workshop.write(sidecar, to: "\(copy).coder-a.json")
    #expect(try workshop.run("status sample-transcripts --as guest").out.contains("conflicted"))
    #expect(try check().contains("\(copy): this is a copy of \(t03), and has codings of its own."))
  }

  @Test("what begins like a sidecar and is none is named, with a mark that nobody knows too")
  func strange() throws {
    let work = try workshop.bytes("\(t03).coder-a.json")
    for name in ["\(t03).coder-a.old.json", "\(t03).coder-a as it was.json"] {
      try Data(work).write(to: workshop.study.appending(path: name))
      #expect(try check().contains("\(name): this is a second version of \(t03).coder-a.json"))
    }
    #expect(try merge().status == 0)
    try Data(work).write(to: workshop.study.appending(path: "\(t03).Ana.json"))
    #expect(
      try check().contains("\(t03).Ana.json: its name begins like that of a sidecar of \(t03)")
    )
    #expect(try merge().out == "There are no conflict copies in this study.\n")
  }

  @Test(
    "what editors, backups and synchronising programs leave beside a sidecar is named, with what to do",
    arguments: [
      ("T.json.bak", "as somebody or an editor has put it aside"),
      ("T.json.old", "as somebody or an editor has put it aside"),
      ("T.json.swp", "an editor keeps"),
      (".T.json.swp", "an editor keeps"), ("#T.json#", "an editor keeps"),
      (".~lock.T.json#", "an editor keeps"), ("T.json.tmp", "has not finished writing"),
      ("~syncthing~T.json.tmp", "has not finished writing"),
      (".syncthing.T.json.tmp", "has not finished writing"),
      (".T.json.aB3xYz", "has not finished writing"),
    ]
  )
  func beside(name: String, words: String) throws {
    let sidecar = "\(t03).coder-a.json"
    let name = name.replacing("T.json", with: sidecar)
    let before = try check()
    try workshop.write("{}", to: name)
    let answer = try check()
    let line = try #require(
      answer.split(separator: "\n").first { $0.contains("\(name): this is ") }
    )
    #expect(line.contains(words) && line.contains(sidecar), "\(line)")
    // What emic itself writes beside a sidecar goes by itself, and macOS's notes hold no words.
    try FileManager.default.removeItem(at: workshop.study.appending(path: name))
    try workshop.write("{}", to: ".\(sidecar).0123abcd.tmp")
    try workshop.write("{}", to: "._\(sidecar)")
    #expect(try check() == before)
  }

  @Test("where sidecars lie in folders what is left beside them is named, too")
  func besideInFolders() throws {
    let text = try workshop.text("study.yaml")
    try workshop.write(text + "sidecars: by-coder\n", to: "study.yaml")
    let folder = workshop.study.appending(path: "codings/coder-a")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for name in ["\(t03).json.bak", ".\(t03).json.swp"] {
      try workshop.write("{}", to: "codings/coder-a/\(name)")
      #expect(try check().contains("codings/coder-a/\(name): this is "))
    }
    let advice = "rename it to codings/coder-a/\(t03) (1).json, which `emic merge` takes in"
    #expect(try check().contains(advice))
  }

  @Test(
    "what lies in a second version of a folder is taken in",
    arguments: [
      ("submissions (1)", false), ("submissions (Selective Sync Conflict)", false),
      ("codings/guest (1)", true), ("codings/guest-LAPTOP-7F3K", true), ("codings (1)/guest", true),
    ]
  )
  func folder(name: String, isByCoder: Bool) throws {
    if isByCoder {
      let text = try workshop.text("study.yaml")
      try workshop.write(text + "sidecars: by-coder\n", to: "study.yaml")
    }
    try run(
      "code",
      "sample-transcripts",
      "T03",
      "--coder",
      "guest",
      "--code",
      "trust",
      "--start",
      "400",
      "--end",
      "420"
    )
    if !isByCoder { try run("submit", "sample-transcripts", "T03", "--coder", "guest") }
    let file = isByCoder ? "codings/guest/\(t03).json" : "submissions/\(t03).guest.1.json"
    let work = try workshop.bytes(file)
    let copy = "\(name)/\(file.split(separator: "/").last ?? "")"
    let folder = workshop.study.appending(path: name)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try FileManager.default.moveItem(
      at: workshop.study.appending(path: file),
      to: workshop.study.appending(path: copy)
    )
    #expect(try check().contains("\(copy): this is a second version of \(file), "))
    #expect(try merge().status == 0)
    #expect(try workshop.bytes(file) == work)
    #expect(!workshop.exists(copy))
  }

  @Test("two transcripts with the same words are named, once")
  func twins() throws {
    try workshop.write(try workshop.text(t03), to: "another.txt")
    let answer = try check()
    #expect(answer.components(separatedBy: "its text is that of").count == 2, "\(answer)")
    #expect(
      answer.contains("another.txt: its text is that of \"\(t03)\" to the letter"),
      "\(answer)"
    )
  }

  @Test("work on a text that was withdrawn, brought back, is named and goes with the case")
  func withdrawn() throws {
    let work = try workshop.bytes("\(t03).coder-a.json")
    let text = try workshop.bytes(t03)
    try run("withdraw", "sample-transcripts", "NGO-D1", "--confirm", "NGO-D1")
    let copy = "\(t03).coder-a (conflicted copy 2026-03-20).json"
    try Data(work).write(to: workshop.study.appending(path: copy))
    #expect(try check().contains("\(copy): its text was withdrawn from the study"))
    try run("withdraw", "sample-transcripts", "NGO-D1", "--confirm", "NGO-D1")
    #expect(!workshop.exists(copy))
    try Data(text).write(to: workshop.study.appending(path: t03))
    #expect(
      try check().contains("\(t03): this text was withdrawn from the study, and is here again")
    )
  }

  @Test("in a study by coder, too")
  func byCoder() throws {
    try workshop.write(
      try workshop.text("study.yaml") + "sidecars: by-coder\n",
      to: "study.yaml"
    )
    let name = "codings/guest/\(t03).json"
    try run(
      "code",
      "sample-transcripts",
      "T03",
      "--coder",
      "guest",
      "--code",
      "trust",
      "--start",
      "400",
      "--end",
      "420"
    )
    let copy = "codings/guest/\(t03) (1).json"
    try FileManager.default.moveItem(
      at: workshop.study.appending(path: name),
      to: workshop.study.appending(path: copy)
    )
    #expect(try check().contains("\(copy): this is a second version of \(name), "))
    #expect(try merge().status == 0)
    #expect(workshop.exists(name) && !workshop.exists(copy))
  }

  @Test("a copy that was made on the text as it was is brought to the text as it is")
  func onOldText() throws {
    let name = "\(t03).guest.json"
    func code(_ start: Int) throws {
      let line = "code sample-transcripts T03 --coder guest --code trust --start \(start)"
      let answer = try workshop.run("\(line) --end \(start + 90)")
      #expect(answer.status == 0, "\(answer.error)")
    }
    try code(3000)
    let copy = try part(name, mark: " (1)") {
      let sidecar = try SidecarReader.read(workshop.bytes(name), file: name)
      let id = try #require(sidecar.codings.first?.id)
      _ = try workshop.run(
        "change sample-transcripts T03 --coder guest --id \(id) --flag do-not-quote"
      )
      try code(5000)
    }
    // The copy was made on another machine.
    try FileManager.default.removeItem(at: workshop.study.appending(path: ".emic"))
    let whole = try workshop.text(t03)
    let turn = try #require(whole.range(of: "\n\n"))
    try workshop.write(
      whole.replacingCharacters(in: turn, with: "\n\nI: May I begin?\n\n"),
      to: t03
    )
    let reanchor = "reanchor sample-transcripts --as guest --coder guest --write"
    #expect(try workshop.run(reanchor).status == 0)
    let span = try SidecarReader.read(workshop.bytes(name), file: name).codings.first?.span
    let answer = try merge()
    #expect(answer.status == 0, "\(answer.error)")
    #expect(answer.error.contains("the two versions were made on different texts"))
    #expect(!workshop.exists(copy))
    let merged = try SidecarReader.read(workshop.bytes(name), file: name)
    #expect(merged.codings.map(\.flags) == [[.doNotQuote], []])
    #expect(merged.codings.first?.span == span)
    let check = try workshop.run("check sample-transcripts --as guest")
    #expect(!check.out.contains(name), "\(check.out)")
  }

  @Test("what is not found for certain in the text as it is is left to `emic reanchor`, which asks")
  func reworded() throws {
    let small = try SmallStudy(codes: "\n  - id: trust\n    name: Trust")
    let words = "Nothing else was said about the money that the district never paid."
    try small.put("I: Who?\nR: \(words)\nI: And?\nR: Yes.\n", "A.txt")
    try small.run("code st A --coder ann --at 4 --code trust")
    let name = small.root.appending(path: "A.txt.ann.json")
    let older = try Data(contentsOf: name)
    try small.run("code st A --coder ann --at 2 --code trust")
    let copy = try Data(contentsOf: name)
    try older.write(to: name)
    try FileManager.default.removeItem(at: small.root.appending(path: ".emic"))
    try small.put(
      "I: Who?\nR: \(words.replacing("money", with: "funds"))\nI: And?\nR: Yes.\n",
      "A.txt"
    )
    try small.run("reanchor st --as ann --write")
    try copy.write(to: small.root.appending(path: "A.txt.ann (1).json"))
    try small.run("merge st")
    let merged = try SidecarReader.read(Array(Data(contentsOf: name)), file: "A")
    #expect(merged.codings.map(\.quote) == ["Yes."])
    #expect(merged.orphans.map(\.quote) == [words])
    let listed = try small.run("reanchor st --as ann")
    #expect(listed.out.contains("A.txt, ann: 1 unchanged, 0 moved, 1 needs you."), "\(listed.out)")
    try small.run("reanchor st --as ann --write")
    let placed = try SidecarReader.read(Array(Data(contentsOf: name)), file: "A")
    #expect(placed.codings.map(\.quote) == [words.replacing("money", with: "funds"), "Yes."])
    #expect(placed.orphans.isEmpty)
  }

  @Test("codings of one code over each other, as a merge may leave them, are told")
  func overlap() throws {
    try run(
      "code",
      "sample-transcripts",
      "T03",
      "--coder",
      "guest",
      "--code",
      "trust",
      "--start",
      "400",
      "--end",
      "420"
    )
    let before = try workshop.text("\(t03).guest.json")
    let copy = try part("\(t03).guest.json", mark: " (1)") {
      try run(
        "code",
        "sample-transcripts",
        "T03",
        "--coder",
        "guest",
        "--code",
        "trust",
        "--start",
        "415",
        "--end",
        "480"
      )
    }
    // As on another machine, which knows nothing of it.
    try workshop.write(before, to: "\(t03).guest.json")
    try FileManager.default.removeItem(at: workshop.study.appending(path: ".emic"))
    try run(
      "code",
      "sample-transcripts",
      "T03",
      "--coder",
      "guest",
      "--code",
      "trust",
      "--start",
      "450",
      "--end",
      "460"
    )
    let answered = try workshop.run("check sample-transcripts --as guest")
    #expect(!(answered.out + answered.error).contains("lie over"))
    #expect(try merge().status == 0)
    #expect(!workshop.exists(copy))
    let answer = try workshop.run("check sample-transcripts --as guest")
    #expect(
      (answer.out + answer.error).contains(
        "codings of one code lie over each other, as trust 400–480 and 450–460"
      ),
      "\(answer.error)"
    )
    #expect(answer.status == 0)
  }
}
