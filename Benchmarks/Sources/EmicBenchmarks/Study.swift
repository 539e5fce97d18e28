import EmicKit

/// The transcript of which sidecars are encoded and saved: 1 MB, 3,000 turns.
enum Study {
  static let codes = (1...40).map { Code.ID("code-\($0)") }

  static let transcript = Transcript(
    name: "B1.txt",
    text: TranscriptText(Interview.text(turns: 3000, bytes: 1_000_000, seed: 1)),
    interviewers: ["I"]
  )
}
