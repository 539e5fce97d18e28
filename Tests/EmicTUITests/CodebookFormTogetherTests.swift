import EmicKit
import Testing

@testable import EmicTUI

/// A form is filled in while somebody else changes the same code.
@Suite("A codebook form while others write") struct CodebookFormTogetherTests {
  /// What somebody else saves comes onto the screen.
  private func saveElsewhere(
    _ session: inout CodebookSession,
    _ make: (Codebook) throws -> CodebookChange
  ) throws {
    try session.saveElsewhere(make)
    session.perform(.codebookChanged(session.disk))
  }

  private func field(_ key: String, of session: CodebookSession) -> String? {
    session.state.popups.lazy.compactMap { popup in
      if case .form(let form) = popup { form.text(key) } else { nil }
    }.first
  }

  @Test("what another has changed of the code stands beside what was typed, and is not put back")
  func otherField() throws {
    var session = try CodebookSession()
    session.go(to: "trust")
    session.play("e Tab Tab Tab Tab Tab Tab Ctrl-U")
    session.type("Mine.")
    try saveElsewhere(&session) { try $0.redefining("trust", [.brief: "Another's brief."]) }
    #expect(field("brief", of: session) == "Another's brief.")
    #expect(field("example", of: session) == "Mine.")
    session.play("Ctrl-S")
    #expect(session.screen.contains("Redefine trust?"))
    session.play("y")
    #expect(session.disk["trust"]?.brief == "Another's brief.")
    #expect(session.disk["trust"]?.example == "Mine.")
    #expect(session.disk.history.last?.was.map(\.key) == ["example", "revised"])
  }

  @Test(
    "the same words changed by both are shown, and one of them is chosen",
    arguments: ["1", "2"]
  )
  func sameField(choice: String) throws {
    var session = try CodebookSession()
    session.go(to: "trust")
    session.play("e Tab Tab Ctrl-U")
    session.type("Mine.")
    session.play("Tab Tab Tab Tab Ctrl-U")
    session.type("My example.")
    try saveElsewhere(&session) { try $0.redefining("trust", [.brief: "Another's."]) }
    session.play("Ctrl-S")
    #expect(session.screen.contains("trust, brief"))
    #expect(session.screen.contains("1 yours: Mine."))
    #expect(session.screen.contains("2 the file's: Another's."))
    #expect(session.message.contains("lead"))
    session.play("y")
    #expect(session.disk["trust"]?.brief == "Another's.")
    session.play("Esc")
    #expect(field("brief", of: session) == "Mine.")
    session.play("Ctrl-S")
    session.play("\(choice) y")
    #expect(session.screen.contains("Redefine trust?"))
    session.play("y")
    #expect(session.state.popups.isEmpty)
    #expect(session.disk["trust"]?.brief == (choice == "1" ? "Mine." : "Another's."))
    #expect(session.disk["trust"]?.example == "My example.")
  }

  @Test("a name in one language stays as another has written it in the other")
  func otherLanguage() throws {
    var session = try CodebookSession()
    session.go(to: "trust")
    session.play("r Ctrl-U")
    session.type("Confidence")
    try saveElsewhere(&session) { book in
      var name = try #require(book["trust"]?.name)
      name.entries = name.entries.map { entry in
        entry.language == "zh" ? .init(language: "zh", text: "信赖") : entry
      }
      return try book.renaming("trust", to: name)
    }
    session.play("Ctrl-S y")
    #expect(session.disk["trust"]?.name.primary == "Confidence")
    #expect(session.disk["trust"]?.name.chinese == "信赖")
  }

  @Test("a form that was left and is taken up again has what was changed meanwhile")
  func begun() throws {
    var session = try CodebookSession()
    session.go(to: "trust")
    session.play("e Tab Tab Tab Tab Tab Tab Ctrl-U")
    session.type("Mine.")
    session.play("Esc")
    try saveElsewhere(&session) { try $0.redefining("trust", [.brief: "Another's brief."]) }
    session.play("e")
    #expect(field("brief", of: session) == "Another's brief.")
    #expect(field("example", of: session) == "Mine.")
    session.play("Ctrl-S y")
    #expect(session.disk["trust"]?.brief == "Another's brief.")
    #expect(session.disk["trust"]?.example == "Mine.")
  }

  @Test("another's change while the yes is asked for: what was typed is written beside it")
  func atTheQuestion() throws {
    var session = try CodebookSession()
    session.go(to: "trust")
    session.play("e Tab Tab Tab Tab Tab Tab Ctrl-U")
    session.type("Mine.")
    session.play("Ctrl-S")
    try saveElsewhere(&session) { try $0.redefining("trust", [.brief: "Another's brief."]) }
    session.play("y")
    #expect(session.disk["trust"]?.brief == "Another's brief.")
    #expect(session.disk["trust"]?.example == "Mine.")
  }

  @Test("the same words while the yes is asked for: both are shown, and the form is still there")
  func conflictAtTheQuestion() throws {
    var session = try CodebookSession()
    session.go(to: "trust")
    session.play("e Tab Tab Ctrl-U")
    session.type("Mine.")
    session.play("Ctrl-S")
    try saveElsewhere(&session) { try $0.redefining("trust", [.brief: "Another's."]) }
    session.play("y")
    #expect(session.disk["trust"]?.brief == "Another's.")
    #expect(session.screen.contains("1 yours: Mine."))
    session.play("1 y y")
    #expect(session.disk["trust"]?.brief == "Mine.")
  }

  @Test("a code retired while the yes is asked for: a sentence says so, and the form stays")
  func retiredAtTheQuestion() throws {
    var session = try CodebookSession()
    session.go(to: "trust")
    session.play("e Tab Tab Ctrl-U")
    session.type("Mine.")
    session.play("Ctrl-S")
    try saveElsewhere(&session) { try $0.retiring("trust") }
    session.play("y")
    #expect(session.message.contains("is retired"))
    #expect(field("brief", of: session) == "Mine.")
  }

  @Test("a code renamed while its retiring is asked for is retired all the same")
  func retiringTheRenamed() throws {
    var session = try CodebookSession()
    session.go(to: "trust")
    session.play("d")
    session.type("too wide")
    session.play("Enter")
    try saveElsewhere(&session) { try $0.renaming("trust", to: Code.Name("Confidence")) }
    session.play("y")
    #expect(session.disk["trust"]?.retired != nil)
    #expect(session.disk["trust"]?.name.primary == "Confidence")
    #expect(session.disk.history.last?.reason == "too wide")
  }
}
