import EmicKit
import Foundation

/// The study on which opening is measured at its longest: one transcript of 100 MB.
enum LongStudy {
  /// Writes the study into a folder, unless it is there.
  static func write(to folder: URL) throws {
    let transcript = folder.appending(path: "B100.txt")
    guard !FileManager.default.fileExists(atPath: transcript.path) else { return }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let text = Interview.text(turns: 300_000, bytes: 100_000_000, seed: 6)
    try Data(text.utf8).write(to: transcript)
  }
}
