import EmicKit
import Foundation
import Testing

@Suite("emic check") struct CheckCommandTests {
  let workshop: Workshop

  init() throws { workshop = try Workshop() }

  private func problems(_ arguments: String...) throws -> [[String]] {
    let (process, out, _) = try workshop.start(
      ["check", "sample-transcripts", "--format", "json"] + arguments
    )
    let bytes = Array(out.fileHandleForReading.readDataToEndOfFile())
    process.waitUntilExit()
    let list = try JSONValue(reading: bytes)["problems"]?.items ?? []
    #expect(process.terminationStatus == (list.isEmpty ? 0 : 1))
    return list.map { problem in
      ["kind", "file", "message"].map { problem[$0]?.string ?? "" }
    }
  }

  @Test("the sample study has no problems")
  func clean() throws {
    #expect(try problems() == [])
    let answer = try workshop.emic("check", "sample-transcripts")
    #expect(answer.status == 0)
    #expect(answer.out.contains("Read 2 transcripts, 6 sidecars, 6 submissions and 49 codes"))
  }

  @Test(
    "a link in the place of .emic is refused before anything is written through it, and one in it named"
  )
  func linkedInternals() throws {
    let (files, place) = (FileManager.default, workshop.study.appending(path: ".emic"))
    let outside = workshop.folder.appending(path: "outside")
    try? files.removeItem(at: place)
    try files.createDirectory(
      at: outside.appending(path: "guest"),
      withIntermediateDirectories: true
    )
    try files.createSymbolicLink(at: place, withDestinationURL: outside)
    let line = "code sample-transcripts T03 --coder guest --at 2 --code trust"
    for line in [line, "status sample-transcripts"] {
      expectRefused(try workshop.run(line), ".emic")
    }
    expectRefused(try workshop.run("check sample-transcripts"), ".emic", status: 1)
    try files.removeItem(at: place)
    try files.createDirectory(at: place, withIntermediateDirectories: false)
    for name in ["history", "state", "backup"] {
      let folder = place.appending(path: name)
      try files.createSymbolicLink(at: folder, withDestinationURL: outside)
      expectRefused(try workshop.run(line), ".emic/\(name)")
      try files.removeItem(at: folder)
    }
    #expect(try files.subpathsOfDirectory(atPath: outside.path()) == ["guest"])
    // Further in one is named, and nothing is written through it.
    let history = place.appending(path: "history")
    try files.createDirectory(at: history, withIntermediateDirectories: false)
    let own = history.appending(path: "guest")
    try files.createSymbolicLink(at: own, withDestinationURL: outside)
    #expect(try workshop.run(line).status == 0)
    #expect(try files.subpathsOfDirectory(atPath: outside.path()) == ["guest"])
    #expect(try problems().filter { $0[0] == "link" }.map { $0[1] } == [".emic/history/guest"])
  }

