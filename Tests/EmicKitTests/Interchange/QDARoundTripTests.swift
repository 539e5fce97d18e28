import Testing
import ZipTesting

@testable import EmicKit

@Suite("REFI-QDA: export and back") struct QDARoundTripTests {
  /// What leaves, whole.
  struct Project {
    var export: QDAExport
    var sources: [QDAExport.Source]
  }

  /// A study with everything in it that a project can take along.
  func study(_ seed: UInt64) -> Project {
    var numbers = SeededGenerator(state: seed)
    var moment = Moment(now: Timestamp(milliseconds: 1_790_000_000_123), seed: (seed, 9))
    var book = codebook()
    book.title = "Book <\(seed)>"
    let coders = [
      Coder(id: "coder-a", name: "Ana & Bo"), Coder(id: "coder-b"),
      Coder(id: "boss", name: "张", role: .supervisor),
    ]
    let codes: [Code.ID] = ["trust", "fear", "old"]
    let sources = (0..<4).map { index in
      let text = TranscriptText(
        (0..<30).map { _ in
          ["I felt alone.", "信任😀问题", "𠮷\tx", "a & b <c>", "", "e\u{301}é 👩‍👩‍👧"].randomElement(
            using: &numbers
          )
            ?? ""
        }.joined(separator: "\n") + "end\n"
      )
      let transcript = Transcript(name: index == 3 ? "sub/T3.md" : "T\(index).txt", text: text)
      let layers = coders.prefix(2).map { coder in
        var seen: Set<String> = []
        var codings: [Coding] = []
        for number in 0..<12 {
          let start = Int.random(in: 0..<text.scalarCount - 1, using: &numbers)
          let end = Int.random(in: start + 1...min(text.scalarCount, start + 40), using: &numbers)
          let code = codes.randomElement(using: &numbers) ?? "trust"
          guard seen.insert("\(start) \(end) \(code)").inserted else { continue }
          let span = Span(start..<end)
          let created = Timestamp(milliseconds: 1_780_000_000_000 + Int64(number))
          codings.append(
            Coding(
              id: Coding.ID(moment.newID()),
              code: code,
              span: span,
              quote: text[span],
              before: transcript.context(before: span),
              after: transcript.context(after: span),
              codebook: number % 3 == 0 ? 2 : 7,
              created: created,
              modified: number % 2 == 0 ? created : Timestamp("2026-08-01T00:00:00Z") ?? created,
              memo: number % 4 == 0 ? "memo\nof two lines & <tag>" : "",
              flags: number % 5 == 0 ? [.redact, .unknown("odd")] : [],
              replacement: number % 5 == 0 ? "official" : nil,
              kept: number == 7 ? [JSONMember("translation", .object([JSONMember("en", "x")]))] : []
            )
          )
        }
        codings.sort()
        let memo = Memo(
          id: Memo.ID(moment.newID()),
          at: moment.now,
          text: "on \(index)\n\nthe text"
        )
        let link = Link(
          id: Link.ID(moment.newID()),
          kind: .contradicts,
          from: codings[0].id,
          to: codings[1].id,
          at: Timestamp("2026-09-01T10:00:00Z") ?? moment.now
        )
        return QDAExport.Layer(coder: coder.id, codings: codings, memos: [memo], links: [link])
      }
      return QDAExport.Source(name: transcript.name, text: text, layers: layers)
    }
    var file = StudyFile()
    file.title = "A \"study\" of \(seed)"
    file.codebook = "codebook.yaml"
    file.coders = coders
    file.interviewers = ["I"]
    let export = QDAExport(
      title: file.title,
      at: Timestamp("2026-09-01T10:00:00Z") ?? moment.now,
      coders: coders,
      codebook: book,
      attributes: ["sector", "level"],
      cases: [
        .init(line: 0, transcript: "T0.txt", case: "K1", values: ["sector": "NGO", "level": "a"]),
        .init(line: 0, transcript: "T1.txt", case: "K1", values: ["sector": "NGO", "level": "b"]),
        .init(line: 0, transcript: "T2.txt", case: "", values: ["level": "c"]),
      ],
      memos: [
        MemosFile(
          coder: "coder-b",
          entries: [
            .init(.code("trust"), Memo(id: Memo.ID(moment.newID()), at: moment.now, text: "code")),
            .init(.case("K1"), Memo(id: Memo.ID(moment.newID()), at: moment.now, text: "case")),
            .init(.study, Memo(id: Memo.ID(moment.newID()), at: moment.now, text: "study")),
          ]
        )
      ],
      study: file
    )
    return Project(export: export, sources: sources)
  }

