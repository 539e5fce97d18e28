import Testing

@testable import EmicKit

@Suite("QualCoder: import") struct QualCoderImportTests {
  typealias Sample = QualCoderSample
  let sample = DatabaseSample()

  //                  0         1         2         3
  //                  0123456789012345678901234567890123456789
  static let text = "I: 😀 How was it?\nR: I felt alone. 🏥\nR: Nobody came."
  static let chinese = "问：您好吗？\n答：𠮷先生说，我很孤独。"

  func make(_ statements: String...) throws {
    try sample.make("Ward.qda/data.qda", Sample.tables, statements.joined(separator: "\n"))
  }

  func imported() throws -> ImportedStudy { try sample.imported("Ward.qda") }

  @Test("each coder's codings stand on their words, whichever part of QualCoder has counted them")
  func units() throws {
    try make(
      Sample.source(1, "one", Self.text),
      Sample.source(2, "访谈", Self.chinese),
      Sample.code(1, "lonely"),
      Sample.code(2, "孤独"),
      // Coded automatically: code points.
      Sample.coding(1, in: 1, 20, 32, "I felt alone"),
      // Selected with the mouse: UTF-16 units, U+2029 for a line end.
      Sample.coding(2, in: 1, 21, 33, "I felt alone", by: "Ben"),
      Sample.coding(1, in: 1, 35, 45, "🏥\u{2029}R: Nobo", by: "Ben"),
      Sample.coding(2, in: 2, 14, 18, "我很孤独"),
      Sample.coding(2, in: 2, 15, 19, "我很孤独", by: "王 芳")
    )
    let study = try imported()
    #expect(
      DatabaseSample.lines(study) == [
        "one.txt ana lonely 20-32 \"I felt alone\"",
        "one.txt ben gu-du 20-32 \"I felt alone\"",
        "one.txt ben lonely 34-43 \"🏥\nR: Nobo\"",
        "访谈.txt ana gu-du 14-18 \"我很孤独\"",
        "访谈.txt wang-fang gu-du 14-18 \"我很孤独\"",
      ]
    )
    #expect(study.file.coders.map(\.name) == ["Ana", "Ben", "王 芳"])
    #expect(
      study.report.notes.contains(
        "The words of 5 of 5 codings stand at their positions (3 counted in UTF-16 units)."
      )
    )
  }

  @Test("a text with CRLF is counted as Python counts it, or as the text widget does")
  func lineEnds() throws {
    try make(
      Sample.source(1, "one", "I: Yes?\r\nR: I felt\r\nalone."),
      Sample.code(1, "lonely"),
      Sample.coding(1, in: 1, 14, 26, "felt\r\nalone."),
      Sample.coding(1, in: 1, 13, 23, "felt\u{2029}alone", by: "Ben")
    )
    #expect(
      DatabaseSample.lines(try imported()) == [
        "one.txt ana lonely 13-24 \"felt\nalone.\"", "one.txt ben lonely 13-23 \"felt\nalone\"",
      ]
    )
  }

  @Test("codings whose words are not at their place stand where the words are, or are counted")
  func movedWords() throws {
    try make(
      Sample.source(1, "one", Self.text),
      Sample.code(1, "lonely"),
      Sample.coding(1, in: 1, 0, 11, "Nobody came"),
      Sample.coding(1, in: 1, 3, 4, "words that are gone"),
      Sample.coding(1, in: 1, 40, 999, "beyond"),
      Sample.coding(1, in: 1, 9, 9, "")
    )
    let study = try imported()
    #expect(
      DatabaseSample.lines(study) == [
        "one.txt ana lonely 3-4 \"😀\"", "one.txt ana lonely 39-50 \"Nobody came\"",
      ]
    )
    #expect(
      study.report.leftOut == [
        .init(what: "codings whose positions lie outside the text", count: 2)
      ]
    )
    let notes = study.report.notes
    #expect(notes.contains { $0.hasPrefix("1 codings have other words at their positions") })
    #expect(notes.contains { $0.hasPrefix("1 codings could not be checked") })
    #expect(
      notes.contains(
        "The coding from 40 to 999 is no stretch of \"one\", which has 51 characters: it is left out."
      )
    )
  }

  @Test("categories become families, with colours, memos and codes below codes")
  func codes() throws {
    try make(
      "ALTER TABLE code_name ADD COLUMN supercid integer;",
      Sample.source(1, "one", Self.text),
      "INSERT INTO code_cat VALUES (1, 'Feelings', 'Ana', '', 'What is felt.', NULL),"
        + "(2, 'Sad ones', 'Ana', '', '', 1);",
      Sample.code(1, "lonely", below: 2),
      Sample.code(2, "very lonely"),
      "UPDATE code_name SET supercid = 1 WHERE cid = 2;"
    )
    let book = try imported().codebook
    #expect(book.codes.map(\.id.text) == ["feelings", "sad-ones", "lonely", "very-lonely"])
    #expect(book.codes.map { $0.parent?.text } == [nil, "feelings", "sad-ones", "lonely"])
    #expect(book.codes.map(\.isFamily) == [true, true, false, false])
    #expect(book["feelings"]?.definition == "What is felt.")
    #expect(book["lonely"]?.definition == "About lonely.")
    #expect(book["lonely"]?.color == "yellow")
    #expect(book["lonely"]?.kept.contains(YAMLMember("rgb", .text("#F4FA58"))) == true)
  }

  @Test("categories that lie in each other, or in none that there is, stand at the top")
  func cycles() throws {
    try make(
      Sample.source(1, "one", Self.text),
      "INSERT INTO code_cat VALUES (1, 'a', '', '', '', 2), (2, 'b', '', '', '', 1),"
        + "(3, 'self', '', '', '', 3), (4, 'lost', '', '', '', 99);",
      Sample.code(1, "lonely", below: 2)
    )
    let study = try imported()
    let parents = study.codebook.codes.map { "\($0.id) \($0.parent?.text ?? "-")" }
    #expect(Set(parents) == ["a -", "b -", "self -", "lost -", "lonely -"])
    #expect(study.report.notes.contains { $0.hasPrefix("4 codes lie in each other") })
  }

  @Test("however deep categories lie in each other, the codebook can be read again")
  func depth() throws {
    try make(
      Sample.source(1, "one", Self.text),
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)"
        + " INSERT INTO code_cat(catid, name, supercatid) SELECT i, 'c' || i, nullif(i - 1, 0) FROM n;",
      Sample.code(1, "lonely", below: 5000),
      Sample.coding(1, in: 1, 20, 32, "I felt alone")
    )
    let study = try imported()
    #expect(study.codebook.codes.count == 5001)
    #expect(study.codebook.path(to: "lonely").count == 24)
    #expect(study.report.notes.contains { $0.hasPrefix("4977 codes lie deeper than 24 levels") })
    let target = "\(sample.folder.path)/study"
    _ = try ProjectImport(study, at: sample.moment.now).save(to: target)
    #expect(try StudyFolder.open(path: target).codebook() == study.codebook)
  }

  @Test("a code and a category of one name are two, and the report says so")
  func twins() throws {
    try make(
      Sample.source(1, "one", Self.text),
      "INSERT INTO code_cat VALUES (1, 'lonely', '', '', '', NULL);",
      Sample.code(1, "lonely", below: 1),
      Sample.coding(1, in: 1, 20, 32, "I felt alone")
    )
    let study = try imported()
    #expect(study.codebook.codes.map(\.id.text) == ["lonely", "lonely-lonely"])
    #expect(study.work.first?.sidecar.codings.first?.code == "lonely-lonely")
    #expect(study.report.notes.contains { $0.hasPrefix("Two codes are called \"lonely\"") })
  }

  @Test("cases, attributes, memos, journals, annotations and importance come along")
  func everythingElse() throws {
    try make(
      Sample.source(1, "one", Self.text, memo: "A quiet talk."),
      Sample.source(2, "shared", "A: yes\nB: no\n"),
      Sample.code(1, "lonely"),
      Sample.coding(1, in: 1, 20, 32, "I felt alone", memo: "says it softly"),
      "UPDATE code_text SET important = 1;",
      "INSERT INTO cases VALUES (1, 'Meier', 'the first', 'Ana', ''), (2, 'Li', '', 'Ana', ''),"
        + "(3, 'Nobody', '', '', '');",
      "INSERT INTO case_text(caseid, fid, pos0, pos1) VALUES (1, 1, 0, 51), (1, 2, 0, 6), (2, 2, 7, 12);",
      "INSERT INTO attribute(name, attr_type, value, id) VALUES ('age', 'case', '67', 1),"
        + "('place', 'file', 'ward', 1), ('mood', 'journal', 'x', 1);",
      "INSERT INTO journal VALUES (1, 'Day 1', 'Started.', '2024-01-20 08:00:00', 'Ben');",
      "INSERT INTO annotation VALUES (1, 1, 20, 32, 'compare with two', 'Ben', '');",
      "INSERT INTO source(id, name, mediapath) VALUES (3, 'x.png', '/images/x.png'),"
        + "(4, 'x.mp3', 'audio:/home/x.mp3'), (5, 'x.pdf', '/docs/x.pdf');",
      "INSERT INTO code_image VALUES (1, 3, 0); INSERT INTO code_av VALUES (1, 4, 0);"
        + "INSERT INTO graph VALUES (1, 'map');"
    )
    let study = try imported()
    #expect(study.kind == "project of QualCoder 3.2" && study.file.title == "Ward")
    let coding = study.work.first?.sidecar.codings.first
    #expect(coding?.memo == "says it softly" && coding?.flags == [.exemplar])
    #expect(coding?.created.text == "2024-02-01T09:30:00.000Z")
    #expect(
      study.cases == [
        CaseTable.Row(
          line: 0,
          transcript: "one.txt",
          case: "Meier",
          values: ["age": "67", "place": "ward"]
        )
      ]
    )
    let memos = study.memos.map { file in
      "\(file.coder): " + file.entries.map(\.memo.text).joined(separator: " | ")
    }
    #expect(
      memos == [
        "ana: How wards feel. | the first",
        "ben: one.txt: \"I felt alone\"\ncompare with two | Day 1\n\nStarted.",
      ]
    )
    #expect(study.work.first?.sidecar.memos.map(\.text) == ["A quiet talk."])
    let left = study.report.leftOut.map { "\($0.count) \($0.what)" }
    #expect(
      Set(left) == [
        "1 pictures", "1 recordings", "1 files without text", "1 codings of pictures",
        "1 codings of recordings", "1 graphs", "1 attributes of journals",
        "2 stretches of texts that several cases share", "2 cases without a text",
      ]
    )
  }

  @Test("a project of the first version has fewer tables and columns, and comes as well")
  func oldVersion() throws {
    try sample.make(
      "Old.qda/data.qda",
      Sample.oldTables,
      Sample.source(1, "one", Self.text),
      Sample.code(1, "lonely"),
      Sample.coding(1, in: 1, 21, 33, "I felt alone"),
      Sample.coding(1, in: 1, 21, 33, "I felt alone")
    )
    let study = try sample.imported("Old.qda/")
    #expect(DatabaseSample.lines(study) == ["one.txt ana lonely 20-32 \"I felt alone\""])
    #expect(study.kind == "project of QualCoder 1.5" && study.file.title == "Old")
    #expect(study.report.leftOut == [.init(what: "codings that stand there twice", count: 1)])
  }

  @Test("the same project twice is known, by ids that depend on nothing else")
  func twice() throws {
    try make(
      Sample.source(1, "one", Self.text, memo: "A quiet talk."),
      Sample.code(1, "lonely"),
      Sample.coding(1, in: 1, 20, 32, "I felt alone")
    )
    let target = "\(sample.folder.path)/study"
    let now = sample.moment.now
    let first = try ProjectImport(imported(), at: now).save(to: target)
    // Other numbers for the same things.
    try sample.make(
      "Ward.qda/data.qda",
      "UPDATE source SET id = 9; UPDATE code_name SET cid = 8;",
      "UPDATE code_text SET cid = 8, fid = 9, ctid = 7;"
    )
    let again = try ProjectImport(imported(), at: now).save(to: target)
    #expect(first.isNew && !again.isNew && again.written.isEmpty && again.known == 2)
    let ids = try imported().work.map { $0.sidecar.codings.map(\.id) }
    let sidecar = try StudyFolder.open(path: target).sidecar(of: "one.txt", by: "ana")
    #expect(ids == [sidecar?.codings.map(\.id) ?? []])
  }
}
