import Testing

@testable import EmicKit

@Suite("Names of imported texts") struct SourceNameTests {
  @Test(
    "a file's name becomes a slug that leads nowhere",
    arguments: [
      ("T03-disability_ngo.v2.docx", "T03-disability_ngo.v2"), ("访谈 3.docx", "fang-tan-3"),
      ("My Interview (1).vtt", "My-Interview-1"), ("a--b_c.txt", "a--b_c"),
      (".hidden", "hidden"), ("....txt", "text"), ("\u{202E}gpj.txt", "gpj"),
      ("a\nb\u{1B}[2J.txt", "a-b-2J"), ("README.md", "readme"), ("con.txt", "text-con"),
      ("", "text"), ("--.txt", "text"), ("受访者甲.txt", "shou-fang-zhe-jia"),
      ("x;rm -rf ~.txt", "x-rm-rf"), ("café.txt", "caf"),
    ]
  )
  func slug(name: String, expected: String) { #expect(SourceName.slug(of: name) == expected) }

  @Test("long names are cut")
  func long() {
    #expect(SourceName.slug(of: String(repeating: "a", count: 300) + ".txt").count == 80)
  }

  @Test("names that somebody gives are taken when they are slugs, folders included")
  func given() throws {
    #expect(try SourceName.path(named: "T05") == "T05.txt")
    #expect(try SourceName.path(named: "T05.txt") == "T05.txt")
    #expect(try SourceName.path(named: "wave-2/T05") == "wave-2/T05.txt")
  }

  @Test(
    "all others are refused",
    arguments: [
      "", "..", "../x", "/x", "a/../b", ".x", "a b", "访谈", "a\0b", "x/", "exports/x", "README",
      "a/b/c/d/e/f/g/h/i", "-", "con",
    ]
  )
  func refused(name: String) {
    #expect(throws: ImportProblem.badName(name)) { try SourceName.path(named: name) }
  }
}
