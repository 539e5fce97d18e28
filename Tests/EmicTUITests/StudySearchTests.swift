import EmicKit
import Testing

@testable import EmicTUI

/// Searching the study: hits come while it is searched.
@Suite("Searching the study") struct StudySearchTests {
  static func hit(_ number: Int, transcript: String? = Samples.chinese) -> StudyHit {
    StudyHit(
      transcript: transcript,
      span: Span(number * 10..<number * 10 + 2),
      reference: "T06 \(number)",
      words: KeywordInContext(before: "我们签了一份 ", keyword: "合同", after: "，后来没有钱")
    )
  }

  private func searching(_ pattern: String) throws -> QuestionSession {
    var session = try QuestionSession(keys: "g /")
    session.type(pattern)
    session.play("Enter")
    return session
  }

  @Test("hits are shown as they come, and keys work meanwhile")
  func streaming() throws {
    var session = try searching("合同")
    #expect(session.state.studySearch.progress == .running(0, of: 2))
    session.perform(.searchFound(number: 1, [Self.hit(1), Self.hit(2)], searched: 1, all: 2))
    #expect(session.screen.contains("2 hits so far, 1 of 2 transcripts searched"))
    session.play("j")
    session.perform(.searchFound(number: 1, [Self.hit(3)], searched: 2, all: 2))
    session.perform(.searchEnded(number: 1, problem: nil))
    #expect(session.state.studySearch.hits.count == 3)
    #expect(session.state.studySearch.row == 1)
    #expect(session.screen.contains("3 hits"))
  }

  @Test("what an earlier search finds late is not taken for the later one's")
  func overtaken() throws {
    var session = try searching("a")
    session.play("Tab")
    #expect(session.state.studySearch.place == .quotations)
    session.perform(.searchFound(number: 1, [Self.hit(1)], searched: 2, all: 2))
    session.perform(.searchEnded(number: 1, problem: "x"))
    #expect(session.state.studySearch.hits.isEmpty)
    #expect(session.state.studySearch.progress == .running(0, of: 2))
  }

  @Test("Enter opens the place, q comes back to the hit")
  func openAndBack() throws {
    var session = try searching("合同")
    session.perform(.searchFound(number: 1, [Self.hit(20), Self.hit(30)], searched: 2, all: 2))
    session.play("j Enter")
    #expect(session.state.coding?.transcript.name == Samples.chinese)
    #expect(session.state.coding?.search?.hits == [Span(300..<302)])
    session.play("q")
    #expect(session.state.screen == .search)
    #expect(session.state.studySearch.row == 1)
    session.play("q")
    #expect(session.state.screen == .study)
  }

  @Test("a pattern that is none, and one that takes too long, get a sentence")
  func patterns() throws {
    var session = try searching("(a")
    session.play("r")
    #expect(session.message.hasPrefix("The pattern is no regular expression"))
    session.play("/ Ctrl-U")
    session.type("(a+)+$")
    session.play("Enter")
    session.perform(
      .searchEnded(
        number: session.state.studySearch.number,
        problem: QueryProblem.search(.tooSlow).message
      )
    )
    #expect(session.message.hasPrefix("The pattern takes too long on this text."))
    #expect(session.screen.contains("0 hits. The pattern takes too long"))
  }

  @Test("others' quotations are found after a yes only; without it one's own are")
  func revealAsked() throws {
    var session = try searching("合同")
    session.play("Tab")
    let search = StudySearch(pattern: "合同", isRegex: false, place: .quotations, number: 2)
    session.perform(.revealAsked(.search(search), transcripts: [Samples.chinese]))
    #expect(session.screen.contains("Show others' codings?"))
    session.play("n")
    var own = search
    own.leavingOut = [Samples.chinese]
    #expect(session.session.effects.contains(.searchStudy(own, coder: "coder-a")))
    session.perform(.searchEnded(number: 2, problem: "Others' work is left out."))
    #expect(session.screen.contains("0 hits. Others' work is left out."))
    // Of a search that is over nothing is asked.
    session.play("Tab")
    session.perform(.revealAsked(.search(search), transcripts: [Samples.chinese]))
    #expect(session.state.popups.isEmpty)
  }

  @Test("Esc stops a search, an empty pattern searches nothing, a memo on a code opens nothing")
  func edges() throws {
    var session = try searching("a")
    session.perform(.searchFound(number: 1, [Self.hit(1, transcript: nil)], searched: 1, all: 2))
    session.play("Enter")
    #expect(session.message.contains("it stands in no transcript"))
    session.play("Esc")
    #expect(session.screen.contains("Stopped: these are the hits until then."))
    session.play("/ Ctrl-U Enter")
    #expect(session.message == "Type the words to search.")
  }
}
