import Glibc
import Testing

@testable import EmicKit

@Suite("A study folder") struct StudyFolderTests {
  private let folder = TemporaryFolder()

  private func makeStudy(_ study: String = "format: emic/study\nversion: 1\ncodebook: book.yaml\n")
    throws
  {
    try folder.write(study, to: "study.yaml")
    for name in [
      "T03-ngo.txt", "sub/T04_x.md", "README.md", ".hidden/T05.txt", "submissions/T06.txt",
      "exports/T07.txt", "notes.pdf",
    ] {
      try folder.write("I: Hello.\nR: Hello.\n", to: name)
    }
    symlink("/etc/passwd", folder.path + "/link.txt")
  }

  @Test("sources are texts, without what emic itself puts there, dot-folders, links and READMEs")
  func sources() throws {
    try makeStudy()
    let study = try StudyFolder.open(path: folder.path)
    #expect(study.transcripts == ["T03-ngo.txt", "sub/T04_x.md"])
    #expect(study.links == ["link.txt"])
    #expect(study.codebookPath == folder.path + "/book.yaml")
    #expect(!folder.names.contains(".emic"))
  }

  @Test("a sidecar that a computer's name was put into is a version of the coder's")
  func computers() throws {
    try makeStudy("format: emic/study\nversion: 1\ncoders:\n  - {id: ann}\n  - {id: ann-b}\n")
    let names = [
      "T03-ngo.txt.ann-Anna's MacBook Pro.json": "ann", "T03-ngo.txt.ann-张伟的电脑.json": "ann",
      "T03-ngo.txt.ann-b-PC_ANNA.json": "ann-b", "T03-ngo.txt.ann-anna's mac.json": "ann",
      "Copy of T03-ngo.txt.ann.json": "ann", "T03-ngo.txt.ann [Conflict].json": "ann",
      "T03-ngo.txt.ann as it was.json": "ann",
    ]
    for name in names.keys { try folder.write("{}", to: name) }
    let study = try StudyFolder.open(path: folder.path)
    let found = Dictionary(
      uniqueKeysWithValues: study.copiesOfSidecars.map { ($0.path, $0.coder.text) }
    )
    #expect(found == names)
    #expect(study.strangeSidecars.isEmpty)
  }

  @Test(
    "patterns choose sources",
    arguments: [
      ("*.txt", "a.txt", true), ("*.txt", "b/a.txt", false), ("**/*.txt", "a.txt", true),
      ("**/*.txt", "b/c/a.txt", true), ("b/*/a*.md", "b/c/axe.md", true),
      ("b/*/a*.md", "b/a.md", false), ("*a*b*", "xaab", true), ("*a*b*", "xba", false),
    ]
  )
  func patterns(pattern: String, path: String, isMatch: Bool) {
    #expect(PathPattern(pattern).matches(path) == isMatch)
  }

  @Test("a transcript opens the study to which it belongs, a folder may be given by a link")
  func transcript() throws {
    try makeStudy()
    let study = try StudyFolder.open(path: folder.path + "/sub/T04_x.md")
    #expect(study.path == folder.path)
    #expect(study.chosen == "sub/T04_x.md")
    let other = TemporaryFolder()
    symlink(folder.path, other.path + "/link")
    #expect(try StudyFolder.open(path: other.path + "/link").transcripts.count == 2)
    try other.write("text", to: "alone.txt")
    let alone = try StudyFolder.open(path: other.path + "/alone.txt")
    #expect(alone.transcripts == ["alone.txt"])
    #expect(!alone.hasStudyFile)
    unlink(other.path + "/link")
  }

  @Test("transcripts are found by path, by the start of their name, by their header's id")
  func lookup() throws {
    try makeStudy()
    try folder.write(
      "Transcript-ID: NGO-1\nCase: a\n\nI: Hi.\nR: Hi.\nI: So?\nR: So.\n",
      to: "x.txt"
    )
    let study = try StudyFolder.open(path: folder.path)
    for name in ["T03-ngo.txt", "T03", "./T03-ngo.txt"] {
      #expect(try study.transcript(named: name) == "T03-ngo.txt")
    }
    #expect(try study.transcript(named: "T04") == "sub/T04_x.md")
    #expect(try study.transcript(named: "NGO-1") == "x.txt")
    let problem = #expect(throws: StudyProblem.self) { try study.transcript(named: "T99") }
    #expect(problem?.message.hasPrefix("there is no transcript \"T99\" in the study.") == true)
    try folder.write("text", to: "T03_b.txt")
    let more = try StudyFolder.open(path: folder.path)
    let ambiguous = #expect(throws: StudyProblem.self) { try more.transcript(named: "T03") }
    #expect(ambiguous?.message == "\"T03\" may be T03-ngo.txt or T03_b.txt. Give the path.")
  }

