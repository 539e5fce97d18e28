import EmicKit
import Foundation
import Testing

@testable import emic

/// What leaves the screen, without the screen.
@Suite("Exports from the screen") struct ScreenExportTests {
  private let workshop: Workshop

  init() throws {
    workshop = try Workshop()
    try Data("name,replacement,kind\nsection chief,[official A],person\n".utf8)
      .write(to: workshop.folder.appending(path: "names.csv"))
  }

  private func study() throws -> StudyFolder { try StudyFolder.open(path: workshop.study.path()) }

  private func names() throws -> NameList {
    try NameListFile.read(workshop.folder.appending(path: "names.csv").path(), outside: study())
  }

  private func requireNames() throws {
    let file = workshop.study.appending(path: "study.yaml")
    let text = try String(contentsOf: file, encoding: .utf8)
    try Data((text + "names: required\n").utf8).write(to: file)
  }

  private func leaving(_ names: NameList?) throws -> LeavingWords {
    let study = try study()
    let codings = try StudyCodings(of: study, asker: "guest", book: study.codebook())
    return try LeavingWords(codings: codings, names: names)
  }

  @Test(
    "every form is written into exports/, as the command writes it, with names replaced",
    arguments: [
      "c.csv", "c.excel.csv", "codebook.csv", "agreement.csv", "c.jsonl", "c.jsonld", "q.md",
      "r.html", "p.qdpx", "c.qdc",
    ]
  )
  func forms(name: String) throws {
    try requireNames()
    let export = StudyExport(study: try study(), coder: "guest", names: try names())
    let sentence = try export.run(to: name)
    #expect(sentence.hasPrefix("Exported ") && sentence.contains("exports/\(name)."))
    let written = try Data(contentsOf: workshop.study.appending(path: "exports/\(name)"))
    let command = try workshop.run(
      "export sample-transcripts --as guest --names names.csv --to \(name)"
    )
    #expect(command.status == 0, "\(command.error)")
    let expected = try Data(contentsOf: workshop.folder.appending(path: name))
    // Only the time of the page differs.
    let hasTime = [".html", ".qdpx", ".jsonld"].contains { name.hasSuffix($0) }
    if !hasTime { #expect(written == expected) }
    #expect(abs(written.count - expected.count) < 40)
    #expect(!String(decoding: written, as: UTF8.self).contains("section chief"))
  }

  @Test("what is left out, cut or not replaced is said, all of it as the command says it")
  func said() throws {
    _ = try workshop.run("code sample-transcripts T03 --coder guest --at 2.1 --code trust")
    let id = try workshop.run("codings sample-transcripts --as guest --coder guest --format json")
      .json()["codings"]?.items.first?["coding_id"]?.string
    _ = try workshop.run(
      "change sample-transcripts T03 --coder guest --id \(try #require(id)) --flag do-not-quote"
    )
    let export = StudyExport(study: try study(), coder: "supervisor", names: nil)
    let sentence = try export.run(to: "exports/all.csv")
    #expect(workshop.exists("exports/all.csv"))
    let command = try workshop.run("export sample-transcripts --as supervisor --to all.csv")
    #expect(sentence.contains(" Replaced or cut: do-not-quote 1."), "\(sentence)")
    #expect(sentence.contains("No names were replaced"), "\(sentence)")
    let notes = command.error.split(separator: "\n").filter {
      !$0.hasPrefix("No names were replaced")
    }
    #expect(!notes.isEmpty)
    for note in notes { #expect(sentence.contains(note), "\(note): \(sentence)") }
  }

  @Test(
    "a page says how many quotations stand on it: words that several coders coded alike stand once"
  )
  func counted() throws {
    let study = try study()
    let codings = try StudyCodings(of: study, asker: "supervisor", book: study.codebook())
    let answer = try codings.answer(CodingQuery())
    let leaving = try LeavingWords(codings: codings, names: nil)
    let list = try leaving.list(answer.places.map { answer[$0] })
    let page = QuotationPage(list: list, codebook: codings.codebook, attributeNames: [])
    let blocks = page.markdown.split(separator: "\n").count { $0.hasPrefix("> ") }
    #expect(page.markdownCount == blocks && blocks < list.quotations.count)
  }

  @Test("the screen is told how far an export is, and when names are looked for in it")
  func progress() throws {
    let export = StudyExport(study: try study(), coder: "guest", names: try names())
    var told: [String] = []
    _ = try export.run(to: "r.html") { told.append("\($0) \($1) of \($2)") }
    #expect(told.first == "Exporting transcript 0 of 2")
    #expect(told.contains("Counting agreement in transcript 1 of 2"))
    #expect(told.last == "Looking for names in what was written 0 of 0")
  }

  @Test(
    "a hand-out from the screen counts as the command does: by kind where one is known, else by case"
  )
  func theme() throws {
    func dimensions(_ query: CodingQuery) throws -> [MatrixDimension] {
      let leaving = try leaving(nil)
      let answer = try leaving.codings.answer(query, layer: .current, isCounting: true)
      let reading = query.reading(leaving.codings.codebook)
      return try leaving.theme(of: "trust", answer, reading).counts.dimensions
    }
    var query = CodingQuery()
    (query.codes, query.coders) = (["trust"], ["guest"])
    _ = try workshop.run("code sample-transcripts T03 --coder guest --at 2.1 --code trust")
    #expect(try dimensions(query) == [.attribute("actor-type")])
    try workshop.write("I: Whom do you trust?\nR: Nobody.\n", to: "plain.txt")
    try workshop.write("transcript,case\n", to: "cases.csv")
    // It is meant so.
    try FileManager.default.removeItem(
      at: workshop.study.appending(path: ".emic/backup/latest/cases.csv")
    )
    let study = try workshop.text("study.yaml").split(separator: "\n")
    try workshop.write(
      study.filter { !$0.contains("actor-type") }.joined(separator: "\n") + "\n",
      to: "study.yaml"
    )
    _ = try workshop.run("undo sample-transcripts T03 --coder guest")
    _ = try workshop.run("code sample-transcripts plain.txt --coder guest --at 2.1 --code trust")
    query.transcripts = ["plain.txt"]
    #expect(try dimensions(query) == [.case])
  }

  @Test("a study that wants a list of names lets nothing out without one")
  func required() throws {
    try requireNames()
    let export = StudyExport(study: try study(), coder: "guest", names: nil)
    #expect(throws: Failure.self) { try export.run(to: "c.csv") }
    let leaving = try leaving(nil)
    for body: () throws -> Void in [
      { _ = try leaving.list([]) }, { _ = try leaving.words(of: Span(0..<9), in: t03) },
    ] {
      do {
        try body()
        Issue.record("it left")
      } catch let failure as Failure {
        #expect(failure.message.contains("emic STUDY --names FILE"))
      }
    }
    let exports = workshop.study.appending(path: "exports").path()
    #expect(!FileManager.default.fileExists(atPath: exports))
  }

  @Test("what cannot be written says why: no such form, a file of the study, no such folder")
  func refusals() throws {
    let export = StudyExport(study: try study(), coder: "guest", names: nil)
    for (path, words) in [
      ("x.docx", "x.docx"), (workshop.study.appending(path: "cases.csv").path(), "cases.csv"),
      ("/nowhere/at/all.csv", "/nowhere"),
    ] {
      do {
        _ = try export.run(to: path)
        Issue.record("\(path) was written")
      } catch {
        #expect(Failure(error).message.contains(words))
      }
    }
  }

  @Test("words that another coder has flagged are not copied; names in the others are replaced")
  func copying() throws {
    let transcript = try study().transcript(t03)
    let text = transcript.text[transcript.text.span]
    let place = try #require(text.range(of: "The section chief trusts me"))
    let start = text.unicodeScalars.distance(from: text.startIndex, to: place.lowerBound)
    let span = Span(start..<start + 27)
    let leaving = try leaving(names())
    #expect(try leaving.words(of: span, in: t03) == "The [official A] trusts me")
    let flagged = try workshop.emic(
      "code",
      "sample-transcripts",
      "T03",
      "--coder",
      "guest",
      "--start",
      "\(start)",
      "--end",
      "\(start + 4)",
      "--code",
      "trust"
    )
    #expect(flagged.status == 0, "\(flagged.error)")
    let file = workshop.study.appending(path: "\(t03).guest.json")
    let sidecar = try String(contentsOf: file, encoding: .utf8)
      .replacing("\"codebook\": 1,", with: "\"codebook\": 1,\n      \"flags\": [\"do-not-quote\"],")
    try Data(sidecar.utf8).write(to: file)
    let again = try self.leaving(names())
    #expect(throws: Failure.self) { try again.words(of: span, in: t03) }
  }

  @Test("the list must lie outside the study, and be one")
  func lists() throws {
    let inside = workshop.study.appending(path: "names.csv")
    try Data("name,replacement,kind\na b,c,person\n".utf8).write(to: inside)
    let answer = try workshop.run(
      "open sample-transcripts --coder guest --names sample-transcripts/names.csv"
    )
    #expect(answer.status == 2 && answer.error.contains("names.csv"))
    let none = try workshop.run("review sample-transcripts --coder guest --names gone.csv")
    #expect(none.status == 3 && none.error.contains("gone.csv"))
  }
}
