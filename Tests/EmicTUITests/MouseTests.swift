import EmicKit
import Testing

@testable import EmicTUI

/// The mouse: where it is never needed, what it does, and that nothing of it does harm.
@Suite("The mouse") struct MouseTests {
  private static let text =
    "I: Why?\nR: They trust us. We do, too.\n\nI: And them?\nR: 他们信任我们。我们也是。\n"

  /// Presses and releases at a cell, as quickly as one can.
  private static func click(_ session: inout Session, _ x: Int, _ y: Int, times: Int = 1) {
    for _ in 0..<times {
      session.perform(.input(.mouse(Mouse(.press, x: x, y: y))), after: 100)
      session.perform(.input(.mouse(Mouse(.release, x: x, y: y))), after: 10)
    }
  }

  /// Where words stand on the screen.
  private static func place(of words: String, in session: Session) throws -> (x: Int, y: Int) {
    let canvas = render(session.state)
    for y in 0..<canvas.size.height {
      let row = canvas.text(ofRow: y)
      if let range = row.ranges(of: words).first {
        return (DisplayText.width(of: String(row[..<range.lowerBound])), y)
      }
    }
    throw Missing(words: words)
  }

  private struct Missing: Error { var words: String }

  // MARK: On a transcript

  @Test(
    "a click puts the caret on the character, a double click takes the word, a triple the sentence",
    arguments: [
      (
        "trust", 2,
        [
          "They tr#|ust us.", "They #[trust|]# us.", "R: #[They trust us.|]# We",
          "They tr#|ust us.",
        ]
      ),
      // Chinese words are taken whole, from either half of a character.
      ("信任", 1, ["他们#|信任", "他们#[信任|]#我们"]),
    ]
  )
  func clicks(words: String, cell: Int, drawn: [String]) throws {
    var session = Session(Self.text)
    let place = try Self.place(of: words, in: session)
    for text in drawn {
      Self.click(&session, place.x + cell, place.y)
      #expect(session.drawn.contains(text))
    }
  }

  @Test("two clicks far apart in time or place are two clicks")
  func slowClicks() throws {
    var session = Session(Self.text)
    let trust = try Self.place(of: "trust", in: session)
    Self.click(&session, trust.x, trust.y)
    session.perform(.clock, after: 2000)
    Self.click(&session, trust.x, trust.y)
    #expect(session.drawn.contains("They #|trust us."))
    Self.click(&session, trust.x + 1, trust.y)
    #expect(session.drawn.contains("They t#|rust us."))
  }

  @Test("a drag selects, forwards and back, and the selection is coded like any other")
  func drags() throws {
    var session = Session(Self.text)
    let trust = try Self.place(of: "trust", in: session)
    session.perform(.input(.mouse(Mouse(.press, x: trust.x, y: trust.y))))
    session.perform(.input(.mouse(Mouse(.drag, x: trust.x, y: trust.y))))
    #expect(session.drawn.contains("They #|trust us."))
    session.perform(.input(.mouse(Mouse(.drag, x: trust.x + 4, y: trust.y))))
    #expect(session.drawn.contains("They #[trust|]# us."))
    session.perform(.input(.mouse(Mouse(.drag, x: trust.x - 5, y: trust.y))))
    #expect(session.drawn.contains("R: #[|They t]#rust us."))
    session.perform(.input(.mouse(Mouse(.drag, x: trust.x + 7, y: trust.y))))
    session.perform(.input(.mouse(Mouse(.release, x: trust.x + 7, y: trust.y))))
    session.play("' t")
    #expect(session.codings == ["trust: trust us"])
  }

  @Test("a drag that began with a word goes on by words, one with a sentence by sentences")
  func dragsByUnits() throws {
    var session = Session(Self.text)
    let trust = try Self.place(of: "trust", in: session)
    let too = try Self.place(of: "too", in: session)
    Self.click(&session, trust.x, trust.y, times: 2)
    session.perform(.input(.mouse(Mouse(.drag, x: too.x + 1, y: too.y))))
    #expect(session.drawn.contains("They #[trust us. We do, too|]#."))
    session.perform(.clock, after: 2000)
    Self.click(&session, trust.x, trust.y, times: 3)
    session.perform(.input(.mouse(Mouse(.drag, x: too.x + 1, y: too.y))))
    #expect(session.drawn.contains("R: #[They trust us. We do, too.|]#"))
  }

