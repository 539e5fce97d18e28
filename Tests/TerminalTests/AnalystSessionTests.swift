import EmicKit
import EmicTUI
import Glibc
import Testing

/// Questions as an analyst and a blind coder meet them: keys in, screen and files out.
@Suite("An analyst with emic") struct AnalystSessionTests {
  /// The pages of quotations by trust and more.
  private func pages(of study: StudyCopy) throws -> [String] {
    try Folder.list(study.path + "/exports").filter { $0.name.hasPrefix("quotations-trust-") }
      .map { String(decoding: try study.read("exports/\($0.name)"), as: UTF8.self) }
  }

  @Test("all passages coded trust by sector and level, each opened, a table and a page written")
  func trustBySectorAndLevel() throws {
    let study = try StudyCopy()
    let emic = try study.open(coder: "coder-a")
    try emic.press("gm")
    try emic.wait(for: "codes by sector · level")
    try emic.press("ctrust\r")
    try emic.wait(for: "trust, migrants · district: 2 codings in 1 case.")
    try emic.press("l")
    try emic.wait(for: "trust, children with disabilities · district: 3 codings in 1 case.")
    try emic.press("x")
    try emic.wait(for: "Exported these counts to exports/matrix-sector-level.csv.")
    for (column, count) in [("h", 2), ("l", 3)] {
      try emic.press(column)
      try emic.press("\r")
      for number in 1...count {
        try emic.wait { $0.row(0).contains("Quotations  \(number) of \(count)") }
        try emic.press("\r")
        try emic.wait(for: "q goes back to the quotations.")
        try emic.press("q")
        try emic.wait { $0.row(0).contains("Quotations  \(number) of \(count)") }
        try emic.press("j")
      }
      try emic.press("q")
      try emic.wait(for: "codes by sector · level")
    }
    try emic.press("gr")
    try emic.wait { $0.row(0).contains("Quotations  3 of 3") }
    try emic.press("e\u{15}trust, by coder-a\r")
    try emic.wait { $0.row(0).contains(" of 5") }
    try emic.press("x1")
    try emic.wait(for: "Exported 5 quotations to exports/quotations-trust-")
    try emic.press("e\u{15}trust, by coder-a, in T06\r")
    try emic.wait { $0.row(0).contains(" of 2") }
    try emic.press("x1")
    try emic.wait(for: "Exported 2 quotations to exports/quotations-trust-")
    try SessionTests.leave(emic)

    let table = String(decoding: try study.read("exports/matrix-sector-level.csv"), as: UTF8.self)
    #expect(table.contains("trust,migrants,district,2,1,coded\r\n"))
    #expect(table.contains("trust,children with disabilities,district,3,1,coded\r\n"))
    let pages = try pages(of: study)
    #expect(pages.count == 2, "one question does not write over another's page")
    let page = try #require(pages.first { $0.contains("T03, turn") })
    #expect(page.hasPrefix("# Quotations\n\n## Trust (trust)\n"))
    #expect(page.contains("> The section chief trusts me."))
    #expect(page.contains("(T06, turn 10, government official, district, migrants)"))
  }

  @Test("what is flagged do-not-quote after the list was read does not leave")
  func doNotQuote() throws {
    let study = try StudyCopy()
    let emic = try study.open(coder: "coder-a")
    try emic.press("gr")
    try emic.wait { $0.row(0).contains("Quotations  1 of ") }
    try emic.press("e\u{15}trust, by coder-a\r")
    try emic.wait { $0.row(0).contains(" of 5") }
    var sidecar = try #require(try study.sidecar(by: "coder-b"))
    for index in sidecar.codings.indices { sidecar.codings[index].flags = [.doNotQuote] }
    let name = "\(StudyCopy.english).coder-b.json"
    try study.write(bytes: SidecarWriter.encode(sidecar), to: name)
    try emic.press("x1")
    try emic.wait(for: "a part of the words is flagged do-not-quote")
    try SessionTests.leave(emic)
    let page = try #require(try pages(of: study).first)
    #expect(!page.contains("The section chief trusts me."))
    #expect(page.contains("T06, turn 10"))
  }

  @Test("where names are required no words leave, and the screen says how they could")
  func namesRequired() throws {
    let study = try StudyCopy()
    let file = String(decoding: try study.read("study.yaml"), as: UTF8.self)
    try study.write(file + "\nnames: required\n", to: "study.yaml")
    let emic = try study.open(coder: "coder-a")
    try emic.press("gr")
    try emic.wait { $0.row(0).contains("1 of 61") }
    for keys in ["x1", "y", ":cards\r\r"] {
      try emic.press(keys)
      try emic.wait(for: "`names: required` stands in study.yaml")
      try emic.press("p")
    }
    try SessionTests.leave(emic)
    #expect((try? study.read("exports/quotations-all.md")) == nil)
    #expect((try? study.read("exports/quotations.md")) == nil)
  }

