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
}
