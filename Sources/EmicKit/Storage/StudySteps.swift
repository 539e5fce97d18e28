/// A change of a file of the whole study that one person can take back.
package protocol StudyStep: HistoricStep {
  /// Why it is not taken back: somebody has changed the same since.
  associatedtype Overtaken: Error

  /// Takes it back, or does it again.
  ///
  /// - Throws: `Overtaken`, or what can't be read or written; nothing was changed then.
  func carryOut(in study: StudyFolder, by coder: Coder.ID, undoing isUndone: Bool) throws
}

/// One person's changes of such a file, taken back and done again: for screen and commands alike.
package struct StudySteps<Step: StudyStep> {
  package enum Refusal: Error {
    /// Nobody has changed anything, or all is taken back already.
    case nothing
    case overtaken(Step, Step.Overtaken, hasMore: Bool)
    case failed(any Error)
  }

  private let study: StudyFolder
  private let coder: Coder.ID
  private let history: StepHistory<Step>

  package init(study: StudyFolder, coder: Coder.ID) {
    (self.study, self.coder) = (study, coder)
    history = StepHistory(study: study, coder: coder)
  }

  /// - Returns: whether it could be written.
  @discardableResult
  package func record(_ step: Step, _ act: ChangeHistory.Act, at time: Timestamp) -> Bool {
    history.append(step, act, at: time)
  }

  /// When the step was done, undone or done again that is taken next; `nil` where there is none.
  package func timeOfLast(undoing isUndone: Bool) -> Timestamp? {
    let stacks = history.load()
    guard let step = (isUndone ? stacks.undo : stacks.redo).last else { return nil }
    return history.time(of: step)
  }

  /// Takes the last step back, or does again what was undone last.
  ///
  /// - Parameters:
  ///   - isUndone: whether it is taken back.
  ///   - time: of now.
  ///   - isSkipped: which steps on which somebody else's stand are left as they are, for good, once one
  ///     before them is taken.
  /// - Returns: the step, as it was done first.
  /// - Throws: why nothing was changed.
  package func takeLast(
    undoing isUndone: Bool,
    at time: Timestamp,
    skipping isSkipped: (Step) -> Bool
  ) throws(Refusal) -> Step {
    let stacks = history.load()
    var left = isUndone ? stacks.undo : stacks.redo
    var passedOver: [Step] = []
    while let step = left.popLast() {
      do {
        try step.carryOut(in: study, by: coder, undoing: isUndone)
      } catch let overtaken as Step.Overtaken {
        passedOver.append(step)
        guard isSkipped(step), !left.isEmpty else {
          throw .overtaken(step, overtaken, hasMore: !left.isEmpty)
        }
        continue
      } catch {
        throw .failed(error)
      }
      for other in passedOver { history.append(other, .drop, at: time) }
      history.append(step, isUndone ? .undo : .redo, at: time)
      return step
    }
    throw .nothing
  }
}

/// Changes of the case table.
package typealias CaseSteps = StudySteps<CaseChange>
/// Changes of memos on codes, cases and the study.
package typealias MemoSteps = StudySteps<MemoChange>

extension CaseChange: StudyStep {
  package typealias Overtaken = CaseOvertaken

  package func carryOut(
    in study: StudyFolder,
    by coder: Coder.ID,
    undoing isUndone: Bool
  ) throws {
    try study.step(self, undoing: isUndone)
  }
}
