import EmicKit
import Foundation
import Testing

@Suite("The program as a whole") struct ProgramTests {
  let workshop: Workshop

  init() throws { workshop = try Workshop() }

  @Test("wrong usage is 2, the version and help are 0")
  func usage() throws {
    #expect(try workshop.emic("--version").out == "0.1.0\n")
    #expect(try workshop.emic("code", "sample-transcripts").status == 2)
    #expect(try workshop.emic("codings", "--nonsense").status == 2)
    #expect(try workshop.emic("codings", "sample-transcripts", "--format", "xml").status == 2)
    #expect(try workshop.emic("help", "keys").out.contains("next sentence"))
    #expect(try workshop.emic("help", "formats").out.contains("Exit codes"))
    #expect(try workshop.emic("help", "coding").out.contains("emic code STUDY T03"))
    let unknown = try workshop.emic("help", "nothing")
    #expect(unknown.status == 2)
    #expect(unknown.error.hasPrefix("There is no help on \"nothing\". Topics: keys, "))
    #expect(try workshop.emic("--generate-completion-script", "bash").status == 0)
  }

  @Test("every command has an example in its help, and stands in the manual page")
  func help() throws {
    let manual = try workshop.emic("help", "--manual").out
    #expect(manual.hasPrefix(".TH EMIC 1"))
    let commands = [
      ["init"], ["check"], ["status"], ["read"], ["code"], ["uncode"], ["memo"], ["codings"],
      ["search"], ["submit"], ["reopen"], ["agreement"], ["disagreements"], ["codebook", "show"],
      ["codebook", "lint"],
    ]
    for command in commands {
      let (process, out, _) = try workshop.start(command + ["--help"])
      let text = String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      #expect(text.contains("Example: emic \(command.joined(separator: " "))"), "\(command)")
      #expect(manual.contains(".SS \"emic \(command.joined(separator: " "))\""), "\(command)")
    }
  }

  @Test("the README's table has every command of the manual page")
  func readme() throws {
    let root = #filePath.split(separator: "/").dropLast(3).map { "/\($0)" }.joined()
    let readme = String(decoding: try FileReader.read("\(root)/README.md").bytes, as: UTF8.self)
    let rows = readme.split(separator: "\n").filter { $0.hasPrefix("| `emic") }.joined()
    // `open` is what emic does without a command's name; git calls the other two.
    for command in try namesInManual().subtracting(["open", "merge-driver", "textconv"]) {
      #expect(rows.contains("`emic \(command)"), "\(command)")
    }
  }

  @Test("every command of the manual page answers to its name")
  func names() throws {
    for command in try namesInManual() {
      let answer = try workshop.emic(command, "--no-such-option")
      #expect(answer.status == 2, "\(command)")
      #expect(answer.error.contains("Unknown option '--no-such-option'"), "\(command)")
      #expect(answer.error.contains("Usage: emic \(command)"), "\(command)")
    }
  }

  /// Those of the commands below `emic`.
  private func namesInManual() throws -> Set<String> {
    let manual = try workshop.emic("help", "--manual").out
    let commands = manual.split(separator: "\n").compactMap { line -> String? in
      guard line.hasPrefix(".SS \"emic ") else { return nil }
      let name = line.dropFirst(10).prefix { $0 != " " && $0 != "\"" }
      return String(name).replacing("\\-", with: "-")
    }
    #expect(commands.count > 25)
    return Set(commands)
  }

  @Test("what is no command is a path")
  func path() throws {
    let answer = try workshop.emic("nowhere", "--coder", "guest")
    #expect(answer.status != 0)
    #expect(!answer.error.contains("Unexpected argument"))
  }

