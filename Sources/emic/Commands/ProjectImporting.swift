import EmicKit
import Glibc

/// Brings another program's whole project into a study: `import` with a project in place of texts.
struct ProjectImporting {
  /// Programs whose projects are read.
  enum Kind {
    case refiQDA
    /// QualCoder's and Taguette's.
    case database

    /// What a file or folder is by its name and its first bytes; `nil` for a text or document.
    init?(of path: String) {
      if path.lowercased().hasSuffix(".qdpx") {
        self = .refiQDA
      } else if ProjectDatabase.isAt(path) {
        self = .database
      } else {
        return nil
      }
    }
  }

  let kind: Kind
  let file: String
  let study: String
  /// Which of several projects.
  let name: String?
  /// Of texts that are not UTF-8.
  let encoding: TextEncoding?

  func run(_ output: OutputOptions) throws {
    do {
      try bring(output)
    } catch let failure as Failure {
      if output.format == .json {
        let problem: JSONValue = .object([
          JSONMember("file", .string(file)), JSONMember("study", .string(study)),
          JSONMember("problem", .string(failure.message)),
        ])
        output.answer(json: problem, csv: [], table: "")
      }
      throw failure
    }
  }

  private func bring(_ output: OutputOptions) throws {
    Unfinished.watch()
    Unfinished.say("Interrupted: nothing of \(file) is in \(folder).")
    let imported = try read()
    let outcome: ProjectImport.Outcome
    do throws(ProjectImport.Problem) {
      outcome = try ProjectImport(imported, at: Now.timestamp).save(to: folder)
    } catch {
      throw Failure(error)
    }
    Unfinished.say("")
    StudyFolder.keepSharedFiles(of: folder)
    let answer = ProjectImportAnswer(imported, outcome, file: file, study: folder)
    output.answer(
      json: answer.json,
      csv: answer.csv,
      table: output.quiet ? "" : DisplayText.safe(answer.text, keepingLines: true)
    )
  }

  private var folder: String {
    var folder = study
    while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
    return folder
  }

  private func read() throws(Failure) -> ImportedStudy {
    var moment = Moment.current()
    switch kind {
    case .refiQDA:
      do throws(QDAError) {
        return try QDAFile.study(at: file, encoding: encoding, moment: &moment)
      } catch {
        throw .data(error.message)
      }
    case .database:
      do throws(DatabaseError) {
        return try ProjectDatabase.study(at: file, project: name, moment: &moment)
      } catch {
        switch error.problem {
        case .severalProjects, .noProject: throw .usage(error.message)
        default: throw .data(error.message)
        }
      }
    }
  }
}

/// What an import of a project tells.
struct ProjectImportAnswer {
  private let imported: ImportedStudy
  private let outcome: ProjectImport.Outcome
  private let file: String
  private let study: String

  init(_ imported: ImportedStudy, _ outcome: ProjectImport.Outcome, file: String, study: String) {
    self.imported = imported
    self.outcome = outcome
    self.file = file
    self.study = study
  }

  /// With what a study that is there keeps of its own.
  private var leftOut: [(what: String, count: Int)] {
    let leftOut = imported.report.leftOut.map { (what: $0.what, count: $0.count) }
    guard !outcome.isNew, let there = try? StudyFolder.open(path: study).file else {
      return leftOut
    }
    let file = imported.file
    let settings = [
      ("rounds", file.rounds.count { !there.rounds.contains($0) }),
      ("labels of interviewers", file.interviewers.count { !there.interviewers.contains($0) }),
      ("labels of respondents", file.respondents.count { !there.respondents.contains($0) }),
      ("lists of values of attributes", file.attributes.count { !there.attributes.contains($0) }),
      ("unit of agreement", file.unit == nil || file.unit == there.unit ? 0 : 1),
    ]
    return leftOut
      + settings.filter { $0.1 > 0 }.map { ("\($0.0) of the project's study.yaml", $0.1) }
  }

  private var notes: [String] {
    guard !outcome.isNew, imported.file.namesRequired,
      let there = try? StudyFolder.open(path: study).file, !there.namesRequired
    else { return imported.report.notes }
    return imported.report.notes + [
      "The project says `names: required`, the study does not. Write it into study.yaml: else words leave "
        + "the study without a list of names."
    ]
  }

  private var counts: [(what: String, count: Int)] {
    [
      ("transcripts", imported.transcripts.count), ("coders", imported.file.coders.count),
      ("codes", imported.codebook.codes.count), ("codings", imported.codingCount),
      ("memos", imported.memoCount), ("cases", Set(imported.cases.map(\.case)).count),
    ]
  }

  var text: String {
    let list = counts.filter { $0.count > 0 }
      .map { $0.count == 1 ? "1 \($0.what.dropLast())" : "\($0.count) \($0.what)" }
      .joined(separator: ", ")
    var text = "Imported \(file), a \(imported.kind), into \(study)"
    text += outcome.isNew ? ", a new study:\n" : ":\n"
    text += "  \(list)\n"
    if outcome.known > 0 {
      text += "  \(outcome.known) files were there already and are as they were\n"
    }
    if !outcome.takenAway.isEmpty { text += "  \(outcome.takenAwaySentence)\n" }
    for note in notes { text += "  \(note)\n" }
    if leftOut.isEmpty {
      text += "  Nothing was left out.\n"
    } else {
      text += "Left out:\n"
      for item in leftOut { text += "  \(item.count) \(item.what)\n" }
    }
    return text
  }

  var json: JSONValue {
    .object([
      JSONMember("file", .string(file)), JSONMember("kind", .string(imported.kind)),
      JSONMember("study", .string(study)), JSONMember("new", .bool(outcome.isNew)),
      JSONMember("written", .array(outcome.written.map { .string($0) })),
      JSONMember("known", .number(String(outcome.known))),
      JSONMember(
        "counts",
        .object(counts.map { JSONMember($0.what, .number(String($0.count))) })
      ),
      JSONMember("taken-away", .strings(outcome.takenAway)),
      JSONMember("notes", .strings(notes)),
      JSONMember(
        "left-out",
        .array(
          leftOut.map { item in
            .object([
              JSONMember("what", .string(item.what)),
              JSONMember("count", .number(String(item.count))),
            ])
          }
        )
      ),
    ])
  }

  var csv: [[String]] {
    [["what", "count"]] + counts.map { [$0.what, String($0.count)] }
      + leftOut.map { ["left out: \($0.what)", String($0.count)] }
  }
}

extension Failure {
  init(_ problem: ProjectImport.Problem) {
    message = problem.message
    switch problem {
    case .otherText, .otherWork, .otherCode, .notAStudy: status = 1
    case .study, .file, .codebook: status = 3
    }
  }
}