  func codebook() -> Codebook {
    Codebook(
      version: 7,
      codes: [
        Code(id: "feelings", name: Code.Name("Feelings"), isFamily: true),
        Code(
          id: "trust",
          name: Code.Name([.init(language: "en", text: "Trust"), .init(language: "zh", text: "信任")]
          ),
          parent: "feelings",
          brief: "b",
          definition: "two\n\nparts",
          useWhen: "u",
          notWhen: "n",
          example: "\"e\"",
          key: "t",
          color: "sky",
          since: 1,
          revised: 3
        ),
        Code(id: "fear", name: Code.Name("Trust"), parent: "trust", color: "red"),
        Code(id: "old", name: Code.Name("Old"), retired: 2, replacedBy: ["fear"]),
        Code(id: "later", name: Code.Name("Later"), isWorking: true),
      ]
    )
  }

  /// The file, and what is said of it.
  func written(_ project: Project) throws -> (bytes: [UInt8], result: QDAExport.Result) {
    let folder = TemporaryFolder()
    let path = folder.path + "/p.qdpx"
    let file = try ExportFile(path)
    var parts = try QDAParts(beside: path)
    let (codes, profile) = (QDACodes(project.export.codebook), project.export.profile)
    for source in project.sources { try parts.add(QDAPart(source, codes, profile, path)) }
    let result = try project.export.write(parts, to: file)
    try file.finish()
    return (try FileReader.read(path, limit: 1 << 30).bytes, result)
  }

  func archive(_ project: Project) throws -> ZipArchive {
    try ZipArchive(written(project).bytes, file: "p.qdpx")
  }

  func xml(_ project: Project) throws -> [UInt8] { try archive(project).read("project.qde") }

  func back(_ project: Project) throws -> ImportedStudy {
    try QDASample.imported(written(project).bytes)
  }

  @Test("a study comes back as it went, ids included, for every program", arguments: 1...4)
  func law(seed: Int) throws {
    for profile in QDAExport.Profile.allCases {
      var project = study(UInt64(seed))
      project.export.profile = profile
      let export = project.export
      let result = try back(project)
      #expect(result.codebook == export.codebook)
      #expect(result.file == export.study)
      #expect(result.transcripts.map(\.name) == project.sources.map(\.name))
      #expect(result.transcripts.map(\.text) == project.sources.map(\.text))
      #expect(result.attributes == export.attributes)
      #expect(result.cases == export.cases)
      #expect(result.memos == export.memos)
      let layers = project.sources.flatMap { source in source.layers.map { (source.name, $0) } }
      #expect(result.work.count == layers.count)
      for (work, (name, layer)) in zip(result.work, layers) {
        #expect(work.transcript == name && work.sidecar.coder == layer.coder)
        #expect(work.sidecar.codings == layer.codings)
        #expect(work.sidecar.memos == layer.memos)
        #expect(work.sidecar.links == layer.links)
        #expect(work.sidecar.status.state == .submitted)
      }
      #expect(result.report.leftOut.isEmpty, "\(result.report.leftOut)")
    }
  }

  @Test("the same study makes the same bytes")
  func deterministic() throws {
    #expect(try written(study(3)).bytes == written(study(3)).bytes)
  }

  @Test(
    "a project is written in the same bytes as ever",
    arguments: [
      (
        QDAExport.Profile.spec, "96b1272ca0e19638b1301e2dc9f0440750cca92f233a305941d0c0bfb87698fc"
      ),
      (.nvivo, "41096c41c86cfb10465d28f1a877ec4ed035b02efaa18aed209412665934659b"),
      (.maxqda, "96b1272ca0e19638b1301e2dc9f0440750cca92f233a305941d0c0bfb87698fc"),
    ]
  )
  func asEver(profile: QDAExport.Profile, digest: String) throws {
    var project = study(2)
    project.export.profile = profile
    let found = try Digest.sha256(xml(project))
    #expect(found == digest)
  }

