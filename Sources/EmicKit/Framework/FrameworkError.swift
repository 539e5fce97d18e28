/// Why `framework.yaml` cannot be read; it is left as it is.
public struct FrameworkError: Error, Hashable, Sendable {
  public enum Problem: Hashable, Sendable {
    case yaml(YAMLProblem)
    case duplicateCell(case: String, code: Code.ID)
    case malformedTime(String)
    case malformedCoder(String)
  }

  public var file: String
  /// From 1; `nil` when the problem is the file as a whole.
  public var line: Int?
  public var problem: Problem

  public init(file: String, line: Int?, problem: Problem) {
    self.file = file
    self.line = line
    self.problem = problem
  }
}

extension FrameworkError: YAMLFileError {
  init(file: String, line: Int?, yaml problem: YAMLProblem) {
    self.init(file: file, line: line, problem: .yaml(problem))
  }
}

extension FrameworkError: CustomStringConvertible {
  public var description: String { message }

  /// One line: `file:line: what is wrong. What to do`.
  public var message: String { DisplayText.place(file, line) + sentence }

  private var sentence: String {
    switch problem {
    case .yaml(let problem): problem.message
    case .duplicateCell(let name, let code):
      "the cell of \(DisplayText.quoted(name)) and \(DisplayText.quoted(code.text)) stands twice. Join "
        + "the two."
    case .malformedTime(let text):
      "\(DisplayText.quoted(text)) is no time such as 2026-03-20T10:11:12Z. Correct it."
    case .malformedCoder(let id):
      "\(DisplayText.quoted(id)) can't be the id of a coder. Use a to z, 0 to 9 and hyphens."
    }
  }
}
