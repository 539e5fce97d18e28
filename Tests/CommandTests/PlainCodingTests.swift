import EmicKit
import Foundation
import Testing

@Suite("A coder's day by plain commands") struct PlainCodingTests {
  let workshop: Workshop
  private let study = "sample-transcripts"

  init() throws { workshop = try Workshop() }

  private func guest(_ line: String) throws -> Workshop.Answer {
    let words = line.split(separator: " ", maxSplits: 1)
    let rest = words.count > 1 ? " \(words[1])" : ""
    return try workshop.run("\(words[0]) \(study) T03 --coder guest\(rest)")
  }

  /// A coding of the first sentence; what is said of it may have blanks.
  private func code(_ words: String..., at place: String = "2.1") throws -> Workshop.Answer {
    try workshop.emic(["code", study, "T03", "--coder", "guest", "--at", place] + words)
  }

  /// Codes a place and gives the coding's id.
  private func coded(_ place: String, _ code: String) throws -> String {
    let answer = try guest("code --at \(place) --code \(code) --format json")
    return try #require(try answer.json()["id"]?.string)
  }

  private func sidecar() throws -> Sidecar {
    try SidecarReader.read(workshop.bytes("\(t03).guest.json"), file: "guest")
  }

  // MARK: Codes

  @Test(
    "a code is named by id, name in either language, width, case and the beginning of its id",
    arguments: [
      ("trust", "trust"), ("TRUST", "trust"), ("信任", "trust"), ("ｔｒｕｓｔ", "trust"),
      ("tru", "trust"), ("关系", "personal-ties"), ("personal", "personal-ties"),
      // Among those that begin so one can be assigned.
      ("reg", "registration"), ("Personal-Ties", "personal-ties"), ("relation", "?"),
    ]
  )
  func names(typed: String, meant: String) throws {
    let answer = try guest("code --at 2.1 --code \(typed) --format json")
    guard meant != "?" else {
      #expect(answer.status == 2)
      #expect(answer.error.hasPrefix("\"relations\" is a family"))
      return
    }
    #expect(try answer.json()["code"] == .string(meant))
  }

  @Test(
    "a beginning of several ids names them; what is no code names the nearest, Chinese ones too",
    arguments: [
      (
        "st",
        "\"st\" can be \"staged-competition\", \"staffing\", \"stability-concern\" or \"stigma\". "
          + "Give one of these ids.\n"
      ),
      ("信认", "Did you mean \"trust\" (信任)?\n"), ("合发性与认可", "\"legitimacy\" (合法性与认可)"),
      ("trst", "Did you mean \"trust\"?\n"), ("Legitimcy", "Did you mean \"legitimacy\"?\n"),
      ("zzzzzz", "`emic codebook show` lists the codes.\n"),
    ]
  )
  func nearestNames(typed: String, said: String) throws {
    let answer = try code("--code", typed)
    #expect(answer.status == 2)
    #expect(answer.error.hasSuffix(said) || answer.error.contains(said), "\(answer.error)")
    #expect(!workshop.exists("\(t03).guest.json"))
  }

