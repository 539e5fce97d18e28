import EmicKit
import EmicTUI
import Glibc
import Testing

/// The program as a coder meets it: keys in, screen and files out.
@Suite("A session with emic") struct SessionTests {
  /// Leaves and checks that nothing of the program stays in the terminal.
  static func leave(
    _ emic: PseudoTerminal,
    with keys: String = "Q",
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try emic.send(keys)
    try expectEnd(emic, .exited(0), sourceLocation: sourceLocation)
  }

  static func expectEnd(
    _ emic: PseudoTerminal,
    _ status: PseudoTerminal.Status,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    #expect(try emic.waitForExit() == status, sourceLocation: sourceLocation)
    #expect(emic.lineIsRestored, sourceLocation: sourceLocation)
    #expect(emic.modesLeft == [], sourceLocation: sourceLocation)
  }

  @Test("keys that are pressed before a long transcript is read are done all the same, in order")
  func longTranscript() throws {
    let study = try StudyCopy()
    let turns = "Q: Why so?\nR: The chief trusts me. 他说没有人理解我。\n"
    let text = String(repeating: turns, count: 275_000)
    try study.write(text, to: "T99-long.txt")
    let emic = try study.start("T99-long.txt")
    try emic.send("gt3\rxctrust\rgt500000\rxctrust\r")
    try emic.wait { $0.row(0).hasPrefix(" Assigned trust to ") && $0.row(0).contains("500000") }
    try emic.waitUntilSaved()
    let sidecar = try study.sidecar(of: "T99-long.txt")
    #expect(sidecar?.codings.map(\.quote) == ["Why so?", "The chief trusts me."])
    try Self.leave(emic)
  }

  @Test(
    "what has been scrolled is what a redraw shows, up and down, whatever changes in between",
    arguments: [StudyCopy.english, StudyCopy.chinese]
  )
  func scrolledIsRedrawn(transcript: String) throws {
    let study = try StudyCopy()
    let emic = try study.start(transcript)
    try emic.waitForFrame()
    let down = String(repeating: "j", count: 30)
    let up = String(repeating: "k", count: 20)
    for keys in [
      down, "xxxx", up, "\u{1B}", down, ")))x", "ctrust\r", up, up, "v", down, "\u{1B}",
    ] {
      for key in keys { try emic.press(String(key)) }
      let scrolled = emic.signs
      try emic.press("\u{0C}")
      #expect(emic.signs[1...] == scrolled[1...], "\(keys)")
    }
    try Self.leave(emic)
  }

