import EmicKit
import Foundation
import Glibc

/// P1: all sidecars of a large study, beside a plain read of their bytes and Foundation's decoder.
enum Reading {
  struct Failed: Error { var what: String }

  static func measure(in folder: URL, into results: inout [String: Double]) throws {
    let study = try StudyFolder.open(path: folder.path)
    let paths = study.sidecars.map { transcript, coder in
      study.absolute(study.sidecarName(of: transcript, by: coder))
    }
    var (bytes, codings) = (0, 0)
    // In turns, the quickest counts: other programs slow all of them.
    for round in 0..<5 {
      try note("read-plain", &results) {
        bytes = try paths.reduce(0) { $0 + (try plain($1)).count }
      }
      try note("read-alone", &results) {
        codings = try study.sidecars.reduce(0) { count, name in
          count + (try study.sidecar(of: name.transcript, by: name.coder)?.codings.count ?? 0)
        }
      }
      // As commands read: on all cores, and everything is kept.
      try note("read", &results) {
        guard VisibleWork(of: study, asker: nil).problems.isEmpty else {
          throw Failed(what: "not every sidecar can be read")
        }
      }
      guard round == 0 else { continue }
      let decoder = JSONDecoder()
      try note("read-jsondecoder", &results) {
        let count = try paths.reduce(0) {
          $0 + (try decoder.decode(Mirror.self, from: try plain($1))).codings.count
        }
        guard count == codings else { throw Failed(what: "the decoder reads something else") }
      }
    }
    results["read-bytes"] = Double(bytes)
    results["read-codings"] = Double(codings)
    results["read-files"] = Double(paths.count)
  }

  private static func note(
    _ name: String,
    _ results: inout [String: Double],
    _ body: () throws -> Void
  ) rethrows {
    results[name] = min(results[name] ?? .infinity, try Stopwatch.time(body))
  }

  private static func plain(_ path: String) throws -> Data {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    defer { close(file) }
    var status = stat()
    guard file >= 0, fstat(file, &status) == 0 else { throw Failed(what: path) }
    var data = Data(count: Int(status.st_size))
    let count = data.withUnsafeMutableBytes { read(file, $0.baseAddress, $0.count) }
    guard count == data.count else { throw Failed(what: path) }
    return data
  }

  /// The sidecar as a Codable value would hold it.
  private struct Mirror: Decodable {
    struct Source: Decodable {
      var file: String
      var sha256: String
      var length: Int
      var unit: String
    }
    struct Status: Decodable {
      var state: String
      var at: String
      var codebook: Int
    }
    struct Entry: Decodable {
      var id: String
      var code: String
      var start: Int
      var end: Int
      var quote: String
      var before: String
      var after: String
      var codebook: Int
      var created: String
      var modified: String
      var memo: String?
    }
    var format: String
    var version: Int
    var coder: String
    var transcript: Source
    var status: Status
    var codings: [Entry]
  }
}
