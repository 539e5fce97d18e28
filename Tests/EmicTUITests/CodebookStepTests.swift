import EmicKit
import Testing

@testable import EmicTUI

@Suite("Steps of the codebook that cannot go back as a whole") struct CodebookStepTests {
  /// The codebook's screen after some changes, and others' of it meanwhile.
  private func session(
    _ steps: (inout CodebookSession) -> Void,
    then others: (Codebook) throws -> CodebookChange
  ) throws -> CodebookSession {
    var session = try CodebookSession()
    steps(&session)
    var moment = Moment(now: Timestamp(milliseconds: 9), seed: (8, 9))
    try session.disk.apply(others(session.disk), by: "coder-a", moment: &moment)
    try session.restart()
    return session
  }

  @Test("a key that is taken is left out, said, and the step before is taken next")
  func key() throws {
    var session = try session { session in
      session.go(to: "control")
      session.play("' z")
      session.go(to: "trust")
      session.play("d Enter y")
    } then: {
      try $0.settingKey("t", of: "stigma")
    }
    session.play("u")
    #expect(session.disk["trust"]?.retired == nil)
    #expect(session.disk["stigma"]?.key == "t")
    #expect(
      session.message.contains("The quick key t is that of stigma now, so trust does not get it.")
    )
    session.play("u")
    #expect(session.disk["control"]?.key != "z")
    session.play("U U")
    #expect(session.disk["control"]?.key == "z")
    #expect(session.disk["trust"]?.retired != nil)
  }

  @Test("a move into a circle makes way for the step before it")
  func circle() throws {
    var session = try session { session in
      session.go(to: "control")
      session.play("' z")
      session.go(to: "mistrust")
      session.play("p Tab Enter y")
    } then: {
      try $0.moving("trust", under: "mistrust")
    }
    session.play("u")
    #expect(
      session.message.hasSuffix("u again goes on with what you did before."),
      "\(session.message)"
    )
    session.play("u")
    #expect(session.disk["control"]?.key != "z")
  }

  @Test("an added code that is in use stays; pressed again, the key takes the step before")
  func inUse() throws {
    var session = try CodebookSession()
    session.go(to: "control")
    session.play("' z")
    session.play("a")
    session.type("gift")
    session.play("Tab")
    session.type("Gift")
    session.play("Ctrl-S y")
    #expect(session.disk["gift"] != nil, "\(session.screen)")
    session.session.state.book?.used.insert("gift")
    session.play("u")
    #expect(
      session.message.hasSuffix("u again leaves it so and goes on with what you did before."),
      "\(session.message)"
    )
    #expect(session.state.book?.steps.undo.count == 2)
    session.play("u")
    #expect(session.disk["gift"] != nil)
    #expect(session.disk["control"]?.key != "z")
  }
}
