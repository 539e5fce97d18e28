import EmicKit
import Testing

@testable import EmicTUI

@Suite("Importing from the list") struct ImportingTests {
  private func session() -> Session {
    let summary = StudySummary(
      title: "Test study",
      coders: [Coder(id: "ana")],
      codebook: Session.codebook,
      rows: [TranscriptRow(name: "T01.txt"), TranscriptRow(name: "T03.txt")]
    )
    let start = Moment(now: Timestamp(milliseconds: 1_800_000_000_000), seed: (1, 2))
    return Session(
      State(
        size: Size(width: 80, height: 24),
        study: summary,
        coder: Coder(id: "ana"),
        moment: start
      )
    )
  }

  private let came = ImportedFiles(
    transcripts: ["T01.txt", "T02.txt", "T03.txt"],
    summary: "Imported 1 of 1 file.",
    report: ["T02.docx → T02.txt  (Word document)", "  4 turns: I 2, R 2"],
    isProblem: false
  )

  @Test("the palette asks for a path; the file is brought in the background")
  func asking() {
    var session = session()
    session.play(":")
    session.type("import")
    session.play("Enter")
    session.type("~/in/T02.docx")
    session.play("Enter")
    #expect(session.effects == [.importFiles(path: "~/in/T02.docx")])
    #expect(session.state.message?.text == "Importing.")
    session.perform(.importing(done: 3, of: 20))
    #expect(session.state.message?.text == "Importing: 3 of 20.")
    // Only what came of it is kept among the messages.
    #expect(session.state.pastMessages == [])
  }

  @Test("what came of it is shown, the new transcript is in hand, and the rows are read")
  func done() {
    var session = session()
    session.state.importFiles(at: "x")
    session.state.outbox = []
    let effects = session.perform(.imported(came))
    #expect(effects == [.loadRows(coder: "ana")])
    #expect(session.state.list.rows.map(\.name) == came.transcripts)
    #expect(session.state.list.row == 1)
    guard case .reading(let reading)? = session.state.popups.last else {
      Issue.record("no report is shown")
      return
    }
    #expect(reading.lines == came.report)
    #expect(session.state.pastMessages == ["Imported 1 of 1 file."])
    session.play("Esc Enter")
    #expect(session.effects.last == .open(transcript: "T02.txt", coder: "ana"))
  }

  @Test("whoever does something else meanwhile is not interrupted")
  func elsewhere() {
    var session = session()
    session.state.importFiles(at: "x")
    session.play("?")
    session.perform(.imported(came))
    #expect(session.state.popups.count == 1)
    #expect(session.state.message?.text == "Imported 1 of 1 file.")
  }

  @Test("one import at a time, and none of nothing")
  func refusals() {
    var session = session()
    session.state.askForImport()
    session.play("Enter")
    #expect(session.state.message?.isProblem == true)
    #expect(session.effects == [])
    session.state.importFiles(at: "x")
    session.state.askForImport()
    #expect(session.state.message?.text == "An import is on its way: wait for its end.")
    #expect(session.state.popups.isEmpty)
    var problem = came
    problem.isProblem = true
    session.perform(.imported(problem))
    #expect(session.state.message?.isProblem == true)
    session.play("Esc")
    session.state.askForImport()
    #expect(session.state.popups.count == 1)
  }
}
