import EmicKit
import Foundation
import Testing

@Suite("Projects of other programs") struct ProjectCommandTests {
  private let workshop: Workshop

  init() throws { workshop = try Workshop() }

  private func fixture(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "EmicKitTests/Fixtures/\(name)").path()
  }

  /// The codings of a study as rows without what the layer or the codebook decides.
  private func codings(_ study: String) throws -> Set<JSONValue> {
    let answer = try workshop.run("codings \(study) --format json")
    return Set(
      try #require(try answer.json()["codings"]).items.filter {
        $0["code_id"]?.string != "to-discuss"
      }
    )
  }

  @Test("a project becomes a study, its report says how; again it changes nothing")
  func importing() throws {
    let file = fixture("refi-qda/alt_nvivo_style.qdpx")
    let answer = try workshop.emic("import", file, "--to", "new")
    #expect((answer.status, answer.error) == (0, ""))
    #expect(answer.out.contains("a REFI-QDA project of NVivo for Windows 12.6, into new, a new"))
    #expect(answer.out.contains("2 transcripts, 2 coders, 4 codes, 5 codings"))
    #expect(answer.out.contains("UTF-16 units, CRLF counted as two: 5 of 5 quotations match."))
    #expect(try codings("new").count == 5)
    let again = try workshop.emic("import", file, "--to", "new", "--format", "json")
    #expect(try again.json()["known"]?.int == 6)
    #expect(try again.json()["written"]?.items.isEmpty == true)
    #expect(try workshop.run("check new --format json").json()["counts"] != nil)
  }

  @Test("what is no project is refused with a sentence, and nothing is made")
  func refusals() throws {
    for name in ["nasty/billion_laughs.qdpx", "nasty/nothing.qdpx"] {
      let answer = try workshop.emic("import", fixture(name), "--to", "new")
      #expect(answer.status == 3 && answer.error.hasSuffix(".\n") && answer.out.isEmpty)
    }
    let files = try FileManager.default.contentsOfDirectory(atPath: workshop.folder.path())
    #expect(files.sorted() == ["codebooks", "sample-transcripts"])
  }

  @Test("the sample study leaves and comes back as it was", arguments: ["spec", "nvivo", "maxqda"])
  func roundTrip(profile: String) throws {
    let out = try workshop.run(
      "export sample-transcripts --to IDENTIFIED-x.qdpx --for \(profile) --identified"
    )
    #expect(out.status == 0, "\(out.error)")
    let back = try workshop.run("import IDENTIFIED-x.qdpx --to back")
    #expect(back.status == 0, "\(back.error)")
    #expect(back.out.contains("Nothing was left out."))
    #expect(try codings("back") == codings("sample-transcripts"))
    func book(_ name: String) throws -> Codebook {
      try CodebookReader.read(
        Array(try Data(contentsOf: workshop.folder.appending(path: name))),
        file: name
      )
    }
    #expect(try book("back/codebook.yaml") == book("codebooks/subcontracting.yaml"))
    for name in [t03, t06] {
      #expect(
        try Data(contentsOf: workshop.folder.appending(path: "back/\(name)"))
          == Data(contentsOf: workshop.study.appending(path: name))
      )
    }
  }

  @Test("a release holds no flagged passage and no name, and still fits its own text")
  func release() throws {
    try Data("name,replacement,kind\nsection chief,[official A],person\n".utf8)
      .write(to: workshop.folder.appending(path: "names.csv"))
    let out = try workshop.run("export sample-transcripts --to x.qdpx --names names.csv")
    #expect(out.status == 0, "\(out.error)")
    let back = try workshop.run("import x.qdpx --to back")
    #expect(back.status == 0, "\(back.error)")
    let text = try String(
      contentsOf: workshop.folder.appending(path: "back/\(t03)"),
      encoding: .utf8
    )
    #expect(!text.contains("section chief") && text.contains("[official A]"))
    #expect(try workshop.run("check back").status < 3)
  }

  @Test("a codebook goes out as .qdc and its codes come in again")
  func codebooks() throws {
    #expect(try workshop.run("export sample-transcripts --to c.qdc").status == 0)
    #expect(try workshop.run("init other --title Other").status == 0)
    #expect(try workshop.run("codebook import other c.qdc").status == 2)
    try Data(
      "format: emic/study\nversion: 1\ncodebook: codebook.yaml\ncoders:\n  - {id: ana}\n".utf8
    )
    .write(to: workshop.folder.appending(path: "other/study.yaml"))
    let answer = try workshop.run("codebook import other c.qdc --as ana")
    #expect(answer.status == 0, "\(answer.error)")
    #expect(answer.out.hasPrefix("Added 48 of 48 codes of c.qdc."))
    let again = try workshop.run("codebook import other c.qdc --as ana")
    #expect(again.out.hasPrefix("All codes of c.qdc are in the codebook already."))
  }
}
