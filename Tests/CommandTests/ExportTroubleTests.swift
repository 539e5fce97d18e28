import EmicKit
import Foundation
import Testing

@testable import emic

@Suite("Exports to a disk that refuses") struct ExportTroubleTests {
  @Test(
    "the file of before stays as it was, with nothing beside it, and the message says why",
    arguments: ["c.csv", "p.qdpx", "r.html"],
    [
      ("write 28", "the disk is full"), ("open 30", "the folder is read-only"),
      ("fsync 5", "the disk reports an error"), ("rename 122", "quota"),
    ]
  )
  func refused(name: String, fault: (call: String, words: String)) throws {
    let workshop = try Workshop()
    let out = workshop.folder.appending(path: "out")
    try FileManager.default.createDirectory(at: out, withIntermediateDirectories: true)
    let file = out.appending(path: name)
    let before = Data("what was exported before".utf8)
    try before.write(to: file)
    let script = workshop.folder.appending(path: "fault")
    try Data(fault.call.utf8).write(to: script)
    let answer = try workshop.emic(
      ["export", "sample-transcripts", "--to", "out/\(name)", "--force"],
      environment: [
        "LD_PRELOAD": try Workshop.program.deletingLastPathComponent()
          .appending(path: "libFileFaults.so").path(),
        "EMIC_TEST_FAULT": script.path(), "EMIC_TEST_FAULT_FOLDER": out.path(),
      ]
    )
    #expect(answer.status == 3 && answer.error.contains(fault.words), "\(answer.error)")
    #expect(try Data(contentsOf: file) == before)
    #expect(try FileManager.default.contentsOfDirectory(atPath: out.path()) == [name])
    // Once there is room again, it is written.
    try FileManager.default.removeItem(at: script)
    #expect(try workshop.run("export sample-transcripts --to out/\(name) --force").status == 0)
    #expect(try Data(contentsOf: file) != before)
  }

  @Test(
    "what cannot be read is named, and a whole export of before is not replaced by a part",
    arguments: [
      "c.csv", "c.excel.csv", "units.csv", "agreement.csv", "c.jsonl", "c.jsonld", "q.md",
      "r.html", "p.qdpx",
    ],
    [t03, "\(t06).coder-b.json"]
  )
  func unread(name: String, file: String) throws {
    let workshop = try Workshop()
    let line = "export sample-transcripts --to \(name)"
    #expect(try workshop.run(line).status == 0)
    let export = workshop.folder.appending(path: name)
    let before = try Data(contentsOf: export)
    for (fault, words) in [("look 5", "the disk reports an error"), ("look 13", "no permission")] {
      for identified in ["", " --identified"] {
        if !identified.isEmpty {
          // An archive has a name of its own.
          try? FileManager.default.removeItem(at: export)
          try before.write(to: workshop.folder.appending(path: "IDENTIFIED-\(name)"))
        }
        let place = identified.isEmpty ? name : "IDENTIFIED-\(name)"
        let answer = try workshop.refusing(
          fault,
          of: file,
          ["export", "sample-transcripts", "--to", place, "--force"]
            + (identified.isEmpty ? [] : ["--identified"])
        )
        #expect(answer.status == 3 && answer.out.isEmpty, "\(answer.out)")
        #expect(answer.error.contains("\(file): ") && answer.error.contains(words))
        #expect(answer.error.contains("Nothing was exported"), "\(answer.error)")
        #expect(try Data(contentsOf: workshop.folder.appending(path: place)) == before)
      }
      try before.write(to: export)
    }
    let left = try FileManager.default.contentsOfDirectory(atPath: workshop.folder.path())
    #expect(!left.contains { $0.hasSuffix(".tmp") })
  }

  @Test("neither is one written from the screen")
  func unreadOnScreen() throws {
    let workshop = try Workshop()
    func study() throws -> StudyFolder { try StudyFolder.open(path: workshop.study.path()) }
    for name in ["c.csv", "r.html", "q.md", "p.qdpx"] {
      _ = try StudyExport(study: study(), coder: "supervisor", names: nil).run(to: name)
      let before = try workshop.bytes("exports/\(name)")
      let text = try workshop.bytes(t03)
      // No UTF-8: whoever runs the tests may read whatever is there.
      try Data(text + [0xff]).write(to: workshop.study.appending(path: t03))
      do {
        _ = try StudyExport(study: study(), coder: "supervisor", names: nil).run(to: name)
        Issue.record("\(name) was written")
      } catch {
        let message = Failure(error).message
        #expect(message.contains(t03) && message.contains(" – nothing was exported"), "\(message)")
      }
      #expect(try workshop.bytes("exports/\(name)") == before)
      try Data(text).write(to: workshop.study.appending(path: t03))
    }
  }

  @Test("a codebook with proposals that cannot be read, or a folder of submissions, is no part")
  func others() throws {
    let workshop = try Workshop()
    let folders = workshop.study.appending(path: "proposals")
    try FileManager.default.createDirectory(at: folders, withIntermediateDirectories: true)
    try workshop.write("format: [", to: "proposals/coder-a.yaml")
    let book = try workshop.run("export sample-transcripts --to codebook.csv --as supervisor")
    #expect(book.status == 3 && book.error.contains("proposals/coder-a.yaml"), "\(book.error)")
    #expect(!workshop.exists("../codebook.csv"))
    try FileManager.default.removeItem(at: folders)
    let units = try workshop.refusing(
      "list 5",
      of: "submissions",
      ["export", "sample-transcripts", "--to", "units.csv"]
    )
    #expect(units.status == 3 && units.error.contains("submissions: the disk reports an error"))
    #expect(!workshop.exists("../units.csv"))
  }
}
