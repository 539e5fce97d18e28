import ArgumentParser
import EmicKit

/// Sets a memo.
struct MemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "memo",
    abstract: "Set the memo on a coding; write one on a transcript, a code, a case or the study.",
    discussion: """
      With --id of a coding or of a memo it is set there; the beginning of an id is enough. \
      Without, a memo is added: on the transcript, on a code (--code), on a case (--case) or on \
      the study (--on-study). An empty text takes the memo away. emic memos lists them. --undo takes \
      your last change of a memo on a code, a case or the study back, as u on the screen does, and \
      --redo does it again; those on codings and transcripts go back with emic undo.

      Example: emic memo sample-transcripts T03 --coder guest --text "Ask about the sponsor again."

      Example: emic memo sample-transcripts --code trust --coder guest --text "In persons, not offices."
      """
  )

  @Argument(help: "The study's folder.", completion: .directory)
  var study: String

  @Argument(
    help: "The transcript: its path, its transcript-id or the start of its name.",
    completion: .file()
  )
  var transcript: String?

  @OptionGroup var writing: WritingOptions

  @OptionGroup var beginning: BeginningOptions

  @Option(help: ArgumentHelp("On this code: id, name or beginning of the id.", valueName: "code"))
  var code: String?

  @Option(name: .customLong("case"), help: ArgumentHelp("On this case.", valueName: "name"))
  var caseName: String?

  @Flag(help: "On the study.")
  var onStudy = false

  @Option(help: "The id of a coding or of a memo, or the beginning of it.")
  var id: String?

  @Option(help: "What the memo says.")
  var text: String?

  @Flag(help: "Take your last change of a memo on a code, a case or the study back.")
  var undo = false

  @Flag(help: "Do again what was undone last.")
  var redo = false

  @Flag(help: "Leave those as they are that were written anew since, and go on behind them.")
  var skip = false

  @OptionGroup var output: OutputOptions

  func run() throws {
    let subjects = [code != nil, caseName != nil, onStudy].count { $0 }
    guard !undo, !redo else {
      guard undo != redo, subjects == 0, transcript == nil, id == nil, text == nil else {
        throw Failure.usage(
          "--undo and --redo stand alone. Give one of them, without a text and what it is on."
        )
      }
      return try OutsideMemoStep(
        study: study,
        writing: writing,
        isUndone: undo,
        isSkipping: skip
      ).carryOut(output)
    }
    guard !skip else { throw Failure.usage("--skip goes with --undo or --redo. Leave it out.") }
    guard let text else { throw Failure.usage("What does the memo say? Give --text.") }
    try Failure.refuseBlank(text, "--text")
    try keep(TypedText.lines(text), subjects)
  }

  private func keep(_ text: String, _ subjects: Int) throws {
    guard subjects < 2, transcript == nil || subjects == 0 else {
      throw Failure.usage(
        "A memo is on one thing. Give a transcript, --code, --case or --on-study, and no other."
      )
    }
    guard transcript != nil || subjects == 1 || id != nil else {
      throw Failure.usage(
        "What is the memo on? Give a transcript, --code, --case, --on-study, or --id of a memo."
      )
    }
    guard let transcript else {
      return try OutsideMemo(
        study: study,
        writing: writing,
        code: code,
        caseName: caseName,
        isOnStudy: onStudy,
        id: id,
        text: text,
        beginsAnew: beginning.beginAnew
      ).keep(output)
    }
    var desk = try Desk(
      writing,
      study: study,
      transcript: transcript,
      beginsAnew: beginning.beginAnew
    )
    guard let id else { return try setOnTranscript(text, &desk, nil) }
    if case .one(let memo) = Memo.ID.match(id, among: desk.sidecar.memos.map(\.id)) {
      return try setOnTranscript(text, &desk, memo)
    }
    let meant = try Coding.ID.meant(id, among: desk.sidecar.codings) {
      "\(desk.transcript.name): \(desk.coder) has no coding and no memo \"\(id)\". "
        + "`emic codings` lists the ids; nothing was written."
    }
    let change = desk.sidecar.settingMemo(text, on: [meant])
    try desk.save(change)
    guard let now = desk.sidecar.codings.first(where: { $0.id == meant }) else {
      throw Failure.refused("The coding was removed in another session meanwhile.")
    }
    desk.answer([now], change.isEmpty ? "The memo is as it was." : change.summary, output)
  }

  private func setOnTranscript(_ text: String, _ desk: inout Desk, _ id: Memo.ID?) throws {
    // Said again it is the same memo, not a second one.
    let known = id ?? desk.sidecar.memos.first { $0.text == text }?.id
    let change = desk.sidecar.settingTranscriptMemo(text, id: known, moment: &desk.moment)
    if text.isEmpty, id == nil {
      throw Failure.usage("The text is empty. Say with --id which memo is to be taken away.")
    }
    try desk.save(change)
    let memo = desk.sidecar.memos.last { $0.text == text }
    let members = [
      JSONMember("id", .string(memo?.id.text ?? known?.text ?? "")),
      JSONMember("at", memo.map { .string($0.at.text) } ?? .null),
      JSONMember("text", .string(text)),
    ]
    output.answer(
      json: .object(members),
      csv: [["memo_id", "text"], [memo?.id.text ?? known?.text ?? "", text]],
      sentences: [change.summary + (memo.map { " \($0.id)" } ?? "")]
    )
  }
}
