import ArgumentParser
import EmicKit
import EmicTUI

/// Explains.
struct HelpCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "help",
    abstract: "Explain a topic (keys, settings, formats, coding, agreement, json) or a command.",
    discussion: """
      emic help --manual prints the manual page.

      Example: emic help keys
      """
  )

  @Argument(
    help: "keys, settings, formats, coding, agreement, json, or a command's name.",
    completion: .list(["keys", "settings", "formats", "coding", "agreement", "json"])
  )
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
          + "\n\n  Topics: emic help \(Self.topics.joined(separator: ", "))."
          + "\n  Manual page: emic help --manual > emic.1 (man ./emic.1 shows it).\n"
      )
      return
    }
    if let page = Self.page(on: name) {
      Output.write(HelpText.wrapped(page))
    } else if let command = Self.command(topic[...], of: Emic.self) {
      Output.write(Emic.helpMessage(for: command) + "\n")
    } else {
      throw Failure.usage(Self.unknown(topic))
    }
  }

  static let topics = ["keys", "settings", "formats", "coding", "agreement", "json"]

  /// That there is no such help, with the nearest topic or command.
  private static func unknown(_ words: [String]) -> String {
    let name = words.joined(separator: " ")
    let commands = Emic.commands.map(\.name)
    let parts: [String] = words.count > 1 ? parts(of: words[0]).map { "\(words[0]) \($0)" } : []
    let known: [String] = topics + commands + parts
    let nearest = EditDistance.nearest(to: name, among: known)
    let hint = nearest.map { " Did you mean `emic help \($0)`?" } ?? ""
    let list = (parts.isEmpty ? commands : parts).joined(separator: ", ")
    return "There is no help on \"\(name)\".\(hint) "
      + "Topics: \(topics.joined(separator: ", ")); commands: \(list)."
  }

  /// The commands below a command.
  private static func parts(of command: String) -> [String] {
    let parent = Emic.configuration.subcommands.first { $0.configuration.commandName == command }
    return parent?.configuration.subcommands.compactMap { $0.configuration.commandName } ?? []
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
