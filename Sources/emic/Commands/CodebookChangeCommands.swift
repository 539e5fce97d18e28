import ArgumentParser
import EmicKit

/// Gives a code another name.
struct CodebookRenameCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "rename",
    abstract: "Give a code another name; its id and its codings stay.",
    discussion: """
      Example: emic codebook rename sample-transcripts control --name "State steering" \
      --as supervisor
      """
  )

  @Argument(help: "The study's folder.", completion: .directory)
  var study: String

  @Argument(help: "The code: its id, its name or the beginning of its id.")
  var code: String

  @OptionGroup var name: CodeNameOptions
  @OptionGroup var writing: CodebookWritingOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    guard name.name != nil || name.nameZh != nil else {
      throw Failure.usage("No name is given. Use --name, --name-zh or both.")
    }
    var desk = try CodebookDesk(writing, study: study)
    let id = try desk.code(meant: code)
    try desk.change { book throws(CodebookProblem) in
      try book.renaming(id, to: name.name(over: book[id]?.name ?? Code.Name([])))
    }
    try desk.save()
    desk.answer(output)
  }
}

/// Writes parts of a code's definition anew.
struct CodebookRedefineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "redefine",
    abstract: "Change the words of a code's definition, its quick key or its colour.",
    discussion: """
      What was coded before waits in each coder's recode queue (emic recode), unless --minor says \
      that only a slip of the pen is mended. Quick key and colour make no version.

      Example: emic codebook redefine sample-transcripts trust --brief "Confidence, or its lack." \
      --reason "organisations and persons both count" --as supervisor
      """
  )

  @Argument(help: "The study's folder.", completion: .directory)
  var study: String

  @Argument(help: "The code: its id, its name or the beginning of its id.")
  var code: String

  @OptionGroup var parts: CodePartOptions

  @Flag(help: "A slip of the pen: nothing has to be recoded.")
  var minor = false

  @OptionGroup var writing: CodebookWritingOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    guard !parts.parts.isEmpty || parts.key != nil || parts.codeColor != nil else {
      throw Failure.usage(
        "Nothing is given to change. Use --brief, --definition, --use-when, --not-when, --example, "
          + "--key or --code-color."
      )
    }
    var desk = try CodebookDesk(writing, study: study)
    let id = try desk.code(meant: code)
    // One command is one step of undo.
    try desk.change { book throws(CodebookProblem) in
      let key: Character?? = parts.key == nil ? nil : .some(try parts.quickKey())
      let color: String?? = parts.codeColor == nil ? nil : .some(parts.knownColor)
      return try book.editing(id, parts.parts, isMinor: minor, key: key, color: color)
    }
    try desk.save()
    desk.answer(output)
  }
}

/// Puts a code somewhere else in the book.
struct CodebookMoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "move",
    abstract: "Put a code under another one, or at another place among its siblings.",
    discussion: """
      The codes below go with it, and all codings stay. A new order alone makes no version.

      Example: emic codebook move sample-transcripts stigma --under politics --as supervisor
      """
  )

  @Argument(help: "The study's folder.", completion: .directory)
  var study: String

  @Argument(help: "The code: its id, its name or the beginning of its id.")
  var code: String

  @OptionGroup var place: CodePlaceOptions

  @Flag(help: "At the top of the book.")
  var top = false

  @OptionGroup var writing: CodebookWritingOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    guard !top || place.under == nil else {
      throw Failure.usage("--top and --under are two places. Give one of them.")
    }
    guard top || place.under != nil || place.behind != nil || place.first else {
      throw Failure.usage("No place is given. Use --under, --top, --behind or --first.")
    }
    var desk = try CodebookDesk(writing, study: study)
    let id = try desk.code(meant: code)
    let (under, spot) = (try place.parent(in: desk), try place.spot(in: desk))
    try desk.change { book throws(CodebookProblem) in
      try book.moving(id, under: top ? nil : under ?? book[id]?.parent, at: spot)
    }
    try desk.save()
    desk.answer(output)
  }
}
