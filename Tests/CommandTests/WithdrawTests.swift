import EmicKit
import Foundation
import Testing

@Suite("emic withdraw") struct WithdrawTests {
  private let workshop: Workshop

  init() throws {
    workshop = try Workshop()
    for line in [
      "code sample-transcripts T03 --coder guest --at 2.1 --code trust",
      "code sample-transcripts T06 --coder guest --at 2.1 --code trust",
    ] { #expect(try workshop.run(line).status == 0) }
    try workshop.write(
      """
      format: emic/framework
      version: 1
      cells:
        - case: NGO-D1
          code: trust
          summary: In the section chief.
          by: coder-a
          at: 2026-03-22T09:00:00.000Z
        - case: GOV-M2
          code: trust
          summary: In lists.
          by: coder-a
          at: 2026-03-22T09:00:00.000Z
      """ + "\n",
      to: "framework.yaml"
    )
    try workshop.write(
      """
      {"format": "emic/memos", "version": 1, "coder": "coder-a", "memos": [
      {"id": "0195b0c4-7a51-7c3e-9d0a-3f1f0b1c2d3e", "on": {"case": "NGO-D1"}, "at": "2026-03-20T10:20:00Z", "text": "one"},
      {"id": "0195b0c4-7a51-7c3e-9d0a-3f1f0b1c2d3f", "on": {"study": true}, "at": "2026-03-20T10:20:00Z", "text": "two"}]}
      """ + "\n",
      to: "memos.coder-a.json"
    )
    try FileManager.default.createDirectory(
      at: workshop.study.appending(path: ".emic/backup/2026-03-01"),
      withIntermediateDirectories: true
    )
    try workshop.write("x", to: ".emic/backup/2026-03-01/\(t03).coder-a.json")
    try workshop.write("NGO-D1 said", to: ".emic/backup/2026-03-01/framework.yaml")
    #expect(
      try workshop.run("export sample-transcripts --to sample-transcripts/exports/c.csv").status
        == 0
    )
  }

  /// All files of the study in which a text stands, in their content or their name.
  private func files(with text: String) throws -> [String] {
    let paths =
      FileManager.default.enumerator(atPath: workshop.study.path())?.allObjects as? [String] ?? []
    return paths.filter { path in
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(
        atPath: workshop.study.appending(path: path).path(),
        isDirectory: &isFolder
      )
      guard !isFolder.boolValue else { return false }
      return path.contains(text) || ((try? workshop.text(path))?.contains(text) ?? false)
    }.sorted()
  }

  @Test("a dry run lists what goes and what others may hold, and changes nothing")
  func dryRun() throws {
    let before = try files(with: "")
    let answer = try workshop.run("withdraw sample-transcripts NGO-D1 --dry-run --format json")
    #expect(answer.status == 0)
    let json = try answer.json()
    #expect(json["transcripts"] == [.string(t03)])
    #expect(json["done"] == false)
    let removed = json["removed"]?.items.compactMap(\.string) ?? []
    #expect(removed.last == t03)
    for name in [
      "\(t03).coder-a.json", "\(t03).guest.json", ".emic/history/guest/\(t03).jsonl",
      ".emic/backup/2026-03-01/framework.yaml",
    ] {
      #expect(removed.contains(name), "\(name)")
    }
    #expect(!removed.contains { $0.hasPrefix(t06) })
    #expect(
      json["remains"]?.items.contains { $0.string?.contains("exports/c.csv") == true } == true
    )
    #expect(try files(with: "") == before)
  }

  @Test("without the name typed nothing is taken out")
  func unconfirmed() throws {
    let before = try files(with: "")
    for (line, status) in [("", 1), ("--confirm NGO", 2)] as [(String, Int32)] {
      #expect(try workshop.run("withdraw sample-transcripts NGO-D1 \(line)").status == status)
      #expect(try files(with: "") == before)
    }
    let unknown = try workshop.run("withdraw sample-transcripts NGO-D9 --dry-run")
    #expect((unknown.status, unknown.error.contains("Did you mean \"NGO-D1\"?")) == (2, true))
  }

  @Test("what is withdrawn is nowhere in the study but where it was said; the rest is as it was")
  func withdrawn() throws {
    let other = try workshop.bytes("\(t06).coder-a.json")
    let answer = try workshop.run("withdraw sample-transcripts NGO-D1 --confirm NGO-D1")
    #expect(answer.status == 0, "\(answer.error)")
    #expect(answer.out.hasPrefix("Taken out of the study:\n"))
    #expect(try files(with: "NGO-D1") == ["exports/c.csv"])
    #expect(try files(with: t03) == ["exports/c.csv", "study.yaml"])
    #expect(try workshop.bytes("\(t06).coder-a.json") == other)
    #expect(try workshop.text("framework.yaml").contains("In lists."))
    #expect(try workshop.text("memos.coder-a.json").contains("two"))
    #expect(try workshop.text("cases.csv").hasPrefix("transcript,case,sector"))
    #expect(try workshop.run("codings sample-transcripts").status == 0)
    let again = try workshop.run("withdraw sample-transcripts NGO-D1 --confirm NGO-D1")
    #expect(again.status == 2)
  }

  @Test("whatever was taken out before it was interrupted, giving it again finishes")
  func interrupted() throws {
    let list = try workshop.run("withdraw sample-transcripts NGO-D1 --dry-run --format json").json()
    let removed = list["removed"]?.items.compactMap(\.string) ?? []
    // As if killed behind the transcript: only cases.csv tells of the case still.
    for name in removed {
      try? FileManager.default.removeItem(at: workshop.study.appending(path: name))
    }
    #expect(try workshop.run("withdraw sample-transcripts NGO-D1 --confirm NGO-D1").status == 0)
    #expect(try files(with: "NGO-D1") == ["exports/c.csv"])
  }
}
