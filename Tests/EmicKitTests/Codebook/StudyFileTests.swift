import EmicKit
import Testing

private let head = "format: emic/study\nversion: 1\n"

private func read(_ text: String) throws -> StudyFile {
  try StudyFileReader.read(Array(text.utf8), file: "study.yaml")
}

private func complaint(_ rest: String) -> String? {
  do {
    _ = try StudyFileReader.read(Array((head + rest).utf8), file: "study.yaml")
    return nil
  } catch {
    return error.message
  }
}

@Suite("study.yaml") struct StudyFileTests {
  @Test("every key arrives, unknown ones are allowed")
  func full() throws {
    let study = try read(
      head + """
        title: Sample
        codebook: ../codebooks/a.yaml
        coders:
          - {id: coder-a, name: Coder A}
          - guest
          - {id: boss, role: supervisor}
        interviewers: [I, 问]
        respondents: [R]
        transcripts: ["interviews/*.txt"]
        unit: sentence
        sidecars: by-coder
        names: required
        boundaries: longest
        attributes:
          sector: [HIV/AIDS, migrants: [流动人口, 外来务工人员], all]
          level: {district: 区级, city: }
        rounds:
          - {name: one, kind: calibration, codebook: 2, transcripts: [a.txt], coders: [boss]}
        funder: {name: none}

        """
    )
    #expect(study.title == "Sample")
    #expect(study.codebook == "../codebooks/a.yaml")
    #expect(
      study.coders == [
        Coder(id: "coder-a", name: "Coder A"), Coder(id: "guest"),
        Coder(id: "boss", role: .supervisor),
      ]
    )
    #expect(study.interviewers == ["I", "问"])
    #expect(study.respondents == ["R"])
    #expect(study.transcripts == ["interviews/*.txt"])
    #expect(study.unit == "sentence")
    #expect(study.sidecars == .byCoder)
    #expect(study.namesRequired)
    #expect(study.boundaries == .longest)
    #expect(study.values(of: "sector")?.values == ["HIV/AIDS", "migrants", "all"])
    #expect(study.values(of: "sector")?.value(for: "流动人口") == "migrants")
    #expect(study.values(of: "sector")?.value(for: "rural") == nil)
    #expect(study.values(of: "level")?.value(for: "区级") == "district")
    #expect(study.rounds.first?.coders == ["boss"])
  }

  @Test("printed and read again it is the same study")
  func roundTrip() throws {
    var study = StudyFile()
    study.title = "No: a \"study\" #1"
    study.codebook = "codebook.yaml"
    study.coders = [Coder(id: "on", name: "Ö, {x}", role: .lead), Coder(id: "b")]
    study.attributes = [
      StudyFile.AttributeValues(
        attribute: "sector",
        values: ["a, b", "no"],
        synonyms: ["x: y": "no"]
      )
    ]
    study.rounds = [
      StudyFile.Round(
        name: "1",
        kind: "main",
        codebook: nil,
        transcripts: ["ä b.txt"],
        coders: ["b"]
      )
    ]
    #expect(try read(StudyFileWriter.text(of: study)) == study)
  }

  @Test("a new study is a few readable lines")
  func new() {
    var study = StudyFile()
    study.title = "Ward"
    study.codebook = "codebook.yaml"
    study.coders = [Coder(id: "ana", name: "Ana")]
    #expect(
      StudyFileWriter.text(of: study) == """
        format: emic/study
        version: 1
        title: Ward
        codebook: codebook.yaml
        coders:
          - {id: ana, name: Ana}

        """
    )
  }

  @Test(
    "every mistake has its sentence",
    arguments: [
      (
        "coders: [Ana]\n",
        "3: \"Ana\" can't be the id of a coder. Use a to z, 0 to 9 and hyphens, at most 32, beginning with a letter or digit."
      ),
      (
        "coders: [consensus]\n",
        "3: \"consensus\" is the layer of settled codings and no coder. Choose another id."
      ),
      (
        "coders: [times]\n",
        "3: \"times\" stands in the names of files that hold the times of a recording. Choose another id."
      ),
      ("coders:\n- a\n- {id: a}\n", "5: the coder \"a\" stands twice. Keep one."),
      ("coders:\n- {name: A}\n", "4: \"id\" is missing. Add it."),
      (
        "coders:\n- {id: a, role: boss}\n",
        "4: \"role\" can't be \"boss\". Choose one of: coder, lead, supervisor."
      ),
      (
        "codebook: /etc/passwd\n",
        "3: the codebook \"/etc/passwd\" is not relative to this file. Write the way from here, such as ../codebooks/book.yaml."
      ),
      (
        "codebook: C:\\book.yaml\n",
        "3: the codebook \"C:\\book.yaml\" is not relative to this file. Write the way from here, such as ../codebooks/book.yaml."
      ),
      ("unit: word\n", "3: \"unit\" can't be \"word\". Choose one of: character, sentence, turn."),
      ("names: maybe\n", "3: \"names\" can't be \"maybe\". Choose one of: optional, required."),
      (
        "attributes: {sector: [a, '']}\n",
        "3: an attribute or one of its values is empty. Give it a text or take it out."
      ),
      (
        "attributes: {sector: [a, b: [a]]}\n",
        "3: \"a\" stands twice among the values and synonyms of \"sector\". Keep one."
      ),
      ("attributes: {sector: a}\n", "3: \"sector\" needs a list. Correct the value."),
      ("rounds:\n- {kind: main}\n", "4: \"name\" is missing. Add it."),
      (
        "rounds:\n- {name: a}\n- {name: a}\n",
        "5: the round \"a\" stands twice. Give one of them another name."
      ),
      (
        "coders: [coder-a]\nrounds:\n- {name: one, coders: [codr-a]}\n",
        "5: the coder \"codr-a\" of round \"one\" is not among the coders. Did you mean \"coder-a\"? Correct the id or add the coder."
      ),
    ]
  )
  func mistakes(text: String, words: String) {
    #expect(complaint(text) == "study.yaml:" + words)
  }

  @Test("a newer format is not guessed at")
  func newer() {
    #expect(throws: (any Error).self) { try read("format: emic/study\nversion: 2\n") }
  }
}

