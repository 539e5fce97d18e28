/// Everything that a key, the palette or the help can run; the raw value is its name in the palette
/// and in `keys.yaml`.
public enum Command: String, CaseIterable, Sendable {
  // Motions.
  case left, right, up, down
  case nextWord = "next-word"
  case previousWord = "previous-word"
  case nextSentence = "next-sentence"
  case previousSentence = "previous-sentence"
  case nextClause = "next-clause"
  case previousClause = "previous-clause"
  case nextTurn = "next-turn"
  case previousTurn = "previous-turn"
  case pageDown = "page-down"
  case pageUp = "page-up"
  case halfPageDown = "half-page-down"
  case halfPageUp = "half-page-up"
  case lineStart = "line-start"
  case lineEnd = "line-end"
  case firstPlace = "first-place"
  case lastPlace = "last-place"
  case goToTurn = "go-to-turn"

  // The same motions, extending the selection once.
  case extendLeft = "extend-left"
  case extendRight = "extend-right"
  case extendUp = "extend-up"
  case extendDown = "extend-down"
  case extendNextWord = "extend-next-word"
  case extendPreviousWord = "extend-previous-word"
  case extendNextTurn = "extend-next-turn"
  case extendPreviousTurn = "extend-previous-turn"
  case extendLineStart = "extend-line-start"
  case extendLineEnd = "extend-line-end"
  case toggleExtend = "extend"

  // Selections.
  case grow, shrink
  case selectSentence = "select-sentence"
  case selectTurn = "select-turn"
  case takeBack = "take-back"
  case endForward = "end-forward"
  case endBack = "end-back"
  case startForward = "start-forward"
  case startBack = "start-back"
  case moveStart = "move-start"
  case moveEnd = "move-end"
  case escape

  // Codes.
  case pickCode = "code"
  case quick1 = "quick-1"
  case quick2 = "quick-2"
  case quick3 = "quick-3"
  case quick4 = "quick-4"
  case quick5 = "quick-5"
  case quick6 = "quick-6"
  case quick7 = "quick-7"
  case quick8 = "quick-8"
  case quick9 = "quick-9"
  case codeKey = "code-key"
  case changeCode = "change-code"
  case showEntry = "entry"
  case nothingHere = "nothing-here"
  case codeAgain = "code-again"
  case inVivo = "in-vivo"
  case remove
  case nextHere = "next-here"
  case previousHere = "previous-here"
  case memo
  case transcriptMemo = "transcript-memo"
  case codeMemo = "code-memo"
  case caseMemo = "case-memo"
  case studyMemo = "study-memo"
  case attributes
  case memos
  case flag

  // Links.
  case markForLink = "mark-for-link"
  case linkMitigates = "link-mitigates"
  case linkContradicts = "link-contradicts"
  case linkRule = "link-rule-practice"
  case followLink = "follow-link"
  case unlink
  case links

  // Jumps and search.
  case nextUncoded = "next-uncoded"
  case previousUncoded = "previous-uncoded"
  case nextCoding = "next-coding"
  case previousCoding = "previous-coding"
  case nextSameCode = "next-same-code"
  case previousSameCode = "previous-same-code"
  case nextMemo = "next-memo"
  case previousMemo = "previous-memo"
  case nextDisagreement = "next-disagreement"
  case previousDisagreement = "previous-disagreement"
  case nextToReanchor = "next-to-reanchor"
  case reanchor
  case search
  case nextHit = "next-hit"
  case previousHit = "previous-hit"
  case searchSelection = "search-selection"

  // The work as a whole.
  case undo, redo
  case copy
  case study
  case codebook
  case whereAmI = "where-am-i"
  case messages
  case palette
  case help
  case back
  case leave
  case save
  case saveCopy = "save-copy"
  case redraw
  case suspend
  case blank

  // Lists.
  case open
  case importFiles = "import"

