import EmicTUI
import Testing

/// The program as it is used every day: started from a shell, within tmux.
@Suite("Within tmux, under a shell") struct TmuxTests {
  @Test("Ctrl-Z leads back to the shell, fg to the same place; both look as before")
  func suspending() throws {
    let study = try StudyCopy()
    let shell = try Self.shell(in: study)
    try shell.send("gt30\rx't")
    try shell.wait { $0.row(0).hasSuffix(" saved") }
    let body = (1..<23).map(shell.row)
    try shell.send("\u{1A}")
    try shell.wait { $0.screenText.contains("Stopped") }
    // The line is the shell's again: it echoes what is typed, and runs it.
    try shell.send("echo we are $((6 * 7))\r")
    try shell.wait(for: "we are 42")
    try shell.send("fg; echo ended with $?\r")
    try shell.wait { terminal in (1..<23).map(terminal.row) == body }
    try shell.send("u")
    try shell.wait { $0.row(0).hasPrefix(" Undone: ") }
    try shell.send("Q")
    // What is typed before the terminal is given back would be no line to the shell.
    try shell.wait(for: "ended with 0")
    #expect(shell.screenText.contains("we are 42"))
    try shell.send("exit\r")
    #expect(try shell.waitForExit() == .exited(0))
    #expect(try study.codings() == [])
  }

  @Test("what was resized while it was stopped is drawn in the new size")
  func resizedWhileStopped() throws {
    let study = try StudyCopy()
    let shell = try Self.shell(in: study)
    for size in [Size(width: 100, height: 30), Size(width: 70, height: 20)] {
      try shell.send("\u{1A}")
      try shell.wait { $0.screenText.contains("Stopped") }
      shell.resizeWithoutWaiting(to: size)
      try shell.send("clear; fg; echo ended with $?\r")
      // The last row but that of tmux.
      try shell.wait { $0.row(size.height - 2).hasSuffix("? keys") && $0.row(0).hasPrefix(" T03") }
    }
    try shell.send("Q")
    try shell.wait(for: "ended with 0")
    try shell.send("exit\r")
    #expect(try shell.waitForExit() == .exited(0))
  }

  /// A shell in tmux in which the English transcript is open.
  private static func shell(in study: StudyCopy) throws -> PseudoTerminal {
    // A server of its own: the tests must not meet somebody's tmux.
    let socket = study.folder + "/tmux"
    let shell = try PseudoTerminal(
      program: "/usr/bin/tmux",
      arguments: ["-S", socket, "-f", "/dev/null", "new-session", "/bin/sh"],
      environment: study.settings.merging(["EMIC_TEST_SYNC": nil]) { $1 }
    )
    try shell.wait { $0.row(0) == "$" || $0.row(0) == "#" }
    let emic = "\(PseudoTerminal.productFolder)/emic"
    try shell.send("clear; \(emic) \(study.path)/\(StudyCopy.english) --coder guest\r")
    try shell.wait { $0.row(0).hasPrefix(" T03") }
    return shell
  }
}
