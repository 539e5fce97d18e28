import EmicKit
import Foundation
import Testing

@Suite("emic import of a project on a disk that refuses") struct ProjectImportTroubleTests {
  private let workshop: Workshop
  private var target: URL { workshop.folder.appending(path: "new") }

  init() throws {
    workshop = try Workshop()
    #expect(
      try workshop.run("export sample-transcripts --to p-IDENTIFIED.qdpx --identified").status == 0
    )
  }

  /// The files of the study without what is no work, each with its bytes.
  private func contents() throws -> [String: Data] {
    let paths =
      FileManager.default.enumerator(atPath: target.path())?.allObjects as? [String] ?? []
    return paths.filter { !$0.hasPrefix(".emic") }.reduce(into: [:]) { contents, path in
      contents[path] = try? Data(contentsOf: target.appending(path: path))
    }
  }

  private func start() throws -> [String: Data] {
    try? FileManager.default.removeItem(at: target)
    #expect(try workshop.run("init new --title New").status == 0)
    return try contents()
  }

  private func bring(_ environment: [String: String]) throws -> Workshop.Answer {
    try workshop.emic(
      ["import", "p-IDENTIFIED.qdpx", "--to", "new"],
      environment: try workshop.faults(below: target).merging(environment) { $1 }
    )
  }

  @Test("all coders come with one save, the last; whichever fails, the study is as it was")
  func oneSave() throws {
    _ = try start()
    let log = workshop.folder.appending(path: "calls")
    #expect(try bring(["EMIC_TEST_FAULT_LOG": log.path()]).status == 0)
    let whole = try contents()
    let renames = try String(contentsOf: log, encoding: .utf8).split(separator: "\n")
      .map { $0.split(separator: " ", maxSplits: 2) }
      // What is kept of shared files is kept when all is saved.
      .filter { $0[1] == "rename" && !$0[2].contains("/.emic/backup/latest/") }
    #expect(renames.count { $0[2].hasSuffix("/study.yaml") } == 1, "\(renames)")
    #expect(renames.last?[2].hasSuffix("/study.yaml") == true, "\(renames)")
    for number in renames.map({ $0[0] }).suffix(3) {
      let before = try start()
      let refused = try bring(["EMIC_TEST_FAULT_AT": "\(number) 5"])
      #expect(refused.status == 3 && refused.error.contains("the disk reports an error"))
      #expect(try contents() == before, "\(number)")
      // Given again after it was killed there, it finishes.
      #expect(try bring(["EMIC_TEST_FAULT_AT": "\(number) kill"]).status != 0)
      let coders = try contents()["study.yaml"]
      #expect(coders == before["study.yaml"])
      #expect(try bring([:]).status == 0)
      #expect(Set(try contents().keys.filter { !$0.hasSuffix(".tmp") }) == Set(whole.keys))
      #expect(try contents()["study.yaml"] == whole["study.yaml"])
    }
  }
}
