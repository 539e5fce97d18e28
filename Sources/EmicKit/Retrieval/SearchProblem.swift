/// Why a search cannot be made.
public enum SearchProblem: Error, Hashable, Sendable {
  /// The pattern is no regular expression: ICU's name of the reason, and where, in UTF-16.
  case invalidPattern(String, offset: Int?)
  /// A regular expression that tries too many ways to match.
  case tooSlow
}
