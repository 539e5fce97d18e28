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
    subcommands: commands.map { $0.type() },
    defaultSubcommand: OpenCommand.self
  )

  /// The command that the words of a command line ask for.
  static func command(for arguments: [String]) throws -> any ParsableCommand {
    try refuseUnknownWord(arguments)
    try refuseEmptyValue(arguments)
    // Setting up all commands takes milliseconds, and most lines are right: of those that are not all are needed.
    if let command = try? plainCommand(for: arguments) { return command }
    return try parseAsRoot(arguments)
  }

  /// The same by the one command that the first word names, or that opens a path.
  ///
  /// - Returns: `nil` where it has commands below it.
  private static func plainCommand(for arguments: [String]) throws -> (any ParsableCommand)? {
    guard let word = arguments.first, !word.hasPrefix("-") else { return nil }
    guard let named = subcommand(named: word) else { return try OpenCommand.parse(arguments) }
    guard named.configuration.subcommands.isEmpty else { return nil }
    return try named.parse(Array(arguments.dropFirst()))
  }

  /// What the parser says of wrong usage; who is meant is named with one of two words, and a command
  /// that has the other one says so.
  static func message(_ message: String, to arguments: [String]) -> String {
    // Of what is misspelt the parser says that it is missing.
    if message.hasPrefix("Error: Missing expected argument"),
      let unknown = unknownOption(in: arguments)
    {
      let lines = message.split(separator: "\n", omittingEmptySubsequences: false)
      return ([unknown[...]] + lines.dropFirst()).joined(separator: "\n")
    }
    for (word, other) in [("--as", "--coder"), ("--coder", "--as")] {
      guard message.contains("Unknown option '\(word)'"),
        command(named: arguments).helpMessage().contains("  \(other) ")
      else { continue }
      // In place of the parser's own guess, which goes by letters.
      let lines = message.split(separator: "\n", omittingEmptySubsequences: false)
      let wrong = "Error: Unknown option '\(word)'. Here it is \(other)."
      return ([wrong[...]] + lines.dropFirst()).joined(separator: "\n")
    }
    return message
  }

  /// That an option is none of the command's, with the nearest that is.
  private static func unknownOption(in arguments: [String]) -> String? {
    let help = command(named: arguments).helpMessage()
    let known = help.split { !($0.isLetter || $0.isNumber || $0 == "-") }
      .filter { $0.hasPrefix("--") && $0.count > 2 }.map { String($0) }
    for word in arguments.prefix(while: { $0 != "--" }) where word.hasPrefix("--") {
      let option = String(word.prefix { $0 != "=" })
      guard !known.contains(option) else { continue }
      let nearest = EditDistance.nearest(to: option, among: known).map { " Did you mean \($0)?" }
      return "Error: Unknown option '\(option)'.\(nearest ?? "")"
    }
    return nil
  }

  /// The command that the first words name.
  private static func command(named words: [String]) -> any ParsableCommand.Type {
    words.reduce((found: Emic.self as any ParsableCommand.Type, isOpen: true)) { known, word in
      let next = known.found.configuration.subcommands.first {
        $0.configuration.commandName == word
      }
      guard known.isOpen, let next else { return (known.found, false) }
      return (next, true)
    }.found
  }

  /// Options that say which thing is meant: an empty value means none, and is mostly a variable of a
  /// script that was never set.
  private static let naming: Set<String> = [
    "--adopt", "--as", "--at", "--behind", "--by", "--case", "--code", "--codes", "--coder",
    "--coders", "--domain", "--flag", "--from", "--id", "--into", "--kind", "--names", "--near",
    "--no-flag", "--not-overlapping", "--on", "--overlapping", "--quote", "--remove", "--round",
    "--same-turn", "--set", "--since", "--speaker", "--to", "--transcript", "--transcripts",
    "--turns", "--under",
  ]

  /// Refuses an empty value where it can only be a slip, before it is looked up, or passed over.
  static func refuseEmptyValue(_ arguments: [String]) throws(Failure) {
    for (option, value) in zip(arguments, arguments.dropFirst() + ["-"]) {
      let isEmpty = naming.contains(option) && value.allSatisfy(\.isWhitespace)
      guard isEmpty || option.hasSuffix("=") && naming.contains(String(option.dropLast())) else {
        continue
      }
      let name = option.hasSuffix("=") ? String(option.dropLast()) : option
      throw .usage("\(name) is empty. Say what is meant, or leave it out.")
    }
  }

  private static func subcommand(named word: String) -> (any ParsableCommand.Type)? {
    let type = commands.first { $0.name == word }?.type()
    assert(type == nil || type?.configuration.commandName == word)
    return type
  }

  /// Refuses a word that is neither a command nor a path, before it is taken for a path that other
  /// words cannot follow.
  static func refuseUnknownWord(_ arguments: [String]) throws(Failure) {
    guard let word = arguments.first, word.allSatisfy({ $0.isLetter || $0 == "-" }),
      word.first?.isLetter == true, !FileReader.isThere(word)
    else { return }
    guard subcommand(named: word) == nil else { return }
    let nearest = EditDistance.nearest(to: word, among: commands.map(\.name)).map {
      " Did you mean `emic \($0)`?"
    }
    throw .usage(
      "\"\(word)\" is neither a file or folder nor a command.\(nearest ?? "") `emic help` lists the "
        + "commands."
    )
  }
}
