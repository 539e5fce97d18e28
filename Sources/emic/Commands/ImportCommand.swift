import ArgumentParser
import EmicKit

/// Brings what other programs have made into a study.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Bring another program's project into a study.",
    discussion: """
      A .qdpx file (REFI-QDA: NVivo, ATLAS.ti, MAXQDA, QualCoder and others) brings texts, codes, \
      codings with their coders, memos and cases. STUDY is made when it is not there. All of it is \
      imported, or nothing; what has no place in a study is counted in the report.

      Example: emic import project.qdpx --to ward-study
      """
  )

  @Argument(help: "The file.")
  var file: String

  @Option(help: ArgumentHelp("The study's folder; new, or there already.", valueName: "study"))
  var to: String

  @OptionGroup var output: OutputOptions

  func run() throws {
    guard let kind = ProjectImporting.Kind(of: file) else {
      throw Failure.usage("\(file): no such file is read. Give a .qdpx project.")
    }
    try ProjectImporting(kind: kind, file: file, study: to).run(output)
  }
}
