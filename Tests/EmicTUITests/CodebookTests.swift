import EmicKit
import Testing

@testable import EmicTUI

@Suite("The codebook on the screen") struct CodebookTests {
  @Test("a form that is refused goes to the field that is wrong")
  func wrongField() throws {
    var session = try CodebookSession()
    session.go(to: "trust")
    session.play("s")
    session.type("trust-org,trust-person")
    session.play("Tab Tab Tab Tab")
    session.type("trust-in-organisation")
    session.play("Tab Ctrl-S")
    #expect(session.message.contains("can't be the id of a code"))
    guard case .form(let form) = session.state.popups.last else {
      Issue.record("no form is open")
      return
    }
    #expect(form.fields[form.current].key == "id1")
    session.play("Esc a")
    session.type("trust")
    session.play("Tab Tab Tab Ctrl-S")
    guard case .form(let taken) = session.state.popups.last else {
      Issue.record("no form is open")
      return
    }
    #expect(taken.fields[taken.current].key == "id")
    session.type("-again")
    session.play("Tab Tab Tab Ctrl-S")
    guard case .form(let unnamed) = session.state.popups.last else {
      Issue.record("no form is open")
      return
    }
    #expect(unnamed.fields[unnamed.current].key == "en")
  }

  // MARK: The revisions that a study makes first

  @Test("split trust: its parts are offered, it is not, and 5 + 3 codings are said to wait")
  func split() throws {
    var session = try CodebookSession()
    session.go(to: "trust")
    session.play("s")
    session.type("trust-in-person")
    session.play("Tab Tab Tab Tab")
    session.type("trust-in-organisation")
    session.play("Ctrl-S")
    #expect(session.screen.contains("12 codings have it: coder-a 5, coder-b 3, coder-c 4."))
    #expect(session.book.version == 1)
    session.play("y")
    #expect(session.disk["trust"]?.replacedBy == ["trust-in-person", "trust-in-organisation"])
    #expect(session.disk["trust-in-person"]?.name.primary == "Trust in person")
    #expect(session.disk.version == 2)
    #expect(session.state.codebook == session.disk)
    #expect(session.state.popups.isEmpty)
  }

  @Test("merge self-censorship up: y does it and Enter does not; undo restores both")
  func merge() throws {
    var session = try CodebookSession()
    let before = session.disk.codes
    session.go(to: "self-censorship")
    session.play("J a d v o Enter")
    session.type("one idea")
    session.play("Enter Enter Enter Space n")
    #expect(session.disk.version == 1)
    session.play("J a d v o Enter")
    session.type("one idea")
    session.play("Enter y")
    #expect(session.disk.resolved("self-censorship") == "advocacy-risk")
    #expect(session.disk.history.last?.reason == "one idea")
    session.play("u")
    #expect(session.disk.codes == before)
    #expect(session.disk.version == 3)
    #expect(session.disk.history.last?.undoes == session.disk.history.first?.id)
    session.play("U")
    #expect(session.disk.resolved("self-censorship") == "advocacy-risk")
  }

  @Test(
    "undo goes on after a restart: a merge, then a quick key, and redo; nobody undoes another's"
  )
  func undoAfterRestart() throws {
    var session = try CodebookSession()
    let before = session.disk.codes
    session.go(to: "control")
    session.play("' z")
    session.go(to: "self-censorship")
    session.play("J a d v o Enter Enter y")
    #expect(session.disk.resolved("self-censorship") == "advocacy-risk")
    try session.restart()
    session.play("u")
    #expect(session.disk.resolved("self-censorship") == "self-censorship")
    #expect(session.disk.history.last?.undoes == session.disk.history.first?.id)
    try session.restart()
    session.play("u")
    #expect(session.disk.codes == before)
    try session.restart(as: "coder-a")
    session.play("u")
    #expect(session.disk.codes == before)
    try session.restart()
    session.play("U U")
    #expect(session.disk.resolved("self-censorship") == "advocacy-risk")
    try session.restart()
    session.play("u")
    #expect(session.disk.history.last?.undoes == session.disk.history.dropLast().last?.id)
  }

