import ArgumentParser
import EmicKit

/// What a command that changes the codebook needs.
struct CodebookWritingOptions: ParsableArguments {
  @Option(
    name: [.customLong("as"), .customLong("coder")],
    help: ArgumentHelp("Who changes it; else $EMIC_CODER.", valueName: "id")
  )
  var changer: String?

  @Option(help: ArgumentHelp("Why; it stays in the history.", valueName: "text"))
  var reason = ""

  @Option(
    help: ArgumentHelp("A codebook in place of the study's own.", valueName: "file"),
    completion: .file()
  )
  var codebook: String?
}

/// The codebook of a study, open for a change: read, changed, saved.
struct CodebookDesk {
  let study: StudyFolder
  let changer: Coder.ID
  private(set) var book: Codebook
  private var file: CodebookFile
  private let reason: String
  private var summaries: [String] = []
  private var entries: [CodebookHistoryEntry] = []
  private var steps: [CodebookStep] = []
  /// Those that could not be taken, as where somebody else's change stands on them, the last at the end.
  private var untaken: [CodebookStep] = []
  var moment = Moment.current()

  /// - Throws: also when whoever is named may not write the codebook.
  init(_ options: CodebookWritingOptions, study path: String) throws(Failure) {
    study = try openStudy(path, codebook: options.codebook)
    do throws(CoderChoice.Refusal) {
      changer = try CoderChoice.require(for: study, option: options.changer)
    } catch {
      throw .usage(Self.message(error))
    }
    reason = options.reason
    file = study.codebookFile
    if let writers = study.codebookWriters, !writers.contains(changer) {
      let names = writers.map(\.text).joined(separator: ", ")
      throw .refused(
        "\(changer) does not write the codebook of this study; \(names) \(writers.count == 1 ? "does" : "do"). "
          + "Nothing was written; a code that you make while coding is a proposal."
      )
    }
    do throws(CodebookSaveProblem) {
      let stored = try file.load()
      book = stored ?? Codebook(title: study.file.title)
    } catch {
      throw Failure(error)
    }
    // A file that study.yaml names, or that was there, must be there; without any a first book is begun.
    if file.known == nil {
      let study = study
      _ = try Failure.study { () throws(StudyProblem) in try study.codebook() }
    }
  }

  private static func message(_ refusal: CoderChoice.Refusal) -> String {
    func list(_ ids: [Coder.ID]) -> String {
      ids.isEmpty ? "" : ": \(ids.map(\.text).joined(separator: ", "))"
    }
    return switch refusal {
    case .missing(let known):
      "nobody is named. Say who changes the codebook with --as ID or $EMIC_CODER\(list(known))."
    case .unknown(let text, let known):
      "\"\(text)\" is not a coder of this study\(list(known)). Choose one, or add it to study.yaml."
    case .malformed, .reserved, .times: refusal.message
    }
  }

  /// The code that somebody means.
  ///
  /// - Parameters:
  ///   - text: as it was typed.
  ///   - isInUse: which codes win where others are named so, too: those in use, or those that are not.
  /// - Returns: its id.
  /// - Throws: wrong usage.
  func code(meant text: String, inUse isInUse: Bool = true) throws(Failure) -> Code.ID {
    do throws(CodeNamingProblem) {
      return try book.code(named: text) {
        ($0.retired == nil && $0.replacedBy.isEmpty) == isInUse
      }
    } catch {
      throw .usage(error.message() + " Nothing was changed.")
    }
  }

  /// Makes a change of the book in memory.
  ///
  /// - Parameters:
  ///   - proposal: the one that becomes a code by it.
  ///   - make: the change.
  /// - Throws: when the book refuses it.
  mutating func change(
    accepting proposal: ProposedCode? = nil,
    _ make: (Codebook) throws(CodebookProblem) -> CodebookChange
  ) throws(Failure) {
    do throws(CodebookProblem) {
      var change = try make(book)
      change.reason = reason
      let entry = try book.apply(change, by: changer, moment: &moment)
      if let entry { entries.append(entry) }
      if !change.isEmpty { steps.append(.change(change, entry: entry?.id, accepted: proposal)) }
      summaries.append(change.summary)
    } catch {
      throw Failure(error)
    }
  }

