/// Why a list of names cannot be used; no message repeats a name.
public struct NameListError: Error, Hashable, Sendable {
  public enum Problem: Hashable, Sendable {
    case file(FileProblem)
    case csv(CSVError)
    case empty
    case missingColumn(String)
    case unknownColumn(String)
    case duplicateColumn(String)
    case ragged(fields: Int, columns: Int)
    case noName
    case noReplacement
    /// Of one character, which stands in many words.
    case tooShort
    case severalLines
    case malformedKind(String)
    /// The same name, or variant, stands in another line, too.
    case twice(line: Int)
    /// The replacement holds the name of a line.
    case comesBack(line: Int)
    /// The list lies in the study, where everybody who has the study has it.
    case insideStudy
  }

  public var file: String
  public var line: Int?
  public var problem: Problem

  public init(file: String, line: Int? = nil, problem: Problem) {
    self.file = file
    self.line = line
    self.problem = problem
  }
}
