import EmicKit
import Testing

@testable import EmicTUI

/// Quotations on the screen: asking by keys and by words, opening places and coming back.
@Suite("Quotations on the screen") struct RetrievalTests {
  private func texts(_ session: QuestionSession) -> [String] {
    (session.retrieval.list?.rows ?? []).map { "\($0.transcript.prefix(3)) \($0.turn ?? 0)" }
  }

  @Test("a coder begins with their own work, and nothing of others is shown or recorded")
  func ownWorkFirst() throws {
    let session = try QuestionSession()
    #expect(session.words == "by coder-a")
    #expect(session.retrieval.list?.count == 61)
    #expect(session.recorded.isEmpty)
  }

  @Test("a supervisor begins with everything, which is put on record")
  func supervisor() throws {
    let session = try QuestionSession(coder: "supervisor")
    #expect(session.words == "all codings")
    #expect(session.retrieval.list?.count == 168)
    #expect(session.recorded == [Samples.english, Samples.chinese])
  }

  @Test("codes, subcodes, a relation and a condition are reached by keys, and said in words")
  func byKeys() throws {
    var session = try QuestionSession()
    session.play("c t r u Enter")
    #expect(session.words == "trust, by coder-a")
    #expect(texts(session) == ["T03 20", "T03 30", "T03 31", "T06 10", "T06 10"])
    session.play("R")
    #expect(session.words == "trust with subcodes, by coder-a")
    session.play("a 2 l e g i t Enter")
    #expect(session.words == "trust with subcodes, not legitimacy, by coder-a")
    session.play("w m i g Enter")
    #expect(session.words == "trust with subcodes, not legitimacy, by coder-a, sector=migrants")
    #expect(texts(session) == ["T06 10", "T06 10"])
  }

  @Test("the example that the list of conditions names finds something as it stands there")
  func conditionExample() throws {
    var session = try QuestionSession()
    session.play("w")
    guard case .lines(let picker)? = session.state.popups.last else {
      Issue.record("no list is open")
      return
    }
    let example = try #require(session.state.conditionExample)
    #expect(picker.title == "Where (or type \(example))")
    session.type(example)
    session.play("Enter")
    #expect(session.words == "by coder-a, \(example)")
    #expect(session.retrieval.list?.count ?? 0 > 0)
    // What is no condition at all is answered with the same example.
    session.play("w")
    session.type("xyz")
    session.play("Enter")
    #expect(session.state.popups.count == 1)
  }

