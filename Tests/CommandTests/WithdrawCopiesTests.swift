import EmicKit
import Foundation
import Testing

@Suite("emic withdraw and copies") struct WithdrawCopiesTests {
  private let workshop: Workshop

  init() throws { workshop = try Workshop() }

  private func withdrawn() throws -> (removed: [String], remains: [String], rewritten: [JSONValue])
  {
    let answer = try workshop.run("withdraw sample-transcripts NGO-D1 --dry-run --format json")
    #expect(answer.status == 0, "\(answer.error)")
    let json = try answer.json()
    func texts(_ key: String) -> [String] { json[key]?.items.compactMap(\.string) ?? [] }
    return (texts("removed"), texts("remains"), json["rewritten"]?.items ?? [])
  }

  @Test("what editors and synchronising programs have kept of a transcript goes with it")
  func byName() throws {
    let text = try workshop.text(t03)
    let stem = t03.dropLast(4)
    let copies = [
      "\(t03)~", ".\(t03).swp", "#\(t03)#", "\(t03).orig", ".\(t03).un~",
      "\(stem) (conflicted copy 2026-03-20).txt", "\(stem).sync-conflict-20260320-101112-ABC.txt",
    ]
    for copy in copies { try workshop.write(text, to: copy) }
    let conflicted = "\(stem) (conflicted copy 2026-03-20).txt"
    try workshop.write("{}", to: "\(conflicted).guest.json")
    let removed = Set(try withdrawn().removed)
    #expect(removed.isSuperset(of: copies + ["\(conflicted).guest.json"]))
    let answer = try workshop.run("withdraw sample-transcripts NGO-D1 --confirm NGO-D1")
    #expect(answer.status == 0, "\(answer.error)")
    for copy in copies { #expect(!workshop.exists(copy), "\(copy)") }
    #expect(workshop.exists(t06))
  }

  @Test("copies of its sidecars go with it at once, whatever they are called; those of others stay")
  func sidecarsByDigest() throws {
    let work = try workshop.text("\(t03).coder-a.json")
    let names = [
      "Copy of \(t03).coder-a.json", "~\(t03).coder-a.json", ".stversions/a.json",
      "backup/old.json",
    ]
    for folder in [".stversions", "backup"] {
      try FileManager.default.createDirectory(
        at: workshop.study.appending(path: folder),
        withIntermediateDirectories: true
      )
    }
    for name in names { try workshop.write(work, to: name) }
    // Another case that has said the same.
    try workshop.write(try workshop.text(t03), to: "twin.txt")
    try workshop.write(work.replacing(t03, with: "twin.txt"), to: "twin.txt.coder-a.json")
    try workshop.write("transcript,case\ntwin.txt,Other\n\(t03),NGO-D1\n", to: "cases.csv")
    let removed = Set(try withdrawn().removed)
    #expect(removed.isSuperset(of: names), "\(removed)")
    #expect(!removed.contains("twin.txt.coder-a.json"))
  }

  @Test("a text that was corrected after it was coded is the case's, too, and does not come back")
  func corrected() throws {
    let laptop = workshop.folder.appending(path: "laptop")
    try FileManager.default.copyItem(at: workshop.study, to: laptop)
    let old = try workshop.text("\(t03).coder-a.json")
    try FileManager.default.createDirectory(
      at: workshop.study.appending(path: "old"),
      withIntermediateDirectories: true
    )
    try workshop.write(old, to: "old/a.json")
    try workshop.write(
      workshop.text(t03).replacing("SYNTHETIC SAMPLE", with: "SYNTHETIC SAMPLE, checked"),
      to: t03
    )
    let anchored = try workshop.run(
      "reanchor sample-transcripts --as coder-a --transcript T03 --write"
    )
    #expect(anchored.status == 0, "\(anchored.error)")
    let answer = try workshop.run("withdraw sample-transcripts NGO-D1 --confirm NGO-D1")
    #expect(answer.status == 0, "\(answer.error)")
    #expect(!workshop.exists("old/a.json"))
    let merge = try workshop.run("merge sample-transcripts laptop")
    #expect(merge.status != 0)
    #expect(merge.error.contains("it was withdrawn from this study"), "\(merge.out) \(merge.error)")
    #expect(!workshop.exists(t03))
  }

  @Test(
    "a copy under another name is named, whole or with a few lines changed; other texts are not"
  )
  func byWords() throws {
    let text = try workshop.text(t03)
    try workshop.write(text, to: "Kopie.txt")
    try workshop.write(text.replacing("registered", with: "enrolled"), to: "notes.rtf")
    let remains = try withdrawn().remains
    #expect(
      remains.contains(
        "Kopie.txt holds most of the same text. Where it is the case's, too: `emic withdraw STUDY "
          + "'NGO-D1 (pseudonym)'`."
      ),
      "\(remains)"
    )
    #expect(
      remains.contains("notes.rtf holds most of the same text. Look at it, and take it away.")
    )
    #expect(remains.count { $0.contains("holds most") } == 2)
  }

  @Test("an old example in the codebook is named; copies of that codebook go")
  func oldExample() throws {
    let quote = "The section chief trusts me"
    for line in [["--example", "“\(quote)”, she said"], ["--example", "Another one entirely."]] {
      let answer = try workshop.emic(
        "codebook",
        "redefine",
        "sample-transcripts",
        "trust",
        line[0],
        line[1],
        "--minor",
        "--as",
        "supervisor",
        "--reason",
        "clearer"
      )
      #expect(answer.status == 0, "\(answer.error)")
    }
    let copies = try FileManager.default.contentsOfDirectory(
      atPath: workshop.study.appending(path: ".emic/backup/codebook").path()
    ).filter { try workshop.text(".emic/backup/codebook/\($0)").contains(quote) }
    #expect(!copies.isEmpty)
    let (removed, remains, _) = try withdrawn()
    #expect(Set(removed).isSuperset(of: copies.map { ".emic/backup/codebook/\($0)" }))
    let sentence = try #require(remains.first { $0.hasPrefix("The codebook's history quotes") })
    #expect(sentence.contains("what trust said before"), "\(sentence)")
    #expect(sentence.contains("subcontracting.yaml with an editor"))
  }

  @Test("that a coder was shown others' codings of it goes, too")
  func reveals() throws {
    let shown = try workshop.run("codings sample-transcripts --transcript T03 --as supervisor")
    #expect(shown.status == 0)
    #expect(try workshop.text("memos.supervisor.json").contains(t03))
    let rewritten = try withdrawn().rewritten
    let part = rewritten.first { $0["file"]?.string == "memos.supervisor.json" }?["part"]?.string
    #expect(part == "1 reveal")
    #expect(try workshop.run("withdraw sample-transcripts NGO-D1 --confirm NGO-D1").status == 0)
    #expect(!(try workshop.text("memos.supervisor.json").contains(t03)))
  }

  @Test("what people have written elsewhere and that quotes the case is named, with its place")
  func written() throws {
    let quote = "The section chief trusts me"
    let inOwnWords = "To her he tells things he shouldn't but, if he is transferred, it's over."
    for line in [
      ["code", t03, "--coder", "guest", "--at", "2.1", "--in-vivo"],
      [
        "code", t03, "--coder", "guest", "--quote", "section chief", "--occurrence", "1",
        "--in-vivo",
      ],
      ["memo", t06, "--coder", "guest", "--text", "As in “\(quote)”."],
      ["memo", "--on-study", "--coder", "guest", "--text", inOwnWords],
      ["memo", "--code", "trust", "--coder", "guest", "--text", quote],
      ["memo", "--case", "NGO-D1", "--coder", "guest", "--text", quote],
      ["framework", "--set", "GOV-M2", "--code", "trust", "--coder", "guest", "--summary", quote],
      [
        "codebook", "redefine", "trust", "--brief", "New.", "--minor", "--as", "supervisor",
        "--reason",
        quote,
      ],
    ] {
      let commands = line[0] == "codebook" ? 2 : 1
      let answer = try workshop.emic(
        Array(line.prefix(commands)) + ["sample-transcripts"] + Array(line.dropFirst(commands))
      )
      #expect(answer.status == 0, "\(line): \(answer.error)")
    }
    let (_, remains, rewritten) = try withdrawn()
    func sentence(_ beginning: String) throws -> String {
      try #require(remains.first { $0.hasPrefix(beginning) }, "\(beginning): \(remains)")
    }
    #expect(try sentence("Summaries of other cases quote the case:").contains("GOV-M2 × trust."))
    let memos = try sentence("Memos of guest quote the case:")
    #expect(memos.contains("on the code trust") && memos.contains("on the study"))
    #expect(!memos.contains("NGO-D1"))
    #expect(rewritten.contains { $0["file"]?.string == "memos.guest.json" })
    let proposed = try sentence("Proposed codes of guest quote the case: +")
    #expect(proposed.contains("decline") && proposed.contains("+section-chief"))
    #expect(
      try sentence("Memos or reasons in sidecars of other transcripts").contains(
        "\(t06).guest.json"
      )
    )
    #expect(try sentence("The codebook's history quotes").contains("why it was changed"))
  }
}
