/// A change of one coder's work on one transcript that knows its inverse.
///
/// Undo, history on disk and *unsaved* fall out of it: the screen and the command line build a
/// change, `Sidecar.apply` carries it out, and `inverse` takes it back.
public struct Change: Hashable, Sendable {
  /// One thing that differs before and after; `nil` stands for "is not there".
  public enum Edit: Hashable, Sendable {
    /// - Parameter into: of a removal, the coding that takes this one in.
    case coding(before: Coding?, after: Coding?, into: Coding.ID? = nil)
    case memo(before: Memo?, after: Memo?)
    case nothingHere(before: Sidecar.NothingHere?, after: Sidecar.NothingHere?)
    case link(before: Link?, after: Link?)
    case settled(before: Sidecar.Settled?, after: Sidecar.Settled?)
    case proposal(before: Code?, after: Code?)
  }

  /// What it did, in words for the message line.
  ///
  ///     Assigned trust to 159 characters in turn 30.
  public var summary: String
  public var edits: [Edit]

  public init(_ summary: String, _ edits: [Edit]) {
    self.summary = summary
    self.edits = edits
  }

  public var isEmpty: Bool { edits.isEmpty }

  /// Where the codings that it changes stand, before and after it.
  package var spansOfCodings: [Span] {
    var spans: [Span] = []
    for case .coding(let before, let after, _) in edits {
      if let before { spans.append(before.span) }
      if let after { spans.append(after.span) }
    }
    return spans
  }

  /// The change that takes this one back.
  public var inverse: Change {
    Change(summary, edits.reversed().map(\.inverse))
  }
}

extension Change.Edit {
  public var inverse: Change.Edit {
    switch self {
    case .coding(let before, let after, _): .coding(before: after, after: before)
    case .memo(let before, let after): .memo(before: after, after: before)
    case .nothingHere(let before, let after): .nothingHere(before: after, after: before)
    case .link(let before, let after): .link(before: after, after: before)
    case .settled(let before, let after): .settled(before: after, after: before)
    case .proposal(let before, let after): .proposal(before: after, after: before)
    }
  }
}
