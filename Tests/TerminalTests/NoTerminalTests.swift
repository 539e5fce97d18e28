import Glibc
import Terminal
import Testing

@Suite("Where no screen can be shown")
struct NoTerminalTests {
  @Test(
    "one sentence, exit code 2, terminal untouched",
    arguments: [
      ("dumb", #"A terminal of type "dumb" cannot show a screen."#),
      ("no-such-terminal", #"The terminal type "no-such-terminal" is unknown here."#),
      ("", "TERM is not set, so the kind of terminal is unknown."), (nil, "TERM is not set"),
      ("x\u{1B}[2J", #"The terminal type "x^[[2J" is unknown here."#),
    ]
  )
  func refuses(type: String?, sentence: String) throws {
    let probe = try PseudoTerminal(program: "TerminalProbe", environment: ["TERM": type])
    #expect(try probe.waitForExit() == .exited(2))
    #expect(probe.lineIsRestored)
    #expect(probe.modesLeft == [])
    #expect(probe.output.hasPrefix(sentence))
    #expect(!probe.output.contains("\u{1B}"))
  }

  @Test("without a terminal on both sides it says so")
  func pipes() throws {
    for redirection in ["</dev/null", "| cat"] {
      let shell = try PseudoTerminal(
        program: "/bin/sh",
        arguments: ["-c", "\(PseudoTerminal.productFolder)/TerminalProbe \(redirection)"]
      )
      _ = try shell.waitForExit()
      #expect(shell.output.hasPrefix("The screen needs a terminal for input and output."))
    }
  }

  @Test(
    "every problem says what is wrong and what to do",
    arguments: [
      (
        .noTerminal,
        "The screen needs a terminal for input and output. Run emic without pipes or redirections."
      ),
      (
        .terminalTypeUnset,
        "TERM is not set, so the kind of terminal is unknown. "
          + "Set TERM, for example to xterm-256color."
      ),
      (
        .terminalTypeUnknown("vt9\u{7}"),
        "The terminal type \"vt9^G\" is unknown here. "
          + "Set TERM to a known one, for example xterm-256color."
      ),
      (
        .cursorNotAddressable("dumb"),
        "A terminal of type \"dumb\" cannot show a screen. "
          + "Run emic in another terminal, or set TERM to what this one really is."
      ),
      (
        .systemRefused(errno: 5),
        "The terminal could not be prepared (error 5). Run emic in another terminal."
      ),
    ] as [(TerminalProblem, String)]
  )
  func messages(problem: TerminalProblem, message: String) {
    #expect(problem.message == message)
  }
}
