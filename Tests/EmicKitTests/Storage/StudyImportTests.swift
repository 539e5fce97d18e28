import Glibc
import Testing

@testable import EmicKit

@Suite("Importing into a study") struct StudyImportTests {
  let folder = TemporaryFolder()

  private func study(_ files: [String: String] = [:]) throws -> StudyFolder {
    mkdir("\(folder.path)/study", 0o700)
    for (name, text) in files { try folder.write(text, to: "study/\(name)") }
    return try StudyFolder.open(path: "\(folder.path)/study")
  }

  private func source(_ text: String, _ name: String) throws -> String {
    try folder.write(text, to: "in/\(name)")
    return "\(folder.path)/in/\(name)"
  }

  @Test("a text lies in the study for its owner alone, with speakers, attributes and warnings")
  func report() throws {
    var work = try StudyImport(into: study())
    let path = try source(
      "Case: C1\nSite: south\n\nI: How?\r\nDana Wu: On 13812345678.\nI: So?\nDana Wu: Yes.\n",
      "访谈 1.txt"
    )
    let report = work.bring(path)
    #expect(report.problem == nil)
    #expect(report.format?.name == "text")
    let text = try #require(report.texts.first)
    #expect(text.transcript == "fang-tan-1.txt")
    #expect(text.turns == 4)
    #expect(text.speakers.map(\.name) == ["I", "Dana Wu"])
    #expect(text.speakers.map(\.turns) == [2, 2])
    #expect(text.speakers.map(\.isRespondent) == [false, true])
    #expect(text.attributes.map(\.key) == ["case", "site"])
    #expect(report.warnings.map(\.line) == [5, 5])
    #expect(report.warnings.map(\.kind) == [.realName, .detail(.phone)])
    #expect(!report.warnings.contains { $0.sentence.contains("138") })
    #expect(folder.mode("study/fang-tan-1.txt") == 0o600)
    let bytes = try folder.read("study/fang-tan-1.txt")
    #expect(!bytes.contains(0x0D))
    #expect(try StudyFolder.open(path: "\(folder.path)/study").transcripts == ["fang-tan-1.txt"])
  }

  @Test("in a team's folder the team can read it")
  func teamFolder() throws {
    let study = try study()
    chmod(study.path, 0o2770)
    var work = try StudyImport(into: study)
    #expect(work.bring(try source("I: a\n", "a.txt")).problem == nil)
    #expect(folder.mode("study/a.txt") == 0o660)
  }