@Suite("Adding a coder to study.yaml") struct AddingCoderTests {
  let dora = Coder(id: "dora", name: "Dora D")

  func added(to text: String) throws -> String {
    let bytes = try StudyFileWriter.adding(dora, to: Array((head + text).utf8), file: "study.yaml")
    return String(String(decoding: bytes, as: UTF8.self).dropFirst(head.count))
  }

  @Test(
    "one line is added, all others stay",
    arguments: [
      (
        "coders:   # ours\n  - {id: a}   # first\n  # last\nfunder: x\n",
        "coders:   # ours\n  - {id: a}   # first\n  - {id: dora, name: Dora D}\n  # last\nfunder: x\n"
      ),
      (
        "coders:\n- id: a\n  name: A\n\nunit: turn\n",
        "coders:\n- id: a\n  name: A\n- {id: dora, name: Dora D}\n\nunit: turn\n"
      ),
      ("coders: [a, b] # two\n", "coders: [a, b, {id: dora, name: Dora D}] # two\n"),
      ("coders: []\n", "coders: [{id: dora, name: Dora D}]\n"),
      ("coders:\ntitle: 中文\n", "coders:\n  - {id: dora, name: Dora D}\ntitle: 中文\n"),
      ("title: a\n", "title: a\ncoders:\n  - {id: dora, name: Dora D}\n"),
      ("title: a", "title: a\ncoders:\n  - {id: dora, name: Dora D}\n"),
      (
        "funder: {中: [x], coders: y}\ncoders: [ a ]\n",
        "funder: {中: [x], coders: y}\ncoders: [ a , {id: dora, name: Dora D}]\n"
      ),
    ]
  )
  func places(before: String, after: String) throws {
    #expect(try added(to: before) == after)
  }

  @Test("Windows line ends stay Windows line ends")
  func lineEnds() throws {
    let text = "format: emic/study\r\nversion: 1\r\ncoders:\r\n  - a\r\n"
    let bytes = try StudyFileWriter.adding(dora, to: Array(text.utf8), file: "study.yaml")
    #expect(
      Array(String(decoding: bytes, as: UTF8.self).utf8)
        == Array((text + "  - {id: dora, name: Dora D}\r\n").utf8)
    )
  }

  @Test("a layout that can't take a line is left alone, with the line to write")
  func refused() {
    let notAdded = StudyFileError.Problem.notAdded(
      item: "{id: dora, name: Dora D}",
      list: "coders"
    )
    #expect(
      throws: StudyFileError(file: "study.yaml", line: nil, problem: notAdded)
    ) {
      try StudyFileWriter.adding(
        dora,
        to: Array("{format: emic/study, version: 1}".utf8),
        file: "study.yaml"
      )
    }
    #expect(
      StudyFileError(file: "study.yaml", line: nil, problem: notAdded).message
        == "study.yaml: nothing can be added to coders: here without touching other lines. "
        + "Add it by hand, as - {id: dora, name: Dora D}"
    )
  }

  @Test("a coder that is there is not added again")
  func twice() {
    #expect(
      throws: StudyFileError(file: "study.yaml", line: nil, problem: .duplicateCoder("dora"))
    ) { try added(to: "coders: [dora]\n") }
  }
}
