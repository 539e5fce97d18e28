import ArgumentParser
import EmicKit

/// Takes the codes of another program's codebook into the study's.
struct CodebookImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "import",
    abstract: "Take in the codes of a REFI-QDA codebook (.qdc).",
    discussion: """
      Codes that the codebook has already, by their GUIDs or by their names and those above them, stay \
      as they are; new ones are added at its end, with their hierarchy, colours and descriptions.

      Example: emic codebook import . codes.qdc --as supervisor
      """
  )

  @Argument(help: "The study's folder.", completion: .directory)
  var study: String

  @Argument(help: "The .qdc file.", completion: .file(extensions: ["qdc"]))
  var file: String

  @OptionGroup var writing: CodebookWritingOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    // Refuses whoever does not write the codebook.
    let desk = try CodebookDesk(writing, study: study)
    let imported: ImportedStudy
    do throws(QDAError) {
      imported = try QDAFile.codebook(at: file)
    } catch {
      throw Failure.data(error.message)
    }
    let outcome: ProjectImport.Outcome
    do throws(ProjectImport.Problem) {
      outcome = try ProjectImport(imported, at: Now.timestamp).save(to: desk.study.path)
    } catch {
      throw Failure(error)
    }
    let known = desk.book
    let added = outcome.codes.filter { known[$0] == nil }
    let sentence =
      outcome.written.isEmpty
      ? "All codes of \(file) are in the codebook already."
      : "Added \(added.count) of \(imported.codebook.codes.count) codes of \(file)."
    output.answer(
      json: .object([
        JSONMember("file", .string(file)),
        JSONMember("added", .array(added.map { .string($0.text) })),
        JSONMember("notes", .array(imported.report.notes.map { .string($0) })),
      ]),
      csv: [["added"]] + added.map { [$0.text] },
      facts: Table(
        facts: [
          ["file", "added"] + imported.report.notes.map { _ in "note" },
          [file, added.map(\.text).joined(separator: ", ")] + imported.report.notes,
        ]
      ),
      sentences: [sentence] + imported.report.notes.map { "  \($0)" }
    )
  }
}
