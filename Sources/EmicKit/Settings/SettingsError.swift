/// Why one of somebody's own settings files is not followed.
public struct SettingsError: Error, Hashable, Sendable {
  public enum Problem: Hashable, Sendable {
    case yaml(YAMLProblem)
    case file(FileProblem)
    /// A link to nothing.
    case deadLink
    case unknownSetting(String, nearest: String?)
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

extension SettingsError: YAMLFileError {
  init(file: String, line: Int?, yaml problem: YAMLProblem) {
    self.init(file: file, line: line, problem: .yaml(problem))
  }
}
