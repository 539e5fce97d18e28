import EmicKit
import EmicTUI
import Glibc
import Testing

/// Files that vanish or are cut short under an open session: nothing is lost, and nothing is called saved.
@Suite("Files lost during a session") struct LostFilesTests {
  private func bookPath(_ study: StudyCopy) -> String {
    study.folder + "/codebooks/subcontracting.yaml"
  }

  private func cut(_ path: String, to count: Int) throws {
    let bytes = try FileReader.read(path).bytes
    try FileSaver().save(Array(bytes.prefix(count)), to: path)
  }

  @Test("a codebook of which only the beginning has arrived is not taken, and can be put back")
  func cutCodebook() throws {
    let study = try StudyCopy()
    let whole = try FileReader.read(bookPath(study)).bytes
    let emic = try study.start(coder: "supervisor")
    try emic.waitForFrame()
    try emic.press("gc")
    try emic.waitUntilSaved()
    try cut(bookPath(study), to: 3000)
    let short = try FileReader.read(bookPath(study)).bytes
    try emic.wait(for: "y puts ours back")
    #expect(emic.screenText.contains("Codes are gone from the codebook"))
    #expect(
      emic.flowingText.contains(
        "in use, are gone from subcontracting.yaml, neither retired nor merged."
      )
    )
    #expect(
      emic.flowingText.contains(
        "The last whole book is kept in .emic/backup/codebook/subcontracting.yaml."
      )
    )
    // Not answered: a change of the book writes nothing.
    try emic.press("\u{1B}")
    try emic.press("/trust\r")
    try emic.press("d")
    try emic.press("\r")
    try emic.press("y")
    try emic.wait(for: "y puts ours back")
    #expect(try FileReader.read(bookPath(study)).bytes == short)
    try emic.press("y")
    try emic.wait(for: "version 2")
    try emic.waitUntilSaved()
    try SessionTests.leave(emic)
    let book = try StudyFolder.open(path: study.path).codebook()
    #expect(book.codes.count > 30)
    #expect(book["trust"]?.retired == 2)
    let kept = try Folder.list(study.path + "/.emic/backup/codebook").map(\.name)
    let copies = try kept.map {
      try FileReader.read(study.path + "/.emic/backup/codebook/\($0)").bytes
    }
    #expect(copies.contains(short))
    #expect(copies.contains(whole) || copies.contains { $0.count > 10_000 })
  }

  @Test("a codebook that is whole again by itself is gone on with, without a question")
  func wholeAgain() throws {
    let study = try StudyCopy()
    let whole = try FileReader.read(bookPath(study)).bytes
    let emic = try study.start(StudyCopy.english)
    try emic.waitForFrame()
    try emic.press("gt30\rx")
    try cut(bookPath(study), to: 3000)
    try emic.wait(for: "Codes are gone from the codebook")
    try FileSaver().save(whole, to: bookPath(study))
    try emic.wait(for: "The codebook's file is whole again.")
    #expect(!emic.screenText.contains("Codes are gone"))
    try emic.press("'t")
    try emic.waitUntilSaved()
    try SessionTests.leave(emic)
    #expect(try study.codings() == ["trust: The section chief trusts me."])
  }

  @Test("a codebook that is deleted is said, and coding goes on with the one in memory")
  func deletedCodebook() throws {
    let study = try StudyCopy()
    let emic = try study.start(StudyCopy.english)
    try emic.waitForFrame()
    try emic.press("gt30\rx")
    unlink(bookPath(study))
    try emic.wait(for: "subcontracting.yaml is gone from the disk")
    try emic.wait(for: "y goes on with ours")
    try emic.press("\u{1B}")
    try emic.press("'t")
    try emic.waitUntilSaved()
    try SessionTests.leave(emic)
    #expect(try study.codings() == ["trust: The section chief trusts me."])
  }

  @Test("a deleted study.yaml is said; coding is saved, and nothing is read or exported without it")
  func deletedStudyFile() throws {
    let study = try StudyCopy()
    let path = study.path + "/study.yaml"
    let whole = try FileReader.read(path).bytes
    let emic = try study.start(StudyCopy.english)
    try emic.waitForFrame()
    try emic.press("gt30\rx")
    unlink(path)
    try emic.wait(for: "study.yaml is gone from the study: put it back.")
    try emic.press("'t")
    try emic.waitUntilSaved()
    #expect(try study.codings() == ["trust: The section chief trusts me."])
    // Without the file nobody would be blind, and no name kept back.
    for keys in ["gr", ":agreement\r", ":memos\r", "gm", "gf", "g/trust\r\t"] {
      try emic.press(keys)
      try emic.wait(for: "study.yaml: it is gone from the study. Put it back")
      try emic.press("\u{1B}")
      try emic.press("gd")
      try emic.wait { $0.row(0).contains("T03") || $0.screenText.contains("T06") }
    }
    try emic.press(":export-to\r")
    try emic.press("\u{15}all.csv\r")
    try emic.wait(for: "Not exported: study.yaml: it is gone")
    #expect(access(study.path + "/exports/all.csv", F_OK) != 0)
    try emic.press(":import\r")
    try emic.press("\(study.folder)/codebooks\r")
    try emic.wait(for: "study.yaml: it is gone")
    try emic.press("\u{1B}")
    try emic.press("\u{1B}")
    try FileSaver().save(whole, to: path)
    try emic.wait(for: "study.yaml is there again.")
    try emic.press("gr")
    try emic.wait(for: "by guest")
    try SessionTests.leave(emic, with: "Q")
    #expect(try study.codings() == ["trust: The section chief trusts me."])
  }

  @Test("a sidecar that is deleted while it is open is written again, and that is said")
  func deletedSidecar() throws {
    let study = try StudyCopy()
    let emic = try study.start(StudyCopy.english)
    try emic.waitForFrame()
    try emic.press("gt30\rx't")
    try emic.waitUntilSaved()
    unlink("\(study.path)/\(StudyCopy.english).guest.json")
    try emic.wait(for: "was gone from the disk: your work")
    #expect(try study.codings() == ["trust: The section chief trusts me."])
    try SessionTests.leave(emic)
  }

  @Test("a sidecar that is emptied while it is open is said not to be saved, until it is gone")
  func emptiedSidecar() throws {
    let study = try StudyCopy()
    let emic = try study.start(StudyCopy.english)
    try emic.waitForFrame()
    try emic.press("gt30\rx't")
    try emic.waitUntilSaved()
    let path = "\(study.path)/\(StudyCopy.english).guest.json"
    truncate(path, 0)
    try emic.wait(for: "NOT SAVED")
    unlink(path)
    try emic.wait { $0.row(0).hasPrefix(" Saved.") }
    #expect(try study.codings() == ["trust: The section chief trusts me."])
    try SessionTests.leave(emic)
  }

  @Test("Ctrl-S looks at the disk before it says that all is saved")
  func saveNow() throws {
    let study = try StudyCopy()
    let emic = try study.start(StudyCopy.english)
    try emic.waitForFrame()
    try emic.press("gt30\rx't")
    try emic.waitUntilSaved()
    try emic.press("\u{13}")
    try emic.wait(for: "Everything is saved.")
    unlink("\(study.path)/\(StudyCopy.english).guest.json")
    try emic.press("\u{13}")
    try emic.wait { _ in (try? study.sidecar()) != nil }
    try SessionTests.leave(emic)
    #expect(try study.codings() == ["trust: The section chief trusts me."])
  }

  @Test("a sidecar that is gone, with a backup left, is not silently begun anew")
  func goneBefore() throws {
    let study = try StudyCopy()
    let first = try study.start(StudyCopy.english)
    try first.waitForFrame()
    try first.press("gt30\rx't")
    try first.waitUntilSaved()
    try first.press("x'p")
    try first.waitUntilSaved()
    try SessionTests.leave(first)
    unlink("\(study.path)/\(StudyCopy.english).guest.json")
    let emic = try study.start(StudyCopy.english)
    try emic.wait(for: "Codings are missing")
    #expect(emic.flowingText.contains("emic restore STUDY --from"))
    try emic.press("\u{1B}")
    try emic.press("gt30\rx't")
    try emic.wait { $0.row(0).contains("turn 30/40") && $0.row(0).contains("read-only") }
    try SessionTests.leave(emic)
    #expect(try study.sidecar() == nil)
  }

  @Test("an older version that was put back is not worked on before it is brought up to date")
  func olderBefore() throws {
    let study = try StudyCopy()
    let first = try study.start(StudyCopy.english)
    try first.waitForFrame()
    try first.press("gt30\rx't")
    try first.waitUntilSaved()
    let name = "\(StudyCopy.english).guest.json"
    let older = try study.read(name)
    try first.press("x'p")
    try first.waitUntilSaved()
    try SessionTests.leave(first)
    try study.write(bytes: older, to: name)
    let emic = try study.start(StudyCopy.english)
    try emic.wait(for: "Codings are missing")
    #expect(emic.flowingText.contains("this is an older version"))
    #expect(emic.flowingText.contains("emic restore STUDY --from"))
    try emic.press("\u{1B}")
    try emic.press("gt30\rx't")
    try emic.wait { $0.row(0).contains("turn 30/40") && $0.row(0).contains("read-only") }
    try SessionTests.leave(emic)
    #expect(try study.read(name) == older)
  }

  @Test("two sessions that write one memo: both wordings stay")
  func oneMemo() throws {
    let study = try StudyCopy()
    let one = try study.start(StudyCopy.english)
    try one.waitForFrame()
    try one.press("gt30\rx't")
    try one.waitUntilSaved()
    let other = try study.start(StudyCopy.english)
    try other.waitForFrame()
    try other.press("gt30\rx")
    try one.press("mWhat one thinks.")
    try other.press("mWhat the other thinks.")
    try one.press("\u{13}")
    try one.waitUntilSaved()
    try other.press("\u{13}")
    try other.waitUntilSaved()
    try other.wait { _ in
      let memo = (try? study.sidecar())??.codings.first?.memo ?? ""
      return memo.contains("What one thinks.") && memo.contains("What the other thinks.")
    }
    try SessionTests.leave(other)
    try SessionTests.leave(one)
    let memo = try study.sidecar()?.codings.first?.memo ?? ""
    #expect(memo.contains("What one thinks.") && memo.contains("What the other thinks."))
  }

  @Test("a memo that stood for a while is there after the program was killed")
  func killed() throws {
    let study = try StudyCopy()
    let emic = try study.start(StudyCopy.english)
    try emic.waitForFrame()
    try emic.press("gt30\rx't")
    try emic.waitUntilSaved()
    try emic.press("mNot yet saved")
    try emic.wait { _ in
      guard let folder = try? StudyFolder.open(path: study.path) else { return false }
      return ResumePlaces(of: "guest", in: folder).drafts.values.contains(Draft("Not yet saved"))
    }
    emic.signal(SIGKILL)
    let again = try study.start(StudyCopy.english)
    try again.waitForFrame()
    try again.press("gt30\rxm")
    try again.wait(for: "Not yet saved")
    try again.press("\u{1B}")
    try SessionTests.leave(again)
  }

  @Test(
    "whoever has not begun begins with their own codings, and is asked before others' are shown"
  )
  func revealAsked() throws {
    let study = try StudyCopy()
    func reveals() throws -> [String] {
      try StudyFolder.open(path: study.path).memos(of: "guest").reveals.keys.sorted()
    }
    let emic = try study.start(coder: "guest")
    try emic.waitForFrame()
    try emic.press("gr")
    try emic.wait(for: "by guest")
    try emic.press(":export-to\r")
    try emic.press("\u{15}all.csv\r")
    try emic.wait(for: "y shows them")
    #expect(emic.screenText.contains("Show others' codings?"))
    try emic.press("n")
    try emic.wait(for: "Nothing was exported.")
    try emic.press("\u{7F}")
    try emic.wait(for: "y shows them")
    #expect(emic.screenText.contains("Show others' codings?"))
    try emic.press("n")
    try emic.wait(for: "Others' codings are not shown")
    #expect(try reveals() == [])
    try emic.press("u")
    try emic.press("\u{7F}")
    try emic.wait(for: "y shows them")
    #expect(emic.screenText.contains("Show others' codings?"))
    try emic.press("y")
    try emic.wait(for: "coder-a")
    try SessionTests.leave(emic)
    #expect(try reveals() == [StudyCopy.english, StudyCopy.chinese])
  }

  @Test("an attribute that was set is taken back with u, after a new start too")
  func attributeUndone() throws {
    let study = try StudyCopy()
    func table() throws -> String {
      String(decoding: try FileReader.read(study.path + "/cases.csv").bytes, as: UTF8.self)
    }
    let before = try table()
    let emic = try study.start(coder: "guest")
    try emic.waitForFrame()
    try emic.press("a")
    try emic.wait(for: "site: City A")
    let place = try #require(emic.screenText.firstRange(of: " site: City A"))
    try emic.press(String(emic.screenText[..<place.lowerBound].suffix(1)))
    try emic.wait(for: "City A")
    try emic.press("\u{15}Elsewhere\r")
    try emic.wait(for: "site is Elsewhere.")
    #expect(try table().contains("Elsewhere"))
    try emic.press("q")
    try SessionTests.leave(emic)
    let again = try study.start(coder: "guest")
    try again.waitForFrame()
    try again.press("u")
    try again.wait(for: "Took back: site of")
    #expect(try table() == before)
    try again.press("U")
    try again.wait(for: "Redone: site of")
    #expect(try table().contains("Elsewhere"))
    try SessionTests.leave(again)
  }

  @Test("passages and the jump to a disagreement ask before others' codings are shown")
  func revealAskedForPassages() throws {
    let study = try StudyCopy()
    func reveals() throws -> [String] {
      try StudyFolder.open(path: study.path).memos(of: "guest").reveals.keys.sorted()
    }
    let emic = try study.start(coder: "guest")
    try emic.waitForFrame()
    try emic.press("ga")
    try emic.wait(for: "relations (family)")
    try emic.press("\r")
    try emic.wait(for: "y shows them")
    try emic.press("n")
    try emic.wait(for: "Others' codings are not shown")
    #expect(try reveals() == [])
    try emic.press("\r")
    try emic.wait(for: "y shows them")
    try emic.press("y")
    try emic.wait(for: "1 of")
    try SessionTests.leave(emic)
    #expect(try !reveals().isEmpty)
  }

  @Test("the list of memos and the search over the study ask before others' are shown, too")
  func revealAskedForMemosAndHits() throws {
    let study = try StudyCopy()
    func reveals() throws -> [String] {
      try StudyFolder.open(path: study.path).memos(of: "guest").reveals.keys.sorted()
    }
    let emic = try study.start(coder: "guest")
    try emic.waitForFrame()
    try emic.press("gn")
    try emic.wait(for: "y shows them")
    #expect(emic.screenText.contains("Show others' memos?"))
    try emic.press("n")
    try emic.wait(for: "Others' memos are not shown")
    #expect(!emic.flowingText.contains("coder-a"))
    try emic.press("\u{1B}")
    try emic.press("g/")
    try emic.press("trust\r")
    try emic.press("\t")
    try emic.wait(for: "y shows them")
    #expect(emic.screenText.contains("Show others' codings?"))
    try emic.press("n")
    try emic.wait(for: "Others' work is left out")
    #expect(!emic.flowingText.contains("coder-a"))
    #expect(try reveals() == [])
    try emic.press("\t")
    try emic.wait(for: "y shows them")
    #expect(emic.screenText.contains("Show others' memos?"))
    try emic.press("n")
    try emic.press("\t\t")
    try emic.wait(for: "y shows them")
    #expect(emic.screenText.contains("Show others' codings?"))
    try emic.press("y")
    try emic.wait(for: "coder-a")
    #expect(try reveals().contains(StudyCopy.english))
    try SessionTests.leave(emic, with: "Q")
  }
}
