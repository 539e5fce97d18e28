import EmicKit
import Testing

@testable import EmicTUI

@Suite("Coding at the keyboard") struct CodingTests {
  static let english =
    "I: Do they trust you?\nR: T#|hey trust me. He does. It is the person.\nI: A\nR: B\n"
  static let chinese = "问：信任吗？\n答：信#|任是一点一点攒出来的。不是招标能招出来的。\n问：嗯\n答：对\n"

  @Test("a sentence gets a code by a few letters of its name")
  func english() {
    var session = Session.playing("x c", on: Self.english)
    session.type("tru")
    session.play("Enter")
    #expect(session.codings == ["trust: They trust me."])
    #expect(session.message == "Assigned trust to 14 characters in turn 2.")
  }

  @Test("what was just coded grows, and shrinks again", arguments: [false, true])
  func growing(isChinese: Bool) throws {
    var session = Session.playing("x c", on: isChinese ? Self.chinese : Self.english)
    session.type("tru")
    session.play("Enter")
    let coding = try #require(session.state.coding)
    let coded = coding.selection.span
    let turn = try #require(coding.transcript.structure.turn(at: coded.start)).speech
    session.play("o")
    #expect(session.state.coding?.selection.span == turn)
    session.play("i")
    #expect(session.state.coding?.selection.span == coded)
  }

  @Test(
    "a code is found by name, Chinese name, pinyin, initials and definition",
    arguments: ["mistr", "不信", "buxinren", "bxr", "suspicion"]
  )
  func found(query: String) {
    var session = Session.playing("x c", on: Self.chinese)
    session.type(query)
    session.play("Enter")
    #expect(session.codings == ["mistrust: 信任是一点一点攒出来的。"])
  }

  @Test(
    "pinyin finds a name from any of its characters on, behind those that begin so",
    arguments: ["xinren", "xin ren", "ｘｉｎｒｅｎ"]
  )
  func laterPinyin(query: String) {
    var session = Session.playing("x c", on: Self.chinese)
    session.type(query)
    session.play("Down Enter")
    #expect(session.codings == ["mistrust: 信任是一点一点攒出来的。"])
  }

  @Test("a comma ends one name and begins the next", arguments: [",", "，"])
  func several(comma: String) {
    var session = Session.playing("x c", on: Self.english)
    session.type("tru\(comma)leg")
    session.play("Enter")
    #expect(session.codings == ["legitimacy: They trust me.", "trust: They trust me."])
    session.play("u")
    #expect(session.codings.isEmpty)
    session.play("U")
    #expect(session.codings.count == 2)
  }

  @Test("without a selection the sentence here is coded, and that is said")
  func noSelection() {
    var session = Session.playing("c", on: Self.english)
    session.type("trust")
    session.play("Enter")
    #expect(session.codings == ["trust: They trust me."])
    #expect(session.message == "Assigned trust to the sentence here, 14 characters in turn 2.")
  }

