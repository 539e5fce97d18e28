import ArgumentParser
import EmicKit

/// Closes a sidecar and freezes a copy.
struct SubmitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "submit",
    abstract: "Submit your codings of a transcript: a copy is frozen, the sidecar is closed.",
    discussion: """
      Others may see what is submitted; coders only when all who are assigned have submitted. \
      emic reopen opens it again; the frozen copy stays.

      Example: emic submit sample-transcripts T03 --coder guest
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
  @OptionGroup var output: OutputOptions

  func run() throws {
    var desk = try Desk(writing, study: study, transcript: transcript, for: .submitting)
    let number = try desk.submit()
    let (sidecar, name) = (desk.sidecar, desk.transcript.name)
    let frozen = desk.study.submissionName(of: name, by: desk.coder, number: number)
    let isBlind = sidecar.log.last?["blind"] != .bool(false)
    output.answer(
      json: .object([
        JSONMember("transcript", .string(name)),
        JSONMember("coder", .string(desk.coder.text)),
        JSONMember("number", .number(String(number))),
        JSONMember("blind", .bool(isBlind)),
        JSONMember("at", .string(sidecar.status.at.text)),
        JSONMember("frozen", .string(frozen)),
      ]),
      csv: [
        ["transcript", "coder", "number", "blind", "at", "frozen"],
        [name, desk.coder.text, "\(number)", "\(isBlind)", sidecar.status.at.text, frozen],
      ],
      sentences: sentences(desk, frozen)
    )
    if output.isForPeople { noteOpenTurns(desk) }
  }

  /// Turns that were passed over by mistake count as having nothing in them.
  private func noteOpenTurns(_ desk: Desk) {
    let open = Progress.openTurns(of: desk.transcript, in: desk.sidecar).map { "\($0.number)" }
    guard !open.isEmpty else { return }
    let shown = open.prefix(8).joined(separator: ", ") + (open.count > 8 ? ", …" : "")
    output.note(
      "\(open.count == 1 ? "1 turn is" : "\(open.count) turns are") neither coded nor marked as having nothing: "
        + "\(shown). If that is a slip, `emic reopen` opens it again."
    )
  }

  private func sentences(_ desk: Desk, _ frozen: String) -> [String] {
    let (name, count) = (desk.transcript.name, desk.sidecar.codings.count)
    let codings = count == 1 ? "1 coding" : "\(count) codings"
    let waited = VisibleWork(of: desk.study, asker: desk.coder, transcripts: [name])
      .openCoders(of: name)
    let names = waited.map(\.text).joined(separator: ", ")
    let hidden =
      "Others' codings of it stay hidden until \(names) \(waited.count == 1 ? "has" : "have") "
      + "submitted."
    return ["\(name): submitted \(codings); a copy is frozen in \(frozen)."]
      + notBlind(desk.sidecar, desk.coder) + (waited.isEmpty ? [] : [hidden])
  }

  /// That it does not count as blind, and why; nothing where it does.
  private func notBlind(_ sidecar: Sidecar, _ coder: Coder.ID) -> [String] {
    guard sidecar.log.last?["blind"] == .bool(false) else { return [] }
    let reveal = sidecar.log.first { $0["act"]?.string == "reveal" }
    let day = reveal?["at"]?.string.flatMap { Timestamp($0) }?.date
    return [
      "It does not count as blind: others' codings were shown to \(coder)"
        + (day.map { " on \($0)" } ?? "") + "."
    ]
  }
}
