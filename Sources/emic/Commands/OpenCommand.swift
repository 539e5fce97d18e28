import ArgumentParser
import Terminal

/// The screen.
struct OpenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "open",
    abstract: "Open a study or one transcript on the screen (also without this word).",
    discussion: "Example: emic sample-transcripts --coder guest"
  )

  @Argument(help: "A study's folder, or a transcript.", completion: .file())
  var path = "."

  @OptionGroup var names: NamesOption
  @OptionGroup var writing: WritingOptions

  @Option(help: "Colours: auto, always or never; NO_COLOR is honoured.")
  var color = ColorChoice.auto

  var opening: Opening {
    Opening(
      path: path,
      coder: writing.coder,
      codebook: writing.codebook,
      allowsNewCoder: writing.newCoder,
      color: color,
      names: names.names
    )
  }

  func run() throws { try opening.run() }
}
