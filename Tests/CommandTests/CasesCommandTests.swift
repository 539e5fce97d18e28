import EmicKit
import Foundation
import Testing

/// `cases`: what is known of each transcript, and setting it.
@Suite("emic cases") struct CasesCommandTests {
  let workshop: Workshop

  init() throws { workshop = try Workshop() }

  private func set(_ text: String) throws -> Workshop.Answer {
    try workshop.emic("cases", "sample-transcripts", "T03", "--set", text)
  }

  @Test("all transcripts with their attributes; what nobody says is null, and named apart")
  func list() throws {
    let answer = try workshop.run("cases sample-transcripts --format json")
    let cases = try #require(try answer.json()["cases"]?.items)
    #expect(cases.map { $0["case"]?.string } == ["NGO-D1", "GOV-M2"])
    #expect(cases[0]["attributes"]?["level"]?.string == "district")
    let new = try workshop.run("cases sample-transcripts T06 --set age=44 --new-attribute")
    #expect(new.status == 0)
    let table = try workshop.run("cases sample-transcripts T03 --format table").out
    #expect(table.hasSuffix("  unknown: age\n"))
    #expect(table.contains("  level: district\n"))
  }

  @Test("a value is set in its column and nothing else of the file changes")
  func set() throws {
    let before = try workshop.text("cases.csv")
    #expect(try set("site=City C").status == 0)
    let after = try workshop.text("cases.csv")
    let parts = before.split(separator: "City A", omittingEmptySubsequences: false)
    #expect(after == parts.joined(separator: "City C"))
    #expect(try set("sector=流动人口").status == 0)
    #expect(try workshop.text("cases.csv").contains("NGO-D1,migrants,NGO"))
  }

  @Test(
    "line ends and a BOM stay as they are, also when it is taken back",
    arguments: ["\n", "\r\n"]
  )
  func form(lineEnd: String) throws {
    let path = workshop.folder.appending(path: "sample-transcripts/cases.csv")
    let plain = String(decoding: try Data(contentsOf: path), as: UTF8.self).split(
      whereSeparator: \.isNewline
    )
    let before = Data("\u{FEFF}\(plain.map { $0 + lineEnd }.joined())".utf8)
    try before.write(to: path)
    let setting = try workshop.run(
      "cases sample-transcripts T03 --coder guest --set site=Elsewhere"
    )
    #expect(setting.status == 0)
    let after = String(decoding: before, as: UTF8.self).replacing("City A", with: "Elsewhere")
    #expect(try Data(contentsOf: path) == Data(after.utf8))
    #expect(try workshop.run("cases sample-transcripts --undo --coder guest").status == 0)
    #expect(try Data(contentsOf: path) == before)
  }