  private func expectRefused(_ answer: Workshop.Answer, _ link: String, status: Int32 = 3) {
    let words = answer.out + answer.error
    #expect(answer.status == status, "\(words)")
    #expect(
      words.contains("\(link): this is a link, and links in a study are not followed"),
      "\(words)"
    )
  }

  @Test("every problem is found, not just the first, and nothing is changed")
  func everything() throws {
    let files = FileManager.default
    let broken = try workshop.text("\(t03).coder-a.json").prefix(400) + "\n"
    try workshop.write(String(broken), to: "\(t03).coder-a.json")
    let renamed = try workshop.text("\(t03).coder-b.json")
      .replacing("\"code\": \"trust\"", with: "\"code\": \"trst\"")
    try workshop.write(renamed, to: "\(t03).coder-b.json")
    try workshop.write(
      try workshop.text("\(t06).coder-a.json").replacing("\"version\": 1", with: "\"version\": 9"),
      to: "\(t06).coder-a.json"
    )
    try workshop.write(
      try workshop.text("\(t06).coder-b.json"),
      to: "\(t06).coder-b (conflicted copy 2026).json"
    )
    try workshop.write(try workshop.text("\(t06).coder-b.json"), to: "T99.txt.coder-b.json")
    try workshop.write(try workshop.text("\(t06).coder-b.json"), to: "\(t06).stranger.json")
    try workshop.write(
      try workshop.text("cases.csv") + "T98.txt,X,,,,,,\r\n",
      to: "cases.csv"
    )
    try Data([0xC4, 0xE3, 0xBA, 0xC3]).write(to: workshop.study.appending(path: "gb.txt"))
    try files.createSymbolicLink(
      atPath: workshop.study.appending(path: "link.txt").path(),
      withDestinationPath: "/etc/passwd"
    )
    try files.setAttributes(
      [.posixPermissions: 0o666],
      ofItemAtPath: workshop.study.appending(path: t06).path()
    )
    let before = try workshop.bytes("\(t03).coder-a.json")
    let found = try problems()
    let kinds = Set(found.map { $0[0] })
    #expect(
      kinds.isSuperset(of: [
        "damaged", "unknown-code", "newer", "conflict-copy", "orphan", "foreign", "unknown-coder",
        "cases", "transcript", "link", "permissions", "submission",
      ]),
      "\(found)"
    )
    #expect(
      found.contains {
        $0[2].hasPrefix("code \"trst\" is not in ") && $0[2].contains("Did you mean \"trust\"?")
      }
    )
    #expect(try workshop.bytes("\(t03).coder-a.json") == before)
  }

  @Test("frozen copies that the log names are gone, or tell of another submission")
  func frozenCopies() throws {
    let files = FileManager.default
    let copy = "submissions/\(t03).coder-a.1.json"
    let text = try workshop.text(copy)
    try files.removeItem(at: workshop.study.appending(path: copy))
    let gone = try problems()
    #expect(gone.map { $0[1] } == ["\(t03).coder-a.json"])
    #expect(gone.first?[2].contains("submission 1, but its frozen copy is missing") == true)
    try workshop.write(text.replacing("\"blind\": true", with: "\"blind\": false"), to: copy)
    let other = try problems()
    #expect(other.map { $0[1] } == [copy])
    #expect(other.first?[2].contains("tells of another submission 1 than the frozen copy") == true)
    // Also where the sidecar is open again, and nothing is to be compared but the log.
    _ = try workshop.run("reopen sample-transcripts T03 --coder coder-a --reason again")
    #expect(try problems().map { $0[1] } == [copy])
  }

  @Test("a stale sidecar is named")
  func stale() throws {
    try workshop.write(try workshop.text(t06) + "x\n", to: t06)
    let found = try problems()
    #expect(
      found.filter { $0[0] == "stale" }.map { $0[1] }
        == ["a", "b", "c"].map { "\(t06).coder-\($0).json" }
    )
  }

  @Test("to a coder who is blind others' codes are not named")
  func blind() throws {
    let reopened = try workshop.text("\(t03).coder-b.json")
      .replacing("\"state\": \"submitted\"", with: "\"state\": \"draft\"")
      .replacing("\"code\": \"trust\"", with: "\"code\": \"trustworthiness\"")
    try workshop.write(reopened, to: "\(t03).coder-b.json")
    for asker in [[], ["--as", "coder-a"]] {
      let (process, out, error) = try workshop.start(["check", "sample-transcripts"] + asker)
      let said =
        String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        + String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      #expect(said.contains("\(t03).coder-b.json: the sidecar uses codes that are not in the"))
      #expect(!said.contains("trustworthiness"))
    }
    let own = try workshop.emic("check", "sample-transcripts", "--as", "coder-b")
    #expect(own.out.contains("trustworthiness"))
  }

  @Test("a study file that cannot be read is a problem with its line")
  func studyFile() throws {
    try workshop.write("format: emic/study\nversion: 1\ncoders: 5\n", to: "study.yaml")
    let found = try problems()
    #expect(found.map { $0[0] } == ["study"])
    let missing = try workshop.emic("check", "nowhere")
    #expect(missing.status == 3)
    #expect(
      missing.error == "nowhere: there is no such file or folder. Check the name.\n"
    )
  }

  @Test("the caption times of a recording are no coder's work")
  func times() throws {
    try workshop.write("[]\n", to: "\(t03).times.json")
    #expect(try problems() == [])
  }
}
