import Testing

@testable import EmicKit
@testable import EmicTUI

@Suite("Memos on codes, cases and the study") struct MemoListTests {
  static let memos: [ListedMemo] = {
    let day = Timestamp(milliseconds: 1_790_000_000_000)
    let row = CodingRow(
      coding: Coding(
        id: "c1",
        code: "trust",
        span: Span(7_000..<7_020),
        quote: "The section chief\ntrusts me.",
        codebook: 1,
        created: day,
        modified: day
      ),
      transcript: Samples.english,
      coder: "guest",
      sha256: "",
      attributes: CaseTable.Attributes(case: "NGO-D1", values: [:]),
      codeID: "trust",
      code: "Trust",
      path: ["relations", "trust"],
      turn: 30
    )
    return [
      ListedMemo(.study, by: "supervisor", id: "m1", at: day, text: "Ask *everybody* about 2016."),
      ListedMemo(.code("trust"), by: "guest", id: "m2", at: day, text: "In persons or offices?"),
      ListedMemo(.case("GOV-M2"), by: "guest", id: "m3", at: day, text: "信任是攒出来的。"),
      ListedMemo(.transcript(Samples.chinese), by: "guest", id: "m4", at: day, text: "Tired."),
      ListedMemo(.coding(row), by: "guest", id: "c1", at: day, text: "A person,\nnot an office."),
    ]
  }()

