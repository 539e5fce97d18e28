import EmicKit
import EmicTUI
import Glibc
import Testing

/// The codebook's life as a lead coder and a coder meet it: keys in, screen and files out.
@Suite("A codebook with emic") struct CodebookSessionTests {
  private func book(_ study: StudyCopy) throws -> Codebook {
    try StudyFolder.open(path: study.path).codebook()
  }

  private func count(_ code: Code.ID, _ study: StudyCopy) throws -> Int {
    try [StudyCopy.english, StudyCopy.chinese].reduce(0) { sum, name in
      sum + (try study.sidecar(of: name, by: "coder-a")?.codings.count { $0.code == code } ?? 0)
    }
  }

  @Test(
    "the lead splits trust, coder-a's five codings wait and are decided, over undo and a new start"
  )
  func splitAndRecode() throws {
    let study = try StudyCopy()
    let lead = try study.open(coder: "supervisor")
    try lead.press("gc")
    try lead.waitUntilSaved()
    try lead.press("/trust\r")
    try lead.press("s")
    try lead.press("trust-in-person\t\t\t\ttrust-in-organisation")
    try lead.press("\u{13}")
    try lead.wait(for: "12 codings have it: coder-a 5, coder-b 3, coder-c 4.")
    try lead.press("y")
    try lead.wait(for: "version 2")
    try lead.waitUntilSaved()
    try SessionTests.leave(lead)
    #expect(try book(study)["trust"]?.replacedBy == ["trust-in-person", "trust-in-organisation"])

    let coder = try study.open(coder: "coder-a")
    try coder.press("gq")
    try coder.wait(for: "1 of 5 wait")
    for key in ["1", "2", "1", "2"] { try coder.press(key) }
    try coder.wait(for: "1 still wait")
    try coder.press("u")
    try coder.wait(for: "Undone: Recoded trust as trust-in-organisation.")
    try coder.waitUntilSaved()
    coder.signal(SIGKILL)
    #expect(try coder.waitForExit() == .signalled(SIGKILL))
    #expect(try count("trust", study) == 2)

    let again = try study.open(coder: "coder-a")
    try again.press("gq")
    try again.wait(for: "1 of 2 wait")
    for key in ["2", "1"] { try again.press(key) }
    try again.wait(for: "Nothing waits any more")
    try again.waitUntilSaved()
    try SessionTests.leave(again)
    #expect(try count("trust", study) == 0)
    #expect(try count("trust-in-person", study) == 3)
    #expect(try count("trust-in-organisation", study) == 2)
    let log = try study.sidecar(by: "coder-a")?.log.compactMap { $0["act"]?.string } ?? []
    #expect(log.contains("recode"))
    #expect(try study.sidecar(by: "coder-a")?.status.state == .submitted)
  }

  @Test("a change of the codebook and a decision of the queue are undone after a restart")
  func undoAfterRestart() throws {
    let study = try StudyCopy()
    let lead = try study.open(coder: "supervisor")
    try lead.press("gc")
    try lead.waitUntilSaved()
    try lead.press("/capacity\r")
    try lead.press("d")
    try lead.press("too wide\r")
    try lead.press("y")
    try lead.wait(for: "version 2")
    try lead.waitUntilSaved()
    try SessionTests.leave(lead)
    #expect(try book(study)["capacity"]?.retired == 2)

    let again = try study.open(coder: "supervisor")
    try again.press("gc")
    try again.waitUntilSaved()
    try again.press("u")
    try again.wait(for: "Took back: Retired capacity")
    try again.waitUntilSaved()
    try again.press("/trust\r")
    try again.press("e\t\t\u{15}Reliance.\u{13}")
    try again.press("y")
    try again.wait(for: "version 4")
    try again.waitUntilSaved()
    try SessionTests.leave(again)
    #expect(try book(study)["capacity"]?.retired == nil)

    let coder = try study.open(coder: "coder-a")
    try coder.press("gq")
    try coder.wait(for: "1 of 5 wait")
    try coder.press("=")
    try coder.wait(for: "4 still wait")
    try coder.waitUntilSaved()
    try SessionTests.leave(coder)
    func confirmed() throws -> Int {
      try study.sidecar(by: "coder-a")?.codings.count { $0.code == "trust" && $0.codebook == 4 }
        ?? 0
    }
    #expect(try confirmed() == 1)

    let back = try study.open(coder: "coder-a")
    try back.press("gq")
    try back.wait(for: "1 of 4 wait")
    try back.press("u")
    try back.wait(for: "Undone: Kept trust.")
    try back.waitUntilSaved()
    try SessionTests.leave(back)
    #expect(try confirmed() == 0)
  }