  // Agreement and its passages.
  case agreement
  case changeUnit = "unit"
  case rollUp = "roll-up"
  case byCode = "by-code"
  case byTranscript = "by-transcript"
  case byPair = "by-pair"
  case confusions
  case rounds
  case export
  case anonymous
  case differences = "your-differences"
  case closeTranscript = "close-transcript"
  case nextPassage = "next-passage"
  case previousPassage = "previous-passage"

  // Questions about the codings.
  case retrieval
  case editQuery = "edit-question"
  case askCodes = "ask-codes"
  case relate = "relate"
  case askCoders = "ask-coders"
  case askLayer = "ask-layer"
  case askCase = "ask-case"
  case askTranscripts = "ask-transcripts"
  case askSpeakers = "ask-speakers"
  case askFlags = "ask-flags"
  case askText = "ask-text"
  case dropPart = "drop-part"
  case sort
  case preview

  // Pages for others.
  case cards, theme
  case exportTo = "export-to"

  // The framework matrix.
  case framework
  case quotationsOfCell = "quotations-of-cell"
  case support = "link-quotation"

  // Searching the study.
  case searchStudy = "search-study"
  case nextPlaceToSearch = "search-elsewhere"
  case previousPlaceToSearch = "search-elsewhere-back"
  case regex

  // Counts.
  case matrix, cooccurrence, saturation
  case nextView = "next-count"
  case previousView = "previous-count"
  case dimensions = "columns"
  case moveEarlier = "move-earlier"
  case moveLater = "move-later"

  // Verdicts.
  case adopt1 = "adopt-1"
  case adopt2 = "adopt-2"
  case adopt3 = "adopt-3"
  case adopt4 = "adopt-4"
  case adopt5 = "adopt-5"
  case adopt6 = "adopt-6"
  case adopt7 = "adopt-7"
  case adopt8 = "adopt-8"
  case adopt9 = "adopt-9"
  case union, intersection
  case bothStand = "both-stand"
  case neither
  case editSpan = "edit-span"
  case takeSpan = "take-span"
  case note

  // The recode queue.
  case recode = "recode-queue"
  case keepCoding = "keep-coding"
  case severalCodes = "several-codes"
  case nextWaiting = "next-waiting"
  case previousWaiting = "previous-waiting"
  case notReread = "not-read-again"
  case choose1 = "choose-1"
  case choose2 = "choose-2"
  case choose3 = "choose-3"
  case choose4 = "choose-4"
  case choose5 = "choose-5"
  case choose6 = "choose-6"
  case choose7 = "choose-7"
  case choose8 = "choose-8"
  case choose9 = "choose-9"

  // The codebook.
  case addCode = "add-code"
  case renameCode = "rename-code"
  case redefine
  case splitCode = "split-code"
  case mergeCode = "merge-code"
  case moveCode = "move-code"
  case retireCode = "retire-code"
  case reviveCode = "revive-code"
  case accept = "accept-proposal"
  case decline = "decline-proposal"
  case codeUp = "code-up"
  case codeDown = "code-down"
  case quickKey = "quick-key"
  case color
  case codeHistory = "code-history"
  case findings = "lint"
  case pin1 = "pin-1"
  case pin2 = "pin-2"
  case pin3 = "pin-3"
  case pin4 = "pin-4"
  case pin5 = "pin-5"
  case pin6 = "pin-6"
  case pin7 = "pin-7"
  case pin8 = "pin-8"
  case pin9 = "pin-9"

  /// The digit of a quick code.
  var quickPlace: Int? { digit(after: "quick-") }

  /// The digit of the coder who is adopted.
  var adoptedLane: Int? { digit(after: "adopt-") }

  /// The digit of a code to choose.
  var chosenPlace: Int? { digit(after: "choose-") }

  /// The digit that a code is to have.
  var pinnedPlace: Int? { digit(after: "pin-") }

  private func digit(after prefix: String) -> Int? {
    guard rawValue.hasPrefix(prefix) else { return nil }
    return Int(rawValue.dropFirst(prefix.count))
  }
}
