extension Keymap {
  /// The keys that emic comes with.
  public static let standard = Keymap(
    bindings: moving + selecting + coding + linking + jumping + searching + working + listing
      + codebookKeys + recodingKeys + reviewing + asking
  )

  /// Makes the keys that emic comes with: before the first is pressed, and after the first frame, which
  /// needs none and would wait for them.
  package static func prepare() { _ = standard }

  static func group(
    _ name: String,
    _ place: Place,
    _ rows: [(Command, String, String)]
  ) -> [Binding] {
    rows.map { command, keys, help in
      // By bytes: to look for characters took a tenth of the start.
      let notations = keys.utf8.split(separator: UInt8(ascii: "|")).map { Substring($0).trimmed }
      return Binding(command: command, place: place, keys: notations, help: help, group: name)
    }
  }

  private static let moving = group(
    "Moving",
    .text,
    [
      (.left, "h | Left", "a character back"),
      (.right, "l | Right", "a character further"),
      (.down, "j | Down", "a screen line down"),
      (.up, "k | Up", "a screen line up"),
      (.nextWord, "w | Ctrl-Right", "next word"),
      (.previousWord, "b | Ctrl-Left", "previous word"),
      (.previousSentence, "(", "previous sentence"),
      (.nextSentence, ")", "next sentence"),
      (.previousClause, ",", "previous clause"),
      (.nextClause, ";", "next clause"),
      (.previousTurn, "{ | Ctrl-Up", "previous turn"),
      (.nextTurn, "} | Ctrl-Down", "next turn"),
      (.pageDown, "Space | PgDn", "a page down"),
      (.pageUp, "PgUp", "a page up"),
      (.halfPageDown, "Ctrl-D", "half a page down"),
      (.halfPageUp, "Ctrl-U", "half a page up"),
      (.lineStart, "Home", "start of the screen line"),
      (.lineEnd, "End", "end of the screen line"),
      (.firstPlace, "g g", "first turn"),
      (.lastPlace, "G", "end of the transcript"),
      (.goToTurn, "g t", "go to a turn (a document's paragraph) by its number"),
    ]
  )

  private static let selecting = group(
    "Selecting",
    .coding,
    [
      (.extendLeft, "H | Shift-Left", "extend by a character back"),
      (.extendRight, "L | Shift-Right", "extend by a character"),
      (.extendDown, "J | Shift-Down", "extend by a screen line"),
      (.extendUp, "Shift-Up", "extend by a screen line up (K too, while extending)"),
      (.extendNextWord, "W | Ctrl-Shift-Right", "extend by a word"),
      (.extendPreviousWord, "B | Ctrl-Shift-Left", "extend by a word back"),
      (.extendNextTurn, "Ctrl-Shift-Down", "extend by a turn"),
      (.extendPreviousTurn, "Ctrl-Shift-Up", "extend by a turn back"),
      (.extendLineStart, "Shift-Home", "extend to the start of the screen line"),
      (.extendLineEnd, "Shift-End", "extend to the end of the screen line"),
      (.toggleExtend, "v", "Extend: all motions extend until v or Esc"),
      (.grow, "o", "grow: word, clause, sentence, turn, exchange"),
      (.shrink, "i", "shrink"),
      (.selectSentence, "x", "select the sentence; again adds the next"),
      (.selectTurn, "X", "select the turn; again adds the next"),
      (.takeBack, "Backspace", "take off what was added last"),
      (.endForward, ">", "the end a word further, of the selection or the coding here"),
      (.endBack, "<", "the end a word back"),
      (.startForward, "Alt->", "the start a word further"),
      (.startBack, "Alt-<", "the start a word back"),
      (.moveStart, "s", "move the start by any motion, until Esc"),
      (.moveEnd, "e", "move the end by any motion, until Esc"),
      (.escape, "Esc | Ctrl-C", "collapse the selection, leave the mode, close"),
    ]
  )

  private static let coding = group(
    "Coding",
    .coding,
    [
      (.pickCode, "c | Enter", "code the selection (or the sentence here)")
    ]
      + (1...9).compactMap { place in
        Command(rawValue: "quick-\(place)").map { ($0, "\(place)", "quick code \(place)") }
      } + [
        (.codeKey, "'", "quick code by its own key, which follows"),
        (.codeAgain, ".", "the last codes again"),
        (.changeCode, "r", "change the code of the coding here"),
        (.inVivo, "V", "in-vivo code: the selected words become a code"),
        (.remove, "d", "remove the coding here"),
        (.nextHere, "Tab", "next of the overlapping codings here"),
        (.previousHere, "Shift-Tab", "previous of the overlapping codings here"),
        (.showEntry, "K", "codebook entry and my last quotations of the code here"),
        (.nothingHere, "-", "this turn is read and has nothing to code"),
        (.memo, "m", "memo on the coding"),
        (.transcriptMemo, "M", "memo on the transcript"),
        (.codeMemo, "Alt-m", "memo on the code here"),
        (.flag, "!", "flags: exemplar, do-not-quote, discuss, redact"),
      ]
  )

