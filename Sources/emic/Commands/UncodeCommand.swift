import ArgumentParser
import EmicKit

/// Removes a coding.
struct UncodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "uncode",
    abstract: "Remove a coding.",
    discussion: """
      emic undo, or u on the screen, brings it back.

      Example: emic uncode sample-transcripts T03 --coder guest --id 0195b0c4-7a51-7c3e-9d0a-3f1f0b1c2d3e
      """
  )

  @Argument(help: "The study's folder.", completion: .directory)
  var study: String

  @Argument(
    help: "The transcript: its path, its transcript-id or the start of its name.",
    completion: .file()
  )
  var transcript: String

  @OptionGroup var writing: WritingOptions

  @Option(help: "The coding's id, or the beginning of it, as emic codings and emic read show it.")
  var id: String

  @OptionGroup var output: OutputOptions

  func run() throws {
    var desk = try Desk(writing, study: study, transcript: transcript)
    let coding = try desk.coding(meant: id, orNothingIs: "removed")
    let change = desk.sidecar.removing([coding.id], in: desk.transcript)
    _ = try desk.save(change)
    output.answer(
      json: coding.json,
      csv: [["coding_id", "code_id", "start", "end"]] + [
        [coding.id.text, coding.code.text, "\(coding.span.start)", "\(coding.span.end)"]
      ],
      sentences: [change.summary]
    )
  }
}
