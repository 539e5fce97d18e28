import EmicKit
import Testing

/// `quotations`, `cards` and `theme`: words that leave the study.
@Suite("Commands that quote") struct QuotingCommandTests {
  let workshop: Workshop

  init() throws { workshop = try Workshop() }

  /// Codes words as a guest and flags the coding.
  private func flag(_ words: String, _ flag: Coding.Flag, replacement: String? = nil) throws {
    let coded = try workshop.emic(
      "code",
      "sample-transcripts",
      t03,
      "--coder",
      "guest",
      "--quote",
      words,
      "--code",
      "trust"
    )
    #expect(coded.status == 0)
    let name = "\(t03).guest.json"
    var sidecar = try SidecarReader.read(try workshop.bytes(name), file: name)
    sidecar.codings[0].flags = [flag]
    sidecar.codings[0].replacement = replacement
    try workshop.write(String(decoding: SidecarWriter.encode(sidecar), as: UTF8.self), to: name)
  }

  @Test("quotations: all passages coded trust in one field and level, with stable references")
  func quotations() throws {
    let answer = try workshop.emic(
      "quotations",
      "sample-transcripts",
      "--coder",
      "coder-a",
      "--code",
      "trust",
      "--case",
      "sector=children with disabilities",
      "--case",
      "level=district",
      "--format",
      "json"
    )
    #expect(answer.status == 0)
    let quotations = try #require(try answer.json()["quotations"]?.items)
    #expect(
      quotations.map { $0["reference"]?.string } == [
        "T03, turn 20, NGO, district, children with disabilities",
        "T03, turn 30, NGO, district, children with disabilities",
        "T03, turn 31, NGO, district, children with disabilities",
      ]
    )
    #expect(quotations.map { $0["turn"]?.int } == [20, 30, 31])
    #expect(try answer.json()["withheld"] == 0)
  }

  @Test("quotations: Markdown by code, words that several coders coded alike once")
  func markdown() throws {
    let page = try workshop.run(
      "quotations sample-transcripts --code user-voice --format markdown --references level"
    )
    #expect(page.status == 0)
    #expect(page.out.hasPrefix("# Quotations\n\n## User voice (user-voice)\n\n> "))
    #expect(page.out.contains("\n\n(T03, turn 37, district)\n"))
    let quotes = page.out.split(separator: "\n").filter { $0.hasPrefix("> ") }
    #expect(Set(quotes).count == quotes.count)
    let none = try workshop.run("quotations sample-transcripts --code stigma --format markdown")
    #expect(none.out == "# Quotations\n\nNone.\n")
    let short = try workshop.run(
      "quotations sample-transcripts --coder coder-a --code trust --longest 20 --format markdown"
    )
    #expect(short.out.contains("> The section chief tr […]\n"))
  }

  @Test("quotations: CSV has a row for each, with the attributes")
  func csv() throws {
    let answer = try workshop.run(
      "quotations sample-transcripts --coder coder-b --code trust --with-subcodes --format csv"
    )
    let rows = try CSV.read(Array(answer.out.utf8), file: "quotations.csv")
    #expect(rows.count == 5)
    #expect(rows[0].fields.prefix(3) == ["coding_id", "reference", "transcript"])
    #expect(rows[0].fields.last == "attr_interview_date")
    #expect(rows[1].fields.count == rows[0].fields.count)
  }

  @Test(
    "one flag of anybody is enough: what may not be quoted is on no page, what is redacted replaced"
  )
  func flags() throws {
    try flag("He tells me things he shouldn't.", .doNotQuote)
    for command in ["quotations", "theme"] {
      let line =
        command == "theme"
        ? "theme sample-transcripts trust --coder coder-a"
        : "quotations sample-transcripts --code trust --coder coder-a --format markdown"
      let page = try workshop.run(line)
      #expect(page.status == 0)
      #expect(!page.out.contains("He tells me things"))
      #expect(page.out.contains("Now when I say I am from"))
      #expect(
        page.error
          == "1 coding is left out: a part of the words is flagged do-not-quote.\n"
          + (command == "theme"
            ? "2 cells count fewer than 3 cases, by which people may be recognised. Join rows or "
              + "columns before you pass the table on.\n" : "")
      )
    }
  }

  @Test("redacted words are replaced wherever they are quoted")
  func redacted() throws {
    try flag("[City B] the district", .redact, replacement: "a city in the south")
    let page = try workshop.run("cards sample-transcripts --coder coder-a")
    #expect(page.out.contains("And in \\[a city in the south\\] publishes the catalogue"))
    #expect(!page.out.contains("City B"))
  }

  @Test("where names are required nothing is quoted, unless people may be identified")
  func namesRequired() throws {
    try workshop.write(try workshop.text("study.yaml") + "names: required\n", to: "study.yaml")
    for line in [
      "quotations sample-transcripts --code trust", "cards sample-transcripts --coder coder-a",
      "theme sample-transcripts trust --coder coder-a",
    ] {
      let refused = try workshop.run(line)
      #expect(refused.status == 1)
      #expect(refused.out.isEmpty)
      #expect(refused.error.hasPrefix("`names: required` stands in study.yaml"))
      #expect(try workshop.run(line + " --identified").status == 0)
    }
  }

  @Test("cards: exactly two of coder-a, each with its source; several coders are refused")
  func cards() throws {
    let page = try workshop.run("cards sample-transcripts --coder coder-a")
    #expect(page.out.split(separator: "\n").filter { $0.hasPrefix("## ") }.count == 2)
    #expect(page.out.contains("(T06, turn 22, government official, district, migrants)"))
    let json = try workshop.run("cards sample-transcripts --coder coder-a --format json").json()
    #expect(json["cards"]?.items.count == 2)
    let several = try workshop.run("cards sample-transcripts")
    #expect(several.status == 1)
    #expect(several.error.contains("coders are never added up"))
  }

  @Test("theme: definition, counts by actor type, at most six quotations")
  func theme() throws {
    let page = try workshop.run("theme sample-transcripts trust --coder coder-b")
    #expect(page.out.hasPrefix("# Trust · 信任\n\nConfidence (or its lack) between parties.\n"))
    #expect(page.out.contains("With: Mistrust\n"))
    #expect(
      page.out.contains("| NGO | 3 | 1 |\n| government official | 1 | 1 |\n| (total) | 4 | 2 |")
    )
    #expect(page.out.split(separator: "\n").filter { $0.hasPrefix("> ") }.count == 4)
    let few = try workshop.run(
      "theme sample-transcripts relations --coder coder-b --by level --quotations 6 --format json"
    ).json()
    #expect(few["quotations"]?.items.count == 6)
    #expect(few["counts"]?.items.map { $0["codings"]?.int } == [16])
    let unknown = try workshop.run("theme sample-transcripts trst")
    #expect(unknown.status == 2)
    #expect(unknown.error.contains("Did you mean \"trust\"?"))
  }

  @Test("a transcript that has changed since is not quoted from, and that is said")
  func changedText() throws {
    try workshop.write("Title\n\n" + (try workshop.text(t03)), to: t03)
    let page = try workshop.run(
      "quotations sample-transcripts --code trust --coder coder-a --format markdown"
    )
    #expect(!page.out.contains("section chief"))
    #expect(page.error.hasPrefix("Left out: \(t03) by coder-a (the text has changed since)."))
  }

  @Test("a coder who codes blind gets nobody else's quotations")
  func blind() throws {
    try flag("The section chief trusts me.", .exemplar)
    let page = try workshop.run(
      "quotations sample-transcripts --transcript T03 --as guest --format json"
    )
    #expect(try page.json()["quotations"]?.items.map { $0["coder"]?.string } == ["guest"])
    #expect(page.error.hasPrefix("You are coding blind"))
  }
}
