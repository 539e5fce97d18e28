/// Why `study.yaml` cannot be read, or not be changed.
public struct StudyFileError: Error, Hashable, Sendable {
  public enum Problem: Hashable, Sendable {
    case yaml(YAMLProblem)
    case malformedCoder(String)
    case reservedCoder
    /// `times` stands in the names of files that hold a recording's times.
    case coderOfTimes
    case duplicateCoder(Coder.ID)
    case unknownCoder(Coder.ID, round: String, nearest: String?)
    case absoluteCodebook(String)
    /// `Names` for `names`.
    case miswrittenKey(String, known: String)
    case emptyAttribute
    case duplicateValue(String, attribute: String)
    case duplicateRound(String)
    /// A list is written in a way that can't be added to without touching the rest; `item` as it
    /// would stand there.
    case notAdded(item: String, list: String)
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

extension StudyFileError: YAMLFileError {
  init(file: String, line: Int?, yaml problem: YAMLProblem) {
    self.init(file: file, line: line, problem: .yaml(problem))
  }
}
