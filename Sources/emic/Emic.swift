import ArgumentParser

/// The version of emic.
let emicVersion = "0.1.0"

/// The root of the command line; without a command's name it opens the screen.
struct Emic: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "emic",
    abstract: "Qualitative coding of interview transcripts at the terminal.",
    usage: """
      emic [PATH] [--coder ID] [--codebook FILE] [--new-coder]
      emic COMMAND …
      """,
    discussion: """
      PATH is a study's folder or a transcript, the folder you are in by default; it opens on \
      the screen. A folder that is named like a command is given as ./code.

      Example: emic sample-transcripts --coder guest
      """,
    version: emicVersion,
    subcommands: [
      OpenCommand.self, InitCommand.self, CheckCommand.self, StatusCommand.self, ReadCommand.self,
      CodeCommand.self, UncodeCommand.self, MemoCommand.self, CodingsCommand.self,
      SearchCommand.self, CodebookCommand.self, HelpCommand.self,
    ],
    defaultSubcommand: OpenCommand.self
  )
}
