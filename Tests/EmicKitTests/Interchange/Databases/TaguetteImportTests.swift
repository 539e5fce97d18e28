import Testing

@testable import EmicKit

@Suite("Taguette: import") struct TaguetteImportTests {
  typealias Sample = TaguetteSample
  let sample = DatabaseSample()

  // Bytes: "I: How? 😀" 12, line feed 1, "R: I felt " 10, "alone" 5, " &amp; cold." 8.
  static let html = "<p>I: How? 😀</p>\n<p>R: I felt <b>alone</b> &amp; cold.</p>"
  // 问：您好？ 15 bytes, 😀 4, 答：我很孤独。
  static let chinese = "<p>问：您好？😀</p><p>答：我很孤独。</p>"

  func make(_ statements: String...) throws {
    try sample.make("t.sqlite3", Sample.tables, statements.joined(separator: "\n"))
  }

  func imported() throws -> ImportedStudy { try sample.imported("t.sqlite3") }

  @Test("a tag belongs to whoever gave it; offsets count the bytes between the tags")
  func coders() throws {
    try make(
      Sample.document(1, "One", Self.html),
      Sample.document(2, "访谈", Self.chinese),
      Sample.highlight(1, in: 1, 16, 28, "<p>I felt <b>alone</b></p>", tags: [3], by: "ana"),
      Sample.highlight(2, in: 2, 25, 37, "<p>我很孤独</p>", tags: [2, 3], by: "ben"),
      // Ben gives Ana's highlight another tag.
      "INSERT INTO highlight_tags VALUES (1, 1);",
      Sample.command(
        "ben",
        1,
        "\"type\": \"highlight_add\", \"highlight_id\": 1, \"tags\": [1, 3]"
      )
    )
    let study = try imported()
    #expect(
      study.transcripts.map { $0.text[$0.text.span] } == [
        "I: How? 😀\nR: I felt alone & cold.\n", "问：您好？😀\n答：我很孤独。\n",
      ]
    )
    #expect(
      DatabaseSample.lines(study) == [
        "One.txt ana gu-du 13-25 \"I felt alone\"", "One.txt ben care 13-25 \"I felt alone\"",
        "访谈.txt ben gu-du 9-13 \"我很孤独\"", "访谈.txt ben time 9-13 \"我很孤独\"",
      ]
    )
    #expect(study.report.notes.contains("The words of 2 of 2 highlights stand at their offsets."))
    #expect(study.report.leftOut.isEmpty)
  }

  @Test("a tag below another is a code below a code; descriptions and memos come along")
  func codes() throws {
    try make(
      Sample.document(1, "One", Self.html),
      "INSERT INTO tags VALUES (4, 1, 'a/b', 'alone with its slash');"
    )
    let study = try imported()
    let codes = study.codebook.codes.map { "\($0.id) \($0.parent?.text ?? "-") \($0.name.primary)" }
    #expect(codes == ["care - care", "time care time", "gu-du - 孤独", "a-b - a/b"])
    #expect(study.codebook["care"]?.definition == "being cared for")
    #expect(study.file.title == "Ward" && study.kind == "Taguette project")
    // Nobody is named: they are the administrator's.
    #expect(study.memos.map(\.coder) == ["ana"])
    #expect(
      study.memos.first?.entries.map(\.memo.text) == ["How wards feel.", "One.txt: about One"]
    )
  }

  @Test("tags that were merged belong to whoever gave the first of them")
  func merged() throws {
    try make(
      Sample.document(1, "One", Self.html),
      Sample.highlight(1, in: 1, 16, 28, "I felt alone", tags: [9], by: "ben"),
      Sample.command(
        "ana",
        1,
        "\"type\": \"tag_merge\", \"src_tag_id\": 9, \"dest_tag_id\": 1"
      ),
      "UPDATE highlight_tags SET tag_id = 1;"
    )
    #expect(DatabaseSample.lines(try imported()) == ["One.txt ben care 13-25 \"I felt alone\""])
  }

  @Test(
    "blocks are lines, blanks are one, cells are parted by tabs, and each word keeps its place",
    arguments: [
      ("<h1>Title</h1>\n<p>one\n  two</p><p></p><p>three</p>", "Title\none two\nthree\n"),
      ("<p>a<br>b<br/>c</p>", "a\nb\nc\n"),
      (
        "<table> <tr><td><p>a</p></td><td></td><td>b</td></tr>\n<tr><td>c</td></tr></table><p>d</p>",
        "a\t\tb\nc\nd\n"
      ),
      ("<ul><li>one</li><li>two <i>x</i></li></ul>tail", "one\ntwo x\ntail\n"),
      ("<p>x</p><pre>\n a\n  b\n</pre><p>y</p>", "x\n a\n  b\n\ny\n"),
      ("<p>a <a title=\"b > c\">d</a>\u{301}e &lt;&amp;&gt;</p>", "a d\u{301}e <&>\n"),
      ("<p>&nbsp;a\u{A0}</p>", "\u{A0}a\u{A0}\n"),
      ("", ""), ("<img src=\"/static/missing.png\">", ""),
    ]
  )
  func markup(html: String, expected: String) {
    let made = TaguetteText(html)
    #expect(made.text[made.text.span] == expected)
    // What stands between two tags of bytes stands there, scalar for scalar.
    var bytes = 0
    var kept: [Unicode.Scalar] = []
    MarkupText.forEachPiece(of: html) { piece in
      guard case .text(let words) = piece else { return }
      for scalar in words.unicodeScalars {
        if let span = made.span(bytes, bytes + 1) {
          kept += made.text.scalars(in: span)
          #expect(span.count == 1)
        }
        bytes += UTF8.width(scalar)
      }
    }
    func words(_ scalars: some Sequence<Unicode.Scalar>) -> [Unicode.Scalar] {
      scalars.filter { $0 != "\n" && $0 != "\t" && $0 != " " }
    }
    #expect(words(kept) == words(expected.unicodeScalars))
  }

  @Test("what has no place is counted: pictures, bare highlights, offsets outside")
  func leftOut() throws {
    try make(
      Sample.document(1, "One", Self.html + "<img src=\"x\">"),
      Sample.document(2, "Empty", " "),
      Sample.highlight(1, in: 1, 16, 28, "something else", tags: [1], by: "ana"),
      Sample.highlight(2, in: 1, 900, 999, "", tags: [1, 2], by: "ana"),
      Sample.highlight(3, in: 1, -5, 3, "", tags: [1], by: "ana"),
      Sample.highlight(4, in: 1, 16, 28, "", tags: [], by: "ana"),
      Sample.highlight(5, in: 1, 16, 28, "", tags: [77], by: "ana"),
      "INSERT INTO commands(project_id, payload) VALUES (1, 'no JSON'), (1, NULL);"
    )
    let study = try imported()
    #expect(
      Set(study.report.leftOut.map { "\($0.count) \($0.what)" }) == [
        "1 pictures", "1 documents without text", "2 highlights without a tag",
        "3 highlights whose offsets lie outside the text",
      ]
    )
    #expect(
      study.report.notes.contains { $0.hasPrefix("The words of 0 of 1 highlights") }
    )
  }

  @Test("without a log the highlights are the administrator's; one of admin alone says why")
  func anonymous() throws {
    try make(
      Sample.document(1, "One", Self.html),
      Sample.highlight(1, in: 1, 16, 28, "I felt alone", tags: [1], by: "ben"),
      "DELETE FROM commands;"
    )
    let study = try imported()
    #expect(DatabaseSample.lines(study) == ["One.txt ana care 13-25 \"I felt alone\""])
    #expect(study.report.notes.contains { $0.hasPrefix("The database does not say who made") })
    try sample.make(
      "t.sqlite3",
      "UPDATE project_members SET user_login = 'admin';"
    )
    #expect(try imported().report.notes.contains { $0.hasPrefix("All was done by admin") })
  }

  @Test("a database of several projects asks which; passwords and addresses are not read")
  func several() throws {
    try make(
      Sample.document(1, "One", Self.html),
      "INSERT INTO users VALUES ('ana', 'secret', 'ana@example.org');",
      "INSERT INTO projects VALUES (2, 'Other one', '', '');",
      Sample.document(2, "Two", "<p>two</p>", project: 2)
    )
    #expect(sample.problem("t.sqlite3") == .severalProjects(["Ward", "Other one"]))
    #expect(sample.problem("t.sqlite3", project: "x") == .noProject("x", ["Ward", "Other one"]))
    #expect(
      try sample.imported("t.sqlite3", project: "Other one").transcripts.map(\.name) == ["Two.txt"]
    )
    let study = try sample.imported("t.sqlite3", project: "Ward")
    #expect(study.transcripts.map(\.name) == ["One.txt"])
    #expect(!"\(study)".contains("secret") && !"\(study)".contains("example.org"))
  }
}
