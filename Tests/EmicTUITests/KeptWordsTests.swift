import Testing

@testable import EmicKit
@testable import EmicTUI

/// What somebody types is kept whole, and what is gone is not pointed to.
@Suite("Words that are kept") struct KeptWordsTests {
  private static let text = "R: I felt #[alone in the ward|]# then."

  @Test("a memo that another session has changed since it was opened keeps both wordings")
  func memoOfTwo() throws {
    var session = Session.playing("' t m", on: Self.text)
    session.type("Mine.")
    let coding = try #require(session.state.coding?.sidecar.codings.first)
    var other = try #require(session.state.coding?.sidecar)
    let base = other
    other.codings[0].memo = "Theirs."
    other.codings[0].modified = session.state.moment.now
    session.perform(
      .changedOnDisk(
        transcript: "T01.txt",
        coder: "ana",
        .init(base: base, sidecar: other, count: 1)
      )
    )
    session.play("Ctrl-S")
    #expect(
      session.state.coding?.coding(coding.id)?.memo == "Mine.\n\n\(JoinedMemo.line)\nTheirs."
    )
    #expect(session.message.hasSuffix(State.joinedWords))
  }

  @Test("a draft from before another session's words shows both, and both are saved")
  func draftOfTwo() throws {
    var session = Session.playing("' t m", on: Self.text)
    session.type("Before.")
    session.play("Ctrl-S m")
    session.type(" Mine.")
    session.play("Esc")
    let coding = try #require(session.state.coding?.sidecar.codings.first)
    #expect(Array(session.state.drafts.values) == [Draft("Before. Mine.", begunOver: "Before.")])
    var other = try #require(session.state.coding?.sidecar)
    let base = other
    other.codings[0].memo = "Theirs."
    other.codings[0].modified = session.state.moment.now
    session.perform(
      .changedOnDisk(
        transcript: "T01.txt",
        coder: "ana",
        .init(base: base, sidecar: other, count: 1)
      )
    )
    session.play("m")
    let both = "Before. Mine.\n\n\(JoinedMemo.line)\nTheirs."
    guard case .memo(let sheet) = session.state.popups.last else {
      Issue.record("no memo is open")
      return
    }
    #expect(sheet.field.text == both)
    #expect(session.message == State.resumedWords)
    session.play("Ctrl-S")
    #expect(session.state.coding?.coding(coding.id)?.memo == both)
    #expect(session.state.drafts.isEmpty)
  }

  @Test("a draft of a memo outside sidecars goes to the disk with what stands there now")
  func draftOutside() throws {
    let memo = { (text: String) in
      ListedMemo(.study, by: "ana", id: "m1", at: Timestamp(milliseconds: 1), text: text)
    }
    var session = Session(Self.text)
    session.play(": s t u d y - m e m o Enter")
    session.perform(.memosRead([memo("Before.")], problems: []))
    session.type(" Mine.")
    session.play("Esc : s t u d y - m e m o Enter")
    session.perform(.memosRead([memo("Theirs.")], problems: []))
    session.effects = []
    session.play("Ctrl-S")
    let both = "Before. Mine.\n\n\(JoinedMemo.line)\nTheirs."
    guard case .saveMemo(both, _, opened: "Theirs.", _, _, _) = session.effects.last else {
      Issue.record("not both are saved: \(session.effects)")
      return
    }
    // Until the disk has it, no crash takes it.
    #expect(session.state.drafts["study"]?.text == both)
    session.perform(.memoSaved(both, on: .study, problem: nil))
    #expect(session.state.drafts.isEmpty)
  }

  @Test("nobody else, nothing joined")
  func memoOfOne() {
    var session = Session.playing("' t m", on: Self.text)
    session.type("Mine.")
    session.play("Ctrl-S")
    #expect(session.state.coding?.sidecar.codings.first?.memo == "Mine.")
  }

  @Test(
    "two wordings of one memo are joined once, whoever saves again",
    arguments: [
      ("a", "b", "a\n\n———\nb"), ("a", "", "a"), ("", "b", "b"), ("a", "a", "a"),
      ("I know him", "no", "I know him\n\n———\nno"), ("no", "no doubt", "no\n\n———\nno doubt"),
      ("a\n\n———\nb", "b", "a\n\n———\nb"), ("b", "a\n\n———\nb", "a\n\n———\nb"),
      ("a\n\n———\nb", "b\n\n———\nc", "a\n\n———\nb\n\n———\nc"),
    ]
  )
  func joined(later: String, earlier: String, whole: String) {
    #expect(JoinedMemo.text(later, over: earlier) == whole)
  }

  @Test("what stood there before both is not brought back by the other's wording of both")
  func joinedSince() {
    let (base, mine) = ("Before.", "Mine.")
    let theirs = "Before.\n\n———\nTheirs."
    #expect(JoinedMemo.text(mine, over: theirs, since: base) == "Mine.\n\n———\nTheirs.")
  }

  @Test("a memo that is written again while its save takes in another's keeps that one's, too")
  func memoInMemory() throws {
    var session = Session.playing("' t m", on: Self.text)
    session.type("Mine.")
    session.play("Ctrl-S")
    let given = try #require(session.state.coding?.sidecar)
    var disk = given
    disk.codings[0].memo = "Mine.\n\n\(JoinedMemo.line)\nTheirs."
    disk.codings[0].modified = session.state.moment.now
    // The save is under way.
    session.play("m")
    session.type(" More.")
    session.play("Ctrl-S")
    let revision = try #require(session.state.coding?.revision)
    session.perform(
      .saved(
        revision: revision - 1,
        transcript: "T01.txt",
        coder: "ana",
        merged: .init(base: given, sidecar: disk, count: 1)
      )
    )
    let both = "Mine. More.\n\n\(JoinedMemo.line)\nTheirs."
    #expect(session.state.coding?.sidecar.codings[0].memo == both)
    let saved = session.effects.last { if case .save = $0 { true } else { false } }
    guard case .save(let sidecar, _, _) = saved else {
      Issue.record("nothing is saved")
      return
    }
    #expect(sidecar.codings[0].memo == both)
  }

  @Test(
    "a memo whose coding is gone meanwhile becomes a draft of the transcript's",
    arguments: [("Ctrl-S", ""), ("Esc", ""), ("Ctrl-S", "There."), ("Ctrl-S", "Draft.")]
  )
  func memoOfGoneCoding(key: String, there: String) throws {
    var session = Session.playing("' t", on: Self.text)
    if !there.isEmpty {
      session.play("M")
      session.type(there)
      session.play(there == "Draft." ? "Esc" : "Ctrl-S")
    }
    session.play("m")
    session.type("Ten minutes of words.")
    session.perform(.clock)
    let base = try #require(session.state.coding?.sidecar)
    var other = base
    let transcript = try #require(session.state.coding?.transcript)
    let removal = other.removing([other.codings[0].id], in: transcript)
    try other.apply(removal, at: session.state.moment.now)
    session.perform(
      .changedOnDisk(
        transcript: "T01.txt",
        coder: "ana",
        .init(base: base, sidecar: other, count: 1)
      )
    )
    #expect(session.codings.isEmpty)
    session.play(key)
    #expect(
      session.message == "The coding is gone. Your memo is kept: M puts it on the transcript."
    )
    let whole =
      (there.isEmpty ? "" : "\(there)\n\n\(JoinedMemo.line)\n") + "Ten minutes of words."
    #expect(session.state.drafts.mapValues(\.text) == ["T01.txt": whole])
    #expect(
      session.effects.last { if case .keepDrafts = $0 { true } else { false } }
        == .keepDrafts(session.state.drafts, coder: "ana")
    )
    session.play("M Ctrl-S")
    #expect(session.state.coding?.sidecar.memos.map(\.text) == [whole])
    #expect(session.state.drafts.isEmpty)
  }

  @Test("a memo that cannot be saved stays a draft, and the reason is said")
  func memoRefused() {
    var session = Session.playing("' t m", on: Self.text)
    session.type("Mine.")
    session.state.coding?.access = .closed("It is submitted.")
    session.play("Ctrl-S")
    #expect(session.message == "It is submitted. The memo is kept as a draft.")
    #expect(session.state.drafts.values.map(\.text) == ["Mine."])
  }

  @Test("a memo that is begun while another transcript is opened is kept where it belongs")
  func memoElsewhere() {
    var session = Session.playing("M", on: Self.text)
    session.type("On the first.")
    session.open(Transcript(name: "T02.txt", text: TranscriptText("R: Other.")))
    session.play("Ctrl-S")
    #expect(session.message == "T01.txt is not in view any more. The memo is kept as a draft.")
    #expect(session.state.drafts.mapValues(\.text) == ["T01.txt": "On the first."])
    #expect(session.state.coding?.sidecar.memos.isEmpty == true)
  }

  @Test("whoever waits for a save and goes on is not told of it on the next transcript")
  func checkedElsewhere() throws {
    var session = Session.playing("' t", on: Self.text)
    session.perform(
      .saved(
        revision: try #require(session.state.coding?.revision),
        transcript: "T01.txt",
        coder: "ana",
        merged: nil
      )
    )
    session.play("Ctrl-S")
    session.open(Transcript(name: "T02.txt", text: TranscriptText("R: Other.")))
    session.play("x ' t")
    session.perform(
      .saved(
        revision: try #require(session.state.coding?.revision),
        transcript: "T02.txt",
        coder: "ana",
        merged: nil
      )
    )
    #expect(session.message != "Everything is saved.")
  }

  @Test("a memo is kept as a draft as soon as nothing was typed for a while")
  func draft() {
    var session = Session.playing("' t m", on: Self.text)
    session.type("Half a thought")
    #expect(session.state.drafts.isEmpty)
    #expect(session.state.nextDeadline != nil)
    session.perform(.clock)
    #expect(Array(session.state.drafts.values) == [Draft("Half a thought")])
    #expect(session.effects.contains(.keepDrafts(session.state.drafts, coder: "ana")))
    session.play("Ctrl-S")
    #expect(session.state.drafts.isEmpty)
    #expect(session.effects.contains(.keepDrafts([:], coder: "ana")))
  }

  @Test("undoing a code of one's own frees its digit")
  func digits() {
    var session = Session.playing("V", on: Self.text)
    #expect(session.state.quickCodes[1] == "alone-in-the-ward")
    session.play("u")
    #expect(session.state.quickCodes == [:])
    session.state.quickCodes = [1: "gone-long-ago"]
    session.play("' t")
    #expect(session.state.quickCodes == [1: "trust"])
  }

  @Test("codes on digits that begin alike are told apart by their ends")
  func alike() {
    var session = Session(Self.text)
    session.state.quickCodes = Dictionary(
      uniqueKeysWithValues: (1...9).map { ($0, Code.ID("the-section-chief-said-\($0)")) }
    )
    let canvas = render(session.state)
    let rows = (0..<canvas.size.height).map { canvas.text(ofRow: $0) }
    #expect(rows.contains { row in (1...9).allSatisfy { row.contains("-\($0)") } })
  }

  @Test("what parts words in a pasted text is a blank in a line", arguments: [false, true])
  func pasted(isMultiline: Bool) {
    var field = TextField(isMultiline: isMultiline)
    field.insert("one\r\ntwo\tthree\nfour")
    #expect(field.text == (isMultiline ? "one\ntwo three\nfour" : "one two three four"))
  }

  @Test("where a text has changed the keys work that are named")
  func reanchoring() {
    var session = Session(Self.text)
    session.play("' t")
    session.state.coding?.saving = .saved(nil)
    session.perform(
      .textChanged(
        transcript: "T01.txt",
        problem: ChangedText("Changed in other words.", leadsToReanchoring: true)
      )
    )
    session.effects = []
    session.play("] a")
    #expect(session.state.popups.isEmpty)
    #expect(
      session.effects.contains {
        if case .proposeReanchoring = $0 { true } else { false }
      }
    )
  }

  @Test("where nothing is to be found again no word of the message makes keys work")
  func reanchoringNot() {
    var session = Session(Self.text)
    session.perform(
      .textChanged(transcript: "T01.txt", problem: ChangedText(":reanchor.txt was withdrawn."))
    )
    session.play("] a")
    #expect(session.state.popups.count == 1)
    #expect(session.message.contains("does nothing here"))
  }

  @Test("of many codings on the same words their number is said, and the words once")
  func many() throws {
    let codes = (1...5).map { Code.ID("code-\($0)") }
    var session = Session(Self.text)
    var sidecar = try #require(session.state.coding?.sidecar)
    let transcript = try #require(session.state.coding?.transcript)
    var moment = session.state.moment
    let span = try #require(session.state.coding?.selection.span)
    let change = try sidecar.assigning(
      codes,
      to: span,
      in: transcript,
      codebook: 1,
      moment: &moment
    )
    try sidecar.apply(change, at: moment.now)
    let moved = sidecar.moving(sidecar.codings.map(\.id), to: Span(3..<20), in: transcript)
    #expect(moved.summary.hasPrefix("Moved 5 codings to 17 characters"))
    session.state.coding?.take(sidecar)
    session.play("d")
    guard case .choice(let choice) = session.state.popups.last else {
      Issue.record("nothing is asked")
      return
    }
    #expect(choice.rows.count == 5 && choice.rows.allSatisfy { !$0.contains("alone") })
  }
}
