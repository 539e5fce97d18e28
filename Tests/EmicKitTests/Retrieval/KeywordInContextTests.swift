import EmicKit
import Testing

@Suite("A keyword in its context") struct KeywordInContextTests {
  @Test("keywords begin in one column, Chinese counting two cells")
  func aligned() {
    let lines = [
      KeywordInContext(before: "we signed the ", keyword: "contract", after: " in May"),
      KeywordInContext(before: "我们签了", keyword: "合同", after: "，后来没有钱了"),
      KeywordInContext(before: "", keyword: "Contracts", after: ""),
    ].map { $0.line(width: 10) }
    #expect(lines == ["igned the contract in May", "  我们签了合同，后来没有", "          Contracts"])
  }

  @Test("a wide character that does not fit leaves its cells empty; line ends are blanks")
  func edges() {
    let line = KeywordInContext(before: "x中", keyword: "a\nb", after: "\u{1B}[2J")
    #expect(line.line(width: 1) == " a b^")
    #expect(line.line(width: 2) == "中a b^[")
  }
}
