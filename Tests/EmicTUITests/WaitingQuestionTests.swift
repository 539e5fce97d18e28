@testable import EmicKit
import Testing

@testable import EmicTUI

/// Questions from behind the screen: none is answered by a key that was typed for something else.
@Suite("Questions that come up by themselves") struct WaitingQuestionTests {
  static let text = "I: How?\nR: They say yesterday was better.\n"

  static let loss = CodebookLoss(
    file: "book.yaml",
    gone: ["trust", "mistrust"],
    used: ["trust"],
    whole: 6,
    left: 4,
    keptAt: ".emic/backup/codebook/book.yaml"
  )

  private func asked(_ session: Session) -> String? {
    guard case .confirmation(let asked) = session.state.popups.last else { return nil }
    return asked.title
  }

  private func screen(_ session: Session) -> String {
    let canvas = render(session.state)
    return (0..<canvas.size.height).map(canvas.text(ofRow:)).joined(separator: "\n")
  }

  private func isAllowed(_ session: Session) -> Bool {
    session.effects.contains { if case .allowReveal = $0 { true } else { false } }
  }

  private func isSettled(_ session: Session) -> Bool {
    session.effects.contains { if case .settleCodebook = $0 { true } else { false } }
  }

  private func typeUndrawn(_ text: String, in session: inout Session) {
    for character in text {
      session.perform(.input(.key(Key(.character(character)))), isDrawn: false)
    }
  }

  // MARK: Others' codings

  @Test("of very many transcripts the first are named, and how many there are")
  func many() {
    var session = Session.playing("", on: Self.text)
    let names = (1...2000).map { "T\($0).txt" }
    session.perform(.revealAsked(.export("all.csv"), transcripts: names))
    guard case .confirmation(let asked) = session.state.popups.last else {
      Issue.record("nothing is asked")
      return
    }
    #expect(asked.lines[0].hasSuffix("T10.txt and 1990 more."))
  }

  @Test("a letter typed into a memo answers no question about others' codings, which waits")
  func memo() {
    var session = Session.playing("M", on: Self.text)
    session.perform(.revealAsked(.export("all.csv"), transcripts: ["T02.txt"]))
    session.type("they say yesterday n q")
    guard case .memo(let sheet) = session.state.popups.last else {
      Issue.record("the memo is not on top")
      return
    }
    #expect(sheet.field.text == "they say yesterday n q")
    #expect(!isAllowed(session))
    session.play("Ctrl-S")
    #expect(asked(session) == "Show others' codings?")
    session.play("y")
    #expect(isAllowed(session))
    #expect(session.effects.last == .exportStudy(path: "all.csv", coder: "ana"))
  }

  @Test("keys pressed before the question was drawn go where they were meant to go")
  func undrawn() {
    var session = Session.playing("x", on: Self.text)
    session.effects = []
    session.perform(
      .revealAsked(.export("all.csv"), transcripts: ["T02.txt"]),
      isDrawn: false
    )
    #expect(asked(session) == "Show others' codings?")
    #expect(!screen(session).contains("y shows them"))
    typeUndrawn("yMyes", in: &session)
    guard case .memo(let sheet) = session.state.popups.last else {
      Issue.record("the memo is not on top")
      return
    }
    #expect(sheet.field.text == "yes")
    #expect(session.effects.contains { if case .copyWords = $0 { true } else { false } })
    #expect(!isAllowed(session))
    session.play("Esc")
    #expect(asked(session) == "Show others' codings?")
    #expect(screen(session).contains("y shows them"))
  }

  @Test("what is typed on when the question is drawn is no answer, and no command either")
  func typedOn() {
    var session = Session.playing("x", on: Self.text)
    session.perform(.revealAsked(.export("all.csv"), transcripts: ["T02.txt"]), isRead: false)
    #expect(!screen(session).contains("y shows them"))
    session.effects = []
    for character in "nobody says yes q" {
      session.perform(.input(.key(Key(.character(character)))), after: 200)
    }
    #expect(asked(session) == "Show others' codings?")
    #expect(session.effects.isEmpty)
    #expect(session.codings.isEmpty)
    // Nothing was typed for a while: the keys are named, and answer.
    #expect(session.state.nextDeadline != nil)
    session.perform(.clock, after: 700)
    #expect(screen(session).contains("y shows them"))
    session.perform(.input(.key(Key(.character("n")))), after: 1)
    #expect(asked(session) == nil)
    #expect(!isAllowed(session))
  }

  @Test("Esc is meant at once, and a question that one has asked for oneself is answered at once")
  func meantAtOnce() throws {
    var session = Session.playing("x", on: Self.text)
    session.perform(.revealAsked(.export("all.csv"), transcripts: ["T02.txt"]), isRead: false)
    session.perform(.input(.key(Key(.escape))), after: 10)
    #expect(asked(session) == nil)
    var book = try CodebookSession()
    book.go(to: "unregistered")
    book.play("d Enter")
    book.session.perform(.input(.key(Key(.character("y")))), after: 1)
    #expect(book.book["unregistered"]?.retired == 2)
  }

  @Test("what comes from the world and the mouse answer an undrawn question no more than keys")
  func undrawnWorld() {
    var session = Session.playing("", on: Self.text)
    session.state.settings.usesMouse = true
    session.perform(
      .revealAsked(.export("all.csv"), transcripts: ["T02.txt"]),
      isDrawn: false
    )
    session.perform(.input(.mouse(Mouse(.press, x: 5, y: 3))), isDrawn: false)
    session.perform(.input(.paste("y")), isDrawn: false)
    session.perform(.note("Something else.", isProblem: false), isDrawn: false)
    #expect(asked(session) == "Show others' codings?")
    #expect(session.state.popups.count == 1)
    #expect(!isAllowed(session))
  }

