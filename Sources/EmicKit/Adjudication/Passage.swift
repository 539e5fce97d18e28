/// A connected stretch of overlapping codings, of any coder and code, that holds a disagreement.
public struct Passage: Hashable, Sendable {
  /// The path of the transcript.
  public let transcript: String
  public let span: Span
  /// What is to be decided, in the order of the text; never empty.
  public let rows: [PassageRow]
  /// What everybody agrees on in the stretch.
  public let agreed: [PassageRow]
}

extension ComparedTranscript {
  /// The passages with what is to be decided in each, in the order of the text.
  public func passagesWithRows() -> [Passage] {
    let rows = rows()
    let stretches = rows.map(\.span).connected()
    // A row's codings are connected, so that one stretch holds them all.
    let inside = Dictionary(grouping: rows) { row in
      stretches.lastIndex(startingAtMost: row.span.start, by: \.start) ?? 0
    }
    return stretches.indices.compactMap { place in
      let rows = inside[place] ?? []
      let open = rows.filter { $0.kind != .agreed }
      guard !open.isEmpty else { return nil }
      return Passage(
        transcript: transcript.name,
        span: stretches[place],
        rows: open,
        agreed: rows.filter { $0.kind == .agreed }
      )
    }
  }
}
