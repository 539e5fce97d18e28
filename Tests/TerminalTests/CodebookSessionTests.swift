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

  @Test("without an editor, and with one that fails, a sentence says so and nothing is lost")
  func noEditor() throws {
    let study = try StudyCopy()
    for (editor, words) in [
      (nil, "No editor is named."), ("/nonexistent/editor", "could not be started"),
      ("false", "The editor ended with 1"),
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
