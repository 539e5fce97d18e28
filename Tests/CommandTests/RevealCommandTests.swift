import EmicKit
import Foundation
import Testing

@Suite("What was shown of others' work is on record") struct RevealCommandTests {
  let workshop: Workshop
  private let study = "sample-transcripts"

  init() throws { workshop = try Workshop() }

  private func reveals(_ coder: String = "coder-a", _ transcript: String = t03) throws -> Int {
    let log = try JSONValue(reading: workshop.bytes("\(transcript).\(coder).json"))["log"]
    return (log?.items ?? []).count { $0["act"] == "reveal" && $0["by"]?.string == coder }
  }

  @Test(
    "commands that show others' codings to a coder record it, of that transcript only",
    arguments: [
      "codings sample-transcripts --as coder-a --transcript T03",
      "codings sample-transcripts --as coder-a --transcript T03 --layer submitted --coder coder-b",
      "read sample-transcripts T03 --coder coder-b --as coder-a",
      "search sample-transcripts trust --in quotations --transcript T03 --as coder-a",
      "search sample-transcripts the --coder coder-b --transcript T03 --as coder-a",
      "disagreements sample-transcripts --transcripts T03 --as coder-a",
    ]
  )
  func recorded(line: String) throws {
    let answer = try workshop.run(line)
    #expect(answer.status == 0)
    #expect(answer.error == "")
    #expect(try reveals() == 1)
    #expect(try reveals("coder-a", t06) == 0)
    #expect(try reveals("coder-b") == 0)
    let bytes = try workshop.bytes("\(t03).coder-a.json")
    #expect(try workshop.run(line).out == answer.out)
    #expect(try workshop.bytes("\(t03).coder-a.json") == bytes)
    #expect(try workshop.run("check \(study)").status == 0)
  }

  @Test(
    "nothing is recorded where nothing of others was shown, nor of an observer",
    arguments: [
      "codings sample-transcripts --as coder-a --coder coder-a",
      "codings sample-transcripts --as coder-a --code trust --text nowhere-at-all",
      "codings sample-transcripts",
      "codings sample-transcripts --as supervisor",
      "read sample-transcripts T03 --as coder-a",
      "read sample-transcripts T03 --coder coder-a",
      "read sample-transcripts T03 --coder coder-b",
      "search sample-transcripts trust --as coder-a",
      "search sample-transcripts trust --as coder-a --in quotations --coder coder-a",
      "search sample-transcripts nowhere-at-all --in quotations --as coder-a",
      "status sample-transcripts --as coder-a",
      "agreement sample-transcripts --as coder-a",
      "weekly sample-transcripts --as supervisor",
      "export sample-transcripts --to figures.csv --what agreement --as coder-a --identified",
    ]
  )
  func nothing(line: String) throws {
    let files = ["coder-a", "coder-b", "coder-c"].flatMap {
      ["\(t03).\($0).json", "\(t06).\($0).json"]
    }
    let before = try files.map { try workshop.bytes($0) }
    _ = try workshop.run(line)
    #expect(try files.map { try workshop.bytes($0) } == before)
  }

