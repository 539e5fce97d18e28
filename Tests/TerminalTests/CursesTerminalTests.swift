import EmicTUI
import Glibc
import Testing

@Suite("The terminal, seen from a pseudo-terminal")
struct CursesTerminalTests {
  static func probe(
    _ color: String = "auto",
    environment: [String: String?] = [:],
    size: Size = Size(width: 80, height: 24)
  ) throws -> PseudoTerminal {
    let probe = try PseudoTerminal(
      program: "TerminalProbe",
      arguments: [color],
      environment: environment,
      size: size
    )
    try probe.waitForFrame()
    return probe
  }

  /// Ends the probe and checks that it leaves no trace.
  static func expectCleanEnd(
    _ probe: PseudoTerminal,
    _ expected: PseudoTerminal.Status,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let status = try probe.waitForExit()
    #expect(status == expected, sourceLocation: sourceLocation)
    #expect(probe.lineIsRestored, sourceLocation: sourceLocation)
    #expect(probe.modesLeft == [], sourceLocation: sourceLocation)
  }

  @Test("keys arrive, and leaving restores the terminal")
  func keys() throws {
    let probe = try Self.probe()
    #expect(probe.modesLeft.contains(1049))
    #expect(probe.modesLeft.contains(2004))
    #expect(!probe.lineIsRestored)
    for (bytes, line) in [
      ("a", #"key character("a") 0"#), ("\u{1B}[A", "key up 0"), ("\u{1B}OB", "key down 0"),
      ("\u{1B}[1;5C", "key right 4"), ("\u{1B}[15~", "key function(5) 0"),
      ("\u{1B}", "key escape 0"),
      ("\r", "key enter 0"), ("\u{03}", #"key character("c") 4"#),
      ("\u{13}", #"key character("s") 4"#),
      ("\u{1B}b", #"key character("b") 2"#), ("信", #"key character("信") 0"#),
    ] {
      try probe.press(bytes)
      #expect(probe.row(1) == line)
    }
    #expect(probe.cursor == (1, 1))
    try probe.send("q")
    try Self.expectCleanEnd(probe, .exited(0))
    #expect(!probe.output.contains("\u{1B}]0;"), "the window title is not ours")
    #expect(probe.screenText == "", "nothing stays behind")
  }

  @Test("bytes that mean nothing are seen too, and draw nothing wrong")
  func meaninglessBytes() throws {
    let probe = try Self.probe()
    try probe.send(bytes: [0xFF, 0xC0, 0x80, 0xE4, 0xB8] + Array("\u{1B}[999z".utf8))
    try probe.press("a")
    #expect(probe.row(0) == "1 80×24")
    #expect(probe.row(1) == #"key character("a") 0"#)
  }

  @Test(
    "two thousand keys at once are all handled, in few frames, also more than a read gives",
    arguments: [("a", #"key character("a") 0"#), ("\u{1B}[A", "key up 0")]
  )
  func burst(key: String, name: String) throws {
    let probe = try Self.probe()
    let before = probe.frameCount
    try probe.press(String(repeating: key, count: 2000))
    #expect(probe.row(0).hasPrefix("2000 "))
    #expect(probe.row(1) == name)
    #expect(probe.frameCount - before < 200)
  }

  @Test("wide characters and marks stand where the canvas has them, whole at the right edge")
  func wideCharacters() throws {
    let probe = try Self.probe(size: Size(width: 21, height: 3))
    try probe.press("c")
    #expect(probe.row(0).hasPrefix("e\u{301}a\u{302}\u{303}字\u{301}| 汉"))
    #expect(probe.row(1) == " " + String(repeating: "汉", count: 10))
    #expect(probe.row(2) == String(repeating: "汉", count: 10))
    try probe.resize(to: Size(width: 20, height: 3))
    try probe.press("c")
    #expect(probe.row(1) == " " + String(repeating: "汉", count: 9))
    #expect(probe.row(2) == String(repeating: "汉", count: 10))
  }

  @Test("rows that change in part show all they hold, wide characters at the edges of the part too")
  func partsOfRows() throws {
    let probe = try Self.probe()
    var lines: [String] = []
    for character in "ab信信信da信f信信g信" {
      try probe.press(String(character))
      lines.insert(#"key character("\#(character)") 0"#, at: 0)
      for (row, line) in lines.enumerated() { #expect(probe.row(row + 1) == line) }
    }
  }

  @Test(
    "whatever changes is what a redraw shows, the cursor at the same place",
    arguments: [
      "xterm-256color", "xterm", "linux", "vt100", "vt220", "screen-256color", "tmux-256color",
      "rxvt-unicode-256color",
    ],
    [Size(width: 80, height: 24), Size(width: 31, height: 9)]
  )
  func changedIsRedrawn(type: String, size: Size) throws {
    for color in ["auto", "never"] {
      let probe = try Self.probe(color, environment: ["TERM": type], size: size)
      for step in 0..<80 {
        try probe.press("r")
        let (changed, cursor) = (probe.signs, probe.cursor)
        try probe.press("\u{0C}")
        let redrawn = probe.signs
        let differs = changed.indices.filter { changed[$0] != redrawn[$0] }
        #expect(differs.isEmpty, "\(step): \(differs.map { probe.row($0) })")
        #expect(probe.cursor == cursor, "\(step)")
      }
      try probe.send("q")
      try Self.expectCleanEnd(probe, .exited(0))
    }
  }

  @Test("what goes at the end of a row is erased, and not written over with blanks")
  func erasing() throws {
    let probe = try Self.probe()
    try probe.press("s")
    let before = probe.output.utf8.count
    try probe.press("a")
    let frame = String(decoding: Array(probe.output.utf8.dropFirst(before)), as: UTF8.self)
    #expect(frame.contains("\u{1B}[K"))
    #expect(!frame.contains(String(repeating: " ", count: 12)))
    try probe.send("q")
    try Self.expectCleanEnd(probe, .exited(0))
  }

  @Test("a resize to one cell and back draws everything anew")
  func resize() throws {
    let probe = try Self.probe()
    try probe.resize(to: Size(width: 1, height: 1))
    #expect(probe.row(0) == "1")
    try probe.press("c")
    try probe.resize(to: Size(width: 100, height: 30))
    #expect(probe.row(0) == "3 100×30")
    #expect(probe.row(1) == "resized 100 30")
    try probe.send("q")
    try Self.expectCleanEnd(probe, .exited(0))
  }

  @Test("all rows scroll, on a screen of any height and after it has changed")
  func scrolling() throws {
    let probe = try Self.probe(size: Size(width: 80, height: 60))
    var lines: [String] = []
    for height in [60, 90, 40] {
      if height != 60 {
        try probe.resize(to: Size(width: 80, height: height))
        lines.insert("resized 80 \(height)", at: 0)
      }
      // Each puts all other lines one row down, out of the screen at last.
      for number in 0..<height {
        let character = Character(UnicodeScalar(UInt16(0x4E00 + lines.count + number))!)
        try probe.press(String(character))
        lines.insert(#"key character("\#(character)") 0"#, at: 0)
      }
      for (row, line) in lines.prefix(height - 1).enumerated() {
        #expect(probe.row(row + 1) == line)
      }
    }
    try probe.send("q")
    try Self.expectCleanEnd(probe, .exited(0))
  }

  @Test("a paste is one input, cut at 1 MB")
  func paste() throws {
    let probe = try Self.probe()
    try probe.press("\u{1B}[200~q\rdd\u{03}\u{1B}[201~")
    #expect(probe.row(1) == "paste 4 q^Jdd")
    let line = "访谈 line\r"
    try probe.press(
      "\u{1B}[200~" + String(repeating: line, count: (1 << 20) / line.utf8.count + 10)
        + "\u{1B}[201~"
    )
    #expect(probe.row(0).hasPrefix("2 "))
    #expect(probe.row(1).hasPrefix("paste 1048576 ") || probe.row(1).hasPrefix("paste 104857"))
  }

  @Test("much text that comes at once is a paste where the terminal says nothing of one")
  func pasteWithoutBrackets() throws {
    let probe = try Self.probe()
    // Stopped, so that all of it waits when it reads again.
    probe.signal(SIGSTOP)
    try probe.waitForStop()
    let text = String(repeating: "abcdefgh ", count: 350)
    try probe.send(text)
    try probe.resume()
    try probe.wait { $0.screenText.contains("paste \(text.utf8.count) ") }
    #expect(!probe.screenText.contains("key "))
  }

  @Test(
    "a signal that asks to end arrives as an input",
    arguments: [
      SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGXCPU, SIGPWR, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM,
      SIGPROF, SIGIO, SIGSTKFLT,
    ]
  )
  func endRequested(signal: Int32) throws {
    let probe = try Self.probe()
    probe.signal(signal)
    try Self.expectCleanEnd(probe, .exited(128 + signal))
  }

  @Test("a terminal that goes away is a hang-up")
  func hangUp() throws {
    let probe = try Self.probe()
    probe.hangUp()
    #expect(try probe.waitForExit() == .exited(128 + SIGHUP))
  }

  @Test("suspending gives the terminal back and takes it again", arguments: [true, false])
  func suspend(byKey: Bool) throws {
    let probe = try Self.probe()
    for round in 1...2 {
      if byKey { try probe.send("\u{1A}") } else { probe.signal(SIGTSTP) }
      try probe.waitForStop()
      #expect(probe.lineIsRestored)
      #expect(probe.modesLeft == [])
      try probe.resume()
      #expect(probe.modesLeft.contains(1049))
      #expect(probe.modesLeft.contains(2004))
      #expect(!probe.lineIsRestored)
      #expect(probe.row(1) == "resumed", "round \(round)")
    }
    try probe.press("a")
    #expect(probe.row(1) == #"key character("a") 0"#)
    try probe.send("q")
    try Self.expectCleanEnd(probe, .exited(0))
  }

  @Test("a program that was stopped without warning draws anew")
  func stoppedHard() throws {
    let probe = try Self.probe()
    probe.signal(SIGSTOP)
    try probe.waitForStop()
    try probe.resume()
    #expect(probe.row(1) == "resumed")
  }

  @Test("a stopped program that is told to end, ends")
  func endedWhileStopped() throws {
    let probe = try Self.probe()
    probe.signal(SIGTSTP)
    try probe.waitForStop()
    probe.signal(SIGTERM)
    probe.signal(SIGCONT)
    try Self.expectCleanEnd(probe, .exited(128 + SIGTERM))
  }

  @Test("a trap in the program restores the terminal and shows its last words")
  func trap() throws {
    let probe = try Self.probe()
    try probe.send("†")
    let status = try probe.waitForExit()
    #expect(status == .signalled(SIGILL) || status == .signalled(SIGTRAP))
    #expect(probe.lineIsRestored)
    #expect(probe.modesLeft == [])
    #expect(probe.screenText.contains("Fatal error: Index out of range"))
  }

  @Test(
    "a fatal signal restores the terminal and still kills",
    arguments: [SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGSYS]
  )
  func fatalSignal(signal: Int32) throws {
    let probe = try Self.probe()
    probe.signal(signal)
    try Self.expectCleanEnd(probe, .signalled(signal))
  }

  @Test("an exit without closing restores the terminal")
  func exitWithoutClosing() throws {
    let probe = try Self.probe()
    try probe.send("x")
    try Self.expectCleanEnd(probe, .exited(3))
  }

  @Test("what is written to stderr does not touch the screen and comes out at the end")
  func diversion() throws {
    let probe = try Self.probe()
    try probe.press("e")
    #expect(probe.screenText == "1 80×24\nkey character(\"e\") 0")
    try probe.send("q")
    try Self.expectCleanEnd(probe, .exited(0))
    #expect(probe.screenText == "a message on stderr")
  }

  @Test("many wakes from another thread are one input or two")
  func wake() throws {
    let probe = try Self.probe()
    try probe.press("w")
    try probe.wait { $0.row(1) == "woken" }
    #expect(probe.screenText.contains(#"key character("w") 0"#))
  }

  @Test("a program that nobody reads from still ends when told")
  func stalled() throws {
    let probe = try Self.probe(size: Size(width: 500, height: 200))
    // A frame of 50,000 wide characters: more than a terminal's buffer takes.
    try probe.send("c")
    try probe.waitForUnreadOutput()
    probe.signal(SIGTERM)
    #expect(try probe.waitForExit(reading: false) == .exited(128 + SIGTERM))
    #expect(probe.lineIsRestored)
  }

  @Test("no core file is written")
  func coreFiles() throws {
    let probe = try Self.probe()
    try probe.press("m")
    #expect(probe.row(1) == "core 0 0")
  }

  @Test("a size of nothing is taken for 80×24")
  func noSize() throws {
    let probe = try Self.probe(size: Size(width: 1, height: 1))
    try probe.resize(to: Size(width: 0, height: 0))
    #expect(probe.output.contains("resized 80 24"))
  }

  @Test("the locale C shows Chinese all the same")
  func plainLocale() throws {
    let probe = try Self.probe(environment: ["LC_ALL": "C"])
    try probe.press("c")
    #expect(probe.row(2) == String(repeating: "汉", count: 40))
  }

  @Test(
    "colours follow the terminal, --color and NO_COLOR",
    arguments: [
      ("xterm-256color", "auto", nil, 214), ("xterm-256color", "auto", "", 214),
      ("xterm-256color", "auto", "1", -1), ("xterm-256color", "always", "1", 214),
      ("xterm-256color", "never", nil, -1), ("xterm", "auto", nil, 3), ("linux", "auto", nil, 3),
      ("vt100", "always", nil, -1),
    ] as [(String, String, String?, Int32)]
  )
  func colors(type: String, choice: String, noColor: String?, lane: Int32) throws {
    let probe = try Self.probe(choice, environment: ["TERM": type, "NO_COLOR": noColor])
    try probe.press("s")
    let row = try #require((0..<24).first { probe.row($0) == "lane" })
    #expect(
      probe.styleRuns(row).first == PseudoTerminal.StyleRun(text: "lane", foreground: lane)
    )
    let selection = try #require((0..<24).first { probe.row($0) == "selection" })
    #expect(
      probe.styleRuns(selection).first
        == PseudoTerminal.StyleRun(text: "selection", isReverse: true)
    )
    try probe.send("q")
    try Self.expectCleanEnd(probe, .exited(0))
  }

  @Test("a redraw repaints what something else has written over the screen")
  func redraw() throws {
    let probe = try Self.probe()
    let before = probe.output.utf8.count
    try probe.press("\u{0C}")
    #expect(
      String(decoding: Array(probe.output.utf8.dropFirst(before)), as: UTF8.self)
        .contains("\u{1B}[2J")
    )
  }
}
