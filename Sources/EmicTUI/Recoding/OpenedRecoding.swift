import EmicKit

/// One coder's work, read for the recode queue.
public struct OpenedRecoding: Sendable {
  /// One transcript with the coder's sidecar of it.
  public struct Work: Sendable {
    public var transcript: Transcript
    public var sidecar: Sidecar
    /// Why nothing of it can be decided, in one sentence; `nil` when all is well.
    public var closedBecause: String?

    public init(transcript: Transcript, sidecar: Sidecar, closedBecause: String? = nil) {
      self.transcript = transcript
      self.sidecar = sidecar
      self.closedBecause = closedBecause
    }
  }

  /// A decision that can be undone or done again.
  public struct Step: Sendable {
    public var transcript: String
    public var change: Change

    public init(transcript: String, change: Change) {
      self.transcript = transcript
      self.change = change
    }
  }

  public var works: [Work]
  /// As it is on the disk, with the coder's own proposals.
  public var codebook: Codebook
  /// What the coder has decided, in this session and before.
  public var steps: UndoStacks<Step>
  /// What could not be read.
  public var problems: [String]

  public init(
    works: [Work],
    codebook: Codebook,
    steps: UndoStacks<Step> = UndoStacks(),
    problems: [String] = []
  ) {
    self.works = works
    self.codebook = codebook
    self.steps = steps
    self.problems = problems
  }
}