  @Test("a form keeps what is typed while the command line changes the code, and puts nothing back")
  func formMeanwhile() throws {
    let study = try StudyCopy()
    let emic = try study.open(coder: "supervisor")
    try emic.press("gc")
    try emic.waitUntilSaved()
    try emic.press("/trust\r")
    try emic.press("e\t\t\t\t\t\t\u{15}Mine.")
    var file = try StudyFolder.open(path: study.path).codebookFile
    var moment = Moment.current()
    var other = try #require(try file.load())
    try other.apply(
      other.redefining("trust", [.brief: "Another's."]),
      by: "coder-b",
      moment: &moment
    )
    _ = try file.save(other)
    try emic.wait(for: "Another's.")
    try emic.press("\u{13}")
    try emic.wait(for: "Redefine trust?")
    try emic.press("y")
    try emic.wait(for: "version 3")
    try emic.waitUntilSaved()
    try SessionTests.leave(emic)
    #expect(try book(study)["trust"]?.brief == "Another's.")
    #expect(try book(study)["trust"]?.example == "Mine.")
  }

  @Test("a proposal that is declined while its coder codes is not assigned any more")
  func declinedMeanwhile() throws {
    let study = try StudyCopy()
    let folder = try StudyFolder.open(path: study.path)
    let gift = Code(id: "gift", name: Code.Name("Gift"), isProposal: true)
    try folder.save(proposals: [gift], withdrawn: [], of: "guest")
    let emic = try study.open(StudyCopy.english)
    try folder.decline(
      gift,
      of: "guest",
      inFavourOf: "trust",
      by: "supervisor",
      because: "",
      codebook: 1,
      at: Moment.current().now
    )
    try emic.wait(for: "+gift was declined: what is coded with it is read as trust.")
    try SessionTests.leave(emic)
    // What a session writes of all that it knows does not offer it again; taking the decision back does.
    try folder.save(proposals: [gift], withdrawn: [], of: "guest", keepsDecisions: true)
    #expect(try folder.proposals(of: "guest").map(\.retired) == [1])
    try folder.save(proposals: [gift], withdrawn: [], of: "guest")
    #expect(try folder.proposals(of: "guest").map(\.retired) == [nil])
  }

  @Test("a change that the command line makes meanwhile comes onto the screen")
  func changedElsewhere() throws {
    let study = try StudyCopy()
    let emic = try study.open(coder: "supervisor")
    try emic.press("gc")
    try emic.waitUntilSaved()
    var file = try StudyFolder.open(path: study.path).codebookFile
    var moment = Moment.current()
    var other = try #require(try file.load())
    try other.apply(other.retiring("stigma"), by: "supervisor", moment: &moment)
    _ = try file.save(other)
    try emic.wait(for: "version 2")
    try emic.press("/capacity\r")
    try emic.press("d")
    try emic.press("too wide\r")
    try emic.press("y")
    try emic.wait(for: "version 3")
    try emic.waitUntilSaved()
    try SessionTests.leave(emic)
    #expect(try book(study).codes.filter { $0.retired != nil }.map(\.id) == ["capacity", "stigma"])
  }

  @Test("a form goes to the editor that the coder names, and its file is gone afterwards")
  func editor() throws {
    let study = try StudyCopy()
    let script = study.folder + "/editor"
    try FileSaver().save(
      Array(
        """
        #!/bin/sh
        ls -l "$1" | cut -c1-10 > "\(study.folder)/mode"
        sed -i 's/^Confidence (or its lack).*/Words from an editor./' "$1"
        """.utf8
      ),
      to: script,
      newMode: 0o700
    )
    let emic = try study.open(
      coder: "supervisor",
      environment: ["EDITOR": script, "VISUAL": nil, "TMPDIR": study.folder]
    )
    try emic.press("gc")
    try emic.waitUntilSaved()
    try emic.press("/trust\r")
    try emic.press("e")
    try emic.press("\u{0F}")
    try emic.wait(for: "Words from an editor.")
    try emic.press("\u{13}")
    try emic.press("y")
    try emic.wait(for: "version 2")
    try emic.waitUntilSaved()
    try SessionTests.leave(emic)
    #expect(try book(study)["trust"]?.brief == "Words from an editor.")
    let mode = String(decoding: try FileReader.read(study.folder + "/mode").bytes, as: UTF8.self)
    #expect(mode == "-rw-------\n")
    #expect(try Folder.list(study.folder).allSatisfy { !$0.name.hasPrefix("emic-") })
  }

