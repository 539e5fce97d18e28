import EmicKit
import Testing

@Suite("Names in parts of a text") struct NamesInPartsTests {
  private let names: NameList
  init() throws {
    let rows = "name,replacement\n张伟,局长甲\nLin Mei,the officer\n"
    names = try NameList(reading: Array(rows.utf8), file: "names.csv")
  }

  @Test(
    "a name that goes over from one part into the next stands where it begins",
    arguments: [
      (["张", "伟来"], ["局长甲", "来"]),
      (["a 张伟 b", "", " c"], ["a 局长甲 b", "", " c"]),
      (["Lin", " ", "Mei", "!"], ["the officer", "", "", "!"]),
      (["nobody", " here"], ["nobody", " here"]),
      (["", "张伟"], ["", "局长甲"]),
      ([String](), [String]()),
    ]
  )
  func parts(parts: [String], replaced: [String]) {
    #expect(names.replacing(in: parts) == replaced)
    #expect(replaced.joined() == names.replacing(in: parts.joined()))
  }

  @Test("every stretch of a text shows a name as a whole or not at all")
  func stretches() {
    let text = TranscriptText("He saw Lin Mei and 张伟 and left.")
    for start in 0..<text.scalarCount {
      for end in start..<text.scalarCount {
        let words = names.replacing(in: text, of: Span(start..<end))
        #expect(!words.contains("张") && !words.contains("伟"), "\(start)..<\(end)")
        #expect(!words.contains("Lin") && !words.contains("Mei"), "\(start)..<\(end)")
      }
    }
    #expect(names.replacing(in: text, of: text.span) == "He saw the officer and 局长甲 and left.")
    #expect(names.replacing(in: text, of: Span(9..<16)) == "the officer a")
    #expect(names.replacing(in: text, of: Span(0..<4)) == "He s")
  }
}