  @Test("a drag over the edge of the screen scrolls")
  func scrollingDrag() throws {
    let long = "R: " + (1...60).map { "Line \($0).\n\n" }.joined()
    var session = Session(long, size: Size(width: 60, height: 12))
    let first = try Self.place(of: "Line 1.", in: session)
    session.perform(.input(.mouse(Mouse(.press, x: first.x, y: first.y))))
    for _ in 0..<10 { session.perform(.input(.mouse(Mouse(.drag, x: first.x, y: 11)))) }
    let span = try #require(session.state.coding?.selection.span)
    let words = try #require(session.state.coding?.text[span])
    #expect(words.hasPrefix("Line 1.") && words.contains("Line 8."))
    for _ in 0..<10 { session.perform(.input(.mouse(Mouse(.drag, x: first.x, y: 0)))) }
    #expect(try Self.place(of: "Line 1.", in: session).y == first.y)
  }

  @Test("a click leaves the text where it is, so that a second one meets the same word")
  func steadyText() throws {
    let long = "R: " + (1...60).map { "Line \($0).\n\n" }.joined()
    var session = Session(long, size: Size(width: 60, height: 12))
    let lines = (1..<10).map { render(session.state).text(ofRow: $0) }
    for y in 1..<10 {
      session.perform(.clock, after: 2000)
      Self.click(&session, 30, y)
      #expect((1..<10).map { render(session.state).text(ofRow: $0) } == lines)
    }
  }

  @Test("the wheel scrolls; the caret goes along, a selection stays and stays in view")
  func wheel() throws {
    let long = "R: " + (1...60).map { "Line \($0).\n" }.joined(separator: "\n")
    var session = Session(long, size: Size(width: 60, height: 12))
    session.perform(.input(.mouse(Mouse(.wheelDown, x: 5, y: 5))))
    #expect(throws: Missing.self) { try Self.place(of: "Line 1.", in: session) }
    #expect(render(session.state).cursor.map { $0.y >= 1 } == true)
    session.play("x")
    let selected = session.drawn
    for _ in 0..<40 { session.perform(.input(.mouse(Mouse(.wheelDown, x: 5, y: 5)))) }
    #expect(session.drawn == selected)
    session.play("Esc")
    for _ in 0..<60 { session.perform(.input(.mouse(Mouse(.wheelDown, x: 5, y: 5)))) }
    #expect((1..<10).contains { render(session.state).text(ofRow: $0).contains("Line 60.") })
    for _ in 0..<60 { session.perform(.input(.mouse(Mouse(.wheelUp, x: 5, y: 5)))) }
    #expect(try Self.place(of: "Line 1.", in: session).y == 1)
  }

  // MARK: In lists and popups

  @Test("in a list a click goes to a row, a second one at once takes it")
  func list() throws {
    var session = try Session(sample: nil)
    let row = try Self.place(of: "T06", in: session)
    Self.click(&session, row.x, row.y)
    #expect(session.state.list.rows[session.state.list.row].name == Samples.chinese)
    #expect(!session.effects.contains { if case .open = $0 { true } else { false } })
    Self.click(&session, row.x, row.y)
    #expect(session.effects.contains(.open(transcript: Samples.chinese, coder: "guest")))
  }

  @Test("in a list of codes a click chooses a code, a double click gives it")
  func picker() throws {
    var session = Session("I: Why?\nR: #[They trust us.|]# We do.\n")
    session.play("c")
    let row = try Self.place(of: "legitimacy", in: session)
    Self.click(&session, row.x, row.y)
    session.perform(.clock, after: 2000)
    let again = try Self.place(of: "legitimacy", in: session)
    #expect(render(session.state)[again.x, again.y].style.role == .selectedRow)
    // On the row in hand a click does nothing more; two at once give the code.
    Self.click(&session, again.x, again.y)
    #expect(session.codings.isEmpty)
    session.perform(.clock, after: 2000)
    Self.click(&session, again.x, again.y, times: 2)
    #expect(session.codings == ["legitimacy: They trust us."])
  }

  @Test("in a form a click goes to a field, and a second one answers nothing")
  func form() throws {
    var book = try CodebookSession()
    book.go(to: "trust")
    book.play("e")
    let field = try Self.place(of: "Definition", in: book.session)
    Self.click(&book.session, field.x + 14, field.y, times: 2)
    book.type("New: ")
    guard case .form(let form) = book.state.popups.last else { throw Missing(words: "a form") }
    #expect(form.fields[form.current].key == "definition")
    #expect(form.text("definition").contains("New:"))
    #expect(!form.text("name").contains("New:"))
  }

