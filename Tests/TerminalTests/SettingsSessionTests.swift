import EmicKit
import EmicTUI
import Glibc
import Testing

/// Somebody's own settings, as the program finds them.
@Suite("A session with settings of one's own") struct SettingsSessionTests {
  static func study(_ files: [String: String]) throws -> StudyCopy {
    let study = try StudyCopy()
    mkdir(study.folder + "/config/emic", 0o700)
    for (name, text) in files {
      try FileSaver().save(Array(text.utf8), to: "\(study.folder)/config/emic/\(name)")
    }
    return study
  }

  @Test(
    "the theme decides about colours, the terminal about how many",
    arguments: [
      ("dark", "xterm-256color", nil, 246), ("light", "xterm-256color", nil, 242),
      ("high-contrast", "xterm-256color", nil, 252), ("mono", "xterm-256color", nil, -1),
      ("dark", "xterm-256color", "1", -1), ("auto", "xterm-256color", nil, 243),
      ("light", "vt220", nil, -1),
    ] as [(String, String, String?, Int32)]
  )
  func themes(theme: String, type: String, noColor: String?, faint: Int32) throws {
    let study = try Self.study(["settings.yaml": "theme: \(theme)\n"])
    let emic = try study.open(
      StudyCopy.english,
      environment: ["TERM": type, "NO_COLOR": noColor]
    )
    try emic.press("gt30\r")
    let interviewer = try #require((1..<22).first { emic.row($0).contains("I     Would you") })
    let look = try #require(emic.styleRuns(interviewer).first { $0.text.contains("I") })
    #expect(look.foreground == faint)
    try SessionTests.leave(emic)
  }

  @Test("a terminal that says its colours gets the theme that fits")
  func ownColors() throws {
    for (said, faint) in [("15;0", Int32(246)), ("0;15", 242), ("0;default;15", 242), ("x", 243)] {
      let study = try StudyCopy()
      let emic = try study.open(StudyCopy.english, environment: ["COLORFGBG": said])
      try emic.press("gt30\r")
      let interviewer = try #require((1..<22).first { emic.row($0).contains("I     Would you") })
      let look = try #require(emic.styleRuns(interviewer).first { $0.text.contains("I") })
      #expect(look.foreground == faint, "\(said)")
      try SessionTests.leave(emic)
    }
  }

