import EmicKit
import Foundation
import Testing

@Suite("What an export may replace") struct ExportReplacingTests {
  private let workshop: Workshop

  init() throws { workshop = try Workshop() }

  private func path(_ name: String) -> URL { workshop.folder.appending(path: name) }

  private func write(_ text: String, to name: String) throws {
    let file = path(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(text.utf8).write(to: file)
  }

  private func read(_ name: String) throws -> Data { try Data(contentsOf: path(name)) }

  private func export(_ line: String) throws -> Workshop.Answer {
    try workshop.run("export sample-transcripts --to \(line)")
  }

  private static let forms = [
    "c.csv", "c.excel.csv", "codebook.csv", "codebook.excel.csv", "units.csv", "agreement.csv",
    "c.jsonl", "c.jsonld", "q.md", "r.html", "p.qdpx", "c.qdc",
  ]

  @Test("an earlier export of every form is replaced without a word", arguments: forms)
  func weekly(name: String) throws {
    for _ in 1...2 {
      let answer = try export(name)
      #expect(answer.status == 0, "\(answer.error)")
    }
    // Whatever is in it now, the ending says what it was.
    let narrowed = try export("\(name) --transcript T03")
    #expect(narrowed.status == 0, "\(narrowed.error)")
  }

  @Test("so is the list of replacements, and a table for Taguette")
  func others() throws {
    try write("name,replacement,kind\nsection chief,[official A],person\n", to: "names.csv")
    for _ in 1...2 {
      let answer = try export("c.csv --names names.csv --log log.csv")
      #expect(answer.status == 0, "\(answer.error)")
      let taguette = try export("codebook.csv --for taguette")
      #expect(taguette.status == 0, "\(taguette.error)")
    }
    try write("transcript,turn,who\nT03,1,me\n", to: "log.csv")
    let answer = try export("c.csv --names names.csv --log log.csv")
    #expect(answer.status == 1 && answer.error.hasPrefix("log.csv: this file is there"))
  }

  @Test("what emic has not exported stays, until --force", arguments: forms)
  func foreign(name: String) throws {
    try write("# My thesis\n\nYears of work.\n", to: name)
    let before = try read(name)
    let answer = try export(name)
    #expect(answer.status == 1)
    #expect(
      answer.error
        == "\(name): this file is there, and it is no export of emic's. Choose another name; "
        + "`emic export --force` replaces it.\n"
    )
    #expect(try read(name) == before)
    #expect(try export("\(name) --force").status == 0)
    #expect(try read(name) != before)
  }

  @Test("an empty file is nobody's work; a read-only one is not written over, not even an export")
  func emptyAndReadOnly() throws {
    try write("", to: "c.csv")
    #expect(try export("c.csv").status == 0)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o444],
      ofItemAtPath: path("c.csv").path()
    )
    let answer = try export("c.csv")
    #expect(answer.status == 1)
    #expect(answer.error.hasPrefix("c.csv: this file is there, and it is read-only."))
    #expect(try export("c.csv --force").status == 0)
  }

  @Test("another study's files are never written over, nor is anything put among them")
  func otherStudy() throws {
    try write("format: emic/study\nversion: 1\ntitle: Other\n", to: "other/study.yaml")
    try write("I: One?\nR: Two.\n", to: "other/deep/t.md")
    try write("transcript,case\nt.md,A\n", to: "other/cases.csv")
    for name in ["other/deep/t.md", "other/cases.csv", "other/new.md", "other/deep/new.csv"] {
      let before = try? read(name)
      for words in ["", " --force"] {
        let answer = try export(name + words)
        #expect(answer.status == 2)
        #expect(answer.error.hasPrefix("\(name): this lies in the study "), "\(answer.error)")
      }
      #expect((try? read(name)) == before)
    }
    try FileManager.default.createDirectory(
      at: path("other/exports"),
      withIntermediateDirectories: true
    )
    #expect(try export("other/exports/c.csv").status == 0)
  }

  @Test("a folder with codings is a study without study.yaml, too")
  func folder() throws {
    try write("I: One?\nR: Two.\n", to: "plain/t.txt")
    #expect(try export("plain/c.csv").status == 0)
    try write("{}", to: "plain/t.txt.coder-a.json")
    let answer = try export("plain/q.md")
    #expect(answer.status == 2 && answer.error.hasPrefix("plain/q.md: this lies in the study "))
  }
}
