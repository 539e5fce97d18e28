import EmicKit
import Foundation
import Testing

/// A study in a folder of its own, `st`: ann codes in it, bob supervises.
struct SmallStudy {
  let workshop: Workshop
  let root: URL

  /// - Parameter codes: of its codebook, in YAML behind `codes:`.
  /// - Throws: when the folder cannot be made.
  init(codes: String) throws {
    workshop = try Workshop()
    root = workshop.folder.appending(path: "st")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    try put(
      "format: emic/study\nversion: 1\ncodebook: codebook.yaml\ncoders:\n  - {id: ann}\n"
        + "  - {id: bob, role: supervisor}\n",
      "study.yaml"
    )
    try put("format: emic/codebook\nversion: 1\ntitle: B\ncodes:\(codes)\n", "codebook.yaml")
  }

  /// Writes a file of the study.
  func put(_ text: String, _ name: String) throws {
    let file = root.appending(path: name)
    let folder = file.deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  /// Runs a command, and expects its exit code.
  @discardableResult
  func run(_ line: String, status: Int32 = 0) throws -> Workshop.Answer {
    let answer = try workshop.run(line)
    #expect(answer.status == status, "\(line): \(answer.out)\(answer.error)")
    return answer
  }
}