  @Test("in a matrix a click chooses the cell, a second one opens what is behind it")
  func cells() throws {
    var session = try QuestionSession(keys: "g m")
    let row = try Self.place(of: "evaluation", in: session.session)
    let column = try Self.place(of: "children with", in: session.session)
    Self.click(&session.session, column.x, row.y)
    let counts = session.state.counts
    #expect(counts.matrix?.codes[counts.row] == "evaluation")
    #expect(counts.column == 1)
    #expect(session.state.screen == .counts)
    // On the row in hand, but in another column.
    let (here, other) = (
      try Self.place(of: "evaluation", in: session.session),
      try Self.place(of: "migrants", in: session.session)
    )
    session.session.perform(.clock, after: 2000)
    Self.click(&session.session, other.x + 1, here.y)
    #expect(session.state.counts.row == counts.row)
    #expect(session.state.counts.column == 0)
    #expect(session.state.screen == .counts)
    session.session.perform(.clock, after: 2000)
    Self.click(&session.session, other.x + 1, here.y)
    #expect(session.state.screen == .counts)
    Self.click(&session.session, other.x + 1, here.y)
    #expect(session.state.screen == .retrieval)
  }

  @Test("in the framework matrix, too")
  func frameworkCells() throws {
    var session = try QuestionSession(keys: "g f c t r u , l e g Enter")
    let row = try Self.place(of: "NGO-D1", in: session.session)
    let column = try Self.place(of: "legitimacy", in: session.session)
    Self.click(&session.session, column.x, row.y)
    #expect(session.state.framework.place == SummaryPlace(case: "NGO-D1", code: "legitimacy"))
    #expect(session.state.popups.isEmpty)
    let first = try Self.place(of: "trust", in: session.session)
    session.session.perform(.clock, after: 2000)
    Self.click(&session.session, first.x, row.y)
    #expect(session.state.framework.place == SummaryPlace(case: "NGO-D1", code: "trust"))
    #expect(session.state.popups.isEmpty)
  }

  @Test("a click on a key that the foot names presses it: one of several the one under the mouse")
  func hints() throws {
    var session = Session("I: Why?\nR: #[They trust us.|]# We do.\n")
    let code = try Self.place(of: "↵ code", in: session)
    Self.click(&session, code.x + 3, code.y)
    let leave = try Self.place(of: "Esc", in: session)
    Self.click(&session, leave.x, leave.y)
    #expect(session.state.popups.isEmpty)
    // `o/i`: o grows the selection to the turn, i takes it back.
    let grow = try Self.place(of: "o/i grow", in: session)
    Self.click(&session, grow.x, grow.y)
    #expect(session.drawn.contains("#[They trust us. We do.|]#"))
    Self.click(&session, grow.x + 2, grow.y)
    #expect(session.drawn.contains("#[They trust us.|]# We do."))
    // A range of keys names no single one.
    let quick = try Self.place(of: "1-9", in: session)
    Self.click(&session, quick.x, quick.y)
    #expect(session.codings.isEmpty)
  }

  @Test("a click on a hint of keys in a row presses all of them, and a popup has its own hints")
  func hintsOfSequences() throws {
    var session = try Session(sample: nil)
    let book = try Self.place(of: "g c codebook", in: session)
    Self.click(&session, book.x + 4, book.y)
    #expect(session.effects.contains(.readCodebook(coder: "guest")))
    session.state.screen = .study
    let help = try Self.place(of: ": commands", in: session)
    Self.click(&session, help.x, help.y)
    #expect(session.state.popups.count == 1)
    // Under the popup the hints of the screen are gone.
    Self.click(&session, help.x, help.y)
    #expect(session.state.popups.count == 1)
    let run = try Self.place(of: "↵ run", in: session)
    Self.click(&session, run.x, run.y)
    #expect(session.state.popups.isEmpty)
  }

