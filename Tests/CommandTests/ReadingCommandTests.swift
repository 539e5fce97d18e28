import EmicKit
import Foundation
import Testing

@Suite("Commands that read") struct ReadingCommandTests {
  let workshop: Workshop

  init() throws { workshop = try Workshop() }

  private func draft(_ code: String = "trust") throws {
    let answer = try workshop.emic(
      "code",
      "sample-transcripts",
      "T03",
      "--coder",
      "guest",
      "--at",
      "2.1",
      "--code",
      code
    )
    #expect(answer.status == 0)
  }

  @Test("codings: every coding a row, the columns of codings.csv, the same in JSON")
  func codings() throws {
    let answer = try workshop.emic("codings", "sample-transcripts", "--format", "csv")
    #expect(answer.status == 0)
    let rows = try CSV.read(Array(answer.out.utf8), file: "codings.csv")
    #expect(rows.count == 1 + 35 + 45 + 20 + 26 + 30 + 12)
    #expect(
      rows[0].fields == [
        "coding_id", "transcript", "case", "coder", "code_id", "code", "code_path", "start", "end",
        "turn", "line", "speaker", "time", "quotation", "memo", "flags", "created", "modified",
        "codebook_version", "transcript_sha256", "attr_sector", "attr_actor_type", "attr_level",
        "attr_site", "attr_language", "attr_interview_date",
      ]
    )
    let text = Array(try workshop.text(t03).unicodeScalars)
    for row in rows.dropFirst() where row.fields[1] == t03 {
      let (start, end) = (Int(row.fields[7]) ?? 0, Int(row.fields[8]) ?? 0)
      #expect(row.fields[13].unicodeScalars.elementsEqual(text[start..<end]))
    }
    let json = try workshop.emic("codings", "sample-transcripts", "--format", "json").json()
    #expect(json["codings"]?.items.count == rows.count - 1)
    #expect(Array(json["codings"]?.items.first?.keys.prefix(26) ?? []) == rows[0].fields)
  }

  @Test(
    "codings: filters",
    arguments: [
      (["--coder", "coder-a", "--transcript", "T03"], 35),
      (["--coder", "coder-a", "--code", "trust", "--with-subcodes"], 5),
      (["--coder", "coder-b", "--code", "trust", "--with-subcodes"], 4),
      (["--case", "sector=migrants"], 68), (["--case", "sector=流动人口"], 68),
      (["--text", "section chief"], 6), (["--layer", "consensus"], 0),
      (["--layer", "final", "--coder", "coder-c"], 32), (["--layer", "submitted"], 168),
    ]
  )
  func filters(arguments: [String], count: Int) throws {
    let (process, out, _) = try workshop.start(
      ["codings", "sample-transcripts", "--format", "json"] + arguments
    )
    let bytes = Array(out.fileHandleForReading.readDataToEndOfFile())
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(try JSONValue(reading: bytes)["codings"]?.items.count == count)
  }

  @Test("codings: what cannot be meant is refused with the choice")
  func refusals() throws {
    let code = try workshop.emic("codings", "sample-transcripts", "--code", "trst")
    #expect(code.status == 2)
    #expect(code.error == "code \"trst\" is not in the codebook. Did you mean \"trust\"?\n")
    let flag = try workshop.emic("codings", "sample-transcripts", "--flag", "good")
    #expect(
      flag.error
        == "\"good\" is no flag. Use one of: exemplar, do-not-quote, discuss, redact.\n"
    )
    let value = try workshop.emic("codings", "sample-transcripts", "--case", "level=village")
    #expect(
      value.error == "\"level\" can't be \"village\". Use one of: district, city, province.\n"
    )
    let final = try workshop.emic("codings", "sample-transcripts", "--layer", "final")
    #expect(final.status == 1)
    #expect(
      final.error == "\(t03): coder-a, coder-b, coder-c have submitted it, and no "
        + "adjudication is closed; coders are never added up. Choose one with --coder, or settle it and use "
        + "--layer consensus.\n"
    )
    let transcript = try workshop.emic("codings", "sample-transcripts", "--transcript", "T04")
    #expect(transcript.status == 2)
    #expect(transcript.error.hasPrefix("there is no transcript \"T04\" in the study."))
    let pattern = try workshop.emic("codings", "sample-transcripts", "--text", "(")
    #expect(pattern.status == 2)
    #expect(pattern.error.hasPrefix("The pattern is no regular expression: "))
  }

  @Test("a draft is its coder's alone, and whoever drafts is blind to the others")
  func blindness() throws {
    try draft()
    let observer = try workshop.emic("codings", "sample-transcripts", "--coder", "guest")
    #expect(observer.out.hasSuffix("0 codings\n"))
    let own = try workshop.emic("codings", "sample-transcripts", "--as", "guest")
    #expect(own.out.contains("guest"))
    #expect(!own.out.contains("\(t03)  2  coder-a"))
    #expect(
      own.error
        == "guest is shown others' codings of \(t06) for the first time: what guest submits of them "
        + "from now on does not count as blind. --coder guest shows their own alone.\n"
        + "You are coding blind: other coders' codings of \(t03) are hidden until you "
        + "submit yours.\n"
    )
    let environment = try workshop.emic(
      "codings",
      "sample-transcripts",
      "--coder",
      "guest",
      "--format",
      "json",
      environment: ["EMIC_CODER": "guest"]
    )
    #expect(try environment.json()["codings"]?.items.count == 1)
    let status = try workshop.emic(
      "status",
      "sample-transcripts",
      "--as",
      "guest",
      "--format",
      "json"
    )
    let coders = try #require(try status.json()["transcripts"]?.items.first?["coders"]?.items)
    #expect(coders.map { $0["coder"]?.string } == ["coder-a", "coder-b", "coder-c", "guest"])
    #expect(coders.map { $0["codings"]?.int } == [nil, nil, nil, 1])
    #expect(coders[0].keys == ["coder", "state", "at"])
  }

  @Test("status: kind and turns of every transcript")
  func status() throws {
    let rows = try workshop.emic("status", "sample-transcripts", "--format", "json").json()
    let transcripts = try #require(rows["transcripts"]?.items)
    #expect(transcripts.map { $0["turns"]?.int } == [40, 24])
    #expect(transcripts.map { $0["kind"]?.string } == ["interview", "interview"])
  }

  @Test("read: the header, then addressed sentences with codings beneath")
  func reading() throws {
    let all = try workshop.emic("read", "sample-transcripts", "T03")
    #expect(all.out.hasPrefix("SYNTHETIC SAMPLE"))
    let some = try workshop.emic(
      "read",
      "sample-transcripts",
      "T03",
      "--turns",
      "2",
      "--coder",
      "coder-a"
    )
    #expect(
      some.out == """
        2.1 R We began as parents.
        2.2 R In 2006 there were eleven families, and we rented two rooms behind a print shop.
        2.3 R Nobody had heard of us, and honestly we preferred it that way.
        2.4 R We were registered as a company, with the industry and commerce office, because no \
        bureau would agree to be our sponsor.
            [unregistered] 2.4

        """
    )
    let beyond = try workshop.emic("read", "sample-transcripts", "T03", "--turns", "30-99")
    #expect(beyond.status == 2)
    #expect(beyond.error == "\(t03) has 40 turns. Give --turns within 1 to 40.\n")
  }

  @Test("read: a document by paragraphs")
  func document() throws {
    try workshop.write("First law.\nStill first. Yes.\n\nSecond.\n", to: "L1.txt")
    let answer = try workshop.emic("read", "sample-transcripts", "L1")
    #expect(answer.out == "1.1 First law.\n1.2 Still first.\n1.3 Yes.\n2.1 Second.\n")
  }

  @Test(
    "search: as often as by hand",
    arguments: [
      ("T03", "trust", 5), ("T03", "CONTRACT", 7), ("T03", "ｎｅｐｈｅｗ", 2), ("T06", "机构", 11),
      ("T06", "项目", 7), ("T06", "维权", 2), ("T06", "联络员", 3),
    ]
  )
  func search(transcript: String, pattern: String, count: Int) throws {
    let answer = try workshop.emic(
      "search",
      "sample-transcripts",
      pattern,
      "--transcript",
      transcript,
      "--format",
      "json"
    )
    let json = try answer.json()
    #expect(answer.status == 0)
    #expect(json["count"]?.int == count)
    let hits = json["hits"]?.items ?? []
    #expect(hits.count == count)
    #expect(
      Array(hits[0].keys.prefix(6)) == ["transcript", "start", "end", "turn", "line", "text"]
    )
  }

  @Test("search: nothing found is the answer no; memos and quotations can be searched")
  func searchElsewhere() throws {
    let nothing = try workshop.emic("search", "sample-transcripts", "zebra", "--format", "json")
    #expect(nothing.status == 1)
    #expect(try nothing.json() == .object([JSONMember("hits", []), JSONMember("count", 0)]))
    let memos = try workshop.emic(
      "search",
      "sample-transcripts",
      "语气",
      "--in",
      "memos",
      "--format",
      "json"
    )
    #expect(try memos.json()["hits"]?.items.first?["coder"] == "coder-c")
    let quotations = try workshop.emic(
      "search",
      "sample-transcripts",
      "print ?shop",
      "--regex",
      "--in",
      "quotations"
    )
    #expect(quotations.status == 1)
  }

  @Test(
    "search: words are found beside a sidecar that is damaged; where codings are asked for it is told"
  )
  func searchBesideDamage() throws {
    try workshop.write("{", to: "\(t03).coder-b.json")
    let texts = try workshop.emic("search", "sample-transcripts", "print", "--format", "json")
    #expect(texts.status == 0)
    #expect(texts.error == "")
    let coded = try workshop.emic("search", "sample-transcripts", "print", "--coder", "coder-a")
    #expect(coded.status == 3)
    #expect(coded.error.contains("\(t03).coder-b.json:1: "))
  }

  @Test("codebook show: tree, one entry, JSON, CSV, Markdown; lint")
  func codebook() throws {
    let json = try workshop.emic("codebook", "show", "sample-transcripts", "--format", "json")
    #expect(try json.json()["codes"]?.items.count == 49)
    let csv = try workshop.emic("codebook", "show", "sample-transcripts", "--format", "csv")
    let rows = try CSV.read(Array(csv.out.utf8), file: "codebook.csv")
    #expect(rows.count == 50)
    #expect(rows[0].fields.first == "path")
    let entry = try workshop.emic("codebook", "show", "sample-transcripts", "--code", "trust")
    #expect(entry.out.hasPrefix("trust  Trust 信任\n  Brief: "))
    let unknown = try workshop.emic("codebook", "show", "sample-transcripts", "--code", "trst")
    #expect(unknown.status == 2)
    #expect(unknown.error.contains("Did you mean \"trust\"?"))
    let page = try workshop.emic("codebook", "show", "sample-transcripts", "--format", "markdown")
    #expect(page.out.contains("### Trust 信任 `trust`") || page.out.contains("# Trust 信任 `trust`"))
    let lint = try workshop.emic("codebook", "lint", "sample-transcripts")
    #expect(lint.status == 1)
    #expect(lint.out.contains("stigma is never used."))
  }
}
