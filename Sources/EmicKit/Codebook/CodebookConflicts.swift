/// Why two people's changes of a codebook can't be merged: nobody but they can say what is meant.
public struct CodebookConflicts: Error, Hashable, Sendable {
  /// The same thing changed in two ways.
  public struct Conflict: Hashable, Sendable {
    /// `nil` for the book itself.
    public var code: Code.ID?
    /// The key of the file.
    public var field: String
    public var one: String
    public var other: String
    /// The code to which the other side gave the same quick key.
    public var rival: Code.ID?

    public init(
      _ code: Code.ID?,
      _ field: String,
      _ one: String,
      _ other: String,
      rival: Code.ID? = nil
    ) {
      self.code = code
      self.field = field
      self.one = one
      self.other = other
      self.rival = rival
    }
  }

  public var conflicts: [Conflict]

  public init(_ conflicts: [Conflict]) { self.conflicts = conflicts }

  /// A line for each conflict, then what to do.
  public var message: String {
    let lines = conflicts.map { conflict in
      "\(conflict.code?.text ?? "the book"), \(conflict.field): \(Self.shown(conflict.one)) here, "
        + "\(Self.shown(conflict.other)) in the file."
    }
    return
      (["somebody else has changed the same parts of the codebook:"] + lines + [
        "Nothing was written. Look at what is there now and make your change again."
      ]).joined(separator: "\n")
  }

  private static func shown(_ text: String) -> String {
    text.isEmpty ? "nothing" : DisplayText.quoted(text)
  }
}
