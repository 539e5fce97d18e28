/// One coder's annotations of one transcript: codings, memos, turns read and left uncoded.
///
/// The value of a sidecar file; `SidecarReader` and `SidecarWriter` are its form on disk.
public struct Sidecar: Hashable, Sendable {
  /// Which text the offsets count in.
  public struct Source: Hashable, Sendable {
    /// The transcript's file name.
    public var file: String
    /// Lower-case hex, over the UTF-8 bytes of the canonical text.
    public var sha256: String
    /// In Unicode scalars.
    public var length: Int
    public var kept: [JSONMember]

    public init(file: String, sha256: String, length: Int, kept: [JSONMember] = []) {
      self.file = file
      self.sha256 = sha256
      self.length = length
      self.kept = kept
    }
  }

  /// Whether the coder still works on it or has handed it in.
  public enum State: String, Sendable {
    case draft
    case submitted
  }

  /// The state, since when, and by which version of the codebook.
  public struct Status: Hashable, Sendable {
    public var state: State
    public var at: Timestamp
    /// The codebook version as of that change.
    public var codebook: Int
    public var kept: [JSONMember]

    public init(state: State, at: Timestamp, codebook: Int, kept: [JSONMember] = []) {
      self.state = state
      self.at = at
      self.codebook = codebook
      self.kept = kept
    }
  }

  /// Turns that the coder has read and left uncoded on purpose.
  public struct NothingHere: Hashable, Sendable {
    public var span: Span
    public var at: Timestamp
    public var kept: [JSONMember]

    public init(span: Span, at: Timestamp, kept: [JSONMember] = []) {
      self.span = span
      self.at = at
      self.kept = kept
    }
  }

  /// A tombstone: this coding or memo was removed on purpose; kept for ever.
  public struct Removal: Hashable, Sendable {
    public var id: String
    public var at: Timestamp
    /// The coding that took this one in, when an assignment extended it.
    public var into: Coding.ID?
    public var kept: [JSONMember]

    public init(id: String, at: Timestamp, into: Coding.ID? = nil, kept: [JSONMember] = []) {
      self.id = id
      self.at = at
      self.into = into
      self.kept = kept
    }
  }

  public var coder: Coder.ID
  public var source: Source
  public var status: Status
  /// Sorted by start, end, code, id.
  public var codings: [Coding]
  /// On the transcript as a whole.
  public var memos: [Memo]
  public var nothingHere: [NothingHere]
  /// Of the consensus layer: where nothing belongs.
  public var settled: [Settled]
  public var removed: [Removal]
  /// Submissions, reopenings, reveals; in the order in which they happened.
  public var log: [JSONValue]
  /// Top-level keys that this version keeps without reading them (`links`, …).
  public var kept: [JSONMember]
  /// Of the format; this version of emic writes 1 and only shows what is newer.
  public var version = 1

  public init(
    coder: Coder.ID,
    source: Source,
    status: Status,
    codings: [Coding] = [],
    memos: [Memo] = [],
    nothingHere: [NothingHere] = [],
    settled: [Settled] = [],
    removed: [Removal] = [],
    log: [JSONValue] = [],
    kept: [JSONMember] = []
  ) {
    self.coder = coder
    self.source = source
    self.status = status
    self.codings = codings
    self.memos = memos
    self.nothingHere = nothingHere
    self.settled = settled
    self.removed = removed
    self.log = log
    self.kept = kept
  }

  /// Whether a newer emic wrote it: it can be shown, and must not be written.
  public var isReadOnly: Bool { version > 1 }

  /// The same with codings of its own: as long as two share theirs, whoever changes one copies all.
  package var separateCopy: Sidecar {
    var copy = self
    copy.codings = codings.withUnsafeBufferPointer { Array($0) }
    return copy
  }
}
