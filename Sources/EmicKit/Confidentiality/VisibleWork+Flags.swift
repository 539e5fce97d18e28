extension VisibleWork {
  /// All codings of a transcript that say what of its words may leave, but those that have lost their place.
  package func bindingCodings(of transcript: Transcript) -> [Coding] {
    flagging(transcript).flatMap { $0.codings.filter(\.bindsWords) }
  }

  /// Whether somebody has flagged words of a transcript beyond what some codings flag.
  ///
  /// - Parameters:
  ///   - transcript: its flags count whoever may see them.
  ///   - shown: such as those in an archive; asked for where anything is flagged.
  /// - Returns: whether a do-not-quote or redact flag is on none of these.
  package func flags(_ transcript: Transcript, beyond shown: () -> [Coding]) -> Bool {
    let flagged = flagging(transcript).flatMap { ($0.codings + $0.orphans).filter(\.bindsWords) }
    guard !flagged.isEmpty else { return false }
    let shown = shown().filter(\.bindsWords)
    let ids = Set(shown.map(\.id))
    return flagged.contains { coding in
      !ids.contains(coding.id)
        && !shown.contains {
          $0.span.contains(coding.span) && coding.bindingFlags.isSubset(of: $0.bindingFlags)
        }
    }
  }
}
