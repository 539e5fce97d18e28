extension SearchProblem {
  /// The sentence for the person at the terminal: what is wrong, what to do.
  public var message: String {
    switch self {
    case .invalidPattern(let reason, let offset):
      let place = offset.map { " at character \($0 + 1)" } ?? ""
      return "The pattern is no regular expression: \(Self.words(for: reason))\(place)."
        + " Mend it, or search for the words themselves."
    case .tooSlow:
      return "The pattern takes too long on this text. Make it simpler: a repetition inside a"
        + " repetition, such as (a+)+, is the usual cause."
    }
  }

  private static func words(for reason: String) -> String {
    switch reason {
    case "U_ILLEGAL_ARGUMENT_ERROR": "it is empty"
    case "U_REGEX_MISMATCHED_PAREN": "a bracket is open or closed once too often"
    case "U_REGEX_MISSING_CLOSE_BRACKET": "a [ is not closed"
    case "U_REGEX_RULE_SYNTAX": "something stands where it cannot"
    case "U_REGEX_BAD_ESCAPE_SEQUENCE": "a backslash with nothing it could mean"
    case "U_REGEX_BAD_INTERVAL": "a repetition {…} with wrong numbers"
    case "U_REGEX_NUMBER_TOO_BIG": "a number that is too large"
    case "U_REGEX_MAX_LT_MIN": "a repetition {…} that ends before it begins"
    case "U_REGEX_INVALID_RANGE": "a range in [ ] that runs backwards"
    case "U_REGEX_PROPERTY_SYNTAX": "\\p{…} with a property that is none"
    case "U_REGEX_INVALID_BACK_REF": "a reference to a group that is not there"
    case "U_REGEX_INVALID_FLAG": "(?…) with a letter that means nothing"
    case "U_REGEX_INVALID_CAPTURE_GROUP_NAME": "a group with a name that is none"
    case "U_REGEX_LOOK_BEHIND_LIMIT": "a look-behind (?<=…) of any length"
    case "U_REGEX_UNIMPLEMENTED": "something that is not known here"
    case "U_REGEX_PATTERN_TOO_BIG": "it is too long"
    default: "it cannot be read (\(DisplayText.safe(reason)))"
    }
  }
}
