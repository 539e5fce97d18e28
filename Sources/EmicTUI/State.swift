import EmicKit

/// All that the screen shows and the keys change.
public struct State {
  enum Screen { case coderChoice, study, coding }

  /// A line for the coder, and until when it stands in place of the facts.
  struct Message: Equatable {
    var text: String
    var isProblem: Bool
    var until: Timestamp
  }

  public var size: Size
  /// How many colours the terminal shows.
  public var depth: ColorDepth
  var keymap = Keymap.standard
  var screen: Screen
  var popups: [Popup] = []
  var pendingKeys: [Key] = []
  var message: Message?
  var pastMessages: [String] = []
  var isBlank = false
  var isLeaving = false

  var coder: Coder?
  public internal(set) var studyTitle: String
  var knownCoders: [Coder]
  /// The team's codebook with this coder's proposals at its end.
  var codebook: Codebook
  var proposals: [Code] = []
  /// Proposals that were taken back in this session.
  var withdrawn: Set<Code.ID> = []
  /// How this coder has used the codes elsewhere in the study.
  var ownWork = OwnWork()
  /// Code by digit, 1 to 9.
  var quickCodes: [Int: Code.ID] = [:]
  /// Memos begun and not saved.
  var drafts: [MemoSheet.Subject: String] = [:]

  /// The transcript to open as soon as the coder is known, or the last one is saved.
  var opens: String?
  var list: TranscriptList
  var coding: CodingState?

  // Filled while an action is carried out and handed over at its end.
  var outbox: [Effect] = []
  var moment: Moment

  /// A state before anything was read but the study's folder.
  ///
  /// - Parameters:
  ///   - size: of the screen.
  ///   - depth: how many colours it shows.
  ///   - study: what is known before a transcript is read.
  ///   - coder: `nil` when the screen has to ask.
  ///   - opens: the transcript to begin with, else the list.
  ///   - moment: now.
  public init(
    size: Size,
    depth: ColorDepth = .many,
    study: StudySummary,
    coder: Coder?,
    opens: String? = nil,
    moment: Moment
  ) {
    self.opens = opens
    self.size = size
    self.depth = depth
    self.coder = coder
    self.moment = moment
    studyTitle = study.title
    knownCoders = study.coders
    codebook = study.codebook
    list = TranscriptList(rows: study.rows)
    screen = coder == nil ? .coderChoice : .study
    if coder == nil { askForCoder() }
  }
}

extension State {
  /// What is not safe on disk yet, newest state: sidecar, transcript and revision.
  public var unsaved: (sidecar: Sidecar, transcript: String, revision: Int)? {
    guard let coding, coding.access == .open else { return nil }
    if case .saved = coding.saving { return nil }
    return (coding.sidecar, coding.transcript.name, coding.revision)
  }

  /// The sidecar on the screen, and whether it may be written.
  public var openWork: (sidecar: Sidecar, transcript: String, isOpen: Bool)? {
    coding.map { ($0.sidecar, $0.transcript.name, $0.access == .open) }
  }

  /// When the screen changes by itself: a message that ends.
  public var nextDeadline: Timestamp? { message?.until }
}

/// What the screen has to know of a study before a transcript is opened.
public struct StudySummary: Sendable {
  public var title: String
  public var coders: [Coder]
  public var codebook: Codebook
  public var rows: [TranscriptRow]

  public init(
    title: String,
    coders: [Coder],
    codebook: Codebook,
    rows: [TranscriptRow]
  ) {
    self.title = title
    self.coders = coders
    self.codebook = codebook
    self.rows = rows
  }
}

/// One transcript on the start screen; what is not read yet is `nil`.
public struct TranscriptRow: Hashable, Sendable {
  /// The path relative to the study.
  public let name: String
  public var caseName: String?
  /// In words: `draft`, `submitted`, `not begun`, or why it cannot be read.
  public var state: String?
  public var isProblem = false
  public var turns: Int?
  public var readTo: Int?
  /// Of the respondents' turns, those coded or marked as having nothing to code, 0 to 1.
  public var share: Double?
  public var codings: Int?
  public var saved: Timestamp?

  public init(name: String) { self.name = name }
}

/// The start screen's list.
struct TranscriptList {
  var rows: [TranscriptRow]
  var row = 0
  var pattern = ""

  mutating func move(by distance: Int) {
    row = min(max(0, row + distance), max(0, rows.count - 1))
  }
}

/// One coder's codings in the whole study: how often each code, and its last quotations.
public struct OwnWork: Hashable, Sendable {
  public struct Quotation: Hashable, Sendable {
    public var transcript: String
    public var turn: Int?
    public var text: String
    public var created: Timestamp

    public init(transcript: String, turn: Int?, text: String, created: Timestamp) {
      self.transcript = transcript
      self.turn = turn
      self.text = text
      self.created = created
    }
  }

  /// How often each code stands in each transcript.
  public private(set) var counts: [Code.ID: [String: Int]] = [:]
  /// At most three per code and transcript.
  public private(set) var quotations: [Code.ID: [Quotation]] = [:]

  public init() {}

  /// Takes in the codings of one transcript.
  public mutating func add(_ codings: [Coding], of transcript: Transcript) {
    var newest: [Code.ID: [Coding]] = [:]
    for coding in codings {
      counts[coding.code, default: [:]][transcript.name, default: 0] += 1
      newest[coding.code, default: []].append(coding)
    }
    for (code, codings) in newest {
      let last = codings.sorted { $0.created > $1.created }.prefix(3)
      quotations[code, default: []] += last.map { coding in
        Quotation(
          transcript: transcript.name,
          turn: transcript.turnNumber(at: coding.span.start),
          text: coding.quote,
          created: coding.created
        )
      }
    }
  }

  /// How often a code was used outside one transcript.
  func count(of code: Code.ID, outside transcript: String?) -> Int {
    (counts[code] ?? [:]).reduce(0) { $0 + ($1.key == transcript ? 0 : $1.value) }
  }
}
