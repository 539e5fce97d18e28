import EmicKit
import Foundation
import Testing

@Suite("emic submit and reopen") struct SubmitCommandTests {
  let workshop: Workshop
  private let study = "sample-transcripts"
  private var sidecar: String { "\(t03).guest.json" }
  private func frozen(_ number: Int) -> String { "submissions/\(t03).guest.\(number).json" }

  init() throws { workshop = try Workshop() }

  private func code(_ turn: Int) throws -> Workshop.Answer {
    try workshop.run("code \(study) T03 --coder guest --at \(turn) --code trust")
  }

  private func submit(_ more: String = "") throws -> Workshop.Answer {
    try workshop.run("submit \(study) T03 --coder guest \(more)")
  }

  private func reopen(_ reason: String = "again") throws -> Workshop.Answer {
    try workshop.run("reopen \(study) T03 --coder guest --reason \(reason)")
  }

  @Test("submitting freezes a copy, byte for byte, and closes the sidecar")
  func submitting() throws {
    _ = try code(2)
    let answer = try submit("--format json")
    #expect(answer.status == 0)
    #expect(answer.error == "")
    let json = try answer.json()
    #expect(json.keys == ["transcript", "coder", "number", "blind", "at", "frozen"])
    #expect(json["number"]?.int == 1)
    #expect(json["frozen"]?.string == frozen(1))
    #expect(try workshop.bytes(frozen(1)) == workshop.bytes(sidecar))
    #expect(try workshop.mode(frozen(1)) == 0o400)
    let stored = try JSONValue(reading: workshop.bytes(sidecar))
    #expect(stored["status"]?["state"] == "submitted")
    #expect(stored["status"]?["codebook"]?.int == 1)
    let entry = try #require(stored["log"]?.items.first)
    #expect(entry.keys == ["act", "at", "by", "number", "blind"])
    #expect(entry["by"] == "guest")
    #expect(entry["blind"] == true)
    #expect(entry["at"] == stored["status"]?["at"])
    let refused = try code(4)
    #expect(refused.status == 1)
    #expect(
      refused.error == "\(t03): guest has submitted it, so it is closed. Nothing was written; "
        + "`emic reopen \(study) \(t03) --coder guest --reason …` opens it again.\n"
    )
    #expect(try workshop.run("check \(study)").status == 0)
  }

  @Test("turns that were passed over are told, so that a slip is seen")
  func openTurns() throws {
    _ = try code(2)
    _ = try workshop.run("nothing-here \(study) T03 --coder guest --turns 3-36")
    #expect(
      try submit().error
        == "3 turns are neither coded nor marked as having nothing: 37, 38, 40. If that is a slip, `emic reopen` "
        + "opens it again.\n"
    )
    _ = try reopen()
    _ = try workshop.run("nothing-here \(study) T03 --coder guest --turns 37-40")
    #expect(try submit().error == "")
  }

  @Test("what is submitted is not submitted twice, and nothing is written")
  func twice() throws {
    _ = try code(2)
    _ = try submit()
    let saved = try workshop.bytes(sidecar)
    let again = try submit()
    #expect(again.status == 1)
    #expect(again.error.hasPrefix("\(t03): guest has submitted it on "))
    #expect(again.error.contains("`emic reopen \(study) \(t03) --coder guest --reason …`"))
    #expect(try workshop.bytes(sidecar) == saved)
    #expect(!workshop.exists(frozen(2)))
  }

  @Test("reopening is recorded with its reason; the next submission has the next number")
  func reopening() throws {
    _ = try code(2)
    _ = try submit()
    let first = try workshop.bytes(frozen(1))
    let reopened = try reopen("forgot-turn-4")
    #expect(reopened.status == 0)
    let draft = try JSONValue(reading: workshop.bytes(sidecar))
    #expect(draft["status"]?["state"] == "draft")
    let entry = try #require(draft["log"]?.items.last)
    #expect(entry.keys == ["act", "at", "by", "reason"])
    #expect(entry["act"] == "reopen")
    #expect(entry["reason"] == "forgot-turn-4")
    let again = try reopen()
    #expect(again.status == 1)
    #expect(again.error == "\(t03): guest has it open already. Nothing was written.\n")
    #expect(try code(4).status == 0)
    #expect(try submit("--format json").json()["number"]?.int == 2)
    #expect(try workshop.bytes(frozen(1)) == first)
    #expect(try workshop.bytes(frozen(2)) == workshop.bytes(sidecar))
    #expect(try workshop.run("check \(study)").status == 0)
    #expect(try workshop.emic("reopen", study, "T03", "--coder", "guest").status == 2)
    let empty = try workshop.emic("reopen", study, "T03", "--coder", "guest", "--reason", "")
    #expect(empty.status == 2)
    #expect(empty.error == "The reason is empty. Say why it is opened again.\n")
  }

  @Test("after others' codings were revealed a submission is no longer blind")
  func revealed() throws {
    _ = try code(2)
    _ = try submit()
    _ = try reopen()
    let text = try workshop.text(sidecar).replacing(
      "\"act\": \"reopen\",",
      with: "\"act\": \"reveal\","
    )
    try workshop.write(text, to: sidecar)
    #expect(try submit("--format json").json()["blind"] == false)
  }

  @Test("what was not begun, has changed or is damaged is refused as it is")
  func refusals() throws {
    let nothing = try submit()
    #expect(nothing.status == 1)
    #expect(
      nothing.error == "\(t03): guest has no sidecar of it, so there is nothing to submit. "
        + "Code it first.\n"
    )
    #expect(try reopen().status == 1)
    _ = try code(2)
    let saved = try workshop.text(sidecar)
    let original = try workshop.text(t03)
    try workshop.write(original + "more\n", to: t03)
    #expect(try submit().status == 1)
    #expect(try workshop.text(sidecar) == saved)
    try workshop.write(original, to: t03)
    try workshop.write("{\n  \"format\": ", to: sidecar)
    #expect(try submit().status == 3)
    #expect(try workshop.text(sidecar) == "{\n  \"format\": ")
    #expect(!workshop.exists(frozen(1)))
  }

  @Test("a copy left by an interrupted submission is taken when it is the same, else passed over")
  func leftover() throws {
    _ = try code(2)
    let draft = try workshop.text(sidecar)
    let mark = try workshop.text(".emic/backup/saved/\(sidecar)")
    /// Not even that it was closed is on the disk.
    func interrupt() throws {
      try workshop.write(draft, to: sidecar)
      try workshop.write(mark, to: ".emic/backup/saved/\(sidecar)")
    }
    _ = try submit()
    let copy = try workshop.text(frozen(1))
    try interrupt()
    #expect(try workshop.run("check \(study)").out.contains("\(frozen(1)): the log of"))
    #expect(try submit("--format json").json()["number"]?.int == 1)
    #expect(try workshop.text(frozen(1)) == copy)
    #expect(try workshop.text(sidecar) == copy)
    try interrupt()
    _ = try code(4)
    #expect(try submit("--format json").json()["number"]?.int == 2)
    #expect(try workshop.text(frozen(1)) == copy)
    #expect(try workshop.bytes(frozen(2)) == workshop.bytes(sidecar))
  }

  @Test("others' codings are hidden until all who are assigned have submitted")
  func blindness() throws {
    _ = try workshop.run("reopen \(study) T03 --coder coder-a --reason x")
    let blind = try workshop.run("codings \(study) --as coder-a --transcript T03 --format json")
    let rows = try blind.json()["codings"]?.items ?? []
    #expect(!rows.isEmpty)
    #expect(rows.allSatisfy { $0["coder"] == "coder-a" })
    _ = try workshop.run("reopen \(study) T03 --coder coder-b --reason x")
    let answer = try workshop.run("submit \(study) T03 --coder coder-a")
    #expect(answer.out.contains("Others' codings of it stay hidden until coder-b has submitted."))
    _ = try code(2)
    let guest = try submit()
    #expect(
      guest.out.hasSuffix(
        "a copy is frozen in \(frozen(1)).\nOthers' codings of it stay hidden until coder-b has submitted.\n"
      )
    )
    let last = try workshop.run("submit \(study) T03 --coder coder-b")
    #expect(!last.out.contains("stay hidden"))
  }
}
