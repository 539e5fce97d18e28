import EmicKit
import EmicTUI
import Glibc
import Testing

/// The review as a supervisor and a coder meet it: keys in, screen and files out.
@Suite("A review with emic") struct ReviewSessionTests {
  private func openReview(
    _ study: StudyCopy,
    coder: String = "supervisor",
    size: Size = Size(width: 80, height: 24)
  ) throws -> PseudoTerminal {
    let emic = try study.open(command: "review", coder: coder, size: size)
    try emic.wait(for: "34 passages differ")
    return emic
  }

  private func verdicts(_ study: StudyCopy, _ transcript: String = StudyCopy.english) throws -> Int
  {
    try study.sidecar(of: transcript, by: Coder.consensus)?.verdicts.all.count ?? 0
  }

  @Test("from the table to ten verdicts, over a kill and a new start, and the coders' work stays")
  func tenVerdicts() throws {
    let study = try StudyCopy()
    let names = try Folder.list(study.path).map(\.name).filter { $0.hasSuffix(".json") }
    let before = try names.map { try study.read($0) }
    let first = try openReview(study)
    try first.press("t\r\r")
    try first.wait(for: "passage 1 of 21")
    for _ in 0..<5 {
      try first.press("1")
      try first.press("\r")
    }
    try first.waitUntilSaved()
    first.signal(SIGKILL)
    #expect(try first.waitForExit() == .signalled(SIGKILL))
    #expect(try verdicts(study) == 5)

    let second = try openReview(study)
    try second.press("t\r")
    try second.press("u")
    #expect(second.row(0).hasPrefix(" Undone: Settled"))
    try second.press("Un\r")
    for _ in 0..<5 {
      try second.press("2")
      try second.press("m")
    }
    try second.waitUntilSaved()
    #expect(try verdicts(study) == 10)
    let reasons = try study.sidecar(by: Coder.consensus)?.verdicts.all.map(\.settlement.by)
    #expect(reasons == Array(repeating: "supervisor", count: 10))
    try SessionTests.leave(second)
    #expect(try names.map { try study.read($0) } == before)
  }

  @Test("every row of a transcript settled, it is closed with y, and a coder reads what differs")
  func closing() throws {
    let study = try StudyCopy()
    let emic = try openReview(study)
    try emic.press("tj\r\r")
    try emic.wait(for: "passage 1 of 13")
    while !emic.flowingText.contains("All passages of this list are settled") {
      try emic.press("1")
      try emic.press("\r")
    }
    try emic.waitUntilSaved()
    try emic.press("C")
    try emic.wait(for: "y closes")
    try emic.press("\r")
    try emic.press("y")
    try emic.wait(for: "Closed the adjudication of T06")
    try SessionTests.leave(emic)
    let consensus = try #require(
      try study.sidecar(of: StudyCopy.chinese, by: Coder.consensus)
    )
    #expect(consensus.status.state == .submitted)
    #expect(consensus.codings.allSatisfy { $0.settlement?.by == "supervisor" })

