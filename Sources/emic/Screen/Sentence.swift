import EmicKit
import Glibc
import Terminal

/// The words of an error, whichever part of the program it comes from.
enum Sentence {
  static func of(_ error: any Error) -> String {
    switch error {
    case let error as StudyProblem: error.message
    case let error as SidecarError: error.message
    case let error as SaveProblem: error.message
    case let error as CodebookError: error.message
    case let error as FileProblem: error.message
    case let error as CoderChoice.Refusal: error.message
    case let error as TerminalProblem: error.message
    default: String(describing: error)
    }
  }

  static func write(_ sentence: String) {
    let line = "emic: \(DisplayText.safe(sentence, keepingLines: true))\n"
    _ = line.withCString { Glibc.write(STDERR_FILENO, $0, strlen($0)) }
  }

  /// 2 for usage and a missing terminal, 3 for what could not be read.
  static func exitCode(for error: any Error) -> Int32 {
    switch error {
    case is TerminalProblem, is CoderChoice.Refusal, StudyProblem.notAStudy: 2
    default: 3
    }
  }
}
