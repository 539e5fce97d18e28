import EmicKit
import Foundation
import Testing

/// What an export or an import leaves when a signal ends it, and what becomes of that.
@Suite("Imports and exports that are ended") struct InterruptionTests {
  private let workshop: Workshop
  private let out: URL

  init() throws {
    workshop = try Workshop()
    out = workshop.folder.appending(path: "out")
    try FileManager.default.createDirectory(at: out, withIntermediateDirectories: true)
  }

  private var project: String {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "EmicKitTests/Fixtures/refi-qda/alt_nvivo_style.qdpx").path()
  }

  /// Runs a command to which a signal comes at a call below `out/`.
  private func run(_ arguments: [String], signal: Int32, at call: String) throws -> Workshop.Answer
  {
    let script = workshop.folder.appending(path: "fault")
    try Data("\(call) \(1000 + signal)".utf8).write(to: script)
    defer { try? FileManager.default.removeItem(at: script) }
    let (process, out, error) = try workshop.start(
      arguments,
      environment: [
        "LD_PRELOAD": try Workshop.program.deletingLastPathComponent()
          .appending(path: "libFileFaults.so").path(),
        "EMIC_TEST_FAULT": script.path(), "EMIC_TEST_FAULT_FOLDER": self.out.path(),
      ]
    )
    let bytes = out.fileHandleForReading.readDataToEndOfFile()
    let messages = error.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal)
    return Workshop.Answer(
      status: process.terminationStatus,
      out: String(decoding: bytes, as: UTF8.self),
      error: String(decoding: messages, as: UTF8.self)
    )
  }

  private func left() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: out.path()).sorted()
  }

  /// As if it had been left some minutes ago.
  private func age(_ name: String) throws {
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -300)],
      ofItemAtPath: out.appending(path: name).path()
    )
  }

  @Test(
    "HUP, INT and TERM take a half-written export away and say what is so",
    arguments: [SIGHUP, SIGINT, SIGTERM],
    ["write", "fsync", "rename"]
  )
  func export(signal: Int32, call: String) throws {
    let answer = try run(
      ["export", "sample-transcripts", "--to", "out/r.html"],
      signal: signal,
      at: call
    )
    #expect(answer.status == signal)
    #expect(
      answer.error == "Interrupted: out/r.html was not written; what was there is as it was.\n"
    )
    #expect(try left() == [])
  }

  @Test("what a killed export has left goes with the next one to the same place, which says so")
  func killedExport() throws {
    let line = ["export", "sample-transcripts", "--to", "out/r.html"]
    #expect(try run(line, signal: SIGKILL, at: "fsync").status == SIGKILL)
    let file = try #require(try left().first)
    #expect(file.hasPrefix(".r.html.") && file.hasSuffix(".tmp"))
    // Another export may just have begun it.
    #expect(try workshop.run("export sample-transcripts --to out/r.html").status == 0)
    #expect(try left() == [file, "r.html"])
    try age(file)
    let answer = try workshop.run("export sample-transcripts --to out/r.html")
    #expect(answer.status == 0)
    #expect(
      answer.error.contains("Taken away what an export that was killed had left: out/\(file).")
    )
    #expect(try left() == ["r.html"])
  }

  @Test("a file that somebody still writes, or that is called otherwise, is left alone")
  func others() throws {
    let names = [
      ".r.html.0123abcd.tmp", ".x.r.html.0123abcd.tmp", ".r.html.tmp", ".r.0123abcd.tmp",
    ]
    for name in names {
      try Data("x".utf8).write(to: out.appending(path: name))
      try age(name)
    }
    let held = open(out.appending(path: names[0]).path(), O_RDONLY)
    #expect(flock(held, LOCK_EX) == 0)
    #expect(try workshop.run("export sample-transcripts --to out/r.html").status == 0)
    #expect(try left() == (names + ["r.html"]).sorted())
    close(held)
    #expect(try workshop.run("export sample-transcripts --to out/r.html").status == 0)
    #expect(try left() == (names.dropFirst() + ["r.html"]).sorted())
  }

  @Test(
    "HUP, INT and TERM leave nothing of a project",
    arguments: [SIGHUP, SIGINT, SIGTERM],
    ["write", "fsync", "rename"]
  )
  func project(signal: Int32, call: String) throws {
    let answer = try run(["import", project, "--to", "out/kp"], signal: signal, at: call)
    #expect(answer.status == signal)
    #expect(answer.error == "Interrupted: nothing of \(project) is in out/kp.\n")
    #expect(try left() == [])
  }

  @Test("what a killed import has left goes with the next one, which says so")
  func killedProject() throws {
    let line = ["import", project, "--to", "out/kp"]
    #expect(try run(line, signal: SIGKILL, at: "rename").status == SIGKILL)
    let folder = try #require(try left().first)
    #expect(folder.hasPrefix(".kp.") && folder.hasSuffix(".tmp"))
    try age(folder)
    let answer = try workshop.emic("import", project, "--to", "out/kp")
    #expect(answer.status == 0)
    #expect(
      answer.out.contains("Taken away what an import that was killed had left: out/\(folder).")
    )
    #expect(try left() == ["kp"])
  }

  @Test("an import of several files says which of them are in")
  func files() throws {
    for name in ["a", "b"] {
      try Data("I: \(name)?\nR: Yes.\n".utf8)
        .write(to: workshop.folder.appending(path: "\(name).txt"))
    }
    let answer = try run(["import", "a.txt", "b.txt", "--to", "out"], signal: SIGINT, at: "fsync")
    #expect(answer.error == "Interrupted: nothing was imported into out.\n")
    #expect(try left().filter { $0 != ".emic" } == [])
    #expect(try workshop.run("import a.txt --to out").status == 0)
    let again = try run(["import", "a.txt", "b.txt", "--to", "out"], signal: SIGINT, at: "fsync")
    #expect(again.status == SIGINT)
    #expect(try left().filter { $0 != ".emic" } == ["a.txt"])
  }
}
