import CDatabaseTesting
import EmicKit
import Foundation
import Testing

@Suite("Projects of other programs") struct ProjectCommandTests {
  private let workshop: Workshop

  init() throws { workshop = try Workshop() }

  private func fixture(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "EmicKitTests/Fixtures/\(name)").path()
  }

  /// The codings of a study as rows without what the layer or the codebook decides.
  private func codings(_ study: String) throws -> Set<JSONValue> {
    let answer = try workshop.run("codings \(study) --format json")
    return Set(
      try #require(try answer.json()["codings"]).items.filter {
        $0["code_id"]?.string != "to-discuss"
      }
    )
  }

  @Test("a project becomes a study, its report says how; again it changes nothing")
  func importing() throws {
    let file = fixture("refi-qda/alt_nvivo_style.qdpx")
    let answer = try workshop.emic("import", file, "--to", "new")
    #expect((answer.status, answer.error) == (0, ""))
    #expect(answer.out.contains("a REFI-QDA project of NVivo for Windows 12.6, into new, a new"))
    #expect(answer.out.contains("2 transcripts, 2 coders, 4 codes, 5 codings"))
    #expect(answer.out.contains("UTF-16 units, CRLF counted as two: 5 of 5 quotations match."))
    #expect(try codings("new").count == 5)
    let again = try workshop.emic("import", file, "--to", "new", "--format", "json")
    #expect(try again.json()["known"]?.int == 6)
    #expect(try again.json()["written"]?.items.isEmpty == true)
    let counts = try workshop.run("check new --format json").json()["counts"]
    #expect(["transcripts", "sidecars", "codings"].map { counts?[$0]?.int } == [2, 4, 5])
  }

  // Ana's coding counts code points, as what QualCoder codes itself; Ben's UTF-16, as the mouse does.
  private let qualCoder = """
    CREATE TABLE project (databaseversion text, date text, memo text, about text);
    CREATE TABLE source (id integer primary key, name text, fulltext text, mediapath text,
      memo text, owner text, date text);
    CREATE TABLE code_cat (catid integer primary key, name text, owner text, date text, memo text,
      supercatid integer);
    CREATE TABLE code_name (cid integer primary key, name text, memo text, catid integer,
      owner text, date text, color text);
    CREATE TABLE code_text (ctid integer primary key, cid integer, fid integer, seltext text,
      pos0 integer, pos1 integer, owner text, date text, memo text);
    INSERT INTO project VALUES ('v6', '2024-01-15 10:00:00', '', 'QualCoder 3.2');
    INSERT INTO source(id, name, fulltext) VALUES (1, '访谈', '问：😀 您好吗？' || char(10) || '答：很孤独。');
    INSERT INTO code_name(cid, name) VALUES (1, '孤独');
    INSERT INTO code_text(cid, fid, seltext, pos0, pos1, owner) VALUES
      (1, 1, '很孤独', 11, 14, 'Ana'), (1, 1, '很孤独', 12, 15, 'Ben');
    """

  private func make(_ name: String, _ statements: String) throws {
    try #require(database_run(workshop.folder.appending(path: name).path(), statements) == 1)
  }

  @Test("QualCoder's folder becomes a study with its coders; again it changes nothing")
  func qualCoderFolder() throws {
    let folder = workshop.folder.appending(path: "Ward.qda")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try make("Ward.qda/data.qda", qualCoder)
    let answer = try workshop.run("import Ward.qda/ --to new")
    #expect((answer.status, answer.error) == (0, ""))
    #expect(answer.out.contains("a project of QualCoder 3.2, into new, a new study"))
    #expect(answer.out.contains("1 transcript, 2 coders, 1 code, 2 codings\n"))
    let rows = try #require(try workshop.run("codings new --format json").json()["codings"]).items
    #expect(rows.map { $0["quotation"]?.string } == ["很孤独", "很孤独"])
    #expect(rows.map { $0["coder"]?.string } == ["ana", "ben"])
    let again = try workshop.run("import Ward.qda --to new --format json")
    #expect(try again.json()["written"]?.items.isEmpty == true)
    #expect(try workshop.run("check new").status < 3)
    try Data([1]).write(to: folder.appending(path: "data.qda-wal"))
    let open = try workshop.run("import Ward.qda --to other")
    #expect(open.status == 3 && open.error.contains("Open the project there, close it"))
  }

  @Test("a database of several projects is asked which, and other databases are refused")
  func databases() throws {
    try make(
      "t.sqlite3",
      """
      CREATE TABLE projects (id integer, name text, description text, created text);
      CREATE TABLE documents (id integer, project_id integer, name text, contents text);
      CREATE TABLE tags (id integer, project_id integer, path text, description text);
      CREATE TABLE highlights (id integer, document_id integer, start_offset integer,
        end_offset integer, snippet text);
      CREATE TABLE highlight_tags (highlight_id integer, tag_id integer);
      INSERT INTO projects(id, name) VALUES (1, 'Ward'), (2, 'Other one');
      INSERT INTO documents VALUES (1, 2, 'One', '<p>R: 😀 alone</p>');
      INSERT INTO tags VALUES (1, 2, 'lonely', '');
      INSERT INTO highlights VALUES (1, 1, 8, 13, 'alone');
      INSERT INTO highlight_tags VALUES (1, 1);
      """
    )
    let which = try workshop.run("import t.sqlite3 --to new")
    #expect(which.status == 2)
    #expect(which.error.hasSuffix("Say which: --project Ward, --project 'Other one'.\n"))
    let answer = try workshop.emic("import", "t.sqlite3", "--project", "Other one", "--to", "new")
    #expect(answer.status == 0, "\(answer.error)")
    let rows = try #require(try workshop.run("codings new --format json").json()["codings"]).items
    #expect(rows.map { $0["quotation"]?.string } == ["alone"])
    try make("x.db", "CREATE TABLE other (id integer);")
    let other = try workshop.run("import x.db --to third")
    #expect(other.status == 3 && other.error.contains("no project of QualCoder or Taguette"))
    #expect(
      !FileManager.default.fileExists(atPath: workshop.folder.appending(path: "third").path())
    )
    let twice = try workshop.run("import t.sqlite3 x.db --to third")
    #expect(twice.status == 2 && twice.error.contains("imported alone"))
    let none = try workshop.run("import sample-transcripts/\(t03) --project x --to third")
    #expect(none.status == 2 && none.error.contains("--project chooses in a database"))
  }

  @Test("what is no project is refused with a sentence, and nothing is made")
  func refusals() throws {
    for name in ["nasty/billion_laughs.qdpx", "nasty/nothing.qdpx"] {
      let answer = try workshop.emic("import", fixture(name), "--to", "new")
      #expect(answer.status == 3 && answer.error.hasSuffix(".\n") && answer.out.isEmpty)
    }
    let files = try FileManager.default.contentsOfDirectory(atPath: workshop.folder.path())
    #expect(files.sorted() == ["codebooks", "sample-transcripts"])
  }

  @Test("the sample study leaves and comes back as it was", arguments: ["spec", "nvivo", "maxqda"])
  func roundTrip(profile: String) throws {
    let out = try workshop.run(
      "export sample-transcripts --to IDENTIFIED-x.qdpx --for \(profile) --identified"
    )
    #expect(out.status == 0, "\(out.error)")
    let back = try workshop.run("import IDENTIFIED-x.qdpx --to back")
    #expect(back.status == 0, "\(back.error)")
    // The coders' work comes back; that they have submitted it is told.
    #expect(
      out.error.contains("6 entries of the log of submitting and reopening, 6 times of submission")
    )
    #expect(back.out.contains("  6 entries of the log of submitting and reopening\n"))
    #expect(try codings("back") == codings("sample-transcripts"))
    func book(_ name: String) throws -> Codebook {
      try CodebookReader.read(
        Array(try Data(contentsOf: workshop.folder.appending(path: name))),
        file: name
      )
    }
    #expect(try book("back/codebook.yaml") == book("codebooks/subcontracting.yaml"))
    for name in [t03, t06] {
      #expect(
        try Data(contentsOf: workshop.folder.appending(path: "back/\(name)"))
          == Data(contentsOf: workshop.study.appending(path: name))
      )
    }
  }

  @Test("what a project has no place for is named when it leaves, and when it comes back")
  func staying() throws {
    for line in [
      "nothing-here sample-transcripts \(t03) --coder guest --turns 2",
      "code sample-transcripts \(t03) --coder guest --at 30 --code trust",
      "framework sample-transcripts --set NGO-D1 --code trust --coder guest --summary Personal.",
    ] {
      let answer = try workshop.run(line)
      #expect(answer.status == 0, "\(line): \(answer.error)")
    }
    // Of a transcript in a folder, too.
    let folder = workshop.study.appending(path: "more")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data("I: Who?\nR: Nobody.\n".utf8).write(to: folder.appending(path: "X.txt"))
    for line in [
      "code sample-transcripts more/X.txt --coder guest --at 2 --code trust",
      "submit sample-transcripts more/X.txt --coder guest",
    ] {
      let answer = try workshop.run(line)
      #expect(answer.status == 0, "\(line): \(answer.error)")
    }
    let out = try workshop.run("export sample-transcripts --to x.qdpx --identified --as guest")
    #expect(out.error.contains("4 frozen copies of submissions"), "\(out.error)")
    #expect(out.error.contains("A project has no place for all of it. Left out: "), "\(out.error)")
    let made = try workshop.emic("init", "there", "--title", "T")
    #expect(made.status == 0)
    for study in ["back", "there"] {
      let back = try workshop.run("import x-IDENTIFIED.qdpx --to \(study)")
      #expect(back.status == 0, "\(back.error)")
      for words in [
        "1 marks that nothing in a turn is to be coded", "1 summaries of the framework matrix",
        "entries of the log of submitting and reopening", "times of submission",
      ] {
        #expect(out.error.contains(words), "\(out.error)")
        #expect(back.out.contains(words), "\(back.out)")
      }
      let settings = ["rounds", "labels of interviewers", "unit of agreement"]
      for words in settings.map({ "\($0) of the project's study.yaml" }) {
        #expect(back.out.contains(words) == (study == "there"), "\(back.out)")
      }
    }
    let again = try workshop.run("import x-IDENTIFIED.qdpx --to back")
    #expect(again.status == 0 && !again.out.contains("study.yaml"), "\(again.out)\(again.error)")
  }

  @Test("a release holds no flagged passage and no name, and still fits its own text")
  func release() throws {
    try Data("name,replacement,kind\nsection chief,[official A],person\n".utf8)
      .write(to: workshop.folder.appending(path: "names.csv"))
    let out = try workshop.run("export sample-transcripts --to x.qdpx --names names.csv")
    #expect(out.status == 0, "\(out.error)")
    let back = try workshop.run("import x.qdpx --to back")
    #expect(back.status == 0, "\(back.error)")
    let text = try String(
      contentsOf: workshop.folder.appending(path: "back/\(t03)"),
      encoding: .utf8
    )
    #expect(!text.contains("section chief") && text.contains("[official A]"))
    #expect(try workshop.run("check back").status < 3)
  }

  @Test("a codebook goes out as .qdc and its codes come in again")
  func codebooks() throws {
    #expect(try workshop.run("export sample-transcripts --to c.qdc").status == 0)
    #expect(try workshop.run("init other --title Other").status == 0)
    #expect(try workshop.run("codebook import other c.qdc").status == 2)
    try Data(
      "format: emic/study\nversion: 1\ncodebook: codebook.yaml\ncoders:\n  - {id: ana}\n".utf8
    )
    .write(to: workshop.folder.appending(path: "other/study.yaml"))
    let answer = try workshop.run("codebook import other c.qdc --as ana")
    #expect(answer.status == 0, "\(answer.error)")
    #expect(answer.out.hasPrefix("Added 48 of 48 codes of c.qdc."))
    let again = try workshop.run("codebook import other c.qdc --as ana")
    #expect(again.out.hasPrefix("All codes of c.qdc are in the codebook already."))
  }
}
