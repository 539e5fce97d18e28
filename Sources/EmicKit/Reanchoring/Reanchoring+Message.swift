extension Reanchoring {
  /// By which flags a coding's words may not leave: `do-not-quote`.
  public static func bindingFlags(of coding: Coding) -> String {
    [Coding.Flag.doNotQuote, .redact].filter(coding.flags.contains).map(\.text)
      .joined(separator: " and ")
  }

  /// The words of a coding in quotation marks, or that nobody knows them any more.
  ///
  /// - Parameters:
  ///   - coding: as it was made.
  ///   - shortened: how a long quotation is shown.
  /// - Returns: in one line.
  public static func quotation(_ coding: Coding, _ shortened: (String) -> String) -> String {
    coding.quote.isEmpty
      ? "words that are not known any more, at \(coding.span.start)–\(coding.span.end) of an earlier text"
      : "“\(shortened(coding.quote))”"
  }

  /// What becomes of one coding, in words: `moved to turn 5`, `LOOK, the nearest of 3 places, turn 5`.
  public func words(for item: Item) -> String {
    let turn = item.outcome.span.flatMap { transcript.turnNumber(at: $0.start) }
    let place = turn.map { "turn \($0)" } ?? "before the first turn"
    return switch item.outcome {
    case .unchanged: "stays"
    case .moved: "moved to \(place)"
    case .nearest(_, let places):
      places == 1
        ? "LOOK, short words in another setting, \(place)"
        : "LOOK, the nearest of \(places) places, \(place)"
    case .reworded(_, let distance): "LOOK, \(distance) characters differ, \(place)"
    case .orphan: "LOOK, not found, kept as an orphan"
    }
  }
}
