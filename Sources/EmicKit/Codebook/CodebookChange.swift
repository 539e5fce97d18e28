/// A change of the codebook that knows its inverse.
///
/// `Codebook+Changing` and `Codebook+Replacing` make changes, `Codebook.apply` carries them out.
public struct CodebookChange: Hashable, Sendable {
  /// A code where it stands in the book.
  public struct Standing: Hashable, Sendable {
    public var code: Code
    /// The sibling before it; `nil` for the first one.
    public var behind: Code.ID?

    public init(_ code: Code, behind: Code.ID?) {
      self.code = code
      self.behind = behind
    }
  }

  /// One code before and after; `nil` stands for "is not there".
  public struct Edit: Hashable, Sendable {
    public var before: Standing?
    public var after: Standing?

    public init(before: Standing?, after: Standing?) {
      self.before = before
      self.after = after
    }
  }

  /// What it did, in words for the message line.
  public var summary: String
  /// `nil` for what does not change meaning (order, quick key, colour): no version, no history.
  public var kind: CodebookHistoryEntry.Change?
  /// Those that the history names, the changed one first.
  public var codes: [Code.ID]
  public var edits: [Edit]
  public var reason = ""
  /// A slip of the pen is mended: no coding waits to be recoded.
  public var isMinor = false
  /// The id of the history entry that it takes back.
  public internal(set) var undoes: String?
  /// The version that the edits speak of where they mean the one that this change makes.
  let version: Int

  init(
    _ summary: String,
    _ kind: CodebookHistoryEntry.Change?,
    of codes: [Code.ID],
    version: Int,
    _ edits: [Edit]
  ) {
    self.summary = summary
    self.kind = kind
    self.codes = codes
    self.version = version
    self.edits = edits
  }

  public var isEmpty: Bool { edits.isEmpty }

  /// The codes that are no longer in the book after it.
  public var deletions: [Code.ID] {
    edits.compactMap { $0.after == nil ? $0.before?.code.id : nil }
  }

  /// The change that takes this one back.
  ///
  /// - Parameter entry: the history's, by which this one is known.
  /// - Returns: a change of its own: it has a version and a line in the history, too.
  public func inverse(undoing entry: CodebookHistoryEntry?) -> CodebookChange {
    inverse(undoingEntry: entry?.id)
  }

  /// The same, where only the id of the entry is known.
  public func inverse(undoingEntry entry: String?) -> CodebookChange {
    var inverse = self
    inverse.kind = kind?.inverse
    inverse.edits = edits.reversed().map { Edit(before: $0.after, after: $0.before) }
    inverse.undoes = entry
    inverse.summary = "Took back: \(summary)"
    return inverse
  }
}

extension CodebookHistoryEntry.Change {
  /// Under which name the taking back stands in the history.
  fileprivate var inverse: Self {
    switch self {
    case .add, .revive: .retire
    case .split, .merge, .retire: .revive
    case .rename, .redefine, .move: self
    }
  }
}
