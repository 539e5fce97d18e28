import ArgumentParser
import EmicKit

/// Makes a study.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "init",
    abstract: "Make a study: a folder with study.yaml and a codebook.",
    discussion: """
      The codebook is copied into the study; without one a first codebook is begun.

      Example: emic init ward-study --title "Life on the ward"
      """
  )

  @Argument(help: "The folder that is to be the study; new, or empty.", completion: .directory)
  var folder: String

  @Option(help: "The study's title.")
  var title: String

  @Option(help: ArgumentHelp("A codebook to begin with.", valueName: "file"), completion: .file())
  var codebook: String?

  @OptionGroup var output: OutputOptions

  func run() throws {
    guard !title.isEmpty else { throw Failure.usage("The title is empty. Give the study a title.") }
    var folder = folder
    while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
    let files: [String]
    do throws(NewStudy.Refusal) {
      files = try NewStudy.make(folder, title: title, codebook: codebook)
    } catch {
      if case .notEmpty = error { throw Failure.refused(error.message) }
      throw Failure.data(error.message)
    }
    StudyFolder.keepSharedFiles(of: folder)
    output.answer(
      json: .object([
        JSONMember("study", .string(folder)),
        JSONMember("files", .array(files.map { .string($0) })),
      ]),
      csv: [["file"]] + files.map { [$0] },
      facts: Table(facts: [["study"] + files.map { _ in "file" }, [folder] + files]),
      sentences: sentences(folder)
    )
  }

  private func sentences(_ path: String) -> [String] {
    let folder = ShellWord.quoted(path)
    return [
      "Made the study \(path).",
      "Next: put transcripts (.txt or .md, UTF-8) into it, or bring them in from Word, captions and others",
      "with  emic import FILE --to \(folder);  add your codes to \(path)/codebook.yaml,",
      "then code:  emic \(folder) --coder ID --new-coder",
      "Look at it: emic check \(folder)",
    ]
  }
}
