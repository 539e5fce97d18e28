import ArgumentParser

@main
struct Emic: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "emic")
}
