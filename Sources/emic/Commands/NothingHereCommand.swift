import ArgumentParser
import EmicKit

/// Marks turns that are read and have nothing to code.
struct NothingHereCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "nothing-here",
    abstract: "Mark turns as read, with nothing to code in them, or open them again.",
    discussion: """
      Only respondents' turns that are not coded are marked; in a stretch of turns the others are \
      passed over and named. --open takes marks away. `emic read --uncoded` lists what is left.

      Example: emic nothing-here sample-transcripts T03 --coder guest --turns 6-8
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

  @OptionGroup var beginning: BeginningOptions

  @Option(help: ArgumentHelp("A turn or a stretch of turns.", valueName: "from-to"))
  var turns: String

  @Flag(help: "Take the marks away: the turns are open again.")
  var open = false

  @OptionGroup var output: OutputOptions

  func run() throws {
    var desk = try Desk(
      writing,
      study: study,
      transcript: transcript,
      beginsAnew: beginning.beginAnew
    )
    let range = try TurnRange(turns, in: desk.transcript).numbers
    let chosen = desk.transcript.structure.turns.filter { range.contains($0.number) }
    guard !chosen.isEmpty else {
      throw Failure.refused("\(desk.transcript.name): a document has no turns to mark.")
    }
    var change = ChangeInSteps(of: desk.sidecar, at: desk.moment.now)
    var (changed, passedOver): ([Int], [NothingHereProblem]) = ([], [])
    for turn in chosen
    where desk.sidecar.nothingHere.contains(where: { $0.span == turn.speech }) == open {
      do throws(NothingHereProblem) {
        // A mark can be taken away wherever it stands.
        if !open { try desk.sidecar.refuseNothingHere(in: turn) }
      } catch {
        passedOver.append(error)
        continue
      }
      let moment = desk.moment
      try change.take { $0.togglingNothingHere(turn, moment: moment) }
      changed.append(turn.number)
    }
    if changed.isEmpty, passedOver.count == chosen.count, let first = passedOver.first {
      throw Failure.refused("\(desk.transcript.name): \(first.message)")
    }
    let summary = words(changed)
    try desk.save(Change(summary, change.whole.edits))
    let left = Progress.openTurns(of: desk.transcript, in: desk.sidecar).count
    answer(desk, changed, passedOver, left)
  }

  private func words(_ changed: [Int]) -> String {
    let noun = changed.count == 1 ? "turn" : "turns"
    let list = changed.map { "\($0)" }.joined(separator: ", ")
    guard !changed.isEmpty else { return "It is so already." }
    return open ? "Open again: \(noun) \(list)." : "Nothing to code in \(noun) \(list)."
  }

  private func answer(
    _ desk: Desk,
    _ changed: [Int],
    _ passedOver: [NothingHereProblem],
    _ left: Int
  ) {
    output.answer(
      json: .object([
        JSONMember("transcript", .string(desk.transcript.name)),
        JSONMember("coder", .string(desk.coder.text)),
        JSONMember("turns", .array(changed.map { .count($0) })),
        JSONMember("open", .bool(open)),
        JSONMember("passed-over", .array(passedOver.map { .string($0.message) })),
        JSONMember("left", .count(left)),
      ]),
      csv: [["turn", "open"]] + changed.map { ["\($0)", open ? "1" : "0"] },
      sentences: [
        "\(words(changed)) \(left) \(left == 1 ? "turn" : "turns") not coded yet."
      ]
    )
    for problem in passedOver { output.note("Passed over: \(problem.message)") }
  }
}
