import EmicKit
import Testing

@testable import EmicTUI

@Suite("Exporting from anywhere") struct ExportingTests {
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
    #expect(session.state.message?.text == "Exporting.")
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
