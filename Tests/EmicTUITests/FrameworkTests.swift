import EmicKit
import Testing

@testable import EmicTUI

/// The framework matrix on the screen: summaries written, kept as drafts, merged, never written over.
@Suite("The framework matrix on the screen") struct FrameworkTests {
  private let trust = SummaryPlace(case: "NGO-D1", code: "trust")

  private func opened(_ cells: [FrameworkMatrix.Cell] = []) throws -> QuestionSession {
    var session = try QuestionSession(keys: "")
    session.framework = FrameworkMatrix(cells: cells)
    session.play("g f")
    return session
  }

  private func cell(_ summary: String, by coder: Coder.ID = "coder-a") -> FrameworkMatrix.Cell {
    FrameworkMatrix.Cell(case: "NGO-D1", code: "trust", summary: summary, by: coder)
  }

  @Test("an empty matrix says how to begin; codes are chosen, a summary written and saved")
  func writing() throws {
    var session = try opened()
    #expect(session.screen.contains("No summary is written yet."))
    session.play("c t r u Enter j Enter")
    #expect(session.state.framework.place == trust)
    session.type("Trust is in the section chief.")
    session.play("Ctrl-S")
    #expect(session.framework["NGO-D1", "trust"]?.summary == "Trust is in the section chief.")
    #expect(session.message == "Summed up NGO-D1, trust: saved.")
    #expect(session.state.drafts.isEmpty)
    #expect(session.screen.contains("Trust is in the section"))
  }

  @Test("columns that were chosen are there after a restart, though nothing is summed up yet")
  func columns() throws {
    var session = try opened()
    session.play("c t r u Enter")
    let kept = session.left.compactMap { effect in
      if case .keepColumns(let codes, "coder-a") = effect { codes } else { nil }
    }
    #expect(kept == [["trust"]])
    var again = try QuestionSession(keys: "")
    again.perform(
      .began(
        Coder(id: "coder-a"),
        proposals: [],
        quickCodes: [:],
        drafts: [:],
        columns: kept.last ?? []
      )
    )
    again.play("g f")
    #expect(again.state.framework.codes == ["trust"])
  }

  @Test("the column of a merged code says as what it is read, and its quotations are asked for so")
  func merged() throws {
    var session = try opened([
      FrameworkMatrix.Cell(case: "NGO-D1", code: "mistrust", summary: "Doubt.", by: "coder-a")
    ])
    let book = session.state.codebook
    var moment = Moment(now: Timestamp(milliseconds: 9), seed: (8, 9))
    var merged = book
    try merged.apply(book.merging("mistrust", into: "trust"), by: "lead", moment: &moment)
    session.session.state.codebook = merged
    #expect(session.screen.contains("mistrust → trust"))
    session.perform(
      .codingsRead(try StudyCodings(of: Samples.study(), asker: "coder-a", book: merged))
    )
    session.play("j o")
    #expect(session.retrieval.asking.query.codes == ["trust"])
    session.play("q")
    var retired = book
    try retired.apply(book.retiring("mistrust"), by: "lead", moment: &moment)
    session.session.state.codebook = retired
    #expect(session.screen.contains("mistrust (retired)"))
  }

  @Test("Esc keeps a draft, which is taken up again; an emptied summary goes")
  func drafts() throws {
    var session = try opened([cell("Trust.")])
    session.play("j Enter")
    session.type(" And doubt.")
    session.play("Esc")
    #expect(session.state.drafts[State.draftKey(trust)]?.text == "Trust. And doubt.")
    #expect(session.framework["NGO-D1", "trust"]?.summary == "Trust.")
    #expect(session.screen.contains("a draft waits"))
    session.play("Enter Ctrl-S")
    #expect(session.framework["NGO-D1", "trust"]?.summary == "Trust. And doubt.")
    session.play("Enter Ctrl-U Ctrl-S")
    #expect(session.framework.cells.isEmpty)
  }