  @Test("a link leads to a coding of another text, and leaves only with both of its ends")
  func links() throws {
    var project = study(1)
    let link = project.sources[0].layers[0].links[0]
    let far = project.sources[3].layers[0].codings[0].id
    let across = Link(
      id: "00000000-0000-7000-8000-000000000001",
      kind: link.kind,
      from: link.from,
      to: far,
      at: link.at
    )
    let lost = Link(
      id: "00000000-0000-7000-8000-000000000002",
      kind: link.kind,
      from: link.from,
      to: "gone",
      at: link.at
    )
    project.sources[0].layers[0].links = [across, lost]
    let text = String(decoding: try xml(project), as: UTF8.self)
    #expect(text.contains("<Link guid=\"\(across.id)\""))
    #expect(!text.contains(lost.id.text))
    project.sources.removeLast()
    #expect(try !String(decoding: xml(project), as: UTF8.self).contains(across.id.text))
  }

  @Test("a changed name of a code counts before emic's own codebook")
  func changedElsewhere() throws {
    let archive = try archive(study(1))
    var writer = ZipWriter()
    for name in archive.members.map(\.name) {
      let bytes = try archive.read(name)
      let text = String(decoding: bytes, as: UTF8.self)
      try writer.add(
        name,
        name == "project.qde"
          ? Array(text.replacing("name=\"Feelings\"", with: "name=\"Moods\"").utf8) : bytes
      )
    }
    let result = try QDASample.imported(writer.packed())
    #expect(result.codebook["feelings"]?.name.primary == "Moods")
    #expect(result.codebook["trust"]?.brief == "b" && result.codebook["trust"]?.useWhen == "u")
    #expect(result.codebook.version == 8)
    #expect(result.report.notes.contains { $0.hasPrefix("The codes were changed") })
  }

  @Test("names of codes are made unique, characters beyond U+FFFF and control characters are told")
  func notes() throws {
    var project = study(1)
    project.sources[0].layers[0].memos[0].text = "bell\u{7}"
    let notes = try written(project).result.notes
    #expect(notes.contains { $0.contains("this one leaves as \"Trust (Trust)\"") })
    #expect(notes.contains { $0.contains("--for nvivo") && $0.contains("T0.txt") })
    #expect(notes.contains { $0.hasPrefix("2 control characters") })
    project.export.profile = .nvivo
    #expect(try !written(project).result.notes.contains { $0.contains("--for nvivo") })
  }

  @Test("no container is empty, and working codes stay at home")
  func empty() throws {
    let bare = QDAExport(
      title: "",
      at: Timestamp(milliseconds: 0),
      coders: [],
      codebook: Codebook(codes: [Code(id: "later", name: Code.Name("Later"), isWorking: true)])
    )
    let source = QDAExport.Source(name: "a.txt", text: TranscriptText("x"), layers: [])
    let project = Project(export: bare, sources: [source])
    let xml = String(decoding: try xml(project), as: UTF8.self)
    for name in ["Users", "CodeBook", "Codes", "Variables", "Cases", "Links", "Sets"] {
      #expect(!xml.contains("<\(name)"))
    }
    #expect(try written(project).result.codings == 0)
    #expect(QDAExport.codebook(bare.codebook) == nil)
  }

  @Test("a codebook goes out and comes back")
  func codebookAlone() throws {
    let book = codebook()
    let written = try #require(QDAExport.codebook(book))
    let back = try QDAFile.codebook(written.bytes, file: "b.qdc").codebook
    #expect(back.codes.map(\.id) == ["feelings", "trust", "fear", "old"])
    #expect(back["trust"]?.notWhen == "n" && back["trust"]?.definition == "two\n\nparts")
    #expect(back["trust"]?.name.chinese == "信任" && back["trust"]?.color == "sky")
    #expect(throws: QDAError(file: "b.qdc", problem: .noCodes)) {
      try QDAFile.codebook(Array("<CodeBook/>".utf8), file: "b.qdc")
    }
  }
}
