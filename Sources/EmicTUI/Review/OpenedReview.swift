import EmicKit

/// What is read for the review: the coders' work compared, the consensus so far, and who may see
/// and settle what.
public struct OpenedReview: Sendable {
  /// The consensus on one transcript, as read from disk.
  public struct Consensus: Sendable {
    /// The coders' work on the transcript, by codes, whatever is counted.
    public var compared: ComparedTranscript
    public var sidecar: Sidecar
    public var undoable: [Change]
    public var redoable: [Change]
    /// When it was last written; `nil` when there is none yet.
    public var saved: Timestamp?
    /// Why nothing can be settled in this transcript, in one sentence.
    public var closedBecause: String?
    /// Whether whoever looks may see the verdicts: coders only once they are closed.
    public var isShown: Bool
    /// The compared coders who have opened their work again: it may still change.
    public var reopened: [Coder.ID]

    public init(
      compared: ComparedTranscript,
      sidecar: Sidecar,
      undoable: [Change] = [],
      redoable: [Change] = [],
      saved: Timestamp? = nil,
      closedBecause: String? = nil,
      isShown: Bool = true,
      reopened: [Coder.ID] = []
    ) {
      self.compared = compared
      self.sidecar = sidecar
      self.undoable = undoable
      self.redoable = redoable
      self.saved = saved
      self.closedBecause = closedBecause
      self.isShown = isShown
      self.reopened = reopened
    }
  }

  public var figures: ReviewFigures
  /// In the order of the study, each with the place of its block; of codes, whatever is counted.
  public var passages: [(block: Int, passage: Passage)]
  /// Of every compared transcript, the one changed last at the end.
  public var consensus: [Consensus]
  /// Why whoever looks is not to settle anything, in one sentence; `nil` for who adjudicates.
  public var readOnlyBecause: String?
  /// Each transcript of which others' codings are hidden, and why in one sentence.
  public var hidden: [(transcript: String, sentence: String)]
  /// The transcripts of which others' codings may be shown without a record.
  public var revealed: Set<String>
  /// The transcripts that whoever looks has yet to submit: before others' codings are shown there, they are
  /// asked.
  public var asksBefore: Set<String>
  /// What was settled otherwise than this coder has coded.
  public var differences: [OwnDifference]
  /// What becomes of edges when a transcript is closed.
  public var boundaries: StudyFile.Boundaries
  /// What could not be read, a sentence each: it is not in the figures, and not nothing.
  public var problems: [String]

  public init(
    figures: ReviewFigures,
    passages: [(block: Int, passage: Passage)],
    consensus: [Consensus],
    readOnlyBecause: String?,
    hidden: [(transcript: String, sentence: String)],
    revealed: Set<String>,
    asksBefore: Set<String> = [],
    differences: [OwnDifference],
    boundaries: StudyFile.Boundaries,
    problems: [String] = []
  ) {
    self.figures = figures
    self.passages = passages
    self.consensus = consensus
    self.readOnlyBecause = readOnlyBecause
    self.hidden = hidden
    self.revealed = revealed
    self.asksBefore = asksBefore
    self.differences = differences
    self.boundaries = boundaries
    self.problems = problems
  }
}

/// A row that was settled otherwise than this coder has coded it.
public struct OwnDifference: Sendable {
  public var transcript: String
  public var difference: ConsensusDifference

  public init(transcript: String, difference: ConsensusDifference) {
    self.transcript = transcript
    self.difference = difference
  }
}
