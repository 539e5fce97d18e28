import Foundation

extension Workshop {
  /// Runs the program while a file or folder of the study refuses.
  ///
  /// - Parameters:
  ///   - fault: a call and an error, as `CFileFaults.c` says.
  ///   - file: relative to the study; what lies below refuses, too.
  ///   - arguments: of the program.
  /// - Returns: its answer.
  /// - Throws: where the program cannot be started.
  func refusing(_ fault: String, of file: String, _ arguments: [String]) throws -> Answer {
    let script = folder.appending(path: "fault")
    try Data(fault.utf8).write(to: script)
    defer { try? FileManager.default.removeItem(at: script) }
    return try emic(
      arguments,
      environment: try faults(below: study.appending(path: file)).merging([
        "EMIC_TEST_FAULT": script.path()
      ]) { $1 }
    )
  }

  /// The environment in which calls on a file or folder can be made to fail.
  func faults(below place: URL) throws -> [String: String] {
    [
      "LD_PRELOAD": try Self.program.deletingLastPathComponent()
        .appending(path: "libFileFaults.so").path(),
      "EMIC_TEST_FAULT_FOLDER": place.deletingLastPathComponent().resolvingSymlinksInPath()
        .appending(path: place.lastPathComponent).path(),
    ]
  }
}
