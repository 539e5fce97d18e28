import Testing
import ZipTesting

@testable import EmicKit

@Suite("REFI-QDA: import") struct QDAImportTests {
  func problem(_ body: () throws -> ImportedStudy) -> QDAError.Problem? {
    do {
      _ = try body()
      return nil
    } catch {
      return (error as? QDAError)?.problem
    }
  }

  struct Expected: Hashable {
    var source: String
    var start: Int
    var end: Int
    var text: String
    var code: String
    var user: String
  }

  @Test(
    "the same codings in the ways of five programs come to the same study",
    arguments: [
      "ref", "alt_nvivo_style", "alt_maxqda_style", "alt_atlas_style", "alt_qualcoder_style",
    ]
  )
  func programs(name: String) throws {
    let expected = try JSONValue(reading: try fixture("refi-qda/ref.expect.json"))
    let study = try QDASample.imported(try fixture("refi-qda/\(name).qdpx"))
    for case .string(let user) in list(expected["users"]) {
      #expect(study.file.coders.contains { $0.name == user })
    }
    guard case .object(let sources)? = expected["sources"] else { return }
    #expect(study.transcripts.map(\.name).sorted() == sources.map(\.key).sorted())
    for source in sources {
      let transcript = study.transcripts.first { $0.name == source.key }
      #expect(transcript?.text[Span(0..<10_000)] == source.value.string)
    }
    let paths = study.codebook.codes.map { path(of: $0.id, in: study.codebook) }
    #expect(paths == list(expected["codes"]).compactMap(\.string))
    let found = study.work.flatMap { work in
      work.sidecar.codings.map { coding in
        Expected(
          source: work.transcript,
          start: coding.span.start,
          end: coding.span.end,
          text: coding.quote,
          code: path(of: coding.code, in: study.codebook),
          user: work.sidecar.coder.text
        )
      }
    }
    let wanted = list(expected["codings"]).map { coding in
      Expected(
        source: coding["source"]?.string ?? "",
        start: coding["start"]?.int ?? 0,
        end: coding["end"]?.int ?? 0,
        text: coding["text"]?.string ?? "",
        code: coding["code"]?.string ?? "",
        user: coding["user"]?.string ?? ""
      )
    }
    #expect(found.count == wanted.count && Set(found) == Set(wanted))
    #expect(study.report.leftOut.isEmpty)
    #expect(study.report.notes.count == 1 && study.report.notes[0].contains("5 of 5 quotations"))
    let memo = study.work.flatMap(\.sidecar.codings).first { $0.memo == "strong" }
    #expect(memo?.id == "3bc2e912-1558-513b-844d-396e9b7ef275")
  }

  private func list(_ value: JSONValue?) -> [JSONValue] {
    if case .array(let elements)? = value { elements } else { [] }
  }

  private func path(of id: Code.ID, in book: Codebook) -> String {
    book.path(to: id).map { book[$0]?.name.primary ?? "" }.joined(separator: "/")
  }

  @Test("namespace, project's name, folder and scheme may be anything that programs write")
  func tolerance() throws {
    for root in [
      "", "xmlns=\"urn:QDA-XML:project:1:0\"", "xmlns=\"urn:QDA-XML:codebook:0:4\"",
      "xmlns:q=\"urn:x\" q:z=\"1\"",
    ] {
      #expect(try QDASample.imported(QDASample.xml(root: root)).codingCount == 1)
    }
    for path in ["internal://A.txt", "internal:///A.txt", "A.txt", "INTERNAL://a.TXT"] {
      let xml = QDASample.xml(source: "plainTextPath=\"\(path)\"")
      let bytes = try QDASample.packed(
        "\u{FEFF}" + xml,
        project: "My Study.qde",
        texts: [("Sources/A.txt", "I felt alone.\n"), ("Sources/.root", "")]
      )
      #expect(try QDASample.imported(bytes).codingCount == 1)
    }
    let braces = QDASample.xml(
      users: "<Users><User guid=\"{\(QDASample.ana)}\" name=\"Ana\"/></Users>",
      selections: "<PlainTextContent>I felt alone.</PlainTextContent>"
        + QDASample.selection(code: "{\(QDASample.trust)}".uppercased()),
      source: ""
    )
    #expect(try QDASample.imported(braces).work[0].sidecar.coder == "ana")
  }

