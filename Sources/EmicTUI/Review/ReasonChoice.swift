import EmicKit

/// Asking for the reason of a verdict, the likeliest in hand.
struct ReasonChoice {
  /// What the row is to be settled with.
  let choice: PassageRow.Choice
  /// The place in `reasons`.
  var row: Int

  static let reasons: [(key: Character, reason: Settlement.Reason, words: String)] = [
    ("b", .boundary, "boundary: the same, cut elsewhere"),
    ("m", .missed, "missed: overlooked by somebody"),
    ("d", .differentCode, "different code: read differently"),
    ("c", .codebookUnclear, "codebook unclear: its definition is to be mended"),
    ("a", .ambiguous, "ambiguous: the words allow both"),
  ]

  init(_ choice: PassageRow.Choice, of kind: PassageRow.Kind) {
    self.choice = choice
    row = Self.reasons.firstIndex { $0.reason == kind.likeliestReason } ?? 0
  }

  var reason: Settlement.Reason { Self.reasons[row].reason }
}
