import EmicKit
import Terminal

/// Why the program ends without having done what was asked: the sentence and the exit code.
struct Failure: Error {
  let message: String
  let status: Int32

  /// The answer is no.
  static func refused(_ message: String) -> Failure { Failure(message: message, status: 1) }
  /// What was asked cannot be meant.
  static func usage(_ message: String) -> Failure { Failure(message: message, status: 2) }
  /// Data could not be read or written.
  static func data(_ message: String) -> Failure { Failure(message: message, status: 3) }
  /// Everything is said already.
  static func silent(_ status: Int32) -> Failure { Failure(message: "", status: status) }

  init(message: String, status: Int32) {
    self.message = message
    self.status = status
  }

  /// An error of any part of the program.
  init(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let problem as StudyProblem: self.init(problem)
    case let problem as SaveProblem: self.init(problem)
    case let refusal as CoderChoice.Refusal: self.init(refusal)
    case let problem as TerminalProblem: self = .usage(problem.message)
    case let problem as ExportProblem: self.init(problem)
    case let problem as ComparisonProblem: self.init(problem)
    case let error as SidecarError: self = .data(error.message)
    case let error as NameListError: self.init(error)
    case let problem as LeakCheck.Problem: self = .data(problem.message)
    default: self = .data(String(describing: error))
    }
  }

  init(_ problem: StudyProblem) {
    message = problem.message
    switch problem {
    case .noSuchTranscript, .ambiguousTranscript, .notAStudy, .emptyPath,
      .severalCodebooks, .studiesBelow:
      status = 2
    // It can be read, and the answer is no.
    case .withdrawnText, .memosOlder: status = 1
    default: status = 3
    }
  }

  init(_ problem: SaveProblem) {
    message = problem.message
    // The file is well, and the answer is no.
    status = if case .older = problem { 1 } else { 3 }
  }
  init(_ problem: CodebookSaveProblem) {
    message = problem.message
    // The file is well, and the answer is no.
    status = if case .conflicts = problem { 1 } else { 3 }
  }

  init(_ problem: CodebookProblem) {
    message = problem.message
    switch problem {
    case .unknown, .malformedID, .emptyName, .malformedName, .malformedKey, .unknownColor,
      .splitIntoNothing, .splitIntoOne, .splitIntoItself, .twice, .mergeIntoItself, .underItself,
      .notASibling, .family:
      status = 2
    case .idTaken, .idUsedBefore, .nameTaken, .formerNameTaken, .proposedNameTaken, .keyTaken,
      .circle, .underRetired, .proposalIsCode, .intoRetired, .retired, .notRetired, .inUse,
      .hasSubcodes, .differs, .unfit:
      status = 1
    }
  }

  init(_ refusal: CoderChoice.Refusal) { self = .usage(refusal.message) }

  /// For a command that does not know `--new-coder`.
  init(withoutAdding refusal: CoderChoice.Refusal) { self = .usage(refusal.messageWithoutAdding) }

  init(_ problem: SearchProblem) { self = .usage(problem.message) }

  /// There is no such case.
  static func noCase(_ name: String, among known: [String], wayOut: String) -> Failure {
    let nearest = EditDistance.nearest(to: name, among: known).map { " Did you mean \"\($0)\"?" }
    return .usage("there is no case \"\(name)\" in the study.\(nearest ?? "") \(wayOut)")
  }

  /// Refuses blanks alone where words are meant; an empty text means something of its own.
  static func refuseBlank(_ text: String?, _ option: String) throws(Failure) {
    guard let text, !text.isEmpty, text.trimmed.isEmpty else { return }
    throw .usage("\(option) holds nothing but blanks. Write some words, or nothing at all.")
  }

  /// Runs what the kit throws and says it as a failure.
  static func study<Value>(_ body: () throws(StudyProblem) -> Value) throws(Failure) -> Value {
    do throws(StudyProblem) {
      return try body()
    } catch {
      throw Failure(error)
    }
  }
}