  @Test("several codes, a comparison, speakers, transcripts, layers, flags and words")
  func moreKeys() throws {
    var session = try QuestionSession()
    session.play("c t r u , l e g i t Enter")
    #expect(session.words == "trust or legitimacy, by coder-a")
    session.play("w")
    session.type("interview-date>=2018-05-01")
    session.play("Enter")
    #expect(session.words == "trust or legitimacy, by coder-a, interview-date>=2018-05-01")
    session.play("u t 0 6 Backspace Backspace Space Enter")
    session.play("L 1 S 答 Enter ! 1")
    #expect(
      session.words == "trust or legitimacy, by coder-a, layer current, in T03, speaker 答, "
        + "flag exemplar"
    )
    session.play("/ o f Enter")
    #expect(session.words.contains("text \"of\"") || session.words.contains("text of"))
  }

  @Test("Backspace takes off what was said last, u and U walk between questions, Esc begins again")
  func steps() throws {
    var session = try QuestionSession()
    session.play("c t r u Enter R")
    session.play("Backspace")
    #expect(session.words == "trust with subcodes")
    session.play("u")
    #expect(session.words == "trust with subcodes, by coder-a")
    session.play("u u")
    #expect(session.words == "by coder-a")
    session.play("u")
    #expect(session.message == "There is no question before.")
    session.play("U")
    #expect(session.words == "trust, by coder-a")
    session.play("Esc")
    #expect(session.words == "by coder-a")
  }

  @Test("a question is typed as words; what cannot be meant stays in the line with its sentence")
  func typed() throws {
    var session = try QuestionSession()
    session.ask("trusst")
    #expect(session.message == "Code \"trusst\" is not in the codebook. Did you mean \"trust\"?")
    #expect(session.lines.last?.contains("trusst") == true)
    session.play("Esc")
    #expect(session.words == "by coder-a")
    session.ask("信任 with subcodes, by coder-b")
    #expect(session.words == "trust with subcodes, by coder-b")
    #expect(session.retrieval.list?.count == 4)
    #expect(session.recorded == [Samples.english, Samples.chinese])
  }

  @Test("Enter opens the place, its words lit, and q comes back to the same row")
  func openAndBack() throws {
    var session = try QuestionSession()
    session.ask("trust, by coder-a")
    session.play("j j j j")
    let row = try #require(session.retrieval.current)
    session.play("Enter")
    #expect(session.state.screen == .coding)
    #expect(session.state.coding?.transcript.name == Samples.chinese)
    #expect(session.state.coding?.caret == row.coding.span.start)
    #expect(session.state.coding?.codingHere?.id == row.coding.id)
    #expect(session.state.coding?.search?.hits == [row.coding.span])
    session.play("q")
    #expect(session.state.screen == .retrieval)
    #expect(session.retrieval.current == row)
    session.play("q")
    #expect(session.state.screen == .study)
  }

  @Test("from a transcript to quotations, to another transcript, and the whole way back")
  func trail() throws {
    var session = try QuestionSession(keys: "Enter g r")
    #expect(session.state.screen == .retrieval)
    session.ask("trust, by coder-a")
    session.play("G Enter")
    #expect(session.state.coding?.transcript.name == Samples.chinese)
    session.play("q q")
    #expect(session.state.screen == .coding)
    #expect(session.state.coding?.transcript.name == Samples.english)
    session.play("q")
    #expect(session.state.screen == .study)
  }

  @Test("constant comparison: from a coding's entry to all quotations of its code")
  func comparison() throws {
    var session = try QuestionSession(keys: "Enter ] c K Enter")
    #expect(session.state.screen == .retrieval)
    let code = try #require(session.retrieval.asking.query.codes.first)
    #expect(session.retrieval.asking.query.coders == ["coder-a"])
    #expect(session.retrieval.list?.rows.allSatisfy { $0.codeID == code.text } == true)
    session.play("q")
    #expect(session.state.screen == .coding)
  }

  @Test("order and groups, each with its number of codings")
  func orders() throws {
    var session = try QuestionSession()
    session.ask("trust or legitimacy, by coder-a")
    session.play("s 2")
    let headings = (session.retrieval.list?.lines ?? []).compactMap { line -> String? in
      if case .heading(let name, let count) = line { "\(name) \(count)" } else { nil }
    }
    #expect(headings == ["trust 5", "legitimacy 2"])
    session.play("g g")
    #expect(session.retrieval.current?.codeID == "trust")
    session.play("s 3")
    #expect(session.retrieval.list?.rows.map(\.attributes.case).first == "GOV-M2")
  }

  @Test("what is listed is exported in its order, one quotation copied")
  func leaving() throws {
    var session = try QuestionSession()
    session.ask("trust, by coder-a")
    session.play("x 1 x 2 j y")
    let rows = try #require(session.retrieval.list?.rows)
    #expect(
      session.left == [
        .exportQuotations(rows, form: .markdown, name: "quotations-trust-7edc", coder: "coder-a"),
        .exportQuotations(rows, form: .csv, name: "quotations-trust-7edc", coder: "coder-a"),
        .copyQuotation(rows[1], coder: "coder-a"),
      ]
    )
  }

  @Test("what cannot be put on record is left out, and said")
  func unrecorded() throws {
    var session = try QuestionSession()
    session.unrecordable = [Samples.english]
    session.ask("trust")
    #expect(session.recorded == [Samples.chinese])
    let shown = session.retrieval.list?.rows.filter { $0.transcript == Samples.english } ?? []
    #expect(shown.count == 3)
    #expect(shown.allSatisfy { $0.coder == "coder-a" })
    #expect(session.retrieval.asking.notes == ["\(Samples.english): others' codings are left out."])
  }

  @Test("nothing found says what to do, and keys that need a quotation say so")
  func nothing() throws {
    var session = try QuestionSession()
    session.ask("trust, by coder-a, level=city")
    #expect(session.screen.contains("No coding is like that."))
    for key in ["Enter", "y", "x", "K"] {
      session.play(key)
      #expect(session.message.hasPrefix("There is no quotation in hand"), "\(key)")
    }
  }

  @Test("while an expression is searched for, the list still lights what was found before it")
  func lightsTheAnswer() throws {
    var session = try QuestionSession(coder: "supervisor")
    session.ask("text \"chief\"")
    let before = session.lights
    #expect(before.contains { $0.hasPrefix("chief") }, "\(before)")
    // Asked, and not answered yet: nothing is searched while the screen is drawn.
    session.session.play("/ Ctrl-U")
    session.session.type("(.*)*x")
    session.session.play("Enter")
    #expect(session.state.askedQuestion != nil)
    #expect(session.lights == before)
    session.play("Esc")
    #expect(session.lights.isEmpty)
  }

  @Test("an answer that was overtaken is not shown")
  func overtaken() throws {
    var session = try QuestionSession()
    let first = try Question.list(CodingQuery(), .text).answered(
      by: #require(session.state.codings),
      recording: { _ in [:] }
    )
    session.perform(.answered(first))
    #expect(session.retrieval.list?.count == 61)
  }

  @Test("codings that cannot be read are said to be, and q leads away")
  func unreadable() throws {
    var session = try Session(sample: nil, coder: "coder-a")
    session.play("g r")
    session.perform(.codingsRefused("cases.csv:3: a row has too many fields."))
    let canvas = render(session.state)
    #expect((0..<24).contains { canvas.text(ofRow: $0).contains("cases.csv:3") })
    session.play("c")
    #expect(session.message == "cases.csv:3: a row has too many fields.")
    session.play("q")
    #expect(session.state.screen == .study)
  }
}
