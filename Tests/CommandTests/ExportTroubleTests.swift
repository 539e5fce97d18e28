import EmicKit
import Foundation
import Testing

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
      "export",
      "sample-transcripts",
      "--to",
      "out/\(name)",
      "--force",
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
}
