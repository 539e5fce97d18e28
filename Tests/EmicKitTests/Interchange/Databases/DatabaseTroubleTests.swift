import Glibc
import Testing

@testable import EmicKit

@Suite("Databases of other programs: trouble") struct DatabaseTroubleTests {
  let sample = DatabaseSample()

  /// A good project of QualCoder.
  func make(_ more: String = "") throws {
    try sample.make(
      "W.qda/data.qda",
      QualCoderSample.tables,
      QualCoderSample.source(1, "one", QualCoderImportTests.text),
      QualCoderSample.code(1, "lonely"),
      QualCoderSample.coding(1, in: 1, 20, 32, "I felt alone"),
      more
    )
  }

  var bytes: [UInt8] { get throws { try sample.folder.read("W.qda/data.qda") } }

  func write(_ bytes: [UInt8], to name: String = "W.qda/data.qda") throws {
    try FileSaver().save(bytes, to: "\(sample.folder.path)/\(name)")
  }

  @Test("what is no database, or another program's, is told for what it is")
  func others() throws {
    try write(Array("no database".utf8), to: "x.sqlite3")
    #expect(sample.problem("x.sqlite3") == .notADatabase)
    try write([], to: "x.sqlite3")
    #expect(sample.problem("x.sqlite3") == .notADatabase)
    try write(SQLiteDatabase.magic + [UInt8](repeating: 7, count: 500), to: "x.sqlite3")
    #expect(sample.problem("x.sqlite3") == .cut)
    try sample.make("y.sqlite3", "CREATE TABLE notes (id integer);")
    #expect(sample.problem("y.sqlite3") == .unknownProgram)
    try Folder.make("empty.qda", in: sample.folder.path)
    #expect(sample.problem("empty.qda") == .noDatabase)
    #expect(ProjectDatabase.isAt("\(sample.folder.path)/empty.qda"))
    #expect(ProjectDatabase.isAt("\(sample.folder.path)/y.sqlite3"))
    #expect(!ProjectDatabase.isAt(sample.folder.path))
    #expect(!ProjectDatabase.isAt("\(sample.folder.path)/nothing"))
  }

  @Test("a file that is cut off anywhere is refused, and a damaged one never crashes")
  func damaged() throws {
    try make()
    let whole = try bytes
    for size in stride(from: 101, to: whole.count, by: 977) {
      try write(Array(whole.prefix(size)))
      #expect(sample.problem("W.qda") == .cut, "\(size) bytes")
    }
    var random = SeededGenerator(state: 7)
    for _ in 0..<200 {
      var bytes = whole
      for _ in 0..<(1 + Int(random.next() % 8)) {
        // The first page has the table of tables, which is most of what can be wrong.
        let place = Int(random.next() % UInt64(random.next() % 2 == 0 ? 4096 : bytes.count))
        bytes[place] = UInt8(truncatingIfNeeded: random.next())
      }
      try write(bytes)
      // Whatever comes of it, it is an answer.
      _ = sample.problem("W.qda")
    }
    var bytes = whole
    for place in 4096..<bytes.count { bytes[place] = 0xAA }
    try write(bytes)
    if case .damaged = sample.problem("W.qda") {} else { Issue.record("not damaged") }
  }

  @Test("work that still lies in a log is not lost without a word")
  func log() throws {
    try make()
    for log in ["-wal", "-journal"] {
      try write([1], to: "W.qda/data.qda\(log)")
      #expect(sample.problem("W.qda") == .unfinished)
      unlink("\(sample.folder.path)/W.qda/data.qda\(log)")
    }
    try write([], to: "W.qda/data.qda-wal")
    #expect(sample.problem("W.qda") == nil)
  }

  @Test("nothing is changed and nothing is made beside the file, in whatever mode it was left")
  func untouched() throws {
    try make("PRAGMA journal_mode = WAL;")
    let before = try bytes
    #expect(DatabaseSample.lines(try sample.imported("W.qda")).count == 1)
    #expect(try bytes == before)
    let names = try Folder.list("\(sample.folder.path)/W.qda").map(\.name)
    #expect(names == ["data.qda"])
    // Where nothing can be made, too, and under a name that is no part of a URI.
    try Folder.make("100% ? #1.qda", in: sample.folder.path)
    try write(before, to: "100% ? #1.qda/data.qda")
    chmod("\(sample.folder.path)/100% ? #1.qda", 0o500)
    defer { chmod("\(sample.folder.path)/100% ? #1.qda", 0o700) }
    #expect(try sample.imported("100% ? #1.qda").file.title == "100% ? #1")
  }

  @Test("views, triggers, computed columns and virtual tables are no tables")
  func hostileSchema() throws {
    try sample.make(
      "v.qda/data.qda",
      "CREATE VIEW source AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n)"
        + " SELECT id, 'a' AS name, 'b' AS fulltext FROM n;",
      "CREATE TABLE code_name (cid, name); CREATE TABLE code_text (cid, fid, pos0, pos1, owner);"
    )
    #expect(sample.problem("v.qda") == .unknownProgram)
    try make(
      "CREATE TABLE coder_names (id integer, name text AS ('ghost'));"
        + "INSERT INTO coder_names(id) VALUES (1);"
    )
    #expect(try sample.imported("W.qda").file.coders.map(\.id) == ["ana"])
  }

