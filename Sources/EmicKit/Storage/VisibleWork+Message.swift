extension VisibleWork {
  /// Says that whoever asks codes some transcripts blind, and for whom they wait.
  ///
  ///     You are coding blind: other coders' codings of T05 are hidden until you submit yours.
  public func blindSentence(about transcripts: [String]) -> String {
    let asker = blindness.asker
    // Who is neither to code it nor has begun waits for the others only.
    let isOwnOpen = transcripts.contains { name in
      own(name).map { $0.status.state == .draft }
        ?? (asker.map(blindness.assigned(to: name).contains) ?? false)
    }
    let others = Set(transcripts.flatMap(openCoders(of:))).filter { $0 != asker }.sorted()
    let waited = (isOwnOpen ? ["you"] : []) + others.map(\.text)
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