  @Test("names that differ in case or composition only are refused with both")
  func collisions() throws {
    try makeStudy()
    try folder.write("text", to: "t03-NGO.txt")
    let problem = #expect(throws: StudyProblem.self) { try StudyFolder.open(path: folder.path) }
    #expect(problem == .collision("T03-ngo.txt", "t03-NGO.txt"))
    #expect(problem?.message.contains("Rename one of them.") == true)
    let other = TemporaryFolder()
    try other.write("text", to: "e\u{301}.txt")
    try other.write("text", to: "\u{E9}.txt")
    #expect(throws: StudyProblem.self) { try StudyFolder.open(path: other.path) }
  }

  @Test(
    "sidecars are found beside their transcripts and by coder",
    arguments: ["beside", "by-coder"]
  )
  func sidecars(place: String) throws {
    try makeStudy("format: emic/study\nversion: 1\nsidecars: \(place)\n")
    var study = try StudyFolder.open(path: folder.path)
    for coder in ["coder-b", "coder-a"] as [Coder.ID] {
      try Folder.make("codings/\(coder)/sub", in: folder.path)
      var file = study.sidecarFile(of: "sub/T04_x.md", by: coder)
      guard case .saved = file.save(sampleSidecar(coder: coder)) else {
        Issue.record("not saved")
        return
      }
    }
    study = try StudyFolder.open(path: folder.path)
    #expect(study.coders(of: "sub/T04_x.md") == ["coder-a", "coder-b"])
    #expect(study.coders(of: "T03-ngo.txt") == [])
    #expect(try study.sidecar(of: "sub/T04_x.md", by: "coder-b")?.coder == "coder-b")
    #expect(try study.sidecar(of: "T03-ngo.txt", by: "coder-b") == nil)
    let name = study.sidecarName(of: "sub/T04_x.md", by: "coder-b")
    rename(
      "\(folder.path)/\(name)",
      folder.path + "/" + study.sidecarName(of: "sub/T04_x.md", by: "coder-a")
    )
    let problem = #expect(throws: StudyProblem.self) {
      try study.sidecar(of: "sub/T04_x.md", by: "coder-a")
    }
    #expect(
      problem?.message.contains("the coder is \"coder-b\", but the file name says \"coder-a\".")
        == true
    )
  }

  @Test(
    "conflict copies are second versions, never coders",
    arguments: [
      "a.txt.c (conflicted copy 2026-03-20).json", "a.txt.c.sync-conflict-20260320-101112-ABC.json",
      "a.txt.c (1).json", "a.txt.c.json~", "a.txt.c.json.orig",
    ]
  )
  func conflictCopies(copy: String) throws {
    let folder = TemporaryFolder()
    for name in ["a.txt", "a.txt.c.json", copy] { try folder.write("text", to: name) }
    let study = try StudyFolder.open(path: folder.path)
    #expect(study.conflictCopies.map(\.path) == [copy])
    #expect(study.conflictCopies.map(\.original) == ["a.txt.c.json"])
    #expect(study.coders(of: "a.txt") == ["c"])
  }

  @Test("submissions are counted by number")
  func submissions() throws {
    try makeStudy()
    for number in [10, 2, 1] {
      try folder.write("{}", to: "submissions/T03-ngo.txt.coder-a.\(number).json")
    }
    let study = try StudyFolder.open(path: folder.path)
    #expect(study.submissions(of: "T03-ngo.txt", by: "coder-a") == [1, 2, 10])
  }

  @Test("the coder is named, else remembered, and must be one of the study's")
  func coder() throws {
    try makeStudy("format: emic/study\nversion: 1\ncoders: [{id: coder-a}, {id: coder-b}]\n")
    let study = try StudyFolder.open(path: folder.path)
    let settings = Settings(folder: folder.path + "/config/emic")
    func choose(_ option: String?, _ environment: String?) throws(CoderChoice.Refusal) -> Coder.ID?
    {
      try CoderChoice.choose(
        for: study,
        option: option,
        environment: environment,
        settings: settings
      )
    }
    #expect(try choose("coder-a", "coder-b") == "coder-a")
    #expect(try choose(nil, "coder-b") == "coder-b")
    #expect(try choose(nil, nil) == nil)
    settings.remember("coder-b", for: study.path)
    #expect(try choose(nil, nil) == "coder-b")
    #expect(folder.mode("config/emic/coders.json") == 0o600)
    #expect(folder.mode("config/emic") == 0o700)
    let refusals: [(String, String)] = [
      ("Coder A", "\"Coder A\" cannot be a coder's id."),
      ("consensus", "\"consensus\" is the layer of settled codings."),
      ("times", "\"times\" stands in the names of files that hold the times of a recording."),
      ("coder-c", "\"coder-c\" is not a coder of this study: coder-a, coder-b."),
    ]
    for (id, message) in refusals {
      let refusal = #expect(throws: CoderChoice.Refusal.self) { try choose(id, nil) }
      #expect(refusal?.message.hasPrefix(message) == true)
    }
    let missing = #expect(throws: CoderChoice.Refusal.self) {
      try CoderChoice.require(
        for: study,
        option: nil,
        environment: nil,
        settings: Settings(folder: nil)
      )
    }
    #expect(missing?.message.hasSuffix("$EMIC_CODER: coder-a, coder-b.") == true)
  }

  @Test("places and quick codes come back; a damaged file is as none")
  func places() throws {
    try makeStudy()
    let study = try StudyFolder.open(path: folder.path)
    let places = ResumePlaces(
      places: ["T03-ngo.txt": .init(caret: 5, furthestTurn: 2)],
      quickCodes: [1: "trust", 3: "money"],
      drafts: ["study": Draft("Mine.", begunOver: "信任"), "T03-ngo.txt": Draft("New\nlines")],
      columns: ["trust", "money"]
    )
    places.save(for: "coder-a", in: study)
    #expect(ResumePlaces(of: "coder-a", in: study) == places)
    try folder.write("{", to: ".emic/state/coder-a.json")
    #expect(ResumePlaces(of: "coder-a", in: study) == ResumePlaces())
  }
}