  @Test("a row of any shape is left out or read, never a crash")
  func strangeRows() throws {
    try make(
      "INSERT INTO code_text(cid, fid, pos0, pos1) VALUES (1, 1, 'x', NULL), (1, 1, -9, 4),"
        + "(1, 1, 9223372036854775807, 9223372036854775807), (1, 1, '3', '4'), (99, 1, 1, 2),"
        + "(NULL, 1, 0, 1), (1, 77, 0, 1), (1, NULL, 0, 1), (1, 1, 2.5, 4), (x'00', x'01', 0, 1);"
        + "INSERT INTO source VALUES (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);"
        + "INSERT INTO code_name VALUES (7, NULL, NULL, NULL, NULL, NULL, 'no colour');"
        + "INSERT INTO code_name VALUES (8, char(27) || '[31m' || char(10), x'C328', 4, '', '', '');"
        + "INSERT INTO cases VALUES (1, NULL, NULL, NULL, NULL);"
        + "INSERT INTO case_text(caseid, fid) VALUES (1, 1), (9, 1), (NULL, NULL);"
    )
    let study = try sample.imported("W.qda")
    #expect(DatabaseSample.lines(study).contains("one.txt unknown lonely 3-4 \"😀\""))
    #expect(study.cases.map(\.case) == ["case 1"])
    let names = study.codebook.codes.map(\.name.primary)
    #expect(names == ["lonely", "code 7", "[31m"])
    let target = "\(sample.folder.path)/study"
    _ = try ProjectImport(study, at: sample.moment.now).save(to: target)
    #expect(try StudyFolder.open(path: target).codebook() == study.codebook)
  }

  @Test("a text that is none is named; nothing is imported")
  func texts() throws {
    try make("UPDATE source SET fulltext = CAST(x'6162630064656667' AS text);")
    #expect(sample.problem("W.qda") == .text(.zeroByte(byte: 3, line: 1), name: "one"))
    try sample.make("W.qda/data.qda", "UPDATE source SET fulltext = CAST(x'61FF62' AS text);")
    if case .text(.notUTF8, "one") = sample.problem("W.qda") {} else { Issue.record("UTF-8") }
    try sample.make("W.qda/data.qda", "UPDATE source SET fulltext = '';")
    #expect(sample.problem("W.qda") == .noTexts)
    try sample.make("t.sqlite3", TaguetteSample.tables, TaguetteSample.document(1, "A", "<p></p>"))
    #expect(sample.problem("t.sqlite3") == .noTexts)
    try sample.make("t.sqlite3", "DELETE FROM projects;")
    #expect(sample.problem("t.sqlite3") == .noTexts)
  }

  @Test("a value of more than 64 MB is not read")
  func tooLarge() throws {
    try make("UPDATE source SET fulltext = hex(zeroblob(34000000));")
    #expect(sample.problem("W.qda") == .tooMuch)
  }

  @Test("somebody who writes meanwhile is noticed")
  func changed() throws {
    try make()
    let path = "\(sample.folder.path)/W.qda/data.qda"
    let database = try SQLiteDatabase(path: path, file: "data.qda")
    try sample.make("W.qda/data.qda", "DELETE FROM code_text;")
    #expect(throws: DatabaseError(file: "data.qda", problem: .changed)) {
      try database.checkThatNothingChanged()
    }
  }

  @Test(
    "every message says what is wrong and what to do",
    arguments: [
      (.notADatabase, "this is no SQLite database"), (.cut, "the end of the file is missing"),
      (.damaged("a\u{1B}b"), "). Take a backup that"), (.noMemory, "Close other programs"),
      (.tooMuch, "more than any project does"), (.unfinished, "Open the project there, close it"),
      (.changed, "Close it in the program"), (.unknownProgram, "Export the project as REFI-QDA"),
      (.noDatabase, "there is no data.qda"), (.noTexts, "nothing to import"),
      (.noLibrary, "apt-get install libsqlite3-0"),
      (.text(.zeroByte(byte: 1, line: 1), name: "one"), "f: one"),
      (.file(FileProblem(.notAFile, "f", .open)), "no regular file"),
      (.severalProjects(["a", "b c"]), "Say which: --project a, --project 'b c'."),
      (.noProject("x", ["a"]), "no project \"x\" in it. Say which: --project a."),
    ] as [(DatabaseError.Problem, String)]
  )
  func messages(problem: DatabaseError.Problem, words: String) {
    let message = DatabaseError(file: "f", problem: problem).message
    #expect(message.hasPrefix("f: ") && message.contains(words), "\(message)")
    #expect(message.hasSuffix(".") || message.hasSuffix("'"), "\(message)")
  }
}
