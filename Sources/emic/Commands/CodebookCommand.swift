import ArgumentParser
import EmicKit
import Terminal

/// Shows the codebook, and changes it.
struct CodebookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "codebook",
    abstract: "Show the codebook, what is weak in it, how it has changed; change it.",
    discussion: """
      What changes meaning makes a new version and stays in the history. Where study.yaml gives \
      roles, a supervisor or lead changes the codebook.

      Example: emic codebook show sample-transcripts --code trust
      """,
    subcommands: [
      CodebookShowCommand.self, CodebookLintCommand.self, CodebookDiffCommand.self,
      CodebookAddCommand.self, CodebookRenameCommand.self, CodebookRedefineCommand.self,
      CodebookMoveCommand.self, CodebookSplitCommand.self, CodebookMergeCommand.self,
      CodebookRetireCommand.self, CodebookReviveCommand.self, CodebookProposalsCommand.self,
      CodebookAcceptCommand.self, CodebookDeclineCommand.self, CodebookImportCommand.self,
      CodebookUndoCommand.self, CodebookRedoCommand.self, CodebookHistoryCommand.self,
    ]
  )
}

/// Prints the codes.
struct CodebookShowCommand: ParsableCommand {
  enum Form: String, CaseIterable, ExpressibleByArgument {
    case table, list, json, csv, markdown
  }

  static let configuration = CommandConfiguration(
    command: "show",
    abstract: "Print the codes as a tree, or one whole entry.",
    discussion: "Example: emic codebook show sample-transcripts --code trust"
  )

  @Argument(help: "The study's folder.", completion: .directory)
  var study = "."

  @Option(help: ArgumentHelp("Only this code, with all its parts.", valueName: "id"))
  var code: String?

  @Option(
    help: ArgumentHelp("A codebook in place of the study's own.", valueName: "file"),
    completion: .file()
  )
  var codebook: String?

  @Option(help: "table, list (a line for each fact), json, csv or markdown.")
  var format: Form?

  @Flag(help: "No messages beside the answer.")
  var quiet = false

  @Option(help: "Colours: auto, always or never; NO_COLOR is honoured.")
  var color: ColorChoice = .auto

  func run() throws {
    let study = try openStudy(self.study, codebook: codebook)
    let book = try Failure.study { () throws(StudyProblem) in try study.codebook() }
    var codes = book.codes
    if let code {
      let id = try book.code(asked: code)
      codes = book[id].map { [$0] } ?? []
    }
    let pages = CodebookPages(book: book, codes: codes)
    let form = format ?? (Format.usual == .list ? .list : .table)
    switch form {
    case .table, .list:
      let tableForm: Table.Form = form == .list ? .list : .columns(isBold: false)
      Output.write(code == nil ? pages.tree(tableForm) : pages.entries)
    case .json: Output.write(json: pages.json)
    case .csv: Output.write(csv: pages.table)
    case .markdown: Output.write(markdown: pages.markdown)
    }
  }
}

/// Lists what is weak.
struct CodebookLintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "lint",
    abstract:
      "List what is weak in the codebook: missing parts, near doubles, unused codes, inseparable ones.",
    discussion: """
      Uses are counted of the codings that you may see. Exit code 1 when there are findings.

      Example: emic codebook lint sample-transcripts
      """
  )

  @Argument(help: "The study's folder.", completion: .directory)
  var study = "."

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let study = try reading.open(study)
    let book = try Failure.study { () throws(StudyProblem) in try study.codebook() }
    var work = VisibleWork(
      of: study,
      asker: try reading.asker(in: study),
      showsDrafts: reading.drafts
    )
    var usage = CodeUsage()
    var hidden = 0
    for name in study.transcripts {
      hidden += work.hiddenCount(of: name)
      for sidecar in (try? work.sidecars(of: name)) ?? [] {
        usage.add(sidecar, codebook: book)
      }
    }
    // Where nobody's work may be seen, "never used" would be a guess.
    let findings = CodebookLint.findings(in: book, usage: usage.counts.isEmpty ? nil : usage)
    output.answer(
      json: .object([
        JSONMember(
          "findings",
          .array(
            findings.map { finding in
              .object([
                JSONMember("code", .string(finding.code.text)),
                JSONMember("message", .string(finding.message)),
              ])
            }
          )
        )
      ]),
      csv: [["code", "message"]] + findings.map { [$0.code.text, $0.message] },
      table: findings.isEmpty
        ? "Nothing to mend.\n"
        : findings.map { DisplayText.safe($0.message) + "\n" }.joined()
    )
    if hidden > 0, !usage.counts.isEmpty { output.note(CodebookLint.note(hiddenSidecars: hidden)) }
    for problem in work.problems { Output.writeError(problem.message) }
    if !work.problems.isEmpty { throw Failure.silent(3) }
    if !findings.isEmpty { throw Failure.silent(1) }
  }
}