  @Test("an emptied value that the header of the transcript says, too, is named: it counts on")
  func header() throws {
    let answer = try set("sector=")
    #expect(answer.status == 0)
    #expect(answer.out.contains("  sector: children with disabilities\n"))
    #expect(
      answer.error == "sector stays children with disabilities: the header of \(t03) says so, and "
        + "cases.csv nothing. Set another value, or change the header.\n"
    )
    _ = try workshop.run("cases sample-transcripts T03 --set age=31 --new-attribute")
    let alone = try set("age=")
    #expect(alone.status == 0 && alone.error.isEmpty, "\(alone.error)")
  }

  @Test("what study.yaml does not list, an attribute nobody has, no transcript: a sentence, exit 2")
  func refused() throws {
    let before = try workshop.text("cases.csv")
    let value = try set("level=distrct")
    #expect(value.status == 2)
    #expect(value.error.contains("Did you mean \"district\"?"))
    #expect(value.error.contains("Use one of: district, city, province."))
    let name = try set("agee=3")
    #expect(name.status == 2)
    #expect(name.error.contains("--new-attribute makes a new one"))
    #expect(try set("nothing").status == 2)
    #expect(try workshop.run("cases sample-transcripts --set level=city").status == 2)
    #expect(try workshop.run("cases sample-transcripts T99").status == 2)
    #expect(try workshop.text("cases.csv") == before)
    let new = try workshop.run("cases sample-transcripts T03 --set age=31 --new-attribute")
    #expect(new.status == 0)
    #expect(try workshop.text("cases.csv").contains("interview-date,age"))
  }

  private func cases(_ line: String, as coder: String = "guest") throws -> Workshop.Answer {
    try workshop.run("cases sample-transcripts \(line) --coder \(coder)")
  }

  @Test("changes are undone and done again, each person's own, until the table is as it was")
  func undo() throws {
    _ = try cases("T03 --set site=Start", as: "coder-b")
    let before = try workshop.text("cases.csv")
    _ = try cases("T03 --set site=Middle --set level=city")
    _ = try cases("T06 --set age=44 --new-attribute")
    let after = try workshop.text("cases.csv")
    #expect(try cases("--undo", as: "coder-a").status == 1)
    let undone = try cases("--undo")
    #expect(undone.status == 0, "\(undone.error)")
    #expect(undone.error == "cases.csv says nothing of the age of \(t06) again.\n")
    #expect(!(try workshop.text("cases.csv").contains(",age")))
    let second = try cases("--undo --format json")
    #expect(try second.json()["cases"]?.items.first?["attributes"]?["site"]?.string == "Start")
    #expect(try workshop.text("cases.csv") == before)
    #expect(
      try cases("--undo").error == "No change of an attribute to undo that you have made.\n"
    )
    _ = try cases("--redo")
    #expect(try cases("--redo").status == 0)
    #expect(try workshop.text("cases.csv") == after)
  }

  @Test(
    "what somebody has changed since stands, with a sentence; --skip takes the change before it"
  )
  func overtaken() throws {
    _ = try cases("T03 --set level=city")
    _ = try cases("T03 --set site=Mine")
    _ = try set("site=Theirs")
    let refused = try cases("--undo")
    #expect(refused.status == 1)
    #expect(
      refused.error
        == "Somebody has changed the site of \(t03) since: it is Theirs now. That stands, "
        + "and yours is not taken back. --skip leaves it so, and goes on with the change before.\n"
    )
    #expect(try cases("--undo").error == refused.error)
    #expect(try cases("--undo --skip").status == 0)
    let text = try workshop.text("cases.csv")
    #expect(text.contains("Theirs") && text.contains("district"))
    #expect(try cases("--redo --undo").status == 2)
    #expect(try cases("--skip").status == 2)
    #expect(try workshop.run("cases sample-transcripts --undo").status == 2)
  }

  @Test("a table that a change has made goes with it")
  func madeTable() throws {
    let path = workshop.folder.appending(path: "sample-transcripts/cases.csv").path()
    try FileManager.default.removeItem(atPath: path)
    _ = try cases("T03 --set site=Mine --new-attribute")
    #expect(FileManager.default.fileExists(atPath: path))
    #expect(try cases("--undo").status == 0)
    #expect(!FileManager.default.fileExists(atPath: path))
    #expect(try cases("--redo").status == 0)
    #expect(FileManager.default.fileExists(atPath: path))
  }

  @Test(
    "a value outside the list is unknown in every figure, whatever the header says, with a word"
  )
  func refusedValue() throws {
    let table = try workshop.text("cases.csv")
    try workshop.write(
      table.replacing("GOV-M2,migrants,", with: "GOV-M2,migrant,"),
      to: "cases.csv"
    )
    let page = try workshop.run("cases sample-transcripts T06 --format table").out
    #expect(page.contains("  unknown: sector\n"))
    #expect(!page.contains("  sector: "))
    let codings = "codings sample-transcripts --coder coder-a --as supervisor --case"
    let asked = try workshop.run("\(codings) sector=migrants --format json")
    #expect(asked.status == 0)
    #expect(try asked.json()["codings"]?.items.isEmpty == true)
    let words = "\"sector\" can't be \"migrant\", it counts as unknown: \(t06). Use one of: "
    #expect(asked.error.contains(words), "\(asked.error)")
    #expect(asked.error.contains("Left out, since their sector is unknown: \(t06)."))
    let unknown = try workshop.run("\(codings) sector= --format json")
    #expect(try unknown.json()["codings"]?.items.isEmpty == false)
    let matrix = try workshop.run(
      "matrix sample-transcripts --coder coder-a --columns sector --format table"
    )
    #expect(matrix.out.contains("(unknown)"))
    #expect((matrix.out + matrix.error).contains(words))
    let plain = try workshop.run("matrix sample-transcripts --coder coder-a --columns level")
    #expect(!(plain.out + plain.error).contains("can't be"))
  }

  @Test("cases.csv as a link or a folder is not taken for none", arguments: [true, false])
  func notAFile(isLink: Bool) throws {
    let path = workshop.study.appending(path: "cases.csv").path()
    let files = FileManager.default
    try files.moveItem(atPath: path, toPath: workshop.folder.appending(path: "cases.csv").path())
    if isLink {
      try files.createSymbolicLink(atPath: path, withDestinationPath: "../cases.csv")
    } else {
      try files.createDirectory(atPath: path, withIntermediateDirectories: false)
    }
    for line in [
      "cases sample-transcripts", "matrix sample-transcripts --coder coder-a --columns sector",
      "codings sample-transcripts --coder coder-a --case sector=migrants",
      "check sample-transcripts",
    ] {
      let answer = try workshop.run(line)
      #expect(answer.status == (line.hasPrefix("check") ? 1 : 3), "\(line): \(answer)")
      #expect(
        (answer.error + answer.out).contains("cases.csv")
          && (answer.error + answer.out).contains(isLink ? "this is a link" : "is no regular file"),
        "\(line): \(answer)"
      )
    }
  }
}
