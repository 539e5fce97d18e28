import ArgumentParser
import EmicKit

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
      OpenCommand.self, InitCommand.self, ImportCommand.self, CheckCommand.self, StatusCommand.self,
      ReadCommand.self,
      CodeCommand.self, ChangeCommand.self, UncodeCommand.self, NothingHereCommand.self,
      MemoCommand.self, UndoCommand.self, RedoCommand.self, HistoryCommand.self,
      SubmitCommand.self, ReopenCommand.self, ReviewCommand.self, SettleCommand.self,
      CodingsCommand.self, SearchCommand.self, MatrixCommand.self, CooccurrenceCommand.self,
      SaturationCommand.self, ExportCommand.self, LeakCheckCommand.self, WithdrawCommand.self,
      QuotationsCommand.self, CardsCommand.self, ThemeCommand.self, MemosCommand.self,
      CasesCommand.self, LinkCommand.self, FrameworkCommand.self, CodebookCommand.self,
      RecodeCommand.self, ReanchorCommand.self, RestoreCommand.self, MergeCommand.self,
      GitSetupCommand.self, MergeDriverCommand.self, TextconvCommand.self,
      AgreementCommand.self, DisagreementsCommand.self, SampleCommand.self, WeeklyCommand.self,
      HelpCommand.self,
    ],
    defaultSubcommand: OpenCommand.self
  )

  /// The command that the words of a command line ask for.
  static func command(for arguments: [String]) throws -> any ParsableCommand {
    try refuseUnknownWord(arguments)
    // Opening a study is what is waited for most, and setting up all commands takes milliseconds.
    if let path = arguments.first, !path.hasPrefix("-"), !names.contains(path),
      let opening = try? OpenCommand.parse(arguments)
    {
      return opening
    }
    return try parseAsRoot(arguments)
  }

  private static var names: [String] {
    configuration.subcommands.compactMap { $0.configuration.commandName }
  }

  /// Refuses a word that is neither a command nor a path, before it is taken for a path that other
  /// words cannot follow.
  static func refuseUnknownWord(_ arguments: [String]) throws(Failure) {
    guard let word = arguments.first, word.allSatisfy({ $0.isLetter || $0 == "-" }),
      word.first?.isLetter == true, ((try? FileReader.identity(of: word)) ?? nil) == nil
    else { return }
    guard !names.contains(word) else { return }
    let nearest = EditDistance.nearest(to: word, among: names).map {
      " Did you mean `emic \($0)`?"
    }
    throw .usage(
      "\"\(word)\" is neither a file or folder nor a command.\(nearest ?? "") `emic help` lists the "
        + "commands."
    )
  }
}
