import EmicKit
import Foundation
import Testing

/// What others did in a text that somebody still codes blind.
@Suite("Others' work by plain commands") struct OthersWorkTests {
  let workshop: Workshop

  init() throws {
    workshop = try Workshop()
    // A new text: nobody has submitted anything of it.
    try workshop.write("R: We began as parents.\nR: Trust came late.\n", to: "T90.txt")
  }

  @Test("history and undo are one's own")
  func history() throws {
    _ = try workshop.run(
      "code sample-transcripts T90 --coder coder-b --code trust --start 3 --end 11"
    )
    let asked = try workshop.run("history sample-transcripts T90 --coder coder-b --as coder-c")
    #expect(asked.status == 1)
    #expect(asked.out.isEmpty)
    #expect(asked.error.contains("coder-b's changes are not shown to coder-c"))
    let environment = ["EMIC_CODER": "coder-c"]
    let other = try workshop.emic(
      "history",
      "sample-transcripts",
      "T90",
      "--coder",
      "coder-b",
      environment: environment
    )
    #expect(other.status == 1 && other.out.isEmpty)
    let undo = try workshop.run("undo sample-transcripts T90 --coder coder-b --as coder-c")
    #expect(undo.status == 1 && undo.out.isEmpty)
    let own = try workshop.run("history sample-transcripts T90 --coder coder-b")
    #expect(own.out.contains("Assigned trust"))
  }

  @Test("a summary that is hidden is not written over, nor taken away")
  func summaries() throws {
    _ = try workshop.run(
      "code sample-transcripts T90 --coder coder-c --code trust --start 3 --end 11"
    )
    let written = try workshop.emic(
      "framework",
      "sample-transcripts",
      "--set",
      "T90.txt",
      "--code",
      "trust",
      "--coder",
      "coder-b",
      "--summary",
      "Mine."
    )
    #expect(written.status == 0, "\(written.error)")
    for summary in ["", "Another."] {
      let answer = try workshop.emic(
        "framework",
        "sample-transcripts",
        "--set",
        "T90.txt",
        "--code",
        "trust",
        "--coder",
        "coder-c",
        "--summary",
        summary
      )
      #expect(answer.status == 1)
      #expect(answer.error.contains("it is hidden from coder-c"))
    }
    #expect(try workshop.text("framework.yaml").contains("Mine."))
  }
}
