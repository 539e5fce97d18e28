/// The changes of one coder to one transcript, a line each, for undo across restarts:
/// `.emic/history/<coder>/<transcript>.jsonl`.
///
/// No line holds a quotation; they are taken from the transcript again.
public struct ChangeHistory: Sendable {
  /// How a change came about.
  public enum Act: String, Sendable {
    case `do`
    case undo
    case redo
    /// It can be undone or done again no more: others' changes stand on it.
    case drop
  }

  /// A decision about a coding that waited to be recoded.
  public struct Recoding: Sendable {
    public var change: Change
    public var at: Timestamp
  }

  /// A line, for people.
  public struct Entry: Hashable, Sendable {
    public let act: Act
    public let at: Timestamp
    /// What it did, in words; empty on a line of earlier versions that undoes the one before it.
    public let summary: String
    /// Of the consensus, whose verdict it was; `nil` in a coder's own history.
    public let by: Coder.ID?
  }

  private let file: HistoryFile

  public init(study: StudyFolder, transcript: String, coder: Coder.ID) {
    file = HistoryFile(of: study, by: coder, named: transcript)
  }

  /// Adds a line, after the change is safe in the sidecar.
  ///
  /// - Parameters:
  ///   - change: what is done now, or what was done and is undone now: either way round, the line of its doing
  ///     tells which.
  ///   - act: what becomes of it.
  ///   - time: of that.
  ///   - isRecoding: whether it is a decision of the recode queue.
  ///   - adjudicator: in the consensus, who did it: all adjudicators write into one history.
  /// - Returns: whether it could be written.
  @discardableResult
  public func append(
    _ change: Change,
    _ act: Act = .do,
    at time: Timestamp,
    isRecoding: Bool = false,
    by adjudicator: Coder.ID? = nil
  ) -> Bool {
    let line = HistoryLine(
      act: act,
      at: time,
      change: change,
      isRecoding: isRecoding,
      by: adjudicator
    )
    return file.append(line.bytes)
  }

  /// Why it cannot be read, so that it tells nothing of what can be undone; `nil` where it can.
  package var problem: FileProblem? { file.problem }

  /// What can be undone and redone.
  ///
  /// - Parameters:
  ///   - transcript: whose text the changes must fit.
  ///   - unrecorded: what was done since and does not stand there yet.
  /// - Returns: the changes, the next one last.
  public func load(
    for transcript: Transcript,
    adding unrecorded: [(act: Act, change: Change, at: Timestamp)] = []
  ) -> (undo: [Change], redo: [Change]) {
    let new = unrecorded.map { HistoryLine(act: $0.act, at: $0.at, change: $0.change) }
    let stacks = stacks(for: transcript, adding: new)
    return (stacks.undo.compactMap(\.change), stacks.redo.compactMap(\.change))
  }

  /// Those of them that an adjudicator has done.
  public func load(
    for transcript: Transcript,
    doneBy adjudicator: Coder.ID
  ) -> UndoStacks<Change> {
    let stacks = stacks(for: transcript)
    func own(_ lines: [HistoryLine]) -> [Change] {
      lines.filter { $0.isDone(by: adjudicator) }.compactMap(\.change)
    }
    return UndoStacks(undo: own(stacks.undo), redo: own(stacks.redo))
  }

  /// What was done, in the order in which it was.
  ///
  /// - Returns: torn lines, and those that fit the text no more, are left out.
  public func entries(for transcript: Transcript) -> [Entry] {
    file.lines.compactMap { bytes in
      HistoryLine(bytes, transcript).map { line in
        Entry(
          act: line.act,
          at: line.at,
          summary: line.change?.summary ?? "",
          by: line.maker
        )
      }
    }
  }

