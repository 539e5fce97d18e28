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
  /// What the first of the codes had before, under the keys of the codebook; `""` where it had
  /// nothing.
  ///
  /// `parent` is the code above it, `codes` are whole entries that the change took out.
  public var was: [YAMLMember]
  /// A slip of the pen was mended: no coding waits to be recoded.
  public var isMinor: Bool
  /// The id of the entry whose change this one took back.
  public var undoes: String?
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
    isMinor: Bool = false,
    undoes: String? = nil,
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
    self.isMinor = isMinor
    self.undoes = undoes
    self.kept = kept
  }
}
