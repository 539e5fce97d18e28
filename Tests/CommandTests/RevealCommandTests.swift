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

@Suite("The consensus layer in commands") struct ConsensusCommandTests {
  let workshop: Workshop
  private let study = "sample-transcripts"

  init() throws { workshop = try Workshop() }

  /// Adopts coder-a everywhere.
  private func adjudicate(_ name: String, isClosed: Bool) throws -> Int {
    let study = try StudyFolder.open(path: workshop.study.path())
    let transcript = try study.transcript(name)
    let book = try study.codebook()
    let layers = try (["coder-a", "coder-b", "coder-c"] as [Coder.ID]).map { coder in
      try study.sidecar(of: name, by: coder).map {
        ComparedLayer(of: $0, in: transcript, reading: CodeReading(book))
      }
    }
    let units = AgreementUnits(of: transcript, kind: .turn, scope: .all)
    let compared = ComparedTranscript(transcript, layers: layers, units: units)
    let now = Now.timestamp
    var (file, layer) = try study.consensus(of: transcript, codebook: book.version, at: now)
    for row in compared.passagesWithRows().flatMap(\.rows) {
      let change = try layer.adjudicating(
        row,
        .adopt(coder: 0),
        reason: .ambiguous,
        by: "supervisor",
        in: transcript,
        codebook: book.version,
        at: now
      )
      try layer.apply(change, at: now)
    }
    _ = file.save(layer)
    guard isClosed else { return layer.codings.count }
    layer = try study.closeAdjudication(
      &file,
      layer,
      of: compared,
      by: "supervisor",
      codebook: book.version,
      at: now
    )
    return layer.codings.count
  }

  private func coders(_ line: String) throws -> [String] {
    try workshop.run("codings \(study) --format json \(line)").json()["codings"]?.items
      .compactMap { $0["coder"]?.string } ?? []
  }

  @Test("the final layer is the consensus once it is closed; check knows the file")
  func layers() throws {
    let open = try adjudicate(t03, isClosed: false)
    let refused = try workshop.run("codings \(study) --layer final --transcript T03")
    #expect(refused.status == 1)
    #expect(refused.error.contains("there is no consensus"))
    #expect(try coders("--layer consensus --transcript T03").isEmpty)
    let drafted = try coders("--layer consensus --transcript T03 --as supervisor")
    #expect(drafted == Array(repeating: "consensus", count: open))
    #expect(try workshop.run("check \(study)").status == 0)

    let count = try adjudicate(t03, isClosed: true)
    #expect(count >= open)
    for line in ["--layer final", "--layer consensus", "--layer final --as supervisor"] {
      let found = try coders("\(line) --transcript T03")
      #expect(found == Array(repeating: "consensus", count: count))
    }
    let check = try workshop.run("check \(study)")
    #expect(check.status == 0)
    #expect(check.error == "")
    #expect(try coders("--transcript T03").contains("consensus") == false)
    let own = try coders("--layer final --transcript T03 --as coder-a")
    #expect(own.count == count)
  }

  @Test("a coder who is shown the consensus is shown others' work")
  func revealed() throws {
    _ = try adjudicate(t03, isClosed: true)
    _ = try workshop.run("read \(study) T03 --coder consensus --as coder-b")
    let log = try JSONValue(reading: workshop.bytes("\(t03).coder-b.json"))["log"]
    #expect(log?.items.last?["act"] == "reveal")
  }
}
