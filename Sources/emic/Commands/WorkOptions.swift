import ArgumentParser
import EmicKit

/// Whose record is meant: one's own codings of a transcript, or the verdicts on it.
struct WorkOptions: ParsableArguments {
  @Argument(help: "The study's folder.", completion: .directory)
  var study: String

  @Argument(
    help: "The transcript: its path, its transcript-id or the start of its name.",
    completion: .file()
  )
  var transcript: String

  @Option(help: ArgumentHelp("Whose work, your own; consensus is the verdicts.", valueName: "id"))
  var coder: String?

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp(
      "Who you are; with --coder consensus, whose verdicts. Else $EMIC_CODER.",
      valueName: "id"
    )
  )
  var adjudicator: String?

  @Option(
    help: ArgumentHelp("A codebook in place of the study's own.", valueName: "file"),
    completion: .file()
  )
  var codebook: String?

  /// Whether verdicts are meant.
  var isAboutVerdicts: Bool { coder == Coder.consensus.text }

  /// The consensus of the transcript.
  func consensus() throws(Failure) -> ConsensusDesk {
    try ConsensusDesk(
      study: study,
      codebook: codebook,
      adjudicator: adjudicator,
      transcript: transcript
    )
  }

  /// The coder's own work.
  ///
  /// - Parameters:
  ///   - purpose: what for.
  ///   - asker: whose it must be, where that is known.
  /// - Returns: open for a change.
  /// - Throws: for another's work.
  func desk(for purpose: Desk.Purpose, asker: String?) throws -> Desk {
    let writing = try WritingOptions.given(coder: coder ?? adjudicator, codebook: codebook)
    let desk = try Desk(writing, study: study, transcript: transcript, for: purpose, adds: false)
    try desk.refuse(asking: asker)
    return desk
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
