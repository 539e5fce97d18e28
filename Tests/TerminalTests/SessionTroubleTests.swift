import EmicKit
import EmicTUI
import Glibc
import Testing

/// What a coder is told when disk, files or terminal are not as they should be.
@Suite("Trouble during a session") struct SessionTroubleTests {
  // MARK: Saving

  @Test("what cannot be saved is said with the reason, kept, and saved as soon as it is possible")
  func notSaved() throws {
    let study = try StudyCopy()
    let emic = try study.open(StudyCopy.english)
    let sidecar = "\(study.path)/\(StudyCopy.english).guest.json"
    mkdir(sidecar, 0o700)
    try emic.press("gt30\rx't")
    try emic.wait(for: "Not saved: ")
    #expect(emic.row(0).hasPrefix(" Not saved: this is no regular file. Your changes wait"))
    #expect(emic.flowingText.contains(":save-copy writes them elsewhere"))
    try emic.press("Q")
    try emic.wait(for: "Leave without saving?")
    #expect(emic.flowingText.contains("Your last changes are in memory only."))
    // What is typed blindly is no command.
    try emic.press("xd1-")
    try emic.press("n")
    #expect(emic.row(0).hasPrefix(" Still here: your changes wait in memory"))
    try emic.press(":save-copy\r")
    try emic.press("\(study.folder)/copy.json\r")
    #expect(emic.row(0).hasPrefix(" A copy is in \(study.folder)/copy.json."))
    #expect(try FileReader.read("\(study.folder)/copy.json").bytes.count > 100)
    rmdir(sidecar)
    try emic.wait { $0.row(0).hasPrefix(" Saved.") }
    #expect(try study.codings() == ["trust: The section chief trusts me."])
    try SessionTests.leave(emic)
  }

  @Test("whoever leaves all the same is told on the way out what is lost")
  func leavingUnsaved() throws {
    let study = try StudyCopy()
    let emic = try study.open(StudyCopy.english)
    mkdir("\(study.path)/\(StudyCopy.english).guest.json", 0o700)
    try emic.press("gt30\rx't")
    try emic.wait(for: "Not saved: ")
    try emic.press("Q")
    try SessionTests.leave(emic, with: "y")
    #expect(emic.screenText == "emic: \(StudyCopy.english): your last changes were not saved.")
  }

  @Test("where the history cannot be written it is said once, and written as soon as it can be")
  func historyInTheWay() throws {
    let study = try StudyCopy()
    let emic = try study.open(StudyCopy.english)
    let history = "\(study.path)/.emic/history/guest"
    mkdir("\(study.path)/.emic", 0o700)
    mkdir("\(study.path)/.emic/history", 0o700)
    try study.write("A file in the place of the folder.", to: ".emic/history/guest")
    let said = "Saved, but .emic/history cannot be written"
    try emic.press("gt30\rx't")
    try emic.wait(for: said)
    try emic.press("}")
    try emic.press("'t")
    try emic.waitUntilSaved()
    try emic.press("gh")
    #expect(emic.flowingText.ranges(of: said).count == 1)
    try emic.press("\u{1B}")
    unlink(history)
    try SessionTests.leave(emic)
    let lines = try study.read(".emic/history/guest/\(StudyCopy.english).jsonl")
      .split(separator: 0x0A)
    #expect(lines.count == 2, "what could not be written has waited")
  }

  @Test("a limit on the size of files is no reason to die")
  func fileSizeLimit() throws {
    let study = try StudyCopy()
    let emic = try PseudoTerminal(
      program: "/bin/sh",
      arguments: [
        "-c", "ulimit -f 1; exec \"$0\" \"$1\" --coder guest",
        PseudoTerminal.productFolder + "/emic",
        "\(study.path)/\(StudyCopy.english)",
      ],
      environment: study.settings
    )
    try emic.waitForFrame()
    try emic.press("gt30\rx't")
    try emic.wait(for: "Not saved: ")
    #expect(emic.flowingText.contains("the file would be larger than is allowed here."))
    try emic.press("Q")
    try SessionTests.leave(emic, with: "y")
  }

