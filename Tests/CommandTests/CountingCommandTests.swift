import EmicKit
import Testing

/// `matrix`, `cooccurrence` and `saturation`.
@Suite("Commands that count") struct CountingCommandTests {
  let workshop: Workshop

  init() throws { workshop = try Workshop() }

  private func json(_ line: String) throws -> JSONValue {
    let answer = try workshop.run(line + " --format json")
    #expect(answer.status == 0, "\(answer.error)")
    return try answer.json()
  }

  @Test("matrix: codings and cases, columns of two attributes are lists")
  func matrix() throws {
    let matrix = try json(
      "matrix sample-transcripts --coder coder-a --rows code --columns sector,level --code trust "
        + "--code funding-dependence --code stability-concern"
    )
    #expect(
      matrix.keys == [
        "rows", "columns", "codings", "cases", "unknown", "not-coded", "hidden", "drafts",
        "not-offered", "by", "totals",
      ]
    )
    #expect(
      matrix["rows"] == ["trust", "funding-dependence", "stability-concern"]
    )
    #expect(
      matrix["columns"] == [["migrants", "district"], ["children with disabilities", "district"]]
    )
    #expect(matrix["codings"] == [[2, 3], [1, 2], [3, 1]])
    #expect(matrix["cases"] == [[1, 1], [1, 1], [1, 1]])
    #expect(matrix["not-coded"] == [])
  }

  @Test("matrix: who asks for their own drafts is told how they are counted")
  func drafts() throws {
    _ = try workshop.run("code sample-transcripts T03 --coder guest --at 2.1 --code trust")
    let line = "matrix sample-transcripts --coder guest --as guest --columns sector"
    let final = try workshop.run(line)
    #expect(final.out.contains("Drafts count only with --layer current."))
    #expect(try workshop.run(line + " --layer current").out.contains("trust"))
  }

  @Test("what is a draft of who asks is not said to be not coded yet, where only finals count")
  func ownDrafts() throws {
    try workshop.write("I: Hello.\nR: Hello.\n", to: "T08.txt")
    _ = try workshop.run("code sample-transcripts T08 --coder coder-b --at 2 --code trust")
    let line = "sample-transcripts --coder coder-b --as coder-b"
    let matrix = try json("matrix \(line) --columns transcript --code trust")
    #expect(matrix["drafts"] == ["T08.txt"])
    #expect(matrix["not-coded"] == [])
    #expect(matrix["codings"]?.items.first?.items.last == .null)
    let table = try workshop.run("matrix \(line) --columns transcript --code trust")
    #expect(table.out.contains("~  a draft, not counted\n"))
    #expect(table.out.contains("Drafts, not counted: T08.txt (--layer current counts them)\n"))
    #expect(!table.out.contains("ot coded yet"))
    // In a column with others its number would be too small without a word.
    let pooled = try workshop.run("matrix \(line) --columns sector --code trust --format csv")
    #expect(pooled.error.contains("Drafts are left out: T08.txt. --layer current takes them in.\n"))
    let uses = try workshop.run("saturation \(line) --format json")
    #expect(try uses.json()["drafts"] == ["T08.txt"])
    #expect(try uses.json()["not-coded"] == [])
    #expect(uses.error.contains("Drafts are left out: T08.txt."))
    #expect(!uses.error.contains("Not coded yet"))
    let current = try workshop.run("saturation \(line) --layer current --format json")
    #expect(try current.json()["drafts"] == [])
    #expect(!current.error.contains("Drafts"))
  }

  @Test("a code that came later is no zero, though a coding of the transcript was confirmed since")
  func notOfferedThen() throws {
    for change in ["add %S hope --name Hope --under services", "redefine %S trust --brief Others"] {
      let line = change.replacing("%S", with: "sample-transcripts")
      #expect(try workshop.run("codebook \(line) --as supervisor").status == 0)
    }
    let hope = "matrix sample-transcripts --coder coder-a --code hope --columns"
    let asked = hope + " transcript"
    #expect(try json(asked)["codings"] == [[.null, .null]])
    let queue = try json("recode sample-transcripts --coder coder-a")
    let id = try #require(queue["queue"]?.items.first?["id"]?.string)
    let kept = try workshop.run("recode sample-transcripts --coder coder-a --id \(id) --keep")
    #expect(kept.status == 0, "\(kept.error)")
    #expect(try json(asked)["codings"] == [[.null, .null]])
    #expect(try json(hope + " sector")["codings"] == [[.null, .null]])
    let csv = try workshop.run(asked + " --format csv").out
    #expect(csv.contains("hope,\(t03),,,not-offered"))
    let left = try workshop.run("recode sample-transcripts --coder coder-a").out
    #expect(left.contains("Not read again for hope (version 2): \(t03), \(t06)"))
    let table = try workshop.run(asked).out
    let totals = table.split(separator: "\n").filter { $0.hasPrefix("(total)") }
    #expect(totals.count == 2)
    #expect(totals.allSatisfy { !$0.contains("0") }, "\(table)")
  }

  @Test("matrix: the codings behind a cell are its number, each with its place")
  func cells() throws {
    let cells = try json(
      "matrix sample-transcripts --coder coder-b --code trust --with-subcodes --columns transcript "
        + "--cells"
    )["cells"]?.items
    let found = try #require(cells)
    #expect(found.map { $0["row"]?.string } == ["trust", "trust"])
    #expect(found.map { $0["column"]?.string } == [t03, t06])
    #expect(
      found[0]["codings"]?.items.map { $0["code_id"]?.string } == ["mistrust", "trust", "trust"]
    )
    #expect(found[1]["codings"]?.items.count == 1)
    let csv = try workshop.run(
      "matrix sample-transcripts --coder coder-b --code trust --with-subcodes --cells --format csv"
    )
    #expect(try CSV.read(Array(csv.out.utf8), file: "cells.csv").count == 5)
  }

  @Test("several coders and no consensus are refused, whichever layer; as columns they stand apart")
  func coders() throws {
    for layer in ["final", "current", "submitted"] {
      for command in ["matrix", "cooccurrence", "saturation"] {
        let answer = try workshop.run("\(command) sample-transcripts --layer \(layer)")
        #expect(answer.status == 1)
        #expect(answer.out.isEmpty)
        #expect(answer.error.contains("coders are never added up. Choose one with --coder"))
      }
    }
    let matrix = try json("matrix sample-transcripts --columns coder --code trust --with-subcodes")
    #expect(matrix["columns"] == ["coder-a", "coder-b", "coder-c"])
    #expect(matrix["codings"] == [[5, 4, 4]])
    #expect(matrix["totals"]?["all"] == .null)
    let table = try workshop.run("matrix sample-transcripts --columns coder --code trust")
    #expect(table.out.split(separator: "\n")[1] == "CODE     coder-a  coder-b  coder-c")
  }

  @Test("what others have coded and is hidden is not said to be not coded yet")
  func hidden() throws {
    try workshop.write("I: Hello.\nR: Hello.\n", to: "T08.txt")
    let coded = try workshop.run("code sample-transcripts T08 --coder coder-b --at 2 --code trust")
    #expect(coded.status == 0)
    let asked =
      "matrix sample-transcripts --coder coder-b --as coder-a --columns transcript --code trust"
    let csv = try workshop.run(asked + " --format csv")
    #expect(csv.out.contains("trust,T08.txt,,,hidden"))
    let json = try workshop.run(asked + " --format json").json()
    #expect(json["hidden"] == ["T08.txt"])
    #expect(json["not-coded"] == [])
    let table = try workshop.run(asked).out
    #expect(table.contains("?  coded, and hidden: blind, or not submitted\n"))
    #expect(table.contains("Coded and hidden: T08.txt\n"))
    #expect(!table.contains("not coded yet"))
    // Whose own it is sees a draft that does not count yet.
    let own = try workshop.run(asked + " --format csv --as coder-b")
    #expect(own.out.contains("trust,T08.txt,,,draft"))
    let uses = try workshop.run("saturation sample-transcripts --coder coder-b --as coder-a")
    #expect(uses.error.contains("Coded and hidden, so not counted: T08.txt."))
  }

  @Test("totals are no value of an attribute, and say where nothing is coded yet")
  func totals() throws {
    try workshop.write("SAMPLE\nLevel: city\n\nR: Not coded yet.\n", to: "T90.txt")
    let answer = try workshop.run(
      "matrix sample-transcripts --coder coder-a --columns level --code trust --format csv"
    )
    #expect(answer.out.contains("trust,city,,,not-coded"))
    let table = try workshop.run(
      "matrix sample-transcripts --coder coder-a --columns level --code trust"
    ).out
    let lines = table.split(separator: "\n").map { line in
      line.split(separator: " ").map { String($0) }
    }
    #expect(lines[1] == ["CODE", "district", "city", "(total)"])
    #expect(lines[3][0] == "(total)" && lines[3][2] == "…", "\(table)")
    #expect(lines[3][1] == lines[2][1] && lines[3][3] == lines[2][3])
    let nobody = try workshop.run(
      "matrix sample-transcripts --coder coder-a --transcript T90 --columns level --code trust"
    ).out
    #expect(nobody.contains("(total)     …        …\n"), "\(nobody)")
  }

  @Test("a coder who still codes blind counts their own only, and so does everybody a draft")
  func blind() throws {
    let coded = try workshop.run(
      "code sample-transcripts T03 --coder guest --at 2.1 --code trust"
    )
    #expect(coded.status == 0)
    let own = try workshop.run(
      "matrix sample-transcripts --columns coder --layer current --as guest --transcript T03 "
        + "--format json"
    )
    #expect(try own.json()["columns"] == ["guest"])
    #expect(own.error.hasPrefix("You are coding blind"))
    let others = try json(
      "matrix sample-transcripts --columns coder --transcript T03 --layer current"
    )
    #expect(others["columns"] == ["coder-a", "coder-b", "coder-c"])
  }

  @Test("unknown attributes, codes and words are refused with what is nearest")
  func refusals() throws {
    for (options, message) in [
      ("--columns sektor", "there is no attribute \"sektor\". Use one of: sector, case,"),
      ("--columns sector,", "--columns \"sector,\" has an empty name."),
      ("--columns level,level", "--columns \"level,level\" names one twice."),
      ("--code trst", "code \"trst\" is not in the codebook. Did you mean \"trust\"?"),
      ("--overlapping trst", "code \"trst\" is not in the codebook."),
      ("--case level>=district", "--case \"level>=district\": >= compares numbers and whole days"),
      ("--case level!=village", "\"level\" can't be \"village\". Use one of: district, city"),
      ("--case age", "--case \"age\" has no \"=\"."),
      ("--within -1", "--within -1 is no distance."),
      ("--code trust --within 3", "--within belongs to --near:"),
      ("--layer best", "Error: The value 'best' is invalid for '--layer <layer>'"),
    ] {
      let answer = try workshop.run("matrix sample-transcripts --coder coder-a \(options)")
      #expect(answer.status == 2)
      #expect(answer.error.hasPrefix(message), "\(answer.error)")
      #expect(answer.out.isEmpty)
    }
  }

  @Test("a table of cases with strange rows and a hundred columns: a sentence each")
  func strangeCases() throws {
    let names = (1...98).map { "attribute-\($0)" }.joined(separator: ",")
    let values = (1...98).map(String.init).joined(separator: ",")
    try workshop.write(
      "transcript,case,\(names)\n\(t03),NGO-D1,\(values)\nT09.txt,X,\(values)\n",
      to: "cases.csv"
    )
    let answer = try workshop.run(
      "matrix sample-transcripts --coder coder-a --columns attribute-98 --code trust --format json"
    )
    #expect(answer.status == 0)
    #expect(try answer.json()["columns"] == ["98", .null])
    #expect(
      try answer.json()["unknown"] == .object([JSONMember("codings", 2), JSONMember("cases", 1)])
    )
    #expect(answer.error.contains("cases.csv:3: there is no transcript \"T09.txt\""))
    let wrong = try workshop.run("matrix sample-transcripts --coder coder-a --columns attribut-98")
    #expect(
      wrong.error.hasPrefix("there is no attribute \"attribut-98\". Use one of: attribute-98, ")
    )
    #expect(wrong.error.contains("in all)."))
    #expect(wrong.error.count < 300)
    let older = try workshop.run(
      "codings sample-transcripts --coder coder-a --case attribute-98>=90 --format json"
    )
    #expect(try older.json()["codings"]?.items.count == 35)
    #expect(
      older.error.hasPrefix(
        "Left out, since their attribute-98 is unknown: \(t06). --case attribute-98="
      )
    )
    try workshop.write("transcript,case\n\(t03),A\n\(t03),B\n", to: "cases.csv")
    let twice = try workshop.run("matrix sample-transcripts --coder coder-a")
    #expect(twice.status == 3)
    #expect(twice.error.contains("has a row already, in line 2. Keep one of the two."))
  }

  @Test("a source of which nobody knows the case counts as one, and that is said")
  func withoutCase() throws {
    try workshop.write("transcript,case\n\(t03),\n", to: "cases.csv")
    let text = try workshop.text(t03)
    try workshop.write("I: Hello.\nR: Hello.\n", to: "T07.txt")
    let answer = try workshop.run(
      "matrix sample-transcripts --coder coder-a --columns transcript --code trust --format json"
    )
    #expect(try answer.json()["not-coded"] == ["T07.txt"])
    #expect(try answer.json()["codings"] == [[3, 2, .null]])
    #expect(answer.error.contains("No case is known of T07.txt: each counts as a case of its own."))
    #expect(try workshop.text(t03) == text)
  }

  @Test("a pattern that would run for ever is stopped with a sentence")
  func regex() throws {
    let answer = try workshop.emic(
      "matrix",
      "sample-transcripts",
      "--coder",
      "coder-a",
      "--text",
      "(([a-z ]+)+)+!$"
    )
    #expect(answer.status == 2)
    #expect(answer.error.hasPrefix("The pattern takes too long on this text."))
  }

  @Test("cooccurrence: pairs of one coder, per span and per unit")
  func cooccurrence() throws {
    let pairs = try json("cooccurrence sample-transcripts --coder coder-b")["pairs"]
    #expect(
      pairs == [
        .object([
          JSONMember("codes", ["legitimacy", "mistrust"]), JSONMember("count", 1),
          JSONMember("cases", 1),
        ])
      ]
    )
    let turns = try json("cooccurrence sample-transcripts --coder coder-a --per unit")["pairs"]?
      .items
    let sentences = try json(
      "cooccurrence sample-transcripts --coder coder-a --per unit --unit sentence"
    )["pairs"]?.items
    #expect((turns?.count ?? 0) > (sentences?.count ?? 0))
    #expect((sentences?.count ?? 0) >= 5)
    let odd = try workshop.run("cooccurrence sample-transcripts --coder coder-a --unit turn")
    #expect(odd.error == "--unit belongs to --per unit.\n")
  }

  @Test("saturation: by path, or in the order of a file")
  func saturation() throws {
    let forwards = try json("saturation sample-transcripts --coder coder-a")
    #expect(forwards["order"] == [.string(t03), .string(t06)])
    #expect(forwards["first-uses"]?.items.map { $0["new"]?.items.count } == [28, 7])
    #expect(forwards["first-uses"]?.items.map { $0["total"]?.int } == [28, 35])
    try workshop.write("\u{FEFF}T06\r\n\r\nT03-disability-ngo-en.txt\r\n", to: "order.csv")
    let back = try json(
      "saturation sample-transcripts --coder coder-a --order sample-transcripts/order.csv"
    )
    #expect(back["order"] == [.string(t06), .string(t03)])
    #expect(back["first-uses"]?.items.map { $0["new"]?.items.count } == [20, 15])
    try workshop.write("T06\n", to: "order.csv")
    let one = try workshop.run(
      "saturation sample-transcripts --coder coder-a --order sample-transcripts/order.csv"
    )
    #expect(one.error == "Not in the order's file, so not counted: \(t03).\n")
    for (text, message) in [
      ("T06\nT6\n", "sample-transcripts/order.csv:2: there is no transcript \"T6\""),
      ("T06\nT06\n", "sample-transcripts/order.csv:2: \"T06\" stands there twice."),
    ] {
      try workshop.write(text, to: "order.csv")
      let wrong = try workshop.run(
        "saturation sample-transcripts --coder coder-a --order sample-transcripts/order.csv"
      )
      #expect(wrong.status == 2)
      #expect(wrong.error.hasPrefix(message), "\(wrong.error)")
    }
  }

  @Test(
    "work on a text that has changed is left out and named, and no answer is wrong for it",
    arguments: [
      "matrix sample-transcripts --coder coder-a", "matrix sample-transcripts --columns coder",
      "cooccurrence sample-transcripts --coder coder-a",
      "saturation sample-transcripts --coder coder-a",
      "quotations sample-transcripts --coder coder-a",
      "theme sample-transcripts trust --coder coder-a",
      "cards sample-transcripts --coder coder-a --code trust",
    ]
  )
  func changedText(line: String) throws {
    try workshop.write(try workshop.text(t06) + "x\n", to: t06)
    let answer = try workshop.run(line + " --format json")
    #expect(answer.status == 0)
    #expect(answer.error.hasPrefix("Left out: \(t06) by coder-a"))
    #expect(answer.error.contains("(the text has changed since). `emic reanchor STUDY"))
    let only = try workshop.run(line + " --transcript T03 --format json")
    #expect(!only.error.contains("Left out") && !only.error.contains("has changed"))
    #expect(answer.out == only.out)
  }

  @Test("lists of codings keep work on a changed text, and say that its places may be wrong")
  func changedTextInLists() throws {
    try workshop.write(try workshop.text(t06) + "x\n", to: t06)
    let answer = try workshop.run("codings sample-transcripts --coder coder-a --format json")
    #expect(answer.error.hasPrefix("The text has changed since it was coded: \(t06) by coder-a."))
    let names = try answer.json()["codings"]?.items.compactMap { $0["transcript"]?.string } ?? []
    #expect(names.contains(t06))
    let other = try workshop.run("codings sample-transcripts --coder coder-a --transcript T03")
    #expect(other.error == "")
  }

  @Test("a hand-out counts by case where no kind of respondent is known")
  func themeWithoutKinds() throws {
    // Without a header nobody knows anything of the case.
    try workshop.write("I: Whom do you trust?\nR: Nobody.\nI: Why?\nR: Why not?\n", to: "plain.txt")
    try workshop.write("transcript,case\n", to: "cases.csv")
    let study =
      try workshop.text("study.yaml").split(separator: "\n")
      .filter { !$0.contains("actor-type") }.joined(separator: "\n") + "\n"
    try workshop.write(study, to: "study.yaml")
    _ = try workshop.run("code sample-transcripts plain.txt --coder guest --at 2.1 --code trust")
    let answer = try workshop.run(
      "theme sample-transcripts trust --coder guest --layer current --as guest "
        + "--transcript plain.txt"
    )
    #expect(answer.status == 0, "\(answer.error)")
    #expect(
      answer.out.contains("| case | codings | cases |") && answer.out.contains("| plain.txt |")
    )
    let wrong = try workshop.run(
      "theme sample-transcripts trust --coder coder-a --by actor-tipe"
    )
    #expect(wrong.status == 2)
  }

  @Test("what can't be found whatever is coded is said: families, names of nobody, signs too many")
  func unmeant() throws {
    let line = "codings sample-transcripts --as supervisor"
    let family = try workshop.run("\(line) --code relations")
    #expect(family.error.contains("relations is a family and has no codings of its own."))
    let related = try workshop.run("\(line) --code trust --overlapping relations")
    #expect(related.error.contains("--with-subcodes asks for the codes below it."))
    let below = try workshop.run("\(line) --code relations --with-subcodes")
    #expect(!below.error.contains("is a family"))
    let nobody = try workshop.run("\(line) --speaker Zed")
    #expect(nobody.error.contains("Nobody is called \"Zed\" in these sources. Who speaks there: "))
    for (condition, problem) in [
      ("=3", "names no attribute"), ("age==30", "has one sign too many"), ("age", "has no \"=\""),
    ] {
      let answer = try workshop.run("\(line) --case \(condition)")
      #expect(answer.status == 2)
      #expect(answer.error.hasPrefix("--case \"\(condition)\" \(problem). Write it as"))
    }
    let trust = try workshop.run("\(line) --code trust").out
    for name in ["TRUST", "信任", "Trust", "trus"] {
      #expect(try workshop.run("\(line) --code \(name)").out == trust, "\(name)")
    }
    let slip = try workshop.run("\(line) --code trsut")
    #expect(slip.error.contains("Did you mean \"trust\"?"))
  }
}