@Suite("Temporary files") struct TemporaryFilesTests {
  @Test("what a save left behind is removed after an hour; everything else stays")
  func removing() throws {
    let folder = TemporaryFolder()
    let names = [".T03.txt.ana.json.0123abcd.tmp", ".notes.tmp", "a.0123abcd.tmp", "T03.txt"]
    for name in names { try folder.write("x", to: name) }
    let study = try StudyFolder.open(path: folder.path)
    TemporaryFiles.removeOld(in: study, now: Now.timestamp)
    #expect(names.allSatisfy { (try? folder.read($0)) != nil })
    let later = Timestamp(milliseconds: Now.timestamp.milliseconds + 3_700_000)
    TemporaryFiles.removeOld(in: study, now: later)
    #expect(names.filter { (try? folder.read($0)) == nil } == [names[0]])
  }

  @Test("beside a codebook that lies elsewhere only its own are removed")
  func codebook() throws {
    let folder = TemporaryFolder()
    let yaml = "format: emic/study\nversion: 1\ncodebook: ../books/ward.yaml\n"
    try folder.write(yaml, to: "study/study.yaml")
    let names = [".ward.yaml.0123abcd.tmp", ".other.yaml.0123abcd.tmp"].map { "books/\($0)" }
    for name in names { try folder.write("x", to: name) }
    let study = try StudyFolder.open(path: folder.path + "/study")
    let later = Timestamp(milliseconds: Now.timestamp.milliseconds + 3_700_000)
    TemporaryFiles.removeOld(in: study, now: later)
    #expect(names.filter { (try? folder.read($0)) == nil } == [names[0]])
  }
}

@Suite("History across restarts") struct ChangeHistoryTests {
  private let folder = TemporaryFolder()

