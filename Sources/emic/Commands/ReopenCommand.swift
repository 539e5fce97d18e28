import ArgumentParser
import EmicKit

/// Opens a submitted sidecar again.
struct ReopenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reopen",
    abstract: "Open your submitted codings of a transcript again; the reason is recorded.",
    discussion: """
      Until it is submitted again it counts as not submitted; frozen copies stay as they are.

      Example: emic reopen sample-transcripts T03 --coder guest --reason "Turn 12 was skipped."
      """
  )

  @Argument(help: "The study's folder.")
  var study: String

  @Argument(help: "The transcript: its path, its transcript-id or the start of its name.")
  var transcript: String

  @OptionGroup var writing: WritingOptions

  @Option(help: "Why; it stays in the sidecar's log.")
  var reason: String

  @OptionGroup var output: OutputOptions

  func run() throws {
    guard !reason.isEmpty else {
      throw Failure.usage("The reason is empty. Say why it is opened again.")
    }
    var desk = try Desk(writing, study: study, transcript: transcript, for: .reopening)
    try desk.reopen(because: reason)
    let (name, time) = (desk.transcript.name, desk.sidecar.status.at.text)
    output.answer(
      json: .object([
        JSONMember("transcript", .string(name)),
        JSONMember("coder", .string(desk.coder.text)),
        JSONMember("at", .string(time)),
        JSONMember("reason", .string(reason)),
      ]),
      csv: [["transcript", "coder", "at", "reason"], [name, desk.coder.text, time, reason]],
      table: output.quiet
        ? ""
        : DisplayText.safe("\(name): open again for \(desk.coder), as a draft. Frozen copies stay.")
          + "\n"
    )
  }
}
