import EmicKit
import Testing

@Suite("Search in a text") struct TextSearchTests {
  func found(_ pattern: String, in string: String, isRegex: Bool = false) throws -> [String] {
    let text = TranscriptText(string)
    return try TextSearch(pattern: pattern, isRegex: isRegex).hits(in: text).map { text[$0] }
  }

  @Test(
    "case, width and invisible characters do not count",
    arguments: [
      ("ai", "AI ＡＩ ａｉ Ai b", ["AI", "ＡＩ", "ａｉ", "Ai"]), ("ＡＩ", "ai", ["ai"]),
      ("好，是", "好,是 好，是", ["好,是", "好，是"]),
      ("a b", "a\u{A0}b a\u{3000}B", ["a\u{A0}b", "a\u{3000}B"]),
      ("contract", "con\u{AD}tract c\u{200B}ontract", ["con\u{AD}tract", "c\u{200B}ontract"]),
      ("机构", "机\u{200B}构 机 构", ["机\u{200B}构"]),
      ("café", "cafe\u{301} CAFÉ cafe", ["cafe\u{301}", "CAFÉ"]),
      ("cafe\u{301}", "café", ["café"]), ("e", "e\u{301}", []), ("ДА", "да Да", ["да", "Да"]),
      ("Σας", "ΣΑΣ", ["ΣΑΣ"]), ("각", "\u{1100}\u{1161}\u{11A8}", ["\u{1100}\u{1161}\u{11A8}"]),
      ("aa", "aaaaa", ["aa", "aa"]), ("", "abc", []), ("x", "", []),
      ("👍", "a👍🏽", ["👍"]), ("abab", "aababab", ["abab"]),
    ]
  )
  func equal(pattern: String, string: String, expected: [String]) throws {
    let found = try found(pattern, in: string)
    #expect(found.map { Array($0.unicodeScalars) } == expected.map { Array($0.unicodeScalars) })
  }

  @Test(
    "a regular expression sees the narrow text and gives the written one",
    arguments: [
      ("a[iı]+", "ＡＩ aii", ["ＡＩ", "aii"]), ("项.{1,2}不", "是项目也不少", ["项目也不"]),
      ("^r", "r\nr x\nar", ["r", "r"]), ("（笑）", "好（笑）好(笑)", ["（笑）", "(笑)"]), ("x*", "axxb", ["xx"]),
      ("é", "e\u{301}", ["e\u{301}"]), ("👍.", "👍中", ["👍中"]),
    ]
  )
  func regex(pattern: String, string: String, expected: [String]) throws {
    #expect(try found(pattern, in: string, isRegex: true) == expected)
  }

  @Test("a pattern that is none is answered with reason and place")
  func invalid() {
    let problem = #expect(throws: SearchProblem.self) { try found("ab(c", in: "", isRegex: true) }
    #expect(problem == .invalidPattern("U_REGEX_MISMATCHED_PAREN", offset: 4))
    #expect(
      problem?.message
        == "The pattern is no regular expression: a bracket is open or closed once too often"
        + " at character 5. Mend it, or search for the words themselves."
    )
  }

  @Test(
    "every refusal is a sentence: what is wrong, then what to do",
    arguments: [
      "(a", "[a", "a{", "a{3,1}", "*a", "[z-a]", "\\p{Nothing}", "\\2(a)", "(?y)a", "(?<1>a)",
      "(?<=a+)b", "a{99999999999}", "\\",
    ]
  )
  func sentences(pattern: String) throws {
    let problem = try #require(
      throws: SearchProblem.self,
      "\(pattern)"
    ) { try found(pattern, in: "a", isRegex: true) }
    let message = problem.message
    #expect(message.hasPrefix("The pattern is no regular expression: "))
    #expect(message.hasSuffix(". Mend it, or search for the words themselves."))
    #expect(!message.contains("U_"), "\(message)")
  }

  @Test("a pattern that takes too long is named, with the usual cause")
  func slowSentence() {
    #expect(
      SearchProblem.tooSlow.message
        == "The pattern takes too long on this text. Make it simpler: a repetition inside a "
        + "repetition, such as (a+)+, is the usual cause."
    )
    #expect(
      SearchProblem.invalidPattern("U_NEW", offset: nil).message
        == "The pattern is no regular expression: it cannot be read (U_NEW). Mend it, or search for "
        + "the words themselves."
    )
    #expect(StudyCodings.Refusal.search(.tooSlow).message == SearchProblem.tooSlow.message)
    #expect(QueryProblem.search(.tooSlow).message == SearchProblem.tooSlow.message)
  }

  @Test("where nobody can wait a pattern is given up at once, and a quick one is found")
  func hurried() throws {
    let text = TranscriptText(String(repeating: "a", count: 24) + "b")
    let slow = try TextSearch(pattern: "(a+)+$", isRegex: true, isHurried: true)
    #expect(throws: SearchProblem.tooSlow) { try slow.hits(in: text) }
    let quick = try TextSearch(pattern: "a+", isRegex: true, isHurried: true)
    #expect(try quick.hits(in: text) == [Span(0..<24)])
  }

  @Test("a pattern that explodes is stopped")
  func slow() {
    let problem = #expect(throws: SearchProblem.self) {
      try found("(a+)+$", in: String(repeating: "a", count: 60) + "b", isRegex: true)
    }
    #expect(problem == .tooSlow)
    #expect(
      problem?.message
        == "The pattern takes too long on this text. Make it simpler: a repetition inside a"
        + " repetition, such as (a+)+, is the usual cause."
    )
  }
}