  @Test("what somebody else has changed meanwhile is shown, not written over")
  func conflict() throws {
    var session = try opened([cell("Trust.")])
    session.play("j Enter")
    session.type(" Mine.")
    session.framework.set(cell("Theirs.", by: "coder-b"))
    session.play("Ctrl-S")
    #expect(session.framework["NGO-D1", "trust"]?.summary == "Theirs.")
    #expect(session.state.framework.current?.summary == "Theirs.")
    #expect(session.state.drafts[State.draftKey(trust)]?.text == "Trust. Mine.")
    session.play("Enter")
    #expect(session.message == State.resumedWords)
    session.play("Ctrl-S")
    #expect(
      session.framework["NGO-D1", "trust"]?.summary == "Trust. Mine.\n\n———\nTheirs."
    )
  }

  @Test("a draft does not take the place of what somebody else has summed up since, read or not")
  func draftOverAnothers() throws {
    var session = try opened([cell("Trust.")])
    session.play("j Enter")
    session.type(" Mine.")
    session.play("Esc")
    session.framework.set(cell("Theirs.", by: "coder-b"))
    session.play("g f Enter Ctrl-S")
    #expect(
      session.framework["NGO-D1", "trust"]?.summary == "Trust. Mine.\n\n———\nTheirs."
    )
    #expect(session.state.drafts.isEmpty)
  }

  @Test("quotations behind a summary are linked from their list, and named")
  func quotations() throws {
    var session = try opened([cell("Trust.")])
    session.play("j o")
    #expect(
      session.retrieval.asking.query.words() == "trust with subcodes, by coder-a, case=NGO-D1"
    )
    session.play("+ j +")
    let rows = try #require(session.retrieval.list?.rows)
    #expect(session.framework["NGO-D1", "trust"]?.quotations == rows.prefix(2).map(\.coding.id))
    #expect(session.screen.contains("●"))
    session.play("+ q")
    #expect(session.state.screen == .framework)
    #expect(session.framework["NGO-D1", "trust"]?.quotations == [rows[0].coding.id])
    #expect(session.screen.contains("rests on T03, turn 20"))
  }

  @Test("summaries and the quotations behind them are undone and done again, after a restart too")
  func undo() throws {
    var session = try opened([cell("Trust.")])
    session.play("j Enter")
    session.type(" And doubt.")
    session.play("Ctrl-S o + q Enter Ctrl-U Ctrl-S")
    #expect(session.framework.cells.isEmpty)
    session.play("u")
    #expect(session.framework["NGO-D1", "trust"]?.summary == "Trust. And doubt.")
    #expect(session.framework["NGO-D1", "trust"]?.quotations.count == 1)
    #expect(session.message == "Undone: NGO-D1, trust is as it was before. Saved.")
    try session.restart(keys: "g f u u")
    #expect(session.framework.cells == [cell("Trust.")])
    #expect(session.state.framework.place == trust)
    session.play("u")
    #expect(session.message == "Nothing to undo.")
    try session.restart(keys: "g f U U Ctrl-R")
    #expect(session.framework.cells.isEmpty)
    session.play("U")
    #expect(session.message == "Nothing to redo.")
  }

  @Test("undo leaves alone what somebody else has written there since, and goes on before it")
  func undoUnderAnothersSummary() throws {
    var session = try opened([cell("Trust.")])
    session.play("j Enter")
    session.type(" One.")
    session.play("Ctrl-S c c o n t Enter Enter")
    session.type("Two.")
    session.play("Ctrl-S")
    let place = try #require(session.state.framework.place)
    #expect(session.framework[place.case, place.code]?.summary == "Two.")
    session.framework.set(
      FrameworkMatrix.Cell(
        case: place.case,
        code: place.code,
        summary: "Theirs.",
        by: "coder-b"
      )
    )
    try session.restart(keys: "g f u")
    #expect(session.message == "Somebody has changed it.")
    #expect(session.framework[place.case, place.code]?.summary == "Theirs.")
    #expect(session.state.drafts.isEmpty)
    session.play("u")
    #expect(session.framework["NGO-D1", "trust"]?.summary == "Trust.")
  }

  @Test("keys without a cell or a summary say what is missing; q leads back")
  func edges() throws {
    var session = try opened()
    session.play("Enter")
    #expect(session.message == "There is no cell here: c chooses codes.")
    session.play("x")
    #expect(session.message == "There is no summary to export yet.")
    session.play("c t r u Enter o +")
    #expect(session.message.contains("has no summary of trust yet"))
    session.play("q q")
    #expect(session.state.screen == .study)
  }
}
