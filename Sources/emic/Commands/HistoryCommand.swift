import ArgumentParser
import EmicKit

/// Lists what was done.
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "history",
    abstract: "List what you have changed in a transcript, the last change at the end.",
    discussion: """
      In the words of the screen's messages, with what was undone and what emic undo would take \
      back. --coder consensus lists verdicts and who gave them, for whoever may adjudicate (--as).

      Example: emic history my-study T03 --coder ana
      """
  )

  @OptionGroup var work: WorkOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Only the last ones; else all.", valueName: "n")
  )
  var last: Int?

  @OptionGroup var output: OutputOptions

  func run() throws {
    if let last, last < 1 {
      throw Failure.usage("--last \(last) is no number of changes. Give 1 or more.")
    }
    guard work.isAboutVerdicts else {
      // What somebody did in a text that others code blind is theirs to see.
      let asker = work.adjudicator ?? Settings.environment("EMIC_CODER")
      let desk = try work.desk(for: .reading, asker: asker)
      return answer(desk.history, of: desk.transcript, desk.undoable)
    }
    let desk = try work.consensus()
    answer(desk.record, of: desk.transcript, desk.history)
  }

  private func answer(
    _ history: ChangeHistory,
    of transcript: Transcript,
    _ stacks: UndoStacks<Change>
  ) {
    let entries = history.entries(for: transcript)
    let shown = last.map { entries.suffix($0) } ?? entries[...]
    // One coder's history is one person's.
    let namesThem = work.isAboutVerdicts
    var table = Table(["WHEN", "ACT"] + (namesThem ? ["BY"] : []) + ["CHANGE"])
    if namesThem { table.labels = [2: "by"] }
    for entry in shown {
      table.add(
        [entry.at.text, entry.act.words] + (namesThem ? [entry.by?.text ?? ""] : [])
          + [entry.summary]
      )
    }
    output.answer(
      json: .object([
        JSONMember("transcript", .string(transcript.name)),
        JSONMember("changes", .array(shown.map { object($0, naming: namesThem) })),
        JSONMember("undo", .count(stacks.undo.count)),
        JSONMember("redo", .count(stacks.redo.count)),
      ]),
      csv: [["at", "act"] + (namesThem ? ["by"] : []) + ["change"]]
        + shown.map { entry in
          [entry.at.text, entry.act.rawValue] + (namesThem ? [entry.by?.text ?? ""] : [])
            + [entry.summary]
        },
      table: table.text(output.tableForm)
        + "\(stacks.undo.count) to undo, \(stacks.redo.count) to redo"
        + (stacks.undo.last.map { "; next to undo: \(DisplayText.safe($0.summary))" } ?? ".")
        + "\n"
    )
  }

  private func object(_ entry: ChangeHistory.Entry, naming namesThem: Bool) -> JSONValue {
    .object(
      [
        JSONMember("at", .string(entry.at.text)), JSONMember("act", .string(entry.act.rawValue)),
      ] + (namesThem ? [JSONMember("by", .known(entry.by?.text))] : [])
        + [JSONMember("change", .string(entry.summary))]
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
