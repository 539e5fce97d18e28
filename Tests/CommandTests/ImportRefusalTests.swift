import EmicKit
import Foundation
import Testing
import ZipTesting

@Suite("Imports that are refused, and why") struct ImportRefusalTests {
  private let workshop: Workshop

  init() throws {
    workshop = try Workshop()
    try FileManager.default.createDirectory(at: url("new"), withIntermediateDirectories: true)
  }

  private func url(_ name: String) -> URL { workshop.folder.appending(path: name) }

  private func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: url(name))
  }

  private func texts() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: url("new").path())
      .filter { $0.hasSuffix(".txt") }.sorted()
  }

  @Test("of a study's folder the transcripts are imported, and no other file")
  func studyFolder() throws {
    _ = try workshop.run("export sample-transcripts --to codings.csv")
    let files = try FileManager.default.contentsOfDirectory(atPath: workshop.study.path())
      .filter { !$0.hasPrefix(".") && $0 != "submissions" }.sorted()
    let line =
      "import " + files.map { "sample-transcripts/\($0)" }.joined(separator: " ")
      + " codebooks/subcontracting.yaml codings.csv --to new"
    let answer = try workshop.run(line)
    #expect(answer.status == 3)
    #expect(try texts() == [t03, t06])
    for sentence in [
      "sample-transcripts/study.yaml: this is a file of a study of emic's, no transcript. Import the",
      "sample-transcripts/cases.csv: this is a study's table of cases, no transcript.",
      "sample-transcripts/\(t03).coder-a.json: this is a file of a study of emic's",
      "codebooks/subcontracting.yaml: this is a file of a study of emic's",
      "codings.csv: this is a list of codings that emic has exported",
    ] { #expect(answer.error.contains(sentence), "\(sentence) in \(answer.error)") }
  }

  @Test(
    "a list of names stays outside of the study, however a spreadsheet has saved it",
    arguments: [
      "name,replacement,kind,variants\n张伟,局长甲,person,Zhang Wei\nHope Home,[NGO 1],organisation,\n",
      "\u{FEFF}Name;Replacement\r\nZhang Wei;A\r\n", "\"replacement\",\"name\"\nA,Zhang Wei\n",
      "name\treplacement\tvariants\nZhang Wei\tA\t\n", "name,replacement\n",
      "name;replacement;comment\nZhang Wei;[P1];x\n", "name,pseudonym\nZhang Wei,[P1]\n",
      "No.,Real_Name,Alias,Remarks\n1,Zhang Wei,A,\"Head of the section, knows us\"\n",
      "序号,姓名,化名,备注\n1,张伟,局长甲,\n",
      "First name,Last name,Code name,Role,E-mail\nWei,Zhang,A,chief,\n",
    ]
  )
  func listOfNames(text: String) throws {
    for name in ["names.csv", "people.tsv", "people.txt"] {
      try write(text, to: name)
      let answer = try workshop.run("import \(name) --to new")
      #expect(answer.status == 3, "\(name)")
      #expect(
        answer.error.hasPrefix(
          "\(name): this is a list of names, no transcript. It says who is who, so it stays outside of the "
            + "study, and nothing was taken from it. Commands that let words out are given it with --names."
        ),
        "\(answer.error)"
      )
    }
    #expect(try texts().isEmpty)
  }

  @Test("a survey with a column of names is none")
  func survey() throws {
    try write("name,replacement,answer\nA1,none,We trust them.\n", to: "survey.csv")
    #expect(try workshop.run("import survey.csv --to new").status == 0)
    #expect(try texts().count == 1)
  }

  @Test("of a survey with names and pseudonyms the names stay outside, in file names, too")
  func surveyOfNames() throws {
    try write(
      "name,pseudonym,What was hard?\nZhang Wei,Mr. A,We trust them.\nLi Na,,Nothing.\n",
      to: "survey.csv"
    )
    let answer = try workshop.run("import survey.csv --to new")
    #expect(answer.status == 0)
    #expect(try texts() == ["survey-2.txt", "survey-Mr.-A.txt"])
    for name in try texts() {
      let text = try String(contentsOf: url("new/\(name)"), encoding: .utf8)
      #expect(!text.contains("Zhang") && !text.contains("Li Na") && text.contains("What was hard?"))
    }
    let words = answer.out + answer.error
    #expect(words.contains("name") && words.contains("real names"), "\(words)")
    // Where nothing stands for the names, they are what tells the rows apart.
    try write("name,answer\nA1,We trust them.\n", to: "plain.csv")
    #expect(try workshop.run("import plain.csv --to new").status == 0)
    #expect(try texts().contains("plain-A1.txt"))
  }

  @Test("what an export has replaced is no transcript")
  func log() throws {
    try write("name,replacement\nZhang Wei,A\n", to: "names.csv")
    let line = "export sample-transcripts --to codings.csv --names names.csv --log replaced.csv"
    #expect(try workshop.run(line).status == 0)
    let answer = try workshop.run("import replaced.csv --to new")
    #expect(answer.status == 3)
    #expect(
      answer.error.hasPrefix(
        "replaced.csv: this is a list of what an export has replaced (--log), no transcript."
      ),
      "\(answer.error)"
    )
    #expect(try texts().isEmpty)
  }

  @Test(
    "a page of HTML is no text, whatever it is called",
    arguments: [
      "<html><body>a</body></html>", "<!DOCTYPE HTML>\n<p>a", "\n<HEAD></HEAD>", "<?xml?><a/>",
    ]
  )
  func html(text: String) throws {
    try write(text, to: "html.html")
    let answer = try workshop.run("import html.html --to new")
    #expect(answer.status == 3)
    #expect(answer.error.hasPrefix("html.html: this is a file of XML or HTML, no transcript."))
    try write("<I> said: yes\n", to: "angle.txt")
    #expect(try workshop.run("import angle.txt --to new").status == 0)
  }

  @Test("a file that is called like QualCoder's folder is told from it")
  func qualCoder() throws {
    try write("some text", to: "Ward.qda")
    let answer = try workshop.run("import Ward.qda --to nowhere")
    #expect(answer.status == 3)
    #expect(answer.error.hasPrefix("Ward.qda: this file is no project of QualCoder's"))
  }

  @Test("a project that fails says so in JSON as well")
  func json() throws {
    try write("no project", to: "p.qdpx")
    let answer = try workshop.run("import p.qdpx --to x --format json")
    #expect(answer.status == 3 && answer.error.hasPrefix("p.qdpx: "))
    let json = try answer.json()
    #expect(json["file"]?.string == "p.qdpx")
    #expect((json["problem"]?.string.map { $0 + "\n" }) == answer.error)
  }

  // MARK: Projects

  private func project(_ name: String, source: String, _ members: [(String, [UInt8])]) throws {
    let xml =
      "<Project name=\"P\" origin=\"Some 1.0\"><CodeBook><Codes><Code "
      + "guid=\"22222222-2222-2222-2222-222222222222\" name=\"Trust\" isCodable=\"true\"/></Codes>"
      + "</CodeBook><Sources><TextSource guid=\"33333333-3333-3333-3333-333333333333\" \(source)"
      + "</TextSource></Sources></Project>"
    var writer = ZipWriter()
    try writer.add("project.qde", Array(xml.utf8))
    for (name, bytes) in members { try writer.add(name, bytes) }
    try Data(writer.packed()).write(to: url(name))
  }

  private func selection(_ start: Int, _ end: Int, _ name: String, _ guid: Int) -> String {
    "<PlainTextSelection guid=\"44444444-4444-4444-4444-44444444000\(guid)\" name=\"\(name)\" "
      + "startPosition=\"\(start)\" endPosition=\"\(end)\"><Coding "
      + "guid=\"55555555-5555-5555-5555-55555555000\(guid)\"><CodeRef "
      + "targetGUID=\"22222222-2222-2222-2222-222222222222\"/></Coding></PlainTextSelection>"
  }

  @Test("texts of a project that are not UTF-8 are read in the encoding that is said")
  func encoding() throws {
    let gb: [UInt8] = [0xCE, 0xD2, 0xC3, 0xC7, 0xBA, 0xDC, 0xB9, 0xC2, 0xB6, 0xC0, 0xA1, 0xA3]
    try project(
      "gb.qdpx",
      source: "name=\"int&amp;1\" plainTextPath=\"internal://A.txt\">"
        + selection(2, 5, "很孤独", 1),
      [("sources/A.txt", gb)]
    )
    let refused = try workshop.run("import gb.qdpx --to p")
    #expect(refused.status == 3)
    #expect(
      refused.error.hasSuffix(
        "is not UTF-8. Say in which encoding the texts are: emic import gb.qdpx --to STUDY "
          + "--encoding gb18030\n"
      )
    )
    #expect(refused.error.hasPrefix("gb.qdpx: byte 0 of the text \"int&1\", in line 1,"))
    let answer = try workshop.run("import gb.qdpx --to p --encoding gb18030")
    #expect(answer.status == 0, "\(answer.error)")
    let codings = try workshop.run("codings p --format json").json()["codings"]?.items
    #expect(codings?.map { $0["quotation"]?.string } == ["很孤独"])
  }

  @Test("a source that has only its document is read from it, its codings found by their words")
  func rich() throws {
    let body = "I: Who helps?\nR: The chief trusts me.\nR: Nobody else.\n"
    let paragraphs = body.split(separator: "\n").map { "<w:p><w:r><w:t>\($0)</w:t></w:r></w:p>" }
    var document = ZipWriter()
    try document.add(
      "word/document.xml",
      Array(
        ("<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
          + "<w:body>\(paragraphs.joined())</w:body></w:document>").utf8
      )
    )
    try project(
      "rich.qdpx",
      source: "name=\"A\" richTextPath=\"internal://A.docx\">"
        + selection(21, 33, "chief trusts", 1) + selection(999, 1010, "Nobody else", 2)
        + selection(3, 8, "not there", 3),
      [("sources/A.docx", document.packed())]
    )
    let answer = try workshop.run("import rich.qdpx --to p")
    #expect(answer.status == 0, "\(answer.error)")
    #expect(answer.out.contains("The text \"A\" is there as a document only"))
    #expect(answer.out.contains("1 codings whose words are not in the document"))
    let codings = try workshop.run("codings p --format json").json()["codings"]?.items
    #expect(codings?.map { $0["quotation"]?.string } == ["chief trusts", "Nobody else"])
  }

  @Test("a text that is called by a path out of the study gets a name that is none, nor an option")
  func names() throws {
    try project(
      "evil.qdpx",
      source: "name=\"../../../evil.txt\" plainTextPath=\"internal://A.txt\">",
      [("sources/A.txt", Array("I: Who?\nR: Me.\n".utf8))]
    )
    #expect(try workshop.run("import evil.qdpx --to p").status == 0)
    #expect(try workshop.run("read p evil.txt").status == 0)
  }
}
