import Testing

@testable import EmicKit

@Suite("Names of second versions") struct ConflictMarkTests {
  @Test(
    "whatever a program puts into the name of a second version comes off again",
    arguments: [
      // Dropbox, in English and Chinese; Nextcloud; Seafile; Syncthing; ownCloud.
      "(conflicted copy 2026-03-20)", "(Ana's conflicted copy)", "(Conflicted copy from LAPTOP)",
      "(小明的冲突副本 2026-03-20)", "(小明的衝突複本 2026-03-20)", "(SFConflict ana@example.org 2026-03-20)",
      ".sync-conflict-20260320-101112-ABCDEFG", "_conflict-20260320-101112",
      // Browsers and WeChat; Windows; the Finder; OneDrive.
      "(1)", "（2）", " - Copy", " - Copy (2)", " - 副本", " - 副本 (3)", " 2", " copy", " copy 2",
      " 副本", "的副本", "-LAPTOP-7F3K", "-Anas-MacBook",
      "-Anna's MacBook Pro", "-张伟的电脑", "-Büro", "-PC_ANNA", "-anna's mac-book", "[Conflict]",
      " [Conflict]",
      // One of one.
      " (conflicted copy 2026-03-20) (1)", " 2 (conflicted copy)",
    ]
  )
  func marks(mark: String) {
    for blank in mark.hasPrefix("(") ? ["", " "] : [""] {
      for (stem, ending) in [
        ("T03.txt.ana", ".json"), ("sub/T03.txt.coder-a", ".json"), ("访谈", ".csv"),
      ] {
        let name = stem + blank + mark + ending
        #expect(ConflictMark.mayMark(name), "\(name)")
        let originals = ConflictMark.originals(of: name).map(\.original)
        #expect(originals.contains(stem + ending), "\(name): \(originals)")
      }
    }
  }

  @Test("Google Drive's mark stands before the name")
  func beginnings() {
    for mark in ["Copy of ", "Kopie von "] {
      let name = "sub/\(mark)T03.txt.ana.json"
      #expect(ConflictMark.mayMark(name))
      #expect(ConflictMark.originals(of: name).first?.original == "sub/T03.txt.ana.json")
    }
  }

  @Test("what editors keep is the file without its ending")
  func editors() {
    #expect(ConflictMark.originals(of: "a.json~").map(\.original) == ["a.json"])
    #expect(ConflictMark.originals(of: "a.json.orig").map(\.original) == ["a.json"])
  }

  @Test(
    "ordinary names have none",
    arguments: [
      "T03.txt.ana.json", "T03-disability-ngo-en.txt.coder-a.json", "a (b).json", "a ().json",
      "memos.ana.json", "study.yaml", "submissions/T03.txt.ana.12.json", "(1).json", " 2.csv",
      ".json",
      "a", "",
    ]
  )
  func ordinary(name: String) {
    #expect(ConflictMark.originals(of: name).isEmpty)
  }

  @Test("a number alone makes no second version of a text: two interviews may be called so")
  func texts() {
    for name in ["Interview 2.txt", "Interview (1).txt", "T03-UN.txt", "T04-LAPTOP.txt"] {
      #expect(ConflictMark.originals(ofText: name).isEmpty, "\(name)")
    }
    #expect(
      ConflictMark.originals(ofText: "Interview (1) - Copy.txt").first == "Interview (1).txt"
    )
    #expect(
      ConflictMark.originals(ofText: "sub/T03 (conflicted copy).md") == ["sub/T03.md"]
    )
  }
}
