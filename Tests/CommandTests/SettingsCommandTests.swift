import Foundation
import Testing

/// Somebody's own settings, as commands tell of them.
@Suite("Settings at the command line") struct SettingsCommandTests {
  let workshop: Workshop
  private var folder: URL { workshop.folder.appending(path: ".config/emic") }

  init() throws { workshop = try Workshop() }

  private func write(_ text: String, to name: String) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: folder.appending(path: name))
  }

  @Test("help settings says what can be set and how it is set now")
  func page() throws {
    let usual = try workshop.run("help settings")
    #expect(usual.status == 0)
    #expect(usual.out.contains("theme: auto          auto, dark, light, mono, high-contrast"))
    #expect(
      usual.out.hasSuffix(
        "Now, in ~/.config/emic: theme auto, accessible false, mouse true, clipboard false, emic's own "
          + "keys.\n"
      )
    )
    try write("theme: light\nclipboard: true\n", to: "settings.yaml")
    try write("undo: [z]\n", to: "keys.yaml")
    #expect(
      try workshop.run("help settings").out.hasSuffix(
        "theme light, accessible false, mouse true, clipboard true, your own keys.\n"
      )
    )
    try write("theme: lihgt\naccessible: true\n", to: "settings.yaml")
    try write("undo: [z]\nredo: 合\n", to: "keys.yaml")
    #expect(
      // Long lines are wrapped.
      try workshop.run("help settings").out.replacing("\n", with: " ").hasSuffix(
        "theme auto, accessible true, mouse true, clipboard false, your own keys.  "
          + "~/.config/emic/settings.yaml:1: \"theme\" can't be \"lihgt\". Choose one of: auto, dark, "
          + "light, mono, high-contrast. "
          + "~/.config/emic/keys.yaml:2: 合 never arrives: an input method makes text of it, and is to be "
          + "off where keys are pressed. Choose another key. All else is followed. "
      )
    )
  }

  @Test("help keys shows own keys, and the names that keys.yaml takes")
  func keys() throws {
    let usual = try workshop.run("help keys").out
    #expect(usual.hasPrefix("Moving (in keys.yaml: text)\n  h, Left                 left "))
    try write("undo: [z, Ctrl-Y]\n", to: "keys.yaml")
    let own = try workshop.run("help keys")
    #expect(own.out.contains("  z, Ctrl-Y               undo                    undo\n"))
    #expect(own.error == "")
    try write("undo: x\n", to: "keys.yaml")
    let broken = try workshop.run("help keys")
    #expect(broken.status == 0)
    #expect(broken.out == usual)
    #expect(
      broken.error == "~/.config/emic/keys.yaml:1: x cannot be \"undo\": it is \"select-sentence\" "
        + "under transcript and \"export\" under agreement, quotations, counts, framework. Give one of them another key.\n"
    )
  }

  @Test("commands that have no use for settings do not read them")
  func unread() throws {
    try write("theme: lihgt\n", to: "settings.yaml")
    for command in ["--version", "status sample-transcripts", "help coding"] {
      let answer = try workshop.run(command)
      #expect(answer.status == 0 && !answer.error.contains("settings.yaml"), "\(command)")
    }
  }
}
