import EmicKit
import Foundation
import Testing

@testable import emic

@Suite("In which encoding a text is") struct EncodingTests {
  private let workshop: Workshop
  /// Says 我们很孤独 in GB18030.
  private let chinese: [UInt8] = [
    0xCE, 0xD2, 0xC3, 0xC7, 0xBA, 0xDC, 0xB9, 0xC2, 0xB6, 0xC0, 0xA1, 0xA3,
  ]

  init() throws {
    workshop = try Workshop()
    try FileManager.default.createDirectory(
      at: workshop.folder.appending(path: "new"),
      withIntermediateDirectories: true
    )
  }

  private func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: workshop.folder.appending(path: name))
  }

  @Test("what is to be typed fits the list, however short it is")
  func prompts() {
    #expect(EncodingQuestion.prompt(for: 0) == "r, or Enter to leave this file: ")
    #expect(EncodingQuestion.prompt(for: 1) == "1, r, or Enter to leave this file: ")
    #expect(EncodingQuestion.prompt(for: 4) == "1-4, r, or Enter to leave this file: ")
  }

  @Test("short Chinese captions are not taken for Western European, which stands in single letters")
  func short() throws {
    let captions =
      Array("WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n".utf8) + chinese + Array("\n".utf8)
    try write(captions, to: "c.vtt")
    let answer = try workshop.run("import c.vtt --to new")
    #expect(answer.status == 3)
    #expect(
      answer.error.contains(
        "Import it as the one that reads right: emic import c.vtt --to new --encoding gb18030\n"
      ),
      "\(answer.error)"
    )
    // naïve café, déjà vu.
    try write(Array("I: na".utf8) + [0xEF] + Array("ve caf".utf8) + [0xE9, 0x0A], to: "w.txt")
    let western = try workshop.run("import w.txt --to new")
    #expect(western.error.contains("--to new --encoding cp1252\n"), "\(western.error)")
  }

  @Test("the screen gets the candidates, and brings the file in the one that is chosen")
  func screen() throws {
    try write(Array("I: ".utf8) + chinese + [0x0A], to: "g.txt")
    try write(Array("I: Who?\nR: Me.\n".utf8), to: "u.txt")
    let study = try StudyFolder.open(path: workshop.folder.appending(path: "new").path())
    let path = workshop.folder.appending(path: "g.txt").path()
    let (files, _) = FileImport(path: path, study: study).run { _, _ in }
    #expect(files.transcripts.isEmpty && !files.isProblem && files.report.isEmpty)
    #expect(files.summary == "Not UTF-8: say in which encoding it is written.")
    #expect(files.undecided.map(\.path) == [path])
    #expect(files.undecided.first?.candidates.first?.preview == ["I: 我们很孤独。"])
    let (chosen, now) = FileImport(path: path, study: study, encoding: .gb18030).run { _, _ in }
    #expect(chosen.transcripts == ["g.txt"] && chosen.undecided.isEmpty)
    #expect(try now?.transcript("g.txt").text.scalarCount == 10)
  }

  @Test("mixed encodings read right in none; with gaps they come in")
  func mixed() throws {
    // A byte that is none of any, behind a character that is UTF-8.
    try write(Array("谁？\n".utf8) + chinese + [0xFF, 0xFF, 0x0A], to: "m.txt")
    let answer = try workshop.run("import m.txt --to new")
    #expect(answer.status == 3 && answer.error.contains("utf-8-replacing"))
    #expect(try workshop.run("import m.txt --to new --encoding utf-8-replacing").status == 0)
  }
}
