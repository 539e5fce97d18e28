import EmicKit
import Foundation
import Testing

/// `--names`: what a command says beside the words of transcripts passes the list, too.
@Suite("Everything said with a list of names") struct PassingTheListTests {
  private let workshop: Workshop
  private let root: URL
  private let code = Code.ID("zhangwei-s-son")

  /// A study `mr`, in which ann has coded with a code of her own, and bob otherwise.
  init() throws {
    workshop = try Workshop()
    root = workshop.folder.appending(path: "mr")
    for folder in [root, root.appending(path: "proposals")] {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
    try put(
      "format: emic/study\nversion: 1\ncodebook: codebook.yaml\ncoders: [ann, bob, {id: sup, role: supervisor}]\n",
      "study.yaml"
    )
    try put(
      "format: emic/codebook\nversion: 1\ntitle: B\ncodes:\n  - id: trust\n    name: Trust\n",
      "codebook.yaml"
    )
    try put(
      "Case: C1\nsector: care\nInterviewer: I\n\nI: Yes?\nR: He is his son.\n",
      "P1-ZhangWei.txt"
    )
    try put("name,replacement,kind,variants\nZhang Wei,[P1],person,zhangwei\n", "../names.csv")
    try put(
      ProposalsFile.text(of: [Code(id: code, name: Code.Name("Zhang Wei's son"), isProposal: true)]
      ),
      "proposals/ann.yaml"
    )
    try run("code mr P1 --coder ann --at 2 --code \(code)")
    try run("code mr P1 --coder bob --at 2 --code trust")
    try run("submit mr P1 --coder ann")
    try run("submit mr P1 --coder bob")
  }

  private func put(_ text: String, _ name: String) throws {
    try Data(text.utf8).write(to: root.appending(path: name))
  }

  @discardableResult
  private func run(_ line: String, status: Int32 = 0) throws -> Workshop.Answer {
    let answer = try workshop.run(line)
    #expect(answer.status == status, "\(line): \(answer.error)")
    return answer
  }

  private func isClean(_ answer: Workshop.Answer) -> Bool {
    !(answer.out + answer.error).lowercased().filter { $0.isLetter }.contains("zhangwei")
  }

  @Test(
    "answers hold no name, ids of proposals included",
    arguments: [
      "disagreements mr", "disagreements mr --passages", "settle mr --as sup",
      "settle mr --as sup --format list",
      "disagreements mr --format json", "disagreements mr --format csv",
      "settle mr --as sup --format json",
      "settle mr --as sup --format csv", "disagreements mr --passages --format csv",
      "codings mr --format json",
      "memos mr", "search mr son --format json",
    ]
  )
  func answers(line: String) throws {
    let answer = try run("\(line) --names names.csv")
    #expect(isClean(answer), "\(answer.out)\(answer.error)")
    if line.contains("disagreements") || line.contains("settle") {
      #expect(answer.out.contains("p1-s-son"))
    }
  }

  @Test(
    "refusals hold no name, although they come before anything is shown",
    arguments: [("matrix mr", Int32(1)), ("export mr --to no/such.csv", 3), ("read mr nothing", 2)]
  )
  func refusals(line: String, status: Int32) throws {
    let answer = try run("\(line) --names names.csv", status: status)
    #expect(!answer.error.isEmpty && isClean(answer), "\(answer.error)")
  }

  @Test("one file for an export and its log is refused, whatever it is called")
  func logOfItself() throws {
    let path = workshop.folder.appending(path: "lg.csv").path()
    for line in [
      "export mr --to lg.csv --log lg.csv", "export mr --to ./lg.csv --log \(path)",
      "export mr --to lg.csv --log mr/../lg.csv",
    ] {
      let answer = try run(line, status: 2)
      #expect(answer.error.contains("the export and its --log are one file"), "\(answer.error)")
      #expect(!FileManager.default.fileExists(atPath: path), "\(line)")
    }
    try run("export mr --to lg.csv")
    let before = try Data(contentsOf: URL(filePath: path))
    try FileManager.default.linkItem(
      atPath: path,
      toPath: workshop.folder.appending(path: "other.csv").path()
    )
    try run("export mr --to lg.csv --log lg.csv", status: 2)
    try run("export mr --to lg.csv --log other.csv", status: 2)
    #expect(try Data(contentsOf: URL(filePath: path)) == before)
  }

  @Test("a release without a list says so; an archive and a release with one do not")
  func unreplaced() throws {
    let sentence = "No names were replaced: no list of them was given (--names FILE)."
    #expect(try run("export mr --to a.csv").error.contains(sentence))
    #expect(try !run("export mr --to a.csv --identified").error.contains(sentence))
    #expect(try !run("export mr --to b.csv --names names.csv").error.contains(sentence))
  }

  @Test("a proposal has one id in all tables")
  func proposals() throws {
    for name in ["codings.csv", "units.csv", "agreement.csv", "r.html"] {
      try run("export mr --to \(name)")
      let text = try String(contentsOf: workshop.folder.appending(path: name), encoding: .utf8)
      #expect(!text.contains("?\(code)"), "\(name)")
      if name != "r.html" { #expect(text.contains(code.text), "\(name)") }
    }
  }

  @Test("the same annotations are the same bytes")
  func annotations() throws {
    try run("export mr --to a.jsonld")
    try run("export mr --to b.jsonld")
    let files = ["a.jsonld", "b.jsonld"].map { workshop.folder.appending(path: $0) }
    #expect(try Data(contentsOf: files[0]) == Data(contentsOf: files[1]))
  }

  @Test("summaries wait for a list in every form")
  func summaries() throws {
    try put(
      String(contentsOf: root.appending(path: "study.yaml"), encoding: .utf8) + "names: required\n",
      "study.yaml"
    )
    for form in ["table", "list", "csv", "json", "markdown"] {
      let answer = try run("framework mr --format \(form)", status: 1)
      #expect(answer.out.isEmpty && answer.error.contains("names: required"), "\(form)")
    }
    try run("framework mr --names names.csv")
    try run("framework mr --identified")
  }

  @Test("what could not be looked at is said first, and nothing is said of it")
  func unlooked() throws {
    try run("export mr --to a.jsonl --names names.csv")
    let half = try run("leakcheck a.jsonl none.csv --names names.csv", status: 3)
    #expect(half.out == "Nothing was found in what could be read.\n")
    #expect(half.error.contains("none.csv"))
    #expect(try run("leakcheck none.csv", status: 3).out == "Nothing could be looked at.\n")
    #expect(try run("leakcheck a.jsonl").out == "Nothing was found; names were not looked for.\n")
    #expect(try run("leakcheck a.jsonl --names names.csv").out == "Nothing was found.\n")
  }

  @Test("a value that nobody has is answered with those there are")
  func values() throws {
    let answer = try run("quotations mr --case sector=zz")
    #expect(answer.error.contains("No source has sector=zz. What they have: care."))
    #expect(try !run("quotations mr --case sector=care").error.contains("No source has"))
  }

  @Test("an option that there is not is named, and no other one is missing")
  func unknownOption() throws {
    let answer = try run("export mr --too x.csv", status: 2)
    #expect(answer.error.hasPrefix("Error: Unknown option '--too'. Did you mean --to?"))
    #expect(try run("export mr", status: 2).error.contains("Missing expected argument"))
  }

  @Test("a day that is none is no day without a backup")
  func noDay() throws {
    let answer = try run("restore mr --from 2020-99-99", status: 2)
    #expect(answer.error.contains("--from \"2020-99-99\" is no date. Write it as YYYY-MM-DD"))
    #expect(try run("restore mr --from 2020-01-01", status: 1).error.contains("no backup"))
  }

  @Test("a codebook that is imported as a text says how it comes in")
  func codebookAsText() throws {
    try run("export mr --to b.qdc")
    let answer = try run("import b.qdc --to mr", status: 3)
    #expect((answer.out + answer.error).contains("emic codebook import"))
  }

  @Test("a link is said to be one, wherever it lies")
  func link() throws {
    try run("export mr --to a.csv")
    try FileManager.default.createSymbolicLink(
      at: workshop.folder.appending(path: "link.csv"),
      withDestinationURL: workshop.folder.appending(path: "a.csv")
    )
    let answer = try workshop.run("export mr --to link.csv")
    #expect(answer.status == 3 && !answer.error.contains("inside a study"), "\(answer.error)")
  }
}
