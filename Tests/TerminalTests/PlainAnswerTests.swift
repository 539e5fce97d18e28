import EmicKit
import Testing

@Suite("Plain answers on a terminal")
struct PlainAnswerTests {
  @Test(
    "no form hands a control sequence of the data to the terminal",
    arguments: ["table", "list", "csv", "json"]
  )
  func harmless(form: String) throws {
    let copy = try StudyCopy()
    let memo = "red \u{1B}[31mink\u{7}"
    let written = try PseudoTerminal(
      program: "emic",
      arguments: ["memo", copy.path, "T03", "--coder", "guest", "--text", memo, "--quiet"]
    )
    #expect(try written.waitForExit() == .exited(0))
    let answer = try PseudoTerminal(
      program: "emic",
      arguments: [
        "memos", copy.path, "--as", "guest", "--format", form, "--color", "never",
      ]
    )
    #expect(try answer.waitForExit() == .exited(0))
    #expect(answer.output.contains("red"))
    #expect(!answer.output.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{7}" })
  }

  @Test("Markdown is made harmless, too, and bold heads of tables stay")
  func pages() throws {
    let copy = try StudyCopy()
    let page = try PseudoTerminal(
      program: "emic",
      arguments: ["quotations", copy.path, "--code", "trust", "--format", "markdown"]
    )
    #expect(try page.waitForExit() == .exited(0))
    #expect(page.output.contains("# Quotations"))
    let table = try PseudoTerminal(program: "emic", arguments: ["status", copy.path])
    #expect(try table.waitForExit() == .exited(0))
    #expect(table.output.contains("\u{1B}[1mTRANSCRIPT"))
  }

  @Test(
    "help fills the terminal and breaks no word",
    arguments: ["keys", "settings", "formats", "coding", "agreement", "json"]
  )
  func help(topic: String) throws {
    let page = try PseudoTerminal(program: "emic", arguments: ["help", topic])
    #expect(try page.waitForExit() == .exited(0))
    let lines = page.output.split(whereSeparator: \.isNewline).map { String($0) }
    let tooLong = lines.filter { $0.count > 80 && $0.drop { $0 == " " }.contains(" ") }
    #expect(tooLong == [])
    // No word of a sentence stands alone where the line before it was full.
    let lonely = zip(lines, lines.dropFirst()).filter { before, line in
      before.count > 60 && !line.drop { $0 == " " }.contains(" ") && line.count < 20
        && !line.contains("{") && line.prefix { $0 == " " } == before.prefix { $0 == " " }
        && line.last != "." && !before.contains("  ")
    }
    #expect(lonely.map(\.1) == [])
  }

  @Test("a pipe gets the data as they are")
  func pipe() throws {
    let copy = try StudyCopy()
    let emic = PseudoTerminal.productFolder + "/emic"
    let shell = try PseudoTerminal(
      program: "/bin/sh",
      arguments: [
        "-c",
        "\(emic) memo \(copy.path) T03 --coder guest --text \"$(printf 'a\\033b')\" --quiet && "
          + "\(emic) memos \(copy.path) --as guest --format csv | od -c | grep -c 033",
      ]
    )
    #expect(try shell.waitForExit() == .exited(0))
    #expect(shell.output.contains("1"))
  }

  @Test(
    "a long export says what it is at, also when the last transcript is read",
    arguments: [
      ("r.html", "Counting agreement in transcript 20 of 24"), ("p.qdpx", "Packing part 20 of "),
      ("units.csv", "Writing transcript 20 of 24"),
      ("agreement.csv", "Counting agreement in transcript 20 of 24"),
    ]
  )
  func progress(name: String, words: String) throws {
    let copy = try StudyCopy()
    let text = "I: Whom?\n\nR: I trust nobody else.\n"
    for number in 10..<34 {
      try copy.write(text, to: "U\(number).txt")
      for coder in ["coder-a", "coder-b"] {
        try copy.write(
          """
          {"format": "emic/sidecar", "version": 1, "coder": "\(coder)", "transcript": {"file":
          "U\(number).txt", "sha256": "\(Digest.sha256(Array(text.utf8)))",
          "length": \(text.unicodeScalars.count), "unit": "unicode-scalar"}, "status": {"state":
          "submitted", "at": "2027-01-15T08:00:00.000Z", "codebook": 1}, "codings": []}

          """,
          to: "U\(number).txt.\(coder).json"
        )
      }
    }
    let export = try PseudoTerminal(
      program: "emic",
      arguments: ["export", copy.path, "--to", "\(copy.folder)/\(name)"]
    )
    #expect(try export.waitForExit() == .exited(0))
    #expect(export.output.contains("Exporting transcript 20 of 26") == !name.hasSuffix(".csv"))
    #expect(export.output.contains("\r\(words)"))
    // Nothing of it stands where the answer does.
    #expect(export.output.contains("\r\u{1B}[K\(copy.folder)/\(name): "))
  }
}