  @Test("what an editor writes as on another system becomes plain lines")
  func editorOfAnotherSystem() throws {
    let study = try StudyCopy()
    let script = study.folder + "/editor.sh"
    let text = #"printf '\357\273\277One.\r\nTwo.\rThree.\n' > "$1""#
    try FileSaver().save(Array("#!/bin/sh\n\(text)\n".utf8), to: script, newMode: 0o700)
    let emic = try study.open(coder: "guest", environment: ["EDITOR": script, "VISUAL": nil])
    try emic.press("M")
    try emic.wait(for: "Memo on the study")
    try emic.press("\u{0F}")
    try emic.wait(for: "Three.")
    try emic.press("\u{13}")
    try emic.wait { !$0.screenText.contains("Ctrl-S save") }
    try SessionTests.leave(emic)
    let memos = try FileReader.read(study.path + "/memos.guest.json").bytes
    #expect(
      try MemosFile.read(memos, file: "memos").entries.map(\.memo.text) == ["One.\nTwo.\nThree."]
    )
  }

  @Test("without an editor, and with one that fails, a sentence says so and nothing is lost")
  func noEditor() throws {
    let study = try StudyCopy()
    for (editor, words) in [
      (nil, "No editor is named."), ("/nonexistent/editor", "could not be started"),
      ("false", "The editor ended with 1"), ("rm", "The editor left no file behind"),
    ] {
      let emic = try study.open(
        coder: "supervisor",
        environment: ["EDITOR": editor, "VISUAL": nil]
      )
      try emic.press("M")
      try emic.wait(for: "Memo on the study")
      try emic.press("Words.")
      try emic.press("\u{0F}")
      try emic.wait(for: words)
      try emic.wait(for: "Words.")
      try emic.press("\u{1B}")
      try SessionTests.leave(emic)
    }
  }

  @Test(
    "writing a memo on a code, a case or the study shows nothing of others, and records no look"
  )
  func memoWithoutLook() throws {
    let study = try StudyCopy()
    let emic = try study.open(coder: "guest")
    for keys in ["m", "M", "gc", "m"] {
      try emic.press(keys)
      if keys == "gc" { continue }
      try emic.wait(for: "Memo on the")
      try emic.press("\u{1B}")
    }
    try emic.press("q")
    try SessionTests.leave(emic)
    #expect(try StudyFolder.open(path: study.path).memos(of: "guest").reveals.isEmpty)

    let reader = try study.open(coder: "guest")
    try reader.press("gn")
    try reader.wait(for: "y shows them")
    #expect(reader.screenText.contains("Show others' memos?"))
    try reader.press("y")
    try reader.wait(for: "is this trust or a tie?")
    try reader.press("\u{1B}")
    try SessionTests.leave(reader)
    let reveals = try StudyFolder.open(path: study.path).memos(of: "guest").reveals
    #expect(reveals.keys.sorted() == [StudyCopy.english, StudyCopy.chinese])
  }

  @Test("a memo on the study lies in its coder's file, is listed and exported")
  func memos() throws {
    let study = try StudyCopy()
    let emic = try study.open(coder: "coder-a")
    try emic.press("M")
    try emic.wait(for: "Memo on the study")
    try emic.press("Whom do they trust?\u{13}")
    try emic.wait(for: "The memo on the study is saved.")
    try emic.press("gn")
    try emic.wait(for: "Whom do they trust?")
    try emic.press("\u{13}")
    try emic.wait(for: "Exported these memos to exports/memos.md.")
    try emic.press("\u{1B}")
    try SessionTests.leave(emic)
    let memos = try StudyFolder.open(path: study.path).memos(of: "coder-a")
    #expect(memos.entries.map(\.memo.text) == ["Whom do they trust?"])
    let exported = String(decoding: try study.read("exports/memos.md"), as: UTF8.self)
    #expect(exported.contains("## the study\n\nWhom do they trust?\n"))
  }
}
