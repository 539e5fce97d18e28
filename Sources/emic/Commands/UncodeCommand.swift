import ArgumentParser
import EmicKit

/// Removes a coding.
struct UncodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "uncode",
    abstract: "Remove a coding.",
    discussion: """
      The screen's undo brings it back.

      Example: emic uncode sample-transcripts T03 --coder guest --id 0195b0c4-7a51-7c3e-9d0a-3f1f0b1c2d3e
      """
  )

  @Argument(help: "The study's folder.")
  var study: String

  @Argument(help: "The transcript: its path, its transcript-id or the start of its name.")
  var transcript: String

  @OptionGroup var writing: WritingOptions

  @Option(help: "The coding's id, as emic codings shows it.")
  var id: String

  @OptionGroup var output: OutputOptions

  func run() throws {
    var desk = try Desk(writing, study: study, transcript: transcript)
    guard let coding = desk.sidecar.codings.first(where: { $0.id.text == id }) else {
      throw Failure.refused(
        "\(desk.transcript.name): \(desk.coder) has no coding \"\(id)\". "
          + "`emic codings` lists the ids; nothing was removed."
      )
    }
    let change = desk.sidecar.removing([coding.id], in: desk.transcript)
    _ = try desk.save(change)
    output.answer(
      json: coding.json,
      csv: [["coding_id", "code_id", "start", "end"]] + [
        [coding.id.text, coding.code.text, "\(coding.span.start)", "\(coding.span.end)"]
      ],
      table: output.quiet ? "" : DisplayText.safe(change.summary) + "\n"
    )
  }
}