  @Test("undo and redo come back with their quotations; a torn line costs itself alone")
  func restart() throws {
    try folder.write(sampleText(0..<200), to: "T03.txt")
    let study = try StudyFolder.open(path: folder.path)
    let transcript = try study.transcript("T03.txt")
    let history = ChangeHistory(study: study, transcript: "T03.txt", coder: "coder-a")
    let time = Timestamp(milliseconds: 1000)
    let memo = Memo(id: Memo.ID(sampleID(8)), at: time, text: "a memo")
    let changes = [
      Change("one", [.coding(before: nil, after: sampleCoding(1))]),
      Change(
        "two",
        [
          .coding(before: sampleCoding(1), after: nil, into: Coding.ID(sampleID(2))),
          .memo(before: nil, after: memo),
          .nothingHere(before: nil, after: .init(span: Span(1..<5), at: time)),
        ]
      ),
      Change("three", [.coding(before: nil, after: sampleCoding(3, memo: "why"))]),
    ]
    for change in changes { history.append(change, at: time) }
    history.append(changes[2], .undo, at: time)
    #expect(history.load(for: transcript).undo == Array(changes.prefix(2)))
    #expect(history.load(for: transcript).redo == [changes[2]])

    let name = ".emic/history/coder-a/T03.txt.jsonl"
    let bytes = try folder.read(name)
    #expect(!String(decoding: bytes, as: UTF8.self).contains(sampleCoding(1).quote))
    try FileSaver().save(Array(bytes.dropLast(10)), to: folder.path + "/" + name)
    #expect(history.load(for: transcript).undo == changes)
    history.append(changes[2], .undo, at: time)
    #expect(history.load(for: transcript).redo == [changes[2]])
  }

  @Test("a change beyond a text that became shorter is left out")
  func shorterText() throws {
    try folder.write("short", to: "T03.txt")
    let study = try StudyFolder.open(path: folder.path)
    let history = ChangeHistory(study: study, transcript: "T03.txt", coder: "coder-a")
    history.append(
      Change("one", [.coding(before: nil, after: sampleCoding(1))]),
      at: Timestamp(milliseconds: 1)
    )
    #expect(history.load(for: try study.transcript("T03.txt")).undo.isEmpty)
  }

  @Test("two sessions of one coder write between each other, and undo only their own")
  func twoSessions() throws {
    try folder.write(sampleText(0..<200), to: "T03.txt")
    let study = try StudyFolder.open(path: folder.path)
    let transcript = try study.transcript("T03.txt")
    let history = ChangeHistory(study: study, transcript: "T03.txt", coder: "coder-a")
    let time = Timestamp(milliseconds: 1000)
    let mine = Change("mine", [.coding(before: nil, after: sampleCoding(1))])
    let theirs = Change("theirs", [.coding(before: nil, after: sampleCoding(2))])
    history.append(mine, at: time)
    history.append(theirs, at: time)
    history.append(mine, .undo, at: time)
    #expect(history.load(for: transcript).undo == [theirs])
    #expect(history.load(for: transcript).redo == [mine])
  }

  @Test("what is recorded the other way round is undone all the same; what is dropped is forgotten")
  func inverse() throws {
    try folder.write(sampleText(0..<200), to: "T03.txt")
    let study = try StudyFolder.open(path: folder.path)
    let transcript = try study.transcript("T03.txt")
    let history = ChangeHistory(study: study, transcript: "T03.txt", coder: "coder-a")
    let time = Timestamp(milliseconds: 1000)
    let first = Change("first", [.coding(before: nil, after: sampleCoding(1))])
    let second = Change("second", [.coding(before: nil, after: sampleCoding(2))])
    history.append(first, at: time)
    history.append(second, at: time, isRecoding: true)
    #expect(history.recodings(for: transcript).undo.map(\.change) == [second])
    history.append(second.inverse, .undo, at: time)
    #expect(history.load(for: transcript).undo == [first])
    #expect(history.load(for: transcript).redo == [second])
    #expect(history.recodings(for: transcript).redo.map(\.change) == [second])
    history.append(first, .drop, at: time)
    history.append(second, .drop, at: time)
    #expect(history.load(for: transcript).undo.isEmpty)
    #expect(history.load(for: transcript).redo.isEmpty)
  }

  @Test("a code that was proposed with a coding goes and comes with it")
  func proposals() throws {
    try folder.write(sampleText(0..<200), to: "T03.txt")
    let study = try StudyFolder.open(path: folder.path)
    let history = ChangeHistory(study: study, transcript: "T03.txt", coder: "coder-a")
    let code = Code(id: "pay-first", name: Code.Name("pay “people” first"), isProposal: true)
    let change = Change(
      "in vivo",
      [.proposal(before: nil, after: code), .coding(before: nil, after: sampleCoding(1))]
    )
    history.append(change, at: Timestamp(milliseconds: 1))
    #expect(history.load(for: try study.transcript("T03.txt")).undo == [change])
  }

