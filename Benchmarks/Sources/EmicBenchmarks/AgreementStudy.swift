import EmicKit
import Foundation

/// A study of 60 transcripts, each submitted by five coders, with 100 codes.
enum AgreementStudy {
  private static let coders: [Coder.ID] = ["ana", "ben", "cai", "dora", "eva"]
  private static let codes = (1...100).map { Code.ID("code-\($0)") }

  /// Writes the study into a folder, over what is there of it.
  static func write(to folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    func write(_ bytes: some Sequence<UInt8>, _ name: String) throws {
      try Data(bytes).write(to: folder.appending(path: name))
    }
    let entries = codes.map { "  - {id: \($0), name: \($0)}\n" }
    try write(
      "format: emic/codebook\nversion: 1\ntitle: Benchmark\ncodes:\n\(entries.joined())".utf8,
      "codebook.yaml"
    )
    for number in 0..<60 {
      let transcript = Transcript(
        name: "T\(number).txt",
        text: TranscriptText(Interview.text(turns: 80, bytes: 30_000, seed: UInt64(number))),
        interviewers: ["I"]
      )
      try write(transcript.text[transcript.text.span].utf8, transcript.name)
      for (place, coder) in coders.enumerated() {
        var sidecar = Interview.coded(
          transcript,
          codings: 100,
          by: coder,
          codes: codes,
          seed: UInt64(number * coders.count + place)
        )
        sidecar.status.state = .submitted
        try write(SidecarWriter.encode(sidecar), "\(transcript.name).\(coder).json")
      }
    }
  }
}
