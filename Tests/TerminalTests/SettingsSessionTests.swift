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
    "with settings that cannot be followed emic begins with its own and says where the fault is"
  )
  func broken() throws {
    let study = try Self.study(["settings.yaml": "accessible: true\ntheme: drak\n"])
    let emic = try study.open(StudyCopy.english)
    #expect(
      emic.flowingText.contains(
        "can't be \"drak\". Choose one of: auto, dark, light, mono, high-contrast. Until then emic "
          + "takes its own settings."
      )
    )
    try emic.press("gt30\rx't")
    try emic.waitUntilSaved()
    try emic.press("gh")
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

  @Test("own keys work, and a fault in them leaves all keys as they are")
  func keys() throws {
    let study = try Self.study(["keys.yaml": "select-sentence: F5\nleave: Ctrl-X\n"])
    let emic = try study.open(StudyCopy.english)
    try emic.press("gt30\r")
    #expect(emic.row(23).contains("F5 sentence"))
    try emic.press("\u{1B}[15~")
    #expect(emic.row(22).contains("sentence · 28 characters"))
    try SessionTests.leave(emic, with: "\u{18}")
    let other = try Self.study(["keys.yaml": "\nundo: x\nsettings: z\n"])
    let broken = try other.open(StudyCopy.english)
    #expect(broken.flowingText.contains("\"settings\" is no command."))
    #expect(broken.flowingText.contains("Until then all keys are emic's own."))
    try broken.press("gt30\rx")
    #expect(broken.row(22).contains("sentence · 28 characters"))
    try SessionTests.leave(broken)
  }

  @Test("faults of both files are told together")
  func bothBroken() throws {
    let study = try Self.study(["keys.yaml": "undo: x\n", "settings.yaml": "mouse: 3\n"])
    let emic = try study.open(StudyCopy.english, size: Size(width: 160, height: 50))
    #expect(emic.flowingText.contains("\"mouse\" needs true or false."))
    #expect(emic.flowingText.contains("x cannot be \"undo\": it is \"select-sentence\""))
    try SessionTests.leave(emic)
  }
}