  @Test(
    "a setting that cannot be followed costs no other, and its line is named"
  )
  func broken() throws {
    let study = try Self.study(["settings.yaml": "accessible: true\ntheme: drak\n"])
    let emic = try study.open(StudyCopy.english)
    #expect(
      emic.flowingText.contains(
        "can't be \"drak\". Choose one of: auto, dark, light, mono, high-contrast. All else is "
          + "followed."
      )
    )
    try emic.press("gt30\rx")
    #expect(emic.screenText.contains("[The section chief trusts me.]"))
    try emic.press("'tgh")
    #expect(emic.flowingText.contains("settings.yaml:2: \"theme\" can't be \"drak\"."))
    try emic.press("\u{1B}")
    try SessionTests.leave(emic)
    #expect(try study.codings() == ["trust: The section chief trusts me."])
  }

  @Test("settings are only read")
  func untouched() throws {
    let text = "# mine\ntheme:   dark\n"
    let study = try Self.study(["settings.yaml": text])
    let emic = try study.open()
    try SessionTests.leave(emic)
    let kept = try FileReader.read(study.folder + "/config/emic/settings.yaml").bytes
    #expect(String(decoding: kept, as: UTF8.self) == text)
  }

  // MARK: Clipboard

  @Test("y copies to the terminal's clipboard where that is set, and only there")
  func clipboard() throws {
    for isOn in [true, false] {
      let study = try Self.study(["settings.yaml": "clipboard: \(isOn)\n"])
      let emic = try study.open(StudyCopy.english)
      try emic.press("gt30\rx")
      #expect(!emic.output.contains("\u{1B}]52"))
      try emic.press("y")
      try emic.wait(for: "Copied to exports/quotations.md")
      let quotation = "“The section chief trusts me.” (\(StudyCopy.english), turn 30)"
      #expect(
        String(decoding: try study.read("exports/quotations.md"), as: UTF8.self).contains(quotation)
      )
      let sequence = "\u{1B}]52;c;\(Self.base64(quotation))\u{07}"
      #expect(emic.output.contains(sequence) == isOn)
      #expect(emic.row(0).contains("and to the clipboard.") == isOn)
      try SessionTests.leave(emic)
    }
  }

  /// Of another make than the one that is tested.
  private static func base64(_ text: String) -> String {
    let bits = text.utf8.flatMap { byte in (0..<8).reversed().map { byte >> UInt8($0) & 1 } }
    let signs = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    let words = stride(from: 0, to: bits.count, by: 6).map { start in
      let six = bits[start..<min(start + 6, bits.count)]
      return signs[six.reduce(0) { $0 * 2 + Int($1) } << (6 - six.count)]
    }
    return String(words) + String(repeating: "=", count: (4 - words.count % 4) % 4)
  }

  // MARK: Keys

  @Test("own keys work, and a fault in one leaves the others as they are")
  func keys() throws {
    let study = try Self.study(["keys.yaml": "select-sentence: F5\nleave: Ctrl-X\n"])
    let emic = try study.open(StudyCopy.english)
    try emic.press("gt30\r")
    #expect(emic.row(23).contains("F5 sentence"))
    try emic.press("\u{1B}[15~")
    #expect(emic.row(22).contains("sentence · 28 characters"))
    try SessionTests.leave(emic, with: "\u{18}")
    let other = try Self.study(["keys.yaml": "\nundo: x\nsettings: z\nleave: Ctrl-X\n"])
    let broken = try other.open(StudyCopy.english)
    #expect(broken.flowingText.contains("\"settings\" is no command."))
    #expect(broken.flowingText.contains("All else is followed."))
    try broken.press("gt30\rx")
    #expect(broken.row(22).contains("sentence · 28 characters"))
    try SessionTests.leave(broken, with: "\u{18}")
  }

  @Test("of many faults the first is told, and where the others are")
  func manyFaults() throws {
    let study = try Self.study(["keys.yaml": "undo: x\nredo: 合\n", "settings.yaml": "mouse: 3\n"])
    let emic = try study.open(StudyCopy.english, size: Size(width: 160, height: 50))
    #expect(emic.flowingText.contains("\"mouse\" needs true or false."))
    #expect(emic.flowingText.contains("2 more lines are wrong: :messages lists"))
    try emic.press(":messages\r")
    #expect(emic.flowingText.contains("合 never arrives"))
    #expect(emic.flowingText.contains("x cannot be \"undo\""))
    try emic.press("\u{1B}")
    try SessionTests.leave(emic)
  }

  @Test("faults of both files are told together")
  func bothBroken() throws {
    let study = try Self.study(["keys.yaml": "undo: x\n", "settings.yaml": "mouse: 3\n"])
    let emic = try study.open(StudyCopy.english, size: Size(width: 160, height: 50))
    #expect(emic.flowingText.contains("\"mouse\" needs true or false."))
    #expect(emic.flowingText.contains("x cannot be \"undo\": it is \"select-sentence\""))
    try SessionTests.leave(emic)
  }

  // MARK: Listening, and the mouse

  @Test("an accessible screen has no frames, and commands print lists on its terminal")
  func accessible() throws {
    let study = try Self.study(["settings.yaml": "accessible: true\n"])
    let emic = try study.open(StudyCopy.english)
    try emic.press("gt30\rx")
    #expect(emic.screenText.contains("[The section chief trusts me.]"))
    try emic.press("c")
    #expect(!emic.screenText.contains("│") && !emic.screenText.contains("─"))
    #expect(emic.row(23).contains("Enter assign"))
    try emic.press("\u{1B}")
    try SessionTests.leave(emic)
    let command = try PseudoTerminal(
      program: "emic",
      arguments: ["status", study.path],
      environment: study.settings
    )
    #expect(try command.waitForExit() == .exited(0))
    #expect(command.output.contains("transcript: "))
    #expect(!command.output.contains("TRANSCRIPT"))
    let table = try PseudoTerminal(
      program: "emic",
      arguments: ["status", study.path, "--format", "table", "--color", "never"],
      environment: study.settings
    )
    #expect(try table.waitForExit() == .exited(0))
    #expect(table.output.contains("TRANSCRIPT"))
  }

  /// An SGR report: button or wheel, column and row from 0, pressed or released.
  static func report(_ button: Int, _ x: Int, _ y: Int, released: Bool = false) -> String {
    "\u{1B}[<\(button);\(x + 1);\(y + 1)\(released ? "m" : "M")"
  }

  @Test("the mouse selects and chooses; with mouse off the terminal is not asked for it")
  func mouse() throws {
    let study = try StudyCopy()
    let emic = try study.open(StudyCopy.english)
    #expect(emic.modesLeft.contains(1002) && emic.modesLeft.contains(1006))
    try emic.press("gt30\r")
    let y = try #require((1..<22).first { emic.row($0).contains("The section chief") })
    let x = try #require(emic.row(y).ranges(of: "chief").first).lowerBound
    let column = emic.row(y).distance(from: emic.row(y).startIndex, to: x)
    try emic.press(Self.report(0, column, y) + Self.report(0, column, y, released: true))
    try emic.press(Self.report(0, column, y) + Self.report(0, column, y, released: true))
    #expect(emic.styleRuns(y).contains { $0.isReverse && $0.text == "chief" })
    try emic.press("'t")
    try emic.waitUntilSaved()
    #expect(try study.codings() == ["trust: chief"])
    // Broken reports, old ones, and buttons that nobody knows.
    for garbage in [
      "\u{1B}[<0;1M", "\u{1B}[<;;M", "\u{1B}[<99;3;3M", "\u{1B}[<0;99999;99999M", "\u{1B}[M !!",
      "\u{1B}[<0;-1;3M", "\u{1B}[<0;3;3", "M", "\u{1B}[<35;20;5M",
    ] where garbage != "M" {
      try emic.send(garbage)
    }
    try emic.press("M")
    try emic.press("\u{1B}")
    try SessionTests.leave(emic)
    #expect(try study.codings() == ["trust: chief"])

    let off = try Self.study(["settings.yaml": "mouse: false\n"])
    let other = try off.open(StudyCopy.english)
    #expect(!other.modesLeft.contains(1002) && !other.modesLeft.contains(1006))
    try other.press("gt30\r")
    let before = other.screenText
    try other.press(Self.report(0, column, 5) + Self.report(0, column, 5, released: true))
    #expect(other.screenText == before)
    try SessionTests.leave(other)
  }

  @Test(
    "a terminal type without mouse reports is not asked for them",
    arguments: ["vt220", "vt100"]
  )
  func noMouse(type: String) throws {
    let study = try StudyCopy()
    let emic = try study.open(StudyCopy.english, environment: ["TERM": type])
    #expect(!emic.output.contains("?1002h"))
    try SessionTests.leave(emic)
  }
}
