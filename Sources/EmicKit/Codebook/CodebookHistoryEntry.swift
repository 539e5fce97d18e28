/// One saved change of the codebook: what, when, by whom, why, and how it was before.
public struct CodebookHistoryEntry: Hashable, Sendable {
  public enum Change: String, CaseIterable, Sendable {
    case add
    case rename
    case redefine
    case move
    case split
    case merge
    case retire
    case revive
  }

  /// Tells two people's entries apart when their codebooks are merged; older files lack it.
  public var id: String?
  /// The version that the change made.
  public var version: Int
  public var at: Timestamp?
  public var by: Coder.ID?
  public var change: Change
  public var codes: [Code.ID]
  public var reason: String
  /// The parts that were replaced, under the keys of the codebook.
  public var was: [YAMLMember]
  /// Keys that this version keeps without reading them, in the order of the file.
  public var kept: [YAMLMember]

  public init(
    id: String? = nil,
    version: Int,
    at: Timestamp? = nil,
    by: Coder.ID? = nil,
    change: Change,
    codes: [Code.ID],
    reason: String = "",
    was: [YAMLMember] = [],
    kept: [YAMLMember] = []
  ) {
    self.id = id
    self.version = version
    self.at = at
    self.by = by
    self.change = change
    self.codes = codes
    self.reason = reason
    self.was = was
    self.kept = kept
  }
}