  @Test("every command that takes a code takes it so")
  func everywhere() throws {
    for line in [
      "codings \(study) --code 信任", "codings \(study) --overlapping TRU",
      "agreement \(study) --codes 信任,legit", "disagreements \(study) --code 信任",
      "codebook show \(study) --code 信任", "theme \(study) 信任 --coder coder-a",
      "framework \(study) --code 信任", "agreement \(study) --domain GOVERNMENT",
      "codebook redefine \(study) 信任 --brief Confidence. --minor --as supervisor",
      "codebook move \(study) stig --under politics --as supervisor",
      "codebook merge \(study) 自我审查 --into advocacy --as supervisor",
    ] {
      let answer = try workshop.run(line)
      #expect(answer.status == 0, "\(line): \(answer.error)")
    }
    let unknown = try workshop.run("codebook merge \(study) 信认 --into control --as supervisor")
    #expect(unknown.status == 2)
    #expect(
      unknown.error == "code \"信认\" is not in the codebook. Did you mean \"trust\" (信任)? "
        + "Nothing was changed.\n"
    )
  }

  // MARK: Changing a coding

  @Test("another code, other edges and flags are one step, and the id stays")
  func changing() throws {
    let id = try coded("2.1", "trust")
    let answer = try guest(
      "change --id \(id.prefix(18)) --code 合法性与认可 --end 850 --flag discuss --flag redact "
        + "--replacement [X] --format json"
    )
    #expect(answer.status == 0, "\(answer.error)")
    let json = try answer.json()
    #expect(json["id"] == .string(id))
    #expect(json["code"] == "legitimacy")
    #expect(json["start"] == 824)
    #expect(json["end"] == 850)
    #expect(json["flags"]?.items == ["discuss", "redact"])
    #expect(json["replacement"] == "[X]")
    let off = try guest("change --id \(id) --no-flag redact")
    #expect(off.out == "legitimacy is no longer redact. \(id)\n")
    #expect(try sidecar().codings.first?.replacement == nil)
    let again = try guest("change --id \(id) --code legitimacy")
    #expect(again.out == "It is so already. \(id)\n")
    // Three steps were done: undo takes the whole change back.
    #expect(try guest("undo --steps 2").status == 0)
    let coding = try #require(try sidecar().codings.first)
    #expect(coding.code == "trust")
    #expect(coding.span == Span(824..<844))
    #expect(coding.flags.isEmpty)
  }

  @Test("what is no change, no coding or no place is refused, and nothing is written")
  func refusedChanges() throws {
    let id = try coded("2.1", "trust")
    let other = try coded("4.1", "trust")
    let before = try workshop.bytes("\(t03).guest.json")
    let shared = String(zip(id, other).prefix { $0 == $1 }.map(\.0))
    let cases: [(String, Int32, String)] = [
      ("change --id \(id)", 2, "Nothing is given to change."),
      ("change --id nope --code trust", 1, "guest has no coding \"nope\""),
      ("change --id 01 --code trust", 2, "\"01\" is too short for the id of a coding."),
      ("change --id \(shared) --code stigma", 2, "is the beginning of 2 ids: "),
      ("change --id \(id) --flag best", 2, "\"best\" is no flag."),
      ("change --id \(id) --flag discuss --no-flag discuss", 2, "Leave one out."),
      ("change --id \(id) --flag discuss --replacement X", 2, "this coding is not redacted."),
      ("change --id \(id) --replacement X", 2, "this coding is not redacted."),
      ("change --id \(id) --no-flag redact --replacement X", 2, "Leave --no-flag redact out."),
      ("change --id \(id) --code relations", 2, "\"relations\" is a family"),
      ("change --id \(id) --end 820", 2, "--end must be larger than --start."),
      ("change --id \(id) --start 9999", 2, "9999 is outside of the text"),
      ("uncode --id \(shared)", 2, "Give more of it."),
      ("undo --steps 3", 1, "Only 2 changes can be undone."), ("redo", 1, "Nothing to redo."),
      ("undo --steps 0", 2, "--steps 0 is no number of changes."),
    ]
    for (line, status, sentence) in cases {
      let answer = try guest(line)
      #expect(answer.status == status, "\(line): \(answer.error)")
      #expect(answer.error.contains(sentence), "\(line): \(answer.error)")
    }
    #expect(try workshop.bytes("\(t03).guest.json") == before)
  }

  @Test("a replacement alone is another one for what is redacted already")
  func replacing() throws {
    let id = try coded("2.1", "trust")
    _ = try guest("change --id \(id) --flag redact --replacement [A]")
    let answer = try guest("change --id \(id) --replacement [B] --format json")
    #expect(answer.status == 0, "\(answer.error)")
    #expect(try answer.json()["replacement"] == "[B]")
    #expect(try answer.json()["flags"]?.items == ["redact"])
    #expect(try guest("change --id \(id) --replacement [B]").out == "It is so already. \(id)\n")
    _ = try guest("undo")
    #expect(try sidecar().codings.first?.replacement == "[A]")
  }

  @Test("no two codings of one code stand on the same words: the changed one takes the other in")
  func twins() throws {
    let first = try coded("2.1", "trust")
    let second = try coded("2.1", "stigma")
    let third = try coded("4.1", "trust")
    _ = try guest("memo --id \(first) --text one")
    _ = try guest("memo --id \(second) --text two")
    _ = try guest("change --id \(first) --flag discuss")
    let change = try guest("change --id \(second) --code trust")
    #expect(
      change.out
        == "Changed stigma to trust in turn 2. It takes in the trust that stood there. \(second)\n"
    )
    var codings = try sidecar().codings
    #expect(codings.map(\.id.text) == [second, third])
    #expect(codings[0].memo == "two\n\none")
    #expect(codings[0].flags == [.discuss])
    #expect(try sidecar().removed.map(\.into?.text) == [second])
    // The same by its place, and not where it only passes through.
    let moved = try guest("change --id \(third) --at 2.1 --format json").json()
    #expect(moved["id"] == .string(third))
    #expect(try sidecar().codings.map(\.id.text) == [third])
    #expect(try guest("undo --steps 2").status == 0)
    codings = try sidecar().codings
    #expect(Set(codings.map(\.id.text)) == [first, second, third])
    #expect(codings.filter { $0.code == "trust" }.count == 2)
    let both = try guest("change --id \(second) --code trust --at 4.2")
    #expect(!both.out.contains("takes in"))
    #expect(try sidecar().codings.count == 3)
  }

  @Test("several codes go to one stretch as one step; one is printed as it always was")
  func severalCodes() throws {
    let answer = try guest(
      "code --at 2.1 --code trust --code 污名 --code tru --memo why --format json"
    )
    #expect(answer.status == 0, "\(answer.error)")
    let codings = try answer.json()["codings"]?.items ?? []
    #expect(codings.map { $0["code"] } == ["trust", "stigma"])
    #expect(codings.allSatisfy { $0["memo"] == "why" })
    #expect(try answer.json().keys == ["codings"])
    let one = try guest("code --at 4.1 --code trust --format json").json()
    #expect(one["code"] == "trust")
    let more = try guest("code --at 2.1 --code trust --code legitimacy")
    #expect(
      more.out.hasPrefix(
        "Assigned legitimacy to 20 characters in turn 2. trust stands on these words already. "
      ),
      "\(more.out)"
    )
    let undone = try guest("undo --steps 3 --format json").json()["changes"]?.items
    #expect(undone?.first == "Assigned legitimacy to 20 characters in turn 2.")
    #expect(undone?.last == "Assigned trust, stigma to 20 characters in turn 2.")
    #expect(try sidecar().codings.isEmpty)
    #expect(try guest("code --at 2.1 --code trust --code relations").status == 2)
    #expect(try sidecar().codings.isEmpty, "all of them or none")
  }

  @Test("what a command has done is a list of labelled lines, too")
  func lists() throws {
    let id = try coded("2.1", "trust")
    let change = try guest("change --id \(id) --code stigma --format list")
    #expect(
      change.out.hasPrefix(
        "Changed trust to stigma in turn 2. \(id)\n\ntranscript: \(t03)\nturn: 2\ncoder: guest\n"
          + "code: stigma\nstart: 824\nend: 844\nquotation: We began as parents.\nID: \(id)\n"
      ),
      "\(change.out)"
    )
    #expect(
      try guest("nothing-here --turns 4 --format list").out.hasSuffix("\n\nturn: 4\nopen: 0\n\n")
    )
    #expect(
      try guest("undo --steps 2 --format list").out.hasSuffix(
        "\nact: undo\nchange: Changed trust to stigma in turn 2.\n\n"
      )
    )
    #expect(
      try guest("code --at 4.1 --code trust --quiet --format list").out.hasPrefix("transcript: ")
    )
  }

  // MARK: Undo

  @Test("undo, redo and history are one record; a new change ends what could be done again")
  func undoing() throws {
    let id = try coded("2.1", "trust")
    _ = try guest("memo --id \(id) --text why")
    #expect(try guest("undo").out == "Undone: Memo on trust.\n")
    #expect(try guest("redo").out == "Redone: Memo on trust.\n")
    let undone = try guest("undo --steps 2 --format json").json()
    #expect(undone["changes"]?.items.count == 2)
    #expect(undone["undo"] == 0)
    #expect(undone["redo"] == 2)
    #expect(try sidecar().codings.isEmpty)
    _ = try guest("redo")
    let history = try guest("history --format json").json()
    #expect(
      history["changes"]?.items.map { $0["act"]?.string }
        == ["do", "do", "undo", "redo", "undo", "undo", "redo"]
    )
    #expect(history["undo"] == 1)
    #expect(history["redo"] == 1)
    _ = try coded("4.1", "stigma")
    #expect(try guest("redo").error == "Nothing to redo.\n")
    let shown = try guest("history --last 1 --format list").out
    #expect(shown.contains("act: done\nchange: Assigned stigma to "))
    #expect(
      shown.hasSuffix(
        "2 to undo, 0 to redo; next to undo: Assigned stigma to 84 characters in turn 4.\n"
      )
    )
  }

  @Test("what is submitted is closed for undo as for everything")
  func closed() throws {
    _ = try coded("2.1", "trust")
    _ = try guest("submit")
    let before = try workshop.bytes("\(t03).guest.json")
    let answer = try guest("undo")
    #expect(answer.status == 1)
    #expect(answer.error.contains("guest has submitted it, so it is closed."))
    #expect(try workshop.bytes("\(t03).guest.json") == before)
    #expect(try guest("history").out.contains("Assigned trust"))
  }

  // MARK: Nothing here

  @Test("turns are marked as having nothing to code; what is coded or asked is passed over")
  func nothingHere() throws {
    _ = try coded("4.1", "trust")
    let answer = try guest("nothing-here --turns 2-6 --format json").json()
    #expect(answer["turns"]?.items == [2, 6])
    #expect(
      answer["passed-over"]?.items.map(\.string) == [
        "Turn 3 is an interviewer's: only respondents' turns are marked.",
        "Turn 4 is coded: it cannot be marked as having nothing.",
        "Turn 5 is an interviewer's: only respondents' turns are marked.",
      ]
    )
    #expect(try sidecar().nothingHere.count == 2)
    #expect(try guest("nothing-here --turns 2").out.hasPrefix("It is so already."))
    let refused = try guest("nothing-here --turns 3")
    #expect(refused.status == 1)
    #expect(refused.error.contains("Turn 3 is an interviewer's"))
    #expect(try guest("nothing-here --turns 2-6 --open").out.hasPrefix("Open again: turns 2, 6."))
    #expect(try sidecar().nothingHere.isEmpty)
    #expect(try guest("undo").status == 0)
    #expect(try sidecar().nothingHere.count == 2)
    #expect(try guest("nothing-here --turns 99").status == 2)
  }

  @Test("the next turn that is not coded yet, and all of them; none left is a no")
  func gaps() throws {
    _ = try coded("2", "trust")
    _ = try guest("nothing-here --turns 4")
    let next = try guest("read --next")
    #expect(next.status == 0)
    #expect(next.out.hasPrefix("6.1 R In 2013.\n"))
    #expect(next.out.split(separator: "\n").allSatisfy { $0.hasPrefix("6.") })
    #expect(next.error.hasSuffix(" turns not coded yet.\n"))
    let after = try guest("read --next --after 6")
    #expect(after.out.hasPrefix("8.1 R Two reasons.\n"))
    #expect(after.error.hasSuffix(" turns not coded yet behind turn 6, 1 elsewhere.\n"))
    #expect(
      try guest("read --next --turns 1-9").error.hasPrefix("2 turns in 1-9 not coded yet, ")
    )
    #expect(try guest("read --turns 1-7 --uncoded").out == next.out)
    #expect(try guest("read --after 6").status == 2)
    let none = try guest("read --turns 1-5 --uncoded")
    #expect(none.status == 1)
    #expect(none.error.contains("no open turn there; "))
    #expect(try workshop.run("read \(study) T03 --next").status == 2)
  }

  @Test("the text shows own codings with the beginnings of their ids, flags, memos and marks")
  func reading() throws {
    let id = try coded("2.1", "trust")
    _ = try guest("change --id \(id) --flag discuss")
    _ = try guest("memo --id \(id.prefix(13)) --text why")
    _ = try guest("nothing-here --turns 4")
    let page = try guest("read --turns 2-4").out
    #expect(
      page.contains(
        "2.1 R We began as parents.\n    [trust] 2.1 | discuss | memo: why | id \(id.prefix(4))\n"
      )
    )
    #expect(page.contains("    nothing to code in this turn\n"))
    let lines = try guest("read --turns 4 --format json").json()["lines"]?.items
    #expect(lines?.first?["nothing-here"] == true)
    // Of others no ids to change.
    let others = try workshop.run("read \(study) T03 --turns 2 --coder coder-a --as supervisor").out
    #expect(others.contains("[unregistered]"))
    #expect(!others.contains("| id "))
  }

  // MARK: New codes

  @Test("a new code is a proposal; undone, it is gone, unless something is coded with it")
  func proposals() throws {
    let new = try code("--new", "Founding story")
    #expect(
      new.out.hasPrefix("Proposed +founding-story (Founding story). Assigned founding-story to")
    )
    #expect(try workshop.text("proposals/guest.yaml").contains("id: founding-story"))
    // The name again is the same code.
    let same = try code("--new", "founding STORY", at: "4.1")
    #expect(same.out.hasPrefix("Assigned founding-story to"))
    _ = try guest("undo --steps 2")
    #expect(!(try workshop.text("proposals/guest.yaml").contains("founding-story")))
    _ = try guest("redo")
    #expect(try workshop.text("proposals/guest.yaml").contains("founding-story"))
    let listed = try workshop.run("codebook proposals \(study) --as supervisor --format json")
    #expect(listed.status == 0)
  }

  @Test("in-vivo: the respondent's words name the code, without marks; marks alone do not")
  func inVivo() throws {
    let answer = try guest("code --at 2.1 --in-vivo --format json")
    #expect(try answer.json()["code"] == "we-began-as-parents")
    #expect(try workshop.text("proposals/guest.yaml").contains("We began as parents"))
    let marks = try guest("code --start 843 --end 844 --in-vivo")
    #expect(marks.status == 2)
    #expect(marks.error.hasPrefix("These are marks alone"))
    #expect(try guest("code --at 2.1").status == 2)
    #expect(try guest("code --at 2.1 --in-vivo --code trust").status == 2)
  }

  @Test("in-vivo: words that are too many for a name are shortened, and that is said")
  func longInVivo() throws {
    let short = try guest("code --at 2.1 --in-vivo")
    #expect(!short.out.contains("too many"))
    let long = try guest("code --at 31 --in-vivo")
    let sentence =
      "). The words are too many for a code's name: it has the first of them, and --new gives another. "
    #expect(long.out.contains(sentence), "\(long.out)\(long.error)")
  }

  // MARK: Memos

  @Test("memos on a code, a case and the study, set anew and taken away by the beginning of an id")
  func memos() throws {
    let memo = ["memo", study, "--coder", "guest", "--format", "json"]
    func keep(_ more: String...) throws -> Workshop.Answer {
      try workshop.run((memo + more).joined(separator: " "))
    }
    let code = try keep("--code", "信任", "--text", "persons")
    #expect(try code.json()["on"] == "code")
    #expect(try code.json()["code"] == "trust")
    #expect(try keep("--case", "NGO-D1", "--text", "visit").json()["case"] == "NGO-D1")
    #expect(try keep("--on-study", "--text", "plan").json()["on"] == "study")
    let id = try #require(try code.json()["id"]?.string)
    #expect(try keep("--code", "trust", "--text", "persons").json()["id"] == .string(id))
    #expect(try keep("--id", id, "--text", "offices").json()["on"] == "code")
    let listed = try workshop.run("memos \(study) --as guest --coder guest --format json").json()[
      "memos"
    ]?.items
    #expect(listed?.compactMap { $0["text"]?.string }.sorted() == ["offices", "plan", "visit"])
    #expect(try keep("--id", id, "--text", "").status == 2)
    let gone = try workshop.emic("memo", study, "--coder", "guest", "--id", id, "--text", "")
    #expect(gone.out.hasPrefix("Took away the memo on the code trust."))
    #expect(try keep("--case", "NGO-D9", "--text", "x").error.contains("Did you mean \"NGO-D1\"?"))
    #expect(try keep("--text", "x").error.hasPrefix("What is the memo on?"))
    #expect(try keep("--on-study", "--code", "trust", "--text", "x").status == 2)
    #expect(try keep("--id", "ffff", "--text", "x").status == 1)
  }
}
