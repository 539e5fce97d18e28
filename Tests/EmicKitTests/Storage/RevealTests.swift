import Testing

@testable import EmicKit

@Suite("Recording that others' codings were shown") struct RevealTests {
  private let folder = TemporaryFolder()
  private let time = Timestamp(milliseconds: 1_774_171_800_000)

  private func study(_ state: Sidecar.State = .submitted) throws -> StudyFolder {
    try folder.write(sampleText(0..<200), to: "T03.txt")
    let transcript = Transcript(name: "T03.txt", text: TranscriptText(sampleText(0..<200)))
    var sidecar = Sidecar(draftOf: transcript, by: "coder-a", codebook: 1, at: time)
    sidecar.codings = [sampleCoding(1)]
    if state == .submitted { sidecar = try sidecar.submitted(as: 1, codebook: 1, at: time) }
    let file = String(decoding: SidecarWriter.encode(sidecar), as: UTF8.self)
    try folder.write(file, to: "T03.txt.coder-a.json")
    return try StudyFolder.open(path: folder.path)
  }

  private func stored() throws -> Sidecar {
    try SidecarReader.read(try folder.read("T03.txt.coder-a.json"), file: "s")
  }

  @Test("the first time stands in the coder's own log, and what is submitted then is not blind")
  func first() throws {
    let study = try study()
    let before = try stored()
    try study.recordReveal(of: "T03.txt", to: "coder-a", at: time)
    let after = try stored()
    guard case .object(let entry)? = after.log.last else { return #expect(Bool(false)) }
    #expect(entry.map(\.key) == ["act", "at", "by"])
    #expect(after.log.last?["act"] == "reveal")
    #expect(after.log.last?["by"] == "coder-a")
    #expect(after.isRevealed)
    var rest = after
    rest.log = before.log
    #expect(rest == before)
    let bytes = try folder.read("T03.txt.coder-a.json")
    try study.recordReveal(of: "T03.txt", to: "coder-a", at: Timestamp(milliseconds: 9))
    #expect(try folder.read("T03.txt.coder-a.json") == bytes)
    let again = try after.reopened(because: "r", codebook: 1, at: time)
      .submitted(as: 2, codebook: 1, at: time)
    #expect(again.log.last?["blind"] == false)
    #expect(after.log[0]["blind"] == true)
  }

  @Test("the entry is later than those before it, where a clock went back")
  func clock() throws {
    let study = try study()
    try study.recordReveal(of: "T03.txt", to: "coder-a", at: Timestamp(milliseconds: 1))
    let times = try stored().log.compactMap { $0["at"]?.string.flatMap { Timestamp($0) } }
    #expect(times.count == 2)
    #expect(times[0] < times[1])
  }

  @Test("nothing is written for an observer or the consensus")
  func nobody() throws {
    let study = try study()
    let names = Set(folder.names)
    let bytes = try folder.read("T03.txt.coder-a.json")
    for coder in [nil, "consensus"] as [Coder.ID?] {
      try study.recordReveal(of: "T03.txt", to: coder, at: time)
    }
    #expect(Set(folder.names) == names)
    #expect(try folder.read("T03.txt.coder-a.json") == bytes)
  }

  @Test("who has no sidecar gets no draft: the first time stands in their file of memos")
  func withoutSidecar() throws {
    let study = try study()
    let later = Timestamp(milliseconds: time.milliseconds + 5)
    try study.recordReveal(of: "T03.txt", to: "coder-b", at: time)
    let bytes = try folder.read("memos.coder-b.json")
    try study.recordReveal(of: "T03.txt", to: "coder-b", at: later)
    #expect(try folder.read("memos.coder-b.json") == bytes)
    let now = try StudyFolder.open(path: folder.path)
    #expect(try now.memos(of: "coder-b").reveals == ["T03.txt": time])
    #expect(now.coders(of: "T03.txt") == ["coder-a"])
    #expect(!VisibleWork(of: now, asker: "coder-a").blindness.isBlind(to: "T03.txt"))
  }

  @Test("it goes into the sidecar that is begun later, and what is submitted is not blind")
  func begunLater() throws {
    let study = try study()
    try study.recordReveal(of: "T03.txt", to: "coder-b", at: time)
    let transcript = try study.transcript("T03.txt")
    let draft = Sidecar(draftOf: transcript, by: "coder-b", codebook: 1, at: time)
    let begun = try study.withEarlierReveal(draft, of: "T03.txt")
    #expect(begun.isRevealed)
    #expect(begun.log.first?["at"]?.string == time.text)
    #expect(try study.withEarlierReveal(begun, of: "T03.txt") == begun)
    // A session that began before the reveal knows nothing of it: submitting does.
    var file = study.sidecarFile(of: "T03.txt", by: "coder-b")
    _ = file.save(draft)
    let done = try study.submit(&file, draft, of: "T03.txt", codebook: 1, at: time)
    #expect(done.sidecar.log.last?["blind"] == false)
    let copy = try folder.read("submissions/T03.txt.coder-b.1.json")
    #expect(try folder.read("T03.txt.coder-b.json") == copy)
  }

  @Test("a record that cannot be read is not none: nothing is shown, nothing submitted")
  func damagedMemos() throws {
    let study = try study()
    try folder.write("{", to: "memos.coder-b.json")
    let problem = #expect(throws: RevealProblem.self) {
      try study.recordReveal(of: "T03.txt", to: "coder-b", at: time)
    }
    #expect(problem?.message.contains("memos.coder-b.json:1: ") == true)
    let transcript = try study.transcript("T03.txt")
    let draft = Sidecar(draftOf: transcript, by: "coder-b", codebook: 1, at: time)
    var file = study.sidecarFile(of: "T03.txt", by: "coder-b")
    _ = file.save(draft)
    let refusal = #expect(throws: SubmissionProblem.self) {
      try study.submit(&file, draft, of: "T03.txt", codebook: 1, at: time)
    }
    #expect(
      refusal?.message(transcript: "T03.txt", wayOut: "").hasPrefix(
        "T03.txt: whether this is blind can't be said, so nothing was written. "
      ) == true
    )
    #expect(try folder.read("memos.coder-b.json") == Array("{".utf8))
    #expect(!folder.names.contains("submissions"))
  }

  @Test("a session that has the sidecar open keeps the entry, and its own work")
  func openSession() throws {
    let study = try study(.draft)
    var session = study.sidecarFile(of: "T03.txt", by: "coder-a")
    var work = try #require(try session.load())
    try study.recordReveal(of: "T03.txt", to: "coder-a", at: time)
    try work.apply(Change("", [.coding(before: nil, after: sampleCoding(2, "money"))]), at: time)
    _ = session.save(work)
    #expect(try stored().isRevealed)
    #expect(try stored().codings.count == 2)
  }

  @Test("two sessions that look at once leave one entry")
  func twoSessions() async throws {
    let study = try study()
    let time = time
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<4 {
        group.addTask { try? study.recordReveal(of: "T03.txt", to: "coder-a", at: time) }
      }
    }
    #expect(try stored().log.count { $0["act"] == "reveal" } == 1)
  }

  @Test("what cannot be read or written is said, and the codings are then not to be shown")
  func problems() throws {
    let study = try study()
    try folder.write("{", to: "T03.txt.coder-a.json")
    let problem = #expect(throws: RevealProblem.self) {
      try study.recordReveal(of: "T03.txt", to: "coder-a", at: time)
    }
    #expect(
      problem?.message.hasPrefix(
        "T03.txt: others' codings are left out, because it could not be recorded that they were "
          + "shown to coder-a. "
      ) == true
    )
    let wayOut = "An observer, without a name, sees what is submitted."
    #expect(problem?.message.hasSuffix(wayOut) == true)
    #expect(try folder.read("T03.txt.coder-a.json") == Array("{".utf8))
  }
}
