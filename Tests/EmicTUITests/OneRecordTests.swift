import EmicKit
import Testing

@testable import EmicTUI

/// Undo beside another session of the same coder: there is one record of steps.
@Suite("Undo beside another session") struct OneRecordTests {
  /// Two codings made here, of which another session has undone the second.
  private func overtaken() throws -> (session: Session, steps: UndoStacks<Change>) {
    var session = Session("I: #|Why? How so?\nR: Because.\n")
    session.play("x ' t x c l e g i Enter")
    #expect(session.codings.count == 2)
    let steps = try #require(session.state.coding?.undoable)
    let base = try #require(session.state.coding?.sidecar)
    var other = base
    try other.apply(steps[1].inverse, at: session.state.moment.now)
    session.effects = []
    session.perform(
      .changedOnDisk(
        transcript: "T01.txt",
        coder: "ana",
        Action.Merge(base: base, sidecar: other, count: 1)
      )
    )
    return (session, UndoStacks(undo: [steps[0]], redo: [steps[1]]))
  }

  private func asksForSteps(_ session: Session) -> Bool {
    session.effects.contains(.readSteps(transcript: "T01.txt", coder: "ana"))
  }

  @Test("what another session has undone is no step here any more; the one before is")
  func read() throws {
    var (session, steps) = try overtaken()
    #expect(asksForSteps(session))
    session.perform(.stepsRead(steps, transcript: "T01.txt"))
    session.play("u")
    #expect(session.message == "Undone: \(steps.undo[0].summary)")
    #expect(session.codings.isEmpty)
    session.play("u")
    #expect(session.message == "Nothing to undo.")
    session.play("U U")
    #expect(session.codings.count == 2)
  }

  @Test("a step that is found to be gone has the record read, and the next one is taken")
  func readLate() throws {
    var (session, steps) = try overtaken()
    session.effects = []
    session.play("u")
    #expect(asksForSteps(session))
    #expect(session.codings.count == 1)
    session.perform(.stepsRead(steps, transcript: "T01.txt"))
    #expect(session.message == "Undone: \(steps.undo[0].summary)")
    #expect(session.codings.isEmpty)
  }

  @Test("a step that is still in the way is passed over, and on record as such")
  func passedOver() throws {
    var (session, steps) = try overtaken()
    let stale = UndoStacks(undo: steps.undo + steps.redo)
    session.play("u")
    session.effects = []
    session.perform(.stepsRead(stale, transcript: "T01.txt"))
    let words = "Nothing was changed: the coding is gone, another session may have removed it."
    #expect(session.message == words + " u again goes on with the next step.")
    let isDropped = session.effects.contains {
      if case .record(steps.redo[0], .drop, "T01.txt", "ana", _) = $0 { true } else { false }
    }
    #expect(isDropped)
    session.play("u")
    #expect(session.message == "Undone: \(steps.undo[0].summary)")
  }

  @Test("steps of a transcript that is not in view any more are not taken")
  func elsewhere() throws {
    var (session, steps) = try overtaken()
    session.perform(.stepsRead(UndoStacks(), transcript: "T02.txt"))
    #expect(session.state.coding?.undoable.count == 2)
    session.perform(.stepsRead(steps, transcript: "T01.txt"))
    #expect(session.state.coding?.undoable == steps.undo)
  }
}
