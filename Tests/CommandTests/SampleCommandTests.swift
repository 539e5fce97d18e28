import EmicKit
import Foundation
import Testing

/// Drawing transcripts for double coding.
@Suite("emic sample") struct SampleCommandTests {
  @Test("the draw is stored as a round with all that repeats it, and every other line stays")
  func storing() throws {
    let workshop = try Workshop()
    let before = try workshop.text("study.yaml")
    let answer = try workshop.run(
      "sample sample-transcripts --share 0.5 --by sector --seed 7 --format json"
    )
    #expect(answer.status == 0)
    let drawn = try answer.json()["transcripts"]?.items.compactMap(\.string) ?? []
    #expect(drawn.count == 1)
    #expect(try answer.json()["seed"]?.int == 7)
    #expect(
      try workshop.text("study.yaml")
        == before
        + "  - {name: sample-1, kind: double-coding, codebook: 1, transcripts: [\(drawn[0])], "
        + "coders: [coder-a, coder-b, coder-c, guest], draw: {share: 0.5, by: [sector], seed: 7}}\n"
    )
    #expect(
      answer.error.hasPrefix(
        "Stored as the round sample-1 in study.yaml: 1 of 2 transcripts, seed 7."
      )
    )
    let second = try workshop.run(
      "sample sample-transcripts --share 0.5 --by sector --seed 7 --coders coder-a,coder-b --format csv"
    )
    #expect(second.out.hasPrefix("transcript,sector,drawn"))
    #expect(try workshop.text("study.yaml").contains("{name: sample-2, "))
    #expect(try workshop.run("check sample-transcripts").status == 0)
  }

  @Test("it is said whose submitted work is hidden again")
  func hiddenAgain() throws {
    let workshop = try Workshop()
    let answer = try workshop.run("sample sample-transcripts --share 1 --seed 1")
    #expect(answer.error.contains("It is hidden from the other coders until"), "\(answer.error)")
    let blind = try workshop.run("codings sample-transcripts --transcript T03 --as guest")
    #expect(blind.error.contains("are hidden until you submit yours"), "\(blind.error)")
  }

  @Test("transcripts of a calibration round are drawn only where there are no others")
  func calibration() throws {
    let workshop = try Workshop()
    try workshop.write(
      "I: How are you?\n\nR: Well.\n\nI: And now?\n\nR: Better.\n",
      to: "T09-x.txt"
    )
    let answer = try workshop.run("sample sample-transcripts --share 1 --format json")
    #expect(try answer.json()["transcripts"]?.items.compactMap(\.string) == ["T09-x.txt"])
  }

  @Test(
    "what cannot be drawn is refused with a sentence, and nothing is written",
    arguments: [
      ("--share 2", Int32(2), "--share 2.0 is no share. Use a number such as 0.2, at most 1."),
      ("--share 0.5 --seed 0", 2, "--seed 0 can't be used. Take one from 1."),
      ("--share 0.5 --by mood", 2, "No source has the attribute \"mood\". Use one of those that"),
      (
        "--share 0.5 --coders coder-a", 2, "Double coding takes two coders, and coder-a alone would"
      ),
      ("--share 0.5 --name calibration", 2, "\"calibration\" can't be the round's name"),
      (
        "--share 0.5 --coders nobody", 2,
        "\"nobody\" is not a coder of this study. There are: coder-a"
      ),
    ]
  )
  func refusals(options: String, status: Int32, sentence: String) throws {
    let workshop = try Workshop()
    let before = try workshop.bytes("study.yaml")
    let answer = try workshop.run("sample sample-transcripts \(options)")
    #expect(answer.status == status)
    #expect(answer.error.contains(sentence))
    #expect(try workshop.bytes("study.yaml") == before)
  }

  @Test("a folder without study.yaml has no place for a round")
  func withoutStudyFile() throws {
    let workshop = try Workshop()
    try FileManager.default.removeItem(at: workshop.study.appending(path: "study.yaml"))
    let answer = try workshop.run("sample sample-transcripts --share 1")
    #expect(answer.status == 1)
    #expect(answer.error.contains("there is no study.yaml to store the round in"))
  }
}
