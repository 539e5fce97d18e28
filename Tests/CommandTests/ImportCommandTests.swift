import EmicKit
import Foundation
import Testing

@Suite("emic import") struct ImportCommandTests {
  let workshop: Workshop
  private let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "EmicKitTests/Fixtures/imports")

  init() throws { workshop = try Workshop() }

  private func fixture(_ name: String) -> String { fixtures.appending(path: name).path() }

  private func input(_ bytes: [UInt8], _ name: String) throws -> String {
    let url = workshop.folder.appending(path: name)
    try Data(bytes).write(to: url)
    return url.path(percentEncoded: false)
  }

  @Test("every fixture arrives in the study byte for byte, readable by its owner alone")
  func everyFixture() throws {
    let manifest = try JSONValue(
      reading: Array(try Data(contentsOf: fixtures.appending(path: "manifest.json")))
    )
    for (place, entry) in manifest.items.enumerated() {
      let file = try #require(entry["file"]?.string)
      let expected = fixtures.appending(path: try #require(entry["expected"]?.string))
      let study = workshop.folder.appending(path: "study-\(place)")
      try FileManager.default.createDirectory(at: study, withIntermediateDirectories: false)
      var arguments = ["import", fixture(file), "--to", study.path(), "--as", "out"]
      if let encoding = entry["encoding"]?.string { arguments += ["--encoding", encoding] }
      let (process, _, error) = try workshop.start(arguments)
      let message = String(
        decoding: error.fileHandleForReading.readDataToEndOfFile(),
        as: UTF8.self
      )
      process.waitUntilExit()
      #expect(process.terminationStatus == 0, "\(file): \(message)")
      let text = study.appending(path: "out.txt")
      #expect(try Data(contentsOf: text) == Data(contentsOf: expected), "\(file)")
      let attributes = try FileManager.default.attributesOfItem(atPath: text.path())
      #expect(attributes[.posixPermissions] as? Int == 0o600)
      // What was imported is a study that can be read.
      let check = try workshop.emic("check", study.path())
      #expect(check.status == 0, "\(file): \(check.out)")
    }
  }

  @Test("the report names turns, speakers, what was left out and what may tell who somebody is")
  func report() throws {
    let answer = try workshop.emic(
      "import",
      fixture("timed/zoom.vtt"),
      fixture("office/tracked_changes.docx"),
      "--to",
      "sample-transcripts"
    )
    #expect(answer.status == 0)
    #expect(answer.error == "")
    #expect(
      answer.out == """
        \(fixture("timed/zoom.vtt")) → zoom.txt  (WebVTT captions)
          3 turns: Dana Wu 2, P07 1; times of 4 stretches
          zoom.txt:1: the speaker "Dana Wu" looks like a real name. Put a pseudonym in its place \
        before coding begins.
        \(fixture("office/tracked_changes.docx")) → tracked_changes.txt  (Word document)
          1 turn: P1 1
          left out: tracked deletions (1)
        Imported 2 of 2 files.
        Look at 1 place that may tell who somebody is before coding.

        """
    )
    #expect(try workshop.mode("zoom.txt") == 0o600)
    let read = try workshop.run("read sample-transcripts zoom --turns 2 --format json")
    #expect(read.status == 0)
    #expect(read.out.contains("But I liked it."))
  }

  @Test("as JSON the report is one object")
  func json() throws {
    let answer = try workshop.emic(
      "import",
      fixture("timed/otter.srt"),
      fixture("txt/zh_gbk.txt"),
      "--to",
      "sample-transcripts",
      "--format",
      "json"
    )
    #expect(answer.status == 3)
    let json = try answer.json()
    #expect(json.keys == ["study", "files", "counts"])
    #expect(json["counts"]?["imported"]?.int == 1)
    #expect(json["counts"]?["failed"]?.int == 1)
    let files = json["files"]?.items ?? []
    let text = files.first?["transcripts"]?.items.first
    #expect(text?["transcript"]?.string == "otter.txt")
    #expect(text?["turns"]?.int == 3)
    #expect(text?["speakers"]?.items.map { $0["name"]?.string } == ["Dana Wu", "P07"])
    #expect(files.first?["warnings"]?.items.first?["kind"]?.string == "real-name")
    let failed = files.last
    #expect(failed?["state"]?.string == "failed")
    #expect(failed?["candidates"]?.items.first?["encoding"]?.string == "gb18030")
    #expect(answer.error.contains("--encoding gb18030"))
    #expect(answer.error.contains("访谈者："))
  }

  @Test("a failing file does not stop the others; a taken name is 1, an unreadable file 3")
  func several() throws {
    let good = try input(Array("I: a\nR: b\n".utf8), "good.txt")
    let taken = try input(Array("I: other\n".utf8), "\(t03)")
    let first = try workshop.emic("import", taken, good, "--to", "sample-transcripts")
    #expect(first.status == 1)
    #expect(first.error.contains("\(t03) is in the study already, with other words"))
    #expect(workshop.exists("good.txt"))
    let binary = try input([0x89, 0x50, 0x4E, 0x47, 0], "p.txt")
    let second = try workshop.emic("import", binary, taken, good, "--to", "sample-transcripts")
    #expect(second.status == 3)
    #expect(second.error.contains("this is a PNG picture, no transcript."))
    #expect(second.out.contains("the same text is in the study already as good.txt."))
    let again = try workshop.emic("import", good, "--to", "sample-transcripts")
    #expect(again.status == 0)
  }

  @Test("wrong usage is told, and nothing is written")
  func usage() throws {
    let file = try input(Array("I: a\n".utf8), "a.txt")
    let before = try FileManager.default.contentsOfDirectory(atPath: workshop.study.path()).sorted()
    let cases: [([String], Int32, String)] = [
      (["import", file], 2, "--to"),
      (
        ["import", file, file, "--to", "sample-transcripts", "--as", "x"], 2, "--as names one text"
      ),
      (["import", file, "--to", "sample-transcripts", "--as", "../x"], 2, "cannot be the name"),
      (
        ["import", file, "--to", "sample-transcripts", "--encoding", "klingon"], 2,
        "There is no encoding \"klingon\"."
      ),
      (["import", file, "--to", "nowhere"], 3, "nowhere"),
      (["import", file, "--to", "sample-transcripts/\(t03)"], 2, "takes the study's folder"),
      (
        ["import", file, "--to", "sample-transcripts", "--keep-originals", "sample-transcripts/o"],
        2, "lies in the study"
      ),
      (["import", workshop.study.path(), "--to", "sample-transcripts"], 3, "this is a folder"),
      (["import", "none.docx", "--to", "sample-transcripts"], 3, "there is no such file"),
    ]
    for (arguments, status, words) in cases {
      let (process, _, error) = try workshop.start(arguments)
      let message = String(
        decoding: error.fileHandleForReading.readDataToEndOfFile(),
        as: UTF8.self
      )
      process.waitUntilExit()
      #expect(process.terminationStatus == status, "\(arguments): \(message)")
      #expect(message.contains(words), "\(arguments): \(message)")
    }
    let after = try FileManager.default.contentsOfDirectory(atPath: workshop.study.path()).sorted()
    #expect(after == before)
  }

  @Test("originals are copied outside the study")
  func originals() throws {
    let answer = try workshop.emic(
      "import",
      fixture("office/pythondocx.docx"),
      "--to",
      "sample-transcripts",
      "--keep-originals",
      "originals"
    )
    #expect(answer.status == 0)
    #expect(answer.out.contains("the original is in "))
    let copy = workshop.folder.appending(path: "originals/pythondocx.docx")
    #expect(
      try Data(contentsOf: copy)
        == Data(contentsOf: fixtures.appending(path: "office/pythondocx.docx"))
    )
    #expect(!workshop.exists("pythondocx.docx"))
  }

  @Test("a PDF is told to need pdftotext where that is not installed, and nothing is written")
  func missingProgram() throws {
    let (process, _, error) = try workshop.start(
      ["import", fixture("office/libreoffice74.pdf"), "--to", "sample-transcripts"],
      environment: ["PATH": "/nowhere"]
    )
    let message = String(
      decoding: error.fileHandleForReading.readDataToEndOfFile(),
      as: UTF8.self
    )
    process.waitUntilExit()
    #expect(process.terminationStatus == 3)
    #expect(message.hasSuffix("Install it with: apt-get install poppler-utils\n"))
    #expect(!workshop.exists("libreoffice74.txt"))
  }

  @Test("a damaged PDF, and one without a text layer, have a sentence each")
  func badPDF() throws {
    let damaged = try input(Array("%PDF-1.4\nnothing\n".utf8), "a.pdf")
    let first = try workshop.emic("import", damaged, "--to", "sample-transcripts")
    #expect(first.status == 3)
    #expect(first.error.contains("pdftotext could not read it: "))
    let empty = """
      %PDF-1.4
      1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
      2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
      3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 200 200]>> endobj
      trailer <</Root 1 0 R>>
      %%EOF

      """
    let scan = try input(Array(empty.utf8), "scan.pdf")
    let second = try workshop.emic("import", scan, "--to", "sample-transcripts")
    #expect(second.status == 3)
    #expect(second.error.contains("this PDF has no text layer"))
  }

  @Test("what a file's name or text holds never reaches the terminal raw")
  func escapes() throws {
    let file = try input(
      Array("\u{1B}]0;x\u{7}Ana Ek: a\n\u{1B}]0;x\u{7}Ana Ek: b\n\u{202E}: x\n\u{202E}: y\n".utf8),
      "a\u{1B}[31m.txt"
    )
    let answer = try workshop.emic("import", file, "--to", "sample-transcripts")
    #expect(answer.status == 0)
    #expect(!(answer.out + answer.error).unicodeScalars.contains("\u{1B}"))
    #expect(!(answer.out + answer.error).unicodeScalars.contains("\u{202E}"))
    #expect(workshop.exists("a-31m.txt"))
  }
}

