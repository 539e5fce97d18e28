import EmicKit
import Foundation
import Testing

@Suite("emic withdraw on a disk that refuses") struct WithdrawTroubleTests {
  private let workshop: Workshop

  init() throws {
    workshop = try Workshop()
    #expect(
      try workshop.run("code sample-transcripts T03 --coder guest --at 2.1 --code trust").status
        == 0
    )
  }

  /// All files of the study but those that any reading may touch, with their bytes.
  private func contents() throws -> [String: Data] {
    let paths =
      FileManager.default.enumerator(atPath: workshop.study.path())?.allObjects as? [String] ?? []
    return paths.reduce(into: [:]) { contents, path in
      contents[path] = try? Data(contentsOf: workshop.study.appending(path: path))
    }
  }

  @Test(
    "a folder that cannot be listed to its end stops it before anything is taken out",
    arguments: [".emic", ".emic/history", ".emic/history/guest"],
    [
      ("list 5", "the disk reports an error"), ("readdir 5", "the disk reports an error"),
      ("list 13", "no permission"),
    ]
  )
  func unlisted(folder: String, fault: (call: String, words: String)) throws {
    let before = try contents()
    for ending in [["--confirm", "NGO-D1"], ["--dry-run"]] {
      let answer = try workshop.refusing(
        fault.call,
        of: folder,
        ["withdraw", "sample-transcripts", "NGO-D1"] + ending
      )
      #expect(answer.status == 3 && answer.out.isEmpty, "\(answer.out)")
      #expect(
        answer.error.contains("\(folder): ") && answer.error.contains(fault.words),
        "\(answer.error)"
      )
      #expect(try contents() == before)
    }
    #expect(try workshop.run("withdraw sample-transcripts NGO-D1 --confirm NGO-D1").status == 0)
  }

  @Test("while nobody can tell what was withdrawn, nothing is saved, merged or withdrawn")
  func unreadList() throws {
    let other = workshop.folder.appending(path: "other")
    try FileManager.default.copyItem(at: workshop.study, to: other)
    let text = try workshop.text(t03)
    #expect(try workshop.run("withdraw sample-transcripts NGO-D1 --confirm NGO-D1").status == 0)
    // As a synchronising program brings it back.
    try workshop.write(text, to: t03)
    let before = try contents()
    for (line, status) in [
      ("code sample-transcripts T03 --coder guest --at 2.1 --code trust", 3),
      ("merge sample-transcripts other --as supervisor", 3),
      ("withdraw sample-transcripts GOV-M2 --confirm GOV-M2", 3),
      ("check sample-transcripts", 1),
    ] as [(String, Int32)] {
      let answer = try workshop.refusing(
        "look 5",
        of: ".emic/withdrawn",
        line.split(separator: " ").map(String.init)
      )
      #expect(answer.status == status, "\(line): \(answer.status) \(answer.out)")
      #expect(
        (answer.error + answer.out).contains(".emic/withdrawn: the disk reports an error"),
        "\(line): \(answer.error)"
      )
      #expect(try contents() == before, "\(line)")
    }
  }
}
