import EmicKit
import Foundation
import Testing

/// A text that was withdrawn from the study and that a synchronising program has brought back.
@Suite("A withdrawn text that has come back") struct WithdrawnTextTests {
  private let small: SmallStudy

  init() throws {
    small = try SmallStudy(codes: "\n  - id: trust\n    name: Trust")
    try small.put("I: Who?\nR: Zhang forged it with a turnip.\n", "T1.txt")
    try small.put("I: And then?\nR: Nothing came of the turnip.\n", "T2.txt")
    try small.put("transcript,case\nT1.txt,P5\nT2.txt,P6\n", "cases.csv")
    for name in ["T1", "T2"] {
      for coder in ["ann", "bob"] {
        try small.run("code st \(name) --coder \(coder) --at 2 --code trust")
        try small.run("submit st \(name) --coder \(coder)")
      }
    }
    let files = FileManager.default
    let copy = small.workshop.folder.appending(path: "copy")
    try files.copyItem(at: small.root, to: copy)
    try small.run("withdraw st P5 --confirm P5")
    for name in ["T1.txt", "T1.txt.ann.json", "T1.txt.bob.json", "cases.csv"] {
      let place = small.root.appending(path: name)
      try? files.removeItem(at: place)
      try files.copyItem(at: copy.appending(path: name), to: place)
    }
  }

  @Test(
    "nothing of it is quoted, exported, searched or counted",
    arguments: [
      "quotations st --code trust --as bob", "export st --to x.csv --as bob",
      "export st --to x.html --as bob", "export st --to x.qdpx --as bob", "read st T1",
      "search st turnip", "agreement st", "codings st --as bob", "weekly st --as bob",
      "matrix st --columns case --as bob --coder ann", "cooccurrence st --as bob --coder ann",
      "saturation st --as bob --coder ann", "disagreements st --as bob",
      "code st T1 --coder ann --at 1 --code trust", "recode st --coder ann",
      "theme st trust --as bob --coder ann", "framework st --as bob", "memos st --as bob",
    ]
  )
  func refused(line: String) throws {
    let answer = try small.workshop.run(line)
    #expect(answer.status != 0, "\(line): \(answer.out)")
    #expect(!answer.out.contains("forged"), "\(line): \(answer.out)")
    #expect(
      answer.error.contains("T1.txt: this text was withdrawn from the study, and is here again"),
      "\(line): \(answer.error)"
    )
    for name in ["x.csv", "x.html", "x.qdpx"] {
      let place = small.workshop.folder.appending(path: name).path()
      #expect(!FileManager.default.fileExists(atPath: place), "\(line)")
    }
  }

  @Test("check names it, and to withdraw it again takes it out")
  func out() throws {
    #expect(try small.run("check st", status: 1).out.contains("T1.txt: this text was withdrawn"))
    try small.run("withdraw st P5 --confirm P5")
    #expect(!FileManager.default.fileExists(atPath: small.root.appending(path: "T1.txt").path()))
    let answer = try small.run("quotations st --code trust --as bob")
    #expect(answer.out.contains("Nothing came") && !answer.out.contains("forged"))
  }
}
