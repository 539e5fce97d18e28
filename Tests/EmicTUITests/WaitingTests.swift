import EmicKit
import Testing

@testable import EmicTUI

/// Keys typed ahead of what they are meant for: they wait, whatever screen it is.
@Suite("Keys typed ahead") struct WaitingTests {
  private let codings: StudyCodings

  init() throws {
    let study = try Samples.study()
    codings = try StudyCodings(of: study, asker: "supervisor", book: try study.codebook())
  }

  private func begun() throws -> Session { try Session(sample: nil, coder: "supervisor") }

  private var read: Action {
    let summary = FrameworkMatrix.Cell(
      case: "NGO-D1",
      code: "trust",
      summary: "An hour's work.",
      by: "supervisor"
    )
    let visible = VisibleFramework(
      FrameworkMatrix(cells: [summary]),
      caseOfTranscript: codings.caseOfTranscript,
      blindness: codings.work.blindness
    )
    let steps = UndoStacks(undo: [FrameworkChange(to: summary, from: nil)])
    return .frameworkRead(visible, codings, steps)
  }

  /// What is typed into the picker on top.
  private func picked(_ session: Session) -> String? {
    guard case .picker(let picker) = session.state.popups.last else { return nil }
    return picker.field.text
  }

  @Test("a name typed before the framework matrix is there ends in its picker: nothing is undone")
  func framework() throws {
    var session = try begun()
    session.play("g f c t r u s t")
    #expect(session.state.popups.isEmpty)
    let words =
      "The framework matrix is still being read. What you type waits for it; Ctrl-C drops that."
    #expect(session.state.headMessage?.text == words)
    session.effects = []
    session.perform(read)
    #expect(picked(session) == "trust")
    #expect(session.state.framework.steps.undo.count == 1)
    #expect(session.effects.isEmpty)
    #expect(session.state.headMessage == nil)
  }

  @Test("u that came before the steps were read undoes the last of them")
  func undo() throws {
    var session = try begun()
    session.play("g f u")
    #expect(session.state.pastMessages.isEmpty)
    session.perform(read)
    let isUndone = session.effects.contains {
      if case .saveSummary(_, .undo, _) = $0 { true } else { false }
    }
    #expect(isUndone)
  }

  @Test("where the matrix cannot be read its keys go with it, and none says what is not so")
  func refused() throws {
    var session = try begun()
    session.play("g f c t r u s t")
    session.perform(.frameworkRefused("framework.yaml:3: no indent."))
    #expect(session.state.held.isEmpty)
    #expect(session.message == "framework.yaml:3: no indent.")
    for key in ["u", "U", "c", "Enter"] {
      session.play(key)
      #expect(session.message == "framework.yaml:3: no indent.")
    }
    session.play("g i")
    #expect(session.message == "framework.yaml:3: no indent.")
    session.play("g f c")
    session.perform(read)
    #expect(picked(session) == "")
  }

  @Test("on a matrix and a list of quotations they wait for the codings, and for an answer")
  func questions() throws {
    for keys in ["g m", "g o", "g r"] {
      var session = try begun()
      session.play(keys + " c t r u s t")
      session.perform(.codingsRead(codings))
      #expect(picked(session) == "trust")
    }
    var session = try begun()
    session.play("g r c t r u s t Enter Enter d")
    session.perform(.codingsRead(codings))
    let asked = try #require(session.state.askedQuestion)
    #expect(asked.query.codes == ["trust"])
    #expect(session.state.held == [.key(Key(.enter)), .key(Key(.character("d")))])
    session.effects = []
    session.perform(.answered(try asked.answered(by: codings, recording: { _ in [:] })))
    // What stands behind the key that opens the place is meant for the place.
    #expect(session.state.held == [.key(Key(.character("d")))])
    #expect(session.effects.contains { if case .open = $0 { true } else { false } })
  }

  @Test("all that is typed before a memo's sheet is there is the memo's, Chinese and pasted, too")
  func memoAhead() throws {
    var session = try begun()
    session.play("M")
    session.type("because 我")
    session.perform(.input(.paste("Q")))
    #expect(session.state.held.count == 10)
    #expect(session.state.pastMessages.isEmpty && session.state.popups.isEmpty)
    #expect(!session.effects.contains(.quit))
  }

