import ArgumentParser
import EmicKit

/// Which work is undone: one's own codings of a transcript, or one's own verdicts on it.
struct UndoOptions: ParsableArguments {
  @Argument(help: "The study's folder.")
  var study: String

  @Argument(help: "The transcript: its path, its transcript-id or the start of its name.")
  var transcript: String

  @Option(help: ArgumentHelp("Whose work; consensus is the verdicts.", valueName: "id"))
  var coder: String?

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp("Of the consensus: whose verdicts; else $EMIC_CODER.", valueName: "id")
  )
  var adjudicator: String?

  @Option(parsing: .unconditional, help: ArgumentHelp("How many changes.", valueName: "n"))
  var steps = 1

  @Option(help: ArgumentHelp("A codebook in place of the study's own.", valueName: "file"))
  var codebook: String?

  @OptionGroup var output: OutputOptions

  func run(_ act: ChangeHistory.Act) throws {
    guard steps > 0 else {
      throw Failure.usage("--steps \(steps) is no number of changes. Give 1 or more.")
    }
    if coder == Coder.consensus.text {
      var desk = try ConsensusDesk(
        study: study,
        codebook: codebook,
        adjudicator: adjudicator,
        transcript: transcript
      )
      let done = try taken(from: desk.history, act)
      for change in done { try desk.save(act == .undo ? change.inverse : change, as: act) }
      answer(desk.transcript.name, Coder.consensus, act, done, desk.history)
    } else {
      var options = try WritingOptions.parse([])
      (options.coder, options.codebook) = (coder, codebook)
      var desk = try Desk(options, study: study, transcript: transcript, for: .undoing)
      try desk.refuse(asking: adjudicator)
      let history = desk.undoable
      // Of closed work only decisions of the recode queue can go back.
      if desk.isClosed, (act == .undo ? history.undo : history.redo).isEmpty {
        try desk.refuseClosed()
      }
      let done = try taken(from: history, act)
      for change in done {
        let change = act == .undo ? change.inverse : change
        if desk.isClosed {
          try desk.saveRecoding(change, as: act)
        } else {
          try desk.save(change, as: act)
        }
      }
      answer(desk.transcript.name, desk.coder, act, done, desk.undoable)
    }
  }

  /// The changes that are asked for, the last first; all of them or none.
  private func taken(
    from stacks: UndoStacks<Change>,
    _ act: ChangeHistory.Act
  ) throws(Failure) -> [Change] {
    let known = act == .undo ? stacks.undo : stacks.redo
    guard !known.isEmpty else { throw .refused("Nothing to \(act.rawValue).") }
    guard steps <= known.count else {
      throw .refused(
        "Only \(known.count) \(known.count == 1 ? "change" : "changes") can be "
          + "\(act == .undo ? "undone" : "done again"). Nothing was changed; give --steps "
          + "\(known.count) or fewer."
      )
    }
    return known.suffix(steps).reversed()
  }

  private func answer(
    _ transcript: String,
    _ coder: Coder.ID,
    _ act: ChangeHistory.Act,
    _ done: [Change],
    _ left: UndoStacks<Change>
  ) {
    let word = act == .undo ? "Undone" : "Redone"
    output.answer(
      json: .object([
        JSONMember("transcript", .string(transcript)), JSONMember("coder", .string(coder.text)),
        JSONMember("act", .string(act.rawValue)),
        JSONMember("changes", .strings(done.map(\.summary))),
        JSONMember("undo", .count(left.undo.count)), JSONMember("redo", .count(left.redo.count)),
      ]),
      csv: [["act", "change"]] + done.map { [act.rawValue, $0.summary] },
      table: output.quiet
        ? "" : done.map { DisplayText.safe("\(word): \($0.summary)") + "\n" }.joined()
    )
  }
}

extension Desk {
  /// Refuses somebody who asks for another's changes.
  fileprivate func refuse(asking asker: String?) throws(Failure) {
    guard let asker, !asker.isEmpty, asker != coder.text else { return }
    throw .refused(
      "\(coder)'s changes are not shown to \(DisplayText.safe(asker)), and are not theirs to undo. Give --coder "
        + "\(DisplayText.safe(asker)) for your own."
    )
  }

