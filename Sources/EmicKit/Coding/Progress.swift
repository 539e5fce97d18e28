/// How far a coder is with a transcript.
public enum Progress {
  /// Respondents' turns with speech that are neither coded nor marked as having nothing to code.
  ///
  /// - Complexity: O(turns + codings · log codings).
  public static func openTurns(of transcript: Transcript, in sidecar: Sidecar) -> [SourceStructure
    .Turn]
  {
    let covered = (sidecar.codings.map(\.span) + sidecar.nothingHere.map(\.span)).sorted()
    var next = 0
    var reach = 0
    return transcript.structure.turns.filter { turn in
      guard turn.isRespondent, !turn.speech.isEmpty else { return false }
      while next < covered.count, covered[next].start < turn.speech.end {
        reach = max(reach, covered[next].end)
        next += 1
      }
      // The furthest end so far decides: what began before this turn's end and reaches into it.
      return reach <= turn.speech.start
    }
  }

  /// The share of respondents' turns that are coded or marked, 0 to 1; `nil` without such turns.
  public static func share(of transcript: Transcript, in sidecar: Sidecar) -> Double? {
    let turns = transcript.structure.turns.count { $0.isRespondent && !$0.speech.isEmpty }
    guard turns > 0 else { return nil }
    return Double(turns - openTurns(of: transcript, in: sidecar).count) / Double(turns)
  }
}