    let coder = try openReview(study, coder: "coder-c", size: Size(width: 100, height: 30))
    try coder.press("D")
    try coder.wait(for: "What was settled otherwise than you coded it")
    #expect(coder.flowingText.contains("adopt"))
    try coder.press("\r")
    try coder.press("1")
    try coder.wait(for: "coder-c is no supervisor of this study")
    try SessionTests.leave(coder, with: "Q")
    let log = try study.sidecar(of: StudyCopy.chinese, by: "coder-c")?.log.last
    #expect(log?["act"]?.string == "reveal")
  }

  @Test("figures of anonymous coders are written in the order of their numbers, not of the coders")
  func anonymousFigures() throws {
    let study = try StudyCopy()
    let emic = try openReview(study)
    try emic.press("A")
    try emic.press("x")
    try emic.wait(for: "Exported these figures")
    try emic.press("f")
    try emic.press("x")
    try emic.wait(for: "Exported these figures to exports/confusions")
    try SessionTests.leave(emic, with: "Q")
    let confusions = String(
      decoding: try study.read("exports/confusions-turn-codes-anonymous.csv"),
      as: UTF8.self
    )
    let sides = confusions.split(whereSeparator: \.isNewline).dropFirst().map { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      return [cells[2], cells[4]]
    }
    #expect(!sides.isEmpty && sides.allSatisfy { $0[0] < $0[1] })
    let name = "exports/agreement-turn-codes-anonymous.csv"
    let text = String(decoding: try study.read(name), as: UTF8.self)
    let pairs = text.split(whereSeparator: \.isNewline).compactMap { line in
      line.split(separator: ",").first { $0.contains("~") }.map { String($0) }
    }
    #expect(Set(pairs) == ["coder 1~coder 2", "coder 1~coder 3", "coder 2~coder 3"])
    #expect(pairs.first == "coder 1~coder 2")
  }

  /// Another session of a coder: opens the work again, takes its first coding out and submits it.
  private func submitAgain(_ study: StudyCopy, _ transcript: String, by coder: Coder.ID) throws {
    let folder = try StudyFolder.open(path: study.path)
    var file = folder.sidecarFile(of: transcript, by: coder)
    var sidecar = try #require(try file.load())
    sidecar = try sidecar.reopened(because: "more", codebook: 1, at: Now.timestamp)
    guard case .saved = file.save(sidecar) else { return #expect(Bool(false), "not reopened") }
    let coding = try #require(sidecar.codings.first)
    try sidecar.apply(
      Change("Removed.", [.coding(before: coding, after: nil)]),
      at: Now.timestamp
    )
    guard case .saved = file.save(sidecar) else { return #expect(Bool(false), "not changed") }
    _ = try folder.submit(&file, sidecar, of: transcript, codebook: 1, at: Now.timestamp)
  }

  @Test("work that is submitted while passages are walked comes into view, and is not closed over")
  func submittedMeanwhile() throws {
    let study = try StudyCopy()
    let emic = try openReview(study)
    try emic.press("tj\r\r")
    try emic.wait(for: "passage 1 of 13")
    while !emic.flowingText.contains("All passages of this list are settled") {
      try emic.press("1")
      try emic.press("\r")
    }
    try emic.waitUntilSaved()
    try submitAgain(study, StudyCopy.chinese, by: "coder-a")
    try emic.press("C")
    try emic.press("y")
    try emic.wait { !$0.flowingText.contains("All passages of this list are settled") }
    let consensus = try #require(
      try study.sidecar(of: StudyCopy.chinese, by: Coder.consensus)
    )
    #expect(consensus.status.state == .draft)
    try SessionTests.leave(emic, with: "Q")
  }

  @Test("a consensus that cannot be read is named, and nothing is settled over it")
  func damagedConsensus() throws {
    let study = try StudyCopy()
    let name = "\(StudyCopy.english).consensus.json"
    let damaged = "{\n  \"format\": \"emic/sidecar\",\n  \"version\": 1,\n"
    try study.write(damaged, to: name)
    let emic = try openReview(study)
    // The message may be over by now; the list of messages keeps it.
    try emic.press("gh")
    #expect(emic.flowingText.contains("\(name):"))
    try emic.press("\u{1B}")
    try emic.press("\r\r")
    try emic.wait(for: "passage 1 of")
    try emic.press("1")
    #expect(emic.flowingText.contains("\(name):"))
    try SessionTests.leave(emic, with: "Q")
    #expect(try study.read(name) == Array(damaged.utf8))
  }

  @Test("a consensus damaged while its passages are walked is said at once, and left as it is")
  func damagedMeanwhile() throws {
    let study = try StudyCopy()
    let name = "\(StudyCopy.english).consensus.json"
    let emic = try openReview(study)
    try emic.press("t\r\r")
    try emic.wait(for: "passage 1 of 21")
    try emic.press("1")
    try emic.press("\r")
    try emic.waitUntilSaved()
    let whole = String(decoding: try study.read(name), as: UTF8.self)
    let damaged = String(whole.prefix(whole.count / 2))
    try study.write(damaged, to: name)
    try emic.wait(for: "NOT SAVED")
    #expect(try study.read(name) == Array(damaged.utf8))
    try emic.press("2")
    try emic.press("m")
    try emic.press("gh")
    try emic.wait(for: "Not saved: ")
    try emic.press("\u{1B}")
    #expect(try study.read(name) == Array(damaged.utf8))
    // As soon as it is whole again, both verdicts are there.
    try study.write(whole, to: name)
    try emic.waitUntilSaved()
    #expect(try verdicts(study) == 2)
    try SessionTests.leave(emic, with: "Q")
  }

  @Test(
    "a consensus that was gone, older or damaged is settled in again as soon as it is whole",
    arguments: ["", "older", "{"]
  )
  func wholeAgain(state: String) throws {
    let study = try StudyCopy()
    let name = "\(StudyCopy.english).consensus.json"
    let first = try openReview(study)
    try first.press("t\r\r")
    try first.wait(for: "passage 1 of 21")
    try first.press("1\r")
    try first.waitUntilSaved()
    let older = try study.read(name)
    try first.press("1\r")
    try first.waitUntilSaved()
    try SessionTests.leave(first, with: "Q")
    let whole = try study.read(name)
    switch state {
    case "": unlink("\(study.path)/\(name)")
    case "older": try study.write(bytes: older, to: name)
    default: try study.write(state, to: name)
    }
    let emic = try openReview(study)
    try emic.press("t\r\r")
    try emic.wait(for: "passage 1 of")
    try emic.press("1")
    #expect(emic.flowingText.contains(name))
    try study.write(bytes: whole, to: name)
    try emic.wait { !$0.flowingText.contains(name) && $0.flowingText.contains("passage 1 of 21") }
    try emic.press("n")
    try emic.press("n")
    try emic.press("1\r")
    try emic.waitUntilSaved()
    #expect(try verdicts(study) == 3)
    try SessionTests.leave(emic, with: "Q")
  }

  @Test("who codes a transcript blind is told so, and sees nothing of the others")
  func blind() throws {
    let study = try StudyCopy()
    for name in [StudyCopy.english, StudyCopy.chinese] {
      var file = try study.sidecarFile(of: name, by: "coder-c")
      let sidecar = try #require(try file.load())
      let open = try sidecar.reopened(because: "more", codebook: 1, at: Now.timestamp)
      guard case .saved = file.save(open) else {
        Issue.record("could not reopen")
        return
      }
    }
    let emic = try study.open(command: "review", coder: "coder-c")
    try emic.wait(for: "You are coding blind: other coders' codings of")
    #expect(emic.flowingText.contains("are hidden until you submit yours."))
    try emic.press("gd\r")
    try emic.wait { $0.row(0).contains("T03") }
    try emic.press("]d")
    try emic.wait(for: "You are coding blind")
    try SessionTests.leave(emic)
  }

  @Test("x writes the figures, and says where")
  func export() throws {
    let study = try StudyCopy()
    let emic = try openReview(study)
    try emic.press("x")
    try emic.wait(for: "Exported these figures to exports/agreement-turn-codes.csv.")
    let csv = String(decoding: try study.read("exports/agreement-turn-codes.csv"), as: UTF8.self)
    #expect(csv.hasPrefix("kind,transcript,code,coders"))
    for (key, name, row) in [
      ("t", "transcripts", "\(StudyCopy.chinese),interview,3,12,27,13,13,advocacy-risk"),
      ("f", "confusions", "interview,mission-drift,coder-a,autonomy,coder-c,2,false"),
    ] {
      try emic.press(key)
      try emic.press("x")
      try emic.wait(for: "Exported these figures to exports/\(name)-turn-codes.csv.")
      let text = String(
        decoding: try study.read("exports/\(name)-turn-codes.csv"),
        as: UTF8.self
      )
      #expect(text.contains(row), "\(text)")
    }
    try SessionTests.leave(emic)
  }
}