  @Test("of several keys that a popup names each is clicked on its place, words mean the first")
  func severalKeysOfAFoot() {
    var canvas = Canvas(size: Size(width: 60, height: 1))
    let foot = "j k scroll  y or ↵ closes  one key, or ↵  Ctrl-S save  Esc"
    canvas.offerKeys(of: foot, x: 0, y: 0)
    func key(at words: String) -> String? {
      guard let range = foot.ranges(of: words).first else { return "nowhere" }
      let x = foot[..<range.lowerBound].count
      return canvas.offeredKeys.first { $0.x.contains(x) }?.notation
    }
    #expect(["j k", "k scroll", "scroll"].map(key) == ["j", "k", "j"])
    #expect(["y or", "↵ closes", "closes"].map(key) == ["y", "↵", "y"])
    #expect(["one key", "Ctrl-S", "save", "Esc"].map(key) == [nil, "Ctrl-S", "Ctrl-S", "Esc"])
  }

  @Test("the wheel scrolls what is read in a popup, to its very end and no further")
  func wheelInReading() throws {
    var session = Session(Self.text)
    let lines = (1...30).map { "Sentence \($0) " + String(repeating: "of many words ", count: 12) }
    session.state.popups = [.reading(Reading(title: "A", lines: lines))]
    for _ in 0..<60 { session.perform(.input(.mouse(Mouse(.wheelDown, x: 5, y: 5)))) }
    #expect(try Self.place(of: "Sentence 30", in: session).y > 1)
    session.perform(.input(.mouse(Mouse(.wheelUp, x: 5, y: 5))))
    for _ in 0..<60 { session.perform(.input(.mouse(Mouse(.wheelUp, x: 5, y: 5)))) }
    #expect(try Self.place(of: "Sentence 1 ", in: session).y == 2)
  }

  @Test("a click beside a popup, or where there is no row, does nothing")
  func beside() throws {
    var session = Session("I: Why?\nR: #[They trust us.|]# We do.\n")
    session.play("c")
    for (x, y) in [(0, 0), (79, 23), (0, 23), (40, 0)] { Self.click(&session, x, y, times: 1) }
    #expect(session.state.popups.count == 1)
    #expect(session.codings.isEmpty)
    session.play("Esc M a")
    Self.click(&session, 10, 20, times: 3)
    session.perform(.input(.mouse(Mouse(.wheelDown, x: 5, y: 20))))
    guard case .memo(let sheet) = session.state.popups.last else {
      Issue.record("the memo is gone")
      return
    }
    #expect(sheet.field.text == "a")
  }

  @Test("what needs a y is never done by a click")
  func destructive() throws {
    var session = Session("I: Why?\nR: #[They trust us.|]# We do.\n")
    session.state.popups = [.leaveUnsaved]
    for y in 0..<24 { Self.click(&session, 40, y, times: 3) }
    session.state.popups = [.leaveUnsaved]
    let yes = try Self.place(of: "y leaves", in: session)
    Self.click(&session, yes.x, yes.y, times: 2)
    #expect(!session.effects.contains(.quit))
    #expect(session.message == "A click does not answer this: press y.")
  }

  @Test("`:` opens the commands there, too: messages name `:save-copy`")
  func commandsWhileLeaving() {
    var session = Session("I: Why?\nR: #[They trust us.|]# We do.\n")
    session.state.popups = [.leaveUnsaved]
    session.play(": s a v e - c o p y Enter")
    guard case .prompt(let prompt) = session.state.popups.last else {
      Issue.record("nobody asks for a path")
      return
    }
    #expect(prompt.purpose == .copyPath)
    #expect(session.state.popups.count == 1)
  }

  // MARK: What is swallowed

  @Test("with mouse off, on a blank screen, and off the screen nothing happens")
  func swallowed() throws {
    var session = Session(Self.text)
    let before = session.drawn
    session.state.settings.usesMouse = false
    Self.click(&session, 20, 3, times: 3)
    session.state.settings.usesMouse = true
    session.play("F9")
    Self.click(&session, 20, 3, times: 3)
    #expect(session.state.isBlank)
    session.play("F9")
    for (x, y) in [(-1, 3), (80, 3), (20, -1), (20, 24), (500, 500)] {
      for kind in [Mouse.Kind.press, .drag, .release, .wheelDown] {
        session.perform(.input(.mouse(Mouse(kind, x: x, y: y))))
      }
    }
    #expect(session.drawn == before)
  }

  @Test("a drag or release that nobody began does nothing")
  func strayEvents() throws {
    var session = Session(Self.text)
    let before = session.drawn
    session.perform(.input(.mouse(Mouse(.drag, x: 20, y: 3))))
    session.perform(.input(.mouse(Mouse(.release, x: 30, y: 3))))
    #expect(session.drawn == before)
  }
}
