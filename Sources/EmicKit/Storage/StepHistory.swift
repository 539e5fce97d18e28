/// One person's changes of what the whole study shares, a line each, for undo across restarts.
///
/// `.emic/history/<coder>/codebook.jsonl` and `framework.jsonl`: no transcript has such a name.
package struct StepHistory<Step: HistoricStep>: Sendable {
  private let file: HistoryFile

  package init(study: StudyFolder, coder: Coder.ID) {
    file = HistoryFile(of: study, by: coder, named: Step.historyName)
  }

  /// Adds a line, after the step is safe on the disk.
  ///
  /// - Returns: whether it could be written.
  @discardableResult
  package func append(_ step: Step, _ act: ChangeHistory.Act, at time: Timestamp) -> Bool {
    let line = JSONValue.object([
      JSONMember("act", .string(act.rawValue)), JSONMember("at", .string(time.text)),
      JSONMember("step", step.historyJSON),
    ])
    return file.append(line.compact() + [Ascii.lineFeed])
  }

  /// What was done with a step, and when.
  struct Line {
    var act: ChangeHistory.Act
    var step: Step
    var at: Timestamp
  }

  /// In the order in which it was done; torn lines are left out, and all where it cannot be read.
  var lines: [Line] { (try? read()) ?? [] }

  /// - Throws: where it cannot be read.
  func read() throws(FileProblem) -> [Line] {
    try file.read().compactMap { bytes in
      guard let line = try? JSONValue(reading: bytes),
        let act = line["act"]?.string.flatMap({ ChangeHistory.Act(rawValue: $0) }),
        let step = line["step"].flatMap({ Step(historyJSON: $0) })
      else { return nil }
      let at = line["at"]?.string.flatMap { Timestamp($0) }
      return Line(act: act, step: step, at: at ?? Timestamp(milliseconds: 0))
    }
  }

  /// Why it cannot be read; `nil` where it can.
  package var problem: FileProblem? { file.problem }

  /// When something was done last with a step.
  package func time(of step: Step) -> Timestamp? {
    file.lines.reversed().lazy.compactMap { bytes -> Timestamp? in
      guard let line = try? JSONValue(reading: bytes),
        let other = line["step"].flatMap({ Step(historyJSON: $0) }), other.isSame(as: step)
      else { return nil }
      return line["at"]?.string.flatMap { Timestamp($0) }
    }.first
  }

  /// The steps that can be undone and done again, the next one last.
  ///
  /// - Parameter unwritten: what was done since, and could not be written there.
  /// - Returns: both stacks; empty where nothing can be read.
  package func load(
    adding unwritten: [(act: ChangeHistory.Act, step: Step)] = []
  ) -> UndoStacks<Step> {
    var stacks = UndoStacks<Step>()
    for (act, step) in lines.map({ ($0.act, $0.step) }) + unwritten {
      let count = stacks.undo.count
      stacks.take(act, step) { $0.isSame(as: step) }
      // Done again it may be known by another name.
      if act == .redo, stacks.undo.count > count { stacks.undo[count] = step }
    }
    return stacks
  }
}

/// What can stand in such a history.
package protocol HistoricStep: Hashable, Sendable {
  static var historyName: String { get }
  var historyJSON: JSONValue { get }
  init?(historyJSON: JSONValue)
  /// Whether it is the same step, once done and once done again.
  func isSame(as other: Self) -> Bool
}

extension FrameworkChange: HistoricStep {
  package static var historyName: String { "framework" }
  package var historyJSON: JSONValue { json }
  package init?(historyJSON: JSONValue) { self.init(json: historyJSON) }
  package func isSame(as other: FrameworkChange) -> Bool { self == other }
}
