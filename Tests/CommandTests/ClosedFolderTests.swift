import Foundation
import Testing

/// Coders' folders that are closed to each other: blindness by permissions.
@Suite("Folders of other coders that are closed") struct ClosedFolderTests {
  private let workshop: Workshop
  private let root: URL

  init() throws {
    workshop = try Workshop()
    root = workshop.folder.appending(path: "mr")
    for folder in ["codings/ann", "codings/bob"] {
      try FileManager.default.createDirectory(
        at: root.appending(path: folder),
        withIntermediateDirectories: true
      )
    }
    for (name, text) in [
      (
        "study.yaml",
        "format: emic/study\nversion: 1\ncodebook: book.yaml\ncoders: [ann, bob]\nsidecars: by-coder\n"
      ),
      ("book.yaml", "format: emic/codebook\nversion: 1\ncodes:\n  - id: trust\n    name: Trust\n"),
      ("A.txt", "Interviewer: I\n\nI: Yes?\nR: Nothing of that kind.\n"),
    ] { try Data(text.utf8).write(to: root.appending(path: name)) }
    #expect(try workshop.run("code mr A --coder ann --at 2 --code trust").status == 0)
    #expect(try workshop.run("submit mr A --coder ann").status == 0)
    // Root may look into every folder: nobody runs the program then, who owns all the rest.
    let tools = geteuid() == 0 ? "chown -R 65534:65534 . && chown -R 1 mr/codings/ann && " : ""
    try shell("\(tools)chmod \(geteuid() == 0 ? "700" : "000") mr/codings/ann")
  }

  private func shell(_ line: String) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", line]
    process.currentDirectoryURL = workshop.folder
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(line)")
  }

  private func run(_ line: String, status: Int32 = 0) throws -> String {
    let program = workshop.folder.appending(path: "emic").path()
    if !FileManager.default.fileExists(atPath: program) {
      try FileManager.default.copyItem(atPath: Workshop.program.path(), toPath: program)
    }
    let process = Process()
    let arguments = [program] + line.split(separator: " ").map(String.init)
    let nobody = ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    let words = (geteuid() == 0 ? nobody : []) + arguments
    process.executableURL = URL(filePath: words[0])
    process.arguments = Array(words.dropFirst())
    process.currentDirectoryURL = workshop.folder
    process.environment = ["HOME": workshop.folder.path(), "LANG": "C.UTF-8"]
    let out = Pipe()
    (process.standardOutput, process.standardError) = (out, out)
    try process.run()
    let text = String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == status, "\(line): \(text)")
    return text
  }

  @Test("whoever may not look into another's folder works on; nothing is quoted without its flags")
  func closed() throws {
    _ = try run("code mr A --coder bob --at 2 --code trust")
    #expect(try run("codings mr --as bob").contains("1 coding"))
    #expect(
      try run("status mr --as bob").contains(
        "codings/ann: you may not look into this folder; what is in it is not shown."
      )
    )
    #expect(try run("quotations mr --as bob").contains("Nothing is quoted of A.txt"))
    let export = try run("export mr --as bob --to out.csv", status: 3)
    #expect(export.contains("nobody knows which words may not leave"))
    #expect(
      !FileManager.default.fileExists(atPath: workshop.folder.appending(path: "out.csv").path())
    )
    let check = try run("check mr --as bob", status: 1)
    #expect(check.contains("codings/ann: you may not look into this folder"))
    #expect(!check.contains("the sidecar is gone"))
    _ = try run("submit mr A --coder bob")
  }
}
