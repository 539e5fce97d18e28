import Glibc
import Testing

@testable import EmicKit

@Suite("Submitting a sidecar") struct SubmissionTests {
  private let folder = TemporaryFolder()
  private let time = Timestamp(milliseconds: 2000)
  private var copy: String { "submissions/T03.txt.coder-a.1.json" }

  private func study() throws -> StudyFolder {
    try folder.write("I: Hello.\nR: Hello.\n", to: "T03.txt")
    return try StudyFolder.open(path: folder.path)
  }

  private func file(calls: FileCalls = .system) -> SidecarFile {
    SidecarFile(path: "\(folder.path)/T03.txt.coder-a.json", study: folder.path, calls: calls)
  }

  @Test("the log has each act with its keys; a clock that went back does not undo an act")
  func log() throws {
    var sidecar = sampleSidecar([sampleCoding(1)])
    sidecar = try sidecar.submitted(as: 1, codebook: 4, at: Timestamp(milliseconds: 100))
    #expect(sidecar.status.at == Timestamp(milliseconds: 501))
    #expect(sidecar.status.codebook == 4)
    #expect(throws: SubmissionProblem.closed("coder-a", since: sidecar.status.at)) {
      try sidecar.submitted(as: 2, codebook: 4, at: time)
    }
    sidecar = try sidecar.reopened(because: "turn 4", codebook: 4, at: time)
    #expect(throws: SubmissionProblem.open("coder-a")) {
      try sidecar.reopened(because: "x", codebook: 4, at: time)
    }
    #expect(sidecar.log.map { $0["act"] } == ["submit", "reopen"])
    #expect(sidecar.log[1]["reason"] == "turn 4")
    #expect(sidecar.submissions == [1])
    #expect(try SidecarReader.read(SidecarWriter.encode(sidecar), file: "") == sidecar)
  }

  @Test("blind until others' codings were revealed to this coder")
  func blind() throws {
    func reveal(to coder: String) -> JSONValue {
      .object([JSONMember("act", "reveal"), JSONMember("by", .string(coder))])
    }
    var sidecar = sampleSidecar()
    sidecar.log = [reveal(to: "coder-b")]
    let before = try sidecar.submitted(as: 1, codebook: 1, at: time)
    #expect(before.log.last?["blind"] == true)
    sidecar.log = [reveal(to: "coder-a")]
    let after = try sidecar.submitted(as: 1, codebook: 1, at: time)
    #expect(after.log.last?["blind"] == false)
  }

  @Test("the copy is safe before the sidecar says submitted; the next try takes it")
  func crash() throws {
    let (study, draft) = (try study(), sampleSidecar([sampleCoding(1)]))
    var file = file()
    _ = file.save(draft)
    var calls = FileCalls.system
    calls.rename = { folder, name, newName in
      guard newName.hasPrefix("T03.txt") && newName.hasSuffix("coder-a.json") else {
        return FileCalls.system.rename(folder, name, newName)
      }
      errno = EIO
      return -1
    }
    var failing = self.file(calls: calls)
    _ = try failing.load()
    #expect(throws: SubmissionProblem.self) {
      try study.submit(&failing, draft, of: "T03.txt", codebook: 1, at: time)
    }
    let frozen = try folder.read(copy)
    #expect(folder.mode(copy) == 0o400)
    #expect(try self.file().reloaded() == draft)
    _ = try file.load()
    let later = Timestamp(milliseconds: 9000)
    let done = try study.submit(&file, draft, of: "T03.txt", codebook: 1, at: later)
    #expect(done.number == 1)
    #expect(try folder.read(copy) == frozen)
    #expect(try folder.read("T03.txt.coder-a.json") == frozen)
  }

  @Test("what another session has changed is not submitted unseen")
  func changedMeanwhile() throws {
    let study = try study()
    var (one, other) = (file(), file())
    let draft = sampleSidecar([sampleCoding(1)])
    _ = one.save(draft)
    _ = try other.load()
    _ = other.save(sampleSidecar([sampleCoding(1), sampleCoding(2, "money")]))
    let problem = #expect(throws: SubmissionProblem.self) {
      try study.submit(&one, draft, of: "T03.txt", codebook: 1, at: time)
    }
    #expect(
      problem?.message(transcript: "", wayOut: "").hasSuffix(
        "another session has changed it just now. Nothing was written; look at it and try again."
      ) == true
    )
    #expect(throws: FileProblem.self) { try folder.read(copy) }
  }

  @Test("a session that does not know of the submission changes nothing any more")
  func closedMeanwhile() throws {
    let study = try study()
    var (one, other) = (file(), file())
    var draft = sampleSidecar([sampleCoding(1)])
    _ = one.save(draft)
    _ = try other.load()
    _ = try study.submit(&one, draft, of: "T03.txt", codebook: 1, at: time)
    let closed = try folder.read("T03.txt.coder-a.json")
    draft.codings.append(sampleCoding(2, "money", 30..<40))
    for _ in 1...2 {
      guard case .failed(let problem) = other.save(draft) else {
        Issue.record("written into a closed sidecar")
        return
      }
      #expect(problem.message.contains("it was submitted in another session, so it is closed."))
    }
    #expect(try folder.read("T03.txt.coder-a.json") == closed)
  }
}

extension SidecarFile {
  fileprivate func reloaded() throws -> Sidecar? {
    var file = self
    return try file.load()
  }
}
