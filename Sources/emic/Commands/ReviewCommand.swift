import ArgumentParser
import Terminal

/// The screen, opened at agreement.
struct ReviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "review",
    abstract: "Open the screen at agreement: the table, its passages, their verdicts.",
    discussion: """
      Whoever adjudicates walks the passages in which the coders differ and settles them; what is \
      settled becomes the consensus layer. Coders see it once all have submitted.

      Example: emic review sample-transcripts --coder supervisor
      """
  )

  @Argument(help: "A study's folder.", completion: .directory)
  var study = "."

  @OptionGroup var names: NamesOption
  @OptionGroup var writing: WritingOptions

  @Option(help: "Colours: auto, always or never; NO_COLOR is honoured.")
  var color = ColorChoice.auto

  func run() throws {
    try Opening(
      path: study,
      coder: writing.coder,
      codebook: writing.codebook,
      allowsNewCoder: writing.newCoder,
      color: color,
      names: names.names,
      beginsWithReview: true
    ).run()
  }
}
