/// A coder whose work is compared, or one of their submissions: `coder-a`, `coder-a@1`.
public struct ComparedCoder: Hashable, Sendable {
  public var coder: Coder.ID
  /// From 1; `nil` for the last one that counts.
  public var submission: Int?

  public init(_ coder: Coder.ID, submission: Int? = nil) {
    self.coder = coder
    self.submission = submission
  }

  /// Reads `coder-a` or `coder-a@1`; `nil` for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    guard Coder.isWellFormed(String(parts[0])) else { return nil }
    coder = Coder.ID(String(parts[0]))
    guard parts.count == 2 else { return }
    guard let number = Int(parts[1]), Sidecar.submissionNumbers.contains(number) else {
      return nil
    }
    submission = number
  }

  /// Under which they stand beside others: a coder against their own earlier work is two.
  public var name: Coder.ID { submission.map { Coder.ID("\(coder)@\($0)") } ?? coder }
}

/// What is compared and how it is counted.
public struct ComparisonRequest: Hashable, Sendable {
  /// `nil`: the study's, else turns.
  public var unit: AgreementUnits.Kind?
  /// `nil`: what respondents say; of documents all after the header.
  public var scope: AgreementUnits.Scope?
  /// In the order in which they are compared; none: all with a submission, never the consensus.
  public var coders: [ComparedCoder] = []
  /// Paths; none: all but those of calibration rounds, or all where there are no others.
  public var transcripts: [String] = []
  /// Only the transcripts of this round.
  public var round: String?
  /// The rows, exactly; none: all codes that somebody used, working codes apart.
  public var codes: [Code.ID] = []
  public var level = CodeReading.Level.code
  /// `submitted`, the last blind submissions, or `current`.
  public var layer = CodingLayer.submitted
  /// Whether a submission made after seeing others' work counts.
  public var includesSeen = false
  /// Whether drafts without a frozen copy count; supervisors only.
  public var includesDrafts = false
  /// Whether interviews and documents are counted as one.
  public var poolsSources = false
  public var includesWorking = false

  /// The default comparison of a study.
  public init() {}
}

/// Why a coder's work on a chosen transcript is not compared.
public struct LeftOut: Hashable, Sendable {
  /// The raw value is the word used in JSON.
  public enum Reason: String, CaseIterable, Sendable {
    case noSidecar = "no-sidecar"
    /// Not by this coder, or not yet by all whom the one who asks has to wait for.
    case notSubmitted = "not-submitted"
    /// Submitted only after others' work was seen.
    case seen
    /// The sidecar, its frozen copy or the transcript cannot be read, or the copy is gone.
    case damaged
    /// The transcript is not the text that was coded.
    case textChanged = "text-changed"
  }

  public var transcript: String
  public var coder: Coder.ID
  public var reason: Reason
  /// There is work that whoever asks may not see yet.
  public var isHidden: Bool

  public init(transcript: String, coder: Coder.ID, reason: Reason, isHidden: Bool = false) {
    self.transcript = transcript
    self.coder = coder
    self.reason = reason
    self.isHidden = isHidden
  }
}
