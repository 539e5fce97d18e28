import EmicKit
import Foundation
import Testing

/// Who only notes something on a transcript does not code it.
@Suite("A supervisor's memo on a transcript") struct SupervisorMemoTests {
  /// What a supervisor and a coder are shown of T03, which three coders have submitted.
  private static let questions = [
    "agreement sample-transcripts --transcripts T03 --as supervisor --format json",
    "agreement sample-transcripts --transcripts T03 --as coder-a --format json",
    "disagreements sample-transcripts --transcripts T03 --as supervisor",
    "matrix sample-transcripts --columns coder --as supervisor",
    "matrix sample-transcripts --transcript T03 --columns coder --layer current --as supervisor",
    "matrix sample-transcripts --coder coder-a --layer current --as supervisor",
    "codings sample-transcripts --transcript T03 --as supervisor",
    "codings sample-transcripts --transcript T03 --as coder-a",
    "status sample-transcripts --as supervisor",
    "status sample-transcripts --as coder-a",
    "weekly sample-transcripts --since 2026-01-01 --as supervisor",
    "framework sample-transcripts --as supervisor",
  ]

  private let workshop: Workshop

  init() throws { workshop = try Workshop() }

  private func memo(by coder: String) throws {
    let written = try workshop.run(
      "memo sample-transcripts T03 --text Compare_with_T04. --coder \(coder)"
    )
    #expect(written.status == 0, "\(written.error)")
  }

  @Test("it changes no figure, for the supervisor and for others", arguments: questions)
  func unchanged(_ question: String) throws {
    let before = try workshop.run(question)
    #expect(before.status == 0, "\(before.error)")
    try memo(by: "supervisor")
    #expect(workshop.exists("T03-disability-ngo-en.txt.supervisor.json"))
    let after = try workshop.run(question)
    #expect(after.status == 0)
    #expect(after.out == before.out)
    #expect(after.error == before.error)
  }

  @Test("it is shown to whoever wrote it")
  func shown() throws {
    try memo(by: "supervisor")
    let memos = try workshop.run("memos sample-transcripts --as supervisor")
    #expect(memos.out.contains("Compare_with_T04."))
  }

  @Test("nobody's codings are added up with it, which are none")
  func counting() throws {
    for coder in ["coder-b", "coder-c"] {
      for part in ["", "submissions/"] {
        let name = "\(t03).\(coder)" + (part.isEmpty ? ".json" : ".1.json")
        try FileManager.default.removeItem(at: workshop.study.appending(path: part + name))
      }
    }
    let line = "matrix sample-transcripts --transcript T03 --layer current --as supervisor"
    let before = try workshop.run(line)
    #expect(before.status == 0, "\(before.error)")
    try memo(by: "supervisor")
    #expect(try workshop.run(line).out == before.out)
  }

  @Test("with a coding or a mark beside it, the supervisor codes blind")
  func coding() throws {
    try memo(by: "supervisor")
    for line in [
      "nothing-here sample-transcripts T03 --turns 2 --coder supervisor",
      "code sample-transcripts T03 --coder supervisor --code trust --at 2.1",
    ] {
      let done = try workshop.run(line)
      #expect(done.status == 0, "\(done.error)")
      let listed = try workshop.run("codings sample-transcripts --transcript T03 --as supervisor")
      #expect(listed.error.contains("coding blind"))
      let undone = try workshop.run("undo sample-transcripts T03 --coder supervisor")
      #expect(undone.status == 0, "\(undone.error)")
      let seen = try workshop.run("codings sample-transcripts --transcript T03 --as supervisor")
      #expect(!seen.error.contains("coding blind"))
    }
  }

  @Test("what was submitted and opened again was coding")
  func reopened() throws {
    try memo(by: "supervisor")
    for line in ["submit", "reopen --reason again"] {
      let done = try workshop.run("\(line) --coder supervisor sample-transcripts T03")
      #expect(done.status == 0, "\(done.error)")
    }
    let listed = try workshop.run("codings sample-transcripts --transcript T03 --as supervisor")
    #expect(listed.error.contains("coding blind"))
  }

  @Test("a coder who has written a memo has begun, and codes blind")
  func coder() throws {
    try memo(by: "guest")
    let listed = try workshop.run("codings sample-transcripts --transcript T03 --as guest")
    #expect(listed.error.contains("coding blind"))
  }
}
