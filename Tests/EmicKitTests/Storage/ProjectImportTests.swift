import Glibc
import Testing

@testable import EmicKit

@Suite("Importing a project") struct ProjectImportTests {
  let folder = TemporaryFolder()

  func imported() throws -> ImportedStudy {
    try QDASample.imported(try fixture("refi-qda/ref.qdpx"))
  }

  func save(_ study: ImportedStudy, to name: String) throws(ProjectImport.Problem)
    -> ProjectImport.Outcome
  {
    try ProjectImport(study, at: QDASample.moment.now).save(to: "\(folder.path)/\(name)")
  }

  func problem(_ study: ImportedStudy, to name: String) -> ProjectImport.Problem? {
    do throws(ProjectImport.Problem) {
      _ = try save(study, to: name)
      return nil
    } catch {
      return error
    }
  }

  /// Every file of a folder with its bytes.
  func contents(_ name: String) throws -> [String: [UInt8]] {
    var contents: [String: [UInt8]] = [:]
    for entry in try Folder.list("\(folder.path)/\(name)") where entry.kind == .file {
      contents[entry.name] = try folder.read("\(name)/\(entry.name)")
    }
    return contents
  }

  @Test("a new study is there at once, private, and reads back")
  func new() throws {
    let study = try imported()
    let outcome = try save(study, to: "s")
    #expect(outcome.isNew && outcome.written.count == 8)
    #expect(folder.names == ["s"])
    #expect(folder.mode("s") == 0o700 && folder.mode("s/study.yaml") == 0o600)
    let opened = try StudyFolder.open(path: "\(folder.path)/s")
    #expect(opened.file == study.file)
    #expect(try opened.codebook() == study.codebook)
    #expect(opened.transcripts == study.transcripts.map(\.name))
    for work in study.work {
      let sidecar = try opened.sidecar(of: work.transcript, by: work.sidecar.coder)
      #expect(sidecar == work.sidecar)
      let transcript = try opened.transcript(work.transcript)
      #expect(sidecar?.source.sha256 == transcript.digest)
    }
  }

  @Test("an empty folder becomes the study")
  func emptyFolder() throws {
    mkdir("\(folder.path)/s", 0o755)
    #expect(try save(try imported(), to: "s").isNew)
    #expect(try contents("s").count == 8)
  }

  @Test("the same project twice changes nothing")
  func twice() throws {
    _ = try save(try imported(), to: "s")
    let before = try contents("s")
    let outcome = try save(try imported(), to: "s")
    #expect(!outcome.isNew && outcome.known == 6 && outcome.written.isEmpty)
    #expect(try contents("s") == before)
  }

  @Test("a study that is there gets what is new: codes, coders, rows, texts")
  func intoStudy() throws {
    _ = try NewStudy.make("\(folder.path)/s", title: "Mine")
    try folder.write("transcript,case,age\r\nold.txt,K,7\r\n", to: "s/cases.csv")
    var study = try imported()
    study.attributes = ["sector"]
    study.cases = [.init(line: 0, transcript: "访谈_02.txt", case: "C", values: ["sector": "x"])]
    let outcome = try save(study, to: "s")
    #expect(!outcome.isNew)
    let opened = try StudyFolder.open(path: "\(folder.path)/s")
    #expect(opened.file.title == "Mine" && opened.file.coders.map(\.id) == ["alice", "bob"])
    let book = try opened.codebook()
    #expect(book.version == 2 && book["to-discuss"] != nil && book["exclusion"]?.since == 2)
    #expect(book.history.last?.codes.count == 4)
    let cases = String(decoding: try folder.read("s/cases.csv"), as: UTF8.self)
    #expect(
      cases == "transcript,case,age,sector\r\nold.txt,K,7,\r\n访谈_02.txt,C,,x\r\n"
    )
    let sidecar = try opened.sidecar(of: "interview_01.txt", by: "alice")
    #expect(sidecar?.codings.allSatisfy { $0.codebook == 2 } == true)
  }

  @Test("what differs is refused, and the study is as it was")
  func differences() throws {
    _ = try save(try imported(), to: "s")
    let before = try contents("s")
    var study = try imported()
    study.work[0].sidecar.codings[0].span = Span(0..<3)
    study.work[0].sidecar.codings[0] = sampleCoding(9, "exclusion", 0..<3)
    #expect(
      problem(study, to: "s") == .otherWork(transcript: "interview_01.txt", coder: "alice")
    )
    study = try imported()
    study.transcripts[1] = Transcript(name: "访谈_02.txt", text: TranscriptText("other"))
    #expect(problem(study, to: "s") == .otherText("访谈_02.txt"))
    study = try imported()
    study.codebook = Codebook(codes: [Code(id: "exclusion", name: Code.Name("Else"))])
    #expect(problem(study, to: "s") == .otherCode("exclusion", "Exclusion", "Else"))
    #expect(try contents("s") == before)
    try folder.write("x", to: "other/notes.doc")
    #expect(problem(try imported(), to: "other") == .notAStudy("\(folder.path)/other"))
    #expect(try contents("other").count == 1)
  }

  private func isNoFolder(_ problem: ProjectImport.Problem?) -> Bool {
    guard case .file(let problem) = problem else { return false }
    return problem.cause == .system(ENOTDIR)
  }

  @Test("a fault half-way leaves nothing behind")
  func fault() throws {
    var study = try imported()
    // A folder cannot be made where a text stands.
    study.transcripts.append(
      Transcript(name: "interview_01.txt/x.txt", text: TranscriptText("x"))
    )
    #expect(isNoFolder(problem(study, to: "new")))
    #expect(folder.names == [])
    _ = try NewStudy.make("\(folder.path)/s", title: "Mine")
    let before = try contents("s")
    #expect(isNoFolder(problem(study, to: "s")))
    #expect(try contents("s") == before)
  }

  @Test("each message says what is in the way and what to do")
  func messages() {
    let cases: [(ProjectImport.Problem, String)] = [
      (.study(.notAStudy("s")), "s"), (.file(FileProblem(.notAFile, "s", .open)), "no regular"),
      (.otherText("a.txt"), "a.txt: the study has another text of this name."),
      (.otherWork(transcript: "a.txt", coder: "ana"), "a.txt: ana has other codings"),
      (.otherCode("c", "One", "Two"), "the code c is called \"One\" in the study and \"Two\""),
      (.notAStudy("f"), "f: this folder holds other files and is no study."),
    ]
    for (problem, part) in cases {
      #expect(problem.message.contains(part) && problem.message.hasSuffix("."))
    }
  }
}
