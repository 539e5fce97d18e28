import EmicKit
import EmicTUI
import Glibc
import Testing

/// A session on a disk that refuses for a while: nothing is lost, and nothing is called saved.
@Suite("A disk that refuses") struct DiskTroubleTests {
  /// What fails, and the words that say why.
  struct Trouble: CustomTestStringConvertible {
    var call: String
    var error: Int32
    var words: String

    var testDescription: String { "\(call): \(String(cString: strerror(error)))" }
  }

  @Test(
    "work is kept, the reason said, and it is saved by itself when the disk takes it again",
    arguments: [
      Trouble(call: "write", error: ENOSPC, words: "the disk is full"),
      Trouble(call: "write", error: EDQUOT, words: "your quota of disk space is used up"),
      Trouble(call: "write", error: EIO, words: "the disk reports an error"),
      Trouble(call: "open", error: EROFS, words: "the folder is read-only"),
      Trouble(call: "fsync", error: EIO, words: "the disk reports an error"),
      Trouble(call: "rename", error: ENOSPC, words: "the disk is full"),
    ]
  )
  func refusing(trouble: Trouble) throws {
    let study = try StudyCopy()
    let emic = try study.open(StudyCopy.english, environment: faults(in: study))
    try emic.press("gt30\rx't")
    try emic.waitUntilSaved()
    let before = try study.read("\(StudyCopy.english).guest.json")
    try refuse(trouble, in: study)
    try emic.press("m")
    try emic.press("kept in memory\u{13}")
    try emic.press("x'p")
    try emic.wait(for: "Not saved: ")
    #expect(emic.row(0).contains("Not saved: \(trouble.words)"))
    try emic.wait { $0.row(0).contains("NOT SAVED: \(trouble.words.prefix(12))") }
    #expect(try study.read("\(StudyCopy.english).guest.json") == before)
    unlink(Self.file(in: study))
    try emic.waitUntilSaved()
    #expect(
      try study.codings() == [
        "trust: The section chief trusts me.", "personal-ties: He does.",
      ]
    )
    try SessionTests.leave(emic)
    #expect(try study.strays() == [])
  }

  private func faults(in study: StudyCopy) -> [String: String?] {
    [
      "LD_PRELOAD": PseudoTerminal.productFolder + "/libFileFaults.so",
      "EMIC_TEST_FAULT": Self.file(in: study),
      "EMIC_TEST_FAULT_FOLDER": study.path,
    ]
  }

  private static func file(in study: StudyCopy) -> String { study.folder + "/fault" }

  private func refuse(_ trouble: Trouble, in study: StudyCopy) throws {
    let path = Self.file(in: study)
    guard let file = fopen(path, "w") else { throw PseudoTerminal.Failure.notStarted(path) }
    fputs("\(trouble.call) \(trouble.error)\n", file)
    fclose(file)
  }
}

extension StudyCopy {
  /// Temporary files that somebody has left beside the transcripts.
  fileprivate func strays() throws -> [String] {
    try Folder.list(path).map(\.name).filter { $0.hasSuffix(".tmp") }
  }
}