  /// What can be undone and done again: on closed work what was decided on the recode queue.
  var undoable: UndoStacks<Change> {
    guard isClosed else {
      let stacks = history.load(for: transcript)
      return UndoStacks(undo: stacks.undo, redo: stacks.redo)
    }
    let recodings = history.recodings(for: transcript)
    return UndoStacks(undo: recodings.undo.map(\.change), redo: recodings.redo.map(\.change))
  }
}

/// Takes changes back.
struct UndoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Take the last change of your work on a transcript back.",
    discussion: """
      The history is that of the screen: what was done there is undone here, and the other way \
      round, also after a restart. emic history lists it. Verdicts are undone with --coder \
      consensus, each adjudicator's own; changes of the codebook with emic codebook undo.

      Example: emic undo my-study T03 --coder ana --steps 2
      """
  )

  @OptionGroup var options: UndoOptions

  func run() throws { try options.run(.undo) }
}

/// Does undone changes again.
struct RedoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "redo",
    abstract: "Do again what was undone last.",
    discussion: """
      As long as nothing else was changed since.

      Example: emic redo my-study T03 --coder ana
      """
  )

  @OptionGroup var options: UndoOptions

  func run() throws { try options.run(.redo) }
}

/// Lists what was done.
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "List what you have changed in a transcript, the last change at the end.",
    discussion: """
      In the words of the screen's messages, with what was undone and what emic undo would take \
      back. --coder consensus lists verdicts, for whoever may adjudicate (--as).

      Example: emic history my-study T03 --coder ana
      """
  )

  @Argument(help: "The study's folder.")
  var study: String

  @Argument(help: "The transcript: its path, its transcript-id or the start of its name.")
  var transcript: String

  @Option(help: ArgumentHelp("Whose work: your own.", valueName: "id"))
  var coder: String?

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp("Of the consensus: who asks; else $EMIC_CODER.", valueName: "id")
  )
  var adjudicator: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Only the last ones; else all.", valueName: "n")
  )
  var last: Int?

  @OptionGroup var output: OutputOptions

  func run() throws {
    let name: String
    let history: ChangeHistory
    let stacks: UndoStacks<Change>
    let text: Transcript
    if coder == Coder.consensus.text {
      let desk = try ConsensusDesk(
        study: study,
        codebook: nil,
        adjudicator: adjudicator,
        transcript: transcript
      )
      (name, history, stacks) = (desk.transcript.name, desk.record, desk.history)
      text = desk.transcript
    } else {
      var options = try WritingOptions.parse([])
      options.coder = coder
      let desk = try Desk(options, study: study, transcript: transcript, for: .reading)
      // What somebody did in a text that others code blind is theirs to see.
      try desk.refuse(asking: adjudicator ?? Settings.environment("EMIC_CODER"))
      (name, history, stacks) = (desk.transcript.name, desk.history, desk.undoable)
      text = desk.transcript
    }
    let entries = history.entries(for: text)
    let shown = last.map { Array(entries.suffix(max(0, $0))) } ?? entries
    var table = Table(["WHEN", "ACT", "CHANGE"])
    for entry in shown { table.add([entry.at.text, entry.act.words, entry.summary]) }
    output.answer(
      json: .object([
        JSONMember("transcript", .string(name)),
        JSONMember(
          "changes",
          .array(
            shown.map { entry in
              .object([
                JSONMember("at", .string(entry.at.text)),
                JSONMember("act", .string(entry.act.rawValue)),
                JSONMember("change", .string(entry.summary)),
              ])
            }
          )
        ),
        JSONMember("undo", .count(stacks.undo.count)),
        JSONMember("redo", .count(stacks.redo.count)),
      ]),
      csv: [["at", "act", "change"]]
        + shown.map { [$0.at.text, $0.act.rawValue, $0.summary] },
      table: table.text(output.tableForm)
        + "\(stacks.undo.count) to undo, \(stacks.redo.count) to redo"
        + (stacks.undo.last.map { "; next to undo: \(DisplayText.safe($0.summary))" } ?? ".")
        + "\n"
    )
  }
}

extension ChangeHistory.Act {
  fileprivate var words: String {
    switch self {
    case .do: "done"
    case .undo: "undone"
    case .redo: "done again"
    case .drop: "left as it is"
    }
  }
}
