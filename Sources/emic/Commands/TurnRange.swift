import EmicKit

/// A stretch of turns as it is typed: `30` or `30-34`.
struct TurnRange {
  let numbers: ClosedRange<Int>

  /// - Parameters:
  ///   - text: as it was typed after `--turns`.
  ///   - transcript: of which the turns, or paragraphs, are.
  /// - Throws: wrong usage.
  init(_ text: String, in transcript: Transcript) throws(Failure) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == parts.count, (1...2).contains(numbers.count),
      let first = numbers.first, let last = numbers.last, first >= 1
    else { throw .usage("--turns \"\(text)\" is no stretch of turns. Write 30 or 30-34.") }
    guard first <= last else {
      throw .usage("--turns \(text) ends before it begins. Give the earlier turn first.")
    }
    guard last <= transcript.turnCount else {
      let noun = transcript.structure.kind == .interview ? "turns" : "paragraphs"
      throw .usage(
        "\(transcript.name) has \(transcript.turnCount) \(noun). Give --turns within 1 to "
          + "\(transcript.turnCount)."
      )
    }
    self.numbers = first...last
  }
}
