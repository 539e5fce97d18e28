/// Why a sidecar cannot be read; the file is left byte for byte as it is.
///
/// *Cannot read* never means *empty*: whoever gets this must not write the file.
public struct SidecarError: Error, Hashable, Sendable {
  public enum Problem: Hashable, Sendable {
    case json(JSONProblem.Kind)
    /// Not an object, or an object of another kind: what its `format` says.
    case format(String?)
    /// Written by a newer emic, in a form that this one cannot show.
    case newerVersion(Int)
    case version(Int)
    case missing(key: String, place: String)
    /// A value of the wrong kind, and what should stand there.
    case wrongKind(key: String, expected: String)
    case coder(String)
    case coderOfFileName(String, expected: String)
    case transcriptName(String)
    case unit(String)
    case digest(String)
    case length(Int)
    case state(String)
    case codebookVersion(Int)
    case id(String)
    case duplicateID(String)
    case time(String, key: String)
    case emptySpan(start: Int, end: Int)
    case negativeStart(Int)
    case spanOutside(Span, length: Int)
    case emptyCode
    /// A flag, or the key of the flags, written almost as one without which words would leave.
    case misspelt(String, String, meant: String)
    case quote(Coding.ID, Span)
    case lengthOfText(Int, text: Int)
  }

  public var file: String
  /// From 1; `nil` when the problem is the file as a whole.
  public var line: Int?
  public var problem: Problem

  public init(file: String, line: Int? = nil, problem: Problem) {
    self.file = file
    self.line = line
    self.problem = problem
  }
}
