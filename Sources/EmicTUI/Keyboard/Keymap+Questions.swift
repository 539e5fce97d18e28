extension Keymap {
  /// The keys of quotations and counts.
  static let asking = retrieval + questions

  private static let retrieval = group(
    "Quotations",
    .retrieval,
    [
      (.open, "Enter | l | Right", "open the place in its transcript; q comes back"),
      (.down, "j | Down", "next quotation"),
      (.up, "k | Up", "previous quotation"),
      (.pageDown, "Space | PgDn", "a page down"),
      (.pageUp, "PgUp", "a page up"),
      (.firstPlace, "g g | Home", "first quotation"),
      (.lastPlace, "G | End", "last quotation"),
      (.halfPageDown, "Ctrl-D", "the whole quotation further down"),
      (.halfPageUp, "Ctrl-U", "the whole quotation back up"),
      (.preview, "p", "the whole quotation beside the list, or not"),
      (.sort, "s", "in which order: text, code, case, coder, newest"),
      (.showEntry, "K", "codebook entry of the code"),
      (.copy, "y", "copy the quotation with its reference to exports/quotations.md"),
      (.export, "x", "export what is listed into exports/, as Markdown or CSV"),
    ]
  )

  private static let questions = group(
    "Asking",
    .question,
    [
      (.askCodes, "c", "which codes: one of them is enough"),
      (.rollUp, "R", "roll up: subcodes count as the code, or do not"),
      (.relate, "a", "and also, or not, another code there, in the turn, or nearby"),
      (.askCase, "w", "where: what the case's attributes are"),
      (.askCoders, "b", "by which coder"),
      (.askLayer, "L", "which layer: current, submitted, consensus, final"),
      (.askTranscripts, "t", "in which transcripts"),
      (.askSpeakers, "S", "which speaker"),
      (.askFlags, "!", "with which flag"),
      (.askText, "/", "words of the quotation, as a regular expression"),
      (.editQuery, "e", "edit the whole question as a line of words"),
      (.dropPart, "Backspace", "take off what the question says last"),
      (.undo, "u", "the question before"),
      (.redo, "U | Ctrl-R", "the question after it"),
      (.escape, "Esc | Ctrl-C", "ask as at the beginning"),
    ]
  )
}
