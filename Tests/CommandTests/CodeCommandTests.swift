import EmicKit
import Foundation
import Testing

@Suite("emic code, uncode and memo") struct CodeCommandTests {
  let workshop: Workshop

  init() throws { workshop = try Workshop() }

  private func code(_ arguments: String...) throws -> Workshop.Answer {
    try workshop.emic(["code", "sample-transcripts", "T03", "--coder", "guest"] + arguments)
  }

  @Test("what is coded over a redacted coding takes in its replacement with its flag")
  func overRedacted() throws {
    _ = try code("--at", "2.1", "--code", "trust")
    let id = try #require(
      try code("--at", "2.3", "--code", "trust", "--format", "json").json()["id"]?.string
    )
    let redacted = try workshop.run(
      "change sample-transcripts T03 --coder guest --id \(id) --flag redact --replacement [B]"
    )
    #expect(redacted.status == 0, "\(redacted.error)")
    let whole = try code("--at", "2.1-2.3", "--code", "trust", "--format", "json").json()
    #expect(whole["flags"] == ["redact"])
    #expect(whole["replacement"] == "[B]")
  }

  @Test("an address, offsets and a quotation name the same stretch; again, nothing is written")
  func places() throws {
    let before = try workshop.bytes(t03)
    let first = try code("--at", "2.1", "--code", "unregistered", "--format", "json")
    #expect(first.status == 0)
    #expect(try first.json()["quote"] == "We began as parents.")
    #expect(
      try first.json().keys == [
        "id", "code", "start", "end", "quote", "before", "after", "codebook", "created", "modified",
      ]
    )
    let saved = try workshop.bytes("\(t03).guest.json")
    let again = try code("--start", "824", "--end", "844", "--code", "unregistered")
    #expect(again.status == 0)
    #expect(again.out.hasPrefix("unregistered stands on these words already."))
    let quoted = try code(
      "--quote",
      "We began as parents.",
      "--code",
      "unregistered",
      "--format",
      "json"
    )
    #expect(try quoted.json()["id"] == first.json()["id"])
    #expect(try workshop.bytes("\(t03).guest.json") == saved)
    #expect(try workshop.bytes(t03) == before)
    #expect(try workshop.mode("\(t03).guest.json") == 0o600)
  }

  @Test("over a coding of the same code it extends, and the id stays")
  func extending() throws {
    let first = try code("--at", "2.1", "--code", "trust", "--format", "json").json()
    let wider = try code("--at", "2.1-2.2", "--code", "trust", "--memo", "why", "--format", "json")
      .json()
    #expect(wider["id"] == first["id"])
    #expect(wider["memo"] == "why")
    #expect((wider["end"]?.int ?? 0) > (first["end"]?.int ?? 0))
  }

  @Test("the sidecar has the bytes that Python's json.dumps prints")
  func printing() throws {
    _ = try code("--at", "4.1", "--code", "dual-sponsor", "--memo", "婆婆\t\"x\" \u{E9}")
    let python = Process()
    python.executableURL = URL(filePath: "/usr/bin/env")
    python.arguments = [
      "python3", "-c",
      "import json,sys; b=open(sys.argv[1],encoding='utf-8',newline='').read();"
        + "sys.exit(b != json.dumps(json.loads(b),indent=2,ensure_ascii=False)+'\\n')",
      workshop.study.appending(path: "\(t03).guest.json").path(),
    ]
    try python.run()
    python.waitUntilExit()
    // 127: there is no Python here.
    #expect([0, 127].contains(python.terminationStatus))
  }

  @Test(
    "a place that is none is refused, and nothing is written",
    arguments: [
      (
        ["--start", "-1", "--end", "5"],
        "\(t03): -1 is outside of the text, which has the offsets 0 to 7377. The nearest is 0."
      ),
      (
        ["--start", "5", "--end", "9999"],
        "\(t03): 9999 is outside of the text, which has the offsets 0 to 7377. The nearest is 7377."
      ),
      (
        ["--start", "9", "--end", "9"],
        "\(t03): the stretch from 9 to 9 holds nothing. --end must be larger than --start."
      ),
      (["--start", "9"], "--start and --end belong together. Give both."),
      ([], "No place is given. Use --start and --end, --at 30.2, or --quote."),
      (
        ["--at", "2", "--quote", "We"],
        "Two places are given. Use --start and --end, or --at, or --quote."
      ),
      (["--at", "2", "--occurrence", "1"], "--occurrence belongs to --quote."),
      (["--at", "99"], "\(t03): there is no turn 99. Give 1 to 40."),
      (
        ["--quote", "nowhere to be found"],
        "\(t03): the words of --quote do not stand in the text as they are. Copy them from "
          + "`emic read`, or find them with `emic search`."
      ),
      (
        ["--quote", "nephew"],
        "\(t03): the words stand there 2 times: 1 at 8.4, 2 at 8.6. Say which with --occurrence."
      ),
      (
        ["--quote", "nephew", "--occurrence", "3"],
        "\(t03): the words stand there 2 times. Give --occurrence 1 to 2."
      ),
    ]
  )
  func refusedPlaces(place: [String], message: String) throws {
    let (process, _, error) = try workshop.start(
      ["code", "sample-transcripts", "T03", "--coder", "guest", "--code", "trust"]
        + place
    )
    let said = String(
      decoding: error.fileHandleForReading.readDataToEndOfFile(),
      as: UTF8.self
    )
    process.waitUntilExit()
    #expect(said == message + "\n")
    #expect(process.terminationStatus == 2)
    #expect(!workshop.exists("\(t03).guest.json"))
  }

  @Test("an offset inside a character as it is read is refused with the nearest whole one")
  func graphemes() throws {
    try workshop.write("R: a e\u{301} b\n\nI: x\n\nR: y\n", to: "T09.txt")
    let answer = try workshop.emic(
      "code",
      "sample-transcripts",
      "T09",
      "--coder",
      "guest",
      "--code",
      "trust",
      "--start",
      "5",
      "--end",
      "6"
    )
    #expect(answer.status == 2)
    #expect(
      answer.error == "T09.txt: 6 lies inside one character as it is read (5 to 7). "
        + "The nearest whole one is 5.\n"
    )
  }

  @Test("codes that cannot be assigned are refused with what is meant instead")
  func codes() throws {
    let unknown = try code("--at", "2", "--code", "trst")
    #expect(unknown.status == 2)
    #expect(unknown.error.contains("code \"trst\" is not in "))
    #expect(unknown.error.contains("Did you mean \"trust\"?"))
    let family = try code("--at", "2", "--code", "regulation")
    #expect(family.status == 2)
    #expect(
      family.error == "\"regulation\" is a family: it groups codes and cannot be assigned. "
        + "Choose one of: registration, party-building, foreign-funding.\n"
    )
  }

  @Test("coders: none, malformed, reserved, unknown, new")
  func coders() throws {
    func code(_ coder: String...) throws -> Workshop.Answer {
      let arguments = ["code", "sample-transcripts", "T03", "--at", "2", "--code", "trust"]
      let (process, out, error) = try workshop.start(arguments + coder)
      let bytes = out.fileHandleForReading.readDataToEndOfFile()
      let messages = error.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      return Workshop.Answer(
        status: process.terminationStatus,
        out: String(decoding: bytes, as: UTF8.self),
        error: String(decoding: messages, as: UTF8.self)
      )
    }
    let list = "coder-a, coder-b, coder-c, supervisor, guest"
    #expect(
      try code().error
        == "no coder is named. Say who codes with --coder ID or $EMIC_CODER: \(list).\n"
    )
    #expect(try code("--coder", "Ana B").status == 2)
    #expect(try code("--coder", "consensus").error.contains("is the layer of settled codings"))
    let unknown = try code("--coder", "ana")
    #expect(unknown.status == 2)
    #expect(
      unknown.error == "\"ana\" is not a coder of this study: \(list). "
        + "Choose one, or add it with --new-coder.\n"
    )
    #expect(try code("--coder", "ana", "--new-coder").status == 0)
    #expect(try workshop.text("study.yaml").contains("{id: ana}"))
    #expect(try code("--coder", "ana").status == 0)
  }

  @Test("a submitted sidecar, a changed transcript and a damaged sidecar are left alone")
  func closed() throws {
    let submitted = try workshop.emic(
      "code",
      "sample-transcripts",
      "T03",
      "--coder",
      "coder-a",
      "--at",
      "2",
      "--code",
      "trust"
    )
    #expect(submitted.status == 1)
    #expect(
      submitted.error == "\(t03): coder-a has submitted it, so it is closed. Nothing was written; "
        + "`emic reopen sample-transcripts \(t03) --coder coder-a --reason …` opens it again.\n"
    )
    _ = try code("--at", "2", "--code", "trust")
    let saved = try workshop.bytes("\(t03).guest.json")
    let original = try workshop.text(t03)
    try workshop.write(original + "more\n", to: t03)
    let stale = try code("--at", "3", "--code", "trust")
    #expect(stale.status == 1)
    #expect(stale.error.hasPrefix("\(t03): this transcript has changed since guest coded it. "))
    #expect(try workshop.bytes("\(t03).guest.json") == saved)
    try workshop.write(original, to: t03)
    try workshop.write("{\n  \"format\": ", to: "\(t03).guest.json")
    let damaged = try code("--at", "3", "--code", "trust")
    #expect(damaged.status == 3)
    #expect(damaged.error.contains("\(t03).guest.json:2: "))
    #expect(try workshop.text("\(t03).guest.json") == "{\n  \"format\": ")
  }

  @Test("a coding gets a memo and is removed; the emptied sidecar stays")
  func removing() throws {
    let id = try #require(
      try code("--at", "2.1", "--code", "trust", "--format", "json").json()["id"]?.string
    )
    let memo = try workshop.emic(
      "memo",
      "sample-transcripts",
      "T03",
      "--coder",
      "guest",
      "--id",
      id,
      "--text",
      "look",
      "--format",
      "json"
    )
    #expect(try memo.json()["memo"] == "look")
    let onText = try workshop.emic(
      "memo",
      "sample-transcripts",
      "T03",
      "--coder",
      "guest",
      "--text",
      "whole"
    )
    #expect(onText.status == 0)
    let missing = try workshop.emic(
      "uncode",
      "sample-transcripts",
      "T03",
      "--coder",
      "guest",
      "--id",
      "nope"
    )
    #expect(missing.status == 1)
    #expect(
      missing.error == "\(t03): guest has no coding \"nope\". `emic codings` lists the ids; "
        + "nothing was removed.\n"
    )
    let removed = try workshop.emic(
      "uncode",
      "sample-transcripts",
      "T03",
      "--coder",
      "guest",
      "--id",
      id
    )
    #expect(removed.status == 0)
    #expect(removed.out == "Removed trust (turn 2).\n")
    let sidecar = try JSONValue(reading: workshop.bytes("\(t03).guest.json"))
    #expect(sidecar["codings"] == [])
    #expect(sidecar["removed"]?.items.first?["id"] == .string(id))
    #expect(sidecar["memos"]?.items.first?["text"] == "whole")
    // The screen's undo knows what was done here.
    let history = try workshop.text(".emic/history/guest/\(t03).jsonl")
    #expect(history.split(separator: "\n").count == 4)
  }

  @Test("two processes that code at once lose nothing")
  func concurrency() throws {
    let turns = [2, 4, 6, 8, 10, 12, 14, 16]
    let running = try turns.map { turn in
      try workshop.start([
        "code", "sample-transcripts", "T03", "--coder", "guest", "--at", "\(turn)", "--code",
        turn % 4 == 0 ? "trust" : "capacity",
      ])
    }
    for job in running { job.process.waitUntilExit() }
    #expect(running.allSatisfy { $0.process.terminationStatus == 0 })
    let sidecar = try SidecarReader.read(workshop.bytes("\(t03).guest.json"), file: "guest")
    #expect(sidecar.codings.count == turns.count)
  }

  @Test("codes that several processes propose at once are all there")
  func proposalsAtOnce() throws {
    let names = ["hope", "fear", "luck", "envy", "pride", "grief"]
    let running = try names.enumerated().map { number, name in
      try workshop.start([
        "code", "sample-transcripts", "T03", "--coder", "guest", "--at", "\(2 * number + 2)",
        "--new", name,
      ])
    }
    for job in running { job.process.waitUntilExit() }
    #expect(running.allSatisfy { $0.process.terminationStatus == 0 })
    let file = "proposals/guest.yaml"
    let proposals = try ProposalsFile.read(workshop.bytes(file), file: file)
    #expect(Set(proposals.map(\.id.text)) == Set(names))
  }
}
