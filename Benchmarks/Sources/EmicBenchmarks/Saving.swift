import EmicKit
import Foundation
import Glibc

/// P3: a durable save of about 200 kB, and the least that makes the same bytes durable.
enum Saving {
  struct Failed: Error { var what: String }

  static func measure(in folder: URL, into results: inout [String: Double]) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var sidecar = Interview.coded(
      Study.transcript,
      codings: 415,
      by: "ana",
      codes: Study.codes,
      seed: 3
    )
    var file = SidecarFile(path: folder.path + "/B1.txt.ana.json", study: folder.path)
    guard try file.load() == nil else { throw Failed(what: "the folder holds a sidecar") }
    // The first save of a day makes the backup; the others are what a coder waits for.
    for _ in 0..<2 {
      sidecar.codings[0].memo += "."
      _ = file.save(sidecar)
    }
    var (ours, theirs): ([Double], [Double]) = ([], [])
    for _ in 0..<150 {
      sidecar.codings[0].memo = sidecar.codings[0].memo == "." ? "," : "."
      let bytes = SidecarWriter.encode(sidecar)
      var outcome = SaveOutcome.unchanged
      ours.append(Stopwatch.time { outcome = file.save(sidecar) })
      guard case .saved = outcome else { throw Failed(what: "\(outcome)") }
      theirs.append(try Stopwatch.time { try plain(bytes, in: folder.path) })
      results["save-bytes"] = Double(bytes.count)
    }
    for (name, figures) in [("save", Figures(ours)), ("save-plain", Figures(theirs))] {
      results[name] = figures.percentile(0.5)
      results["\(name)-p99"] = figures.percentile(0.99)
    }
  }

  /// Write, fsync, rename, fsync of the folder.
  private static func plain(_ bytes: [UInt8], in folder: String) throws {
    let file = open("\(folder)/plain.tmp", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    let written = bytes.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
    guard written == bytes.count, fsync(file) == 0, close(file) == 0,
      rename("\(folder)/plain.tmp", "\(folder)/plain.json") == 0
    else { throw Failed(what: String(cString: strerror(errno))) }
    let parent = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard fsync(parent) == 0, close(parent) == 0 else {
      throw Failed(what: String(cString: strerror(errno)))
    }
  }
}
