extension SearchProblem {
  /// The sentence for the person at the terminal: what is wrong, what to do.
  public var message: String {
    switch self {
    case .invalidPattern(let reason, let offset):
      let place = offset.map { " at character \($0 + 1)" } ?? ""
      return "the pattern is no regular expression: \(Self.words(for: reason))\(place)."
        + " Mend it, or search for the words themselves."
    case .tooSlow:
      return "the pattern takes too long on this text. Make it simpler: a repetition inside a"
        + " repetition, such as (a+)+, is the usual cause."
    }
  }

  private static func words(for reason: String) -> String {
    switch reason {
    case "U_REGEX_MISMATCHED_PAREN": "a bracket is open or closed once too often"
    case "U_REGEX_MISSING_CLOSE_BRACKET": "a [ is not closed"
    case "U_REGEX_RULE_SYNTAX": "something stands where it cannot"
    case "U_REGEX_BAD_ESCAPE_SEQUENCE": "a backslash with nothing it could mean"
    case "U_REGEX_BAD_INTERVAL": "a repetition {…} with wrong numbers"
    case "U_REGEX_NUMBER_TOO_BIG": "a number that is too large"
    default: reason
    }
  }
}
