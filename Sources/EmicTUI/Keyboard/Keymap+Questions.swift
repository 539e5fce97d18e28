extension Keymap {
  /// The keys of quotations and counts.
  static let asking = retrieval + counts + questions + searchingStudy + framework

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
      (
        .support, "+",
        "the summary rests on this quotation, or does not (from the framework matrix)"
      ),
      (.copy, "y", "copy the quotation with its reference to exports/quotations.md"),
      (.export, "x", "export what is listed into exports/, as Markdown or CSV"),
    ]
  )

  private static let counts = group(
    "Counts",
    .counts,
    [
      (.open, "Enter", "the quotations behind the count; q comes back"),
      (.down, "j | Down", "next row"),
      (.up, "k | Up", "previous row"),
      (.right, "l | Right", "next column"),
      (.left, "h | Left", "previous column"),
      (.lineStart, "Home", "first column"),
      (.lineEnd, "End", "last column"),
      (.pageDown, "Space | PgDn", "a page down"),
      (.pageUp, "PgUp", "a page up"),
      (.firstPlace, "g g", "first row"),
      (.lastPlace, "G", "last row"),
      (.nextView, "Tab", "next: matrix, codes on the same text, first uses"),
      (.previousView, "Shift-Tab", "previous of them"),
      (.dimensions, "d", "matrix: what the columns are"),
      (.changeUnit, "%", "codes on the same text: by characters, turns, sentences"),
      (.sort, "s", "first uses: in which order the transcripts were read"),
      (.moveLater, ">", "first uses: this transcript later"),
      (.moveEarlier, "<", "first uses: this transcript earlier"),
      (.showEntry, "K", "codebook entry of the code"),
      (.export, "x", "export these counts as CSV into exports/"),
    ]
  )

  private static let searchingStudy = group(
    "Searching the study",
    .search,
    [
      (.open, "Enter | l | Right", "open the place; q comes back"),
      (.down, "j | Down", "next hit"),
      (.up, "k | Up", "previous hit"),
      (.pageDown, "Space | PgDn", "a page down"),
      (.pageUp, "PgUp", "a page up"),
      (.firstPlace, "g g | Home", "first hit"),
      (.lastPlace, "G | End", "last hit"),
      (.search, "/", "search for other words"),
      (.nextPlaceToSearch, "Tab", "elsewhere: in transcripts, quotations, memos"),
      (.previousPlaceToSearch, "Shift-Tab", "the same back"),
      (.regex, "r", "the pattern is a regular expression, or the words themselves"),
      (.escape, "Esc | Ctrl-C", "stop searching"),
    ]
  )

  private static let framework = group(
    "Framework matrix",
    .framework,
    [
      (.open, "Enter", "write the summary in hand"),
      (.memo, "m", "the same"),
      (.quotationsOfCell, "o", "the quotations of the case and code; + there links one"),
      (.askCodes, "c", "more codes as columns"),
      (.down, "j | Down", "next case"),
      (.up, "k | Up", "previous case"),
      (.right, "l | Right", "next code"),
      (.left, "h | Left", "previous code"),
      (.lineStart, "Home", "first code"),
      (.lineEnd, "End", "last code"),
      (.pageDown, "Space | PgDn", "a page down"),
      (.pageUp, "PgUp", "a page up"),
      (.firstPlace, "g g", "first case"),
      (.lastPlace, "G", "last case"),
      (.showEntry, "K", "codebook entry of the code"),
      (.undo, "u", "undo the last change of a summary, after a restart too"),
      (.redo, "U | Ctrl-R", "redo"),
      (.export, "x", "export the matrix into exports/, as Markdown or CSV"),
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
