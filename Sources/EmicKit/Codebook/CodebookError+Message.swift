extension CodebookError: CustomStringConvertible {
  public var description: String { message }

  /// One line: `file:line: what is wrong. What to do`.
  public var message: String { DisplayText.place(file, line) + problem.message }
}

extension CodebookError.Problem {
  fileprivate var message: String {
    switch self {
    case .yaml(let problem):
      return problem.message
    case .malformedID(let id):
      return "\(DisplayText.quoted(id)) can't be the id of a code. "
        + "Use a to z, 0 to 9 and hyphens, at most 64, beginning with a letter or digit."
    case .duplicateID(let id, let firstLine):
      return "the id \(DisplayText.quoted(id.text)) stands twice, first in line \(firstLine). "
        + "Give one of the two codes another id."
    case .emptyName(let id):
      return "code \(DisplayText.quoted(id.text)) has no name. Add name: and a text."
    case .ownParent(let id):
      return "code \(DisplayText.quoted(id.text)) names itself as its parent. "
        + "Name the code or family above it."
    case .malformedKey(let key, let id):
      return "\(DisplayText.quoted(key)) can't be the quick key of "
        + "\(DisplayText.quoted(id.text)). Use one visible character."
    case .duplicateKey(let key, let id, let first):
      return "the quick key \(DisplayText.quoted(String(key))) of "
        + "\(DisplayText.quoted(id.text)) belongs to \(DisplayText.quoted(first.text)). "
        + "Choose another."
    case .unknownColor(let color, let nearest):
      let question = nearest.map { " Did you mean \"\($0)\"?" } ?? ""
      return
        "\(DisplayText.quoted(color)) is not a colour of the palette.\(question) Choose one of: "
        + Code.colors.joined(separator: ", ") + "."
    case .malformedTime(let text):
      return "\(DisplayText.quoted(text)) is not a time. Write it as 2026-03-22T09:00:00Z."
    case .malformedCoder(let id):
      return "\(DisplayText.quoted(id)) can't be the id of a coder. "
        + "Use a to z, 0 to 9 and hyphens, at most 32, beginning with a letter or digit."
    }
  }
}
