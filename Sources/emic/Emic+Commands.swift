import ArgumentParser

extension Emic {
  /// What the first word of a command line may be, in the order of the help.
  ///
  /// The names stand here once more, and each type behind a function: when the types of all are named, Swift's runtime
  /// sets them all up, which takes longer than many a command runs.
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
  /// A command of emic.
  ///
  /// It is named as below `emic` for the parser: one that stands below another and is parsed by itself is not searched for
  /// `--generate-completion-script`, which is `emic`'s own, and for which two commands more would be set up.
  /// (`_superCommandName` is an experiment of swift-argument-parser 1.8.)
  init(
    command name: String,
    abstract: String,
    discussion: String = "",
    subcommands: [any ParsableCommand.Type] = []
  ) {
    self.init(
      commandName: name,
      _superCommandName: "emic",
      abstract: abstract,
      discussion: discussion,
      subcommands: subcommands
    )
  }
}
