import ArgumentParser

extension Emic {
  /// What the first word of a command line may be, in the order of the help.
  ///
  /// The names stand here once more, and each command behind a function: to set them all up takes longer than many a
  /// command runs.
  static let commands: [(name: String, type: @Sendable () -> any ParsableCommand.Type)] = [
    ("open", { OpenCommand.self }),
    ("init", { InitCommand.self }),
    ("import", { ImportCommand.self }),
    ("check", { CheckCommand.self }),
    ("status", { StatusCommand.self }),
    ("read", { ReadCommand.self }),
    ("code", { CodeCommand.self }),
    ("change", { ChangeCommand.self }),
    ("uncode", { UncodeCommand.self }),
    ("nothing-here", { NothingHereCommand.self }),
    ("memo", { MemoCommand.self }),
    ("undo", { UndoCommand.self }),
    ("redo", { RedoCommand.self }),
    ("history", { HistoryCommand.self }),
    ("submit", { SubmitCommand.self }),
    ("reopen", { ReopenCommand.self }),
    ("review", { ReviewCommand.self }),
    ("settle", { SettleCommand.self }),
    ("codings", { CodingsCommand.self }),
    ("search", { SearchCommand.self }),
    ("matrix", { MatrixCommand.self }),
    ("cooccurrence", { CooccurrenceCommand.self }),
    ("saturation", { SaturationCommand.self }),
    ("export", { ExportCommand.self }),
    ("leakcheck", { LeakCheckCommand.self }),
    ("withdraw", { WithdrawCommand.self }),
    ("quotations", { QuotationsCommand.self }),
    ("cards", { CardsCommand.self }),
    ("theme", { ThemeCommand.self }),
    ("memos", { MemosCommand.self }),
    ("cases", { CasesCommand.self }),
    ("link", { LinkCommand.self }),
    ("framework", { FrameworkCommand.self }),
    ("codebook", { CodebookCommand.self }),
    ("recode", { RecodeCommand.self }),
    ("reanchor", { ReanchorCommand.self }),
    ("restore", { RestoreCommand.self }),
    ("merge", { MergeCommand.self }),
    ("git-setup", { GitSetupCommand.self }),
    ("merge-driver", { MergeDriverCommand.self }),
    ("textconv", { TextconvCommand.self }),
    ("agreement", { AgreementCommand.self }),
    ("disagreements", { DisagreementsCommand.self }),
    ("sample", { SampleCommand.self }),
    ("weekly", { WeeklyCommand.self }),
    ("help", { HelpCommand.self }),
  ]
}

extension CommandConfiguration {
  /// A command below `emic`.
  ///
  /// Where a command is said to be below another, the parser takes `--generate-completion-script` for `emic`'s alone, and
  /// does not set up two commands of its own to look for it first.
  init(
    command name: String,
    abstract: String,
    usage: String? = nil,
    discussion: String = "",
    shouldDisplay: Bool = true,
    subcommands: [any ParsableCommand.Type] = [],
    defaultSubcommand: (any ParsableCommand.Type)? = nil
  ) {
    self.init(
      commandName: name,
      _superCommandName: "emic",
      abstract: abstract,
      usage: usage,
      discussion: discussion,
      shouldDisplay: shouldDisplay,
      subcommands: subcommands,
      defaultSubcommand: defaultSubcommand
    )
  }
}
