import EmicKit
import Glibc

/// Asks on the terminal in which encoding a text is written, with the beginning as it would read.
struct EncodingQuestion {
  private let isWanted: Bool

  init(_ output: OutputOptions) {
    isWanted = !output.quiet && output.isForPeople
  }

  /// Whether somebody sits there to answer.
  var isPossible: Bool { isWanted && isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

  /// What is to be typed, for so many candidates.
  static func prompt(for count: Int) -> String {
    let digits = count > 1 ? "1-\(count), " : count == 1 ? "1, " : ""
    return "\(digits)r, or Enter to leave this file: "
  }

  /// - Returns: the choice; `nil` when the file is to be left.
  func ask(_ file: String, _ candidates: [EncodingCandidate]) -> TextEncoding? {
    Output.writeError(
      candidates.isEmpty
        ? "\(file) is not UTF-8, and reads right in no encoding that emic knows."
        : "\(file) is not UTF-8. In which encoding does it read right?"
    )
    for (place, candidate) in candidates.enumerated() {
      Output.writeError("  \(place + 1)  \(candidate.encoding.title)")
      for line in candidate.preview { Output.writeError("       \(line)") }
    }
    Output.writeError("  r  UTF-8, with U+FFFD in the place of each byte that is not")
    while true {
      Output.writeRaw(Self.prompt(for: candidates.count))
      guard let answer = readLine()?.filter({ !$0.isWhitespace }), !answer.isEmpty else {
        return nil
      }
      if answer == "r" || answer == "R" { return .utf8Replacing }
      if let number = Int(answer), candidates.indices.contains(number - 1) {
        return candidates[number - 1].encoding
      }
      if let named = TextEncoding(named: answer) { return named }
    }
  }
}