  // MARK: Undo

  /// The changer's own steps, here and on the screen.
  private var history: StepHistory<CodebookStep> { StepHistory(study: study, coder: changer) }

  /// Takes the last step back, as `u` on the screen does.
  ///
  /// - Parameter skipping: whether steps that cannot be taken back are left as they are, and the one
  ///   before them is taken.
  /// - Throws: why nothing was taken back.
  mutating func undo(skipping: Bool) throws(Failure) {
    let steps = history.load().undo
    guard !steps.isEmpty else {
      throw .refused(
        "Nothing to undo. `emic codebook revive` takes an older retirement, merge or split back."
      )
    }
    try takeLast(of: steps, skipping: skipping) { desk, step throws(Failure) in
      try desk.undo(step)
    }
  }

  private mutating func undo(_ step: CodebookStep) throws(Failure) {
    switch step {
    case .declined(let proposal, _, _):
      try keep(proposal)
      history.append(step, .undo, at: moment.now)
      summaries.append("Took back: +\(proposal.code.id) is proposed again.")
    case .change(let change, let entry, let accepted):
      let used = try accepted == nil ? usedCodes() : []
      try take(
        change.inverse(undoingEntry: entry),
        of: step,
        used: used,
        undoing: change
      )
      try save()
      if let accepted { try keep(accepted) }
      history.append(step, .undo, at: moment.now)
    }
  }

  /// Does again what was undone last.
  mutating func redo(skipping: Bool) throws(Failure) {
    let steps = history.load().redo
    guard !steps.isEmpty else { throw .refused("Nothing to redo.") }
    try takeLast(of: steps, skipping: skipping) { desk, step throws(Failure) in
      try desk.redo(step)
    }
  }

  /// Takes the last step that can be taken; one in whose way something is, as somebody else's change, is
  /// left only when that was said, and stays in the record otherwise.
  private mutating func takeLast(
    of steps: [CodebookStep],
    skipping: Bool,
    _ take: (inout CodebookDesk, CodebookStep) throws(Failure) -> Void
  ) throws(Failure) {
    untaken = []
    for step in steps.reversed() {
      let before = untaken.count
      do throws(Failure) {
        try take(&self, step)
        for step in untaken { history.append(step, .drop, at: moment.now) }
        return
      } catch {
        // Not asked by the step: the one before it may be the very same.
        guard untaken.count > before else { throw error }
        let hasMore = untaken.count < steps.count
        guard hasMore, !skipping else {
          if hasMore { continue }
          throw error
        }
        throw Failure(
          message: error.message + " --skip leaves it so, and goes on with the change before.",
          status: error.status
        )
      }
    }
  }

  private mutating func redo(_ step: CodebookStep) throws(Failure) {
    switch step {
    case .declined(let proposal, let other, let reason):
      if let other {
        do throws(CodebookProblem) {
          try book.refuseReading(proposal.code, as: other)
        } catch {
          untaken.append(step)
          throw Failure(error)
        }
      }
      try Failure.study { () throws(StudyProblem) in
        try study.decline(
          proposal.code,
          of: proposal.coder,
          inFavourOf: other,
          by: changer,
          because: reason,
          codebook: book.version,
          at: moment.now
        )
      }
      history.append(step, .redo, at: moment.now)
      summaries.append("Redone: Declined +\(proposal.code.id) of \(proposal.coder).")
    case .change(let change, _, let accepted):
      let entry = try take(change, of: step, used: usedCodes(), undoing: nil, words: "Redone: ")
      try save()
      if let accepted {
        let (study, id) = (study, accepted.code.id)
        try Failure.study { () throws(StudyProblem) in
          try study.save(proposals: [], withdrawn: [id], of: accepted.coder)
        }
      }
      history.append(
        .change(change, entry: entry?.id, accepted: accepted),
        .redo,
        at: moment.now
      )
    }
  }

