import CPlatform
import EmicKit
import EmicTUI
import Glibc
import Terminal

/// The program with a screen.
@MainActor
struct Screen {
  /// Opens the screen and runs until the coder leaves.
  ///
  /// - Parameter opening: without a coder in it, that of the environment codes, else the one
  ///   remembered, else the screen asks.
  /// - Returns: the exit code.
  static func run(_ opening: Opening) -> Int32 {
    platform_share_heap()
    let own = OwnSettings()
    do {
      let begun = FileReading(opening.path)
      let study = try StudyFolder.open(path: opening.path, codebook: opening.codebook)
      let names = try opening.names.map { try NameListFile.read($0, outside: study) }
      let text = study.chosen.map { TextReading($0, in: study, begun: begun) }
      let book = try study.codebook()
      let allowsNewCoder = opening.allowsNewCoder
      let chosen = try CoderChoice.choose(
        for: study,
        option: opening.coder,
        allowsNew: allowsNewCoder
      )
      let terminal = try CursesTerminal(
        color: opening.color,
        theme: own.screen.theme,
        usesMouse: own.screen.usesMouse
      )
      var screen = Screen(study, book, text, coder: chosen, allowsNewCoder, names, own, terminal)
      screen.state.beginsWithReview = opening.beginsWithReview
      let status = screen.run(chosen: chosen, own.complaints)
      terminal.close()
      screen.sayWhatIsUnsaved()
      return status
    } catch {
      let failure = Failure(error)
      Self.say(failure.message)
      return failure.status
    }
  }

  private let study: StudyFolder
  private let terminal: CursesTerminal
  private let runner: EffectRunner
  private var state: State

  private init(
    _ study: StudyFolder,
    _ codebook: Codebook,
    _ text: TextReading?,
    coder: Coder.ID?,
    _ allowsNewCoder: Bool,
    _ names: NameList?,
    _ own: OwnSettings,
    _ terminal: CursesTerminal
  ) {
    self.study = study
    self.terminal = terminal
    runner = EffectRunner(
      study: study,
      codebook: codebook,
      text: text,
      terminal: terminal,
      allowsNewCoder: allowsNewCoder,
      names: names,
      settings: own.screen
    )
    let summary = StudySummary(
      title: study.file.title.isEmpty
        ? study.path.split(separator: "/").last.map(String.init) ?? "" : study.file.title,
      coders: study.file.coders,
      codebook: codebook,
      rows: study.transcripts.map { TranscriptRow(name: $0) }
    )
    state = State(
      size: terminal.size,
      depth: terminal.depth,
      study: summary,
      coder: coder.map { id in study.file.coders.first { $0.id == id } ?? Coder(id: id) },
      opens: study.chosen,
      names: names,
      moment: Moment.current()
    )
    state.settings = own.screen
    state.ownKeymap = own.keymap
  }

  private mutating func run(chosen: Coder.ID?, _ complaints: [String]) -> Int32 {
    if let chosen { carryOut(runner.run(.begin(coder: chosen))) }
    carryOut(complaints.map { .note($0, isProblem: true) })
    var nextLook = Now.timestamp.milliseconds + Int64(EffectRunner.pollTime)
    while true {
      terminal.draw(render(state))
      // What was pressed before a question was in view answers it not.
      var input = state.asksUnseen ? terminal.pendingInput() : nil
      let isSeen = state.asksUnseen && input == nil && terminal.isAtRest
      if isSeen { carryOut([.questionSeen]) }
      Keymap.prepare()
      if input == nil, !isSeen {
        input = terminal.pendingInput()
        if input == nil { makeReady(for: state) }
      }
      if input == nil, !isSeen, runner.hasSaves {
        // A terminal on the same machine reads the frame first: a save that takes its core would hold it up.
        input = terminal.nextInput(timeoutMilliseconds: Self.restBeforeSaves)
      }
      runner.startWork()
      if input == nil, !isSeen {
        input = terminal.nextInput(timeoutMilliseconds: waitingTime(nextLook))
      }
      // All keys that came together are carried out before the next frame: a burst costs few.
      while let here = input {
        if case .endRequested(let signal) = here {
          carryOut([.input(here)])
          finish()
          return 128 + signal
        }
        if !state.canDo(here), let opened = runner.openBegun() { carryOut([opened]) }
        carryOut([.input(here)])
        input = runner.isLeaving ? nil : terminal.furtherInput()
      }
      carryOut(runner.takeLetters())
      if Now.timestamp.milliseconds >= nextLook {
        carryOut(runner.look(after: state))
        nextLook = Now.timestamp.milliseconds + Int64(EffectRunner.pollTime)
      }
      if let deadline = state.nextDeadline, deadline <= Now.timestamp { carryOut([.clock]) }
      if runner.isLeaving {
        finish()
        return 0
      }
    }
  }

  /// Saves what is unsaved; an export that is half written goes.
  private mutating func finish() {
    runner.finish(&state)
    Unfinished.takeAway()
  }

  /// In milliseconds: long enough for a terminal to be woken, and short beside what a save takes.
  private static let restBeforeSaves = 2

  private func waitingTime(_ nextLook: Int64) -> Int {
    let deadline = min(nextLook, state.nextDeadline?.milliseconds ?? .max)
    return Int(max(0, min(deadline - Now.timestamp.milliseconds, Int64(EffectRunner.pollTime))))
  }

  private mutating func carryOut(_ actions: [Action]) {
    var rest = actions[...]
    while let action = rest.popFirst() {
      for effect in reduce(&state, action, at: Moment.current()) { rest += runner.run(effect) }
    }
  }

  private func sayWhatIsUnsaved() {
    for (_, transcript, _) in state.unsavedVerdicts {
      Self.say("\(transcript): your last verdicts were not saved.")
    }
    if state.isCodebookUnsaved { Self.say("your last changes of the codebook were not saved.") }
    guard let unsaved = state.unsaved else { return }
    Self.say("\(unsaved.transcript): your last changes were not saved.")
  }

  // Where the screen was, somebody has to say who speaks.
  private static func say(_ sentence: String) { Output.writeError("emic: \(sentence)") }
}
