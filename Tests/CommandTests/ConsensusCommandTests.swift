import EmicKit
import Foundation
import Testing

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
    #expect(refused.error.contains("no adjudication is closed"))
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

  @Test("a code that came before the closing and after the reading was not offered to anybody")
  func newerCode() throws {
    let add = "codebook add \(study) hope --name Hope --under services --as supervisor"
    #expect(try workshop.run(add).status == 0)
    _ = try adjudicate(t03, isClosed: true)
    let matrix = "matrix \(study) --transcript T03 --columns transcript --format json"
    let asked = try workshop.run("\(matrix) --code hope --code trust").json()
    #expect(asked["codings"]?.items.count == 2)
    let hope = asked["rows"]?.items.firstIndex { $0.string == "hope" } ?? 0
    #expect(asked["codings"]?.items[hope] == [.null])
  }

  @Test("adjudicating and closing changes nothing that coders have submitted")
  func submissions() throws {
    let files = ["coder-a", "coder-b", "coder-c"].map { "\(t03).\($0).json" }
    let before = try files.map { try workshop.bytes($0) }
    let listed = try workshop.run("codings \(study) --layer submitted --format json").out
    _ = try adjudicate(t03, isClosed: true)
    #expect(try files.map { try workshop.bytes($0) } == before)
    #expect(try workshop.run("codings \(study) --layer submitted --format json").out == listed)
  }

  @Test("a closed adjudication is opened again by whoever may adjudicate, with a reason")
  func reopening() throws {
    _ = try adjudicate(t03, isClosed: true)
    let name = "\(t03).consensus.json"
    let before = try workshop.bytes(name)
    let reopen = "reopen \(study) T03 --coder consensus --reason stale"
    let refused = try workshop.run("\(reopen) --as coder-a")
    #expect(refused.status == 1)
    #expect(refused.error.contains("coder-a is no supervisor of this study"))
    #expect(try workshop.bytes(name) == before)
    let answer = try workshop.run("\(reopen) --as supervisor --format json")
    #expect(answer.status == 0)
    #expect(try answer.json()["coder"] == "consensus")
    let layer = try JSONValue(reading: workshop.bytes(name))
    #expect(layer["status"]?["state"] == "draft")
    #expect(layer["log"]?.items.last?["by"] == "supervisor")
    let again = try workshop.run("\(reopen) --as supervisor")
    #expect(again.status == 1)
    #expect(again.error.contains("its adjudication is open already. Nothing was written."))
    let none = try workshop.run("reopen \(study) T06 --coder consensus --reason x --as supervisor")
    #expect(none.status == 1)
    #expect(none.error.contains("there is no consensus of it"))
  }

  @Test("a consensus that cannot be read is not taken for none")
  func unreadable() throws {
    _ = try adjudicate(t03, isClosed: true)
    let name = "\(t03).consensus.json"
    try workshop.write(String(try workshop.text(name).dropLast(200)), to: name)
    let answer = try workshop.run("codings \(study) --layer final --transcript T03")
    #expect(answer.status == 3)
    #expect(answer.error.contains("its consensus cannot be read, so nothing is final."))
    #expect(!answer.error.contains("there is no consensus"))
  }

  @Test("a coder who is shown the consensus is shown others' work")
  func revealed() throws {
    _ = try adjudicate(t03, isClosed: true)
    _ = try workshop.run("read \(study) T03 --coder consensus --as coder-b")
    let log = try JSONValue(reading: workshop.bytes("\(t03).coder-b.json"))["log"]
    #expect(log?.items.last?["act"] == "reveal")
  }
}
