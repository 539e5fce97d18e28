import EmicKit
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
}
