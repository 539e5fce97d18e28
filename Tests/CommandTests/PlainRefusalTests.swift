import EmicKit
import Foundation
import Testing

/// What plain commands take and what they refuse, word by word.
@Suite("Slips at the command line") struct PlainRefusalTests {
  let workshop: Workshop
  private let study = "sample-transcripts"

  init() throws { workshop = try Workshop() }

  @Test(
    "an empty value is said to be empty, not looked up",
    arguments: [
      ["code", "sample-transcripts", "T03", "--coder", "guest", "--at", "2.1", "--code", ""],
      ["code", "sample-transcripts", "T03", "--coder", "", "--at", "2.1", "--code", "trust"],
      ["code", "sample-transcripts", "T03", "--coder=", "--at", "2.1", "--code", "trust"],
      ["codings", "sample-transcripts", "--case", " "],
      ["memo", "sample-transcripts", "--coder", "guest", "--text", "x", "--case", ""],
      ["codebook", "rename", "sample-transcripts", "trust", "--name", "X", "--as", ""],
    ]
  )
  func empty(words: [String]) throws {
    let answer = try workshop.emic(words, environment: ["EMIC_CODER": "guest"])
    #expect(answer.status == 2)
    #expect(
      answer.error.hasSuffix(" is empty. Say what is meant, or leave it out.\n"),
      "\(answer.error)"
    )
    #expect(!workshop.exists("\(t03).guest.json"))
  }

  @Test(
    "the nearest names are near: a word in a name, a slip in an id, and nothing beyond",
    arguments: [
      ("money", "`emic codebook show` lists the codes."), ("ab", "`emic codebook show` lists"),
      ("power", "`emic codebook show` lists the codes."), ("xyz", "`emic codebook show` lists"),
      ("trust-in-nothing-at-all", "`emic codebook show` lists the codes."),
      ("payment", "\"late-payment\""), ("stigam", "Did you mean \"stigma\"?"),
      ("法性", "\"legitimacy\" (合法性与认可)"),
    ]
  )
  func nearest(typed: String, said: String) throws {
    let answer = try workshop.run("code \(study) T03 --coder guest --at 2.1 --code \(typed)")
    #expect(answer.status == 2)
    #expect(answer.error.contains(said), "\(answer.error)")
  }

  @Test("a memo, a note and a summary of blanks alone are refused")
  func blanks() throws {
    for answer in [
      try workshop.emic("memo", study, "T03", "--coder", "guest", "--text", " \n "),
      try workshop.emic("memo", study, "--on-study", "--coder", "guest", "--text", "　"),
      try workshop.emic(
        "code",
        study,
        "T03",
        "--coder",
        "guest",
        "--at",
        "2.1",
        "--code",
        "trust",
        "--memo",
        " "
      ),
      try workshop.emic("settle", study, "1.1", "--neither", "--note", " ", "--as", "supervisor"),
      try workshop.emic(
        "framework",
        study,
        "--set",
        "NGO-D1",
        "--code",
        "trust",
        "--summary",
        " ",
        "--coder",
        "guest"
      ),
    ] {
      #expect(answer.status == 2)
      #expect(
        answer.error.contains(" holds nothing but blanks. Write some words"),
        "\(answer.error)"
      )
    }
    #expect(!workshop.exists("\(t03).guest.json"))
    #expect(!workshop.exists("framework.yaml"))
  }

  @Test("a code's name stands on one line, wherever it comes from")
  func lineBreaks() throws {
    let book = try workshop.bytes("../codebooks/subcontracting.yaml")
    let name = "One\nTwo"
    for answer in [
      try workshop.emic("codebook", "add", study, "one", "--name", name, "--as", "supervisor"),
      try workshop.emic("codebook", "rename", study, "trust", "--name", name, "--as", "supervisor"),
      try workshop.emic(
        "codebook",
        "rename",
        study,
        "trust",
        "--name-zh",
        "信\u{2028}任",
        "--as",
        "supervisor"
      ),
      try workshop.emic("code", study, "T03", "--coder", "guest", "--at", "2.1", "--new", name),
    ] {
      #expect(answer.status == 2)
      #expect(
        answer.error.contains("has a line break or another character that cannot be seen."),
        "\(answer.error)"
      )
    }
    #expect(try workshop.bytes("../codebooks/subcontracting.yaml") == book)
    #expect(!workshop.exists("proposals/guest.yaml"))
  }

  @Test(
    "a new code's id is made of letters of any script, of the names of signs; of marks none is",
    arguments: [
      ("🙂", "slightly-smiling-face"), ("доверие", "doverie"), ("Förtroende", "fortroende"),
      ("信任 2b", "xin-ren-2b"), ("🙂 trust", "trust-2"), ("?!", nil),
    ]
  )
  func newIDs(name: String, id: String?) throws {
    let answer = try workshop.emic(
      "code",
      study,
      "T03",
      "--coder",
      "guest",
      "--at",
      "2.1",
      "--new",
      name,
      "--format",
      "json"
    )
    guard let id else {
      #expect(answer.status == 2)
      #expect(answer.error.contains("has no letter, digit or sign"), "\(answer.error)")
      return
    }
    #expect(try answer.json()["code"] == .string(id))
  }

  @Test("a damaged conflict copy: check says what merge cannot do, and merge does as it says")
  func damagedCopy() throws {
    let copy = "\(t03).coder-a.sync-conflict-20260320-101112.json"
    try workshop.write("{\"format\": \"emic/sidecar\", ", to: copy)
    let checked = try workshop.run("check \(study)")
    #expect(checked.status == 1)
    #expect(checked.out.contains("`emic merge` cannot take it in as it is: "), "\(checked.out)")
    #expect(checked.out.contains("Put a whole copy in its place"))
    #expect(!checked.out.contains("takes it in and keeps"))
    #expect(try workshop.run("merge \(study)").status == 3)
    #expect(workshop.exists(copy))
    let book = "cases.sync-conflict-20260320-101112.csv"
    try workshop.write("transcript,case\n\"open", to: book)
    let other = try workshop.run("check \(study)").out.split(separator: "\n").first {
      $0.hasPrefix(book)
    }
    #expect(other?.contains("`emic merge` cannot take it in as it is: ") == true, "\(other ?? "")")
    try FileManager.default.removeItem(at: workshop.study.appending(path: book))
    // A whole one is taken in, as check says then.
    try Data(workshop.bytes("\(t03).coder-a.json")).write(to: workshop.study.appending(path: copy))
    #expect(try workshop.run("check \(study)").out.contains("takes it in and keeps the copy in"))
    #expect(try workshop.run("merge \(study)").status == 0)
    #expect(!workshop.exists(copy))
  }
}