  @Test(
    "what somebody else has changed since stands: a sentence, and the change before it comes next"
  )
  func undoUnderAnothersChange() throws {
    var session = try CodebookSession()
    session.go(to: "control")
    session.play("r Ctrl-U")
    session.type("Steering")
    session.play("Ctrl-S Enter")
    session.go(to: "trust")
    session.play("r Ctrl-U")
    session.type("Confidence")
    session.play("Ctrl-S Enter")
    var moment = Moment(now: Timestamp(milliseconds: 9), seed: (8, 9))
    try session.disk.apply(
      session.disk.renaming("trust", to: .init("Reliance")),
      by: "coder-a",
      moment: &moment
    )
    try session.restart()
    session.play("u")
    #expect(
      session.message
        == "coder-a has changed the name of trust since (rename, version 4): that stands, and yours is not taken back: "
        + "Renamed trust to Confidence. u again goes on with what you did before."
    )
    #expect(session.disk["trust"]?.name.primary == "Reliance")
    session.play("u")
    #expect(session.disk["control"]?.name.primary == "State steering")
    session.play("u")
    #expect(session.message.hasPrefix("Nothing to undo here"))
  }

  @Test("a change goes back beside somebody else's of another part of the same code")
  func undoBesideAnothersChange() throws {
    var session = try CodebookSession()
    let name = session.disk["trust"]?.name
    session.go(to: "trust")
    session.play("r Ctrl-U")
    session.type("Confidence")
    session.play("Ctrl-S Enter")
    var moment = Moment(now: Timestamp(milliseconds: 9), seed: (8, 9))
    try session.disk.apply(
      session.disk.redefining("trust", [.brief: "Reliance."]),
      by: "coder-a",
      moment: &moment
    )
    try session.restart()
    session.play("u")
    #expect(session.message.hasPrefix("Took back: Renamed trust to Confidence."))
    #expect(session.disk["trust"]?.name == name)
    #expect(session.disk["trust"]?.brief == "Reliance.")
    session.play("U")
    #expect(session.disk["trust"]?.name.entries.contains { $0.text == "Confidence" } == true)
    #expect(session.disk["trust"]?.brief == "Reliance.")
  }

  @Test(
    "two people give one quick key to two codes: either side can be chosen",
    arguments: ["1", "2"]
  )
  func quickKeyOfTwo(choice: String) throws {
    var session = try CodebookSession()
    session.go(to: "control")
    session.isDiskSlow = true
    session.play("' z")
    var moment = Moment(now: Timestamp(milliseconds: 9), seed: (8, 9))
    try session.disk.apply(
      session.disk.settingKey("z", of: "trust"),
      by: "coder-a",
      moment: &moment
    )
    session.answerSave()
    #expect(session.screen.contains("z of control"))
    #expect(session.screen.contains("z of trust"))
    session.play("\(choice) y")
    #expect(session.state.popups.isEmpty)
    #expect(session.disk["control"]?.key == (choice == "1" ? "z" : nil))
    #expect(session.disk["trust"]?.key == (choice == "1" ? nil : "z"))
    #expect(session.book == session.disk)
  }

  @Test("the entry has the memos on its code, one's own first")
  func memosInEntry() throws {
    var session = try CodebookSession(
      size: Size(width: 160, height: 50),
      sample: .annotated
    )
    session.go(to: "trust")
    let screen = session.screen
    #expect(screen.contains("Your memo, 2026-03-20"))
    #expect(screen.contains("机构或个人？"))
    #expect(screen.contains("Memo of coder-a, 2026-03-20"))
    #expect(!screen.contains("Not this one."))
  }

  @Test("rename control: the id stays, the words it replaced are in its history")
  func rename() throws {
    var session = try CodebookSession()
    session.go(to: "control")
    session.play("r Ctrl-U")
    session.type("State-steering")
    session.play("Ctrl-S Enter")
    #expect(session.disk["control"]?.name.primary == "State-steering")
    #expect(session.disk["control"]?.name.chinese == "控制")
    session.play("H")
    #expect(session.screen.contains("The name was \"State steering / 控制\", and became"))
  }

  @Test("a quick y where the reason is asked for is no reason, and no yes")
  func quickYes() throws {
    var session = try CodebookSession()
    session.go(to: "unregistered")
    session.play("d y Enter")
    #expect(session.message.hasPrefix("“y” would be the reason in the history."))
    session.play("Enter")
    #expect(session.screen.contains("No reason is given."))
    session.play("y")
    #expect(session.disk["unregistered"]?.retired == 2)
    #expect(session.disk.history.last?.reason == "")
  }

  @Test("a character that an input method has composed can be a code's key, as on the command line")
  func composedKey() throws {
    var session = try CodebookSession()
    session.go(to: "control")
    session.play("' 界")
    #expect(session.disk["control"]?.key == "界")
    var coding = Session.playing("v e", on: "R: #[|no]# trust at all.\n")
    var book = Session.codebook
    book = Codebook(codes: book.codes + [Code(id: "world", name: Code.Name("World"), key: "界")])
    coding.state.codebook = book
    coding.play("' 界")
    #expect(coding.codings == ["world: no"])
  }

  @Test("what is asked about speaks of what will be, and says which words of a code change")
  func planned() throws {
    var session = try CodebookSession()
    session.go(to: "co-optation")
    session.play("a")
    session.type("mediation")
    session.play("Tab")
    session.type("Mediation")
    session.play("Ctrl-S")
    #expect(session.screen.contains("mediation comes under relations: Mediation."))
    session.play("n Esc")
    session.go(to: "trust")
    session.play("e Tab Tab")
    session.type(" Both ways.")
    session.play("Ctrl-S")
    #expect(session.screen.contains("Written anew of trust: brief."))
  }

  @Test("prose typed into a choice changes nothing and says what the field is")
  func choices() throws {
    var session = try CodebookSession()
    session.go(to: "trust")
    session.play("e Tab Tab Tab Tab Tab Tab Tab")
    #expect(session.screen.contains("[changes]"))
    #expect(session.screen.contains("← → choose"))
    session.type("a slip of")
    #expect(session.screen.contains("[changes]"))
    #expect(
      session.message == "Meaning is a choice: ← and → change it, Tab goes on to the next field."
    )
    session.perform(.input(.paste("pasted words")))
    #expect(session.screen.contains("[changes]"))
    session.play("Right")
    #expect(session.screen.contains("[stays: a slip of the pen]"))
    session.play("Left")
    #expect(session.screen.contains("[changes]"))
  }

  @Test("in a split Tab goes through the fields that are there; another part has its own key")
  func parts() throws {
    var session = try CodebookSession()
    session.go(to: "trust")
    session.play("s")
    #expect(session.screen.contains("Ctrl-N"))
    session.type("person")
    session.play("Tab Tab Tab Tab")
    session.type("office")
    session.play("Tab Tab Tab Tab")
    session.type("why")
    #expect(!session.screen.contains("Part 3"))
    session.play("Ctrl-N")
    #expect(session.screen.contains("Part 3"))
    session.type("friend")
    session.play("Ctrl-S")
    #expect(session.screen.contains("why") || session.screen.contains("friend"))
    session.play("y")
    #expect(session.disk["friend"] != nil && session.disk["office"] != nil)
    #expect(session.disk.history.last?.reason == "why")
  }

  @Test("a question longer than the screen is read to its end before the yes")
  func longQuestion() throws {
    var session = try CodebookSession(size: Size(width: 44, height: 10))
    session.go(to: "trust")
    session.play("s")
    session.type("person")
    session.play("Tab Tab Tab Tab")
    session.type("office")
    session.play("Ctrl-S")
    #expect(session.screen.contains("j k scroll"))
    let beginning = session.screen
    session.play("j")
    #expect(session.screen != beginning)
    session.play("End")
    let end = session.screen
    session.play("j j")
    #expect(session.screen == end)
    session.play("k Home")
    #expect(session.screen == beginning)
    session.play("Esc")
    #expect(session.disk["person"] == nil)
  }

  @Test("a refusal over a popup is read to its end")
  func refusalOverPopup() throws {
    var session = try CodebookSession(size: Size(width: 40, height: 24))
    session.go(to: "trust")
    session.play("p m i s t Enter")
    guard case .picker? = session.state.popups.last else {
      Issue.record("the list of codes is gone")
      return
    }
    let flowing = session.screen.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let message = session.message.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(flowing.contains(message), "\(session.screen)")
  }

  @Test("retire unregistered and bring it back")
  func retire() throws {
    var session = try CodebookSession()
    session.go(to: "unregistered")
    session.play("d Enter Enter")
    #expect(session.disk["unregistered"]?.retired == nil)
    session.play("y")
    #expect(session.disk["unregistered"]?.retired == 2)
    #expect(!session.state.codebook.assignable.map(\.id).contains("unregistered"))
    session.play("b Enter y")
    #expect(session.disk["unregistered"]?.retired == nil)
  }

  @Test("add mediation beside co-optation, with all parts")
  func add() throws {
    var session = try CodebookSession()
    session.go(to: "co-optation")
    session.play("a")
    for text in ["mediation", "Mediation", "调解"] {
      session.type(text)
      session.play("Tab")
    }
    session.play("Tab")
    session.type("The organisation calms a dispute.")
    session.play("Ctrl-S y")
    let siblings = session.disk.children(of: "relations").map(\.id)
    let place = try #require(siblings.firstIndex(of: "co-optation"))
    #expect(siblings[place + 1] == "mediation")
    #expect(session.disk["mediation"]?.brief == "The organisation calms a dispute.")
    #expect(session.state.book?.code?.id == "mediation")
  }

  // MARK: Words

  @Test("redefining says who has to look again; a slip of the pen says that nobody has")
  func redefine() throws {
    var session = try CodebookSession()
    session.go(to: "trust")
    session.play("e Tab Tab")
    session.type(" Both ways.")
    session.play("Ctrl-S")
    #expect(session.screen.contains("They wait in their coders' recode queues"))
    session.play("Esc Tab Tab Tab Tab Tab Right Ctrl-S")
    #expect(session.screen.contains("They stand as they are."))
    session.play("y")
    #expect(session.disk["trust"]?.revised == nil)
    #expect(session.disk.history.last?.isMinor == true)
    #expect(session.disk["trust"]?.brief.hasSuffix(" Both ways.") == true)
  }

  @Test("what was typed into a form is kept when it is left, and taken up again")
  func draft() throws {
    var session = try CodebookSession()
    session.go(to: "trust")
    session.play("e Tab Tab")
    session.type(" Mine")
    session.play("Esc")
    #expect(session.state.popups.isEmpty)
    session.play("e")
    #expect(session.screen.contains("parties. Mine"))
  }

  @Test("an alert keeps the form that was being filled in")
  func alert() throws {
    var session = try CodebookSession()
    session.go(to: "trust")
    session.play("e Tab Tab")
    session.type(" Mine")
    session.session.perform(.openFailed(transcript: "T01.txt", problem: "It is not there."))
    session.play("Esc e")
    #expect(session.screen.contains("parties. Mine"))
  }

  @Test("a form goes to the editor and comes back")
  func editor() throws {
    var session = try CodebookSession()
    session.go(to: "trust")
    session.play("e")
    session.session.play("Ctrl-O")
    let sent = session.session.effects.compactMap { effect in
      if case .edit(let text, _) = effect { text } else { nil }
    }
    let text = try #require(sent.first)
    let changed = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.hasPrefix("Confidence") ? "New words\nover two lines." : String(line)
    }
    session.perform(.edited(changed.joined(separator: "\n")))
    session.play("Ctrl-S y")
    #expect(session.disk["trust"]?.brief == "New words\nover two lines.")
    #expect(session.disk["trust"]?.definition == session.book["trust"]?.definition)
  }

  // MARK: Refusals

  @Test(
    "what the codebook refuses is said in a sentence, and nothing has changed",
    arguments: [
      ("trust", "p t r u s t Enter", "There is no"),
      ("relations", "s", "is a family"),
      ("relations", "J", "is a family"),
      ("trust", "p m i s t Enter", "would make a circle"),
      ("trust", "s Ctrl-S", "can't be split into nothing"),
      ("trust", "s o n e Ctrl-S", "Name two codes or more"),
      ("trust", "a c o n t r o l Tab X Ctrl-S", "is in the codebook already"),
      ("trust", "a Ctrl-S", "can't be the id of a code"),
      ("trust", "a X Y Tab A Ctrl-S", "can't be the id of a code"),
      ("trust", "b Enter", "There is nothing to revive"),
      ("trust", "' p", "belongs to"),
      ("trust", "u", "Nothing to undo"),
      ("trust", "+", "This is no proposal"),
    ]
  )
  func refused(code: String, keys: String, words: String) throws {
    var session = try CodebookSession()
    let before = session.disk
    session.go(to: Code.ID(code))
    session.play(keys)
    if words != "There is no" { #expect(session.message.contains(words), "\(session.message)") }
    #expect(session.book == before)
    #expect(session.disk == before)
  }

  @Test("a code can't be merged into one that is retired: it is not offered")
  func mergeIntoRetired() throws {
    var session = try CodebookSession()
    session.go(to: "control")
    session.play("d Enter y")
    session.go(to: "trust")
    session.play("J")
    guard case .picker(let picker) = session.state.popups.last else {
      Issue.record("no list of codes")
      return
    }
    #expect(!picker.rows.contains("control"))
    #expect(!picker.rows.contains("trust"))
  }

  @Test("who has no right to write is told so at every key, and reads everything")
  func readOnly() throws {
    let sentence = "coder-a does not write the codebook of this study; supervisor does."
    var session = try CodebookSession(
      coder: "coder-a",
      sample: SampleCodebook(readOnlyBecause: sentence)
    )
    session.go(to: "trust")
    for key in ["a", "r", "e", "s", "J", "p", "d", "b", "+", "-", "{", "}", "'", "#", "u", "U"] {
      session.play(key)
      #expect(session.message == sentence, "\(key)")
      #expect(session.state.popups.isEmpty, "\(key)")
    }
    session.play("Enter")
    #expect(session.screen.contains("Confidence (or its lack)"))
    session.play("Esc : s p l i t")
    #expect(session.screen.contains("read only"))
  }

  // MARK: Order, keys, colours

  @Test("order, quick key and colour have no version and are undone")
  func withoutVersion() throws {
    var session = try CodebookSession()
    let before = session.disk
    session.go(to: "personal-ties")
    session.play("{")
    #expect(session.disk.children(of: "relations").first?.id == "personal-ties")
    session.play("' z # 2")
    #expect(session.disk["personal-ties"]?.key == "z")
    #expect(session.disk["personal-ties"]?.color == "sky")
    #expect(session.disk.version == 1)
    #expect(session.disk.history.isEmpty)
    session.play("u u u")
    #expect(session.disk == before)
  }

  // MARK: Proposals

  @Test(
    "an accepted proposal leaves its coder's file when the codebook is safe, and undo returns it"
  )
  func accept() throws {
    var session = try CodebookSession(sample: .proposing)
    session.play("G k")
    #expect(session.state.book?.proposal?.code.id == "mediation")
    session.isDiskSlow = true
    session.play("+ r e l a Enter")
    session.type("needed")
    session.play("Enter y")
    #expect(session.proposals.map(\.code.id) == ["mediation", "face"])
    session.answerSave()
    #expect(session.proposals.map(\.code.id) == ["face"])
    #expect(session.disk["mediation"]?.parent == "relations")
    #expect(session.disk["mediation"]?.isProposal == false)
    session.play("u")
    #expect(session.disk["mediation"] == nil)
    #expect(session.proposals.map(\.code.id).sorted() == ["face", "mediation"])
    // It is the same code as before, so that its id is not used for something else.
    let place = try #require(
      session.state.book?.proposals.firstIndex { $0.code.id == "mediation" }
    )
    let row = try #require(session.state.book?.rows.firstIndex(of: .proposal(place)))
    session.session.state.book?.row = row
    session.play("+ r e l a Enter Enter y")
    #expect(session.disk["mediation"]?.parent == "relations")
    #expect(session.disk.history.map(\.change) == [.add, .retire, .add])
    #expect(session.proposals.map(\.code.id) == ["face"])
  }

  @Test("a code that somebody proposes meanwhile is there, and the code in hand stays so")
  func proposedMeanwhile() throws {
    var session = try CodebookSession(sample: .proposing)
    session.go(to: "control")
    let gift = Code(id: "gift", name: Code.Name("Gift"), isProposal: true)
    session.proposals.append(ProposedCode(gift, by: "coder-c"))
    session.perform(.anyProposalsChanged)
    #expect(session.state.book?.proposals.map(\.code.id).contains("gift") == true)
    #expect(session.state.book?.code?.id == "control")
    // What has no history in the book opens no empty box.
    session.play("G H")
    let inHand = session.state.book?.proposal
    session.proposals.insert(ProposedCode(gift, by: "coder-b"), at: 0)
    session.perform(.anyProposalsChanged)
    #expect(session.state.book?.proposal == inHand)
    #expect(session.state.popups.isEmpty)
    #expect(session.session.message.contains("is a proposal: it has no history in the codebook"))
  }

  @Test("a declined proposal is put aside, and undo proposes it again")
  func decline() throws {
    var session = try CodebookSession(sample: .proposing)
    session.play("G - Tab")
    session.type("no code")
    session.play("Enter y")
    #expect(session.proposals.map(\.code.id) == ["mediation"])
    session.play("u")
    #expect(session.proposals.map(\.code.id) == ["mediation", "face"])
  }

  // MARK: The disk

  @Test("changes made while one is being saved follow it, none twice")
  func slowDisk() throws {
    var session = try CodebookSession()
    session.isDiskSlow = true
    session.go(to: "control")
    session.play("d Enter y")
    session.go(to: "stigma")
    session.play("d Enter y")
    #expect(session.disk.version == 1)
    try session.saveElsewhere { try $0.retiring("capacity") }
    session.answerSave()
    #expect(
      session.disk.codes.filter { $0.retired != nil }.map(\.id).sorted() == [
        "capacity", "control", "stigma",
      ]
    )
    #expect(session.disk.history.count == 3)
    #expect(session.disk.version == 4)
    #expect(session.book == session.disk)
  }

  @Test("a full disk is said, the change stays on the screen and is tried again")
  func fullDisk() throws {
    var session = try CodebookSession()
    session.diskProblem = "the disk is full."
    session.go(to: "control")
    session.play("d Enter y")
    #expect(session.message.contains("the disk is full"))
    #expect(session.state.isAnythingUnsaved)
    #expect(session.state.wantsCodebookSaved)
    session.play("Q")
    #expect(session.screen.contains("Leave without saving?"))
    session.play("Esc")
    session.diskProblem = nil
    session.perform(.codebookRetry)
    #expect(session.disk["control"]?.retired == 2)
    #expect(!session.state.isAnythingUnsaved)
  }

  @Test("a codebook that somebody else has changed comes onto the screen with a word about it")
  func changedElsewhere() throws {
    var session = try CodebookSession()
    try session.saveElsewhere { try $0.retiring("capacity") }
    session.perform(.codebookChanged(session.disk))
    #expect(session.book == session.disk)
    #expect(session.message == "The codebook is now version 2 by lead.")
  }

  @Test(
    "where both have changed the same words, one of them is chosen and nothing is guessed",
    arguments: ["1", "2"]
  )
  func differs(choice: String) throws {
    var session = try CodebookSession()
    try session.saveElsewhere { try $0.redefining("trust", [.brief: "Another's."]) }
    session.go(to: "trust")
    session.play("e Tab Tab Ctrl-U")
    session.type("Mine.")
    session.play("Ctrl-S y")
    #expect(session.screen.contains("1 yours: Mine."))
    #expect(session.screen.contains("2 the file's: Another's."))
    session.play("y Enter")
    #expect(session.disk["trust"]?.brief == "Another's.")
    session.play("Esc Q")
    #expect(session.screen.contains("Leave without saving?"))
    session.play("Esc")
    session.rest()
    #expect(session.screen.contains("NOT SAVED: differs"))
    session.play("Ctrl-S")
    session.play("\(choice) y")
    #expect(session.disk["trust"]?.brief == (choice == "1" ? "Mine." : "Another's."))
    #expect(session.book == session.disk)
    #expect(!session.state.isAnythingUnsaved)
    #expect(session.disk.history.count == (choice == "1" ? 2 : 1))
  }

  // MARK: Laws

  @Test("no size and no run of keys breaks the screen or traps anybody", arguments: 1...12)
  func laws(seed: UInt64) throws {
    var numbers = SeededNumbers(seed: seed)
    var session = try CodebookSession(sample: .proposing)
    let keys =
      Keymap.standard.bindings.filter { $0.place == .codebook }.flatMap(\.keys)
      + ["y", "Enter", "Esc", "Tab", "1", "2", "x", "任", "Ctrl-S", "Backspace"]
    for step in 0..<150 {
      let key = keys.randomElement(using: &numbers) ?? "j"
      session.play(key)
      if !session.state.held.isEmpty { session.play("Ctrl-C") }
      if step % 5 == 0 {
        let size = ScreenLawTests.sizes.randomElement(using: &numbers) ?? Size(width: 1, height: 1)
        session.perform(.input(.resized(size)))
      }
      ScreenLawTests.expectWhole(render(session.state), "seed \(seed), step \(step), \(key)")
      #expect(session.book == session.disk, "seed \(seed), step \(step), \(key)")
    }
    session.perform(.input(.resized(Size(width: 80, height: 24))))
    // What nobody has answered is given up.
    session.play("Ctrl-C")
    for _ in 0..<6 where !session.state.popups.isEmpty { session.play("Esc") }
    #expect(session.state.popups.isEmpty)
    session.play("q")
    #expect(session.state.screen == .study)
  }
}
