/// Why a file of memos cannot be read; it is left as it is.
public struct MemosFileError: Error, Hashable, Sendable {
  public enum Problem: Hashable, Sendable {
    case json(JSONProblem.Kind)
    /// What its `format` says.
    case format(String?)
    case newerVersion(Int)
    /// A key that is not there, or not as it should be.
    case missing(String)
    /// The memo that is not as it should be, from 1.
    case memo(Int)
    /// The entry of a list of times that is not as it should be, from 1: what it is about, and the list's key.
    case time(of: String, in: String, Int)
    case coderOfFileName(String, expected: String)
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

extension MemosFileError: CustomStringConvertible {
  public var description: String { message }

  /// One line: `file:line: what is wrong. What to do`.
  public var message: String { DisplayText.place(file, line) + sentence }

  private var sentence: String {
    switch problem {
    case .json(let kind): kind.sentence
    case .format(let format):
      "this is no file of memos: "
        + (format.map { "its format is \(DisplayText.quoted($0))" } ?? "it has no \"format\"")
        + ". It is left as it is; memos need \"format\": \"emic/memos\"."
    case .newerVersion(let version):
      "the memos have version \(version), written by a newer emic. Update emic to read them."
    case .missing(let key):
      "\(DisplayText.quoted(key)) is missing or not as it should be. The file is left as it is: `emic "
        + "restore --list` shows from which day it comes back; else mend it."
    case .memo(let place):
      "memo \(place) needs an id, a time, a text, and \"on\" with a code, a case or the study. The file "
        + "is left as it is: mend it."
    case .time(let what, let list, let place):
      "entry \(place) of \"\(list)\" needs \(what == "id" ? "an id" : "a \(what)") and a time. The file is left as it is: `emic "
        + "restore --list` shows from which day it comes back; else mend it."
    case .coderOfFileName(let coder, let expected):
      "the coder is \(DisplayText.quoted(coder)), but the file name says \"\(expected)\". Rename the "
        + "file, or mend its \"coder\"."
    }
  }
}