  /// What was done to a sidecar since it was as it is to be begun with, in the order in which it was.
  ///
  /// - Parameters:
  ///   - start: from where on lines count.
  ///   - quoted: a coding with its words, which no line holds; `nil` where it does not fit.
  /// - Returns: those that fit, and of those that do not, whether each may have set a flag that protects words.
  /// - Throws: where it cannot be read.
  func steps(
    since start: Start,
    quoted: (Coding) -> Coding?
  ) throws(FileProblem) -> (fitting: [Step], unfit: [Bool]) {
    let (before, behind) = try lines(since: start)
    var (steps, unfit): ([Step], [Bool]) = ([], [])
    // Which way round a line tells of what was undone, the line of its doing knows.
    var stacks = UndoStacks<HistoryLine>()
    for bytes in before {
      if let line = HistoryLine(bytes, quoted: quoted) { _ = stacks.change(with: line) }
    }
    for bytes in behind {
      guard let line = HistoryLine(bytes, quoted: quoted) else {
        if !HistoryLine.isDrop(bytes) { unfit.append(HistoryLine.mayProtect(bytes)) }
        continue
      }
      guard let change = stacks.change(with: line) else { continue }
      steps.append(Step(change: change, at: line.at, isRecoding: line.isRecoding))
    }
    return (steps, unfit)
  }

  /// From where on lines count.
  enum Start {
    /// What was there already ended here.
    case checkpoint(historyLength: Int)
    /// What was done after a time, or on a day in UTC or later: a clock that was ahead must not hide it.
    case backup(lastChange: Timestamp, day: String)
    /// What was done after it was submitted.
    case submission(Timestamp)
  }

  /// What one line has done to the sidecar.
  struct Step {
    var change: Change
    var at: Timestamp
    var isRecoding: Bool
  }

  private func lines(
    since start: Start
  ) throws(FileProblem) -> (before: [[UInt8]], behind: [[UInt8]]) {
    switch start {
    case .checkpoint(let length):
      let (before, behind) = try file.read(partedAt: length)
      return (before, behind.filter(HistoryLine.isOfChange))
    case .backup(let time, let day):
      let lines = try file.read().filter(HistoryLine.isOfChange)
      func isNew(_ bytes: [UInt8]) -> Bool {
        HistoryLine.time(ofChangeIn: bytes).map { $0 > time || $0.date >= day } ?? true
      }
      return (lines.filter { !isNew($0) }, lines.filter(isNew))
    case .submission(let time):
      let lines = try file.read().filter(HistoryLine.isOfChange)
      func isNew(_ bytes: [UInt8]) -> Bool {
        HistoryLine.time(ofChangeIn: bytes).map { $0 > time } ?? true
      }
      return (lines.filter { !isNew($0) }, lines.filter(isNew))
    }
  }

  /// Those of them that are decisions of the recode queue.
  public func recodings(for transcript: Transcript) -> UndoStacks<Recoding> {
    let stacks = stacks(for: transcript)
    func recodings(_ lines: [HistoryLine]) -> [Recoding] {
      lines.filter(\.isRecoding).compactMap { line in
        line.change.map { Recoding(change: $0, at: line.at) }
      }
    }
    return UndoStacks(undo: recodings(stacks.undo), redo: recodings(stacks.redo))
  }

  private func stacks(
    for transcript: Transcript,
    adding new: [HistoryLine] = []
  ) -> UndoStacks<HistoryLine> {
    var stacks = UndoStacks<HistoryLine>()
    for line in file.lines.lazy.compactMap({ HistoryLine($0, transcript) }) + new {
      stacks.take(line.act, line.change == nil ? nil : line) { before in
        before.change.map(line.isAbout) ?? false
      }
    }
    return stacks
  }
}

extension UndoStacks where Step == HistoryLine {
  /// Takes one line.
  ///
  /// - Returns: what it has done to the sidecar; `nil` where that is nothing, or nothing is known of it.
  fileprivate mutating func change(with line: HistoryLine) -> Change? {
    func isSame(_ before: HistoryLine) -> Bool { before.change.map(line.isAbout) ?? false }
    let change: Change? =
      switch line.act {
      case .do: line.change
      case .undo: undo.last(where: isSame)?.change?.inverse ?? line.change
      case .redo: redo.last(where: isSame)?.change ?? line.change
      case .drop: nil
      }
    take(line.act, line.change == nil ? nil : line, isSame: isSame)
    return change
  }
}