  @Test("the first look is said, and how to see one's own alone")
  func said() throws {
    let line = "codings sample-transcripts --as guest --transcript T03"
    let answer = try workshop.run(line)
    #expect(
      answer.error.contains("guest is shown others' codings of \(t03) for the first time")
        && answer.error.contains("--coder guest shows their own alone.")
    )
    #expect(try !workshop.run(line).error.contains("first time"))
    #expect(try workshop.run("codings sample-transcripts --as guest --coder guest").error == "")
  }

  @Test("what is submitted after it is not blind")
  func submission() throws {
    _ = try workshop.run("codings \(study) --as coder-a")
    _ = try workshop.run("reopen \(study) T03 --coder coder-a --reason again")
    let answer = try workshop.run("submit \(study) T03 --coder coder-a --format json")
    #expect(try answer.json()["blind"] == false)
  }

  @Test("where it cannot be recorded others' codings are left out, and that is said")
  func notWritable() throws {
    // A newer version is shown and never written, whoever runs the tests.
    let name = "\(t03).coder-a.json"
    let newer = try workshop.text(name).replacing("\"version\": 1", with: "\"version\": 2")
    try workshop.write(newer, to: name)
    let answer = try workshop.run("codings \(study) --as coder-a --transcript T03 --format json")
    #expect(answer.status == 3)
    #expect(answer.error.contains("others' codings are left out, because it could not be recorded"))
    let coders = try answer.json()["codings"]?.items.compactMap { $0["coder"]?.string } ?? []
    #expect(Set(coders) == ["coder-a"])
    let page = try workshop.run("read \(study) T03 --coder coder-b --as coder-a")
    #expect(page.status == 3)
    #expect(!page.out.contains("    ["))
    let hits = try workshop.run(
      "search \(study) trust --in quotations --transcript T03 --as coder-a --format json"
    )
    #expect(hits.status == 3)
    let shown = try hits.json()["hits"]?.items.compactMap { $0["coder"]?.string } ?? []
    #expect(Set(shown) == ["coder-a"])
    let weekly = try workshop.run("weekly \(study) --since 2020-01-01 --as coder-a")
    #expect(weekly.status == 3)
    #expect(weekly.error.contains("others' codings are left out, because it could not be recorded"))
    #expect(weekly.out.contains("Left out: T03"))
    #expect(!weekly.out.contains("\(t03), turn"))
    #expect(weekly.out.contains("\(t06), turn"))
    let export = try workshop.run("export \(study) --to c.csv --as coder-a")
    #expect(export.status == 3 && export.error.contains("could not be recorded"))
    #expect(export.error.contains("othing was exported") && !export.error.contains("emic check"))
    #expect(!workshop.exists("../c.csv"))
    #expect(try workshop.text(name) == newer)
    let observer = try workshop.run("codings \(study) --transcript T03 --format json")
    #expect(observer.status == 0)
  }

  /// Those in a coder's file of memos.
  private func earlyReveals(_ coder: String = "guest") throws -> [String?] {
    guard workshop.exists("memos.\(coder).json") else { return [] }
    let file = try JSONValue(reading: workshop.bytes("memos.\(coder).json"))
    return (file["reveals"]?.items ?? []).map { $0["transcript"]?.string }
  }

  @Test(
    "who has no sidecar of a transcript may still begin one: what they were shown is on record",
    arguments: [
      "codings sample-transcripts --transcript T03",
      "read sample-transcripts T03 --coder coder-b",
      "search sample-transcripts trust --in quotations --transcript T03",
      "search sample-transcripts the --coder coder-b --transcript T03",
      "disagreements sample-transcripts --transcripts T03",
      "quotations sample-transcripts --code trust --transcript T03",
      "matrix sample-transcripts --coder coder-b --transcript T03 --cells",
      "memos sample-transcripts --transcript T03",
      "theme sample-transcripts trust --coder coder-b --transcript T03",
      "weekly sample-transcripts --since 2020-01-01",
    ]
  )
  func withoutSidecar(line: String) throws {
    let answer = try workshop.run(line + " --as guest")
    #expect(answer.status == 0, "\(answer.error)")
    #expect(try earlyReveals().first == t03)
    #expect(!workshop.exists("\(t03).guest.json"))
    #expect(try workshop.run(line + " --as guest").out == answer.out)
    _ = try workshop.run("code sample-transcripts T03 --coder guest --at 2.1 --code trust")
    #expect(try reveals("guest") == 1)
    let submitted = try workshop.run("submit sample-transcripts T03 --coder guest --format json")
    #expect(try submitted.json()["blind"] == false)
    #expect(try workshop.run("check \(study)").status == 0)
  }

  @Test("a submission that is not blind says so, and when others' codings were shown")
  func notBlindInWords() throws {
    _ = try workshop.run("codings sample-transcripts --transcript T03 --as guest")
    _ = try workshop.run("code sample-transcripts T03 --coder guest --at 2.1 --code trust")
    let answer = try workshop.run("submit sample-transcripts T03 --coder guest")
    #expect(
      answer.out.contains("It does not count as blind: others' codings were shown to guest on ")
    )
    _ = try workshop.run("code sample-transcripts T06 --coder guest --at 2.1 --code trust")
    let blind = try workshop.run("submit sample-transcripts T06 --coder guest")
    #expect(!blind.out.contains("blind"))
  }

  @Test(
    "figures show nobody's codings, and neither does a list in which there is nothing of others",
    arguments: [
      "agreement sample-transcripts", "agreement sample-transcripts --by transcript --format json",
      "matrix sample-transcripts --coder coder-b", "matrix sample-transcripts --columns coder",
      "cooccurrence sample-transcripts --coder coder-b",
      "saturation sample-transcripts --coder coder-b", "codebook lint sample-transcripts",
      "status sample-transcripts", "check sample-transcripts", "link sample-transcripts",
      "framework sample-transcripts", "memos sample-transcripts nowhere-at-all",
      "memos sample-transcripts --on study", "search sample-transcripts trust",
      "quotations sample-transcripts --code trust --text nowhere-at-all",
    ]
  )
  func figures(line: String) throws {
    for asker in ["guest", "coder-a"] {
      _ = try workshop.run("\(line) --as \(asker)")
      #expect(try earlyReveals(asker).isEmpty)
    }
    #expect(try reveals() == 0)
  }

  @Test("a link and a summary show the codings they name, of their transcripts only")
  func linksAndSummaries() throws {
    let codings = try workshop.run("codings sample-transcripts --coder coder-b --format json")
    let rows = try #require(try codings.json()["codings"]?.items)
    let inT06 = rows.filter { $0["transcript"]?.string == t06 }
    let ids = inT06.compactMap { $0["coding_id"]?.string }
    _ = try workshop.run("reopen \(study) T06 --coder coder-b --reason link")
    let made = try workshop.run(
      "link \(study) --coder coder-b --from \(ids[0]) --to \(ids[1]) --kind contradicts"
    )
    #expect(made.status == 0)
    _ = try workshop.run("submit \(study) T06 --coder coder-b")
    _ = try workshop.run("link \(study) --as coder-a")
    #expect(try reveals("coder-a", t06) == 1)
    #expect(try reveals() == 0)
    let summed = try workshop.emic(
      "framework",
      study,
      "--set",
      "NGO-D1",
      "--code",
      "trust",
      "--coder",
      "supervisor",
      "--summary",
      "In persons.",
      "--quotation",
      try #require(rows.first?["coding_id"]?.string)
    )
    #expect(summed.status == 0, "\(summed.error)")
    #expect(rows.first?["transcript"]?.string == t03)
    _ = try workshop.run("framework \(study) --as coder-a")
    #expect(try reveals() == 1)
  }

  @Test("where memos cannot be read nothing of others is shown to somebody without a sidecar")
  func memosUnreadable() throws {
    try workshop.write("{", to: "memos.guest.json")
    let answer = try workshop.run("codings \(study) --as guest --transcript T03 --format json")
    #expect(answer.status == 3)
    #expect(answer.error.contains("because it could not be recorded that they were shown to guest"))
    #expect(try answer.json()["codings"]?.items.isEmpty == true)
    #expect(try workshop.text("memos.guest.json") == "{")
  }

  @Test("check knows records of transcripts that are gone, and submissions called blind after one")
  func checked() throws {
    _ = try workshop.run("code sample-transcripts T03 --coder guest --at 2.1 --code trust")
    _ = try workshop.run("submit sample-transcripts T03 --coder guest")
    try workshop.write(
      """
      {"format": "emic/memos", "version": 1, "coder": "guest", "memos": [], "reveals": [
        {"transcript": "\(t03)", "at": "2026-01-01T00:00:00Z"},
        {"transcript": "T3.txt", "at": "2026-01-01T00:00:00Z"}
      ]}
      """,
      to: "memos.guest.json"
    )
    let answer = try workshop.run("check \(study)")
    #expect(answer.status == 1)
    #expect(
      answer.out.contains("memos.guest.json: others' codings of \"T3.txt\" were shown to guest")
    )
    #expect(answer.out.contains("\(t03).guest.json: submission 1 is called blind, but others'"))
  }
}
