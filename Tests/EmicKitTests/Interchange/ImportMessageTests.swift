import Testing

@testable import EmicKit

@Suite("Messages of imports") struct ImportMessageTests {
  private func message(_ problem: ImportProblem, file: String = "in/a.txt") -> String {
    problem.message(file: file, study: "ward study")
  }

  @Test("an undecided encoding shows how the text would read, and the command to type")
  func undecided() {
    let candidates = [
      EncodingCandidate(encoding: .gb18030, preview: ["访谈者：", "更多"]),
      EncodingCandidate(encoding: .big5, preview: ["溼抸"]),
    ]
    #expect(
      message(.undecided(byte: 3, line: 2, candidates)) == """
        in/a.txt:2: byte 3 is not UTF-8, and nothing says what the text is written in. It may be:
          gb18030     访谈者：
          big5        溼抸
        Import it as the one that reads right: emic import in/a.txt --to 'ward study' --encoding \
        gb18030
        (--encoding utf-8-replacing puts U+FFFD for each byte that is not UTF-8.)
        """
    )
    #expect(
      message(.badBytes(.big5, byte: 7, candidates: []))
        == "in/a.txt: byte 7 means nothing in big5. No encoding that emic knows reads right. Find out "
        + "how it was saved, or import it with U+FFFD for what is not UTF-8: emic import in/a.txt --to "
        + "'ward study' --encoding utf-8-replacing"
    )
  }

  @Test("a text that is cut tells the byte and the way to take it all the same")
  func cut() {
    #expect(
      message(.text(.cut(byte: 5, line: 1)))
        == "in/a.txt:1: the file ends in the middle of a character, at byte 5: its end is missing. "
        + "Get the whole file, or import it with U+FFFD in every gap: emic import in/a.txt --to "
        + "'ward study' --encoding utf-8-replacing"
    )
  }

  private static let sentences: [(ImportProblem, String)] = [
    (.folder, "this is a folder. Name the files in it."),
    (
      .unsupported("a PNG picture", advice: "Import the text itself."),
      "this is a PNG picture, no transcript. Import the text itself."
    ),
    (
      .notWhatItSays("docx"),
      "its name ends in .docx, but it is no such file. It may be damaged; save it again, or give "
        + "it the ending that it should have."
    ),
    (
      .protected("PDF"),
      "this PDF is protected by a password. Save it without the password, and import that."
    ),
    (.empty("this table has no rows"), "this table has no rows, so there is nothing to import."),
    (.tooMuch("it has 9 rows"), "it has 9 rows. Split the file."),
    (
      .missingProgram("pdftotext", package: "poppler-utils"),
      "reading this needs the program pdftotext, which is not installed. Install it with: apt-get "
        + "install poppler-utils"
    ),
    (
      .programFailed("pdftotext", because: "it is damaged."),
      "pdftotext could not read it: it is damaged. Open it in the program that made it, and save "
        + "it as text."
    ),
    (
      .badName("访谈"),
      "\"访谈\" cannot be the name of a transcript. Use letters a to z, digits, - _ and . only, "
        + "such as --as fang-tan"
    ),
    (
      .nameTaken("a.txt", suggestion: "a-2"),
      "a.txt is in the study already, with other words, and is not replaced. Give this one a name "
        + "of its own: --as a-2"
    ),
    (
      .nameCollides("A.txt", with: "a.txt"),
      "A.txt and the study's a.txt differ in case only, and other systems take them for one. Give "
        + "this one another name with --as."
    ),
  ]

  @Test("each names the file, what is wrong and what to do", arguments: sentences.indices)
  func sentence(index: Int) {
    let (problem, sentence) = Self.sentences[index]
    #expect(message(problem) == "in/a.txt: " + sentence)
  }

  @Test("damage has its line; archives and XML say it themselves")
  func damaged() {
    #expect(
      message(.damaged("a quote is open", line: 4, advice: "Close it."))
        == "in/a.txt:4: a quote is open. Close it."
    )
    #expect(
      message(.archive(ZipError(file: "in/a.txt", problem: .overlap)))
        .hasPrefix("in/a.txt: the files in it lie over each other.")
    )
    #expect(
      message(.xml(XMLError(file: "in/a.txt", line: 2, problem: .doctype)))
        .hasPrefix("in/a.txt:2: this XML begins with a DOCTYPE")
    )
    #expect(
      message(.file(FileProblem(.symbolicLink, "in/a.txt", .open)))
        == "in/a.txt: this is a link, and links are not followed. Name the file it leads to."
    )
    #expect(
      message(.text(.binary(kind: "a program")))
        == "in/a.txt: this is a program, no transcript. Import the text itself."
    )
  }

  @Test("paths with blanks and quotes are quoted for a shell")
  func quoting() {
    #expect(ShellWord.quoted("a b") == "'a b'")
    #expect(ShellWord.quoted("it's") == "'it'\\''s'")
    #expect(ShellWord.quoted("访谈/T03.txt") == "访谈/T03.txt")
    #expect(ShellWord.quoted("") == "''")
  }

  @Test("the folder for originals must lie outside")
  func originals() {
    #expect(
      StudyImport.Refusal.originalsInside("s/originals").message
        == "s/originals: this folder lies in the study. Originals hold authors, comments and real "
        + "names, so keep them outside it."
    )
  }
}
