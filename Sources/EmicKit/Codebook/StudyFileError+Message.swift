extension StudyFileError: CustomStringConvertible {
  public var description: String { message }

  /// One line: `file:line: what is wrong. What to do`.
  public var message: String { DisplayText.place(file, line) + problem.message }
}

extension StudyFileError.Problem {
  fileprivate var message: String {
    switch self {
    case .yaml(let problem):
      return problem.message
    case .malformedCoder(let id):
      return "\(DisplayText.quoted(id)) can't be the id of a coder. "
        + "Use a to z, 0 to 9 and hyphens, at most 32, beginning with a letter or digit."
    case .coderOfTimes:
      return
        "\"times\" stands in the names of files that hold the times of a recording. Choose another id."
    case .reservedCoder:
      return "\"consensus\" is the layer of settled codings and no coder. Choose another id."
    case .duplicateCoder(let id):
      return "the coder \(DisplayText.quoted(id.text)) stands twice. Keep one."
    case .unknownCoder(let id, let round, let nearest):
      let question = nearest.map { " Did you mean \"\($0)\"?" } ?? ""
      return "the coder \(DisplayText.quoted(id.text)) of round \(DisplayText.quoted(round)) "
        + "is not among the coders.\(question) Correct the id or add the coder."
    case .absoluteCodebook(let path):
      return "the codebook \(DisplayText.quoted(path)) is not relative to this file. "
        + "Write the way from here, such as ../codebooks/book.yaml."
    case .miswrittenKey(let key, let known):
      return "\(DisplayText.quoted(key)) is written \"\(known)\", in small letters. Correct it."
    case .emptyAttribute:
      return "an attribute or one of its values is empty. Give it a text or take it out."
    case .duplicateValue(let value, let attribute):
      return "\(DisplayText.quoted(value)) stands twice among the values and synonyms of "
        + "\(DisplayText.quoted(attribute)). Keep one."
    case .duplicateRound(let name):
      return "the round \(DisplayText.quoted(name)) stands twice. Give one of them another name."
    case .notAdded(let item, let list):
      return "nothing can be added to \(list): here without touching other lines. "
        + "Add it by hand, as - \(item)"
    }
  }
}