  @Test("times lie beside the text and are no sidecar")
  func times() throws {
    var work = try StudyImport(into: study())
    let report = work.bring(
      try source("WEBVTT\n\n00:01.000 --> 00:02.000\n<v I>Why?</v>\n", "a.vtt")
    )
    #expect(report.texts.map(\.times) == [1])
    #expect(
      String(decoding: try folder.read("study/a.txt.times.json"), as: UTF8.self) == """
        [
          {
            "start": 3,
            "end": 7,
            "from": 1000,
            "to": 2000
          }
        ]

        """
    )
    #expect(folder.mode("study/a.txt.times.json") == 0o600)
    let study = try StudyFolder.open(path: "\(folder.path)/study")
    #expect(study.sidecars.isEmpty)
    #expect(StudyCheck(of: study, asker: nil).problems.isEmpty)
  }

  @Test("the same words are recognised and named, under whatever name they come, and in one run")
  func same() throws {
    var work = try StudyImport(into: study(["T1.txt": "I: a\n"]))
    let again = work.bring(try source("I: a\r\n", "other.txt"))
    #expect(again.texts.first?.sameAs == "T1.txt")
    #expect(!again.isImported)
    let new = try source("I: b\n", "b.txt")
    #expect(work.bring(new).isImported)
    #expect(work.bring(new).texts.first?.sameAs == "b.txt")
    #expect(try folder.read("study/T1.txt") == Array("I: a\n".utf8))
    #expect(folder.names == ["in", "study"])
  }

  @Test("a name that is taken, or taken but for its case, is not written over")
  func taken() throws {
    var work = try StudyImport(into: study(["T1.txt": "I: a\n", "notes/x.json": "{}"]))
    #expect(
      work.bring(try source("I: b\n", "T1.docx.txt"), as: "T1").problem
        == .nameTaken("T1.txt", suggestion: "T1-2")
    )
    #expect(
      work.bring(try source("I: b\n", "t1.txt")).problem == .nameCollides("t1.txt", with: "T1.txt")
    )
    symlink("/etc/passwd", "\(folder.path)/study/L.txt")
    #expect(
      work.bring(try source("I: b\n", "L.txt")).problem == .nameTaken("L.txt", suggestion: "L-2")
    )
    #expect(try folder.read("study/T1.txt") == Array("I: a\n".utf8))
  }

  @Test("a name may lie in a folder of the study; a name that leads out is refused")
  func named() throws {
    var work = try StudyImport(into: study())
    let path = try source("I: a\n", "a.txt")
    #expect(work.bring(path, as: "../a").problem == .badName("../a"))
    let report = work.bring(path, as: "wave-2/T9")
    #expect(report.texts.first?.transcript == "wave-2/T9.txt")
    #expect(folder.mode("study/wave-2") == 0o700)
  }

  @Test("a table of documents is imported as a whole or not at all")
  func wholeTables() throws {
    var work = try StudyImport(into: study(["s-2.txt": "taken\n"]))
    let answer = String(repeating: "long answer ", count: 5)
    let path = try source("id,answer\n1,\(answer)1\n2,\(answer)2\n", "s.csv")
    #expect(work.bring(path).problem == .nameTaken("s-2.txt", suggestion: "s-2-2"))
    #expect(((try? Folder.list("\(folder.path)/study")) ?? []).map(\.name) == ["s-2.txt"])
    let other = try source("id,answer\n1,\(answer)1\n2,\(answer)2\n", "t.csv")
    #expect(work.bring(other).texts.map(\.transcript) == ["t-1.txt", "t-2.txt"])
  }

  @Test("nothing is left when the study cannot be written to; the next file is tried all the same")
  func failing() throws {
    var work = try StudyImport(into: study())
    // A folder in the place of the file that would be written.
    mkdir("\(folder.path)/study/a.txt.times.json", 0o700)
    let caption = "WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n"
    guard case .file = work.bring(try source(caption, "a.vtt")).problem else {
      Issue.record("a folder was written over")
      return
    }
    #expect(!((try? Folder.list("\(folder.path)/study")) ?? []).map(\.name).contains("a.txt"))
    #expect(work.bring(try source(caption, "b.vtt")).isImported)
  }

  @Test("originals are copied outside the study only, and never over another file")
  func originals() throws {
    let study = try study()
    #expect(throws: StudyImport.Refusal.originalsInside("\(study.path)/o")) {
      try StudyImport(into: study, keepingOriginalsIn: "\(study.path)/o")
    }
    #expect(throws: StudyImport.Refusal.self) {
      try StudyImport(into: study, keepingOriginalsIn: study.path)
    }
    symlink(study.path, "\(folder.path)/alias")
    #expect(throws: StudyImport.Refusal.self) {
      try StudyImport(into: study, keepingOriginalsIn: "\(folder.path)/alias/o")
    }
    #expect(((try? Folder.list(study.path)) ?? []).isEmpty)
    var work = try StudyImport(into: study, keepingOriginalsIn: "\(folder.path)/originals")
    let path = try source("I: a\r\n", "a.txt")
    #expect(work.bring(path).original == "\(folder.path)/originals/a.txt")
    #expect(try folder.read("originals/a.txt") == Array("I: a\r\n".utf8))
    #expect(folder.mode("originals/a.txt") == 0o600)
    #expect(folder.mode("originals") == 0o700)
    try folder.write("I: other\n", to: "in/a.txt")
    guard case .file = work.bring(path, as: "b").problem else {
      Issue.record("an original was written over")
      return
    }
    #expect(try folder.read("originals/a.txt") == Array("I: a\r\n".utf8))
    #expect(!((try? Folder.list(study.path)) ?? []).map(\.name).contains("b.txt"))
  }

  @Test("what study.yaml would not show is told")
  func hidden() throws {
    let yaml = "format: emic/study\nversion: 1\ntranscripts: [\"interviews/*.txt\"]\n"
    var work = try StudyImport(into: study(["study.yaml": yaml]))
    let report = work.bring(try source("I: a\n", "a.txt"))
    #expect(report.warnings.contains { $0.sentence.hasPrefix("a.txt is none of the study's") })
    let inside = work.bring(try source("I: b\n", "b.txt"), as: "interviews/b")
    #expect(inside.warnings.isEmpty)
  }

  @Test("links, folders, pipes and missing files are told for what they are")
  func odd() throws {
    var work = try StudyImport(into: study())
    symlink("/etc/passwd", "\(folder.path)/link.txt")
    mkfifo("\(folder.path)/pipe.txt", 0o600)
    mkdir("\(folder.path)/dir.txt", 0o700)
    #expect(
      work.bring("\(folder.path)/link.txt").problem
        == .file(FileProblem(.symbolicLink, "\(folder.path)/link.txt", .open))
    )
    #expect(
      work.bring("\(folder.path)/pipe.txt").problem
        == .file(FileProblem(.notAFile, "\(folder.path)/pipe.txt", .open))
    )
    #expect(work.bring("\(folder.path)/dir.txt").problem == .folder)
    guard case .file(let problem) = work.bring("\(folder.path)/none.txt").problem else {
      Issue.record("read what is not there")
      return
    }
    #expect(problem.isMissing)
  }
}
