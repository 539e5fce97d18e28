import ArgumentParser
import Terminal

/// The screen.
struct OpenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open",
    abstract: "Open a study or one transcript on the screen (also without this word).",
    discussion: "Example: emic sample-transcripts --coder guest"
  )

  @Argument(help: "A study's folder, or a transcript.")
  var path = "."

  @Option(help: ArgumentHelp("Who codes.", valueName: "id"))
  var coder: String?

  @Option(help: ArgumentHelp("A codebook in place of the study's own.", valueName: "file"))
  var codebook: String?

  @Flag(help: "Add the coder to the study.")
  var newCoder = false

  @Option(help: "Colours: auto, always or never; NO_COLOR is honoured.")
  var color = ColorChoice.auto

  func run() throws {
    let status = MainActor.assumeIsolated {
      Screen.run(
        path: path,
        coder: coder,
        codebook: codebook,
        allowsNewCoder: newCoder,
        color: color
      )
    }
    if status != 0 { throw Failure.silent(status) }
  }
}
