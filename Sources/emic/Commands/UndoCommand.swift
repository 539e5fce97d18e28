import ArgumentParser
import EmicKit

/// Which changes are undone or done again.
struct UndoOptions: ParsableArguments {
  @OptionGroup var work: WorkOptions

  @Option(parsing: .unconditional, help: ArgumentHelp("How many changes.", valueName: "n"))
  var steps = 1

  @Flag(help: "Leave those as they are on which somebody else's stand, and go on behind them.")
  var skip = false

  @OptionGroup var output: OutputOptions

  func run(_ act: ChangeHistory.Act) throws {
    guard steps > 0 else {
      throw Failure.usage("--steps \(steps) is no number of changes. Give 1 or more.")
    }
    if work.isAboutVerdicts { try runOnVerdicts(act) } else { try runOnCodings(act) }
  }

  private func runOnVerdicts(_ act: ChangeHistory.Act) throws {
    var desk = try work.consensus()
    try desk.refuseClosed()
    var trial = desk.sidecar
    let chosen = try chosen(from: desk.history, act) { change throws(Failure) in
      try desk.refuse(change, act, on: &trial, in: work.study)
    }
    for change in chosen.left {
      desk.record.append(change, .drop, at: desk.now, by: desk.adjudicator)
    }
    for change in chosen.taken { try desk.save(act == .undo ? change.inverse : change, as: act) }
    answer(desk.transcript.name, Coder.consensus, act, chosen.taken, desk.history)
  }

  private func runOnCodings(_ act: ChangeHistory.Act) throws {
    var desk = try work.desk(for: .undoing, asker: work.adjudicator)
    if act == .undo, try takeBackReanchoring(desk) { return }
    let history = desk.undoable
    // Of closed work only decisions of the recode queue can go back.
    if desk.isClosed, (act == .undo ? history.undo : history.redo).isEmpty {
      try desk.refuseClosed()
    }
    var trial = desk.sidecar
    let (isClosed, now) = (desk.isClosed, desk.moment.now)
    let chosen = try chosen(from: history, act) { change throws(Failure) in
      do throws(ChangeProblem) {
        if isClosed {
          try trial.applyRecoding(change, at: now)
        } else {
          try trial.apply(change, at: now)
        }
      } catch {
        throw .refused(error.message)
      }
    }
    for change in chosen.left {
      desk.history.append(change, .drop, at: now, isRecoding: isClosed)
    }
    for change in chosen.taken {
      let change = act == .undo ? change.inverse : change
      if isClosed {
        try desk.saveRecoding(change, as: act)
      } else {
        try desk.save(change, as: act)
      }
    }
    answer(desk.transcript.name, desk.coder, act, chosen.taken, desk.undoable)
  }

  /// Takes back that codings were found again in a text that has changed, where that was the last thing done.
  private func takeBackReanchoring(_ desk: Desk) throws(Failure) -> Bool {
    let (study, name) = (desk.study, desk.transcript.name)
    guard let before = study.sidecar(beforeReanchoringOf: desk.sidecar, of: name) else {
      return false
    }
    guard steps == 1 else {
      throw .refused(
        "The last thing done is that codings were found again after the text had changed; what came before was done on "
          + "the text as it was. Nothing was changed; --steps 1 takes that back."
      )
    }
    do throws(SaveProblem) {
      try study.takeBackReanchoring(desk.sidecar, to: before, of: name, at: desk.moment.now)
    } catch {
      throw Failure(error)
    }
    let change = Change(
      "\(name): the codings are as they were before the text changed; `emic reanchor` finds them again.",
      []
    )
    answer(name, desk.coder, .undo, [change], UndoStacks())
    return true
  }