  @Test("an answer that is only asked for anew keeps no key waiting")
  func refreshed() throws {
    var session = try begun()
    session.play("g r")
    session.perform(.codingsRead(codings))
    let asked = try #require(session.state.askedQuestion)
    session.perform(.answered(try asked.answered(by: codings, recording: { _ in [:] })))
    let row = session.state.retrieval.place.row
    session.state.askAgain()
    session.play("j")
    #expect(session.state.held.isEmpty)
    #expect(session.state.retrieval.place.row > row)
  }

  @Test("a question that comes up meanwhile is answered by no key that was typed before it")
  func asked() throws {
    var session = try Session(sample: nil, coder: "coder-a")
    session.play("g r")
    let own = try StudyCodings(
      of: try Samples.study(),
      asker: "coder-a",
      book: try Samples.study().codebook()
    )
    session.perform(.codingsRead(own))
    let asked = try #require(session.state.askedQuestion)
    session.play("j y")
    session.perform(.revealAsked(.question(asked), transcripts: [Samples.english]))
    #expect(session.state.popups.count == 1)
    session.perform(.clock)
    func isAllowed() -> Bool {
      session.effects.contains { if case .allowReveal = $0 { true } else { false } }
    }
    #expect(!isAllowed())
    let other = session
    session.play("y")
    #expect(isAllowed())
    session.perform(.answered(try asked.answered(by: own, recording: { _ in [:] })))
    let isCopied = session.effects.contains { if case .copyQuotation = $0 { true } else { false } }
    #expect(isCopied)
    // After a no there is nothing for which they were meant.
    session = other
    session.play("Esc")
    #expect(session.state.popups.isEmpty)
    #expect(session.state.held.isEmpty)
    #expect(!isAllowed())
  }

  @Test("on agreement, the recode queue and a new form of the codebook they wait, too")
  func otherScreens() throws {
    var session = try begun()
    session.play("g a t")
    #expect(session.state.held.count == 1)
    session.perform(.reviewRead(SampleReview.plain.opened(for: "supervisor")))
    #expect(session.state.review?.view == .transcripts)

    session = try begun()
    session.play("g c j a")
    session.type("new code")
    #expect(session.state.book?.row == 1)
    #expect(session.state.popups.isEmpty)
    let book = try Samples.study().codebook()
    session.perform(.codebookRead(SampleCodebook().opened(book, [], for: "supervisor")))
    guard case .form(let form) = session.state.popups.last else {
      Issue.record("no form is open")
      return
    }
    #expect(form.fields.contains { $0.field.text == "new code" })

    session = try begun()
    session.play("g q q")
    #expect(session.state.screen == .study)
    session.play("g q 1 1")
    #expect(session.state.held.count == 2)
    session.perform(.recodingRefused("T03.coder-a.json:4: no list."))
    #expect(session.state.held.isEmpty)
    session.play("1")
    #expect(session.message == "T03.coder-a.json:4: no list.")
  }

  @Test("a memo that is typed before its sheet is there stands in it")
  func memo() throws {
    var session = Session("I: Why?\nR: Because.\n")
    session.play("c t r u s t Enter")
    let codings = session.codings
    session.play("Alt-m d 1 !")
    #expect(session.codings == codings)
    session.perform(.memosRead([], problems: []))
    guard case .memo(let sheet) = session.state.popups.last else {
      Issue.record("no memo is open")
      return
    }
    #expect(sheet.field.text == "d1!")
  }

  @Test("Ctrl-C drops what waits, and keys that lead away do not wait")
  func givenUp() throws {
    var session = try begun()
    session.play("g f c t Ctrl-C")
    #expect(session.state.held.isEmpty)
    session.perform(read)
    #expect(session.state.popups.isEmpty)
    session = try begun()
    session.play("g m g d")
    #expect(session.state.screen == .study)
    #expect(session.state.held.isEmpty)
  }

  @Test("pasted text stays behind the key that opens a line for it")
  func pasted() throws {
    var session = try begun()
    session.play("g m c")
    session.perform(.input(.paste("trust")))
    session.perform(.codingsRead(codings))
    #expect(picked(session) == "trust")
  }
}
