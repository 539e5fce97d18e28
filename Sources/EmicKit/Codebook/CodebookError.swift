/// Why a codebook or a file of proposals cannot be read.
public struct CodebookError: Error, Hashable, Sendable {
  public enum Problem: Hashable, Sendable {
    case yaml(YAMLProblem)
    case malformedID(String)
    case duplicateID(Code.ID, firstLine: Int)
    case emptyName(Code.ID)
    /// A parent or a replacement is the code itself.
    case ownParent(Code.ID)
    case malformedKey(String, Code.ID)
    case duplicateKey(Character, Code.ID, first: Code.ID)
    case unknownColor(String, nearest: String?)
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

extension CodebookError: YAMLFileError {
  init(file: String, line: Int?, yaml problem: YAMLProblem) {
    self.init(file: file, line: line, problem: .yaml(problem))
  }
}
