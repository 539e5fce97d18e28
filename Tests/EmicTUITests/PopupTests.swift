import EmicKit
import Testing

@testable import EmicTUI

/// What all popups have in common: a message is read beside what is typed, and no key is lost in silence.
@Suite("Popups") struct PopupTests {
  private static let text = "I: Why?\nR: #[They trust us.|]# We do, too.\n"
  private static let long =
    "\"sector\" can't be \"foo\". Use one of: HIV/AIDS, migrants, children with disabilities, all; or "
    + "leave the field empty and choose from the list below, by the arrows."

  private static func screen(_ state: State) -> String {
    let canvas = render(state)
    return (0..<canvas.size.height).map { canvas.text(ofRow: $0) }.joined(separator: "\n")
  }

  @Test(
    "a message and the line it is about are read together, at every size",
    arguments: ["c", "M", "?", ":", "/", "g t", "g h"],
    [Size(width: 80, height: 24), Size(width: 160, height: 50), Size(width: 48, height: 14)]
  )
  func messages(keys: String, size: Size) throws {
    for isAccessible in [false, true] {
      var session = Session(Self.text, size: size)
      session.state.settings.isAccessible = isAccessible
      session.play(keys)
      if case .reading = session.state.popups.last {} else { session.type("tru") }
      session.state.complain(Self.long)
      let shown = Self.screen(session.state)
      let words = shown.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      #expect(words.contains("\"sector\" can't be \"foo\"."), "\(shown)")
      #expect(words.contains(Self.long) || words.contains("… g h has all of it"), "\(shown)")
      if size.width > 60, keys != "/" { #expect(shown.contains("Esc"), "\(shown)") }
      if case .reading = session.state.popups.last { continue }
      #expect(shown.contains("tru"), "\(shown)")
      #expect(render(session.state).cursor.map { $0.y > 0 } == true)
    }
  }

  @Test("a message that needs more rows than there are says where the rest of it is")
  func longMessage() {
    var session = Session(Self.text, size: Size(width: 40, height: 10))
    session.state.complain(String(repeating: "All of this is to be read. ", count: 20))
    #expect(Self.screen(session.state).contains("… g h has all of it"))
    session.play("g h")
    #expect(Self.screen(session.state).contains("All of this is to be read."))
    session.play("End")
    session.state.message = nil
    #expect(Self.screen(session.state).contains("j k scroll"))
  }

  @Test("a screen that is too small for emic says so in as many rows as it takes")
  func tiny() {
    let session = Session(Self.text, size: Size(width: 12, height: 8))
    let words = Self.screen(session.state).split(whereSeparator: \.isWhitespace)
    #expect(words.joined(separator: " ") == "emic needs 40 × 10 cells")
  }

  @Test("what comes from the world meanwhile outlives popups, screens and the blank screen")
  func messagesFromOutside() {
    let news = "study.yaml is gone from the study."
    var session = Session(Self.text)
    session.play("c")
    session.perform(.note(news, isProblem: true))
    session.play("Esc")
    #expect(session.message == news)
    session.perform(.note(news, isProblem: true))
    session.play("g d")
    #expect(session.state.screen == .study)
    #expect(session.message == news)
    session.play("F9")
    session.perform(.clock, after: 60_000)
    #expect(session.state.nextDeadline == nil)
    session.play("F9")
    #expect(session.message == news)
    session.perform(.clock, after: State.messageTime)
    #expect(session.state.message == nil)
  }

  @Test("what was said about a popup goes with it, and what its answer says stays")
  func staleMessages() {
    var session = Session(Self.text)
    session.play("c z z z Enter")
    #expect(session.message.hasPrefix("No code is named like zzz"))
    session.play("Esc")
    #expect(session.message.isEmpty)
    session.play("c z Enter Backspace t r u Enter")
    #expect(session.message.hasPrefix("Assigned trust"))
  }

  // MARK: What is read

  @Test("what is read stays until it is closed; a key that does nothing there says what does")
  func reading() {
    var session = Session(Self.text)
    session.play("g h")
    session.play("c")
    #expect(session.state.popups.count == 1)
    #expect(session.message == "c does nothing here: j and k scroll, Esc closes.")
    for key in ["Esc", "q", "Ctrl-C", "Enter"] {
      session.play(key)
      #expect(session.state.popups.isEmpty)
      session.play("g h")
    }
  }

  @Test("the key that shows an entry puts it away again")
  func entry() {
    var session = Session(Self.text)
    session.play("' t K")
    #expect(session.state.popups.count == 1)
    session.play("K")
    #expect(session.state.popups.isEmpty)
  }

  @Test("an alert keeps the memo that was being written, and the keys typed blindly do nothing")
  func alert() {
    var session = Session(Self.text)
    session.play("' t m")
    session.type("half a thou")
    session.perform(
      .textChanged(transcript: "T01.txt", problem: ChangedText("The text was changed."))
    )
    session.type("ght, drd1.")
    #expect(session.state.popups.count == 1)
    #expect(session.codings == ["trust: They trust us."])
    session.play("Esc m")
    #expect(session.state.drafts.values.map(\.text).contains("half a thou"))
  }

  // MARK: Lines

  @Test("Ctrl-S takes a line as Enter does")
  func controlS() {
    var session = Session(Self.text)
    session.play("g t")
    session.type("1")
    session.play("Ctrl-S")
    #expect(session.state.popups.isEmpty)
    #expect(session.drawn.hasPrefix("I: #|Why?"))
  }

  @Test("no number is no turn to go to; a wrong one comes back to be corrected")
  func turnNumbers() {
    var session = Session(Self.text)
    let before = session.drawn
    session.play("g t Enter")
    #expect(session.message.isEmpty && session.state.popups.isEmpty)
    session.play("g t 9 Enter")
    #expect(session.message == "There is no turn 9: this transcript has 1 to 2.")
    #expect(session.drawn == before)
    session.play("Backspace 2 Enter")
    #expect(session.state.popups.isEmpty)
    #expect(session.drawn.contains("R: #|They"))
  }

  @Test("what filters a list stays short, typed or pasted")
  func longQueries() throws {
    var session = Session(Self.text)
    session.play("c")
    session.perform(.input(.paste(String(repeating: "long words ", count: 50))))
    guard case .picker(let picker) = session.state.popups.last else {
      Issue.record("no list of codes")
      return
    }
    #expect(picker.field.characters.count == 64)
    #expect(
      session.message == "What is looked for has at most 64 characters: the rest was left out."
    )
  }

