import Testing
import ZipTesting

@testable import EmicKit

@Suite("Imports of long texts") struct ImportLimitTests {
  @Test("the times of a recording are printed as JSON prints them")
  func times() throws {
    let all = [
      CaptionTime(Span(0..<4), from: 0, to: 1500), CaptionTime(Span(5..<9), from: 1500, to: nil),
    ]
    // The last in more than one piece.
    for times in [[], [all[0]], all, Array(repeating: all[1], count: 20_000)] {
      let expected = JSONValue.array(
        times.map { time in
          .object([
            JSONMember("start", .number(String(time.span.start))),
            JSONMember("end", .number(String(time.span.end))),
            JSONMember("from", .number(String(time.from))),
            JSONMember("to", time.to.map { .number(String($0)) } ?? .null),
          ])
        }
      )
      var printed: [UInt8] = []
      CaptionTime.forEachPiece(of: times) { printed += $0 }
      #expect(printed == expected.printed())
    }
  }

  @Test("where lines begin is counted in scalars, with or without a last line end")
  func starts() {
    for text in ["", "a", "a\n", "😀é\n\n答：好", "\n\n"] {
      let lines = DecodedText.lines(of: Array(text.utf8))
      var expected = [0]
      for line in lines { expected.append((expected.last ?? 0) + line.unicodeScalars.count + 1) }
      #expect(StampTimes.starts(Array(text.utf8)) == expected)
    }
  }

  @Test("speakers who look real are named up to a hundred, and the others counted")
  func names() throws {
    let folder = TemporaryFolder()
    _ = try NewStudy.make("\(folder.path)/s", title: "S")
    let names = (0..<130).map { number in
      "Anna \(["B", "C"][number % 2])\(String(repeating: "o", count: number / 2 % 30 + 1))\(["x", "y", "z"][number / 60])"
    }
    let text = names.map { "\($0): yes.\n\($0): no.\n" }.joined()
    try folder.write(text, to: "in.txt")
    var work = try StudyImport(into: StudyFolder.open(path: "\(folder.path)/s"))
    let report = work.bring("\(folder.path)/in.txt")
    let speakers = Set(names).count
    #expect(report.texts.first?.speakers.count == speakers)
    let real = report.warnings.filter { $0.kind == .realName }
    #expect(real.count == 101)
    #expect(real.last?.sentence == "\(speakers - 100) more speakers look like real names.")
    #expect(real[1].line == 3)
  }

  @Test("more different names than any meeting has speakers are none, and whoever imports is told")
  func crowd() throws {
    let most = SourceStructure.mostSpeakers
    func text(_ count: Int) -> String {
      "I: Words?\n" + (1..<count).map { "W\($0): a word.\n\n" }.joined()
    }
    let full = Transcript(name: "a.txt", text: TranscriptText(text(most)))
    #expect(full.structure.kind == .interview && full.turnCount == most)
    #expect(full.turnStarts().count == most)
    let crowded = Transcript(name: "b.txt", text: TranscriptText(text(most + 1)))
    #expect(crowded.structure.kind == .document && crowded.structure.turns.isEmpty)
    #expect(crowded.turnStarts().count == crowded.turnCount && crowded.turnCount > 1)
    #expect(crowded.outline().speakers.isEmpty)
    let folder = TemporaryFolder()
    _ = try NewStudy.make("\(folder.path)/s", title: "S")
    var work = try StudyImport(into: StudyFolder.open(path: "\(folder.path)/s"))
    for (count, isTold) in [(most, false), (most + 1, true)] {
      try folder.write(text(count), to: "words\(count).txt")
      let report = work.bring("\(folder.path)/words\(count).txt")
      #expect(report.texts.first?.kind == (isTold ? .document : .interview))
      let told = report.warnings.filter { $0.sentence.hasPrefix("more than 10000 different names") }
      #expect(told.count == (isTold ? 1 : 0))
    }
  }

  @Test("lines of Word's Transcribe open turns")
  func transcribe() throws {
    func paragraph(_ text: String) -> String { "<w:p><w:r><w:t>\(text)</w:t></w:r></w:p>" }
    func document(_ lines: [String]) throws -> [UInt8] {
      var writer = ZipWriter()
      let main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
      let package = "http://schemas.openxmlformats.org/package/2006/relationships"
      let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
      try writer.add(
        "_rels/.rels",
        Array(
          ("<Relationships xmlns=\"\(package)\"><Relationship Id=\"r\" Type=\"\(office)/officeDocument\" "
            + "Target=\"word/document.xml\"/></Relationships>").utf8
        )
      )
      try writer.add(
        "word/document.xml",
        Array(
          ("<w:document xmlns:w=\"\(main)\"><w:body>\(lines.map(paragraph).joined())</w:body>"
            + "</w:document>").utf8
        )
      )
      return writer.packed()
    }
    let lines = [
      "Transcript", "00:00:03 Speaker 1", "Why? At 10:30 Peter", "00:00:07 王芳", "因为。",
    ]
    let read = try imported(try document(lines), named: "t.docx").imported
    #expect(
      read.text
        == "Transcript\nSpeaker 1 00:00:03\nWhy? At 10:30 Peter\n王芳 00:00:07\n因为。\n"
    )
    #expect(read.notes.contains { $0.sentence.hasPrefix("2 lines with a time and a speaker") })
    let structure = SourceStructure(of: TranscriptText(read.text))
    #expect(structure.turns.map(\.speaker) == ["Speaker 1", "王芳"])
    #expect(structure.turns.map(\.time) == ["00:00:03", "00:00:07"])
    let alone = try imported(try document(["00:00:03 Speaker 1", "Why?"]), named: "t.docx")
    #expect(alone.imported.text == "00:00:03 Speaker 1\nWhy?\n")
  }
}
