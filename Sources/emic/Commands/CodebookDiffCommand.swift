import ArgumentParser
import EmicKit
import Terminal

/// Prints what lies between two versions.
struct CodebookDiffCommand: ParsableCommand {
  enum Form: String, CaseIterable, ExpressibleByArgument {
    case markdown, table, list, json, csv
  }

  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Print what has changed between two versions, as an appendix for a methods section.",
    discussion: """
      Old versions are put together from the history in the codebook.

      Example: emic codebook diff sample-transcripts --from 1
      """
  )

  @Argument(help: "The study's folder.")
  var study = "."

  @Option(parsing: .unconditional, help: ArgumentHelp("The earlier version.", valueName: "n"))
  var from = 1

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The later version; else today's.", valueName: "n")
  )
  var to: Int?

  @Option(help: ArgumentHelp("A codebook in place of the study's own.", valueName: "file"))
  var codebook: String?

  @Option(help: "markdown, table, list (a line for each fact), json or csv.")
  var format = Form.markdown

  @Flag(help: "No messages beside the answer.")
  var quiet = false

  @Option(help: "Colours: auto, always or never; NO_COLOR is honoured.")
  var color = ColorChoice.auto

  func run() throws {
    let book = try Failure.study { () throws(StudyProblem) in
      try StudyFolder.open(path: study, codebook: codebook).codebook()
    }
    let last = to ?? book.version
    for version in [from, last] where !(1...book.version).contains(version) {
      throw Failure.usage(
        "There is no version \(version) of the codebook. It has the versions 1 to \(book.version)."
      )
    }
    guard from <= last else {
      throw Failure.usage("Version \(from) is later than version \(last). Turn them round.")
    }
    let pages = CodebookDiffPages(diff: CodebookDiff(of: book, from: from, to: last))
    switch format {
    case .markdown: Output.write(markdown: pages.markdown)
    case .table: Output.write(pages.table(.columns(isBold: false)))
    case .list: Output.write(pages.table(.list))
    case .json: Output.write(json: pages.json)
    case .csv: Output.write(csv: pages.rows)
    }
  }
}