  @Test("a sequence of keys is not cut in two, nor is the move of an edge")
  func pending() {
    for keys in ["g", "s"] {
      var session = Session.playing("x \(keys)", on: Self.text)
      session.perform(.revealAsked(.export("all.csv"), transcripts: ["T02.txt"]))
      #expect(session.state.popups.isEmpty, "\(keys)")
      session.play("Esc")
      #expect(asked(session) == "Show others' codings?", "\(keys)")
    }
  }

  @Test("on a blank screen and on one too small nothing is asked until it can be read")
  func unreadable() {
    var session = Session.playing("F9", on: Self.text)
    session.perform(.revealAsked(.export("all.csv"), transcripts: ["T02.txt"]))
    #expect(session.state.popups.isEmpty)
    session.play("F9")
    #expect(asked(session) == "Show others' codings?")
    session = Session.playing("", on: Self.text)
    session.perform(.input(.resized(Size(width: 20, height: 5))))
    session.perform(.revealAsked(.export("all.csv"), transcripts: ["T02.txt"]))
    #expect(session.state.popups.isEmpty)
    session.perform(.input(.resized(Size(width: 80, height: 24))))
    #expect(asked(session) == "Show others' codings?")
  }

  @Test("a question that something graver lies over is asked again after it")
  func alert() {
    var session = Session.playing("", on: Self.text)
    session.perform(.revealAsked(.export("all.csv"), transcripts: ["T02.txt"]))
    session.perform(.codebookLost(Self.loss))
    session.perform(.openFailed(transcript: "T02.txt", problem: "T02.txt: it is gone."))
    #expect(screen(session).contains("T02.txt was not opened"))
    session.play("Esc")
    #expect(asked(session) == "Codes are gone from the codebook")
    session.play("Esc")
    #expect(asked(session) == "Show others' codings?")
    session.play("n")
    #expect(session.state.popups.isEmpty)
    #expect(session.message == "Nothing was exported.")
  }

  // MARK: Codes that are gone

  @Test("the second key of a sequence neither takes nor puts back a codebook")
  func lossPending() {
    for key in ["t", "y"] {
      var session = Session.playing("g", on: Self.text)
      session.perform(.codebookLost(Self.loss))
      #expect(session.state.popups.isEmpty)
      session.play(key)
      #expect(!isSettled(session))
    }
    var session = Session.playing("", on: Self.text)
    session.perform(.codebookLost(Self.loss), isDrawn: false)
    typeUndrawn("ty", in: &session)
    #expect(!isSettled(session))
  }

  @Test("codes in use are given up by a second yes that says how many they are")
  func taking() {
    var session = Session.playing("", on: Self.text)
    session.perform(.codebookLost(Self.loss))
    session.play("t")
    #expect(!isSettled(session))
    #expect(screen(session).contains("1 code in use is not in it"))
    #expect(screen(session).contains(".emic/backup/codebook/book.yaml"))
    session.play("t Enter")
    #expect(!isSettled(session))
    session.play("Esc")
    #expect(asked(session) == "Codes are gone from the codebook")
    session.play("t y")
    #expect(session.effects.last == .settleCodebook(taking: true))
    #expect(session.state.popups.isEmpty)
  }

  @Test("that what was there is kept is said only where it is, and a refusal leaves all open")
  func settled() {
    var session = Session.playing("", on: Self.text)
    session.perform(.codebookLost(Self.loss))
    session.play("y")
    session.perform(.codebookNotSettled("book.yaml: what stands there could not be kept."))
    #expect(
      session.message.contains("what stands there could not be kept. Until then the codebook")
    )
    #expect(session.state.codebookLoss != nil)
    let whole = Session.codebook
    session.perform(.codebookSettled(SettledCodebook(whole, isTaken: false, keptAt: "here")))
    #expect(session.message == "The codebook is put back: 6 codes. What was there is kept in here.")
    #expect(session.state.codebookLoss == nil)
    session.perform(.codebookSettled(SettledCodebook(whole, isTaken: false)))
    #expect(session.message == "The codebook is put back: 6 codes.")
    session.perform(.codebookSettled(SettledCodebook(whole, isTaken: true)))
    #expect(session.message == "The file's codebook is taken: 6 codes.")
  }

  @Test("under a memo the loss is said, and asked when the memo is closed")
  func lossUnderMemo() {
    var session = Session.playing("M", on: Self.text)
    session.perform(.codebookLost(Self.loss))
    #expect(session.message.contains("what is to be done is asked when this is closed"))
    session.type("try ")
    #expect(!isSettled(session))
    session.play("Esc")
    #expect(asked(session) == "Codes are gone from the codebook")
    session.play("Esc")
    #expect(session.state.popups.isEmpty)
    session.play("j")
    #expect(session.state.popups.isEmpty)
  }

  // MARK: Leaving

  @Test("whoever goes on while the disk is waited for is not made to leave by a y")
  func leaving() {
    var session = Session.playing("", on: Self.text)
    session.state.exportStudy(to: "report.html")
    session.play("x ' t Q")
    let revision = session.state.coding?.revision ?? 0
    session.play("M")
    session.perform(.saved(revision: revision, transcript: "T01.txt", coder: "ana", merged: nil))
    session.type("yes")
    #expect(!session.effects.contains(.quit))
    session.play("Ctrl-S")
    #expect(!session.effects.contains(.quit))
  }
}
