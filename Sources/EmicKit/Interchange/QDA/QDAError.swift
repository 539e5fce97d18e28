/// Why a REFI-QDA project cannot be imported.
package struct QDAError: Error, Hashable, Sendable {
  package enum Problem: Hashable, Sendable {
    case archive(ZipError)
    case xml(XMLError)
    case file(FileProblem)
    /// The XML is something else.
    case notAProject
    /// There is no project.qde, or there are several.
    case noProject
    case severalProjects([String])
    /// Two of one kind with one id, by their names.
    case guidTwice(what: String, String, String)
    case noGUID(what: String, String)
    /// A codebook alone.
    case noTexts(missing: [String])
    case text(TranscriptTextProblem, name: String)
    case noCodes
  }

  package var file: String
  package var problem: Problem
}

extension QDAError {
  /// One line: `file: what is wrong. What to do`.
  package var message: String {
    switch problem {
    case .archive(let error): error.message
    case .xml(let error): error.message
    case .file(let problem): problem.message
    case .text(.notUTF8(let byte, let line, let likely), let name):
      "\(file): byte \(byte) of the text \(DisplayText.quoted(name)), in line \(line), is not UTF-8. Say in "
        + "which encoding the texts are: emic import \(ShellWord.quoted(file)) --to STUDY --encoding "
        + likely.name
    case .text(let problem, let name): problem.message(file: "\(file): \(DisplayText.safe(name))")
    default: "\(file): \(sentence)"
    }
  }

  private var sentence: String {
    switch problem {
    case .archive(let error): error.message
    case .xml(let error): error.message
    case .file(let problem): problem.message
    case .text(let problem, let name): problem.message(file: name)
    case .notAProject:
      "this is no REFI-QDA project or codebook. Export the project as .qdpx, or the codebook as"
        + " .qdc, in the program that it comes from."
    case .noProject:
      "there is no project.qde in it, so it is no REFI-QDA project. Export it anew as .qdpx."
    case .severalProjects(let names):
      "there are \(names.count) projects in it (\(names.joined(separator: ", "))). Export one alone."
    case .guidTwice(let what, let one, let other):
      "the \(what) \"\(one)\" and \"\(other)\" have the same id, so nobody can tell which is meant."
        + " Export the project anew."
    case .noGUID(let what, let name):
      "the \(what) \"\(name)\" has no id, so nothing can refer to it. Export the project anew."
    case .noTexts(let missing):
      (missing.isEmpty
        ? "there are no texts in it."
        : "the texts are not in it: \(missing.prefix(3).joined(separator: ", "))"
          + "\(missing.count > 3 ? " and \(missing.count - 3) more" : "").")
        + " Export the project with its sources; for the codes alone use `emic codebook import`."
    case .noCodes: "there are no codes in it. Export a codebook that has some."
    }
  }
}
