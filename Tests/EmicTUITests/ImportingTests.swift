@testable import EmicKit
import Testing

@testable import EmicTUI

@Suite("Importing from the list") struct ImportingTests {
  private func session() -> Session {
    let summary = StudySummary(
      title: "Test study",
      coders: [Coder(id: "ana")],
      codebook: Session.codebook,
      rows: [TranscriptRow(name: "T01.txt"), TranscriptRow(name: "T03.txt")]
    )
    let start = Moment(now: Timestamp(milliseconds: 1_800_000_000_000), seed: (1, 2))
    return Session(
      State(
        size: Size(width: 80, height: 24),
        study: summary,
        coder: Coder(id: "ana"),
        moment: start
      )
    )
  }

  private let came = ImportedFiles(
    transcripts: ["T01.txt", "T02.txt", "T03.txt"],
    summary: "Imported 1 of 1 file.",
    report: ["T02.docx → T02.txt  (Word document)", "  4 turns: I 2, R 2"],
    isProblem: false
  )

  @Test("the palette asks for a path; the file is brought in the background")
  func asking() {
    var session = session()
    session.play(":")
    session.type("import")
    session.play("Enter")
    session.type("~/in/T02.docx")
    session.play("Enter")
    #expect(session.effects == [.importFiles(path: "~/in/T02.docx")])
    #expect(session.state.headMessage?.text == "Importing.")
    session.perform(.importing(done: 3, of: 20))
    #expect(session.state.headMessage?.text == "Importing file 3 of 20.")
    // Only what came of it is kept among the messages.
    #expect(session.state.pastMessages == [])
  }

  @Test("what came of it is shown, the new transcript is in hand, and the rows are read")
  func done() {
    var session = session()
    session.state.importFiles(at: "x")
    session.state.outbox = []
    let effects = session.perform(.imported(came))
    #expect(effects == [.loadRows(coder: "ana")])
    #expect(session.state.list.rows.map(\.name) == came.transcripts)
    #expect(session.state.list.row == 1)
    guard case .reading(let reading)? = session.state.popups.last else {
      Issue.record("no report is shown")
      return
    }
    #expect(reading.lines == came.report)
    #expect(session.state.pastMessages == ["Imported 1 of 1 file."])
    session.play("Esc Enter")
    #expect(session.effects.last == .open(transcript: "T02.txt", coder: "ana"))
  }

  @Test("whoever does something else meanwhile is not interrupted, and reads the report afterwards")
  func elsewhere() {
    var session = session()
    session.state.importFiles(at: "x")
    session.play("?")
    session.perform(.imported(came))
    #expect(session.state.popups.count == 1)
    #expect(session.state.message?.text == "Imported 1 of 1 file.")
    session.play("Esc")
    guard case .reading(let reading)? = session.state.popups.last else {
      Issue.record("no report is shown")
      return
    }
    #expect(reading.lines == came.report)
    // Read once.
    session.play("Esc ? Esc")
    #expect(session.state.popups.isEmpty)
  }

  @Test("one import at a time, and none of nothing")
  func refusals() {
    var session = session()
    session.state.askForImport()
    session.play("Enter")
    #expect(session.state.message?.isProblem == true)
    #expect(session.effects == [])
    session.play("Esc")
    session.state.importFiles(at: "x")
    session.state.askForImport()
    #expect(session.state.message?.text == "An import is on its way: wait for its end.")
    #expect(session.state.popups.isEmpty)
    var problem = came
    problem.isProblem = true
    session.perform(.imported(problem))
    #expect(session.state.message?.isProblem == true)
    session.play("Esc")
    session.state.askForImport()
    #expect(session.state.popups.count == 1)
  }

