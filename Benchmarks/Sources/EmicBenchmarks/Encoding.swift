import EmicKit
import Foundation

/// P2: a sidecar to bytes, and the same content through Foundation's JSONEncoder.
enum Encoding {
  static func measure(into results: inout [String: Double]) throws {
    let sidecar = Interview.coded(
      Study.transcript,
      codings: 500,
      by: "ana",
      codes: Study.codes,
      seed: 2
    )
    let mirror = Mirror(sidecar)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .withoutEscapingSlashes]
    var (ours, theirs): ([Double], [Double]) = ([], [])
    var size = 0
    for _ in 0..<60 {
      ours.append(Stopwatch.work { size = SidecarWriter.encode(sidecar).count })
      theirs.append(try Stopwatch.work { size = max(size, try encoder.encode(mirror).count) })
    }
    results["encode"] = Figures(ours).percentile(0.5)
    results["encode-jsonencoder"] = Figures(theirs).percentile(0.5)
    results["encode-bytes"] = Double(SidecarWriter.encode(sidecar).count)
  }

  /// The sidecar as a Codable value would hold it.
  private struct Mirror: Encodable {
    struct Source: Encodable {
      var file: String
      var sha256: String
      var length: Int
      var unit = "unicode-scalar"
    }
    struct Status: Encodable {
      var state: String
      var at: String
      var codebook: Int
    }
    struct Entry: Encodable {
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
    var format = "emic/sidecar"
    var version = 1
    var coder: String
    var transcript: Source
    var status: Status
    var codings: [Entry]

    init(_ sidecar: Sidecar) {
      coder = sidecar.coder.text
      transcript = Source(
        file: sidecar.source.file,
        sha256: sidecar.source.sha256,
        length: sidecar.source.length
      )
      status = Status(
        state: sidecar.status.state.rawValue,
        at: sidecar.status.at.text,
        codebook: sidecar.status.codebook
      )
      codings = sidecar.codings.map {
        Entry(
          id: $0.id.text,
          code: $0.code.text,
          start: $0.span.start,
          end: $0.span.end,
          quote: $0.quote,
          before: $0.before,
          after: $0.after,
          codebook: $0.codebook,
          created: $0.created.text,
          modified: $0.modified.text,
          memo: $0.memo.isEmpty ? nil : $0.memo
        )
      }
    }
  }
}
