import EmicKit
import Testing

@testable import EmicTUI

@Suite("The beginning of a long transcript, while the rest is read")
struct BeginningTests {
  private static let lines = (1...400).map { "\($0 % 2 == 1 ? "Q" : "R"): line \($0)\n" }
  private let whole = Transcript(name: "T01.txt", text: TranscriptText(lines.joined()))
  private let beginning = Transcript(
    name: "T01.txt",
    text: TranscriptText(lines.prefix(200).joined())
  )

  private func session(caret: Int? = nil) -> Session {
    var session = Session("x")
    session.state.coding = nil
    let nothing = Sidecar(draftOf: beginning, by: "ana", codebook: 1, at: session.state.moment.now)
    session.perform(
      .beginningRead(OpenedTranscript(transcript: beginning, sidecar: nothing, caret: caret))
    )
    return session
  }

  private func rows(_ session: Session) -> [String] {
    let canvas = render(session.state)
    return (0..<canvas.size.height).map { canvas.text(ofRow: $0) }
  }

  private func allows(_ session: Session, _ notation: String) -> Bool {
    guard let key = Key(notation) else { return false }
    return session.state.canDo(.key(key))
  }

  @Test("says that it is read, and nothing that is not known yet")
  func looks() throws {
    let session = session()
    let rows = rows(session)
    #expect(rows[0].contains("turn 1/…") && rows[0].contains("reading"))
    #expect(!rows[0].contains("draft") && !rows[0].contains("200"))
    #expect(rows.contains { $0.contains("line 5") })
    #expect(session.state.openWork?.isOpen == false)
    #expect(session.effects.isEmpty)
  }

  @Test("steps are done at once, all else waits for the whole")
  func keys() {
    var session = session()
    for step in ["Down", "PgDn", "l", "w"] { #expect(allows(session, step), "\(step)") }
    for other in ["c", "G", "/", "x", "Q", "1", "u", "}", "Esc"] {
      #expect(!allows(session, other), "\(other)")
    }
    #expect(!session.state.canDo(.paste("x")))
    #expect(session.state.canDo(.resized(Size(width: 40, height: 10))))
    while allows(session, "PgDn") { session.play("PgDn") }
    #expect(session.state.coding?.caret ?? 0 < beginning.text.scalarCount)
    #expect(
      !allows(session, "Down"),
      "near the end of the beginning nothing is known of what follows"
    )
  }

  @Test("the whole takes its place where the coder has moved to, with the same rows in view")
  func wholeInItsPlace() {
    var session = session()
    session.play("PgDn Down Down")
    let (caret, before) = (session.state.coding?.caret, rows(session))
    session.open(whole)
    #expect(session.state.coding?.caret == caret)
    let after = rows(session)
    #expect(after[1...20] == before[1...20])
    #expect(after[0].contains("/400") && after[0].contains("draft"))
    #expect(session.state.canDo(.paste("x")) && session.state.coding?.isBeginning == false)
  }

  @Test("who has not moved goes on where the work was left")
  func place() {
    var session = session(caret: 24)
    session.open(whole, caret: 24)
    #expect(session.state.coding?.caret == 24)
  }
}
