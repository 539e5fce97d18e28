import ArgumentParser
import EmicKit

/// A study whose codebook is taken back a step, or brought forward again.
struct CodebookUndoOptions: ParsableArguments {
  @Argument(help: "The study's folder.", completion: .directory)
  var study: String

  @Flag(
    help: "Leave those as they are on which somebody else's stand, and take the one before them."
  )
  var skip = false

  @OptionGroup var writing: CodebookWritingOptions
  @OptionGroup var output: OutputOptions

  func run(_ step: (inout CodebookDesk) throws(Failure) -> Void) throws {
    var desk = try CodebookDesk(writing, study: study)
    try step(&desk)
    desk.answer(output)
  }
}

/// Takes a change of the codebook back.
struct CodebookUndoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "undo",
    abstract: "Take your last change of the codebook, or decision about a proposal, back.",
    discussion: """
      The record is that of the screen. A quick key, a name or a place that another code has \
      meanwhile is left out, and the answer says so. A change on which somebody else's stands \
      cannot go back: the answer says whose, and --skip leaves it as it is and takes the one before.

      Example: emic codebook undo sample-transcripts --as supervisor
      """
  )

  @OptionGroup var options: CodebookUndoOptions

  func run() throws {
    try options.run { desk throws(Failure) in try desk.undo(skipping: options.skip) }
  }
}

/// Does an undone change of the codebook again.
struct CodebookRedoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "redo",
    abstract: "Do again what was undone last in the codebook.",
    discussion: "Example: emic codebook redo sample-transcripts --as supervisor"
  )

  @OptionGroup var options: CodebookUndoOptions

  func run() throws {
    try options.run { desk throws(Failure) in try desk.redo(skipping: options.skip) }
  }
}