  @Test("a path that leads nowhere comes back to be corrected, unless somebody does something else")
  func refused() {
    for goesOn in [false, true] {
      var session = session()
      session.state.askForImport()
      session.type("/inn")
      session.play("Enter")
      if goesOn { session.play("j") }
      var problem = came
      (problem.isProblem, problem.isRefused, problem.report) = (true, true, [])
      session.perform(.imported(problem))
      #expect(session.state.message?.isProblem == true)
      guard !goesOn else {
        #expect(session.state.popups.isEmpty)
        continue
      }
      session.play("Backspace Enter")
      #expect(session.effects.contains(.importFiles(path: "/in", encoding: nil)))
    }
  }

  // MARK: Encodings

  private func undecided(_ names: String...) -> ImportedFiles {
    var files = came
    files.transcripts = ["T01.txt", "T03.txt"]
    files.undecided = names.map { name in
      UndecidedFile(
        path: "/in/\(name)",
        candidates: [
          EncodingCandidate(encoding: .gb18030, preview: ["我们很孤独", "谁"]),
          EncodingCandidate(encoding: .windows1252, preview: ["ÎÒÃÇ"]),
        ]
      )
    }
    return files
  }

  private func choice(_ session: Session) -> Choice? {
    if case .choice(let choice)? = session.state.popups.last { choice } else { nil }
  }

  @Test("a file that is not UTF-8 is asked about, with its beginning in each likely encoding")
  func encodings() throws {
    var session = session()
    session.state.importFiles(at: "/in")
    session.perform(.imported(undecided("a.txt", "b.txt")))
    let asked = try #require(choice(session))
    #expect(asked.title == "How does a.txt read right?")
    #expect(
      asked.rows == [
        "gb18030  我们很孤独", "cp1252   ÎÒÃÇ", "UTF-8, with U+FFFD for what is not",
        "leave this file out",
      ]
    )
    session.play("1")
    #expect(session.effects.contains(.importFiles(path: "/in/a.txt", encoding: "gb18030")))
    #expect(session.state.jobs.importing != nil && session.state.popups.isEmpty)
    // The next one is asked about when this one is in; then all is told.
    session.perform(.imported(came))
    #expect(choice(session)?.title == "How does b.txt read right?")
    session.play("Esc")
    #expect(session.state.encodingQuestions.isEmpty)
    guard case .reading(let reading)? = session.state.popups.last else {
      Issue.record("no report is shown")
      return
    }
    #expect(
      reading.lines == came.report + came.report + [
        "/in/b.txt: left out, since nobody has said in which encoding it is."
      ]
    )
  }

  @Test("what reads right in no encoding can come in with gaps, on consent")
  func gaps() throws {
    var session = session()
    session.state.importFiles(at: "/in/a.txt")
    var files = undecided("a.txt")
    files.undecided[0].candidates = []
    session.perform(.imported(files))
    #expect(choice(session)?.title == "a.txt reads right in no encoding")
    session.play("1")
    #expect(session.effects.last == .importFiles(path: "/in/a.txt", encoding: "utf-8-replacing"))
  }

  @Test("whoever does something else is asked about the encoding afterwards")
  func later() {
    var session = session()
    session.state.importFiles(at: "/in/a.txt")
    session.play("?")
    session.perform(.imported(undecided("a.txt")))
    #expect(choice(session) == nil)
    session.play("Esc")
    #expect(choice(session)?.title == "How does a.txt read right?")
  }

  @Test("what others bring appears in the list; the row in hand stays in hand")
  func others() {
    var session = session()
    session.play("j")
    #expect(session.state.list.rows[session.state.list.row].name == "T03.txt")
    session.perform(.transcriptsListed(["T01.txt", "T02.txt", "T03.txt"]))
    #expect(session.state.list.rows.map(\.name) == ["T01.txt", "T02.txt", "T03.txt"])
    #expect(session.state.list.rows[session.state.list.row].name == "T03.txt")
    #expect(session.effects.last == .loadRows(coder: "ana"))
    #expect(session.perform(.transcriptsListed(["T01.txt", "T02.txt", "T03.txt"])).isEmpty)
  }
}
