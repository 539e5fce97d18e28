extension DatabaseError {
  /// One line: `file: what is wrong. What to do`.
  package var message: String {
    switch problem {
    case .file(let problem): problem.message
    case .text(let problem, let name): problem.message(file: "\(file): \(DisplayText.safe(name))")
    default: "\(file): \(sentence)"
    }
  }

  private var sentence: String {
    switch problem {
    case .file(let problem): problem.message
    case .text(let problem, let name): problem.message(file: name)
    case .noLibrary:
      "reading this takes SQLite, which is not installed. Install it (apt-get install libsqlite3-0)."
    case .noMemory: "there is not enough memory for this file. Close other programs."
    case .notADatabase:
      "this is no SQLite database. Name QualCoder's folder, which ends in .qda, or Taguette's"
        + " .sqlite3 file."
    case .cut:
      "the end of the file is missing. Get the whole file; a copy may have been interrupted."
    case .damaged(let words):
      "this database is damaged (\(DisplayText.safe(words))). Take a backup that its program has"
        + " made, or export the project there."
    case .tooMuch:
      "it holds more than any project does, so it is not read. Export the project in the program"
        + " that it comes from."
    case .unfinished:
      "the program that it belongs to has it open, or was not closed; its latest work lies beside it"
        + " in a log (-wal or -journal). Open the project there, close it, and import it then."
    case .changed:
      "it was changed while it was being read. Close it in the program that it belongs to, and"
        + " import it then."
    case .unknownProgram:
      "this database is no project of QualCoder or Taguette. Export the project as REFI-QDA (.qdpx)"
        + " in the program that it comes from."
    case .noDatabase:
      "there is no data.qda in this folder, so it is no QualCoder project. Name the folder that ends"
        + " in .qda."
    case .noTexts: "there are no texts in it, so there is nothing to import."
    case .severalProjects(let names):
      "there are \(names.count) projects in it. Say which: \(Self.choices(names))."
    case .noProject(let name, let names):
      "there is no project \(DisplayText.quoted(name)) in it. Say which: \(Self.choices(names))."
    }
  }

  private static func choices(_ names: [String]) -> String {
    let shown = names.prefix(8).map { "--project \(ShellWord.quoted(DisplayText.safe($0)))" }
    return shown.joined(separator: ", ") + (names.count > shown.count ? ", and others" : "")
  }
}
