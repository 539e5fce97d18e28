import EmicKit
import Glibc
import Testing

@Suite("The sample study") struct SampleStudyTests {
  static let root = #filePath.components(up: 4)

  func bytes(_ path: String) throws -> [UInt8] {
    let file = try #require(fopen(Self.root + "/" + path, "r"), "\(path) is missing")
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
      bytes += buffer[..<count]
    }
    return bytes
  }

  @Test("the codebook has 41 assignable codes under 8 families, complete in two languages")
  func codebook() throws {
    let bytes = try bytes("codebooks/subcontracting.yaml")
    let book = try CodebookReader.read(bytes, file: "subcontracting.yaml")
    #expect(book.version == 1)
    #expect(book.title == "Politics of services subcontracting to NGOs")
    #expect(book.families.count == 8)
    #expect(book.assignable.count == 41)
    #expect(book.assignable.filter { book[$0.parent ?? ""]?.isFamily == false }.count == 10)
    #expect(book.codes.allSatisfy { $0.name.chinese != nil })
    #expect(book.codes.filter(\.isWorking).map(\.id) == ["to-discuss"])
    #expect(book.codes.filter { $0.key != nil }.count == 13)
    #expect(CodebookLint.findings(in: book) == [])
    // It is in canonical form: the first change of a code changes no other line.
    #expect(Array(CodebookWriter.text(of: book).utf8) == bytes)
  }

  @Test("the study names its coders, and the headers' Chinese values are synonyms")
  func study() throws {
    let study = try StudyFileReader.read(
      try bytes("sample-transcripts/study.yaml"),
      file: "study.yaml"
    )
    #expect(study.codebook == "../codebooks/subcontracting.yaml")
    #expect(study.coders.map(\.id) == ["coder-a", "coder-b", "coder-c", "supervisor", "guest"])
    #expect(study.coders.filter { $0.role == .supervisor }.map(\.id) == ["supervisor"])
    #expect(study.values(of: "sector")?.value(for: "流动人口（外来务工人员）") == "migrants")
    #expect(study.values(of: "actor-type")?.value(for: "政府官员") == "government official")
    #expect(study.rounds.map(\.kind) == ["calibration", "coding"])
    let cases = try CaseTable.read(
      try bytes("sample-transcripts/cases.csv"),
      file: "cases.csv",
      study: study
    )
    #expect(cases.warnings.isEmpty)
    #expect(
      cases.rows.map { $0.transcript.prefix(3) } == (1...10).map { $0 < 10 ? "T0\($0)" : "T10" }
    )
    for transcript in study.rounds.flatMap(\.transcripts) { #expect(cases[transcript] != nil) }
    #expect(cases["T06-migrant-official-zh.txt"]?.values["sector"] == "migrants")
  }

  @Test("each submitted sidecar equals its frozen submission, byte for byte, and can be read")
  func submissions() throws {
    let study = try StudyFolder.open(path: Self.root + "/sample-transcripts")
    var submitted = 0
    for transcript in study.file.rounds.flatMap(\.transcripts) {
      for coder in ["coder-a", "coder-b", "coder-c"] {
        let sidecar = try bytes("sample-transcripts/\(transcript).\(coder).json")
        guard String(decoding: sidecar, as: UTF8.self).contains("\"state\": \"submitted\"") else {
          continue
        }
        submitted += 1
        let frozen = try bytes("sample-transcripts/submissions/\(transcript).\(coder).1.json")
        #expect(sidecar == frozen)
      }
    }
    #expect(submitted == 15)
  }

  @Test("nothing is wrong in it")
  func check() throws {
    let study = try StudyFolder.open(path: Self.root + "/sample-transcripts")
    let problems = StudyCheck(of: study, asker: nil).problems.filter { $0.kind != .permissions }
    #expect(problems.map(\.message) == [])
  }
}
