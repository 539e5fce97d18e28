import EmicKit
import Testing

@testable import EmicTUI

@Suite("Cases on the screen") struct CaseScreenTests {
  static let opened = OpenedCase(
    transcript: Samples.english,
    caseName: "NGO-D1",
    attributes: [
      .init(name: "sector", value: "migrants", allowed: ["migrants", "all"]),
      .init(name: "age", value: nil, allowed: []),
      .init(name: "地点", value: "City A", allowed: []),
    ]
  )

  @Test("attributes are shown, what is unknown last, and one is set through a prompt")
  func set() throws {
    var session = try Session(sample: nil)
    session.play("a")
    #expect(session.effects.contains(.readCase(transcript: Samples.english)))
    session.perform(.caseRead(Self.opened))
    try GoldenScreen(render(session.state)).expect("memos/case")
    session.play("2")
    try GoldenScreen(render(session.state)).expect("memos/case-value")
    session.play("Ctrl-U")
    session.type("all")
    session.effects = []
    session.play("Enter")
    let coder = session.state.coder?.id
    #expect(
      session.effects == [.setAttribute("sector", "all", of: Samples.english, coder: coder)]
    )
  }

  @Test("u and U take a change of an attribute back, on the list and where the case is shown")
  func undo() throws {
    var session = try Session(sample: nil)
    let coder = try #require(session.state.coder?.id)
    session.effects = []
    session.play("u U")
    #expect(
      session.effects == [
        .stepCase(.undo, showing: nil, coder: coder), .stepCase(.redo, showing: nil, coder: coder),
      ]
    )
    session.perform(.caseRead(Self.opened))
    session.effects = []
    session.play("u")
    #expect(session.effects == [.stepCase(.undo, showing: Samples.english, coder: coder)])
    #expect(session.state.popups.isEmpty)
  }
}
