extension Keymap {
  /// The keys of the recode queue.
  static let recodingKeys = group(
    "Recode queue",
    .recoding,
    (1...9).compactMap { place in
      Command(rawValue: "choose-\(place)").map {
        ($0, "\(place)", "give this coding the code with \(place) before it")
      }
    } + [
      (.keepCoding, "=", "keep the coding as it is"),
      (.severalCodes, ",", "several codes: mark them by their digits, Enter takes them"),
      (.pickCode, "c", "this coding gets another code of the codebook"),
      (.remove, "d", "remove the coding"),
      (.nextWaiting, "n | Tab", "skip: the next one that waits"),
      (.previousWaiting, "N | Shift-Tab", "the previous one that waits"),
      (.open, "Enter", "open the place in its transcript; q comes back"),
      (.showEntry, "K", "the old and the new definitions as a whole"),
      (.notReread, "t", "transcripts not read again for a new or broader code"),
      (.down, "j | Down", "a line down"),
      (.up, "k | Up", "a line up"),
      (.pageDown, "Space | PgDn", "some lines down"),
      (.pageUp, "PgUp", "some lines up"),
      (.firstPlace, "g g | Home", "back to where the words begin"),
      (.undo, "u", "undo the last decision"),
      (.redo, "U | Ctrl-R", "redo it"),
      (.escape, "Esc | Ctrl-C", "one code after all"),
      (.save, "Ctrl-S", "save now"),
    ]
  )
}
