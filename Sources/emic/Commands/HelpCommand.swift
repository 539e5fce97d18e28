import ArgumentParser
import EmicKit
import EmicTUI

/// Explains.
struct HelpCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "help",
    abstract: "Explain a topic (keys, settings, formats, coding, agreement, json) or a command.",
    discussion: """
      Example: emic help keys
      """
  )

  @Argument(help: "keys, settings, formats, coding, agreement, json, or a command's name.")
  var topic: [String] = []

  @Flag(help: "Print the manual page: emic help --manual > emic.1")
  var manual = false

  func run() throws {
    if manual {
      let page = try ManualPage.text(of: Emic._dumpHelp())
      Output.write(page)
      return
    }
    guard let name = topic.first else {
      Output.write(
        Emic.helpMessage()
          + "\n\n  Topics: emic help keys, settings, formats, coding, agreement, json.\n"
      )
      return
    }
    if let page = Self.page(on: name) {
      Output.write(page)
    } else if let command = Self.command(topic[...], of: Emic.self) {
      Output.write(Emic.helpMessage(for: command) + "\n")
    } else {
      let commands = Emic.configuration.subcommands.compactMap { $0.configuration.commandName }
      throw Failure.usage(
        "There is no help on \"\(name)\". Topics: keys, settings, formats, coding, agreement, json; commands: "
          + commands.joined(separator: ", ") + "."
      )
    }
  }

  private static func page(on topic: String) -> String? {
    switch topic {
    case "keys": keysPage()
    case "settings": SettingsPage.text(in: Settings())
    case "formats": formatsPage
    case "coding": codingPage
    case "agreement": agreementPage
    case "json": scriptsPage
    default: nil
    }
  }

  /// The keys as they are for whoever asks.
  private static func keysPage() -> String {
    let own = OwnSettings()
    for problem in own.problems { Output.writeError(problem) }
    return KeysPage.text(of: own.keymap ?? .standard)
  }

  private static func command(
    _ names: ArraySlice<String>,
    of parent: any ParsableCommand.Type
  ) -> (any ParsableCommand.Type)? {
    guard let name = names.first else { return parent }
    let child = parent.configuration.subcommands.first { $0.configuration.commandName == name }
    return child.flatMap { command(names.dropFirst(), of: $0) }
  }
}
