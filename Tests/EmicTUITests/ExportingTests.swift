import EmicKit
import Testing

@testable import EmicTUI

@Suite("Exporting from anywhere") struct ExportingTests {
  private func screen(_ session: Session) -> String {
    let canvas = render(session.state)
    return (0..<canvas.size.height).map(canvas.text(ofRow:)).joined(separator: "\n")
  }

  @Test("the palette asks for a file, whose ending says the form")
  func asking() {
    var session = Session.playing("", on: "I: How?\nR: Alone.\n")
    session.play(":")
    session.type("export-to")
    session.play("Enter")
    session.effects = []
    session.play("Ctrl-U")
    session.type("../out/c.qdpx")
    session.play("Enter")
    #expect(session.effects == [.exportStudy(path: "../out/c.qdpx", coder: "ana")])
    #expect(session.state.headMessage?.text == "Exporting.")
  }

  @Test("how far an export is stands in view until it is over; what is said meanwhile goes before")
  func progress() {
    var session = Session.playing("", on: "I: How?\nR: Alone.\n")
    session.state.exportStudy(to: "report.html")
    session.perform(.exporting(step: "Writing transcript", done: 120, of: 10_000))
    #expect(screen(session).contains("Writing transcript 120 of 10000."))
    session.play("g i")
    #expect(session.message.contains("Writing transcript 120 of 10000."))
    session.play("Esc")
    session.perform(.note("Something else.", isProblem: false))
    #expect(session.state.headMessage?.text == "Something else.")
    session.rest()
    #expect(screen(session).contains("Writing transcript 120 of 10000."))
    session.perform(.exporting(step: "Looking for names in what was written", done: 0, of: 0))
    #expect(screen(session).contains("Looking for names in what was written."))
    // What is typed for a second one is taken by its prompt, and by no other command.
    session.state.askForExport()
    session.play("Ctrl-U")
    session.type("x.csv")
    session.play("Enter")
    #expect(session.message == "An export is on its way: wait for its end.")
    session.play("Esc")
    session.perform(.exportEnded)
    session.perform(.note("Exported 3 codings to exports/report.html.", isProblem: false))
    session.rest()
    #expect(session.state.headMessage == nil)
    // Only what came of it is kept among the messages.
    #expect(!session.state.pastMessages.contains { $0.hasPrefix("Looking") })
  }

  @Test("whoever leaves before an export is done is asked; the yes leaves, Esc stays")
  func leaving() {
    var session = Session.playing("", on: "I: How?\nR: Alone.\n")
    session.state.exportStudy(to: "report.html")
    session.perform(.exporting(step: "Writing transcript", done: 1, of: 2))
    session.play("Q")
    #expect(screen(session).contains("Leave before it is done?"))
    #expect(screen(session).contains("Writing transcript 1 of 2."))
    session.play("Esc")
    #expect(!session.effects.contains(.quit))
    session.play("Q y")
    #expect(session.effects.contains(.quit))
    session.effects = []
    session.perform(.exportEnded)
    session.play("Q")
    #expect(session.effects.contains(.quit))
  }

  @Test("to somebody who listens, the beginning is said, and numbers only when they are asked for")
  func heard() {
    var session = Session.playing("", on: "I: How?\nR: Alone.\n")
    session.state.settings.isAccessible = true
    session.state.exportStudy(to: "report.html")
    #expect(session.message == "Exporting.")
    session.play("j")
    session.perform(.exporting(step: "Writing transcript", done: 1, of: 2))
    #expect(!screen(session).contains("Writing transcript"))
    session.play("g i")
    #expect(session.message.hasSuffix("Writing transcript 1 of 2."))
  }

  @Test("without a name nothing is exported")
  func nothing() {
    var session = Session.playing("", on: "I: How?\nR: Alone.\n")
    session.state.exportStudy(to: "")
    for format in ExportFormat.all { #expect(session.message.contains(format.ending)) }
    #expect(!session.state.outbox.contains { if case .exportStudy = $0 { true } else { false } })
  }

  @Test("a name of no form, and a place that cannot be written, come back to be corrected")
  func corrected() {
    var session = Session.playing("", on: "I: How?\nR: Alone.\n")
    session.state.run(.exportTo)
    session.play("Ctrl-U")
    session.type("codings.pdff")
    session.play("Enter")
    #expect(session.message.hasPrefix("Not exported: "))
    #expect(!session.effects.contains { if case .exportStudy = $0 { true } else { false } })
    session.play("Backspace Backspace Backspace Backspace")
    session.type("csv")
    session.play("Enter")
    #expect(session.effects.last == .exportStudy(path: "codings.csv", coder: "ana"))
    session.perform(.answerRefused("Not exported: no."))
    #expect(session.message == "Not exported: no.")
    // What is typed next is text, and no command.
    session.type("x")
    session.play("Enter")
    #expect(session.message.contains("codings.csvx"))
    session.play("Esc")
    #expect(session.state.popups.isEmpty)
  }

  @Test("words are copied by their place: which of them may leave is known behind the screen")
  func copying() {
    var session = Session.playing("x", on: "I: How?\nR: Alone.\n")
    session.play("y")
    let copied = session.effects.filter { if case .copyWords = $0 { true } else { false } }
    #expect(
      copied == [
        .copyWords(
          Span(3..<7),
          transcript: "T01.txt",
          reference: "T01.txt, turn 1",
          coder: "ana"
        )
      ]
    )
  }
}
