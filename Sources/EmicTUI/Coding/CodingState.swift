import EmicKit

/// A transcript on the screen, with one coder's work on it.
struct CodingState {
  /// Whether the work may be changed.
  enum Access: Equatable {
    case open
    /// Why nothing is written, in one sentence.
    case closed(String)
  }

  /// What is known of the copy on disk.
  enum Saving: Equatable {
    case saved(Timestamp?)
    case unsaved
    /// Why, in words; it is tried again until it works.
    case notSaved(String)
  }

  /// The start or the end of a selection or of codings on the move.
  struct EdgeMove: Equatable {
    enum Edge { case start, end }
    var edge: Edge
    /// Empty: the selection is moved.
    var codings: [Coding.ID]
    var span: Span
  }

  struct SearchState {
    var pattern: String
    var hits: [Span]
    /// The place in `hits`.
    var current: Int?
    /// Where Esc returns to.
    var origin: Selection
  }

  let transcript: Transcript
  /// Whether it is the beginning of one that is still being read: to be looked at, no more.
  var isBeginning = false
  /// Changed by `apply` and `take`, with which the places go.
  private(set) var sidecar: Sidecar
  /// Where the codings stand.
  private var places: CodingPlaces
  var caseName: String?
  /// The header's id of the transcript, else its file name without the ending.
  let shortName: String
  /// Of the header, what helps to know the transcript again.
  private(set) var attributes: String
  var access = Access.open
  var saving = Saving.saved(nil)
  /// Counts the changes, so that a save that ends late is not taken for the latest.
  var revision = 0

  var selection: Selection
  var isExtending = false
  /// The selection was made by extending motions, not by units.
  var isExtended = false
  /// The selection was coded: motions and `x` start anew, codes and memos still reach it.
  var isSpent = false
  var edge: EdgeMove?
  /// Which of the codings at the caret is meant: the last one made or jumped to, or Tab's choice.
  var focus: Coding.ID? { didSet { isSingledOut = false } }
  /// Whether Tab chose it: then edges of other codings with the same span stay.
  var isSingledOut = false
  /// The codings of the last assignment, for a memo that goes to all of them.
  var madeLast: [Coding.ID] = []
  var lastCodes: [Code.ID] = []
  /// The column that `j` and `k` keep to.
  var goalColumn: Int?

  var undoable: [Change] = []
  var redoable: [Change] = []
  var search: SearchState?

  var layout: Layout
  /// The width of the longest speaker's name among the first turns, in cells.
  let widestSpeaker: Int
  /// The row at the top of the screen.
  var top = RowPlace(line: 0, piece: 0, row: 0)
  /// The rows on the screen, from the top.
  var shownRows: [LayoutRow] = []
  /// Of what they were laid out: while it stays, so do they.
  var shownFrom: (layout: Layout, screenful: Screenful)?
  /// The number of the furthest turn that was on the screen.
  var readTo: Int
  /// Where the coder had left the text that was coded, while another one is there: places in that are none in it.
  var placeInCoded: (caret: Int, readTo: Int)?
  /// What the last `remember` said.
  var rememberedCaret: Int?
  var rememberedTurn: Int?

  /// As the case table has them, which wins over the header.
  mutating func take(attributes values: [String: String]) { attributes = Self.facts { values[$0] } }

  private static func facts(_ value: (String) -> String?) -> String {
    ["sector", "level", "site"].compactMap(value).filter { !$0.isEmpty }.joined(separator: " · ")
  }

  var text: TranscriptText { transcript.text }
  var caret: Int { selection.caret(in: text) }

