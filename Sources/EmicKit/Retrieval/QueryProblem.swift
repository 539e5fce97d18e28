/// Why a question cannot be asked as it is written.
public enum QueryProblem: Error, Hashable, Sendable {
  case openQuote
  /// Words after which a name must follow, and none does.
  case nothingAfter(String)
  case code(CodeNamingProblem)
  case unknownCoder(String, known: [String])
  case unknownLayer(String)
  /// A sentence of the study's own.
  case transcript(StudyProblem)
  case unknownAttribute(String, known: [String])
  case valueNotAllowed(attribute: String, value: String, allowed: [String])
  case notComparable(relation: String, value: String)
  case unknownSpeaker(String, known: [String])
  case unknownFlag(String)
  case notADistance(String)
  case search(SearchProblem)
}