  @Test("init makes a study for its owner alone, says what comes next, and never over another")
  func new() throws {
    let made = try workshop.emic("init", "ward", "--title", "Life on: the ward")
    #expect(made.status == 0)
    #expect(made.out.contains("Next: put transcripts"))
    #expect(try workshop.mode("../ward") == 0o700)
    #expect(try workshop.mode("../ward/study.yaml") == 0o600)
    #expect(try workshop.mode("../ward/codebook.yaml") == 0o600)
    #expect(try workshop.run("check ward").out.contains("there are no transcripts"))
    let again = try workshop.emic("init", "ward", "--title", "x")
    #expect(again.status == 1)
    #expect(
      again.error == "ward: \"codebook.yaml\" lies there already, and a new study begins empty. "
        + "Nothing was made; choose another folder.\n"
    )
    let copied = try workshop.emic(
      "init",
      "copy",
      "--title",
      "x",
      "--codebook",
      "codebooks/subcontracting.yaml"
    )
    #expect(copied.status == 0)
    #expect(
      try workshop.bytes("../copy/codebook.yaml")
        == workshop.bytes("../codebooks/subcontracting.yaml")
    )
    let wrong = try workshop.emic("init", "third", "--title", "x", "--codebook", "nothing.yaml")
    #expect(wrong.status == 3)
    #expect(!workshop.exists("../third"))
  }

  @Test("no control character of the data reaches a terminal")
  func hostile() throws {
    let poison = "\u{1B}]0;x\u{07}\u{9B}31m\u{202E}\u{7F}"
    try workshop.write("R: a \(poison) b.\n\nI: c\n\nR: d\n", to: "T08.txt")
    _ = try workshop.emic(
      "code",
      "sample-transcripts",
      "T08",
      "--coder",
      "guest",
      "--at",
      "1",
      "--code",
      "trust",
      "--memo",
      "m \(poison)"
    )
    let commands = [
      ["read", "sample-transcripts", "T08", "--coder", "guest"],
      ["codings", "sample-transcripts", "--as", "guest", "--transcript", "T08"],
      [
        "codings", "sample-transcripts", "--as", "guest", "--transcript", "T08", "--format", "json",
      ],
      ["search", "sample-transcripts", "b", "--transcript", "T08"],
      ["search", "sample-transcripts", "b", "--transcript", "T08", "--format", "json"],
      ["codings", "sample-transcripts", "--code", poison], ["help", poison],
      ["codings", "sample-transcripts", "--\(poison)"], ["check", poison], ["status", poison],
      ["code", "sample-transcripts", poison, "--coder", "guest", "--code", "x", "--at", "1"],
      ["code", "sample-transcripts", "T08", "--coder", poison, "--code", "x", "--at", "1"],
      ["code", "sample-transcripts", "T08", "--coder", "guest", "--code", "trust", "--at", poison],
    ]
    for command in commands {
      let (process, out, error) = try workshop.start(command)
      let said =
        out.fileHandleForReading.readDataToEndOfFile()
        + error.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      let scalars = String(decoding: said, as: UTF8.self).unicodeScalars
      #expect(!scalars.isEmpty, "\(command)")
      #expect(
        !scalars.contains { scalar in
          scalar != "\n" && scalar.properties.generalCategory == .control || scalar == "\u{202E}"
        },
        "\(command)"
      )
    }
    let table = try workshop.emic(
      "codings",
      "sample-transcripts",
      "--as",
      "guest",
      "--transcript",
      "T08",
      "--format",
      "csv"
    )
    #expect(table.out.contains(poison))
  }

  @Test("whoever stops reading ends the program quietly")
  func closedPipe() throws {
    let (process, out, error) = try workshop.start(["codings", "sample-transcripts"])
    try out.fileHandleForReading.close()
    process.waitUntilExit()
    #expect(error.fileHandleForReading.readDataToEndOfFile().isEmpty)
  }

  @Test("an answer that cannot be written is no success")
  func fullDisk() throws {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    let (started, _, _) = try workshop.start(["--version"])
    started.waitUntilExit()
    let program = try #require(started.executableURL).path()
    process.arguments = ["-c", "'\(program)' help formats > /dev/full 2>/dev/null"]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 3)
  }
}
