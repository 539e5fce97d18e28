/// What can be wrong with a YAML file of a study before its meaning is looked at.
public enum YAMLProblem: Hashable, Sendable {
  /// More bytes than the limit.
  case tooLarge(bytes: Int)
  /// The first byte that is not UTF-8, counted from 0.
  case notUTF8(byte: Int)
  /// Nothing of it is UTF-8.
  case wide(WideEncoding)
  /// A control character in the file itself.
  case controlCharacter(UInt32)
  /// A merge by git that was left unfinished.
  case conflictMarkers
  /// A line that is indented by a tab.
  case tab
  /// The parser's own words.
  case syntax(String)
  case empty
  case anchor(String)
  case alias(String)
  case tag(String)
  case severalDocuments
  case tooDeep
  case keyNotText
  case duplicateKey(String, firstLine: Int)
  /// `format:` is not what this file has to be; `nil` when it says nothing.
  case wrongFormat(found: String?, expected: String)
  /// The file's format is newer than this program.
  case newerVersion(Int)
  case missing(key: String)
  /// A value of another kind than the key needs; `expected` completes "needs …".
  case wrongKind(key: String, expected: String)
  case notOneOf(key: String, found: String, allowed: [String])
}

/// An error that can carry a problem of YAML: each file of a study has its own.
protocol YAMLFileError: Error {
  init(file: String, line: Int?, yaml problem: YAMLProblem)
}
