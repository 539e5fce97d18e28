import EmicKit
import Foundation
import Testing

/// What comes back of what has left: ids, texts, columns.
@Suite("Out and in again") struct ExchangeTests {
  private let workshop: Workshop

  init() throws { workshop = try Workshop() }

  private func url(_ name: String) -> URL { workshop.folder.appending(path: name) }

  private func write(_ text: String, to name: String) throws {
    try FileManager.default.createDirectory(
      at: url(name).deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(text.utf8).write(to: url(name))
  }

  private func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: url(name))) }

  private func book(_ name: String) throws -> Codebook {
    try CodebookReader.read(try bytes(name), file: name)
  }

  private func run(_ line: String) throws -> Workshop.Answer {
    let answer = try workshop.run(line)
    #expect(answer.status == 0, "\(answer.error)")
    return answer
  }

  /// A small study in which the id of a code, its words and the text hold a name.
  private func makeStudy() throws {
    try write(
      """
      format: emic/study
      version: 1
      title: Ward
      codebook: codebook.yaml
      coders:
        - {id: ana, name: Ana}
      """ + "\n",
      to: "ward/study.yaml"
    )
    try write(
      """
      format: emic/codebook
      version: 3
      title: Ward
      codes:
        - id: trust-in-zhang-wei
          name: Trust in Zhang Wei
          brief: That Zhang Wei is relied on.
          since: 1
          revised: 3
        - id: alone
          name: Being alone
          brief: Nobody is there.
          color: sky
      history:
        - version: 3
          at: 2026-03-22T09:00:00Z
          change: redefine
          codes: [trust-in-zhang-wei]
          reason: clearer
      """ + "\n",
      to: "ward/codebook.yaml"
    )
    try write("I: Who?\nR: 张伟 helped.\u{1B}[1m I was alone.\u{7}\n", to: "ward/T1.txt")
    try write("name,replacement,kind,variants\n张伟,局长甲,person,Zhang Wei\n", to: "names.csv")
    for line in [
      "code ward T1 --coder ana --quote helped --code trust-in-zhang-wei",
      "code ward T1 --coder ana --quote alone --code alone",
    ] { _ = try run(line) }
  }

  // MARK: Codebooks

  @Test("a study's own .qdc adds nothing to it, and has its ids for an empty one")
  func ownCodebook() throws {
    _ = try run("export sample-transcripts --to c.qdc")
    let same = try run("codebook import sample-transcripts c.qdc --as supervisor")
    #expect(same.out == "All codes of c.qdc are in the codebook already.\n")
    try write(
      "format: emic/study\nversion: 1\ncodebook: codebook.yaml\ncoders:\n  - {id: ana}\n",
      to: "new/study.yaml"
    )
    try write("format: emic/codebook\nversion: 1\ntitle: T\ncodes: []\n", to: "new/codebook.yaml")
    _ = try run("codebook import new c.qdc --as ana")
    let (sent, came) = (try book("codebooks/subcontracting.yaml"), try book("new/codebook.yaml"))
    #expect(came.codes.map(\.id) == sent.codes.filter { !$0.isWorking }.map(\.id))
    for code in came.codes {
      let other = try #require(sent[code.id])
      #expect(code.parent == other.parent && code.isFamily == other.isFamily)
      #expect((code.brief, code.definition) == (other.brief, other.definition))
      #expect((code.useWhen, code.example) == (other.useWhen, other.example))
    }
  }

  @Test("another program's .qdc with other GUIDs is known by its path of names")
  func otherGUIDs() throws {
    _ = try run("export sample-transcripts --to c.qdc")
    var text = String(decoding: try bytes("c.qdc"), as: UTF8.self)
    let start = try #require(text.range(of: "<?emic"))
    let end = try #require(text.range(of: "?>\n", range: start.lowerBound..<text.endIndex))
    text.removeSubrange(start.lowerBound..<end.upperBound)
    // As ATLAS.ti does: every GUID anew.
    var number = 0
    while let place = text.range(of: "guid=\"[0-9a-f]{8}-", options: .regularExpression) {
      number += 1
      let digits = String(repeating: "0", count: 8 - String(number).count) + String(number)
      text.replaceSubrange(place, with: "GUID=\"\(digits)-")
    }
    text = text.replacing("GUID=", with: "guid=").replacing("\"emic\"", with: "\"ATLAS.ti\"")
    try write(text, to: "d.qdc")
    let answer = try run("codebook import sample-transcripts d.qdc --as supervisor")
    #expect(answer.out.hasPrefix("All codes of d.qdc are in the codebook already.\n"))
    // A code that is new goes below the code that is there.
    let new =
      "<Code guid=\"99999999-9999-4999-8999-999999999999\" name=\"Brand new\" isCodable=\"true\"/>"
    let family = try #require(
      text.range(of: "isCodable=\"false\"[^>]*>", options: .regularExpression)
    )
    let inside = text[family.upperBound...]
    let place =
      inside.hasPrefix("<Description>")
      ? try #require(inside.range(of: "</Description>")).upperBound : family.upperBound
    text.insert(contentsOf: new, at: place)
    try write(text, to: "e.qdc")
    let added = try run("codebook import sample-transcripts e.qdc --as supervisor --format json")
    #expect(try added.json()["added"] == .strings(["brand-new"]))
    let book = try book("codebooks/subcontracting.yaml")
    #expect(book["brand-new"]?.parent == book.codes.first { $0.isFamily }?.id)
    #expect(book.codes.count == Set(book.codes.map(\.id)).count)
  }

  // MARK: Projects

  @Test("a release in which a code's id held a name keeps its codebook: ids, words and history")
  func release() throws {
    try makeStudy()
    _ = try run("submit ward T1 --coder ana")
    _ = try run("export ward --to r.qdpx --names names.csv")
    let answer = try run("import r.qdpx --to back")
    #expect(!answer.out.contains("cannot be read"))
    let book = try book("back/codebook.yaml")
    let id: Code.ID = "trust-in-ju-zhang-jia"
    #expect(book.codes.map(\.id) == [id, "alone"])
    #expect(book[id]?.brief == "That 局长甲 is relied on." && book[id]?.definition.isEmpty == true)
    #expect(book["alone"]?.brief == "Nobody is there.")
    #expect(book.version == 3 && book.history.map(\.codes) == [[id]])
    let codings = try run("codings back --format json").json()["codings"]?.items ?? []
    #expect(codings.map { $0["code_id"]?.string } == [id.text, "alone"])
    // The same id stands in a table.
    _ = try run("export ward --to c.csv --names names.csv")
    #expect(String(decoding: try bytes("c.csv"), as: UTF8.self).contains(",trust-in-ju-zhang-jia,"))
  }

  @Test(
    "a release has no control characters, which other programs stumble over; an archive has all"
  )
  func controls() throws {
    try makeStudy()
    try write("R: one\u{0B}two\u{0C}three\tfour\n", to: "ward/T2.txt")
    _ = try run("code ward T2 --coder ana --at 1 --code trust")
    for name in ["T1", "T2"] { _ = try run("submit ward \(name) --coder ana") }
    let answer = try run("export ward --to r.qdpx --names names.csv")
    #expect(answer.error.contains("4 control characters in the texts leave as U+FFFD"))
    _ = try run("import r.qdpx --to back")
    #expect(
      String(decoding: try bytes("back/T2.txt"), as: UTF8.self)
        == "R: one\u{FFFD}two\u{FFFD}three\tfour\n"
    )
    #expect(
      String(decoding: try bytes("back/T1.txt"), as: UTF8.self)
        == "I: Who?\nR: 局长甲 helped.\u{FFFD}[1m I was alone.\u{FFFD}\n"
    )
    let archive = try run("export ward --to IDENTIFIED.qdpx --identified")
    #expect(!archive.error.contains("control characters in the texts"))
    _ = try run("import IDENTIFIED.qdpx --to all")
    #expect(try bytes("all/T1.txt") == bytes("ward/T1.txt"))
  }

  @Test("the same study makes the same file, whenever; links keep their time")
  func same() throws {
    try makeStudy()
    let ids =
      try run("codings ward --as ana --format json").json()["codings"]?.items
      .compactMap { $0["coding_id"]?.string } ?? []
    #expect(ids.count == 2)
    _ = try run("link ward --from \(ids[0]) --to \(ids[1]) --kind contradicts --coder ana")
    _ = try run("submit ward T1 --coder ana")
    for name in ["a", "b"] { _ = try run("export ward --to \(name)-IDENTIFIED.qdpx --identified") }
    #expect(try bytes("a-IDENTIFIED.qdpx") == bytes("b-IDENTIFIED.qdpx"))
    _ = try run("import a-IDENTIFIED.qdpx --to back")
    func link(_ study: String) throws -> JSONValue? {
      try JSONValue(reading: try bytes("\(study)/T1.txt.ana.json"))["links"]
    }
    #expect(try link("ward") != nil)
    #expect(try link("back") == link("ward"))
  }

  @Test("all texts with rare characters are named")
  func astral() throws {
    try makeStudy()
    for name in ["a", "b"] { try write("I: 𠮷?\nR: 😀\n", to: "ward/\(name).txt") }
    let answer = try run("export ward --to x.qdpx --as ana")
    #expect(answer.error.contains("(emoji, rare hanzi): a.txt, b.txt. NVivo"), "\(answer.error)")
  }

  // MARK: Tables

  @Test("attributes that only headers have are columns; JSON lines have the columns of the table")
  func attributes() throws {
    try write("Case: A\nSite: City\nMood: glad\n\nI: Who?\nR: Me.\n", to: "plain/T1.txt")
    try write(
      "format: emic/codebook\nversion: 1\ntitle: T\ncodes:\n  - id: x\n    name: X\n",
      to: "plain/codebook.yaml"
    )
    _ = try run("code plain T1 --coder ana --quote Me --code x")
    _ = try run("submit plain T1 --coder ana")
    _ = try run("export plain --to c.csv")
    let rows = try CSV.read(try bytes("c.csv"), file: "c.csv").map(\.fields)
    #expect(rows[0].suffix(3) == ["transcript_sha256", "attr_mood", "attr_site"])
    #expect(rows[1].suffix(2) == ["glad", "City"])
    let listed = try run("codings plain --format csv")
    #expect(Array(listed.out.utf8) == (try bytes("c.csv")))
    _ = try run("export plain --to c.jsonl")
    let line = try #require(try bytes("c.jsonl").split(separator: 0x0A).first)
    #expect(try JSONValue(reading: Array(line)).keys == rows[0])
  }

  @Test("pairs and rows of a theme that stand for few cases are warned of")
  func smallCells() throws {
    let pairs = try run("cooccurrence sample-transcripts --coder coder-a")
    #expect(
      pairs.out.contains("pairs count fewer than 3 cases, by which people may be recognised.")
    )
    let csv = try run("cooccurrence sample-transcripts --coder coder-a --format csv")
    #expect(!csv.out.contains("fewer than") && csv.error.contains("count fewer than 3 cases"))
    let theme = try run("theme sample-transcripts trust --coder coder-a")
    #expect(theme.error.contains("fewer than 3 cases") && !theme.out.contains("fewer than"))
  }
}
