import EmicKit
import Testing

/// The supervisor's page.
@Suite("emic weekly") struct WeeklyCommandTests {
  @Test("the page has every section, and figures that the sample study is known for")
  func sections() throws {
    let workshop = try Workshop()
    let page = try workshop.run(
      "weekly sample-transcripts --since 2026-03-01 --as supervisor"
    )
    #expect(page.status == 0)
    let titles = page.out.split(separator: "\n").filter { $0.hasPrefix("## ") }
    #expect(
      titles == [
        "## Progress", "## Agreement", "## Disagreements to discuss", "## Flagged for discussion",
        "## Proposed codes", "## Changes of the codebook", "## Recode queue",
        "## Rounds and drift", "## Saturation",
      ]
    )
    #expect(page.out.contains("Newly submitted: \(t03), \(t06).\n"))
    #expect(page.out.contains("| \(t03) | coder-a | submitted | 2026-03-09 |"))
    #expect(
      page.out.contains(
        "| stability-concern | 4/6/4 | 7 | 4 | too rare to judge |"
      )
    )
    #expect(
      page.out.contains("34 passages differ, 34 without a verdict; of these the longest first.")
    )
    #expect(page.out.contains("| calibration | coder-b | 45 | 1179 words | 38.2 |"))
    #expect(page.out.contains("Not counted, since several coders have submitted them"))
  }

  @Test("as JSON it has the same sections and figures")
  func json() throws {
    let answer = try Workshop().run(
      "weekly sample-transcripts --since 2026-03-01 --as supervisor --format json"
    )
    #expect(answer.status == 0)
    let page = try answer.json()
    #expect(
      page.keys == [
        "since", "codebook", "progress", "new-transcripts", "agreement", "families", "not-compared",
        "passages", "withheld", "flagged", "proposals", "changes", "recode", "rounds", "first-uses",
        "without-final-layer",
      ]
    )
    #expect(page["new-transcripts"]?.items == [.string(t03), .string(t06)])
    #expect(page["passages"]?.items.count == 34)
    #expect(page["passages"]?.items.allSatisfy { $0["open"] == true } == true)
    let codes = page["agreement"]?.items.first?["codes"]?.items
    let rare = codes?.first { $0["code"] == "stability-concern" }
    #expect(rare?["too-rare"] == true)
    #expect(rare?["spans"]?["coder-b"] == 6)
    #expect(rare?["units-with"] == 7)
    let rates = page["rounds"]?.items.first?["rates"]?.items
    #expect(rates?.first { $0["coder"] == "coder-b" }?["codings"] == 45)
    #expect(page["without-final-layer"]?.items.count == 2)
  }

  @Test("without anything new the figures are of all submissions, and that is said")
  func nothingNew() throws {
    let page = try Workshop().run("weekly sample-transcripts --since 2026-06-01 --as supervisor")
    #expect(page.out.contains("Nothing that can be compared was submitted since 2026-06-01;"))
    #expect(page.out.contains("| stability-concern | 4/6/4 | 7 | 4 | too rare to judge |"))
  }

  @Test("words that may not be quoted are not on the page; what is to be replaced is replaced")
  func confidential() throws {
    let workshop = try Workshop()
    let coded = try workshop.emic(
      "code",
      "sample-transcripts",
      t03,
      "--coder",
      "guest",
      "--quote",
      "We were registered as a company",
      "--code",
      "unregistered"
    )
    #expect(coded.status == 0)
    let before = try workshop.run("weekly sample-transcripts --as supervisor")
    #expect(before.out.contains("> We were registered as a company"))
    for (flag, expected) in [
      ("do-not-quote", "> (not to be quoted)"), ("redact", "> \\[…\\], with the industry"),
    ] {
      let name = "\(t03).guest.json"
      try workshop.write(try Self.flagged(workshop.text(name), flag), to: name)
      let page = try workshop.run("weekly sample-transcripts --as supervisor")
      #expect(!page.out.contains("> We were registered as a company"))
      #expect(page.out.contains(expected))
    }
  }

  /// The sidecar's one coding with a flag.
  private static func flagged(_ sidecar: String, _ flag: String) throws -> String {
    var reading = try SidecarReader.read(Array(sidecar.utf8), file: "guest.json")
    reading.codings[0].flags = [Coding.Flag(flag)]
    return String(decoding: SidecarWriter.encode(reading), as: UTF8.self)
  }

  @Test("where names are required there is no page without a list or leave to identify people")
  func namesRequired() throws {
    let workshop = try Workshop()
    try workshop.write(try workshop.text("study.yaml") + "names: required\n", to: "study.yaml")
    let page = try workshop.run("weekly sample-transcripts --as supervisor")
    #expect((page.status, page.out) == (1, ""))
    #expect(page.error.hasPrefix("`names: required` stands in study.yaml"))
    let identified = try workshop.run("weekly sample-transcripts --as supervisor --identified")
    #expect(identified.out.contains("  > We were registered as a company"))
  }

  @Test("a coder who codes blind gets no others' figures or passages")
  func blind() throws {
    let workshop = try Workshop()
    let reopened = try workshop.run(
      "reopen sample-transcripts \(t03) --coder coder-a --reason again"
    )
    #expect(reopened.status == 0)
    let page = try workshop.run("weekly sample-transcripts --as coder-a --since 2026-03-01")
    #expect(!page.out.contains("  > We were"))
    #expect(!page.out.contains("T03-disability-ngo-en.txt, turn"))
    #expect(page.out.contains("| \(t03) | coder-a | draft |"))
    #expect(page.error.contains("Others' work on \(t03) is not on the page"))
  }

  @Test("a day that is none is refused")
  func badDay() throws {
    let answer = try Workshop().run("weekly sample-transcripts --since 2026-13-01")
    #expect(answer.status == 2)
    #expect(
      answer.error.hasPrefix("--since \"2026-13-01\" is no day. Write it as 2026-03-20.")
    )
  }
}
