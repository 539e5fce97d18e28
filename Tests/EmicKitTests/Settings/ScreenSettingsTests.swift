import Glibc
import Testing

@testable import EmicKit

@Suite("settings.yaml") struct ScreenSettingsTests {
  private static func read(_ text: String) -> ScreenSettings {
    SettingsReader.read(Array(text.utf8), file: "settings.yaml").0
  }

  private static func complaints(_ text: String) -> [String] {
    SettingsReader.read(Array(text.utf8), file: "settings.yaml").1.map(\.message)
  }

  @Test("every setting arrives, and what is not said stays as it is")
  func full() {
    let all = Self.read(
      "theme: high-contrast\naccessible: true\nmouse: false\nclipboard: true\n"
    )
    #expect(all.theme == .highContrast)
    #expect(all.isAccessible && !all.usesMouse && all.usesClipboard)
    let one = Self.read("# for the projector\ntheme: light\n")
    #expect(one.theme == .light)
    #expect(!one.isAccessible && one.usesMouse && !one.usesClipboard)
    #expect(Self.read("theme:\n") == ScreenSettings())
  }

  @Test(
    "a file without a word says nothing",
    arguments: ["", "# theme: dark\n", "\u{FEFF}", "---\n"]
  )
  func silent(text: String) {
    #expect(Self.read(text) == ScreenSettings())
    #expect(Self.complaints(text) == [])
  }

  @Test(
    "every fault is told with its line and with what to do",
    arguments: [
      (
        "accessible: true\ntheme: drak\n",
        "settings.yaml:2: \"theme\" can't be \"drak\". Choose one of: auto, dark, light, mono, "
          + "high-contrast."
      ),
      (
        "mouse: no\n",
        "settings.yaml:1: \"mouse\" needs true or false. Correct the value."
      ),
      (
        "\nacessible: true\n",
        "settings.yaml:2: \"acessible\" is no setting. Did you mean \"accessible\"? There are: theme, "
          + "accessible, mouse, clipboard."
      ),
      (
        "font: big\n",
        "settings.yaml:1: \"font\" is no setting. There are: theme, accessible, mouse, clipboard."
      ),
      (
        "theme: dark\ntheme: light\n",
        "settings.yaml:2: the key \"theme\" stands twice, first in line 1. Keep one."
      ),
      (
        "theme: [dark]\n",
        "settings.yaml:1: \"theme\" needs a text; put it in quotes if it holds [ or {. Correct the "
          + "value."
      ),
      (
        "dark\n",
        "settings.yaml:1: \"the file\" needs keys and values at its top. Correct the value."
      ),
    ]
  )
  func faults(text: String, message: String) {
    #expect(Self.complaints(text) == [message])
  }

  @Test(
    "what is wrong costs its own line only, and all of it is told in order",
    arguments: [
      ("theme: drak\naccessible: true\nfont: 3\nmouse: 5\n", [1, 3, 4]),
      ("accessible: true\n\ttheme: dark\nmouse: 5\n", [2, 3]),
      ("theme: [dark\naccessible: true\n", [1]),
      ("theme: \"dark\naccessible: true\n", [1]),
      ("accessible: true\ntheme: dark: light\n", [2]),
      ("dark\naccessible: true\n", [1]),
      ("theme: drak\naccessible: true\naccessible: false\n", [1, 3]),
      ("theme: *dark\naccessible: true # and loud\n# theme: light\n", [1]),
      ("accessible: true\ntheme:\n  dark: true\n", [3]),
    ] as [(String, [Int])]
  )
  func oneOfMany(text: String, lines: [Int]) {
    let told = Self.complaints(text)
    #expect(told.count == lines.count, "\(told)")
    for (sentence, line) in zip(told, lines) {
      #expect(sentence.hasPrefix("settings.yaml:\(line): "), "\(told)")
    }
    var expected = ScreenSettings()
    expected.isAccessible = true
    #expect(Self.read(text) == expected)
  }

  @Test("a file that is no text, or two that are not merged, says nothing")
  func unreadable() {
    let merge = "<<<<<<< mine\naccessible: true\n=======\nmouse: true\n>>>>>>> theirs\n"
    #expect(Self.read(merge) == ScreenSettings())
    #expect(Self.complaints(merge).count == 1)
    let (settings, problems) = SettingsReader.read([0xFF, 0xFE, 0x00], file: "settings.yaml")
    #expect(settings == ScreenSettings() && problems.count == 1)
  }

  @Test("a fault of the YAML itself has its line, too")
  func syntax() {
    #expect(
      Self.complaints("theme: dark\n\tmouse: true\n")
        == ["settings.yaml:2: a tab indents this line. Indent with blanks."]
    )
    #expect(Self.read("theme: dark\n\tmouse: true\n").theme == .dark)
  }

  // MARK: On disk

  @Test("without a file or a home there are defaults")
  func missing() throws {
    let folder = TemporaryFolder()
    for settings in [Settings(folder: folder.path + "/none"), Settings(folder: nil)] {
      #expect(settings.screen() == (ScreenSettings(), []))
    }
    #expect(Settings(folder: folder.path).keys() == (nil, []))
  }

  @Test("a link to the file is followed; what is no file is told by its name")
  func links() throws {
    let folder = TemporaryFolder()
    let settings = Settings(folder: folder.path)
    try folder.write("theme: mono\n", to: "elsewhere.yaml")
    symlink("elsewhere.yaml", folder.path + "/settings.yaml")
    #expect(settings.screen().settings.theme == .mono)
    symlink("nowhere.yaml", folder.path + "/keys.yaml")
    let dead = settings.keys()
    #expect(dead.keys == nil)
    #expect(
      dead.problems.first?.message.hasSuffix(
        "keys.yaml: this is a link that leads to no file. Put the file there, or take the link away."
      ) == true
    )
    unlink(folder.path + "/settings.yaml")
    mkdir(folder.path + "/settings.yaml", 0o700)
    let (read, problems) = settings.screen()
    #expect(read == ScreenSettings())
    #expect(problems.first?.message.contains("settings.yaml: this is no regular file.") == true)
  }
}
