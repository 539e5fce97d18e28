import EmicKit
import Foundation
import Testing

@Suite("Messages that say the way out") struct GuidanceTests {
  let workshop: Workshop

  init() throws { workshop = try Workshop() }

  @Test("an observer hears how to see one's own drafts")
  func observer() throws {
    _ = try workshop.run("code sample-transcripts T03 --coder guest --at 2.1 --code trust")
    let way =
      "Nobody asks by name, and an observer sees what is submitted only. To see your own drafts "
      + "too, say who you are: --as guest, or $EMIC_CODER.\n"
    let filtered = try workshop.run("codings sample-transcripts --coder guest")
    #expect(filtered.status == 0)
    #expect(
      filtered.error == "\(t03): one coder's work is not submitted yet and left out.\n" + way
    )
    let all = try workshop.run("codings sample-transcripts")
    #expect(all.error.hasSuffix(way.replacing("--as guest", with: "--as ID")))
    let own = try workshop.run("codings sample-transcripts --as guest")
    #expect(!own.error.contains("observer"))
    let quiet = try workshop.run("codings sample-transcripts --quiet")
    #expect(quiet.error == "")
  }

  @Test("who is not to code a transcript waits for the others only, and is not told to submit")
  func blindWithoutPart() throws {
    _ = try workshop.run("reopen sample-transcripts T03 --coder coder-c --reason again")
    let answer = try workshop.run("codings sample-transcripts --transcript T03 --as guest")
    #expect(answer.error.contains("are hidden until coder-c has submitted."), "\(answer.error)")
  }

  @Test("status without a name says why the counts are empty")
  func status() throws {
    let nobody = try workshop.run("status sample-transcripts")
    #expect(
      nobody.error
        == "Nobody asks by name, so no counts are shown: --as ID, or $EMIC_CODER, shows your own.\n"
    )
    #expect(try workshop.run("status sample-transcripts --as coder-a").error == "")
  }

  @Test("an attribute that no source has is refused with those that there are")
  func attributes() throws {
    let answer = try workshop.run("codings sample-transcripts --case foo=1")
    #expect(answer.status == 2)
    #expect(answer.out == "")
    #expect(answer.error.hasPrefix("there is no attribute \"foo\". Use one of: case, sector, "))
    let near = try workshop.run("codings sample-transcripts --case sectr=migrants")
    #expect(near.error.hasPrefix("there is no attribute \"sectr\". Use one of: sector, case, "))
    try workshop.write("TITLE\nMood: calm\n\nR: a\nI: b\nR: c\nI: d\n", to: "T09.txt")
    let header = try workshop.run("codings sample-transcripts --transcript T03 --case mood=calm")
    #expect(header.status == 0)
  }

  @Test("a study that lists no coders says so")
  func coders() throws {
    try workshop.write(
      "format: emic/study\nversion: 1\ncodebook: ../codebooks/subcontracting.yaml\n",
      to: "study.yaml"
    )
    let answer = try workshop.run("code sample-transcripts T03 --coder guest --at 2 --code trust")
    #expect(answer.status == 2)
    #expect(
      answer.error
        == "\"guest\" is not a coder of this study, which lists none yet. Add it with --new-coder.\n"
    )
    for line in ["status", "codings", "framework"] {
      // They have no --new-coder: coders are added where they code.
      let reading = try workshop.run("\(line) sample-transcripts --as lena")
      #expect(reading.status == 2)
      #expect(
        reading.error
          == "\"lena\" is not a coder of this study, which lists none yet. Ask without a "
          + "name, or begin coding as lena: `emic STUDY --coder lena --new-coder`.\n"
      )
    }
  }

  @Test(
    "commands that add no coder name no option that they do not have",
    arguments: [
      "undo sample-transcripts T03 --coder lena", "redo sample-transcripts T03 --coder lena",
      "history sample-transcripts T03 --coder lena",
      "link sample-transcripts --from 0 --to 1 --kind contradicts --coder lena",
      "link sample-transcripts --remove 0 --coder lena",
      "cases sample-transcripts T03 --set site=x --coder lena",
      "cases sample-transcripts --undo --coder lena",
    ]
  )
  func withoutNewCoder(line: String) throws {
    let answer = try workshop.run(line)
    #expect(answer.status == 2)
    #expect(answer.error.hasPrefix("\"lena\" is not a coder of this study: "), "\(answer.error)")
    // As an option of `emic` itself it is a way.
    #expect(
      answer.error.hasSuffix(
        "Choose one, or begin coding as lena: `emic STUDY --coder lena --new-coder`.\n"
      ),
      "\(answer.error)"
    )
  }

  @Test("more speakers than are named are counted")
  func speakers() throws {
    let turns = (1...13).map { "R\($0): We began.\n" }.joined()
    try workshop.write(turns + turns, to: "T90.txt")
    let asked = "quotations sample-transcripts --code trust --coder coder-a --speaker nosuch"
    let answer = try workshop.run(asked)
    #expect(answer.error.contains("Who speaks there: "), "\(answer.error)")
    #expect(answer.error.contains(", … ("), "\(answer.error)")
    #expect(answer.error.contains(" in all).\n"))
    let few = try workshop.run(asked + " --transcript T03")
    #expect(few.error.contains("Who speaks there: ") && !few.error.contains("…"), "\(few.error)")
  }

  @Test("one of a thing is not called several, and the folder is not called a dot")
  func words() throws {
    let folder = workshop.folder.appending(path: "one")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    try Data("R: a\nI: b\nR: c\n".utf8).write(to: folder.appending(path: "a.txt"))
    let out = try workshop.run("check one").out
    #expect(
      out.contains("Read 1 transcript, 0 sidecars, 0 submissions and 0 codes: no problems.\n")
    )
    #expect(!out.contains("Note: .:"))
  }

  @Test("a negative offset is a number that is out of range")
  func negative() throws {
    let answer = try workshop.run(
      "code sample-transcripts T03 --coder guest --code trust --start -3 --end 5"
    )
    #expect(answer.status == 2)
    #expect(
      answer.error == "\(t03): -3 is outside of the text, which has the offsets 0 to 7377. "
        + "The nearest is 0.\n"
    )
  }

  @Test("a word that is neither a file nor a command is told so, with the nearest command")
  func commands() throws {
    let near = try workshop.run("statsu sample-transcripts")
    #expect(near.status == 2)
    #expect(
      near.error == "\"statsu\" is neither a file or folder nor a command. Did you mean "
        + "`emic status`? `emic help` lists the commands.\n"
    )
    let far = try workshop.run("frob")
    #expect(far.status == 2)
    #expect(
      far.error == "\"frob\" is neither a file or folder nor a command. `emic help` lists the "
        + "commands.\n"
    )
  }

  @Test("every command that a message, a help text or the README names is there")
  func existing() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let sources = try #require(
      FileManager.default.enumerator(
        at: root.appending(path: "Sources"),
        includingPropertiesForKeys: nil
      )
    )
    let files =
      sources.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
      + [root.appending(path: "README.md")]
    let help = try workshop.run("help").out
    let list = try #require(help.split(separator: "SUBCOMMANDS:").last)
    let commands = Set(list.matches(of: /\n  ([a-z][a-z-]*)/).map { String($0.1) })
    #expect(commands.isSuperset(of: ["submit", "reopen", "status"]))
    for file in files {
      let text = try String(contentsOf: file, encoding: .utf8)
      for match in text.matches(of: /`emic ([a-z][a-z-]*)/) {
        let word = String(match.1)
        #expect(commands.contains(word), "\(match.0) in \(file.lastPathComponent)")
      }
    }
  }
}
