import EmicKit
import Testing

@testable import EmicTUI

/// Typed links on the coding screen: mark, link, jump, undo, list.
@Suite("Links on the screen") struct LinkScreenTests {
  private static let text = "I: Why?\nR: He trusts me. We have papers.\nI: So?\nR: Nobody came."

  /// Two codings: trust in turn 2, legitimacy in turn 4.
  private func coded() -> Session {
    var session = Session(Self.text)
    session.play("g t 2 Enter x c t r u Enter")
    session.play("g t 4 Enter x c l e g Enter")
    return session
  }

  private func marked(_ keys: String) -> Session {
    var session = coded()
    session.play("g t 2 Enter +")
    session.play("g t 4 Enter \(keys)")
    return session
  }

  @Test(
    "mark one, go to another, link; it is said, shown at both ends and undone",
    arguments: [
      ("= m", Link.Kind.mitigates, "mitigates", "is mitigated by"),
      ("= c", .contradicts, "contradicts", "is contradicted by"),
      ("= r", .rulePractice, "is the rule of", "is the practice of"),
    ]
  )
  func linking(keys: String, kind: Link.Kind, verb: String, passive: String) throws {
    var session = marked(keys)
    let link = try #require(session.state.coding?.sidecar.links.first)
    #expect(link.kind == kind)
    #expect(session.state.coding?.coding(link.from)?.code == "legitimacy")
    #expect(session.state.coding?.coding(link.to)?.code == "trust")
    #expect(session.message == "legitimacy \(verb) trust (T01, turn 2). u undoes.")
    #expect(session.state.linksHere.map(\.words) == ["\(verb) trust (turn 2)"])
    session.play("g t 2 Enter")
    #expect(session.state.linksHere.map(\.words) == ["\(passive) legitimacy (turn 4)"])
    session.play("u")
    #expect(session.state.coding?.sidecar.links.isEmpty == true)
    session.play("U")
    #expect(session.state.coding?.sidecar.links.count == 1)
  }

  @Test("from closed work no link is made or taken away: the sentence says where links are kept")
  func closed() throws {
    var session = marked("= c")
    session.state.coding?.access = .closed("Submitted on 2026-03-20 and closed.")
    let links = session.state.coding?.sidecar.links
    let sentence =
      "A link is kept with the coding from which it goes, so none is made or taken away here, but one "
      + "may lead here. Submitted on 2026-03-20 and closed."
    session.play("= m")
    #expect(session.message == sentence)
    session.play("= d")
    #expect(session.message == sentence)
    #expect(session.state.coding?.sidecar.links == links)
    session.play("+")
    #expect(session.message.contains("On another coding of a draft = m says"))
  }

  @Test("= = jumps along the link and back, = d takes it away")
  func jumping() {
    var session = marked("= c")
    session.play("= =")
    #expect(session.state.coding?.codingHere?.code == "trust")
    session.play("= =")
    #expect(session.state.coding?.codingHere?.code == "legitimacy")
    session.play("= d")
    #expect(session.state.coding?.sidecar.links.isEmpty == true)
    session.play("= =")
    #expect(session.message.hasPrefix("No link goes from or to the coding here"))
  }

  @Test("nothing marked, nothing here, the same coding, and the same link again get a sentence")
  func refusals() {
    var session = coded()
    session.play("g t 4 Enter = m")
    #expect(session.message == "Mark the other coding first: + on it, then come back.")
    session.play("+ = m")
    #expect(session.message == "This is the marked coding itself: go to another one.")
    session.play("g t 1 Enter + ")
    #expect(session.message == "There is no coding here to mark.")
    session = marked("= m = m")
    #expect(session.message == "They are linked so already.")
    #expect(session.state.coding?.sidecar.links.count == 1)
  }

  @Test("all links are listed once the study is read; Enter goes to one")
  func listing() throws {
    var session = try QuestionSession(keys: "Enter")
    session.play("g l")
    #expect(session.message.hasPrefix("There are no links yet"))
  }
}
