import EmicKit
import Testing

@testable import EmicTUI

@Suite("Forms that were being filled in when the program ended") struct FormDraftTests {
  /// A new session that has what the last one kept.
  private func restarted(_ old: CodebookSession) throws -> CodebookSession {
    var session = old
    let drafts = old.state.drafts
    try session.restart()
    session.session.state.drafts = drafts
    return session
  }

  private func form(_ session: CodebookSession) -> CodeForm? {
    if case .form(let form)? = session.state.popups.last { form } else { nil }
  }

  @Test("what was typed is kept after a while, and there again; carried out it is gone")
  func kept() throws {
    var session = try CodebookSession()
    session.go(to: "control")
    session.play("a")
    session.type("gift")
    session.play("Tab")
    session.type("Gift 礼")
    #expect(session.state.drafts.isEmpty)
    #expect(session.state.nextDeadline != nil)
    session.perform(.clock)
    #expect(session.state.drafts.count == 1)
    var again = try restarted(session)
    again.go(to: "control")
    again.play("a")
    #expect(again.message == "Here is what you had begun. Ctrl-U empties a field.")
    #expect(form(again)?.text("id") == "gift")
    #expect(form(again)?.text("en") == "Gift 礼")
    again.play("Ctrl-S y")
    #expect(again.disk["gift"]?.name.primary == "Gift 礼")
    #expect(again.state.drafts.isEmpty)
  }

  @Test("told to end, the form on top is kept, under the question what it comes to, too")
  func ended() throws {
    for keys in ["", "Ctrl-S"] {
      var session = try CodebookSession()
      session.go(to: "control")
      session.play("a")
      session.type("gift")
      session.play("Tab")
      session.type("Gift")
      session.play(keys)
      session.perform(.input(.endRequested(signal: 15)))
      #expect(session.state.drafts.count == 1, "\(keys)")
    }
  }

  @Test("where nothing was typed the book's words stand, also those that came since")
  func beside() throws {
    var session = try CodebookSession()
    session.go(to: "trust")
    session.play("e Tab Tab")
    session.type(" Mine")
    session.perform(.clock)
    var moment = Moment(now: Timestamp(milliseconds: 9), seed: (8, 9))
    try session.disk.apply(
      session.disk.redefining("trust", [.example: "Theirs."]),
      by: "coder-a",
      moment: &moment
    )
    var again = try restarted(session)
    again.go(to: "trust")
    again.play("e")
    #expect(form(again)?.text("brief").hasSuffix(" Mine") == true)
    #expect(form(again)?.text("example") == "Theirs.")
    again.play("Ctrl-S y")
    #expect(again.disk["trust"]?.example == "Theirs.")
    #expect(again.disk["trust"]?.brief.hasSuffix(" Mine") == true)
    #expect(again.state.drafts.isEmpty)
  }

  @Test("emptied and left it is given up; the parts of a split come back")
  func givenUp() throws {
    var session = try CodebookSession()
    session.go(to: "trust")
    session.play("s")
    session.type("trust-in-person")
    session.play("Ctrl-N")
    session.type("third")
    session.play("Esc")
    var again = try restarted(session)
    again.go(to: "trust")
    again.play("s")
    #expect(form(again)?.partCount == 3)
    #expect(form(again)?.text("id3") == "third")
    again.play("Ctrl-U PgDn Up Up Up Up Ctrl-U Esc")
    #expect(again.state.drafts.isEmpty)
  }
}
