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
    #expect(try workshop.text(name) == newer)
    let observer = try workshop.run("codings \(study) --transcript T03 --format json")
    #expect(observer.status == 0)
  }
}
