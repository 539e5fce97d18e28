import EmicKit
import Foundation

/// A large study: 3,334 transcripts of together 56 MB, each submitted by three coders, half a million
/// codings in all.
enum Corpus {
  static let transcripts = 3334
  static let coders: [Coder.ID] = ["ana", "ben", "cai"]
  private static let codings = 50
  private static let codes = (1...40).map { Code.ID("code-\($0)") }

  /// Writes the study into a folder, unless it is there: it is the same every time, and large.
  static func write(to folder: URL) throws {
    let study = folder.appending(path: "study.yaml")
    guard !FileManager.default.fileExists(atPath: study.path) else { return }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    func write(_ bytes: some Sequence<UInt8>, _ name: String) throws {
      try Data(bytes).write(to: folder.appending(path: name))
    }
    let entries = codes.map { "  - {id: \($0), name: \($0)}\n" }
    try write(
      "format: emic/codebook\nversion: 1\ntitle: Benchmark\ncodes:\n\(entries.joined())".utf8,
      "codebook.yaml"
    )
    for number in 0..<transcripts {
      let transcript = Transcript(
        name: "T\(10_000 + number).txt",
        text: TranscriptText(Interview.text(turns: 40, bytes: 16_800, seed: UInt64(number))),
        interviewers: ["I"]
      )
      try write(transcript.text[transcript.text.span].utf8, transcript.name)
      for (place, coder) in coders.enumerated() {
        var sidecar = Interview.coded(
          transcript,
          codings: codings,
          by: coder,
          codes: codes,
          seed: UInt64(number * coders.count + place)
        )
        sidecar.status.state = .submitted
        try write(SidecarWriter.encode(sidecar), "\(transcript.name).\(coder).json")
      }
    }
    let list = coders.map { "{id: \($0)}" }.joined(separator: ", ")
    try write(
      """
      format: emic/study
      version: 1
      title: Benchmark
      codebook: codebook.yaml
      coders: [\(list)]
      interviewers: [I]

      """.utf8,
      "study.yaml"
    )
  }
}
