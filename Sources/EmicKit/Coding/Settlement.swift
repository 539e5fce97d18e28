/// How a part of the consensus layer came about: what was decided, why and by whom.
public struct Settlement: Hashable, Sendable {
  /// Texts that this version does not know are kept.
  public enum Decision: Hashable, Sendable {
    /// All coders gave the same.
    case agreed
    /// The study's rule for edges, `boundaries`.
    case rule
    /// As one of the coders has it.
    case adopt
    case union
    case intersection
    case edit
    /// Different codes that both stand.
    case both
    /// Nothing belongs there.
    case neither
    case unknown(String)
  }

  /// Why the coders differed; texts that this version does not know are kept.
  public enum Reason: Hashable, Sendable {
    case boundary
    case missed
    case differentCode
    case codebookUnclear
    case ambiguous
    case unknown(String)
  }

  /// The codings that are settled by it.
  public var from: [Coding.ID]
  public var decision: Decision
  public var reason: Reason?
  public var note: String?
  public var by: Coder.ID?

  public init(
    from: [Coding.ID],
    decision: Decision,
    reason: Reason? = nil,
    note: String? = nil,
    by: Coder.ID? = nil
  ) {
    self.from = from
    self.decision = decision
    self.reason = reason
    self.note = note
    self.by = by
  }
}

extension Settlement.Decision {
  public init(_ text: String) {
    self = Self.known.first { $0.text == text } ?? .unknown(text)
  }

  public var text: String {
    switch self {
    case .agreed: "agreed"
    case .rule: "rule"
    case .adopt: "adopt"
    case .union: "union"
    case .intersection: "intersection"
    case .edit: "edit"
    case .both: "both"
    case .neither: "neither"
    case .unknown(let text): text
    }
  }

  public static let known: [Self] = [
    .agreed, .rule, .adopt, .union, .intersection, .edit, .both, .neither,
  ]
}

extension Settlement.Reason {
  public init(_ text: String) {
    self = Self.known.first { $0.text == text } ?? .unknown(text)
  }

  public var text: String {
    switch self {
    case .boundary: "boundary"
    case .missed: "missed"
    case .differentCode: "different-code"
    case .codebookUnclear: "codebook-unclear"
    case .ambiguous: "ambiguous"
    case .unknown(let text): text
    }
  }

  public static let known: [Self] = [
    .boundary, .missed, .differentCode, .codebookUnclear, .ambiguous,
  ]
}

extension Sidecar {
  /// An entry of `settled`.
  public enum Settled: Hashable, Sendable {
    /// That nothing belongs where these codings are: a decision without a coding to carry it.
    case verdict(Settlement, at: Timestamp, kept: [JSONMember] = [])
    /// Something that this version cannot read, as it stood in the file.
    case unknown(JSONValue)
  }
}
