import ArgumentParser
import EmicKit

/// Sets a memo.
struct MemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "memo",
    abstract: "Set the memo on a coding, or write one on a transcript.",
    discussion: """
      With --id of a coding or of a memo it is set there; without, a memo on the transcript is \
      added. An empty text takes the memo away.

      Example: emic memo sample-transcripts T03 --coder guest --text "Ask about the sponsor again."
      """
  )

  @Argument(help: "The study's folder.")
  var study: String

  @Argument(help: "The transcript: its path, its transcript-id or the start of its name.")
  var transcript: String

  @OptionGroup var writing: WritingOptions

  @Option(help: "The id of a coding, or of a memo on the transcript.")
  var id: String?

  @Option(help: "What the memo says.")
  var text: String

  @OptionGroup var output: OutputOptions

  func run() throws {
    var desk = try Desk(writing, study: study, transcript: transcript)
    guard let id else { return try setOnTranscript(&desk, nil) }
    if let memo = desk.sidecar.memos.first(where: { $0.id.text == id }) {
      return try setOnTranscript(&desk, memo.id)
    }
    guard let coding = desk.sidecar.codings.first(where: { $0.id.text == id }) else {
      throw Failure.refused(
        "\(desk.transcript.name): \(desk.coder) has no coding and no memo \"\(id)\". "
          + "`emic codings` lists the ids; nothing was written."
      )
    }
    let change = desk.sidecar.settingMemo(text, on: [coding.id])
    _ = try desk.save(change)
    let now = desk.sidecar.codings.first { $0.id == coding.id } ?? coding
    desk.answer(now, change.isEmpty ? "The memo is as it was." : change.summary, output)
  }

  private func setOnTranscript(_ desk: inout Desk, _ id: Memo.ID?) throws {
    // Said again it is the same memo, not a second one.
    let known = id ?? desk.sidecar.memos.first { $0.text == text }?.id
    let change = desk.sidecar.settingTranscriptMemo(text, id: known, moment: &desk.moment)
    if text.isEmpty, id == nil {
      throw Failure.usage("The text is empty. Say with --id which memo is to be taken away.")
    }
    _ = try desk.save(change)
    let memo = desk.sidecar.memos.last { $0.text == text }
    let members = [
      JSONMember("id", .string(memo?.id.text ?? known?.text ?? "")),
      JSONMember("at", memo.map { .string($0.at.text) } ?? .null),
      JSONMember("text", .string(text)),
    ]
    output.answer(
      json: .object(members),
      csv: [["memo_id", "text"], [memo?.id.text ?? known?.text ?? "", text]],
      table: output.quiet ? "" : change.summary + (memo.map { " \($0.id)" } ?? "") + "\n"
    )
  }
}
