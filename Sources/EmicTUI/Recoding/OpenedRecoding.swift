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

  public var works: [Work]
  /// As it is on the disk, with the coder's own proposals.
  public var codebook: Codebook
  /// What could not be read.
  public var problems: [String]

  public init(works: [Work], codebook: Codebook, problems: [String] = []) {
    self.works = works
    self.codebook = codebook
    self.problems = problems
  }
}