@Suite("Hostile files") struct HostileImportTests {
  let workshop: Workshop
  private let nasty = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "EmicKitTests/Fixtures/nasty")

  init() throws { workshop = try Workshop() }

  @Test("each is refused with a sentence, and nothing is written anywhere")
  func refused() throws {
    let study = workshop.folder.appending(path: "study")
    try FileManager.default.createDirectory(at: study, withIntermediateDirectories: false)
    let names = try FileManager.default.contentsOfDirectory(atPath: nasty.path()).sorted()
    #expect(names.count >= 10)
    for name in names {
      let answer = try workshop.emic(
        "import",
        nasty.appending(path: name).path(),
        "--to",
        "study"
      )
      #expect(answer.status == 3, "\(name)")
      #expect(answer.error.contains(name), "\(name)")
      #expect(!answer.error.contains("root:"))
      // A project is imported as a whole and has no list of files.
      let isProject = name.hasSuffix(".qdpx")
      #expect(answer.out == (isProject ? "" : "Imported 0 of 1 file, 1 not imported.\n"), "\(name)")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: study.path()) == [])
    #expect(!FileManager.default.fileExists(atPath: "/tmp/EVIL_abs.txt"))
    #expect(!FileManager.default.fileExists(atPath: "/tmp/EVIL_zip_slip.txt"))
  }

  @Test("old Word documents and protected files are told apart from damage")
  func office() throws {
    func ole(_ name: String) -> [UInt8] {
      [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 600)
        + name.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    }
    let cases: [(String, [UInt8], String)] = [
      ("old.doc", ole("WordDocument"), "this is an old Word document (.doc), no transcript."),
      ("locked.docx", ole("EncryptedPackage"), "is protected by a password."),
      ("old.xls", ole("Workbook"), "this is an old Office file, no transcript."),
      ("empty.docx", [], "its name ends in .docx, but it is no such file."),
    ]
    for (name, bytes, words) in cases {
      try Data(bytes).write(to: workshop.folder.appending(path: name))
      let answer = try workshop.emic("import", name, "--to", "sample-transcripts")
      #expect(answer.status == 3, "\(name)")
      #expect(answer.error.contains(words), "\(answer.error)")
    }
  }
}