  /// A session in which memos are asked for, and come.
  static func session(
    _ keys: String,
    on transcript: String? = nil,
    size: Size = Size(width: 80, height: 24),
    depth: ColorDepth = .many,
    memos: [ListedMemo] = memos
  ) throws -> Session {
    var session = try Session(sample: transcript, size: size, depth: depth)
    session.play(keys)
    // Others' memos are asked for only to be listed: that is on record as a look at them.
    let isList = keys == "g n"
    #expect(
      session.effects.contains(isList ? .readMemos(coder: "guest") : .readOwnMemos(coder: "guest"))
    )
    #expect(session.effects.contains(.readMemos(coder: "guest")) == isList)
    session.effects = []
    session.perform(.memosRead(memos, problems: []))
    return session
  }

  @Test(
    "a list of all memos looks as it was last agreed on",
    arguments: [
      ("list", "", 80, 24, ColorDepth.many), ("list-mono", "", 80, 24, .none),
      ("list-wide", "", 160, 50, .many), ("list-small", "", 40, 10, .many),
      ("list-found", "信 任", 80, 24, .many), ("list-nothing", "z z z", 80, 24, .many),
    ]
  )
  func screens(name: String, keys: String, width: Int, height: Int, depth: ColorDepth) throws {
    var session = try Self.session("g n", size: Size(width: width, height: height), depth: depth)
    session.play(keys)
    try GoldenScreen(render(session.state)).expect("memos/" + name)
  }

  @Test("others' memos are listed after a yes only, one's own without it; nothing comes late")
  func revealAsked() throws {
    var session = try Session(sample: nil)
    session.play("g n")
    session.effects = []
    session.perform(.revealAsked(.memos, transcripts: [Samples.english]))
    session.play("n")
    #expect(
      session.effects.contains(.readMemos(coder: "guest", leavingOut: [Samples.english]))
    )
    session.perform(.memosRead([Self.memos[2]], problems: []))
    guard case .memos(let list) = session.state.popups.last else {
      Issue.record("no list")
      return
    }
    #expect(list.memos == [Self.memos[2]])
    session.play("Esc g n")
    session.perform(.revealAsked(.memos, transcripts: [Samples.english]))
    session.effects = []
    session.play("y")
    #expect(
      session.effects == [
        .allowReveal(transcripts: [Samples.english], coder: "guest"), .readMemos(coder: "guest"),
      ]
    )
    session.perform(.memosRead(Self.memos, problems: []))
    session.play("Esc")
    session.perform(.revealAsked(.memos, transcripts: [Samples.english]))
    #expect(session.state.popups.isEmpty)
  }

  @Test("the memo on a code is taken up where it was, and saved into its coder's file")
  func code() throws {
    var session = try Session(sample: nil)
    session.play("g c")
    session.state.book?.go(to: "trust")
    session.play("m")
    session.effects = []
    session.perform(.memosRead(Self.memos, problems: []))
    session.type(" Both.")
    session.play("Ctrl-S")
    guard case .saveMemo(let text, let id, _, let subject, let coder, _) = session.effects.last
    else {
      Issue.record("nothing is saved: \(session.effects)")
      return
    }
    #expect(text == "In persons or offices? Both.")
    #expect(id == "m2")
    #expect(subject == .code("trust"))
    #expect(coder == "guest")
    session.perform(.memoSaved(text, on: subject, problem: nil))
    #expect(session.message == "The memo on the code trust is saved.")
  }

  @Test("u takes a memo back where it was written, U writes it again")
  func takenBack() throws {
    var session = try Session(sample: nil, coder: "supervisor")
    session.play("g c")
    let opened = SampleCodebook().opened(session.state.codebook, [], for: "guest")
    session.perform(.codebookRead(opened))
    session.state.book?.go(to: "trust")
    session.play("m")
    session.perform(.memosRead([], problems: []))
    session.type("Both.")
    session.play("Ctrl-S")
    session.perform(.memoSaved("Both.", on: .code("trust"), problem: nil))
    session.effects = []
    session.play("u")
    #expect(session.effects == [.stepMemo(.undo, coder: "supervisor")])
    session.perform(.memoStepped("Took back: the memo is gone again.", isProblem: false))
    #expect(session.message == "Took back: the memo is gone again.")
    session.effects = []
    session.play("u")
    #expect(session.message.hasPrefix("Nothing to undo here"))
    session.effects = []
    session.play("U")
    #expect(session.effects == [.stepMemo(.redo, coder: "supervisor")])
    // A memo that was saved as it was is no step.
    session.play("u")
    session.perform(.memoSaved("Both.", on: .code("trust"), problem: nil, isChanged: false))
    session.effects = []
    session.play("u")
    #expect(!session.effects.contains(.stepMemo(.undo, coder: "supervisor")))
  }

  @Test("somebody else's memo on the study is not written over: mine begins empty")
  func study() throws {
    var session = try Self.session("M")
    session.type("Mine.")
    session.play("Ctrl-S")
    guard case .saveMemo(let text, let id, _, .study, _, _) = session.effects.last else {
      Issue.record("nothing is saved: \(session.effects)")
      return
    }
    #expect(text == "Mine.")
    #expect(id == nil)
  }

  @Test("Esc keeps a draft, a failed save too, and the same key takes it up")
  func draft() throws {
    var session = try Self.session("j m")
    session.type(" Mehr.")
    session.play("Esc")
    #expect(session.effects.contains { if case .keepDrafts = $0 { true } else { false } })
    session.play("m")
    session.perform(.memosRead(Self.memos, problems: []))
    guard case .memo(let sheet) = session.state.popups.last else {
      Issue.record("no memo is open")
      return
    }
    #expect(sheet.field.text == "信任是攒出来的。 Mehr.")
    session.play("Ctrl-S")
    session.perform(.memoSaved("信任。", on: .case("GOV-M2"), problem: "The disk is full."))
    #expect(session.message.contains("The disk is full."))
    #expect(session.state.drafts["case GOV-M2"]?.text == "信任。")
  }

  @Test("a file that can't be read is not taken for an empty one")
  func damaged() throws {
    var session = try Session(sample: nil)
    session.play("M")
    session.perform(.memosRead([], problems: ["memos.guest.json: it is damaged."]))
    #expect(session.state.popups.isEmpty)
    #expect(session.message == "memos.guest.json: it is damaged.")
  }

  @Test("Enter goes to what a memo is on")
  func places() throws {
    var session = try Self.session("g n")
    session.play("p e r s o n s Enter")
    #expect(session.state.screen == .codebook)
    #expect(session.state.book?.code?.id == "trust")
    session.play("g n")
    session.perform(.memosRead(Self.memos, problems: []))
    session.play("G O V Enter")
    #expect(session.state.screen == .study)
    #expect(session.state.list.rows[session.state.list.row].caseName == "GOV-M2")
    session.play("g n")
    session.perform(.memosRead(Self.memos, problems: []))
    session.effects = []
    session.play("o f f i c e . Enter")
    #expect(session.effects.contains(.open(transcript: Samples.english, coder: "guest")))
    session.open(try Samples.study().transcript(Samples.english))
    #expect(session.state.coding?.caret == 7_000)
    session.play("q")
    #expect(session.state.screen == .study)
  }

  @Test("memos leave as Markdown in which nothing of them is markup")
  func markdown() {
    let text = MemoPage.markdown(Self.memos, title: "Study", words: { $0 }) { $0.coding.quote }
    #expect(text.hasPrefix("# Memos: Study\n\n## the study\n\nAsk \\*everybody\\* about 2016.\n"))
    #expect(
      text.contains("> The section chief trusts me.\n\nA person,  \nnot an office.\n\n— guest, ")
    )
  }
}
