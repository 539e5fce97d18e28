import EmicKit
import Foundation

/// The study on which the screen is measured: one transcript of 1 MB, 3,000 turns, 500 codings.
enum Study {
  static let codes = (1...40).map { Code.ID("code-\($0)") }

  static let transcript = Transcript(
    name: "B1.txt",
    text: TranscriptText(Interview.text(turns: 3000, bytes: 1_000_000, seed: 1)),
    interviewers: ["I"]
  )

  /// Writes the study into a folder, over what is there of it.
  static func write(to folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    func write(_ bytes: some Sequence<UInt8>, _ name: String) throws {
      try Data(bytes).write(to: folder.appending(path: name))
    }
    let sidecar = Interview.coded(transcript, codings: 500, by: "ana", codes: codes, seed: 2)
    try write(transcript.text[transcript.text.span].utf8, transcript.name)
    try write(SidecarWriter.encode(sidecar), "\(transcript.name).ana.json")
    try write(
      """
      format: emic/study
      version: 1
      title: Benchmark
      codebook: codebook.yaml
      coders:
        - {id: ana, name: Ana}
      interviewers: [I]
      unit: turn

      """.utf8,
      "study.yaml"
    )
    let entries = codes.map { "  - {id: \($0), name: \($0), brief: About \($0).}\n" }
    try write(
      "format: emic/codebook\nversion: 1\ntitle: Benchmark\ncodes:\n\(entries.joined())".utf8,
      "codebook.yaml"
    )
  }
}
