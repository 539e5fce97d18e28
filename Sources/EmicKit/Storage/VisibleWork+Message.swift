/// Transcripts that somebody codes blind, and for whom they wait.
package struct BlindWait: Sendable {
  /// Transcripts for which one waits alike.
  fileprivate struct Part: Sendable {
    var transcripts: [String]
    /// Whether they have not submitted their own work.
    let isOwnOpen: Bool
    /// Who else has not.
    let others: Set<Coder.ID>
  }

  private var parts: [Part] = []

  package init() {}

  fileprivate init(_ transcript: String, isOwnOpen: Bool, others: Set<Coder.ID>) {
    parts = [Part(transcripts: [transcript], isOwnOpen: isOwnOpen, others: others)]
  }

  package var isEmpty: Bool { parts.isEmpty }

  mutating func add(_ other: BlindWait) {
    for part in other.parts {
      let alike = parts.firstIndex { $0.isOwnOpen == part.isOwnOpen && $0.others == part.others }
      if let alike {
        parts[alike].transcripts += part.transcripts
      } else {
        parts.append(part)
      }
    }
  }

  /// Says it.
  ///
  ///     You are coding blind: other coders' codings of T05 are hidden until you submit yours, of T07 until
  ///     coder-c has submitted.
  package var sentence: String {
    let words = parts.enumerated().map { place, part in
      "of \(part.names)\(place == 0 ? " are hidden" : "") until \(part.until)"
    }
    return "You are coding blind: other coders' codings \(words.joined(separator: ", "))."
  }
}

extension BlindWait.Part {
  fileprivate var names: String { transcripts.map { DisplayText.safe($0) }.joined(separator: ", ") }

  fileprivate var until: String {
    let waited = (isOwnOpen ? ["you"] : []) + others.sorted().map(\.text)
    guard waited != ["you"] else { return "you submit yours" }
    return "\(Self.list(waited)) \(waited.count == 1 && !isOwnOpen ? "has" : "have") submitted"
  }

  private static func list(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "all" }
    return words.dropLast().joined(separator: ", ") + " and " + last
  }
}

extension VisibleWork {
  /// Says that whoever asks codes some transcripts blind, and for whom they wait.
  public func blindSentence(about transcripts: [String]) -> String {
    transcripts.reduce(into: BlindWait()) { $0.add(wait(for: $1)) }.sentence
  }

  /// For whom one waits who codes a transcript blind.
  func wait(for transcript: String) -> BlindWait {
    let asker = blindness.asker
    // Who is neither to code it nor has begun waits for the others only.
    let isOwnOpen =
      own(transcript).map { $0.status.state == .draft }
      ?? (asker.map(blindness.assigned(to: transcript).contains) ?? false)
    return BlindWait(
      transcript,
      isOwnOpen: isOwnOpen,
      others: Set(openCoders(of: transcript)).filter { $0 != asker }
    )
  }
}
