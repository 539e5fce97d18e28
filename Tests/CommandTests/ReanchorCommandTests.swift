import EmicKit
import Foundation
import Testing

@Suite("emic reanchor") struct ReanchorCommandTests {
  let workshop: Workshop
  private let study = "sample-transcripts"

  init() throws { workshop = try Workshop() }

  private func change(_ name: String, _ words: String, to new: String) throws {
    let text = try workshop.text(name)
    #expect(text.contains(words))
    try workshop.write(text.replacing(words, with: new), to: name)
  }

  private var sidecars: [String] {
    ["coder-a", "coder-b", "coder-c"].flatMap { ["\(t03).\($0).json", "\(t06).\($0).json"] }
  }

  @Test("a proposal writes nothing; --write stores it, and nothing else changes")
  func proposal() throws {
    try change(t03, "SYNTHETIC SAMPLE", to: "SYNTHETIC SAMPLE, checked again")
    let before = try sidecars.map { try workshop.bytes($0) }
    let answer = try workshop.run("reanchor \(study) --as coder-a")
    #expect(answer.status == 0)
    #expect(answer.out.contains("\(t03), coder-a: 0 unchanged, 35 moved, 0 need you."))
    #expect(answer.out.contains("Nothing was written; --write stores these places."))
    #expect(!answer.out.contains(t06))
    #expect(try sidecars.map { try workshop.bytes($0) } == before)
    let written = try workshop.run("reanchor \(study) --as supervisor --write --format json")
    #expect(try written.json()["written"] == true)
    #expect(try workshop.text("\(t03).coder-a.json").contains(#""supervisor""#))
    #expect(try workshop.run("check \(study)").status == 0)
    #expect(
      try workshop.run("reanchor \(study)").out
        == "No transcript has changed since it was coded, and there are no orphans.\n"
    )
    let bytes = try workshop.bytes("\(t03).coder-a.json")
    _ = try workshop.run("reanchor \(study) --as coder-a --write")
    #expect(try workshop.bytes("\(t03).coder-a.json") == bytes)
  }

  @Test("it is one step that `undo` takes back, after what was done since")
  func undone() throws {
    try change(t03, "SYNTHETIC SAMPLE", to: "SYNTHETIC SAMPLE, checked again")
    let name = "\(t03).coder-a.json"
    func sidecar() throws -> Sidecar { try SidecarReader.read(workshop.bytes(name), file: name) }
    let before = try sidecar()
    let write = "reanchor \(study) --as coder-a --transcript T03 --write"
    let undo = "undo \(study) T03 --coder coder-a"
    #expect(try workshop.run(write).status == 0)
    #expect(try workshop.run("\(undo) --steps 2").error.contains("--steps 1 takes that back"))
    let undone = try workshop.run(undo)
    #expect(undone.status == 0, "\(undone.error)")
    #expect(undone.out.contains("the codings are as they were before the text changed"))
    #expect(try sidecar().codings == before.codings)
    #expect(try sidecar().source == before.source)
    #expect(try sidecar().log.count == before.log.count + 2)
    // Stored again, and coded on: that goes back first.
    #expect(try workshop.run(write).status == 0)
    let moved = try sidecar().codings
    #expect(try workshop.run("reopen \(study) T03 --coder coder-a --reason again").status == 0)
    let code = "code \(study) T03 --coder coder-a --start 30 --end 40 --code trust"
    #expect(try workshop.run(code).status == 0)
    #expect(try workshop.run(undo).status == 0)
    #expect(try sidecar().codings == moved)
    #expect(try workshop.run(undo).status == 1)
    #expect(try sidecar().codings == moved)
  }

  @Test("what came in since from another copy is not taken back with it")
  func notTakenBack() throws {
    let name = "\(t03).coder-a.json"
    func sidecar() throws -> Sidecar { try SidecarReader.read(workshop.bytes(name), file: name) }
    _ = try workshop.run("reopen \(study) T03 --coder coder-a --reason again")
    try change(t03, "SYNTHETIC SAMPLE", to: "SYNTHETIC SAMPLE, checked again")
    #expect(try workshop.run("reanchor \(study) --as coder-a --transcript T03 --write").status == 0)
    var copy = try sidecar()
    var coding = copy.codings[0]
    // Older than the new places, as work of another machine is.
    coding = Coding(
      id: "0190a000-0000-7000-8000-0000000000aa",
      code: coding.code,
      span: coding.span,
      quote: coding.quote,
      before: "",
      after: "",
      codebook: 1,
      created: coding.created,
      modified: coding.created,
      flags: [.redact]
    )
    copy.codings.append(coding)
    copy.codings.sort()
    try workshop.write(
      String(decoding: SidecarWriter.encode(copy), as: UTF8.self),
      to: "\(t03).coder-a (1).json"
    )
    let merge = try workshop.run("merge \(study)")
    #expect(merge.out.contains("1 coding"), "\(merge.out) \(merge.error)")
    let merged = try sidecar()
    #expect(merged.codings.contains { $0.id == coding.id })
    let undo = try workshop.run("undo \(study) T03 --coder coder-a")
    #expect(undo.status == 1, "\(undo.out)")
    #expect(try sidecar() == merged)
  }

  @Test("nobody submits without codings that a merge was not certain of")
  func unasked() throws {
    let name = "\(t03).coder-a.json"
    _ = try workshop.run("reopen \(study) T03 --coder coder-a --reason again")
    var sidecar = try SidecarReader.read(workshop.bytes(name), file: name)
    var orphan = sidecar.codings.removeFirst()
    orphan.quote = "words that stand nowhere in the text"
    orphan.kept.append(JSONMember("unasked", true))
    sidecar.orphans = [orphan]
    try workshop.write(String(decoding: SidecarWriter.encode(sidecar), as: UTF8.self), to: name)
    let refused = try workshop.run("submit \(study) T03 --coder coder-a")
    #expect(refused.status == 1)
    #expect(refused.error.contains("1 coding of coder-a's would be missing"), "\(refused.error)")
    #expect(try workshop.run("reanchor \(study) --as coder-a --transcript T03 --write").status == 0)
    let answer = try workshop.run("submit \(study) T03 --coder coder-a")
    #expect(answer.status == 0, "\(answer.error)")
    #expect(try SidecarReader.read(workshop.bytes(name), file: name).orphans.count == 1)
  }

  @Test("figures of frozen copies are what they were once every coder's work has been found again")
  func figures() throws {
    let line = "agreement \(study) --transcripts T03,T06 --format json"
    // The unitizing figures count the header, which grows.
    func codes() throws -> [JSONValue?] {
      let codes = try workshop.run(line).json()["codes"]?.items ?? []
      return codes.flatMap { [$0["code"], $0["all"]?["alpha"], $0["pairs"], $0["spans"]] }
    }
    let before = try codes()
    try change(t03, "SYNTHETIC SAMPLE", to: "SYNTHETIC SAMPLE, checked again")
    let refused = try workshop.run("agreement \(study) --transcripts T03")
    #expect(refused.status == 3 || refused.status == 1)
    let command = "`emic reanchor STUDY --write --as coder-a`"
    #expect(refused.error.contains("Find the codings again with \(command)"))
    _ = try workshop.run("reanchor \(study) --as supervisor --write")
    #expect(try codes() == before)
    #expect(
      try workshop.run("agreement \(study) --transcripts T03").out
        .contains("the text of \(t03) has changed since it was submitted")
    )
  }

  @Test("words that are gone make an orphan, which is listed until they are back")
  func orphan() throws {
    let old = try workshop.text(t03)
    let coded = try workshop.run(
      "codings \(study) --as coder-a --coder coder-a --transcript T03 --format json"
    )
    .json()["codings"]?.items.first
    let quote = try #require(coded?["quotation"]?.string ?? coded?["quote"]?.string)
    try change(t03, quote, to: "…")
    let answer = try workshop.run("reanchor \(study) --as coder-a --write")
    #expect(answer.out.contains("LOOK, not found, kept as an orphan: “"))
    let listed = try workshop.run("reanchor \(study) --as coder-a --coder coder-a")
    #expect(listed.out.contains("\(t03), coder-a: 1 orphan."))
    _ = try workshop.run("reanchor \(study) --as supervisor --write")
    #expect(try workshop.run("check \(study)").status == 0)
    try workshop.write(old, to: t03)
    _ = try workshop.run("reanchor \(study) --as coder-a --coder coder-a --write")
    let back = try workshop.run(
      "codings \(study) --as coder-a --coder coder-a --transcript T03 --format json"
    )
    .json()["codings"]?.items.first
    #expect(back?["start"] == coded?["start"])
    #expect(back?["id"] == coded?["id"])
  }

  @Test("a coder stores the places of their own codings, a supervisor of everybody's")
  func others() throws {
    try change(t03, "SYNTHETIC SAMPLE", to: "SYNTHETIC SAMPLE, checked again")
    let names = ["a", "b", "c"].map { "\(t03).coder-\($0).json" }
    let before = try names.map { try workshop.bytes($0) }
    let answer = try workshop.run("reanchor \(study) --as coder-b --write --format json")
    #expect(try answer.json()["left"]?.items.map { $0["coder"] } == ["coder-a", "coder-c"])
    let after = try names.map { try workshop.bytes($0) }
    #expect(zip(before, after).map { $0 == $1 } == [true, false, true])
    let words = try workshop.run("reanchor \(study) --as guest --write").out
    #expect(words.contains("nothing was written for coder-a, whose work it is. coder-a runs `emic"))
    #expect(try names.map { try workshop.bytes($0) } == after)
    _ = try workshop.run("reanchor \(study) --as supervisor --write")
    #expect(
      try workshop.run("reanchor \(study)").out
        == "No transcript has changed since it was coded, and there are no orphans.\n"
    )
  }

  @Test("what a coder may not see is neither counted nor touched")
  func blind() throws {
    let name = "\(t03).coder-a.json"
    _ = try workshop.run("reopen \(study) T03 --coder coder-a --reason again")
    try change(t03, "SYNTHETIC SAMPLE", to: "SYNTHETIC SAMPLE, checked again")
    let bytes = try workshop.bytes(name)
    let answer = try workshop.run("reanchor \(study) --as coder-b --write")
    #expect(
      answer.out.contains("coder-a finds it again with `emic reanchor STUDY --write --as coder-a`.")
    )
    #expect(!answer.out.contains("coder-a: 0 unchanged"))
    #expect(try workshop.bytes(name) == bytes)
  }

  @Test(
    "wrong questions get a sentence",
    arguments: [
      ("--coder nobody", 2, "nobody has no sidecar in this study."),
      ("--leave 0195b0c4-7a51-7c3e-9d0a-000000000001", 2, "--leave is about what --write stores."),
      ("--transcript T99", 2, "T99"),
      ("--write", 2, "Nobody is named. Say who agrees to the new places with --as ID"),
      (
        "--leave x --write --as coder-a", 2,
        "x is none of the codings that would move. Nothing was written"
      ),
    ]
  )
  func refusals(line: String, status: Int32, words: String) throws {
    let before = try sidecars.map { try workshop.bytes($0) }
    let answer = try workshop.run("reanchor \(study) \(line)")
    #expect(answer.status == status)
    #expect(answer.error.contains(words), "\(answer.error)")
    #expect(try sidecars.map { try workshop.bytes($0) } == before)
  }
}
