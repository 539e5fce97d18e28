/// Transcripts that somebody codes blind, and for whom they wait.
package struct BlindWait: Sendable {
  private var transcripts: [String]
  /// Whether they have not submitted their own work.
  private var isOwnOpen = false
  /// Who else has not.
  private var others: Set<Coder.ID> = []

  package init() { transcripts = [] }

  fileprivate init(_ transcript: String, isOwnOpen: Bool, others: Set<Coder.ID>) {
    transcripts = [transcript]
    self.isOwnOpen = isOwnOpen
    self.others = others
  }

  package var isEmpty: Bool { transcripts.isEmpty }

  mutating func add(_ other: BlindWait) {
    transcripts += other.transcripts
    isOwnOpen = isOwnOpen || other.isOwnOpen
    others.formUnion(other.others)
  }

  /// Says it.
  ///
  ///     You are coding blind: other coders' codings of T05 are hidden until you submit yours.
  package var sentence: String {
    let waited = (isOwnOpen ? ["you"] : []) + others.sorted().map(\.text)
    let until =
      waited == ["you"]
      ? "you submit yours"
      : "\(Self.list(waited)) \(waited.count == 1 && !isOwnOpen ? "has" : "have") submitted"
    let names = transcripts.map { DisplayText.safe($0) }.joined(separator: ", ")
    return "You are coding blind: other coders' codings of \(names) are hidden until \(until)."
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