  @Test(
    "terminals that scroll fewer rows than they have are told of all before the first picture",
    arguments: ["vt100", "vt220", "xterm-256color"]
  )
  func highTerminal(type: String) throws {
    let study = try StudyCopy()
    let emic = try study.open(
      size: Size(width: 160, height: 50),
      environment: ["TERM": type, "NO_COLOR": "1"]
    )
    let output = String(decoding: Array(emic.output.utf8), as: UTF8.self)
    let regions = output.matches(of: /\u{1B}\[1;(\d+)r/)
    let picture = try #require(output.firstRange(of: "sample study"))
    #expect(regions.last { $0.range.upperBound < picture.lowerBound }?.1 == "50")
    #expect(emic.row(49).hasSuffix("Q leave"))
    try Self.leave(emic)
  }

  @Test("what another session of the same coder codes first comes into one that was there before")
  func firstOfOther() throws {
    let study = try StudyCopy()
    let waiting = try study.start(StudyCopy.english)
    try waiting.waitForFrame()
    let coding = try study.start(StudyCopy.english)
    try coding.waitForFrame()
    try coding.press("gt30\rxctrust\r")
    try coding.waitUntilSaved()
    try waiting.wait(for: "Merged 1 coding from another session.")
    try Self.leave(waiting)
    try Self.leave(coding)
    #expect(try study.codings() == ["trust: The section chief trusts me."])
  }

  @Test("two transcripts are coded, and the disk holds exactly that")
  func wholeSession() throws {
    let study = try StudyCopy()
    let before = try [StudyCopy.english, StudyCopy.chinese].map { try study.read($0) }
    let emic = try study.open()
    #expect(emic.row(0).hasPrefix(" Services subcontracting, sample study  2 transcripts"))
    try emic.press("\r")
    try emic.press("gt30\r")
    #expect(emic.row(0).contains("turn 30/40"))
    try emic.press("xctrust,leg\r")
    #expect(emic.row(0).hasPrefix(" Assigned trust, legitimacy to 28 characters in turn 30."))
    try emic.press(">")
    try emic.press("rpersonal\r")
    try emic.press("mWhy so?\u{13}")
    try emic.press("u")
    #expect(emic.row(0).hasPrefix(" Undone: "))
    try emic.press("U")
    #expect(emic.row(0).hasPrefix(" Redone: "))
    try emic.press("/stamp\r")
    #expect(emic.row(0).contains("/2 stamp"))
    try emic.waitUntilSaved()
    #expect(
      try study.codings() == [
        "personal-ties: The section chief trusts me. He", "trust: The section chief trusts me. He",
      ]
    )
    #expect(try study.sidecar()?.codings.map(\.memo) == ["Why so?", ""])

    try emic.press("gdj\r")
    try emic.wait { $0.row(0).contains("T06") }
    try emic.press("/一点一点\rxcxinren\r")
    try emic.waitUntilSaved()
    #expect(
      try study.codings(of: StudyCopy.chinese) == [
        "trust: 信任是这样一点一点攒出来的，不是招标能招出来的。"
      ]
    )
    try Self.leave(emic)
    #expect(try [StudyCopy.english, StudyCopy.chinese].map { try study.read($0) } == before)
  }

  @Test("the next session begins where the last one ended, and can undo it")
  func resumes() throws {
    let study = try StudyCopy()
    let first = try study.open(StudyCopy.english)
    try first.press("gt30\rx't")
    try first.press("\u{1B}")
    try first.press("}}")
    try first.waitUntilSaved()
    try Self.leave(first)
    // The coder is remembered.
    let second = try study.open(StudyCopy.english, coder: nil)
    #expect(second.row(0).contains("guest  draft  turn 32/40  saved"))
    try second.press("u")
    #expect(second.row(0).hasPrefix(" Undone: Assigned trust to 28 characters in turn 30."))
    try second.waitUntilSaved()
    #expect(try study.codings() == [])
    try second.press("U")
    try second.waitUntilSaved()
    #expect(try study.codings() == ["trust: The section chief trusts me."])
    try Self.leave(second)
  }

  @Test(
    "what the screen calls saved survives a kill, and nothing is asked afterwards",
    arguments: 1...5
  )
  func killed(codes: Int) throws {
    let study = try StudyCopy()
    let emic = try study.open(StudyCopy.english)
    try emic.press("gt30\r" + String(repeating: "x'tl", count: codes))
    try emic.waitUntilSaved()
    emic.signal(SIGKILL)
    #expect(try emic.waitForExit() == .signalled(SIGKILL))
    let kept = try study.codings()
    #expect(kept.count == codes, "\(kept)")
    let again = try study.open(StudyCopy.english)
    #expect(again.row(0).hasSuffix("saved"))
    #expect(!again.screenText.contains("┌"))
    try Self.leave(again)
    #expect(try study.codings() == kept)
  }

  @Test("where each coder has a folder, the first save makes it")
  func folderPerCoder() throws {
    let study = try StudyCopy()
    let file = String(decoding: try study.read("study.yaml"), as: UTF8.self)
    try study.write(file + "sidecars: by-coder\n", to: "study.yaml")
    let emic = try study.open(StudyCopy.english)
    try emic.press("gt30\rx't")
    try emic.waitUntilSaved()
    #expect(try study.codings() == ["trust: The section chief trusts me."])
    let stored = try study.read("codings/guest/\(StudyCopy.english).json")
    #expect(String(decoding: stored, as: UTF8.self).contains("The section chief trusts me."))
    #expect(access("\(study.path)/\(StudyCopy.english).guest.json", F_OK) != 0)
    try Self.leave(emic)
  }

  @Test("any size is drawn, and the size before it comes back as it was")
  func resizing() throws {
    let study = try StudyCopy()
    let emic = try study.open(StudyCopy.english)
    try emic.press("gt30\rx't")
    try emic.waitUntilSaved()
    let body = (1..<24).map(emic.row)
    for size in [(1, 1), (200, 60), (39, 9), (40, 10), (2, 40), (80, 24)] {
      try emic.resize(to: Size(width: size.0, height: size.1))
    }
    #expect((1..<24).map(emic.row) == body)
    try emic.resize(to: Size(width: 1, height: 1))
    try emic.press("]u")
    try emic.press("xc")
    try emic.resize(to: Size(width: 39, height: 9))
    #expect(emic.screenText == "emic needs 40 × 10 cells")
    try emic.press("\u{1B}")
    try Self.leave(emic)
  }

  @Test("a paste of a megabyte codes nothing, and is no text for the codebook either")
  func paste() throws {
    let study = try StudyCopy()
    let emic = try study.open(StudyCopy.english)
    let pasted = "\u{1B}[200~" + String(repeating: "xct\r1dVu-", count: 1 << 17) + "\u{1B}[201~"
    try emic.press(pasted)
    #expect(
      emic.row(0).hasPrefix(" Pasted text is only taken in a text field; nothing was changed.")
    )
    try Self.leave(emic)
    #expect(try study.sidecar() == nil)
  }

  @Test(
    "told to end, emic first saves what is unsaved",
    arguments: [SIGTERM, SIGHUP, SIGINT, SIGQUIT]
  )
  func endRequested(signal: Int32) throws {
    let study = try StudyCopy()
    let emic = try study.open(StudyCopy.english)
    // While another program holds the lock nothing can be saved.
    mkdir(study.path + "/.emic", 0o700)
    let lock = try FileLock(study.path + "/.emic/lock")
    try emic.press("gt30\rx't")
    #expect(emic.row(0).hasSuffix("unsaved"))
    #expect(try study.sidecar() == nil)
    emic.signal(signal)
    lock.release()
    try Self.expectEnd(emic, .exited(128 + signal))
    #expect(try study.codings() == ["trust: The section chief trusts me."])
  }

  @Test("Q waits for the save that is under way")
  func leavingUnsaved() throws {
    let study = try StudyCopy()
    let emic = try study.open(StudyCopy.english)
    mkdir(study.path + "/.emic", 0o700)
    let lock = try FileLock(study.path + "/.emic/lock")
    try emic.press("gt30\rx't")
    try emic.send("Q")
    lock.release()
    try Self.expectEnd(emic, .exited(0))
    #expect(try study.codings() == ["trust: The section chief trusts me."])
  }

  @Test("a window that is closed loses nothing")
  func hangUp() throws {
    let study = try StudyCopy()
    let emic = try study.open(StudyCopy.english)
    try emic.press("gt30\rx't")
    emic.hangUp()
    #expect(try emic.waitForExit() == .exited(128 + SIGHUP))
    #expect(try study.codings() == ["trust: The section chief trusts me."])
  }

  @Test("Ctrl-Z gives the terminal back, and fg takes it again with the work as it was")
  func suspending() throws {
    let study = try StudyCopy()
    let emic = try study.open(StudyCopy.english)
    try emic.press("gt30\rx't")
    try emic.waitUntilSaved()
    let body = (1..<24).map(emic.row)
    try emic.send("\u{1A}")
    try emic.waitForStop()
    #expect(emic.lineIsRestored)
    #expect(emic.modesLeft == [])
    try emic.resume()
    #expect((1..<24).map(emic.row) == body)
    try emic.press("u")
    #expect(emic.row(0).hasPrefix(" Undone: "))
    try Self.leave(emic)
    #expect(try study.codings() == [])
  }

  @Test(
    "another session's codings are taken in and told of, before a save and while one only reads"
  )
  func merging() throws {
    let study = try StudyCopy()
    let emic = try study.open(StudyCopy.english)
    try emic.press("gt30\rx't")
    try emic.waitUntilSaved()
    try Self.addCoding("legitimacy", at: 1000..<1010, to: study)
    try emic.wait { $0.row(0).hasPrefix(" Merged 1 coding from another session.") }
    try Self.addCoding("control", at: 1100..<1110, to: study)
    try emic.press("x'p")
    try emic.waitUntilSaved()
    #expect(
      try study.sidecar()?.codings.map(\.code) == [
        "legitimacy", "control", "trust", "personal-ties",
      ]
    )
    try Self.leave(emic)
  }

  @Test("u goes on where another session of the same coder has undone something")
  func oneRecord() throws {
    let study = try StudyCopy()
    let emic = try study.open(StudyCopy.english)
    try emic.press("gt30\rx't")
    try emic.waitUntilSaved()
    try emic.press("x'p")
    try emic.waitUntilSaved()
    let history = ChangeHistory(
      study: try StudyFolder.open(path: study.path),
      transcript: StudyCopy.english,
      coder: "guest"
    )
    let transcript = try study.text()
    let last = try #require(history.load(for: transcript).undo.last)
    var file = try study.sidecarFile()
    var sidecar = try #require(try file.load())
    try sidecar.apply(last.inverse, at: Now.timestamp)
    guard case .saved = file.save(sidecar) else {
      Issue.record("the other session could not save")
      return
    }
    history.append(last, .undo, at: Now.timestamp)
    try emic.wait { $0.row(0).hasPrefix(" Merged 1 coding from another session.") }
    try emic.press("u")
    #expect(emic.row(0).hasPrefix(" Undone: Assigned trust"))
    try emic.waitUntilSaved()
    #expect(try study.codings() == [])
    try Self.leave(emic)
  }

  @Test("where the history of undo can be neither read nor written, this session's steps go back")
  func unwritableHistory() throws {
    let study = try StudyCopy()
    let history = ".emic/history/guest/\(StudyCopy.english).jsonl"
    for part in [".emic", ".emic/history", ".emic/history/guest", history] {
      mkdir("\(study.path)/\(part)", 0o700)
    }
    let emic = try study.open(StudyCopy.english)
    try emic.press("gt30\rx't")
    try emic.waitUntilSaved()
    try emic.press("x'p")
    try emic.waitUntilSaved()
    try Self.addCoding("control", at: 10..<30, to: study)
    try emic.wait(for: "What was done in this session can be undone all the same.")
    try emic.press("u")
    try emic.wait { $0.row(0).hasPrefix(" Undone: Assigned ") }
    try emic.press("u")
    try emic.wait { $0.row(0).hasPrefix(" Undone: Assigned trust") }
    try emic.waitUntilSaved()
    #expect(try study.codings().count == 1)
    // What could not be written is written as soon as it can be.
    #expect(rmdir("\(study.path)/\(history)") == 0)
    try emic.press("x't")
    try emic.waitUntilSaved()
    let lines = try study.read(history).split(separator: UInt8(ascii: "\n"))
    #expect(lines.count == 5)
    try Self.leave(emic)
  }

  @Test("an attribute that somebody has changed since stays a step until the key is pressed again")
  func caseInTheWay() throws {
    let study = try StudyCopy()
    let folder = try StudyFolder.open(path: study.path)
    let steps = CaseSteps(study: folder, coder: "guest")
    for (name, value) in [("level", "city"), ("site", "Mine")] {
      let change = try #require(try folder.setCase([(name, value)], of: StudyCopy.english))
      steps.record(change, .do, at: Now.timestamp)
    }
    try folder.setCase([("site", "Theirs")], of: StudyCopy.english)
    let emic = try study.open(coder: "guest")
    try emic.press("u")
    try emic.wait(for: "it is Theirs now.")
    try emic.wait(for: "The same key again leaves it so")
    let record = StepHistory<CaseChange>(study: folder, coder: "guest")
    #expect(record.load().undo.count == 2)
    try emic.press("u")
    try emic.wait(for: "Took back: level of")
    #expect(record.load().undo.isEmpty)
    #expect(record.load().redo.count == 1)
    try Self.leave(emic, with: "Q")
  }

  @Test("a supervisor's list says what others have handed in, not that nobody has begun")
  func handedIn() throws {
    let study = try StudyCopy()
    let emic = try study.open(coder: "supervisor")
    try emic.wait(for: "3 handed in")
    #expect(!emic.flowingText.contains("not begun"))
    try Self.leave(emic, with: "Q")
    // Whoever codes sees their own, and so does a supervisor who does.
    let coder = try study.open(coder: "guest")
    try coder.wait(for: "not begun")
    #expect(!coder.flowingText.contains("handed in"))
    try Self.leave(coder, with: "Q")
  }

  /// What another emic of the same coder would write.
  private static func addCoding(_ code: Code.ID, at range: Range<Int>, to study: StudyCopy) throws {
    var file = try study.sidecarFile()
    var sidecar = try #require(try file.load())
    let text = try study.text()
    var moment = Moment(now: Now.timestamp, seed: (UInt64(range.lowerBound), 7))
    let change = try sidecar.assigning(
      [code],
      to: Span(range),
      in: text,
      codebook: 1,
      moment: &moment
    )
    try sidecar.apply(change, at: moment.now)
    guard case .saved = file.save(sidecar) else {
      Issue.record("the other session could not save")
      return
    }
  }
}