  init(
    _ transcript: Transcript,
    sidecar: Sidecar,
    access: Access = .open,
    caret: Int? = nil,
    readTo: Int = 0,
    names: NameList? = nil
  ) {
    self.transcript = transcript
    self.sidecar = sidecar
    places = CodingPlaces(sidecar.codings)
    self.access = access
    self.readTo = readTo
    let header = transcript.structure.header
    shortName = transcript.shortName
    attributes = Self.facts { header[$0] }
    widestSpeaker = transcript.widestSpeaker(names)
    let shownNames = names.map { ShownNames($0, in: transcript) }
    layout = Layout(transcript, width: 84, speakersAbove: false, names: shownNames)
    let first = transcript.structure.turns.first?.speech.start ?? transcript.structure.bodyStart
    let place = min(max(0, caret ?? first), max(0, transcript.text.scalarCount - 1))
    selection = Selection(caret: place)
    normalizeCaret()
  }

  /// Takes the work as it is now, whatever has changed in it.
  mutating func take(_ sidecar: Sidecar) {
    self.sidecar = sidecar
    places.place(sidecar.codings)
  }

  /// Carries out a change of the work.
  mutating func apply(_ change: Change, at time: Timestamp) throws(ChangeProblem) {
    try sidecar.apply(change, at: time)
    places.place(sidecar.codings, changedOn: change.spansOfCodings)
  }

  /// What follows from a change of the sidecar, beside its place on the disk.
  mutating func countChange() {
    revision += 1
    saving = .unsaved
  }

  // MARK: What is here

  /// The codings at the caret, the shortest first: what `d`, `m`, `r` and `!` mean.
  var codingsHere: [Coding] {
    let caret = caret
    return codings(overlapping: Span(caret..<caret + 1)).sorted {
      ($0.span.count, $0.span.start, $0.code.text) < ($1.span.count, $1.span.start, $1.code.text)
    }
  }

  /// The codings that share text with a span, in order.
  func codings(overlapping span: Span) -> [Coding] {
    places.overlapping(span).map { sidecar.codings[$0] }
  }

  /// The same with the lane of each, 0 the nearest to the text.
  func lanes(over span: Span) -> [(coding: Coding, lane: Int)] {
    places.overlapping(span).map { (sidecar.codings[$0], places.lane(at: $0)) }
  }

  func lane(of coding: Coding) -> Int {
    lanes(over: coding.span).first { $0.coding.id == coding.id }?.lane ?? 0
  }

  /// The coding that a command means: the one chosen by Tab or just made, else the shortest here.
  var codingHere: Coding? {
    let here = codingsHere
    return here.first { $0.id == focus } ?? here.first
  }

  /// Which of the codings here it is, from 0; 0 when there is none.
  var placeInHand: Int {
    placeInHand(of: codingsHere)
  }

  /// The same for who has the codings here.
  func placeInHand(of here: [Coding]) -> Int { here.firstIndex { $0.id == focus } ?? 0 }

  func coding(_ id: Coding.ID) -> Coding? { sidecar.codings.first { $0.id == id } }

  var turnHere: SourceStructure.Turn? { transcript.structure.turn(at: caret) }

  /// What an assignment codes: the selection without blanks at its edges, else the sentence here.
  var target: (span: Span, isSentence: Bool)? {
    if !selection.isEmpty {
      return transcript.trimmed(selection.span).map { ($0, false) }
    }
    return transcript.sentence(at: caret).map { (text.wholeCharacters($0), true) }
  }

  /// Moves a caret off a speaker's label, which is not text to stand on.
  mutating func normalizeCaret() {
    guard selection.isEmpty else { return }
    let start = layout.visibleStart(ofLine: text.line(containing: selection.head))
    if selection.head < start { selection = Selection(caret: start) }
  }
}

extension CodingState.Saving {
  var words: String {
    switch self {
    case .saved(nil): "no codings yet"
    case .saved: "saved"
    case .unsaved: "unsaved"
    case .notSaved(let reason): "NOT SAVED: \(reason)"
    }
  }
}

extension Transcript {
  /// What it is called on the screen.
  var shortName: String {
    if let id = structure.header["transcript-id"] { return id }
    let file = name.split(separator: "/").last ?? ""
    guard let dot = file.lastIndex(of: "."), dot > file.startIndex else { return String(file) }
    return String(file[..<dot])
  }
}
