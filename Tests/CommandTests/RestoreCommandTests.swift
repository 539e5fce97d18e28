import EmicKit
import Foundation
import Testing

@Suite("emic restore") struct RestoreCommandTests {
  let workshop: Workshop
  private let day = "2026-03-20"
  private let name = "\(t03).coder-a.json"

  init() throws {
    workshop = try Workshop()
    // As a save of that day leaves it.
    let folder = workshop.study.appending(path: ".emic/backup/\(day)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(workshop.bytes(name)).write(to: folder.appending(path: name))
  }

  @Test("the backups are listed, the latest first")
  func listing() throws {
    let answer = try workshop.run("restore sample-transcripts --list")
    #expect(answer.status == 0)
    #expect(answer.out.contains("\(day)  \(name)"))
    let other = try workshop.run("restore sample-transcripts --list --coder coder-b --format json")
    #expect(try other.json()["backups"]?.items.isEmpty == true)
  }

  @Test("backups that cannot be listed to the end are not said to be none or fewer")
  func unlisted() throws {
    for fault in ["list 5", "readdir 5"] {
      let answer = try workshop.refusing(
        fault,
        of: ".emic/backup/\(day)",
        ["restore", "sample-transcripts", "--list"]
      )
      #expect(answer.status == 3 && answer.out.isEmpty, "\(answer.out)")
      #expect(answer.error.contains("\(day): the disk reports an error"), "\(answer.error)")
    }
  }

  @Test("what is gone comes back, byte for byte")
  func gone() throws {
    let before = try workshop.bytes(name)
    try FileManager.default.removeItem(at: workshop.study.appending(path: name))
    let check = try workshop.run("check sample-transcripts")
    #expect(
      check.out.contains(
        "\(name): coder-a's sidecar is gone, and a backup of \(day) has it. `emic restore --from \(day)"
      )
    )
    let answer = try workshop.run("restore sample-transcripts --from \(day)")
    #expect(answer.out == "\(name): it was gone, and is back.\n")
    #expect(try workshop.bytes(name) == before)
    #expect(try workshop.run("check sample-transcripts").status == 0)
  }

  @Test("what is damaged is kept before it is replaced")
  func damaged() throws {
    let before = try workshop.bytes(name)
    try workshop.write("{ damaged", to: name)
    let answer = try workshop.run("restore sample-transcripts --from \(day) --transcript T03")
    #expect(
      answer.out.contains("it could not be read, and is back; the damaged file is .emic/backup/")
    )
    #expect(try workshop.bytes(name) == before)
    let kept = answer.out.split(separator: " ").last?.dropLast(2) ?? ""
    #expect(try workshop.text(String(kept)) == "{ damaged")
  }

  @Test("what can be read is never replaced, nor what a newer emic wrote")
  func newer() throws {
    _ = try workshop.run("reopen sample-transcripts T03 --coder coder-a --reason again")
    let bytes = try workshop.bytes(name)
    let answer = try workshop.run("restore sample-transcripts --from \(day) --format json")
    #expect(try answer.json()["files"]?.items.first?["outcome"] == "newer")
    #expect(try workshop.bytes(name) == bytes)
    let text = try workshop.text(name).replacing("\"version\": 1", with: "\"version\": 2")
    try workshop.write(text, to: name)
    _ = try workshop.run("restore sample-transcripts --from \(day)")
    #expect(try workshop.text(name) == text)
  }

  @Test(
    "wrong questions get a sentence, and nothing is written",
    arguments: [
      ("", Int32(2), "Say --list to see the backups, or --from"),
      ("--list --from 2026-03-20", 2, "one of the two."),
      ("--from 2020-01-01", 1, "There is no backup of 2020-01-01. There are: 2026-03-20."),
      ("--from 2026-03-20 --coder coder-b", 1, "nor of any other day. Nothing was written."),
      ("--from ../x", 2, "--from \"../x\" is no date."),
    ]
  )
  func refusals(line: String, status: Int32, words: String) throws {
    let bytes = try workshop.bytes(name)
    let answer = try workshop.run("restore sample-transcripts \(line)")
    #expect(answer.status == status)
    #expect(answer.error.contains(words), "\(answer.error)")
    #expect(try workshop.bytes(name) == bytes)
  }

  @Test("a damaged backup is no better than what it would replace")
  func damagedCopy() throws {
    try workshop.write("{", to: ".emic/backup/\(day)/\(name)")
    try workshop.write("{ damaged", to: name)
    let answer = try workshop.run("restore sample-transcripts --from \(day)")
    #expect(answer.status == 3)
    #expect(answer.error.contains("It is a backup: choose another day"))
    #expect(try workshop.text(name) == "{ damaged")
  }
}
