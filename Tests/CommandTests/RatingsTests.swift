import EmicKit
import Foundation
import Testing

@Suite("emic agreement --ratings") struct RatingsTests {
  let workshop: Workshop

  init() throws { workshop = try Workshop() }

  private func ratings(_ table: String, _ options: String = "") throws -> Workshop.Answer {
    try workshop.write(table, to: "../table.csv")
    return try workshop.run("agreement --ratings table.csv \(options)")
  }

  private static let fixtures: [String] = {
    let files = try? FileManager.default.contentsOfDirectory(atPath: folder.path())
    return (files ?? []).filter { name in
      guard let fixture = try? fixture(name) else { return false }
      return fixture["kind"] == "reliability"
    }.sorted()
  }()

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "AgreementTests/Fixtures")

  private static func fixture(_ name: String) throws -> JSONValue {
    try JSONValue(reading: Array(try Data(contentsOf: folder.appending(path: name))))
  }

  private static func text(_ value: JSONValue) -> String {
    switch value {
    case .string(let text), .number(let text): text
    default: ""
    }
  }

  @Test("there are fixtures")
  func present() { #expect(Self.fixtures.count == 29) }

  @Test("every published table gives its values, written as a spreadsheet", arguments: fixtures)
  func published(name: String) throws {
    let fixture = try Self.fixture(name)
    let matrix = try #require(fixture["input"]?["matrix"]?.items)
    let categories = try #require(fixture["input"]?["categories"]?.items).map(Self.text)
    var rows = [["unit"] + matrix.indices.map { "c\($0 + 1)" }]
    for unit in matrix[0].items.indices {
      rows.append(["\(unit + 1)"] + matrix.map { Self.text($0.items[unit]) })
    }
    try workshop.write(CSV.text(of: rows), to: "../table.csv")
    let answer = try workshop.emic(
      "agreement",
      "--ratings",
      "table.csv",
      "--categories",
      categories.joined(separator: ","),
      "--format",
      "json"
    )
    #expect(answer.status == 0, "\(answer.error)")
    let json = try answer.json()
    #expect(json["categories"]?.items.count == categories.count)
    let names = [
      "percent_agreement": "percent", "cohen_kappa": "kappa", "scott_pi": "pi",
      "fleiss_kappa": "fleiss", "conger_kappa": "conger", "brennan_prediger": "brennan-prediger",
      "gwet_ac1": "ac1", "krippendorff_alpha": "alpha",
    ]
    for (key, short) in names {
      guard let wanted = fixture["expected"]?[key] else { continue }
      let found = json[short]
      if let value = wanted.double {
        let own = try #require(found?["value"]?.double, "\(short)")
        #expect(abs(own - value) < 1e-9, "\(short)")
      } else {
        #expect(found?["value"] == .null, "\(short)")
        #expect(found?["reason"]?.string != nil, "\(short)")
      }
      guard let analytic = fixture["analytic_se_gwet"]?[key], let error = analytic["se"]?.double
      else { continue }
      let own = try #require(found?["se"]?.double, "\(short)")
      #expect(abs(own - error) < 1e-9, "\(short)")
      let ends = analytic["ci95"]?.items.compactMap(\.double) ?? []
      #expect(abs((found?["interval"]?["low"]?.double ?? 9) - ends[0]) < 1e-9, "\(short)")
      #expect(abs((found?["interval"]?["high"]?.double ?? 9) - ends[1]) < 1e-9, "\(short)")
    }
  }

  @Test("empty rows and empty coders are dropped; κ and π are of two coders only")
  func dropped() throws {
    let table = "unit,a,b,c\n1,x,x,\n2,y,x,\n,,,\n3,,,\n4,y,y,\n"
    let json = try ratings(table, "--format json").json()
    #expect(
      json.keys == [
        "units", "coders", "categories", "percent", "kappa", "pi", "fleiss", "conger",
        "brennan-prediger", "ac1", "alpha",
      ]
    )
    #expect(json["units"]?.int == 3)
    #expect(json["coders"] == ["a", "b"])
    let three = try ratings("unit,a,b,c\n1,x,x,y\n2,y,x,y\n", "--format json").json()
    #expect(three["kappa"] == nil)
    #expect(three["pi"] == nil)
  }

  @Test("a table that is none is refused with its line, and an empty one answers no")
  func odd() throws {
    for (table, status, message) in [
      ("", 3, "table.csv: the file is empty. "),
      ("unit;a;b\n1;x;y\n", 3, "table.csv:1: the cells are not parted by commas. "),
      ("item,a,b\n1,x,y\n", 3, "table.csv:1: the first column is \"item\" and must be \"unit\""),
      ("unit,a,\n1,x,y\n", 3, "table.csv:1: column 3 has no name. "),
      ("unit,a,a\n1,x,y\n", 3, "table.csv:1: coder \"a\" is listed twice. "),
      ("unit,a,b\n1,x\n", 3, "table.csv:2: this row has 2 cells and the first line 3. "),
      ("unit,a,b\n1,x,y,z\n", 3, "table.csv:2: this row has 4 cells and the first line 3. "),
      ("unit,a,b\n1,x,y\n1,x,y\n", 3, "table.csv:3: unit \"1\" stands on line 2 already. "),
      ("unit,a,b\n1,\"x,y\n", 3, "table.csv:2: a quoted field begins here and never ends. "),
      ("unit,a,b\n", 1, "table.csv: there is no rating in the table, "),
      ("unit,a,b\n1,x,\n", 1, "table.csv: only \"a\" has ratings, "),
    ] {
      let answer = try ratings(table)
      #expect(answer.status == Int32(status), "\(table)")
      #expect(answer.error.hasPrefix(message), "\(answer.error)")
      #expect(answer.out.isEmpty)
    }
    let undeclared = try ratings("unit,a,b\n1,x,z\n", "--categories x,y")
    #expect(undeclared.status == 3)
    #expect(undeclared.error.hasPrefix("table.csv:2: \"z\" is none of the categories x, y. "))
    let missing = try workshop.run("agreement --ratings none.csv")
    #expect(missing.status == 3)
    let both = try workshop.run("agreement sample-transcripts --ratings none.csv")
    #expect(both.status == 2)
    #expect(try workshop.run("agreement sample-transcripts --categories x").status == 2)
  }

  @Test("one category used by all is not defined, with words")
  func constant() throws {
    let answer = try ratings("unit,a,b\n1,x,x\n2,x,x\n", "--categories x,y")
    #expect(answer.status == 0)
    #expect(answer.out.contains("not defined: everybody chose one and the same category"))
    let one = try ratings("unit,a,b\n1,x,x\n2,x,x\n", "--format csv")
    #expect(one.out.contains("alpha,,,one-category"))
  }
}