  @Test("the coder is who coded, else whose the selection is, else the project's")
  func coders() throws {
    let ben = "66666666-6666-6666-6666-666666666666"
    let selection = QDASample.selection().replacing(
      "<Coding guid=\"55555555-5555-5555-5555-555555544444\" creatingUser=\"\(QDASample.ana)\">",
      with: "<Coding guid=\"55555555-5555-5555-5555-555555544444\" creatingUser=\"\(ben)\">"
    )
    let xml = QDASample.xml(
      users: "<Users><User guid=\"\(QDASample.ana)\" name=\"张 三\"/><User guid=\"\(ben)\" "
        + "name=\"consensus\"/></Users>",
      selections: selection
    )
    let study = try QDASample.imported(xml)
    #expect(study.file.coders.map(\.id) == ["zhang-san", "consensus-2"])
    #expect(study.work.map(\.sidecar.coder) == ["consensus-2"])
    let nobody = QDASample.xml(users: "", selections: QDASample.selection(user: ben))
    let unknown = try QDASample.imported(nobody)
    #expect(unknown.file.coders.map(\.id) == ["user"])
    #expect(unknown.report.notes.contains { $0.contains("not among the project's users") })
  }

  @Test("cases and variables become rows; values may stand at the case or at the text")
  func cases() throws {
    let variables =
      "<Variables><Variable guid=\"a1\" name=\"sector\" typeOfVariable=\"Text\"/>"
      + "<Variable guid=\"a2\" name=\"case\" typeOfVariable=\"Integer\"/></Variables>"
    let value = "<VariableValue><VariableRef targetGUID=\"a1\"/><TextValue>NGO</TextValue>"
    let cases =
      "<Cases><Case guid=\"c1\" name=\"Case 1\"><Description>tall</Description>\(value)"
      + "</VariableValue><SourceRef targetGUID=\"\(QDASample.text)\"/></Case>"
      + "<Case guid=\"c2\" name=\"Nobody\"/></Cases>"
    let atText =
      "<VariableValue><VariableRef targetGUID=\"a2\"/><IntegerValue>7</IntegerValue></VariableValue>"
    let study = try QDASample.imported(
      QDASample.xml(selections: QDASample.selection() + atText, more: variables + cases)
    )
    #expect(study.attributes == ["sector", "case-2"])
    #expect(
      study.casesText == "transcript,case,sector,case-2\r\nA.txt,Case 1,NGO,7\r\n"
    )
    #expect(study.memos.first?.entries.first?.subject == .case("Case 1"))
    #expect(study.report.leftOut == [.init(what: "cases without a text", count: 1)])
  }

  @Test("notes become memos where they are attached")
  func memos() throws {
    func note(_ number: Int, _ text: String) -> String {
      "<Note guid=\"9000000\(number)-0000-0000-0000-000000000000\" name=\"n\" creatingUser=\""
        + "\(QDASample.ana)\"><PlainTextContent>\(text)</PlainTextContent></Note>"
    }
    func reference(_ number: Int) -> String {
      "<NoteRef targetGUID=\"9000000\(number)-0000-0000-0000-000000000000\"/>"
    }
    let selection = QDASample.selection(inside: "<Description>own</Description>").replacing(
      "</PlainTextSelection>",
      with: reference(1) + "</PlainTextSelection>"
    )
    let xml = QDASample.xml(
      codes: QDASample.code(inside: reference(2)),
      selections: selection + reference(3),
      more: "<Notes>\((1...4).map { note($0, "note \($0)") }.joined())</Notes>"
    )
    let study = try QDASample.imported(xml)
    let sidecar = study.work[0].sidecar
    #expect(sidecar.codings[0].memo == "own\n\nnote 1")
    #expect(sidecar.memos.map(\.text) == ["note 3"])
    #expect(study.memos[0].entries.map(\.subject) == [.code("trust"), .study])
    #expect(study.memos[0].entries.map(\.memo.text) == ["note 2", "note 4"])
    #expect(sidecar.memos[0].id == "90000003-0000-0000-0000-000000000000")
  }

  @Test("what has no place in a study is counted")
  func leftOut() throws {
    let xml = QDASample.xml(
      more: "<Links><Link guid=\"l1\" name=\"x\"/></Links><Sets><Set guid=\"s1\" name=\"Core\">"
        + "<MemberCode targetGUID=\"\(QDASample.trust)\"/></Set></Sets><Graphs><Graph guid=\"g\">"
        + "<Vertex guid=\"v\"/></Graph></Graphs><Odd/>"
    ).replacing(
      "</Sources>",
      with: "<PictureSource guid=\"p1\" name=\"p\"><PictureSelection guid=\"p2\"/></PictureSource>"
        + "<PDFSource guid=\"p3\" name=\"Report\"><PDFSelection guid=\"p4\"/><Representation "
        + "guid=\"p5\"><PlainTextContent>of the pages</PlainTextContent></Representation>"
        + "</PDFSource></Sources>"
    )
    let study = try QDASample.imported(xml)
    #expect(study.transcripts.map(\.name) == ["A.txt", "Report.txt"])
    let counts = Dictionary(uniqueKeysWithValues: study.report.leftOut.map { ($0.what, $0.count) })
    #expect(
      counts == [
        "links": 1, "graphs": 1, "pictures": 1, "areas of pictures": 1, "PDF pages": 1,
        "areas of PDF pages": 1, "Odd elements": 1,
      ]
    )
    #expect(study.memos[0].entries[0].memo.text == "Set \"Core\"\nCodes: Trust")
  }

  @Test("codings that cannot be placed are left out one by one, the others come in")
  func badCodings() throws {
    func guid(_ number: Int) -> String { "44444444-4444-4444-4444-44444444444\(number)" }
    let xml = QDASample.xml(
      selections: QDASample.selection(guid: guid(0))
        + QDASample.selection("-5", "99999999999999999999", guid: guid(1))
        + QDASample.selection("6", "6", guid: guid(2))
        + QDASample.selection("0", "15", guid: guid(3))
        + QDASample.selection("0", "1", guid: guid(4), code: "dead")
        + QDASample.selection(guid: guid(5))
        + QDASample.selection("7", "12", guid: guid(0))
        + QDASample.selection("0", "14", guid: "no-guid")
    )
    let study = try QDASample.imported(xml)
    let codings = study.work[0].sidecar.codings
    #expect(codings.map(\.span) == [Span(0..<14), Span(2..<6), Span(7..<12)])
    #expect(codings[1].id.text == guid(0) && Set(codings.map(\.id)).count == 3)
    let counts = Dictionary(uniqueKeysWithValues: study.report.leftOut.map { ($0.what, $0.count) })
    #expect(
      counts == [
        "codings whose offsets lie outside the text": 3,
        "codings with a code that is not in the project": 1, "codings that stand there twice": 1,
      ]
    )
    #expect(study.report.notes.filter { $0.contains("is no stretch of \"A\"") }.count == 3)
    #expect(study.report.notes.contains { $0.hasPrefix("2 codings or memos have an id") })
  }

  @Test("two codes of one name are two codes, and the report says so")
  func twins() throws {
    let xml = QDASample.xml(
      codes: QDASample.code(inside: QDASample.code("c2", name: "Trust"))
        + QDASample.code("c3", name: "Trust")
    )
    let study = try QDASample.imported(xml)
    #expect(study.codebook.codes.map(\.id) == ["trust", "trust-trust", "trust-2"])
    #expect(study.report.notes.filter { $0.hasPrefix("Two codes are called \"Trust\"") }.count == 2)
  }

  @Test("texts are named harmlessly, whatever they are called")
  func names() {
    let cases = [
      ("A", "A.txt"), ("访谈_02.txt", "访谈_02.txt"), ("a.md", "a.md"), ("../../x", "x.txt"),
      ("/etc/passwd", "etc-passwd.txt"), ("", "text.txt"), ("..", "text.txt"),
      ("README", "text-README.txt"), ("a\u{0}b\u{202E}c", "a-b-c.txt"), ("a.", "a.txt"),
      ("x: y?", "x- y-.txt"),
    ]
    for (name, path) in cases { #expect(ImportedName.path(for: name, isPath: false) == path) }
    #expect(ImportedName.path(for: "a/b.txt", isPath: true) == "a/b.txt")
    #expect(ImportedName.path(for: "exports/../b", isPath: true) == "exports-texts/text/b.txt")
    #expect(ImportedName.free("a.txt", taken: ["a.txt", "a-2.txt"]) == "a-3.txt")
    let long = ImportedName.path(for: String(repeating: "字", count: 200), isPath: false)
    #expect(long.utf8.count <= 84 && long.hasSuffix("字.txt"))
  }

  @Test("what cannot be told apart or is not there is refused as a whole")
  func refusals() throws {
    func refused(_ xml: String) -> QDAError.Problem? { problem { try QDASample.imported(xml) } }
    #expect(refused("<Other/>") == .notAProject)
    #expect(refused("<Project xmlns=\"urn:other\"/>") == .notAProject)
    #expect(
      refused(QDASample.xml(codes: QDASample.code() + QDASample.code(name: "Fear")))
        == .guidTwice(what: "codes", "Trust", "Fear")
    )
    #expect(refused(QDASample.xml(codes: "<Code name=\"X\"/>")) == .noGUID(what: "codes", "X"))
    #expect(refused("<Project><Users/></Project>") == .noTexts(missing: []))
    for path in [
      "relative:///../../etc/passwd", "absolute:///etc/passwd", "file:///etc/passwd",
      "internal://../../etc/passwd", "internal:///dev/zero", "internal://", "internal://B.txt",
    ] {
      #expect(
        refused(QDASample.xml(source: "plainTextPath=\"\(path)\""))
          == .noTexts(missing: ["\"A\" (\(path))"])
      )
    }
    #expect(
      problem { try QDASample.imported(try QDASample.packed("<Project/>", project: "a.txt")) }
        == .noProject
    )
    if case .xml(let error)? = refused("<Project>") {
      #expect(error.file == "p.qdpx: project.qde")
    } else {
      Issue.record("a cut XML is read")
    }
    if case .xml(let error)? = problem({
      try QDASample.imported(try fixture("nasty/billion_laughs.qdpx"))
    }) {
      #expect(error.problem == .doctype)
    } else {
      Issue.record("a DOCTYPE is read")
    }
    if case .text(let text, let name)? = problem({
      var writer = ZipWriter()
      try writer.add("project.qde", Array(QDASample.xml().utf8))
      try writer.add("sources/A.txt", [0xFF, 0x00, 0x01])
      return try QDASample.imported(writer.packed())
    }) {
      #expect(text == .binary(kind: nil) && name == "A")
    } else {
      Issue.record("a picture is read as a text")
    }
  }

  @Test("each message says what is wrong and what to do")
  func messages() {
    let cases: [(QDAError.Problem, String)] = [
      (.archive(ZipError(file: "p.qdpx", problem: .noMemory)), "not enough memory"),
      (.xml(XMLError(file: "p.qdpx", line: nil, problem: .doctype)), "DOCTYPE"),
      (.file(FileProblem(.notAFile, "p.qdpx", .open)), "no regular file"),
      (.notAProject, "this is no REFI-QDA project"), (.noProject, "no project.qde in it"),
      (.severalProjects(["a.qde", "b.qde"]), "there are 2 projects in it (a.qde, b.qde)"),
      (.guidTwice(what: "codes", "a", "b"), "the codes \"a\" and \"b\" have the same id"),
      (.noGUID(what: "codes", "a"), "the codes \"a\" has no id"),
      (.noTexts(missing: ["a", "b", "c", "d"]), "the texts are not in it: a, b, c and 1 more."),
      (.noTexts(missing: []), "there are no texts in it."),
      (.text(.binary(kind: nil), name: "A"), "p.qdpx: A: this is not a text"),
      (.noCodes, "there are no codes in it"),
    ]
    for (problem, part) in cases {
      let message = QDAError(file: "p.qdpx", problem: problem).message
      #expect(message.hasPrefix("p.qdpx") && message.contains(part) && message.hasSuffix("."))
    }
  }

  @Test("times of every zone are read as UTC")
  func times() {
    let cases = [
      ("2026-03-20T10:11:12Z", "2026-03-20T10:11:12Z"),
      ("2026-03-20T10:11:12.3456789+08:00", "2026-03-20T02:11:12.345Z"),
      ("2026-03-20T22:11:12-05:30", "2026-03-21T03:41:12.000Z"),
      ("2026-03-20T10:11:12", "2026-03-20T10:11:12.000Z"),
    ]
    for (text, time) in cases { #expect(QDADate.timestamp(text)?.text == time) }
    for text in ["", "2026-03-20", "2026-03-20T10:11:12+99:00", "2026-13-20T10:11:12Z", "x"] {
      #expect(QDADate.timestamp(text) == nil)
    }
  }

  @Test("Chinese texts without names are read in the program's usual unit, and that is said")
  func unverified() throws {
    let text = "问😀您好吗\r\n答很好\r\n"
    for (origin, start, end, quote) in [
      ("NVivo", "8", "11", "答很好"), ("MAXQDA 24", "6", "9", "答很好"), ("x", "7", "10", "答很好"),
    ] {
      let study = try QDASample.imported(
        QDASample.xml(selections: QDASample.selection(start, end), root: "origin=\"\(origin)\""),
        texts: [("sources/A.txt", text)]
      )
      #expect(study.work[0].sidecar.codings[0].quote == quote, "\(origin)")
      #expect(study.report.notes[0].contains("unverified"))
    }
  }
}