  // MARK: Esc and a key that came at once

  @Test("an Alt key that means nothing is Esc and a key, as far as it only moves")
  func escapeAndMotion() {
    var session = Session(Self.text)
    session.play("c")
    session.perform(.input(.key(Key(.character("j"), .alt))))
    #expect(session.state.popups.isEmpty)
    #expect(session.codings.isEmpty)
    session.play("x Alt-w")
    #expect(session.state.coding?.selection.isEmpty == true)
  }

  @Test("but never one that changes the work", arguments: ["1", "d", ".", "-", "u", "Q", "V"])
  func escapeAndChange(key: String) throws {
    var session = Session(Self.text)
    session.play("' t")
    session.effects = []
    let before = session.codings
    session.play("Alt-\(key)")
    #expect(session.codings == before)
    #expect(session.state.popups.isEmpty)
    #expect(!session.effects.contains(.quit))
    #expect(
      session.message
        == "Esc and \(key) came as one key: only Esc was done. Press \(key) again if you meant it."
    )
  }

  @Test("where words are typed, the Alt keys of shells edit them")
  func words() {
    var session = Session(Self.text)
    session.play("M")
    session.type("one two three")
    session.play("Alt-Backspace Alt-b Alt-d")
    guard case .memo(let sheet) = session.state.popups.last else {
      Issue.record("no memo")
      return
    }
    #expect(sheet.field.text == "one  ")
  }
}
