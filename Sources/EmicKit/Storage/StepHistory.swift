/// One person's changes of what the whole study shares, a line each, for undo across restarts.
///
/// `.emic/history/<coder>/codebook.jsonl` and `framework.jsonl`: no transcript has such a name.
package struct StepHistory<Step: HistoricStep>: Sendable {
  private let file: HistoryFile

  package init(study: StudyFolder, coder: Coder.ID) {
    file = HistoryFile(of: study, by: coder, named: Step.historyName)
  }

  /// Adds a line, after the step is safe on the disk.
  package func append(_ step: Step, _ act: ChangeHistory.Act, at time: Timestamp) {
    let line = JSONValue.object([
      JSONMember("act", .string(act.rawValue)), JSONMember("at", .string(time.text)),
      JSONMember("step", step.historyJSON),
    ])
    file.append(line.compact() + [Ascii.lineFeed])
  }

  /// The steps that can be undone and done again, the next one last.
  package func load() -> UndoStacks<Step> {
    var stacks = UndoStacks<Step>()
    for line in file.lines {
      guard let line = try? JSONValue(reading: line),
        let act = line["act"]?.string.flatMap({ ChangeHistory.Act(rawValue: $0) }),
        let step = line["step"].flatMap({ Step(historyJSON: $0) })
      else { continue }
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
