import EmicKit
import Testing

/// Two versions of a file merged, as texts.
private func merged(
  _ ours: String,
  _ theirs: String,
  base: String?,
  _ path: String
) throws(FileMergeProblem) -> String {
  let merge = try FileMerge.merged(
    Array(ours.utf8),
    Array(theirs.utf8),
    base: base.map { Array($0.utf8) },
    path: path
  )
  #expect(merge.conflicts.isEmpty)
  return String(decoding: merge.bytes, as: UTF8.self)
}

/// What stays as it is in the first version, in sentences, and the text all the same.
private func conflict(
  _ ours: String,
  _ theirs: String,
  base: String?,
  _ path: String
) throws -> (message: String, text: String) {
  let merge = try FileMerge.merged(
    Array(ours.utf8),
    Array(theirs.utf8),
    base: base.map { Array($0.utf8) },
    path: path
  )
  let message = merge.conflicts.map(\.message).joined(separator: "\n")
  return (message, String(decoding: merge.bytes, as: UTF8.self))
}

private func refusal(
  _ ours: String,
  _ theirs: String,
  base: String?,
  _ path: String
) -> String {
  #expect(throws: FileMergeProblem.self) { try merged(ours, theirs, base: base, path) }?.message
    ?? ""
}

@Suite("Two versions of one file") struct FileMergeTests {
  @Test("what one side alone has changed is taken whole, whatever the file")
  func oneSide() throws {
    #expect(try merged("a", "b", base: "a", "T1.txt") == "b")
    #expect(try merged("b", "a", base: "a", "T1.txt") == "b")
    #expect(try merged("b", "b", base: "a", "T1.txt") == "b")
    #expect(
      refusal("b", "c", base: "a", "T1.txt")
        == "T1.txt: both versions were changed, and a file of this kind can't be merged. Decide which "
        + "one is right, and put it in place of both."
    )
    #expect(refusal("b", "c", base: nil, "submissions/T1.txt.ana.1.json").hasPrefix("submissions/"))
    #expect(refusal("b", "c", base: nil, "T1.txt.times.json").hasPrefix("T1.txt.times.json: both"))
  }

  private let cases = "transcript,case,sector\nT1.txt,NGO-A,hiv\n"

  @Test("cases.csv is merged value by value")
  func values() throws {
    let left = "transcript,case,sector\nT1.txt,NGO-B,hiv\nT2.txt,NGO-C,\n"
    let right = "transcript,case,sector,level\nT1.txt,NGO-A,migrants,city\n"
    #expect(
      try merged(left, right, base: cases, "cases.csv")
        == "transcript,case,sector,level\nT1.txt,NGO-B,migrants,city\nT2.txt,NGO-C,,\n"
    )
  }

  @Test("a row that one side has taken out stays only where the other has changed it")
  func rows() throws {
    let two = "transcript,case\nT1.txt,A\nT2.txt,B\n"
    let one = "transcript,case\nT1.txt,A\n"
    let changed = "transcript,case\nT1.txt,A\nT2.txt,C\n"
    let other = "transcript,case\nT1.txt,D\nT2.txt,B\n"
    #expect(
      try merged(one, other, base: two, "cases.csv") == "transcript,case\nT1.txt,D\n"
    )
    #expect(
      try merged(one, changed, base: two, "cases.csv")
        == "transcript,case\nT1.txt,A\nT2.txt,C\n"
    )
    #expect(
      try merged(one, two.replacing("A", with: ""), base: nil, "cases.csv")
        == "transcript,case\nT1.txt,A\nT2.txt,B\n"
    )
  }

  @Test("returns and a BOM stay where one version has them, whichever comes first")
  func form() throws {
    let plain = "transcript,case\nT1.txt,A\n"
    let marked = "\u{FEFF}transcript,case\r\nT1.txt,\r\n"
    for (one, other) in [(plain, marked), (marked, plain)] {
      #expect(
        try merged(one, other, base: nil, "cases.csv") == "\u{FEFF}transcript,case\r\nT1.txt,A\r\n"
      )
    }
  }

  @Test("of a value that is another on both sides the first stands, and all else is merged")
  func differentValues() throws {
    let two = cases + "T2.txt,NGO-B,hiv\n"
    let left = two.replacing("NGO-A,hiv", with: "NGO-A,migrants")
    let right = two.replacing("NGO-A,hiv", with: "NGO-A,disability")
      .replacing("NGO-B,hiv", with: "NGO-C,hiv")
    let merge = try conflict(left, right, base: two, "cases.csv")
    #expect(
      merge.message
        == "cases.csv: \"sector\" of \"T1.txt\" is \"migrants\" here and \"disability\" in the other "
        + "version. Here it is as it was; write it otherwise where that is wrong."
    )
    #expect(merge.text.contains("T1.txt,NGO-A,migrants") && merge.text.contains("T2.txt,NGO-C,hiv"))
    #expect(
      refusal("transcript,case\nT1.txt\n", left, base: cases, "cases.csv").hasPrefix(
        "cases.csv:2: "
      )
    )
    #expect(refusal("a,b\n", left, base: cases, "cases.csv").contains("a column \"transcript\""))
  }

  private let study = """
    format: emic/study
    version: 1
    title: A study   # of ours
    coders:
      - {id: ana}

    """

  @Test("coders and rounds that either side has added are in the list, comments stay")
  func coders() throws {
    let left = study + "  - {id: bo}\n"
    let right = study.replacing("title: A study", with: "title: The study") + "  - {id: chen}\n"
    let result = try merged(left, right, base: study, "study.yaml")
    #expect(result.contains("title: The study   # of ours"))
    for id in ["ana", "bo", "chen"] { #expect(result.contains("{id: \(id)}")) }
    #expect(
      try merged(left, study + "  - {id: chen}\n", base: nil, "study.yaml")
        == left + "  - {id: chen}\n"
    )
    let both = try FileMerge.merged(
      Array(left.replacing("A study", with: "One").utf8),
      Array((study.replacing("A study", with: "Two") + "  - {id: chen}\n").utf8),
      base: Array(study.utf8),
      path: "study.yaml"
    )
    #expect(
      both.conflicts.map(\.message).first?.hasPrefix("study.yaml: \"title\" was changed") == true
    )
    let kept = String(decoding: both.bytes, as: UTF8.self)
    #expect(kept.contains("title: One") && kept.contains("{id: bo}") && kept.contains("{id: chen}"))
    let places = try FileMerge.merged(
      Array(study.utf8),
      Array((study + "sidecars: by-coder\n").utf8),
      base: nil,
      path: "study.yaml"
    )
    #expect(places.conflicts.map(\.message).first?.contains("\"sidecars\"") == true)
    let names = try conflict(
      study + "  - {id: bo, name: Bo}\n",
      study + "  - {id: bo, name: Bob}\n  - {id: chen}\n",
      base: study,
      "study.yaml"
    )
    #expect(names.message.contains("the coder \"bo\" was changed differently"))
    #expect(names.text == study + "  - {id: bo, name: Bo}\n  - {id: chen}\n")
  }

  /// What two versions of `study.yaml` say as one, whichever of them is here.
  private func studies(_ one: String, _ other: String, base: String?) throws -> (
    StudyFile, text: String
  ) {
    let texts = [
      try merged(one, other, base: base, "study.yaml"),
      try merged(other, one, base: base, "study.yaml"),
    ]
    let read = try texts.map { text in
      var study = try StudyFileReader.read(Array(text.utf8), file: "study.yaml")
      study.coders.sort { $0.id < $1.id }
      study.rounds.sort { $0.name < $1.name }
      return study
    }
    #expect(read[0] == read[1])
    return (read[0], texts[0])
  }

  @Test("of study.yaml each side's keys are merged one by one, a switch above all")
  func studyKeys() throws {
    let titled = study.replacing("title: A study   # of ours", with: "title: Wards   # new")
    let unit = "# as agreed\nunit: turn\n"
    let (both, text) = try studies(titled, study + unit, base: study)
    #expect(both.title == "Wards" && both.unit == "turn")
    #expect(text == titled + unit)
    let required = try studies(titled, study + "names: required\n", base: study)
    #expect(required.0.namesRequired && required.0.title == "Wards")
    // Taken away on one side, left alone on the other.
    let (gone, rest) = try studies(titled + "x-lab: 3\n", titled, base: study + unit + "x-lab: 3\n")
    #expect(gone.unit == nil && gone.title == "Wards" && !rest.contains("x-lab"))
    let optional = try studies(titled, study, base: study + "names: required\n")
    #expect(!optional.0.namesRequired)
    let returns = try merged(
      titled.replacing("\n", with: "\r\n"),
      study + "respondents:\n  - R1\n  - R2\n",
      base: study,
      "study.yaml"
    )
    #expect(returns == (titled + "respondents:\n  - R1\n  - R2\n").replacing("\n", with: "\r\n"))
  }

  @Test("without a base study.yaml keeps what either has, and the stricter opinion on names")
  func studyWithoutBase() throws {
    let (both, text) = try studies(
      study + "names: optional\nunit: turn\n",
      study + "names: required\nx-lab: [3, 4]\n",
      base: nil
    )
    #expect(both.namesRequired && both.unit == "turn" && text.contains("x-lab: [3, 4]"))
    #expect(try studies(study, study + "names: required\n", base: nil).0.namesRequired)
    let titles = try conflict(
      study,
      study.replacing("A study", with: "Another") + "names: required\n",
      base: nil,
      "study.yaml"
    )
    #expect(titles.message.hasPrefix("study.yaml: \"title\" was changed differently"))
    #expect(titles.text == study + "names: required\n")
  }

  @Test("coders and rounds of study.yaml are merged one by one, also those changed or gone")
  func studyLists() throws {
    let base =
      study + """
          - {id: bo}   # until May
          - id: chen
            name: Chen
        rounds:
          - {name: one, kind: main, transcripts: [T1.txt], coders: [ana, bo]}

        """
    let left = base.replacing(
      "  - {id: bo}   # until May\n",
      with: "  - {id: bo, role: lead}   # since May\n"
    )
    let right = base.replacing("  - id: chen\n    name: Chen\n", with: "  - {id: dora}\n")
    let (both, text) = try studies(left, right, base: base)
    #expect(both.coders.map(\.id.text) == ["ana", "bo", "dora"])
    #expect(both.coders[1].role == .lead && text.contains("role: lead}   # since May\n"))
    // A coder who goes, goes from the rounds as well; a round that still names them keeps them.
    let without = base.replacing("  - {id: bo}   # until May\n", with: "").replacing(
      "[ana, bo]",
      with: "[ana]"
    )
    #expect(
      try studies(left.replacing("role: lead", with: "name: Bo"), base, base: base).0.coders.count
        == 3
    )
    let renamed = base.replacing("name: Chen", with: "name: Chen Li")
    #expect(try studies(renamed, without, base: base).0.coders.map(\.name) == ["ana", "Chen Li"])
    let kept = try conflict(
      base.replacing("A study", with: "Wards")
        + "  - {name: two, kind: main, transcripts: [T2.txt], coders: [bo]}\n",
      without,
      base: base,
      "study.yaml"
    )
    #expect(
      kept.message.contains("\"coders\" was changed in the other version, and can't be put in")
    )
    #expect(kept.text.contains("{id: bo}   # until May"))
    let braces = try conflict(
      "{format: emic/study, version: 1, title: A}",
      "format: emic/study\nversion: 1\ntitle: A\nunit: turn\n",
      base: nil,
      "study.yaml"
    )
    #expect(braces.message.contains("\"unit\" was changed in the other version"))
  }

  private func framework(_ cells: String...) -> String {
    "format: emic/framework\nversion: 1\ncells:\n" + cells.joined()
  }

  private func cell(_ code: String, _ summary: String) -> String {
    "  - case: A\n    code: \(code)\n    summary: \(summary)\n"
  }

  @Test("the framework matrix is merged cell by cell, and no summary is lost")
  func frameworks() throws {
    let base = framework(cell("trust", "old"))
    let left = framework(cell("trust", "new"))
    let right = framework(cell("trust", "old"), cell("fear", "some"))
    #expect(
      try merged(left, right, base: base, "framework.yaml")
        == framework(cell("fear", "some"), cell("trust", "new"))
    )
    let merge = try conflict(
      left,
      framework(cell("trust", "newer"), cell("fear", "some")),
      base: base,
      "framework.yaml"
    )
    #expect(
      merge.message
        == "framework.yaml: the summary of \"A\" and \"trust\" was changed differently in both versions. "
        + "Here it is as it was; write it otherwise where that is wrong."
    )
    #expect(merge.text == framework(cell("fear", "some"), cell("trust", "new")))
  }

  @Test("memos are merged by ids: the later text, and only a base can say that one was taken away")
  func memos() throws {
    func file(_ memos: String) -> String {
      "{\"format\": \"emic/memos\", \"version\": 1, \"coder\": \"ana\", \"memos\": [\(memos)]}"
    }
    func memo(_ id: Int, _ text: String, _ second: Int) -> String {
      "{\"id\": \"m\(id)\", \"on\": {\"study\": true}, \"at\": \"2026-03-20T10:00:0\(second)Z\", "
        + "\"text\": \"\(text)\"}"
    }
    let base = file(memo(1, "one", 1) + "," + memo(2, "two", 2))
    let left = file(memo(1, "uno", 4))
    let right = file(memo(1, "eins", 3) + "," + memo(2, "two", 2) + "," + memo(3, "three", 5))
    func texts(_ base: String?) throws -> [String] {
      let bytes = try merged(left, right, base: base, "memos.ana.json")
      return try MemosFile.read(Array(bytes.utf8), file: "m").entries.map(\.memo.text)
    }
    #expect(try texts(base) == ["uno", "three"])
    #expect(try texts(nil) == ["two", "uno", "three"])
    let turned = try merged(right, left, base: base, "memos.ana.json")
    #expect(try turned == merged(left, right, base: base, "memos.ana.json"))
    #expect(
      refusal(left, right.replacing("ana", with: "bo"), base: base, "memos.ana.json")
        .contains("one sidecar is ana's and the other bo's.")
    )
  }

  @Test("proposals are merged by ids")
  func proposals() throws {
    func file(_ codes: String...) -> String {
      "format: emic/proposals\nversion: 1\ncodes:\n"
        + codes.map { "  - id: \($0)\n    name: {en: \($0)}\n" }.joined()
    }
    let result = try merged(
      file("a", "b"),
      file("a", "c"),
      base: file("a", "c", "d"),
      "proposals/ana.yaml"
    )
    #expect(result == file("a", "b"))
    let merge = try conflict(
      file("a").replacing("en: a", with: "en: x"),
      file("a", "b").replacing("en: a", with: "en: y"),
      base: nil,
      "proposals/ana.yaml"
    )
    #expect(
      merge.message.hasPrefix("proposals/ana.yaml: the proposal \"a\" was changed differently")
    )
    #expect(merge.text.contains("en: x") && merge.text.contains("id: b"))
  }

  @Test("of a codebook both sides' changes are there; the same part changed twice is not guessed")
  func codebooks() throws {
    let base = """
      format: emic/codebook
      version: 1
      title: Book
      codes:
        - id: trust
          name: {en: Trust}
          brief: Confidence.

      """
    let left = base.replacing("Confidence.", with: "Confidence in a person.")
      .replacing("version: 1\ntitle", with: "version: 2\ntitle")
    let right = base + "  - id: fear\n    name: {en: Fear}\n"
    let result = try merged(left, right, base: base, "codebook.yaml")
    #expect(result.contains("Confidence in a person."))
    #expect(result.contains("id: fear"))
    let merge = try conflict(
      left,
      right.replacing("Confidence.", with: "Certainty."),
      base: base,
      "codebook.yaml"
    )
    #expect(
      merge.message.contains(
        "trust, brief: \"Confidence in a person.\" here, \"Certainty.\" in the other version."
      )
    )
    #expect(merge.text.contains("Confidence in a person.") && merge.text.contains("id: fear"))
  }

  @Test("what can't be read is told by its own sentence, and a base that can't be read is none")
  func unreadable() throws {
    let good = String(
      decoding: SidecarWriter.encode(sampleSidecar([sampleCoding(1)])),
      as: UTF8.self
    )
    let other = String(
      decoding: SidecarWriter.encode(sampleSidecar([sampleCoding(2)])),
      as: UTF8.self
    )
    #expect(refusal(good, "{ damaged", base: nil, "T.txt.ana.json").hasPrefix("T.txt.ana.json:1: "))
    let both = try merged(good, other, base: "{ damaged", "T.txt.ana.json")
    #expect(try SidecarReader.read(Array(both.utf8), file: "T").codings.count == 2)
  }

  @Test("what was submitted stays as it was submitted")
  func submitted() throws {
    var closed = sampleSidecar([sampleCoding(1)])
    closed.status.state = .submitted
    closed.status.at = Timestamp(milliseconds: 9000)
    let more = sampleSidecar([sampleCoding(1), sampleCoding(2)])
    func text(_ sidecar: Sidecar) -> String {
      String(decoding: SidecarWriter.encode(sidecar), as: UTF8.self)
    }
    #expect(
      refusal(text(closed), text(more), base: nil, "T.json")
        == "T.json: one version is submitted and the other has changes that are not in it. Open the "
        + "submitted one again (`emic reopen`), then merge."
    )
    #expect(
      try merged(text(sampleSidecar()), text(closed), base: nil, "T.json") == text(closed)
    )
  }

  @Test("a sidecar as words: a fact to a line, nothing that a terminal would obey")
  func words() {
    var coding = sampleCoding(1, "trust", 40..<60, memo: "a\u{1B}[31m\nb")
    coding.flags = [.doNotQuote]
    let lines = SidecarText.lines(
      of: SidecarWriter.encode(sampleSidecar([coding])),
      file: "T"
    )
    #expect(lines.count == 4)
    #expect(lines[1].hasPrefix("40-60  trust  \""))
    #expect(lines[2] == "40-60    flags do-not-quote")
    #expect(lines[3].hasPrefix("40-60    memo  a") && !lines[3].contains("\u{1B}"))
    #expect(SidecarText.lines(of: Array("{ damaged\u{7}".utf8), file: "T") == ["{ damaged^G"])
  }
}
