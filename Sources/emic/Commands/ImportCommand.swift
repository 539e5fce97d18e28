import ArgumentParser
import EmicKit
import Glibc

/// Brings transcripts and documents into a study.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "import",
    abstract: "Bring transcripts, documents or another program's project into a study.",
    discussion: """
      Each file becomes a .txt in the study, in UTF-8; the file itself is only read, and is not copied
      into the study, since it may hold authors, comments and real names. Nothing in the study is
      replaced. What each file held, what was left out, and what may tell who somebody is stands in
      the report. `emic help formats` lists the formats.

      A .qdpx file (REFI-QDA: NVivo, ATLAS.ti, MAXQDA, QualCoder), the .qda folder of QualCoder and \
      the .sqlite3 database of Taguette bring texts, codes, codings with their coders, memos and \
      cases, into a study that is made when it is not there: all, or nothing.

      Exit code 1 when a name is taken, 3 when a file could not be read; the others are imported all
      the same.

      Example: emic import interviews/*.docx --to ward-study
      Example: emic import project.qdpx --to ward-study
      Example: emic import taguette.sqlite3 --project "Ward talks" --to ward-study
      """
  )

  @Argument(help: "The files.", completion: .file())
  var files: [String]

  @Option(help: ArgumentHelp("The study's folder.", valueName: "study"), completion: .directory)
  var to: String

  @Option(
    help: ArgumentHelp(
      "How text is written that does not say it itself: utf-8, utf-16le, utf-16be, gb18030, big5, "
        + "big5-hkscs, shift-jis, euc-kr, cp1252; utf-8-replacing puts U+FFFD into gaps.",
      valueName: "name"
    )
  )
  var encoding: String?

  @Option(name: .customLong("as"), help: "The name of the one file in the study.")
  var name: String?

  @Option(
    help: ArgumentHelp("Which project of a database that holds several.", valueName: "name")
  )
  var project: String?

  @Flag(help: "Join the wrapped lines of a PDF to paragraphs.")
  var joinLines = false

  @Flag(
    help:
      "Make turns of the rows of a document's tables: speaker and words, with a time or without."
  )
  var tableTurns = false

  @Option(
    help: ArgumentHelp("Copy the files there, outside the study.", valueName: "folder"),
    completion: .directory
  )
  var keepOriginals: String?

  @OptionGroup var output: OutputOptions

  func run() throws {
    if let project = files.first(where: { ProjectImporting.Kind(of: $0) != nil }) {
      return try bring(project: project)
    }
    guard project == nil else {
      throw Failure.usage("--project chooses in a database of Taguette, and there is none here.")
    }
    guard name == nil || files.count == 1 else {
      throw Failure.usage(
        "--as names one text, and \(files.count) files are given. Import them one by one."
      )
    }
    var options = ImportSource.Options()
    options.joinsLines = joinLines
    options.tablesAreTurns = tableTurns
    options.encoding = try chosenEncoding
    try refuseEmptyProject()
    let study = try Failure.study { () throws(StudyProblem) in try StudyFolder.open(path: to) }
    guard study.chosen == nil else {
      throw Failure.usage("\(to): --to takes the study's folder, not a transcript.")
    }
    try answer(try bring(into: study, options))
    StudyFolder.keepSharedFiles(of: study.path)
  }

  private var chosenEncoding: TextEncoding? {
    get throws(Failure) {
      guard let encoding else { return nil }
      if let known = TextEncoding(named: encoding) { return known }
      throw .usage(
        "There is no encoding \"\(encoding)\". Known are: "
          + TextEncoding.allCases.map(\.rawValue).joined(separator: ", ") + "."
      )
    }
  }

  /// Says of a file that is called like a project of QualCoder that it is none, before anything is said
  /// of the study.
  private func refuseEmptyProject() throws(Failure) {
    guard let file = files.first(where: { $0.lowercased().hasSuffix(".qda") }),
      FileReader.isThere(file)
    else { return }
    throw .data(
      "\(file): this file is no project of QualCoder's, which is a folder of this name with data.qda in "
        + "it, or that database itself. Name the folder."
    )
  }

  private func bring(project: String) throws {
    guard files.count == 1, let kind = ProjectImporting.Kind(of: project) else {
      throw Failure.usage("\(project): a project is imported alone. Import the files one by one.")
    }
    let isPlain = name == nil && keepOriginals == nil && !joinLines && !tableTurns
    guard isPlain else {
      throw Failure.usage(
        "\(project): a project brings its texts with their names as they are. Leave --as, "
          + "--join-lines, --table-turns and --keep-originals out."
      )
    }
    guard encoding == nil || kind == .refiQDA else {
      throw Failure.usage("\(project): a database is in UTF-8. Leave --encoding out.")
    }
    guard self.project == nil || kind == .database else {
      throw Failure.usage("\(project): this file holds one project. Leave --project out.")
    }
    try ProjectImporting(
      kind: kind,
      file: project,
      study: to,
      name: self.project,
      encoding: try chosenEncoding
    ).run(output)
  }

  private func bring(
    into study: StudyFolder,
    _ options: ImportSource.Options
  ) throws -> [StudyImport.Report] {
    var work: StudyImport
    do throws(StudyImport.Refusal) {
      work = try StudyImport(into: study, keepingOriginalsIn: keepOriginals)
    } catch {
      switch error {
      case .originalsInside: throw Failure.usage(error.message)
      case .file: throw Failure.data(error.message)
      }
    }
    let progress = ProgressLine("Importing file", output)
    defer { progress.clear() }
    Unfinished.watch()
    let question = EncodingQuestion(output)
    var reports: [StudyImport.Report] = []
    for (index, file) in files.enumerated() {
      progress.show(index, of: files.count)
      Unfinished.say(ImportPage(reports: reports, study: to).interrupted(before: files[index]))
      var megabytes = 0
      var report = work.bring(file, as: name, options: options) { bytes in
        guard bytes >> 20 > megabytes else { return }
        megabytes = bytes >> 20
        progress.show(file, megabytes: megabytes)
      }
      progress.clear()
      while case .undecided(_, _, let candidates) = report.problem, question.isPossible {
        progress.clear()
        guard let answer = question.ask(file, candidates) else { break }
        var chosen = options
        chosen.encoding = answer
        report = work.bring(file, as: name, options: chosen)
      }
      reports.append(report)
    }
    Unfinished.say("")
    return reports
  }

  private func answer(_ reports: [StudyImport.Report]) throws {
    let page = ImportPage(reports: reports, study: to)
    output.answer(json: page.json, csv: page.csv, table: output.quiet ? "" : page.text)
    for message in page.problems { Output.writeError(message) }
    let problems = reports.compactMap(\.problem)
    guard !problems.isEmpty else { return }
    throw Failure.silent(problems.map(\.exitStatus).max() ?? 3)
  }
}

extension ImportProblem {
  /// Data that cannot be read is worse than an answer that is no.
  fileprivate var exitStatus: Int32 {
    switch self {
    case .nameTaken, .nameCollides: 1
    case .badName: 2
    default: 3
    }
  }
}
