/// What is to be typed so that codings are found again, by whom: a coder's work is theirs to see, and a
/// consensus a supervisor's.
///
///     `emic reanchor STUDY --write --as coder-a`
public enum ReanchorCommandLine {
  /// - Parameters:
  ///   - coders: whose work it is.
  ///   - isWriting: whether the new places are stored, not only listed.
  /// - Returns: a command for each of them, in backticks, for the middle of a sentence.
  public static func words(for coders: [Coder.ID], isWriting: Bool = true) -> String {
    let names = Set(coders.map { $0 == Coder.consensus ? "SUPERVISOR" : DisplayText.safe($0.text) })
    let write = isWriting ? " --write" : ""
    return names.sorted().map { "`emic reanchor STUDY\(write) --as \($0)`" }
      .joined(separator: " and ")
  }
}