  /// Carries a step out in the book as far as that allows it; one that it refuses is noted.
  @discardableResult
  private mutating func take(
    _ change: CodebookChange,
    of step: CodebookStep,
    used: Set<Code.ID>,
    undoing undone: CodebookChange?,
    words: String = ""
  ) throws(Failure) -> CodebookHistoryEntry? {
    do throws(CodebookProblem) {
      let fitted = try book.fitting(change)
      let entry = try book.apply(fitted.change, by: changer, used: used, moment: &moment)
      if let entry { entries.append(entry) }
      summaries.append(words + fitted.change.summary + fitted.words)
      return entry
    } catch {
      untaken.append(step)
      if let sentence = undone?.sentence(refusingUndo: error) { throw .refused(sentence) }
      throw Failure(error)
    }
  }

  private func usedCodes() throws(Failure) -> Set<Code.ID> {
    try Failure.study { () throws(StudyProblem) in try study.usedCodes() }
  }

  private func keep(_ proposal: ProposedCode) throws(Failure) {
    try Failure.study { () throws(StudyProblem) in
      try study.save(proposals: [proposal.code], withdrawn: [], of: proposal.coder)
    }
  }

  /// Adds a sentence to what is said at the end; an empty one is none.
  mutating func add(_ sentence: String) {
    if !sentence.isEmpty { summaries.append(sentence) }
  }

  /// Brings the book to the disk.
  mutating func save() throws(Failure) {
    guard book != file.known else { return }
    if let first = file.commentLines.first {
      let lines = file.commentLines.map { "\($0)" }.joined(separator: ", ")
      Output.writeError(
        "\(file.path):\(first): the comments in "
          + (file.commentLines.count == 1 ? "line \(lines)" : "the lines \(lines)")
          + " are not kept when the codebook is rewritten; those at its head are. The file as it was "
          + "is kept in .emic/backup/codebook/."
      )
    }
    do throws(CodebookSaveProblem) {
      let saved = try file.save(book)
      if let passed = file.passedOver {
        summaries.append("Versions up to \(passed) are named in the study already.")
      } else if saved != book {
        summaries.append("Somebody else's changes were merged in.")
      }
      book = saved
    } catch {
      throw Failure(error)
    }
    study.keepSharedFiles()
    // For `u` on the screen.
    record(steps)
    steps = []
  }

  /// Keeps for undo what was done, and is on the disk.
  func record(_ steps: [CodebookStep]) {
    let history = history
    let areWritten = steps.map { history.append($0, .do, at: moment.now) }
    if areWritten.contains(false) {
      Output.sayUnrecorded("The codebook", undoneBy: "`emic codebook undo`")
    }
  }

  /// Says what was done.
  func answer(_ output: OutputOptions) {
    let message = summaries.joined(separator: " ")
    let codes = entries.flatMap(\.codes).map(\.text)
    let change = entries.first?.change.rawValue
    output.answer(
      json: .object([
        JSONMember("version", .number(String(book.version))),
        JSONMember("change", change.map { .string($0) } ?? .null),
        JSONMember("codes", .array(codes.map { .string($0) })),
        JSONMember("by", .string(changer.text)),
        JSONMember("message", .string(message)),
      ]),
      csv: [["version", "change", "codes", "by", "message"]] + [
        ["\(book.version)", change ?? "", codes.joined(separator: " "), changer.text, message]
      ],
      facts: Table(
        facts: [
          ["version", "change", "codes", "by"],
          ["\(book.version)", change ?? "", codes.joined(separator: " "), changer.text],
        ]
      ),
      sentences: ["\(message) The codebook is version \(book.version)."]
    )
  }
}
