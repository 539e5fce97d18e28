import Glibc
import Testing

@testable import EmicKit

@Suite("settings.yaml") struct ScreenSettingsTests {
  private static func read(_ text: String) throws -> ScreenSettings {
    try SettingsReader.read(Array(text.utf8), file: "settings.yaml")
  }

  private static func complaint(_ text: String) -> String? {
    do {
      _ = try read(text)
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test("every setting arrives, and what is not said stays as it is")
  func full() throws {
    let all = try Self.read(
      "theme: high-contrast\naccessible: true\nmouse: false\nclipboard: true\n"
    )
    #expect(all.theme == .highContrast)
    #expect(all.isAccessible && !all.usesMouse && all.usesClipboard)
    let one = try Self.read("# for the projector\ntheme: light\n")
    #expect(one.theme == .light)
    #expect(!one.isAccessible && one.usesMouse && !one.usesClipboard)
    #expect(try Self.read("theme:\n") == ScreenSettings())
  }

  @Test(
    "a file without a word says nothing",
    arguments: ["", "# theme: dark\n", "\u{FEFF}", "---\n"]
  )
  func silent(text: String) throws {
    #expect(try Self.read(text) == ScreenSettings())
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
    #expect(Self.complaint(text) == message)
  }

  @Test("a fault of the YAML itself has its line, too")
  func syntax() throws {
    let message = try #require(Self.complaint("theme: dark\n\tmouse: true\n"))
    #expect(message == "settings.yaml:2: a tab indents this line. Indent with blanks.")
  }

  // MARK: On disk

  @Test("without a file or a home there are defaults")
  func missing() throws {
    let folder = TemporaryFolder()
    #expect(try Settings(folder: folder.path + "/none").screen() == ScreenSettings())
    #expect(try Settings(folder: nil).screen() == ScreenSettings())
    #expect(try Settings(folder: folder.path).keys() == nil)
  }

  @Test("a link to the file is followed; what is no file is told by its name")
  func links() throws {
    let folder = TemporaryFolder()
    let settings = Settings(folder: folder.path)
    try folder.write("theme: mono\n", to: "elsewhere.yaml")
    symlink("elsewhere.yaml", folder.path + "/settings.yaml")
    #expect(try settings.screen().theme == .mono)
    symlink("nowhere.yaml", folder.path + "/keys.yaml")
    let dead = #expect(throws: SettingsError.self) { try settings.keys() }
    #expect(
      dead?.message.hasSuffix(
        "keys.yaml: this is a link that leads to no file. Put the file there, or take the link away."
      ) == true
    )
    unlink(folder.path + "/settings.yaml")
    mkdir(folder.path + "/settings.yaml", 0o700)
    do {
      _ = try settings.screen()
      Issue.record("a folder was read")
    } catch {
      #expect(error.message.contains("settings.yaml: this is no regular file."))
    }
  }
}
