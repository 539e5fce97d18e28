import EmicKit
import Foundation
import Glibc
import Testing

@Suite("Folders that are not as they should be") struct StudyTroubleTests {
  let workshop: Workshop

  init() throws { workshop = try Workshop() }

  private func path(_ name: String) -> String { workshop.study.appending(path: name).path() }

  @Test("a file name that is not UTF-8 is shown escaped, and the rest of the study works")
  func names() throws {
    let bytes = Array("\(workshop.study.path())/bad".utf8) + [0xFF, 0xFE] + Array(".txt\0".utf8)
    let file = bytes.map { CChar(bitPattern: $0) }.withUnsafeBufferPointer { name in
      name.baseAddress.map { open($0, O_WRONLY | O_CREAT, 0o600) } ?? -1
    }
    #expect(file >= 0)
    close(file)
    let sentence =
      "bad\\xff\\xfe.txt: the name is not UTF-8, so the file cannot be used. Rename it."
    let check = try workshop.run("check sample-transcripts")
    #expect(check.status == 1)
    #expect(check.out.contains(sentence))
    let status = try workshop.run("status sample-transcripts --as guest")
    #expect(status.status == 0)
    #expect(status.error == sentence + "\n")
    #expect(try workshop.run("codings sample-transcripts").status == 0)
  }

  @Test("pipes, and folders with the name of a file, are named and not opened")
  func kinds() throws {
    mkfifo(path("pipe.txt"), 0o600)
    mkfifo(path("\(t03).guest.json"), 0o600)
    mkdir(path("folder.txt"), 0o700)
    let check = try workshop.run("check sample-transcripts")
    #expect(check.status == 1)
    for name in ["pipe.txt", "\(t03).guest.json"] {
      #expect(
        check.out.contains(
          "\(name): this is a pipe, a socket or a device. It is shown and not opened; move it away."
        )
      )
    }
    #expect(
      check.out.contains(
        "folder.txt: this is a folder with the name of a file. It is shown and not read as one; "
          + "rename it."
      )
    )
  }

  @Test("a folder without transcripts is no study without problems")
  func empty() throws {
    try FileManager.default.createDirectory(
      at: workshop.folder.appending(path: "empty"),
      withIntermediateDirectories: false
    )
    try Data("%PDF-1.7".utf8).write(to: workshop.folder.appending(path: "empty/a.pdf"))
    let sentence =
      "there are no transcripts (.txt, .md) here. Bring them in, from Word, captions and other files: "
      + "emic import FILE --to STUDY."
    let check = try workshop.run("check empty")
    #expect(check.status == 1)
    #expect(check.out.contains("this folder: " + sentence))
    let status = try workshop.run("status empty")
    #expect(status.status == 0)
    #expect(status.error == "empty: \(sentence)\n")
  }

  @Test("status says what is wrong with the codebook and does its work")
  func codebook() throws {
    try FileManager.default.removeItem(
      at: workshop.folder.appending(path: "codebooks/subcontracting.yaml")
    )
    let missing = try workshop.run("status sample-transcripts --as guest")
    #expect(missing.status == 0)
    #expect(
      missing.error.contains(
        "/codebooks/subcontracting.yaml: there is no such file, and study.yaml names it as the codebook"
      )
    )
    #expect(!missing.error.contains("/../"))
  }

  @Test("a long name does not make every row of a table as wide; JSON and CSV have it whole")
  func widths() throws {
    let name = String(repeating: "n", count: 240) + ".txt"
    try workshop.write("R: a\n\nI: b\n\nR: c\n", to: name)
    let table = try workshop.run("status sample-transcripts --as guest").out
    #expect(table.split(separator: "\n").allSatisfy { $0.count <= 120 })
    #expect(table.contains("nnn…  interview"))
    #expect(try workshop.run("status sample-transcripts --format csv").out.contains(name))
    #expect(try workshop.run("status sample-transcripts --format json").out.contains(name))
  }

  @Test("a folder above a study is no study: the one below is offered, and nothing is written")
  func above() throws {
    for command in ["status", "check", "agreement", "codings"] {
      let answer = try workshop.run("\(command) .")
      #expect(answer.status == (command == "check" ? 1 : 2), "\(command)")
      #expect(
        (answer.out + answer.error).contains(
          "this is no study, but one lies in it. Open sample-transcripts."
        ),
        "\(command)"
      )
    }
    let folders = try FileManager.default.contentsOfDirectory(atPath: workshop.folder.path())
    #expect(folders.sorted() == ["codebooks", "sample-transcripts"])
  }

  @Test(
    "what is empty, or nobody's name, is said to be that",
    arguments: [
      (["status", ""], Int32(2), "the path is empty. Give a study's folder or a transcript"),
      (["codings", "sample-transcripts", "--text", ""], 2, "no regular expression: it is empty."),
      (["restore", "sample-transcripts", "--list", "--coder", "zed"], 2, "zed"),
      (["withdraw", "small", "Anna"], 2, "where no case is named give the transcript's path."),
    ]
  )
  func empties(words: [String], status: Int32, sentence: String) throws {
    let small = workshop.folder.appending(path: "small")
    try FileManager.default.createDirectory(at: small, withIntermediateDirectories: false)
    try Data("I: Who?\nR: Nobody.\n".utf8).write(to: small.appending(path: "A.txt"))
    let answer = try workshop.emic(words)
    #expect(answer.status == status, "\(answer.status)")
    #expect(answer.out.isEmpty && answer.error.contains(sentence), "\(answer.out)\(answer.error)")
  }
}
