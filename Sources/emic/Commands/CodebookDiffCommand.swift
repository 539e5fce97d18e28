import ArgumentParser
import EmicKit
import Terminal

/// Prints what lies between two versions.
struct CodebookDiffCommand: ParsableCommand {
  enum Form: String, CaseIterable, ExpressibleByArgument {
    case markdown, table, list, json, csv
  }

  static let configuration = CommandConfiguration(
    command: "diff",
    abstract: "Print what has changed between two versions, as an appendix for a methods section.",
    discussion: """
      Old versions are put together from the history in the codebook. The appendix leaves the study: names of \
      --names FILE are replaced, and what quotes a passage flagged do-not-quote or redact is cut.

      Example: emic codebook diff sample-transcripts --from 1
      """
  )

  @Argument(help: "The study's folder.", completion: .directory)
  var study = "."

  @Option(parsing: .unconditional, help: ArgumentHelp("The earlier version.", valueName: "n"))
  var from = 1

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The later version; else today's.", valueName: "n")
  )
  var to: Int?

  @Option(
    help: ArgumentHelp("A codebook in place of the study's own.", valueName: "file"),
    completion: .file()
  )
  var codebook: String?

  @OptionGroup var names: NamesOption

  @Flag(help: "Show words although study.yaml says names: required; names are not replaced.")
  var identified = false

  @Option(help: "markdown, table, list (a line for each fact), json or csv.")
  var format = Form.markdown

  @Flag(help: "No messages beside the answer.")
  var quiet = false

  @Option(help: "Colours: auto, always or never; NO_COLOR is honoured.")
  var color = ColorChoice.auto

  func run() throws {
    let folder = try openStudy(study, codebook: codebook)
    let release = try Release.leaving(folder, names.required(for: folder, identified: identified))
    let book = try Failure.study { () throws(StudyProblem) in try folder.codebook() }
    let last = to ?? book.version
    for version in [from, last] where !(1...book.version).contains(version) {
      throw Failure.usage(
        "There is no version \(version) of the codebook. It has the versions 1 to \(book.version)."
      )
    }
    guard from <= last else {
      throw Failure.usage("Version \(from) is later than version \(last). Turn them round.")
    }
    let diff = CodebookDiff(of: book, from: from, to: last).released(release)
    let pages = CodebookDiffPages(diff: diff)
    switch format {
    case .markdown: Output.write(markdown: pages.markdown)
    case .table: Output.write(pages.table(.columns(isBold: false)))
    case .list: Output.write(pages.table(.list))
    case .json: Output.write(json: pages.json)
    case .csv: Output.write(csv: pages.rows)
    }
  }
}
