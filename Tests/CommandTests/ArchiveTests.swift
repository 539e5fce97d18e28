import EmicKit
import Foundation
import Testing

/// What an archive cannot have with it is said, so that nothing leaks from a study that is made of it.
@Suite("Flags and archives") struct ArchiveTests {
  private let workshop: Workshop

  init() throws { workshop = try Workshop() }

  @discardableResult
  private func run(_ line: String, status: Int32 = 0) throws -> Workshop.Answer {
    let answer = try workshop.run(line)
    #expect(answer.status == status, "\(line): \(answer.out)\(answer.error)")
    return answer
  }

  private func contents(_ study: String) throws -> [String: Data] {
    let folder = workshop.folder.appending(path: study)
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path())
    let files = names.compactMap { name in
      (try? Data(contentsOf: folder.appending(path: name))).map { (name, $0) }
    }
    return Dictionary(uniqueKeysWithValues: files)
  }

  private func flagged(in study: String, _ flag: String) throws {
    let id = try run("codings \(study) --as guest --coder guest --format json")
      .json()["codings"]?.items.first?["coding_id"]?.string
    try run("change \(study) T03 --coder guest --id \(try #require(id)) \(flag) do-not-quote")
  }

  @Test(
    "flags of a draft that are not in an archive are said, whose archive has them hears nothing"
  )
  func drafts() throws {
    try run("code sample-transcripts T03 --coder guest --at 2.1 --code trust")
    try flagged(in: "sample-transcripts", "--flag")
    for form in ["qdpx", "csv"] {
      let line = "export sample-transcripts --identified --to all-IDENTIFIED.\(form)"
      let others = try run("\(line) --as supervisor --quiet")
      #expect(others.error.contains("The archive lacks do-not-quote or redact flags on \(t03):"))
      #expect(!(try run("\(line) --as guest").error.contains("lacks")))
    }
    let release = try run("export sample-transcripts --to all.csv --as supervisor")
    #expect(!release.error.contains("lacks"))
  }

  @Test(
    "flags on working codes, which no archive holds, and on codes that were not asked for are said"
  )
  func workingCodes() throws {
    try run("code sample-transcripts T03 --coder guest --at 2.1 --code to-discuss")
    try flagged(in: "sample-transcripts", "--flag")
    let line = "export sample-transcripts --identified --as guest --to all-IDENTIFIED.qdpx"
    #expect(
      try run(line).error.contains("The archive lacks do-not-quote or redact flags on \(t03):")
    )
    try run("code sample-transcripts T03 --coder guest --at 2.1 --code trust")
    #expect(try run(line).error.contains("lacks"))
    let ids = try run(
      "codings sample-transcripts --as guest --coder guest --code trust --format json"
    )
    .json()["codings"]?.items.compactMap { $0["coding_id"]?.string }
    let id = try #require(ids?.first)
    try run("change sample-transcripts T03 --coder guest --id \(id) --flag do-not-quote")
    #expect(!(try run(line).error.contains("lacks")))
    #expect(try run("\(line) --code legitimacy").error.contains("lacks"))
  }

  @Test("a project's flags are not left out because its codings are there without them")
  func flagsOfKnownCodings() throws {
    try run("code sample-transcripts T03 --coder guest --at 2.1 --code trust")
    try flagged(in: "sample-transcripts", "--flag")
    try run("export sample-transcripts --identified --to a-IDENTIFIED.qdpx --as guest")
    try run("import a-IDENTIFIED.qdpx --to back")
    try run("import a-IDENTIFIED.qdpx --to back")
    try run("reopen back T03 --coder guest --reason more")
    try flagged(in: "back", "--no-flag")
    let before = try contents("back")
    let refused = try run("import a-IDENTIFIED.qdpx --to back", status: 1)
    #expect(refused.error.contains("guest has other codings, flags or memos of it"))
    #expect(try contents("back") == before)
  }

  @Test("memos leave with a project though their coder has coded nothing")
  func memosAlone() throws {
    for on in ["--on-study", "--code trust", "--case NGO-D1"] {
      try run("memo sample-transcripts \(on) --coder supervisor --text Supervised-\(on.count)")
    }
    for identified in ["", " --identified"] {
      let file = identified.isEmpty ? "m.qdpx" : "m-IDENTIFIED.qdpx"
      try run("export sample-transcripts --as supervisor --to \(file)\(identified)")
      try run("import \(file) --to back\(identified.count)")
      let memos = try run("memos back\(identified.count) Supervised --as coder-a").out
      #expect(memos.components(separatedBy: "Supervised-").count == 4, "\(memos)")
    }
    let own = try run("export sample-transcripts --as supervisor --coder coder-a --to own.qdpx")
    #expect(own.status == 0)
    try run("import own.qdpx --to own")
    #expect(!(try run("memos own --as coder-a").out.contains("Supervised")))
  }

  @Test("that a project requires names, and the study does not, is said")
  func namesRequired() throws {
    let file = try workshop.text("study.yaml")
    try workshop.write(file + "names: required\n", to: "study.yaml")
    try run("export sample-transcripts --identified --to a-IDENTIFIED.qdpx --as guest")
    try run("import a-IDENTIFIED.qdpx --to back")
    let study = workshop.folder.appending(path: "back/study.yaml")
    let text = try String(contentsOf: study, encoding: .utf8)
    #expect(text.contains("names: required\n"))
    let words = "The project says `names: required`, the study does not."
    #expect(!(try run("import a-IDENTIFIED.qdpx --to back").out.contains(words)))
    try Data(text.replacing("names: required\n", with: "").utf8).write(to: study)
    #expect(try run("import a-IDENTIFIED.qdpx --to back").out.contains(words))
  }
}