  @Test(
    "a quote that is not the text at its place is named with its line; another text is not judged"
  )
  func check() throws {
    try folder.write(sampleText(0..<200), to: "T03.txt")
    let transcript = try StudyFolder.open(path: folder.path).transcript("T03.txt")
    var sidecar = sampleSidecar([sampleCoding(1)])
    #expect(try sidecar.check(against: transcript, file: "s") == .changed)
    sidecar.source.sha256 = transcript.digest
    #expect(try sidecar.check(against: transcript, file: "s") == .same)
    sidecar.codings[0].quote = "other"
    let error = #expect(throws: SidecarError.self) {
      try sidecar.check(against: transcript, file: "s", bytes: SidecarWriter.encode(sidecar))
    }
    #expect(
      error?.message.hasPrefix("s:17: the quote of \(sampleID(1)) is not the text at 10 to 20.")
        == true
    )
  }
}

@Suite("History of what the study shares") struct StepHistoryTests {
  private let folder = TemporaryFolder()
  private let time = Timestamp(milliseconds: 1000)

  private func study() throws -> StudyFolder {
    try folder.write("R: Nothing.", to: "T03.txt")
    return try StudyFolder.open(path: folder.path)
  }

  @Test("every kind of change of a codebook comes back as it was, each coder's for themself")
  func codebook() throws {
    let study = try study()
    let history = StepHistory<CodebookStep>(study: study, coder: "lead")
    var book = retrievalBook
    var moment = Moment(now: time, seed: (1, 2))
    var steps: [CodebookStep] = []
    let proposal = ProposedCode(
      Code(id: "face", name: Code.Name("Face"), parent: "relations", isProposal: true),
      by: "coder-a"
    )
    let makes: [(Codebook) throws -> CodebookChange] = [
      { try $0.addingCode(proposal.code) },
      { try $0.renaming("trust", to: Code.Name([.init(language: "zh", text: "信任：“一”")])) },
      { try $0.redefining("trust", [.brief: "a\nb", .example: "- x: y"], isMinor: true) },
      { try $0.moving("mistrust", under: "relations", at: .first) },
      { try $0.settingKey("z", of: "ties") }, { try $0.settingColor("sky", of: "ties") },
      {
        try $0.splitting(
          "control",
          into: ["hard", "soft"],
          new: [
            Code(id: "hard", name: Code.Name("Hard")), Code(id: "soft", name: Code.Name("Soft")),
          ]
        )
      },
      { try $0.merging("ties", into: "trust") }, { try $0.retiring("mistrust") },
      { try $0.reviving("mistrust") },
    ]
    for (number, make) in makes.enumerated() {
      var change = try make(book)
      change.reason = "why \(number)"
      let entry = try book.apply(change, by: "lead", moment: &moment)
      steps.append(.change(change, entry: entry?.id, accepted: number == 0 ? proposal : nil))
    }
    steps.append(.declined(proposal, into: "trust", reason: "the same"))
    for step in steps { history.append(step, .do, at: time) }
    #expect(history.load().undo == steps)
    #expect(StepHistory<CodebookStep>(study: study, coder: "other").load().undo.isEmpty)
    history.append(steps[10], .undo, at: time)
    history.append(steps[9], .undo, at: time)
    #expect(history.load().undo == Array(steps.prefix(9)))
    #expect(history.load().redo == [steps[10], steps[9]])
    // Done again it has another line in the book's history.
    guard case .change(let change, _, _) = steps[9] else { return }
    history.append(.change(change, entry: "new", accepted: nil), .redo, at: time)
    #expect(history.load().undo.last == .change(change, entry: "new", accepted: nil))
  }

  @Test("summaries come back with what nobody reads of them; a torn line costs itself alone")
  func framework() throws {
    let history = StepHistory<FrameworkChange>(study: try study(), coder: "ana")
    let cell = FrameworkMatrix.Cell(
      case: "甲: 1",
      code: "trust",
      summary: "“Two”\nlines, - and: more",
      quotations: [Coding.ID(sampleID(1))],
      by: "ana",
      at: time,
      kept: [YAMLMember("mood", .text("calm"))]
    )
    let written = FrameworkChange(to: cell, from: nil)
    var none = cell
    none.summary = ""
    let taken = FrameworkChange(to: none, from: cell)
    history.append(written, .do, at: time)
    history.append(taken, .do, at: time)
    #expect(history.load().undo == [written, taken])
    #expect(taken.inverse.cell == cell)
    let name = ".emic/history/ana/framework.jsonl"
    try FileSaver().save(Array(try folder.read(name).dropLast(9)), to: folder.path + "/" + name)
    #expect(history.load().undo == [written])
    history.append(taken, .do, at: time)
    #expect(history.load().undo == [written, taken])
  }
}
