import EmicKit
import Foundation
import Testing

@Suite("emic export") struct ExportCommandTests {
  private let workshop: Workshop

  init() throws {
    workshop = try Workshop()
    try write(
      "name,replacement,kind,variants\nsection chief,[official A],person,科长\nCity A,[city],place,\n",
      to: "names.csv"
    )
  }

  private func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: workshop.folder.appending(path: name))
  }

  private func read(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: workshop.folder.appending(path: name)), as: UTF8.self)
  }

  private func rows(_ name: String) throws -> [[String: String]] {
    let rows = try CSV.read(Array(try read(name).utf8), file: name)
    return rows.dropFirst().map { row in
      Dictionary(uniqueKeysWithValues: zip(rows[0].fields, row.fields))
    }
  }

  private func export(_ line: String) throws -> Workshop.Answer {
    try workshop.run("export sample-transcripts --to \(line)")
  }

  @Test("codings.csv is what codings prints, working codes left out")
  func codings() throws {
    let answer = try export("codings.csv")
    #expect((answer.status, answer.out) == (0, "codings.csv: 166 codings\n"))
    let listed = try workshop.run("codings sample-transcripts --format csv")
    let rows = listed.out.split(separator: "\r\n").filter { !$0.contains(",to-discuss,") }
    #expect(try read("codings.csv").split(separator: "\r\n") == rows)
    #expect(
      try read("codings.csv").hasPrefix(
        "coding_id,transcript,case,coder,code_id,code,code_path,start,end,turn,line,speaker,time,"
          + "quotation,memo,flags,created,modified,codebook_version,transcript_sha256,attr_sector"
      )
    )
  }

  @Test("offsets count the text that leaves: names are replaced in it")
  func offsets() throws {
    #expect(try export("codings.csv --names names.csv --log log.csv").status == 0)
    let chief = try rows("codings.csv").filter { $0["quotation"]?.contains("[official A]") == true }
    #expect(!chief.isEmpty)
    for row in chief {
      let length = try #require(row["quotation"]).unicodeScalars.count
      let ends = try ["start", "end"].map { try #require(row[$0].flatMap { Int($0) }) }
      #expect(ends[1] - ends[0] == length)
    }
    #expect(!(try read("codings.csv").contains("section chief")))
    #expect(!(try read("codings.csv").contains("City A")))
    let log = try rows("log.csv")
    #expect(log.map { $0["kind"] } == ["place", "person", "person"])
    #expect(log.map { $0["replacement"] } == ["[city]", "[official A]", "[official A]"])
    #expect(!(try read("log.csv").lowercased().contains("chief")))
  }

  @Test("where names are required nothing leaves without a list or --identified typed out")
  func required() throws {
    try workshop.write(try workshop.text("study.yaml") + "names: required\n", to: "study.yaml")
    let refused = try export("codings.csv")
    #expect(refused.status == 1)
    #expect(refused.error.hasPrefix("`names: required` stands in study.yaml"))
    #expect(!FileManager.default.fileExists(atPath: workshop.folder.path() + "/codings.csv"))
    #expect(try export("codings.csv --names names.csv").status == 0)
    let archive = try export("codings.csv --identified")
    #expect((archive.status, archive.out) == (0, "codings-IDENTIFIED.csv: 166 codings\n"))
    let weekly = try workshop.run("weekly sample-transcripts --as supervisor")
    #expect((weekly.status, weekly.out) == (1, ""))
    let cells = try workshop.run("matrix sample-transcripts --coder coder-a --cells")
    #expect((cells.status, cells.out) == (1, ""))
    #expect(try workshop.run("matrix sample-transcripts --coder coder-a").status == 0)
  }

  @Test("an archive's name says IDENTIFIED, a release's never does")
  func identified() throws {
    #expect(try export("my.IDENTIFIED.csv --identified").out.hasPrefix("my.IDENTIFIED.csv: "))
    let release = try export("IDENTIFIED.csv")
    #expect(release.status == 2)
    #expect(release.error.hasPrefix("IDENTIFIED.csv: the name says IDENTIFIED"))
    let both = try export("a.csv --identified --names names.csv")
    #expect(both.status == 2)
  }

  @Test(
    "every place, ending and wish that cannot be met gets its sentence",
    arguments: [
      ("q.docx", 2, "q.docx: no export has this ending. Use one of: .excel.csv, .csv"),
      ("sample-transcripts/q.md", 2, "sample-transcripts/q.md: this lies in the study"),
      ("sample-transcripts/cases.csv", 2, "sample-transcripts/cases.csv: this lies in the study"),
      ("q.csv --what foo", 2, "a .csv file cannot hold \"foo\". Use --what with one of: codings"),
      ("q.md --what codings", 2, "a .md file holds one thing only."),
      ("q.csv --for taguette", 2, "there is one form of this export only."),
      ("codebook.csv --for nvivo", 2, "\"nvivo\" is nothing that this export is made for."),
      ("nowhere/q.csv", 3, "nowhere: there is no such file or folder."),
      ("codebooks", 2, "codebooks: no export has this ending."),
      ("names.csv --names names.csv", 2, "names.csv: this file is read for the export"),
      ("q.csv --names gone.csv", 3, "gone.csv: there is no such file or folder."),
      (
        "q.csv --names sample-transcripts/cases.csv", 2,
        "sample-transcripts/cases.csv: the list of names lies in the study"
      ),
      (
        "units.csv --unit character", 2, "a table of single characters would have millions of rows."
      ),
      ("q.csv --log log.txt", 2, "--log log.txt: the list is a .csv file."),
      ("q.csv --references colour", 2, "there is no attribute \"colour\"."),
    ]
  )
  func refusals(line: String, status: Int32, message: String) throws {
    let before = try workshop.text("cases.csv")
    let answer = try export(line)
    #expect(answer.status == status)
    #expect(answer.error.hasPrefix(message), "\(answer.error)")
    #expect(answer.out.isEmpty)
    #expect(try workshop.text("cases.csv") == before)
    #expect(!workshop.exists("../q.csv"))
  }

  @Test("a link is not followed, and exports/ is made where it is wanted")
  func links() throws {
    let files = FileManager.default
    try write("precious", to: "precious.csv")
    try files.createSymbolicLink(
      atPath: workshop.folder.path() + "/link.csv",
      withDestinationPath: workshop.folder.path() + "/precious.csv"
    )
    let answer = try export("link.csv")
    #expect(answer.status == 3)
    #expect(answer.error.hasPrefix("link.csv: this is a link"))
    #expect(try read("precious.csv") == "precious")
    #expect(try export("sample-transcripts/exports/codings.csv").status == 0)
    #expect(try workshop.mode("exports/codings.csv") == 0o600)
  }

  @Test("for Excel: a BOM, and cells that look like formulas are guarded so that it can be undone")
  func excel() throws {
    let id = try #require(try codingID("The section chief trusts me."))
    for memo in ["=1+1", "'=1+1", "-2", "@x", "plain"] {
      let made = try workshop.emic(
        "memo",
        "sample-transcripts",
        t03,
        "--coder",
        "guest",
        "--id",
        id,
        "--text=\(memo)"
      )
      #expect(made.status == 0)
      #expect(try export("c.excel.csv --as guest --coder guest").status == 0)
      #expect(try export("c.csv --as guest --coder guest").status == 0)
      #expect(try read("c.excel.csv").unicodeScalars.first == "\u{FEFF}")
      let cell = try #require(try rows("c.excel.csv").first?["memo"])
      #expect(cell == (memo == "plain" ? memo : "'" + memo))
      #expect(try rows("c.csv").first?["memo"] == memo)
    }
  }

  private func codingID(_ words: String) throws -> String? {
    let answer = try workshop.emic(
      "code",
      "sample-transcripts",
      t03,
      "--coder",
      "guest",
      "--quote",
      words,
      "--code",
      "trust",
      "--format",
      "json"
    )
    return try answer.json()["id"]?.string
  }

  @Test("JSONL holds the rows of codings.csv; JSON-LD an annotation for each")
  func lines() throws {
    #expect(try export("c.jsonl").status == 0)
    let lines = try read("c.jsonl").split(separator: "\n").map {
      try JSONValue(reading: Array($0.utf8))
    }
    #expect(lines.count == 166)
    #expect(lines[0].keys.starts(with: ["coding_id", "transcript", "case", "coder"]))
    #expect(try export("c.jsonld").status == 0)
    let page = try JSONValue(reading: Array(try read("c.jsonld").utf8))
    #expect(page["@context"]?.string == "http://www.w3.org/ns/anno.jsonld")
    #expect(page["type"]?.string == "AnnotationPage")
    let items = try #require(page["items"]).items
    #expect(items.count == 166)
    #expect(items[0]["motivation"]?.string == "tagging")
    #expect(items[0]["creator"]?.keys == ["type", "nickname"])
    let selectors = items[0]["target"]?["selector"]?.items ?? []
    #expect(
      selectors.map { $0["type"]?.string } == ["TextPositionSelector", "TextQuoteSelector"]
    )
    let text = Array(try workshop.text(t03).unicodeScalars)
    let (start, end) = (selectors[0]["start"]?.int ?? 0, selectors[0]["end"]?.int ?? 0)
    var exact = ""
    exact.unicodeScalars.append(contentsOf: text[start..<end])
    #expect(selectors[1]["exact"]?.string == exact)
  }

  @Test("the codebook in its columns, and for Taguette in two")
  func codebook() throws {
    #expect(try export("codebook.csv").out == "codebook.csv: 48 codes\n")
    #expect(
      try read("codebook.csv").hasPrefix(
        "path,name,name_zh,description,color,assignable,id,brief,use_when,not_when,example\r\n"
      )
    )
    let trust = try rows("codebook.csv").first { $0["id"] == "trust" }
    #expect(trust?["path"] == "relations/trust")
    #expect(trust?["name_zh"] == "信任")
    #expect(trust?["assignable"] == "true")
    #expect(try export("tags.csv --what codebook --for taguette").status == 0)
    #expect(try read("tags.csv").hasPrefix("path,description\r\nregulation,"))
  }

  @Test("units and coders add up to what the table of agreement counts")
  func units() throws {
    #expect(try export("units.csv").status == 0)
    #expect(try export("agreement.csv").status == 0)
    let units = try rows("units.csv").filter { $0["code"] == "trust" }
    let figures = try #require(
      try rows("agreement.csv").first {
        $0["code"] == "trust" && $0["coder_a"] == "coder-a" && $0["coder_b"] == "coder-b"
      }
    )
    #expect(figures["units"] == String(units.count))
    let both = units.filter { $0["coder-a"] == "1" && $0["coder-b"] == "1" }
    #expect(figures["both"] == String(both.count))
    let onlyA = units.filter { $0["coder-a"] == "1" && $0["coder-b"] == "0" }
    #expect(figures["only_a"] == String(onlyA.count))
    let json = try workshop.run("agreement sample-transcripts --codes trust --format json").json()
    let kappa = json["codes"]?.items.first?["pairs"]?.items.first?["kappa"]?["value"]
    #expect(kappa == figures["kappa"].map { .number($0) })
  }

  @Test(
    "a table of units has each unit and code of the comparison, as it is counted there",
    arguments: [AgreementUnits.Kind.turn, .sentence]
  )
  func unitsOfComparison(unit: AgreementUnits.Kind) throws {
    // Whoever did not work on a transcript is missing there.
    for name in ["\(t06).coder-c.json", "submissions/\(t06).coder-c.1.json"] {
      try FileManager.default.removeItem(at: workshop.study.appending(path: name))
    }
    #expect(try export("units.csv --unit \(unit.rawValue)").status == 0)
    let study = try StudyFolder.open(path: workshop.study.path())
    var (work, request) = (VisibleWork(of: study, asker: nil), ComparisonRequest())
    request.unit = unit
    let comparison = try StudyComparison(
      of: &work,
      codebook: try study.codebook(),
      request: request
    )
    var lines = [(["unit_id", "transcript", "code"] + comparison.coders.map(\.text))]
    for block in comparison.blocks {
      for transcript in block.comparison.transcripts {
        let (name, units) = (transcript.transcript.name, transcript.units)
        var numbers: [Int: Int] = [:]
        for (span, turn) in zip(units.spans, units.turns) {
          numbers[turn, default: 0] += 1
          let id = unit == .turn ? "\(turn)" : "\(turn).\(numbers[turn] ?? 0)"
          for code in block.comparison.codes {
            let ratings = comparison.coders.map { coder in
              let layer = block.comparison.coders.firstIndex(of: coder)
                .flatMap { transcript.layers[$0] }
              return layer.map { $0.spans(of: code).contains { $0.overlaps(span) } ? "1" : "0" }
            }
            lines.append(["\(name)#\(id)", name, code.text] + ratings.map { $0 ?? "" })
          }
        }
      }
    }
    #expect(lines.count > 1000 && lines.contains { $0.contains("") })
    #expect(lines.contains { $0.contains("1") } && lines.contains { $0.contains("0") })
    #expect(try read("units.csv") == CSV.text(of: lines))
  }

  @Test("a table of units has the codes that are asked for, as the table of agreement has")
  func unitsOfCodes() throws {
    for name in ["units.csv", "agreement.csv"] {
      #expect(try export("\(name) --code trust --code registration").status == 0)
      #expect(Set(try rows(name).compactMap { $0["code"] }) == ["trust", "registration"])
    }
  }

  @Test("who speaks in the sources is known, however many parts an export has")
  func speakers() throws {
    let known = try export("r.csv --speaker R")
    #expect(known.status == 0 && !known.error.contains("Nobody is called"))
    let unknown = try export("z.csv --speaker Zed")
    #expect(
      unknown.error.contains(
        "Nobody is called \"Zed\" in these sources. Who speaks there: I, R"
      )
    )
  }

  @Test("quotations by code with their references")
  func quotations() throws {
    #expect(try export("q.md --code trust --names names.csv").status == 0)
    let page = try read("q.md")
    #expect(page.contains("## Trust (trust)\n"))
    #expect(page.contains("> The \\[official A\\] trusts me."))
    #expect(page.contains("(T03, turn 30, NGO, district, children with disabilities)"))
  }

  @Test("a damaged sidecar may hold flags, and an archive would lack it: nothing is exported")
  func damaged() throws {
    try workshop.write("{", to: "\(t03).coder-b.json")
    let release = try export("codings.csv")
    #expect(release.status == 3)
    #expect(release.error.contains("nobody knows which words may not leave"))
    #expect(!workshop.exists("../codings.csv"))
    let archive = try export("codings.csv --identified")
    #expect(archive.status == 3 && archive.out.isEmpty)
    #expect(archive.error.contains("\(t03).coder-b.json:1"), "\(archive.error)")
    #expect(!workshop.exists("../codings-IDENTIFIED.csv"))
    // The rest can be had.
    #expect(try export("codings.csv --identified --transcript T06").status == 0)
  }

  @Test("flags of a draft that nobody is shown bind all the same")
  func drafts() throws {
    let id = try #require(try codingID("The section chief trusts me."))
    var sidecar = try SidecarReader.read(try workshop.bytes("\(t03).guest.json"), file: "guest")
    let place = try #require(sidecar.codings.firstIndex { $0.id.text == id })
    sidecar.codings[place].flags = [.doNotQuote]
    try Data(SidecarWriter.encode(sidecar)).write(
      to: workshop.study.appending(path: "\(t03).guest.json")
    )
    for name in ["c.csv", "c.jsonl", "c.jsonld", "c.md"] {
      let answer = try export(name)
      #expect(answer.status == 0)
      #expect(!(try read(name).contains("The section chief trusts me")))
      #expect(answer.error.contains("flagged do-not-quote"))
    }
    #expect(try export("c.csv --identified").status == 0)
    #expect(try read("c-IDENTIFIED.csv").contains("The section chief trusts me."))
  }

  @Test("names are replaced on request where codings are read")
  func display() throws {
    for line in ["codings", "codings --format json", "codings --format csv"] {
      let words = line.split(separator: " ")
      let rest = words.dropFirst().joined(separator: " ")
      let answer = try workshop.run("\(words[0]) sample-transcripts --names names.csv \(rest)")
      #expect(answer.status == 0)
      #expect(!answer.out.contains("section chief"))
      #expect(answer.out.contains("[official A]"))
    }
    let read = try workshop.run("read sample-transcripts T03 --turns 30-30 --names names.csv")
    #expect(read.out.contains("30.1 R2 The [official A] trusts me."))
  }
}