  // MARK: The transcript

  @Test("a transcript deleted while open closes the work; what was coded stays")
  func deletedText() throws {
    let study = try StudyCopy()
    let emic = try study.open(StudyCopy.english)
    try emic.press("gt30\rx't")
    try emic.waitUntilSaved()
    unlink("\(study.path)/\(StudyCopy.english)")
    try emic.wait(for: "has changed")
    #expect(
      emic.flowingText.contains(
        "\(StudyCopy.english) is not in the study any more. Nothing more is written; what you coded is "
          + "saved in its sidecar."
      )
    )
    try emic.press("\u{1B}")
    try emic.press("d")
    try SessionTests.leave(emic)
    let left = try study.read("\(StudyCopy.english).guest.json")
    #expect(String(decoding: left, as: UTF8.self).contains("The section chief trusts me."))
  }

  @Test("a transcript changed before anything is coded in it closes the work, too")
  func changedBeforeCoding() throws {
    let study = try StudyCopy()
    let emic = try study.open(StudyCopy.english)
    let text = String(decoding: try study.read(StudyCopy.english), as: UTF8.self)
    try study.write("A line before.\n" + text, to: StudyCopy.english)
    try emic.wait(for: "The text of \(StudyCopy.english) was changed on disk while you coded it.")
    try emic.press("\u{1B}")
    try emic.press("gt30\rx't")
    try SessionTests.leave(emic)
    #expect(try study.sidecar() == nil, "nothing is coded in a text that is not there any more")
  }

  @Test("a text that was read while it was cut short is shown whole again as soon as it is")
  func cutShort() throws {
    let study = try StudyCopy()
    let coder = try study.open(StudyCopy.english)
    try coder.press("gt30\rx't")
    try coder.waitUntilSaved()
    try SessionTests.leave(coder)
    let whole = try study.read(StudyCopy.english)
    try study.write(
      String(decoding: whole.prefix(whole.count / 4), as: UTF8.self),
      to: StudyCopy.english
    )
    let emic = try study.open(StudyCopy.english)
    try emic.wait(for: "This transcript has changed since it was coded.")
    try study.write(String(decoding: whole, as: UTF8.self), to: StudyCopy.english)
    // In view it comes by itself; work goes on in it.
    try emic.wait(for: "turn 30/40")
    try emic.press("gt31\rx't")
    try emic.waitUntilSaved()
    try SessionTests.leave(emic)
  }

  @Test("a text cut short before anything was coded is read again from the list")
  func cutShortBeforeCoding() throws {
    let study = try StudyCopy()
    let whole = try study.read(StudyCopy.english)
    try study.write(
      String(decoding: whole.prefix(whole.count / 4), as: UTF8.self),
      to: StudyCopy.english
    )
    let emic = try study.open(StudyCopy.english)
    try study.write(String(decoding: whole, as: UTF8.self), to: StudyCopy.english)
    try emic.wait(for: "q, and then Enter on its row, open it as it is now.")
    try emic.press("\u{1B}")
    try emic.press("q\r")
    try emic.press("gt30\rx't")
    try emic.waitUntilSaved()
    try SessionTests.leave(emic)
    #expect(try study.codings() == ["trust: The section chief trusts me."])
  }

  @Test("a transcript changed while open closes the work")
  func changedWhileOpen() throws {
    let study = try StudyCopy()
    let emic = try study.open(StudyCopy.english)
    try emic.press("gt30\rx't")
    try emic.waitUntilSaved()
    let text = String(decoding: try study.read(StudyCopy.english), as: UTF8.self)
    try study.write("A line before.\n" + text, to: StudyCopy.english)
    try emic.wait(for: "The text of \(StudyCopy.english) was changed on disk while you coded it.")
    #expect(
      emic.flowingText.contains(
        "Nothing more is written, because your codings count in the old text; what you coded is saved in its sidecar."
      )
    )
    try SessionTests.leave(emic, with: "qQ")
  }

  @Test("a transcript that changed since it was coded is shown and not written")
  func changedBefore() throws {
    let study = try StudyCopy()
    let first = try study.open(StudyCopy.english)
    try first.press("gt30\rx't")
    try first.waitUntilSaved()
    try SessionTests.leave(first)
    let text = String(decoding: try study.read(StudyCopy.english), as: UTF8.self)
    try study.write("A line before.\n" + text, to: StudyCopy.english)
    let before = try study.read("\(StudyCopy.english).guest.json")
    let emic = try study.open(StudyCopy.english)
    #expect(emic.row(0).hasPrefix(" This transcript has changed since it was coded."))
    try emic.press("gt2\rxc")
    #expect(emic.row(0).hasPrefix(" This transcript has changed since it was coded."))
    try SessionTests.leave(emic)
    #expect(try study.read("\(StudyCopy.english).guest.json") == before)
  }

  @Test("submitted work that is opened again elsewhere can be coded where it stands open")
  func openedAgain() throws {
    let study = try StudyCopy()
    let name = "\(StudyCopy.english).coder-a.json"
    let emic = try study.open(
      StudyCopy.english,
      coder: "coder-a",
      size: Size(width: 120, height: 24)
    )
    #expect(emic.row(0).hasSuffix("read-only"))
    let closed = String(decoding: try study.read(name), as: UTF8.self)
    let count = try study.sidecar(by: "coder-a")?.codings.count ?? 0
    try study.write(
      closed.replacing("\"state\": \"submitted\"", with: "\"state\": \"draft\""),
      to: name
    )
    try emic.wait { !$0.row(0).hasSuffix("read-only") }
    // Of turn 30 the coder has coded the sentence with trust already.
    try emic.press("gt12\rx't")
    try emic.waitUntilSaved()
    #expect(try study.sidecar(by: "coder-a")?.codings.count == count + 1)
    try SessionTests.leave(emic)
  }

  @Test("submitted work is closed, and its codings are shown")
  func submitted() throws {
    let study = try StudyCopy()
    let name = "\(StudyCopy.english).coder-a.json"
    let before = try study.read(name)
    let emic = try study.open(
      StudyCopy.english,
      coder: "coder-a",
      size: Size(width: 120, height: 24)
    )
    let sentence =
      " Submitted on 2026-03-09 and closed; `emic reopen … --reason …` opens it again."
    #expect(emic.row(0).hasPrefix(sentence))
    #expect(emic.row(0).hasSuffix("read-only"))
    try emic.press("gt30\rxc")
    #expect(emic.row(0).hasPrefix(sentence))
    try SessionTests.leave(emic)
    #expect(try study.read(name) == before)
  }

  @Test("work that is submitted while open is closed at a look, and open again when it is reopened")
  func submittedMeanwhile() throws {
    let study = try StudyCopy()
    let emic = try study.open(StudyCopy.english, size: Size(width: 120, height: 24))
    try emic.press("gt12\rx't")
    try emic.waitUntilSaved()
    let folder = try StudyFolder.open(path: study.path)
    var file = folder.sidecarFile(of: StudyCopy.english, by: "guest")
    let sidecar = try #require(try file.load())
    _ = try folder.submit(&file, sidecar, of: StudyCopy.english, codebook: 1, at: Now.timestamp)
    try emic.wait { $0.row(0).hasSuffix("read-only") }
    #expect(emic.row(0).hasPrefix(" Submitted on "))
    try emic.press("gt14\rxc")
    #expect(emic.row(0).contains("`emic reopen … --reason …` opens it again."))
    let closed = try #require(try study.sidecar())
    #expect(closed.codings == sidecar.codings && closed.status.state == .submitted)
    var again = try #require(try file.load())
    again = try again.reopened(because: "more", codebook: 1, at: Now.timestamp)
    guard case .saved = file.save(again) else { return #expect(Bool(false), "not reopened") }
    try emic.wait { !$0.row(0).hasSuffix("read-only") }
    try emic.press("gt14\rx't")
    try emic.waitUntilSaved()
    #expect(try study.sidecar()?.codings.count == sidecar.codings.count + 1)
    try SessionTests.leave(emic)
  }

  @Test("a transcript that is no UTF-8 is not opened, and why is said")
  func notUTF8() throws {
    let study = try StudyCopy()
    try study.write(bytes: Array("I: Caf".utf8) + [0xE9, 0x0A], to: "T09.txt")
    let emic = try study.open("T09.txt")
    try emic.wait(for: "T09.txt was not opened")
    #expect(emic.flowingText.contains("T09.txt:1: "))
    #expect(emic.flowingText.contains("UTF-8"))
    try emic.press("\u{1B}")
    try emic.wait { $0.row(4).contains("T06") || $0.row(5).contains("unreadable") }
    try SessionTests.leave(emic)
  }

  // MARK: The sidecar and the codebook

  @Test("a damaged sidecar is named with its line and left as it is")
  func damagedSidecar() throws {
    let study = try StudyCopy()
    let name = "\(StudyCopy.english).guest.json"
    let damaged = "{\n  \"format\": \"emic/sidecar\",\n  \"version\": 1,\n  \"coder\":\n"
    try study.write(damaged, to: name)
    let emic = try study.open(StudyCopy.english)
    try emic.wait(for: "\(StudyCopy.english) was not opened")
    #expect(emic.flowingText.contains("\(name):"))
    try emic.press("\u{1B}")
    try SessionTests.leave(emic)
    #expect(try study.read(name) == Array(damaged.utf8))
  }

  @Test("a code that the codebook lacks is shown as ?code, and its coding kept")
  func unknownCode() throws {
    let study = try StudyCopy()
    let first = try study.open(StudyCopy.english)
    try first.press("gt30\rx't")
    try first.waitUntilSaved()
    try SessionTests.leave(first)
    let name = "\(StudyCopy.english).guest.json"
    let text = String(decoding: try study.read(name), as: UTF8.self)
    try study.write(text.split(separator: "\"trust\"").joined(separator: "\"gone\""), to: name)
    let emic = try study.open(StudyCopy.english)
    #expect(emic.row(22).hasSuffix("here: ?gone"))
    try emic.press("K")
    #expect(
      emic.flowingText.contains(
        "gone is not in the codebook. Its codings are kept and shown as ?gone."
      )
    )
    try emic.press("\u{1B}")
    try emic.press("x'p")
    try emic.waitUntilSaved()
    try SessionTests.leave(emic)
    #expect(try study.sidecar()?.codings.map(\.code).contains("gone") == true)
  }

  @Test("without a codebook the first codes are made while coding")
  func noCodebook() throws {
    let study = try StudyCopy()
    mkdir(study.folder + "/sample-transcripts/new", 0o700)
    try study.write("I: Why?\nR: They waited long.\nI: So?\nR: Yes.\n", to: "new/T1.txt")
    let emic = try study.start("new", coder: "ana")
    try emic.waitForFrame()
    try emic.press("\r")
    try emic.press("}xc")
    #expect(emic.screenText.contains("0 of 0 codes"))
    try emic.press("\r")
    #expect(
      emic.row(0).hasPrefix(" The codebook has no codes yet: type a name, Tab makes it a code.")
    )
    try emic.press("waiting\t")
    #expect(emic.row(0).hasPrefix(" Assigned +waiting to 17 characters in turn 2."))
    try emic.waitUntilSaved()
    try SessionTests.leave(emic)
    let made = String(decoding: try study.read("new/proposals/ana.yaml"), as: UTF8.self)
    #expect(made.contains("waiting"))
  }

  // MARK: Before the screen

  struct Refusal: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var coder = "guest"
    var environment: [String: String?] = [:]
    var target: String?
    var prepare: @Sendable (StudyCopy) throws -> Void = { _ in }
    var code: Int32
    var sentence: String
  }

  static let refusals = [
    Refusal(
      testDescription: "a coder with a path in the name",
      coder: "../x",
      code: 2,
      sentence:
        "emic: \"../x\" cannot be a coder's id. Use lower-case letters, digits and hyphens, at most 32."
    ),
    Refusal(
      testDescription: "an unknown coder",
      coder: "ana",
      code: 2,
      sentence:
        "emic: \"ana\" is not a coder of this study: coder-a, coder-b, coder-c, supervisor, guest. Choose one, or add it with --new-coder."
    ),
    Refusal(
      testDescription: "no such folder",
      target: "nowhere",
      code: 3,
      sentence: "nowhere: there is no such file or folder. Check the name."
    ),
    Refusal(
      testDescription: "a file of another kind",
      target: "cases.csv",
      code: 2,
      sentence:
        "cases.csv: this is neither a folder nor a .txt or .md. Give a study's folder or a transcript; `emic import` brings other files into a study."
    ),
    Refusal(
      testDescription: "a broken codebook",
      prepare: {
        try FileSaver().save(
          Array("codes: [\n".utf8),
          to: $0.folder + "/codebooks/subcontracting.yaml"
        )
      },
      code: 3,
      sentence: "subcontracting.yaml:"
    ),
    Refusal(
      testDescription: "TERM unset",
      environment: ["TERM": nil],
      code: 2,
      sentence: "emic: TERM is not set, so the kind of terminal is unknown."
    ),
    Refusal(
      testDescription: "TERM=dumb",
      environment: ["TERM": "dumb"],
      code: 2,
      sentence: "emic: A terminal of type \"dumb\" cannot show a screen."
    ),
  ]

  @Test("what cannot begin ends with one sentence and a code", arguments: refusals)
  func refused(refusal: Refusal) throws {
    let study = try StudyCopy()
    try refusal.prepare(study)
    let emic = try study.start(
      refusal.target,
      coder: refusal.coder,
      size: Size(width: 200, height: 24),
      environment: refusal.environment
    )
    try SessionTests.expectEnd(emic, .exited(refusal.code))
    #expect(emic.screenText.contains(refusal.sentence), "\(emic.screenText)")
    #expect(emic.screenText.split(separator: "\n").count <= 2)
    #expect(!emic.output.contains("\u{1B}[?1049h"))
  }

  @Test("without a terminal emic says so")
  func pipes() throws {
    let study = try StudyCopy()
    let shell = try PseudoTerminal(
      program: "/bin/sh",
      arguments: [
        "-c", "\"$0\" \"$1\" --coder guest </dev/null; echo $?",
        PseudoTerminal.productFolder + "/emic",
        study.path,
      ],
      environment: study.settings,
      size: Size(width: 120, height: 24)
    )
    _ = try shell.waitForExit()
    #expect(
      shell.screenText
        == "emic: The screen needs a terminal for input and output. Run emic without pipes or redirections.\n2"
    )
  }

  @Test("an empty folder says what belongs there")
  func emptyFolder() throws {
    let study = try StudyCopy()
    mkdir(study.folder + "/sample-transcripts/new", 0o700)
    let emic = try study.start("new", coder: "ana")
    try emic.waitForFrame()
    #expect(emic.screenText.contains("No transcripts here yet."))
    try emic.press("\r")
    #expect(
      emic.row(0).hasPrefix(
        " There is no transcript to open: :import brings files into the study."
      )
    )
    try SessionTests.leave(emic)
  }
}