  @Test(
    "who leaves while an export is written leaves nothing half written behind",
    arguments: [false, true]
  )
  func leavingAnExport(isTerminated: Bool) throws {
    let study = try StudyCopy()
    let turns = "Q: Why so?\nR: The chief trusts me. 他说没有人理解我。\n"
    try study.write(String(repeating: turns, count: 275_000), to: "T99-long.txt")
    let emic = try study.open(coder: "coder-a")
    try emic.press(":export-to\r")
    try emic.press("\u{15}big.html\r")
    try emic.wait(for: "Exporting transcript")
    func files() throws -> [String] { try Folder.list("\(study.path)/exports").map(\.name) }
    #expect(try files().contains { $0.hasPrefix(".big.html") })
    if isTerminated {
      emic.signal(SIGTERM)
      try SessionTests.expectEnd(emic, .exited(128 + SIGTERM))
    } else {
      try emic.press("Q")
      try emic.wait(for: "Leave before it is done?")
      try SessionTests.leave(emic, with: "y")
    }
    #expect(try files().filter { $0.contains("big.html") } == [])
  }

  @Test("who codes blind sees only their own, and that others' were shown is on record")
  func blind() throws {
    let study = try StudyCopy()
    var file = try study.sidecarFile(of: StudyCopy.english, by: "coder-c")
    let submitted = try #require(try file.load())
    let open = try submitted.reopened(because: "more", codebook: 1, at: Now.timestamp)
    guard case .saved = file.save(open) else {
      Issue.record("could not reopen")
      return
    }
    let emic = try study.open(coder: "coder-c", size: Size(width: 140, height: 30))
    try emic.press("gr")
    try emic.wait { $0.row(0).contains("Quotations  1 of ") }
    try emic.press("e\u{15}trust\r")
    try emic.wait(for: "You are coding blind: other coders' codings of T03")
    #expect(!emic.flowingText.contains("T03 20 coder-a"))
    #expect(emic.flowingText.contains("coder-a"))
    try SessionTests.leave(emic)
    let english = try #require(try study.sidecar(of: StudyCopy.english, by: "coder-c"))
    #expect(english.log.last?["act"]?.string != "reveal")
    let chinese = try #require(try study.sidecar(of: StudyCopy.chinese, by: "coder-c"))
    #expect(chinese.log.last?["act"]?.string == "reveal")
  }

  @Test("a search over the study: Chinese without spaces, memos, and a pattern without end")
  func search() throws {
    let study = try StudyCopy()
    let emic = try study.open(coder: "coder-a")
    try emic.press("g/信任\r")
    try emic.wait { $0.row(2).hasSuffix("hits") || $0.row(2).hasSuffix("hit") }
    #expect(emic.flowingText.contains("T06 10"))
    try emic.press("\r")
    try emic.wait(for: "q goes back to the hits.")
    try emic.press("q")
    try emic.wait { $0.row(0).contains("in transcripts") }
    try emic.press("\t\t")
    try emic.wait { $0.row(0).contains("in memos") }
    try emic.press("\t/\u{15}(([a-z ]+)+)+!!\rr")
    try emic.wait(for: "The pattern takes too long on this text.")
    try SessionTests.leave(emic)
  }

  @Test("summaries are on the disk as soon as the screen says so, beside those of another session")
  func framework() throws {
    let study = try StudyCopy()
    let emic = try study.open(coder: "coder-a")
    try emic.press("gf")
    try emic.wait(for: "No summary is written yet.")
    try emic.press("ctrust\rj\r")
    try emic.press("Trust is in the section chief.\u{13}")
    try emic.wait(for: "Summed up NGO-D1, trust: saved.")
    let folder = try StudyFolder.open(path: study.path)
    let other = FrameworkMatrix.Cell(
      case: "GOV-M2",
      code: "trust",
      summary: "信任是攒出来的。",
      by: "coder-b"
    )
    #expect(try folder.save(other, replacing: nil))
    try emic.press("\rMore. \u{13}")
    try emic.wait(for: "Summed up NGO-D1, trust: saved.")
    try emic.wait(for: "信任是攒出来的。")
    let theirs = FrameworkMatrix.Cell(case: "NGO-D1", code: "trust", summary: "No.", by: "coder-b")
    #expect(try folder.save(theirs))
    try emic.press("\rMine. \u{13}")
    try emic.wait(for: "coder-b has changed this summary meanwhile: nothing was written over.")
    try SessionTests.leave(emic)
    #expect(try folder.framework()["NGO-D1", "trust"]?.summary == "No.")
    let second = try study.open(coder: "coder-a")
    try second.press("gf")
    try second.wait(for: "2 summaries")
    try second.press("j")
    try second.wait(for: "a draft waits")
    try SessionTests.leave(second)
  }

  @Test("cards and a hand-out are written from the list of commands")
  func pages() throws {
    let study = try StudyCopy()
    let emic = try study.open(coder: "coder-a")
    try emic.press(":cards\r\r")
    try emic.wait(for: "Wrote 2 cards to exports/best-practice-cards.md.")
    try emic.press(":theme\rtrust\r\u{15}../x\r")
    try emic.wait(for: "cannot be a file's name here")
    // The line comes back to be corrected; Esc leaves it.
    try emic.press("\u{1B}")
    try emic.press(":theme\rtrust\r\r")
    try emic.wait(for: "Wrote the hand-out on trust to exports/theme-trust.md.")
    try SessionTests.leave(emic)
    let page = String(decoding: try study.read("exports/theme-trust.md"), as: UTF8.self)
    #expect(page.hasPrefix("# Trust · 信任\n"))
    let cards = String(decoding: try study.read("exports/best-practice-cards.md"), as: UTF8.self)
    #expect(cards.split(separator: "\n").count { $0.hasPrefix("## ") } == 2)
  }
}