  /// The changes that are asked for, the last first; all of them or none.
  ///
  /// - Parameters:
  ///   - stacks: what can be undone and done again.
  ///   - act: one of the two.
  ///   - refuse: says why a change, as it would be carried out after those before it, can't be.
  /// - Returns: those that are taken, as they were done, and those that are passed over.
  /// - Throws: also when there are fewer.
  private func chosen(
    from stacks: UndoStacks<Change>,
    _ act: ChangeHistory.Act,
    unless refuse: (Change) throws(Failure) -> Void
  ) throws(Failure) -> (taken: [Change], left: [Change]) {
    let known = act == .undo ? stacks.undo : stacks.redo
    guard !known.isEmpty else { throw .refused("Nothing to \(act.rawValue).") }
    var (taken, left): ([Change], [Change]) = ([], [])
    for change in known.reversed() where taken.count < steps {
      do throws(Failure) {
        try refuse(act == .undo ? change.inverse : change)
        taken.append(change)
      } catch {
        guard skip else { throw hinting(error, left: known.count - taken.count - 1) }
        left.append(change)
      }
    }
    guard taken.count == steps else {
      let count = taken.count
      throw .refused(
        "Only \(count) \(count == 1 ? "change" : "changes") can be "
          + "\(act == .undo ? "undone" : "done again"). Nothing was changed"
          + (count == 0 ? "." : "; give --steps \(count) or fewer.")
      )
    }
    return (taken, left)
  }

  private func hinting(_ refusal: Failure, left count: Int) -> Failure {
    guard count > 0 else { return refusal }
    return Failure(
      message: refusal.message + " --skip leaves it so, and goes on with the change before.",
      status: refusal.status
    )
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
      sentences: done.map { "\(word): \($0.summary)" }
    )
  }
}

extension ConsensusDesk {
  /// Refuses what would take back somebody else's verdict, or fits the layer no more.
  ///
  /// - Parameters:
  ///   - change: as it would be carried out.
  ///   - act: whether it is undone or done again.
  ///   - trial: the layer after the changes before it.
  ///   - path: of the study, as it was given.
  /// - Throws: refused, with whose verdict stands.
  fileprivate func refuse(
    _ change: Change,
    _ act: ChangeHistory.Act,
    on trial: inout Sidecar,
    in path: String
  ) throws(Failure) {
    let before = trial
    var problem: ChangeProblem?
    do throws(ChangeProblem) {
      try trial.apply(change, at: now)
    } catch {
      problem = error
    }
    // A copy that was merged in can have put somebody else's in the place of one's own.
    let takesOthers = act == .undo && change.takesVerdict(ofOthersThan: adjudicator)
    guard problem != nil || takesOthers else { return }
    trial = before
    guard let standing = before.othersVerdict(under: change, by: adjudicator) else {
      throw .refused(
        problem?.message
          ?? "Somebody else has decided this since, and that stands. `emic settle \(path)` decides once more."
      )
    }
    let sentence = VerdictWords.standing(standing, on: act == .undo ? change.inverse : change)
    let id = standing.settlement.from.first.map { " --id \($0)" } ?? ""
    throw .refused(sentence + " `emic settle \(path)\(id)` with a verdict decides once more.")
  }
}

/// Takes changes back.
struct UndoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "undo",
    abstract: "Take the last change of your work on a transcript back.",
    discussion: """
      The history is that of the screen: what was done there is undone here, and the other way \
      round, also after a restart. emic history lists it. Verdicts are undone with --coder \
      consensus, each adjudicator's own: where somebody else has decided anew since, that stands. \
      Changes of the codebook go back with emic codebook undo.

      Example: emic undo my-study T03 --coder ana --steps 2
      """
  )

  @OptionGroup var options: UndoOptions

  func run() throws { try options.run(.undo) }
}

/// Does undone changes again.
struct RedoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "redo",
    abstract: "Do again what was undone last.",
    discussion: """
      As long as nothing else was changed since.

      Example: emic redo my-study T03 --coder ana
      """
  )

  @OptionGroup var options: UndoOptions

  func run() throws { try options.run(.redo) }
}