  @Test("a digit keeps its code; another digit gets the next")
  func quickCodes() {
    var session = Session.playing("x c t r u s t Enter x c l e g i Enter", on: Self.english)
    #expect(session.state.quickCodes == [1: "trust", 2: "legitimacy"])
    session.play("x 1")
    #expect(
      session.codings == [
        "trust: They trust me.", "legitimacy: He does.", "trust: It is the person.",
      ]
    )
    #expect(session.state.quickCodes == [1: "trust", 2: "legitimacy"])
    session.play("9")
    #expect(session.message == "No code is on 9 yet: Alt-9 in the code list (c) puts one there.")
  }

  @Test("a code's own key, and the last codes again")
  func ownKeyAndAgain() {
    let session = Session.playing("x ' t x .", on: Self.english)
    #expect(session.codings == ["trust: They trust me.", "trust: He does."])
  }

  @Test("after an assignment the selection takes more codes; a motion starts anew")
  func spent() {
    var session = Session.playing("x ' t c l e g i Enter", on: Self.english)
    #expect(session.codings == ["legitimacy: They trust me.", "trust: They trust me."])
    session.play("L")
    #expect(session.drawn.contains("They trust me#[.|]#"))
  }

  @Test("a code over its own coding extends it: one id, joined")
  func extends() {
    var session = Session.playing("x ' t", on: Self.english)
    let first = session.state.coding?.sidecar.codings.first
    session.play("Esc ( x x ' t")
    #expect(session.codings == ["trust: They trust me. He does."])
    #expect(session.state.coding?.sidecar.codings.first?.id == first?.id)
    session.play("u")
    #expect(session.codings == ["trust: They trust me."])
  }

  @Test("changing the code keeps id, span and memo, in one step")
  func changeCode() {
    var session = Session.playing("x ' t m h i Ctrl-S r l e g i Enter", on: Self.english)
    #expect(session.codings == ["legitimacy: They trust me."])
    #expect(session.state.coding?.sidecar.codings.first?.memo == "hi")
    session.play("u")
    #expect(session.codings == ["trust: They trust me."])
  }

  @Test("an edge of a coding moves by words and by any motion, all codings of that span with it")
  func edges() {
    var session = Session.playing("x c t r u , l e g Enter Esc > >", on: Self.english)
    #expect(
      session.codings == ["legitimacy: They trust me. He does.", "trust: They trust me. He does."]
    )
    session.play("u u")
    #expect(session.codings == ["legitimacy: They trust me.", "trust: They trust me."])
    session.play("Tab > ")
    #expect(Set(session.codings.map { $0.split(separator: " ").count }) == [4, 5])
  }

  @Test("a selection that was coded moves its codings, not only itself")
  func nudgeAfterAssigning() {
    let session = Session.playing("x ' t <", on: Self.english)
    #expect(session.codings == ["trust: They trust"])
  }

  @Test("a moved edge can be moved back, with or without a selection")
  func edgesAndBack() {
    var session = Session.playing("x ' t Esc < <", on: Self.english)
    #expect(session.codings == ["trust: They"])
    session.play("> >")
    #expect(session.codings == ["trust: They trust me."])
  }

  @Test("behind the last word of a text an edge finds nothing to take in")
  func edgeAtTheEnd() {
    let session = Session.playing("x ' t >", on: "I: Why?\nR: #|They trust me.\n")
    #expect(session.codings == ["trust: They trust me."])
    #expect(session.message.hasPrefix("There is no further word that way"))
  }

  @Test("a blank belongs to a name that is typed; what names no code assigns nothing")
  func blanks() {
    var session = Session.playing("x c", on: Self.english)
    session.type("paperwork burden")
    session.play("Enter")
    #expect(session.codings == ["paperwork-burden: They trust me."])
    session.play("x c")
    session.type("no trust")
    session.play("Enter")
    #expect(session.message.hasPrefix("No code is named like no trust"))
    session.play("Tab")
    #expect(session.state.proposals.map(\.name.primary) == ["no trust"])
    #expect(session.codings.count == 2)
    session.play("x c Space Down Space Enter")
    #expect(session.codings.count == 4)
  }

  @Test("in-vivo: the respondent's words become a code, and its coder's alone")
  func inVivo() {
    var session = Session.playing("W W W V", on: "I: x\nR: #|pay people first.\nI: A\nR: B\n")
    #expect(session.codings == ["pay-people-first: pay people first"])
    #expect(session.state.proposals.map(\.id) == ["pay-people-first"])
    #expect(session.effects.contains { if case .saveProposals = $0 { true } else { false } })
    session.play("u")
    #expect(session.codings.isEmpty)
    #expect(session.state.proposals.isEmpty)
  }

  @Test(
    "in-vivo: many words ask for a name, shortened to begin with",
    arguments: [
      (
        "so we pay people first and only then we pay the rent and what is left",
        "so we pay people first and only then we pay the rent and"
      ),
      (String(repeating: "信任是攒出来的", count: 10), String(repeating: "信任是攒出来的", count: 8) + "信任是攒"),
    ]
  )
  func longInVivo(words: String, name: String) {
    var session = Session("R: #[\(words)|]#.")
    session.play("V")
    #expect(session.codings.isEmpty)
    guard case .prompt(let prompt)? = session.state.popups.last else {
      Issue.record("no name is asked")
      return
    }
    #expect(prompt.field.text == name)
    session.play("Esc")
    #expect(session.codings.isEmpty && session.message == "No code was made.")
    session.play("V Ctrl-U Enter")
    #expect(session.message == "Type the new code's name.")
    session.type("people first")
    session.play("Enter")
    #expect(session.codings == ["people-first: \(words)"])
    #expect(session.state.proposals.map(\.name.primary) == ["people first"])
  }

  @Test("a document has paragraphs, and the key that goes to turns goes to those")
  func paragraphs() {
    var session = Session("#|First words.\n\nSecond words.\n\nThird words.\n")
    session.play("g t")
    guard case .prompt(let prompt)? = session.state.popups.last else {
      Issue.record("nothing is asked")
      return
    }
    #expect(prompt.title == "Go to paragraph")
    session.play("9 Enter")
    #expect(session.message == "There is no paragraph 9: this document has 1 to 2.")
    session.play("Backspace 2 Enter")
    #expect(session.state.coding?.caret == 29)
    session.play("g i")
    #expect(session.message.contains("paragraph 2 of 2"))
    session.play("] u")
    #expect(session.message.hasPrefix("A document has no respondents' turns"))
  }

  @Test("a new code from the list, in Chinese, gets an id in pinyin")
  func newCode() {
    var session = Session.playing("x c", on: Self.chinese)
    session.type("攒信任")
    session.play("Tab")
    #expect(session.codings == ["zan-xin-ren: 信任是一点一点攒出来的。"])
    #expect(session.message == "Assigned +zan-xin-ren 攒信任 to 12 characters in turn 2.")
  }

  @Test(
    "a new code under the name of one that can be assigned is that one, whatever the width and the blanks",
    arguments: ["Ｔｒｕｓｔ", "TRUST", "ｐａｐｅｒｗｏｒｋ  Burden", "Paperwork-burden"]
  )
  func sameName(name: String) {
    var session = Session.playing("x c", on: Self.english)
    session.type(name)
    session.play("Tab")
    let codes = session.state.coding?.sidecar.codings.map(\.code) ?? []
    #expect(
      codes == [
        name.lowercased().hasPrefix("p") || name.hasPrefix("ｐ") ? "paperwork-burden" : "trust"
      ]
    )
    #expect(session.state.proposals.isEmpty)
  }

  @Test("names of proposals that sound alike stand beside their ids")
  func soundingAlike() {
    var session = Session(Self.chinese)
    for name in ["权利", "权力"] {
      session.play("x c")
      session.type(name)
      session.play("Tab")
    }
    session.play("d")
    #expect(screen(session).contains("+quan-li 权利"))
    #expect(screen(session).contains("+quan-li-2 权力"))
    session.play("Esc c q u a n")
    #expect(screen(session).contains("+quan-li 权利"))
  }

  private func screen(_ session: Session) -> String {
    let canvas = render(session.state)
    return (0..<canvas.size.height).map { canvas.text(ofRow: $0) }.joined(separator: "\n")
  }

  @Test(
    "what could not be saved is said on every screen, and can be copied from each",
    arguments: [("", true), ("q", true), ("g c", false), ("g r", false)]
  )
  func notSavedAnywhere(keys: String, isThere: Bool) {
    var session = Session.playing("x ' t", on: Self.english)
    session.failSave()
    session.play(keys)
    session.perform(.clock, after: 60_000)
    session.perform(.clock, after: 60_000)
    #expect(screen(session).contains("NOT SAVED"))
    // Keys wait for a screen that is still being read.
    guard isThere else { return }
    session.play(": s a v e - c o p y Enter")
    guard case .prompt(let prompt)? = session.state.popups.last else {
      Issue.record("nothing is asked")
      return
    }
    #expect(prompt.title == "Save a copy to")
  }

  @Test("a memo that was only looked at leaves no draft")
  func lookedAt() {
    var session = Session.playing("x ' t M", on: Self.english)
    session.type("whole")
    session.play("Ctrl-S M Esc")
    #expect(session.state.drafts.isEmpty)
    session.play("M")
    session.type(" and more")
    session.play("Esc")
    #expect(session.state.drafts.count == 1)
    session.play("M")
    session.play(Array(repeating: "Backspace", count: " and more".count).joined(separator: " "))
    session.play("Esc")
    #expect(session.state.drafts.isEmpty)
  }

  @Test("a paste that was cut says so")
  func longPaste() {
    var session = Session.playing("x ' t m", on: Self.english)
    session.perform(.input(.paste(String(repeating: "字", count: 1000))))
    #expect(session.message.isEmpty || !session.message.contains("1 MiB"))
    session.perform(.input(.paste(String(repeating: "字", count: Input.longestPaste / 3))))
    #expect(
      session.message == "What was pasted is longer than 1 MiB: only its beginning was taken."
    )
  }

  @Test("one character is one")
  func oneCharacter() {
    var session = Session("I: Why?\nR: #|They trust me.\n")
    session.play("L")
    #expect(screen(session).contains("1 character"))
    #expect(!screen(session).contains("1 characters"))
    session.play("' t")
    #expect(session.message == "Assigned trust to 1 character in turn 2.")
    #expect(screen(session).contains("· coded"))
    session.play("d")
    #expect(!screen(session).contains("· coded"))
  }

  @Test("what was just coded is in hand, also where the selection ended on a blank behind it")
  func blankBehind() {
    var session = Session.playing("x", on: Self.english)
    let words = session.state.coding?.selection.span ?? Span(0..<1)
    session.state.coding?.selection = Selection(Span(words.start..<words.end + 1))
    session.play("c t r u Enter")
    #expect(session.codings.count == 1)
    let coding = session.state.coding
    #expect(coding?.selection.span == coding?.sidecar.codings.first?.span)
    session.play("d")
    #expect(session.codings.isEmpty)
  }

  @Test("a comma behind a name that no code has keeps what was typed, and says so")
  func unknownBeforeComma() {
    var session = Session.playing("x c z z q q ,", on: Self.english)
    #expect(session.message == "No code is named like zzqq. Take some letters off.")
    session.play("Backspace Backspace Backspace Backspace t r u Enter")
    #expect(session.codings.count == 1)
  }

  @Test("removing asks which when several are here, and undo brings the id back")
  func removing() {
    var session = Session.playing("x ' t", on: Self.english)
    let id = session.state.coding?.sidecar.codings.first?.id
    session.play("d")
    #expect(session.codings.isEmpty)
    #expect(session.message == "Removed trust (turn 2). u undoes.")
    session.play("u")
    #expect(session.state.coding?.sidecar.codings.first?.id == id)
    session.play("c l e g i Enter Esc d")
    #expect(session.codings.count == 2)
    session.play("1")
    #expect(session.codings.count == 1)
  }

  @Test("a memo goes to all codings just made; Esc keeps a draft")
  func memos() {
    var session = Session.playing("x c t r u , l e g Enter m", on: Self.english)
    session.type("both")
    session.play("Enter")
    session.type("行")
    session.play("Ctrl-S")
    #expect(session.state.coding?.sidecar.codings.map(\.memo) == ["both\n行", "both\n行"])
    session.play("M")
    session.type("whole")
    session.play("Esc M Ctrl-S")
    #expect(session.state.coding?.sidecar.memos.map(\.text) == ["whole"])
    session.play("u")
    #expect(session.state.coding?.sidecar.memos.isEmpty == true)
  }

  @Test("a memo after a change of code goes to the coding that was changed")
  func memoAfterChange() {
    let session = Session.playing(
      "x c t r u , l e g Enter r p a p e r Enter m h i Ctrl-S",
      on: Self.english
    )
    let codings = session.state.coding?.sidecar.codings ?? []
    #expect(codings.map(\.memo).sorted() == ["", "hi"])
    #expect(codings.first { !$0.memo.isEmpty }?.code == "paperwork-burden")
  }

  @Test("a draft of a memo is kept with the place, also when the terminal is gone")
  func drafts() {
    func drafts(_ session: Session) -> [String] {
      session.effects.compactMap { effect in
        if case .remember(let place, _, _) = effect { place.drafts.values.first?.text } else { nil }
      }
    }
    var session = Session.playing("x ' t m", on: Self.english)
    session.type("half a thought")
    session.play("Esc")
    #expect(drafts(session).last == "half a thought")
    session.play("m")
    session.type(", and more")
    session.perform(.input(.endRequested(signal: 15)))
    #expect(drafts(session).last == "half a thought, and more")
  }

  @Test("flags toggle; redact asks what stands there instead")
  func flags() {
    var session = Session.playing("x ' t ! q ! r", on: Self.english)
    session.type("an official")
    session.play("Enter")
    let coding = session.state.coding?.sidecar.codings.first
    #expect(coding?.flags == [.doNotQuote, .redact])
    #expect(coding?.replacement == "an official")
    session.play("! q")
    #expect(session.state.coding?.sidecar.codings.first?.flags == [.redact])
    session.play("y")
    #expect(session.message == "These words are marked do-not-quote or redact: not copied.")
  }

  @Test("nothing here is stored, counted, and refused on a coded turn")
  func nothingHere() {
    var session = Session.playing("-", on: Self.english)
    #expect(session.state.coding?.sidecar.nothingHere.count == 1)
    #expect(session.state.coding?.openTurns.map(\.number) == [4])
    session.play("] u")
    #expect(session.message == "Turn 4: 1 turn not coded yet.")
    session.play("g g -")
    #expect(session.message == "Turn 1 is an interviewer's: only respondents' turns are marked.")
    session.play("} - x ' t -")
    #expect(session.message == "Turn 2 is coded: it cannot be marked as having nothing.")
  }

  @Test("jumps go from coding to coding and follow one code")
  func jumps() {
    var session = Session.playing("x ' t x c l e g i Enter x ' t g g ] c", on: Self.english)
    #expect(session.drawn.contains("#|They trust me."))
    session.play("] s")
    #expect(session.drawn.contains("#|It is the person."))
    session.play("[ c")
    #expect(session.drawn.contains("#|He does."))
  }

  @Test("search goes to the first hit as one types; Esc returns, Enter stays, n goes on")
  func search() {
    var session = Session.playing("/", on: Self.english)
    session.type("TRUST")
    #expect(session.drawn.contains("They #|trust me"))
    session.play("Esc")
    #expect(session.drawn.contains("T#|hey trust"))
    session.play("/ t r u s t Enter")
    #expect(session.message == "2/2 trust")
    session.play("n")
    #expect(session.drawn.contains("Do they #|trust you"))
  }

  @Test("search does not care for width")
  func searchWidth() {
    var session = Session.playing("/", on: "I: x\nR: #|we use ＡＩ and AI.\nI: A\nR: B\n")
    session.type("ai")
    #expect(session.state.coding?.search?.hits.count == 2)
  }

  @Test("the input method left on: full-width keys act, Han is refused with a reason")
  func inputMethod() {
    var session = Session.playing("（", on: "I: One. #|Two.\n")
    #expect(session.drawn == "I: #|One. Two.\n")
    session.play("信")
    #expect(session.message.hasPrefix("The input method is on"))
    session.play("ｗ")
    #expect(session.drawn == "I: One. #|Two.\n")
  }

  @Test("Ctrl-Z suspends over every popup and form, and nothing of them is lost")
  func suspends() {
    var session = Session(Self.english)
    for keys in ["c t", "M w", "?", ":", "/ a", "g h", "x c Enter !", "'"] {
      session.play(keys)
      let before = session.state.popups.count
      #expect(before == 1, "\(keys)")
      #expect(session.perform(.input(.key(Key(.character("z"), .control)))).last == .suspend)
      #expect(session.state.popups.count == before, "\(keys)")
      session.play("Esc Esc")
    }
  }

  @Test("undo and redo leave the coding in hand in hand as long as it stands there")
  func undoKeepsInHand() {
    var session = Session(Self.english)
    func inHand() -> Code.ID? { session.state.coding?.codingHere?.code }
    session.play("x c t r u , l e g Enter c p a p e Enter Tab")
    let chosen = inHand()
    session.play("u")
    #expect(session.codings.count == 2)
    #expect(inHand() == chosen)
    session.play("U")
    #expect(session.codings.count == 3)
    #expect(inHand() == chosen)
    // What is taken back itself is in hand no longer; what was elsewhere comes into view.
    session.play("u u")
    #expect(session.codings.isEmpty)
    #expect(inHand() == nil)
    session.play("U g g G u")
    #expect(session.codings.isEmpty)
  }

  @Test("of forty codings here the one in hand is seen, with its number", arguments: [80, 160])
  func crowd(width: Int) throws {
    var session = Session("R: #[They trust us.|]#\n", size: Size(width: width, height: 24))
    let codes = (0..<40).map { number in
      Code(id: Code.ID("code-\(number + 10)"), name: Code.Name("Code \(number)"), brief: "Brief.")
    }
    session.state.codebook = Codebook(version: 1, codes: codes)
    session.play("c")
    session.type(codes.map(\.id.text).joined(separator: ","))
    session.play("Enter")
    #expect(session.codings.count == 40)
    for step in 0..<3 {
      session.rest()
      let screen = (0..<24).map { render(session.state).text(ofRow: $0) }
      let code = try #require(session.state.coding?.codingHere?.code.text)
      #expect(screen[22].contains(" of 40: ▸\(code)"), "\(step)")
      if width > 100 {
        #expect(screen.contains { $0.contains("│ ") && $0.contains(code) }, "\(step)")
        #expect(screen.contains { $0.hasSuffix("… and more: Tab goes on") })
      }
      session.play("Tab Tab Tab")
    }
  }

  @Test("a key that does nothing in a list of a few rows says what the keys are")
  func otherKeys() {
    var session = Session(Self.english)
    session.play("x c t r u , l e g Enter d")
    for key in [":", "?", "z"] {
      session.play(key)
      #expect(
        session.message == "\(key) does nothing here: j and k choose, Enter takes, Esc leaves."
      )
      #expect(session.state.popups.count == 1)
    }
    session.play("Esc : z z z")
    let screen = (0..<24).map { render(session.state).text(ofRow: $0) }.joined()
    #expect(screen.contains("No command is like that: take letters off."))
  }

  @Test("the palette says where work is submitted, which no key does")
  func submitting() {
    var session = Session(Self.english)
    session.play("c t r u Enter : s u b m")
    let screen = (0..<24).map { render(session.state).text(ofRow: $0) }.joined(separator: "\n")
    let words = "At the shell, in the study's folder: emic submit . T01.txt --coder ana"
    #expect(screen.contains(words))
    session.play("Enter")
    #expect(session.message == words)
  }

  @Test(
    "the palette puts first what is nearest: the key or the name itself, then how names begin",
    arguments: [
      ("q", "back"), ("Q", "leave"), ("me", "memo"), ("un", "undo"), ("co", "code"),
      ("mat", "matrix"), ("rem", "remove"), ("u", "undo"), ("hit", "next-hit"),
      ("x", "select-sentence"),
    ]
  )
  func nearest(typed: String, name: String) {
    var session = Session(Self.english)
    session.play("c t r u Enter")
    let list = CommandList(title: "", isPalette: true, field: TextField(typed))
    let rows = session.state.rows(of: list).map(\.command.rawValue)
    #expect(rows.first == name)
    #expect(Set(rows).count == rows.count)
  }

  @Test("the list of keys puts a key that is typed first, and leaves all else in its order")
  func keyFirst() {
    var session = Session(Self.english)
    session.play("c t r u Enter")
    func rows(_ typed: String) -> [String] {
      let list = CommandList(title: "", isPalette: false, field: TextField(typed))
      return session.state.rows(of: list).map(\.command.rawValue)
    }
    #expect(rows("q").first == "back")
    #expect(rows("x").first == "select-sentence")
    let all = rows("")
    #expect(rows("sent") == all.filter(Set(rows("sent")).contains))
    #expect(rows("sent").count > 1)
  }

  @Test("an empty memo where there was none takes nothing away, and says so")
  func emptyMemo() throws {
    var session = Session(Self.english)
    session.play("c t r u Enter")
    let steps = session.state.coding?.undoable.count
    session.play("m Ctrl-S")
    #expect(session.message == "There is no memo to remove.")
    session.play("M Ctrl-S")
    #expect(session.message == "There is no memo to remove.")
    session.play("Alt-m")
    session.perform(.memosRead([], problems: []))
    session.effects = []
    session.play("Ctrl-S")
    #expect(session.message == "There is no memo to remove.")
    #expect(!session.effects.contains { if case .saveMemo = $0 { true } else { false } })
    #expect(session.state.coding?.undoable.count == steps)
    session.play("m h i Ctrl-S m Ctrl-S")
    #expect(session.message == "The memo is as it was.")
  }

  @Test("pasted text never runs commands")
  func paste() {
    var session = Session(Self.english)
    session.perform(.input(.paste("x1dddd")))
    #expect(session.codings.isEmpty)
    session.play("x c")
    session.perform(.input(.stalledPaste("tru\n")))
    #expect(
      session.message
        == "The end of what was pasted has not come: what you type is text of it. Esc ends it."
    )
    session.perform(.input(.paste("st")))
    session.play("Enter")
    #expect(session.codings == ["trust: They trust me."])
  }

  @Test(
    "closed work says why and stays as it is",
    arguments: ["c", "d", "m", "1", ".", "-", "V", "u"]
  )
  func closed(key: String) {
    var session = Session(Self.english, closedBecause: "Submitted and closed.")
    session.play("x \(key)")
    #expect(session.codings.isEmpty)
    #expect(session.message == "Submitted and closed.")
    #expect(!session.effects.contains { if case .save = $0 { true } else { false } })
  }

  @Test("K is the entry, and the shifted k while a selection is extended")
  func shiftedK() {
    var session = Session("I: One\nI: #|Two\n")
    session.play("J K")
    #expect(session.state.popups.isEmpty)
    session.play("Esc ' t K")
    #expect(session.state.popups.count == 1)
  }

  @Test("every change asks for a save of the newest state and for its history")
  func effects() {
    let session = Session.playing("x ' t", on: Self.english)
    let saves = session.effects.compactMap { effect -> Sidecar? in
      if case .save(let sidecar, "T01.txt", revision: 1) = effect { sidecar } else { nil }
    }
    #expect(saves.map(\.codings.count) == [1])
    #expect(session.state.coding?.saving == .unsaved)
  }

  @Test("undo and redo of anything give back what was there")
  func laws() {
    var session = Session(Self.english)
    let steps = [
      "x ' t", "c l e g i Enter", "m h i Ctrl-S", "! e", "Esc >", "r p a p e r Enter", "d 1",
      "M x Ctrl-S",
      "} } } -", "{ { x x x ' t",
    ]
    var states: [Sidecar?] = [session.state.coding?.sidecar]
    for step in steps {
      let before = session.state.coding?.undoable.count ?? 0
      session.play(step)
      if (session.state.coding?.undoable.count ?? 0) > before {
        states.append(session.state.coding?.sidecar)
      }
    }
    let last = states.count - 1
    #expect(last >= 8)
    for step in (0..<last).reversed() {
      session.play("u")
      #expect(session.state.coding?.sidecar.content == states[step]?.content)
    }
    for step in 1...last {
      session.play("U")
      #expect(session.state.coding?.sidecar.content == states[step]?.content)
    }
  }
}

extension Sidecar {
  /// What undo has to give back: everything but times and tombstones.
  var content: [String] {
    codings.map {
      "\($0.id) \($0.code) \($0.span) \($0.quote) \($0.memo) \($0.flags.map(\.text)) \($0.created.text)"
    } + memos.map { "\($0.id) \($0.text)" } + nothingHere.map { "\($0.span)" }
  }
}
