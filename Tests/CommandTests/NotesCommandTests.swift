import EmicKit
import Testing

/// `memos`, `link` and `framework`: what people write beside codings.
@Suite("Memos, links and the framework matrix") struct NotesCommandTests {
  let workshop: Workshop

  init() throws { workshop = try Workshop() }

  private func code(_ address: String, _ code: String, in transcript: String = "T03") throws
    -> String
  {
    let answer = try workshop.emic(
      "code",
      "sample-transcripts",
      transcript,
      "--coder",
      "guest",
      "--at",
      address,
      "--code",
      code,
      "--format",
      "json"
    )
    return try #require(try answer.json()["id"]?.string)
  }

  @Test("memos: all of them, with what they are about; a draft's are its coder's alone")
  func memos() throws {
    let all = try workshop.run("memos sample-transcripts --format json").json()
    #expect(all["count"] == 4)
    #expect(
      all["memos"]?.items.first?.keys
        == ["id", "on", "transcript", "turn", "code", "case", "coder", "at", "text"]
    )
    let written = try workshop.emic(
      "memo",
      "sample-transcripts",
      "T03",
      "--coder",
      "guest",
      "--text",
      "ask again about the sponsor"
    )
    #expect(written.status == 0)
    #expect(try workshop.run("memos sample-transcripts sponsor").status == 1)
    let own = try workshop.run("memos sample-transcripts SPONSOR --as guest --format csv")
    let rows = try CSV.read(Array(own.out.utf8), file: "memos.csv")
    #expect(rows.map(\.fields[1]) == ["on", "transcript"])
  }

  @Test("memos: those on codes, cases and the study; search and choice")
  func memosOfStudy() throws {
    let id = "0195b0c4-7a51-7c3e-9d0a-00000000000"
    try workshop.write(
      """
      {"format": "emic/memos", "version": 1, "coder": "coder-b", "memos": [
        {"id": "\(id)1", "on": {"code": "trust"}, "at": "2026-03-20T10:20:00Z", "text": "whose?"},
        {"id": "\(id)2", "on": {"study": true}, "at": "2026-03-20T10:20:00Z", "text": "信任 again"}
      ]}
      """,
      to: "memos.coder-b.json"
    )
    func kinds(_ options: String) throws -> [String?] {
      let answer = try workshop.run("memos sample-transcripts \(options) --format json")
      return try answer.json()["memos"]?.items.map { $0["on"]?.string } ?? []
    }
    #expect(try kinds("") == ["coding", "coding", "coding", "coding", "code", "study"])
    #expect(try kinds("--on code --on study") == ["code", "study"])
    #expect(try kinds("信任") == ["study"])
    #expect(try kinds("trust --regex") == ["coding"])
    #expect(try kinds("--code trust") == ["coding", "code"])
    #expect(try kinds("--coder coder-b") == ["code", "study"])
    #expect(try kinds("--case sector=migrants") == ["coding"])
    // A search in memos finds where `memos` finds.
    func hits(_ options: String) throws -> [JSONValue] {
      try workshop.run("search sample-transcripts \(options) --in memos --format json")
        .json()["hits"]?.items ?? []
    }
    #expect(try hits("whose").map { $0["code"] } == ["trust"])
    #expect(try hits("信任").map { $0["transcript"] } == [.null])
    #expect(try hits("[a-z] --regex --code trust").contains { $0["text"] == "w" })
    #expect(try hits("whose --transcript T03").isEmpty)
    #expect(try hits("whose --coder coder-a").isEmpty)
    let table = try workshop.run("search sample-transcripts whose --in memos").out
    #expect(table.contains("\ncode trust "), "\(table)")
    let rows = try workshop.run("search sample-transcripts again --in memos --format csv").out
    #expect(rows.contains(",coder-b,,\(id)2,"), "\(rows)")
    try workshop.write("{}", to: "memos.coder-b.json")
    let unread = try workshop.run("search sample-transcripts whose --in memos")
    #expect(unread.status == 3)
    #expect(unread.error.contains("this is no file of memos"))
    let damaged = try workshop.run("memos sample-transcripts")
    #expect(damaged.status == 3)
    #expect(damaged.error.contains("this is no file of memos"))
    #expect(damaged.out.hasSuffix("4 memos\n"))
  }

  @Test("link: from one coding to another, listed, and taken away; transcripts may differ")
  func link() throws {
    let (one, two) = (try code("2.1", "trust"), try code("2.1", "control", in: "T06"))
    let line = "link sample-transcripts --coder guest --from \(one) --to \(two) --kind contradicts"
    let made = try workshop.run(line + " --format json")
    #expect(made.status == 0)
    let id = try #require(try made.json()["id"]?.string)
    let again = try workshop.run(line + " --format json")
    #expect(try again.json()["id"]?.string == id)
    let links = try workshop.run("link sample-transcripts --as guest --format json").json()
    let listed = try #require(links["links"]?.items)
    #expect(listed.map { $0["kind"]?.string } == ["contradicts"])
    #expect(listed[0]["from"]?["code_id"]?.string == "trust")
    #expect(listed[0]["to"]?["transcript"]?.string == t06)
    #expect(try workshop.run("link sample-transcripts --format json").json()["links"]?.items == [])
    let gone = try workshop.run("link sample-transcripts --coder guest --remove \(id)")
    #expect(gone.status == 0)
    #expect(try !workshop.text("\(t03).guest.json").contains("links"))
    let twice = try workshop.run("link sample-transcripts --coder guest --remove \(id)")
    #expect(twice.status == 1)
    #expect(twice.error.contains("is no link of this coder"))
  }

  @Test("link: what cannot be linked is refused, and nothing is written")
  func linkRefusals() throws {
    let one = try code("2.1", "trust")
    let before = try workshop.bytes("\(t03).guest.json")
    let other = try #require(
      try workshop.run("codings sample-transcripts --coder coder-a --format json").json()[
        "codings"
      ]?
      .items.first?["coding_id"]?.string
    )
    for (options, status, message) in [
      (
        "--from \(one) --to \(other) --kind mitigates", Int32(1),
        "--to \"\(other)\" is no coding of"
      ),
      ("--from \(one) --to \(one) --kind mitigates", 2, "--from and --to are the same coding."),
      ("--from \(one) --to \(other)", 2, "A link needs --from, --to and --kind."),
      ("--from \(one) --to \(other) --kind explains", 2, "Error: The value 'explains' is invalid"),
      ("--remove x --from \(one)", 2, "--remove takes a link away: give it alone"),
    ] {
      let answer = try workshop.run("link sample-transcripts --coder guest \(options)")
      #expect(answer.status == status)
      #expect(answer.error.hasPrefix(message), "\(answer.error)")
    }
    #expect(try workshop.bytes("\(t03).guest.json") == before)
    let closed = try workshop.run(
      "link sample-transcripts --coder coder-a --from \(other) --to \(other)x --kind mitigates"
    )
    #expect(closed.status == 1)
  }

  @Test("framework: a summary for a case and a code, with the codings behind it")
  func framework() throws {
    let coding = try #require(
      try workshop.run("codings sample-transcripts --coder coder-a --code trust --format json")
        .json()["codings"]?.items.first?["coding_id"]?.string
    )
    let set = try workshop.emic(
      "framework",
      "sample-transcripts",
      "--set",
      "NGO-D1",
      "--code",
      "trust",
      "--summary",
      "In the chief, | not in the office.",
      "--quotation",
      coding,
      "--coder",
      "guest"
    )
    #expect(set.status == 0)
    #expect(set.out == "Summed up NGO-D1, trust.\n")
    let json = try workshop.run("framework sample-transcripts --format json").json()
    #expect(json["rows"] == ["GOV-M2", "NGO-D1"])
    #expect(json["columns"] == ["trust"])
    #expect(json["summaries"] == [[.null], ["In the chief, | not in the office."]])
    #expect(json["cells"]?.items.first?["references"] == ["T03, turn 20"])
    let page = try workshop.run("framework sample-transcripts --format markdown")
    #expect(page.out.contains("| NGO-D1 | In the chief, \\| not in the office. (T03, turn 20) |"))
    let gone = try workshop.emic(
      "framework",
      "sample-transcripts",
      "--set",
      "NGO-D1",
      "--code",
      "trust",
      "--summary",
      "",
      "--coder",
      "guest"
    )
    #expect(gone.status == 0)
    let empty = try workshop.run("framework sample-transcripts")
    #expect(empty.out.contains("Without a summary: GOV-M2, NGO-D1"))
  }

  @Test("framework: summaries go back and come again, and others' words are not written over")
  func undoingSummaries() throws {
    func framework(_ line: String, as coder: String = "guest") throws -> Workshop.Answer {
      try workshop.run("framework sample-transcripts \(line) --coder \(coder)")
    }
    func summary() throws -> String? {
      let cells = try workshop.run("framework sample-transcripts --as supervisor --format json")
        .json()["cells"]?.items
      return cells?.first { $0["case"] == "NGO-D1" && $0["code"] == "trust" }?["summary"]?.string
    }
    _ = try framework("--set NGO-D1 --code trust --summary one")
    _ = try framework("--set NGO-D1 --code trust --summary two")
    #expect(try framework("--undo").out == "As it was before: NGO-D1, trust.\n")
    #expect(try summary() == "one")
    _ = try framework("--undo")
    #expect(try summary() == nil)
    #expect(try framework("--undo").error == "Nothing to undo.\n")
    _ = try framework("--redo")
    #expect(try summary() == "one")
    let replaced = try framework("--set NGO-D1 --code trust --summary theirs", as: "coder-a")
    #expect(replaced.out == "Summed up NGO-D1, trust.\n")
    #expect(
      replaced.error
        == "guest's summary is replaced. To bring it back: `emic framework STUDY --undo "
        + "--coder coder-a`.\n"
    )
    _ = try framework("--undo", as: "coder-a")
    #expect(try summary() == "one")
    #expect(try framework("--redo", as: "coder-a").error.isEmpty)
    let refused = try framework("--undo")
    #expect(refused.status == 1)
    #expect(refused.error.contains("has written this summary anew since. That stands"))
    #expect(try summary() == "theirs")
    #expect(try framework("--undo --redo").status == 2)
  }

  @Test("framework: an unknown case, code or coding is refused, and nothing is written")
  func frameworkRefusals() throws {
    for (options, status, message) in [
      (
        "--set NGO-D2 --code trust --summary x", Int32(2),
        "there is no case \"NGO-D2\" in the study. Did"
      ),
      ("--set NGO-D1 --code trst --summary x", 2, "code \"trst\" is not in the codebook."),
      ("--set NGO-D1 --code trust", 2, "--set needs one --code and a --summary."),
      ("--code trust --summary x", 2, "A summary needs its cell: --set CASE and --code ID."),
      (
        "--set NGO-D1 --code trust --summary x --quotation y", 1,
        "\"y\" is no coding that you may see."
      ),
    ] {
      let answer = try workshop.run("framework sample-transcripts --coder guest \(options)")
      #expect(answer.status == status)
      #expect(answer.error.hasPrefix(message), "\(answer.error)")
    }
    #expect(!workshop.exists("framework.yaml"))
    let nobody = try workshop.run(
      "framework sample-transcripts --set NGO-D1 --code trust --summary x"
    )
    #expect(nobody.status == 2)
    #expect(nobody.error.hasPrefix("no coder is named."))
  }

  @Test("framework: whoever codes a case blind sees their own summaries of it only")
  func frameworkBlind() throws {
    for coder in ["coder-a", "guest"] {
      let name = coder == "guest" ? "NGO-D1" : "GOV-M2"
      let set = try workshop.run(
        "framework sample-transcripts --set \(name) --code trust --summary mine --coder \(coder)"
      )
      #expect(set.status == 0)
    }
    _ = try code("2.1", "trust", in: "T06")
    let blind = try workshop.run("framework sample-transcripts --as guest --format json")
    #expect(try blind.json()["cells"]?.items.map { $0["by"]?.string } == ["guest"])
    #expect(blind.error.contains("1 summary by others is hidden"))
    let table = try workshop.run("framework sample-transcripts --as guest").out
    #expect(!table.contains("Without a summary"), "\(table)")
    let observer = try workshop.run("framework sample-transcripts --format json")
    #expect(try observer.json()["cells"]?.items.map { $0["case"]?.string } == ["NGO-D1"])
    #expect(observer.error.contains("1 summary by others is hidden while somebody is still coding"))
    // Naming one transcript shows no more of what is written on the others.
    let t03 = "sample-transcripts/T03-disability-ngo-en.txt"
    for (who, seen) in [("--as guest", "guest"), ("", "guest")] {
      let one = try workshop.run("framework \(t03) \(who) --format json")
      #expect(try one.json()["cells"]?.items.map { $0["by"]?.string } == [seen], "\(who)")
      #expect(one.error.contains("1 summary by others is hidden"), "\(one.error)")
    }
  }

  @Test("memos on codes and cases are hidden whatever transcript is named")
  func memosHidden() throws {
    _ = try workshop.run("memo sample-transcripts --code trust --coder coder-a --text x")
    #expect(try workshop.run("memos sample-transcripts --on code").out.contains("coder-a"))
    _ = try code("2.1", "trust", in: "T06")
    for study in ["sample-transcripts", "sample-transcripts/T03-disability-ngo-en.txt"] {
      let answer = try workshop.run("memos \(study) --on code")
      #expect(!answer.out.contains("coder-a"), "\(study): \(answer.out)")
      #expect(answer.error.contains("are hidden while somebody is still coding"), "\(answer.error)")
    }
  }
}
