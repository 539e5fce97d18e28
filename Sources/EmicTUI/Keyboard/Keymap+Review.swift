extension Keymap {
  /// The keys of agreement, passages and verdicts.
  static let reviewing = figures + walking + verdicts + spans

  private static let figures =
    group(
      "Agreement",
      .agreement,
      [
        (.open, "Enter", "the passages behind the row"),
        (.down, "j | Down", "next row"),
        (.up, "k | Up", "previous row"),
        (.right, "l | Right", "columns further right"),
        (.left, "h | Left", "columns back"),
        (.pageDown, "Space | PgDn", "a page down"),
        (.pageUp, "PgUp", "a page up"),
        (.firstPlace, "g g | Home", "first row"),
        (.lastPlace, "G | End", "last row"),
        (.changeUnit, "%", "count another unit: turn, sentence, character"),
        (.rollUp, "R", "roll up: codes, with their subcodes, families"),
        (.byCode, "c | Esc", "by code"),
        (.byTranscript, "t", "by transcript"),
        (.byPair, "p", "by pair of coders"),
        (.confusions, "f", "confusions: which code for which"),
        (.rounds, "r", "rounds: agreement on each code, round by round"),
        (.export, "x", "export these figures as CSV into exports/"),
      ]
    )
    + group(
      "Review",
      .review,
      [
        (.undo, "u", "undo the last verdict"),
        (.redo, "U | Ctrl-R", "redo it"),
        (.anonymous, "A", "anonymous: coders are numbers in a shuffled order; again: their names"),
        (.differences, "D", "your differences: what was settled otherwise than you coded"),
        (.closeTranscript, "C", "close the adjudication of this transcript"),
        (.save, "Ctrl-S", "save now"),
      ]
    )

  private static let walking =
    group(
      "Passages",
      .passages,
      [
        (.open, "Enter | l | Right", "open the passage"),
        (.down, "j | Down", "next row"),
        (.up, "k | Up", "previous row"),
        (.pageDown, "Space | PgDn", "a page down"),
        (.pageUp, "PgUp", "a page up"),
        (.firstPlace, "g g | Home", "first row"),
        (.lastPlace, "G | End", "last row"),
        (.nextPassage, "n", "next passage without verdict"),
        (.previousPassage, "N", "previous passage without verdict"),
      ]
    )
    + group(
      "One passage",
      .passage,
      [
        (.nextPassage, "n", "next passage"),
        (.previousPassage, "N", "previous passage"),
        (.nextDisagreement, "Tab", "next disagreement of the passage"),
        (.previousDisagreement, "Shift-Tab", "previous disagreement of the passage"),
        (.down, "j | Down", "a line down"),
        (.up, "k | Up", "a line up"),
        (.pageDown, "Space | PgDn", "a page down"),
        (.pageUp, "PgUp", "a page up"),
        (.firstPlace, "g g | Home", "back to where the disagreement begins"),
        (.showEntry, "K", "the whole codebook entries of the codes here"),
      ]
    )

  private static let verdicts = group(
    "Verdicts",
    .passage,
    (1...9).compactMap { lane in
      Command(rawValue: "adopt-\(lane)").map { ($0, "\(lane)", "adopt coder \(lane)") }
    } + [
      (.union, "+", "boundary: all that any coder marked"),
      (.intersection, "&", "boundary: what all marked"),
      (.bothStand, "=", "different code: both stand"),
      (.neither, "0", "neither: nothing belongs here"),
      (.editSpan, "e", "edit the span; Enter takes it, Esc leaves it"),
      (.note, "m", "note on the verdict"),
    ]
  )

  private static let spans = group(
    "Editing the span of a verdict",
    .span,
    [
      (.takeSpan, "Enter", "take this span; its reason follows"),
      (.moveStart, "s", "move the start by any motion"),
      (.moveEnd, "e", "move the end by any motion"),
      (.endForward, ">", "the end a word further"),
      (.endBack, "<", "the end a word back"),
      (.startForward, "Alt->", "the start a word further"),
      (.startBack, "Alt-<", "the start a word back"),
      (.escape, "Esc | Ctrl-C", "leave the span as it was"),
    ]
  )
}