  private static let linking = group(
    "Links",
    .coding,
    [
      (.markForLink, "+", "mark the coding here, to be linked to from another one"),
      (.linkMitigates, "= m", "the coding here mitigates the marked one"),
      (.linkContradicts, "= c", "the coding here contradicts the marked one"),
      (.linkRule, "= r", "the coding here is a rule, the marked one its practice"),
      (.followLink, "= =", "along the link of the coding here"),
      (.unlink, "= d", "take the last link of the coding here away"),
    ]
  )

  private static let jumping = group(
    "Jumping",
    .coding,
    [
      (.nextUncoded, "] u", "next respondent turn not yet coded"),
      (.previousUncoded, "[ u", "previous respondent turn not yet coded"),
      (.nextCoding, "] c", "next coding"),
      (.previousCoding, "[ c", "previous coding"),
      (.nextSameCode, "] s", "next coding of the same code"),
      (.previousSameCode, "[ s", "previous coding of the same code"),
      (.nextMemo, "] m", "next memo"),
      (.previousMemo, "[ m", "previous memo"),
      (.nextDisagreement, "] d", "next disagreement, once you may see others' codings"),
      (.previousDisagreement, "[ d", "previous disagreement"),
      (
        .nextToReanchor, "] a",
        "after the text has changed: find my codings again"
      ),
      (.reanchor, "", "after the text has changed: the list of what becomes of my codings"),
    ]
  )

  private static let searching = group(
    "Searching",
    .coding,
    [
      (.search, "/", "search, as you type; Esc returns"),
      (.nextHit, "n", "next hit"),
      (.previousHit, "N", "previous hit"),
      (.searchSelection, "*", "search the selected words"),
    ]
  )

  private static let working =
    group(
      "Working",
      .coding,
      [
        (.undo, "u", "undo"),
        (.redo, "U | Ctrl-R", "redo"),
        (.copy, "y", "copy the quotation with its reference to exports/quotations.md"),
        (.save, "Ctrl-S", "save now"),
      ]
    )
    + group(
      "Everywhere",
      .everywhere,
      [
        (.study, "g d", "the study's transcripts"),
        (.agreement, "g a", "agreement of the coders, and its passages"),
        (.codebook, "g c", "the codebook"),
        (.retrieval, "g r", "quotations: the study's codings, by any question"),
        (.cards, "", "write a card for each passage coded best-practice into exports/"),
        (.theme, "", "write the hand-out on a code into exports/"),
        (.exportTo, "", "export the study's work into a file, whose ending says the form"),
        (.links, "g l", "your links between codings"),
        (.framework, "g f", "framework matrix: summaries, cases by codes"),
        (.searchStudy, "g /", "search transcripts, quotations and memos of the study"),
        (.matrix, "g m", "matrix: codes by attributes, transcripts or coders"),
        (.cooccurrence, "g o", "codes on the same text"),
        (.saturation, "g s", "first uses of codes, transcript by transcript"),
        (.recode, "g q", "the recode queue: my codings whose code has changed"),
        (.memos, "g n", "all memos (notes): find, go there, export"),
        (.caseMemo, "", "memo on the case of the transcript in hand"),
        (.studyMemo, "", "memo on the study"),
        (.attributes, "", "the case of the transcript in hand and its attributes"),
        (.whereAmI, "g i", "where am I, in words"),
        (.messages, "g h", "the last messages"),
        (.palette, ": | Ctrl-P", "every command by name"),
        (.saveCopy, "", "save a copy of the work elsewhere"),
        (.help, "?", "help: the keys that work here"),
        (.back, "q", "back"),
        (.leave, "Q", "leave emic"),
        (.redraw, "Ctrl-L", "draw the screen anew"),
        (.suspend, "Ctrl-Z", "suspend"),
        (.blank, "F9", "blank the screen"),
      ]
    )

  private static let listing = group(
    "Transcripts",
    .study,
    [
      (.open, "Enter | l | Right", "open the transcript where you left it"),
      (.down, "j | Down", "next transcript"),
      (.up, "k | Up", "previous transcript"),
      (.pageDown, "Space | PgDn", "a page down"),
      (.pageUp, "PgUp", "a page up"),
      (.firstPlace, "g g | Home", "first transcript"),
      (.lastPlace, "G | End", "last transcript"),
      (.attributes, "a", "the case of the transcript and its attributes"),
      (.undo, "u", "undo a change of attributes or memos, after restarts too"),
      (.redo, "U | Ctrl-R", "redo it"),
      (.caseMemo, "m", "memo on the case of the transcript"),
      (.studyMemo, "M", "memo on the study"),
      (.search, "/", "find a transcript by name or case"),
      (.nextHit, "n", "next transcript found"),
      (.previousHit, "N", "previous transcript found"),
      (.escape, "Esc | Ctrl-C", "forget the search"),
      (.importFiles, "", "bring transcripts into the study: Word, captions, PDF and others"),
    ]
  )
}
