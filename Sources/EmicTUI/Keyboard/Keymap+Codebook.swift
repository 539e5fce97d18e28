extension Keymap {
  /// The keys of the codebook.
  static let codebookKeys =
    group(
      "Codebook",
      .codebook,
      [
        (.open, "Enter | K", "the whole entry, and my last quotations of the code"),
        (.down, "j | Down", "next code"),
        (.up, "k | Up", "previous code"),
        (.pageDown, "Space | PgDn", "a page down"),
        (.pageUp, "PgUp", "a page up"),
        (.firstPlace, "g g | Home", "first code"),
        (.lastPlace, "G | End", "last code"),
        (.search, "/", "find codes, as you type"),
        (.escape, "Esc | Ctrl-C", "show all codes again"),
        (.codeHistory, "H", "history of the code: versions, who, why, the words replaced"),
        (.codeMemo, "m", "memo on the code"),
        (.findings, "L", "lint: what is weak in the codebook"),
      ]
    )
    + group(
      "Changing the codebook",
      .codebook,
      [
        (.addCode, "a", "add a code or a family"),
        (.renameCode, "r", "rename the code; its id stays"),
        (.redefine, "e", "redefine: edit the words of the entry"),
        (.splitCode, "s", "split the code; its codings wait to be recoded"),
        (.mergeCode, "J", "merge the code into another (join)"),
        (.moveCode, "p", "put the code under another"),
        (.retireCode, "d", "retire the code: no longer offered"),
        (.reviveCode, "b", "bring a retired, merged or split code back"),
        (.accept, "+", "accept the proposal"),
        (.decline, "-", "decline the proposal"),
        (.codeUp, "{", "move the code up among its siblings"),
        (.codeDown, "}", "move the code down among its siblings"),
        (.quickKey, "'", "give the code a key of its own"),
        (.color, "#", "give the code a colour"),
        (.undo, "u", "undo the last change of the codebook"),
        (.redo, "U | Ctrl-R", "redo it"),
        (.save, "Ctrl-S", "save now"),
      ]
        + (1...9).compactMap { place in
          Command(rawValue: "pin-\(place)").map {
            ($0, "Alt-\(place)", "make the code my quick code \(place)")
          }
        }
    )
}
