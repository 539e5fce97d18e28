import ArgumentParser
import EmicKit

/// Splits a code into several.
struct CodebookSplitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "split",
    abstract: "Split a code; its codings wait to be recoded.",
    discussion: """
      Parts that the codebook lacks are added behind the old code, with names made of their ids \
      unless --name gives others. The codes below the old one stay there.

      Example: emic codebook split sample-transcripts trust --into trust-in-person,trust-in-organisation \
      --reason "R2 tells them apart" --as supervisor
      """
  )

  @Argument(help: "The study's folder.", completion: .directory)
  var study: String

  @Argument(help: "The code: its id, its name or the beginning of its id.")
  var code: String

  @Option(help: ArgumentHelp("The ids that take its place.", valueName: "a,b"))
  var into: String

  @Option(help: ArgumentHelp("A new part's name.", valueName: "id=text"))
  var name: [String] = []

  @Option(help: ArgumentHelp("A new part's Chinese name.", valueName: "id=text"))
  var nameZh: [String] = []

  @OptionGroup var writing: CodebookWritingOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let parts = idsList(into)
    let (names, chinese) = (try texts(name, parts), try texts(nameZh, parts))
    var desk = try CodebookDesk(writing, study: study)
    let old = try desk.code(meant: code)
    try desk.change { book throws(CodebookProblem) in
      let new = parts.filter { book[$0] == nil }.map { id in
        let english = Code.Name.Entry(language: "en", text: names[id] ?? Self.name(of: id))
        return Code(
          id: id,
          name: chinese[id].map { Code.Name([english, .init(language: "zh", text: $0)]) }
            ?? Code.Name(english.text)
        )
      }
      return try book.splitting(old, into: parts, new: new)
    }
    try desk.save()
    desk.answer(output)
  }

  /// `trust-in-person`: *Trust in person*.
  private static func name(of id: Code.ID) -> String {
    let words = String(id.text.map { $0 == "-" ? " " : $0 })
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  private func texts(_ items: [String], _ parts: [Code.ID]) throws(Failure) -> [Code.ID: String] {
    var texts: [Code.ID: String] = [:]
    for item in items {
      let pieces = item.split(separator: "=", maxSplits: 1).map { String($0) }
      guard pieces.count == 2, parts.contains(Code.ID(pieces[0])) else {
        throw .usage(
          "\"\(DisplayText.safe(item))\" names none of the parts. Write it as id=text, with an id of "
            + "--into."
        )
      }
      texts[Code.ID(pieces[0])] = pieces[1]
    }
    return texts
  }
}

/// The ids of a list with commas.
func idsList(_ text: String) -> [Code.ID] {
  text.split(separator: ",").map { $0.filter { !$0.isWhitespace } }.filter { !$0.isEmpty }
    .map { Code.ID(String($0)) }
}

/// Merges a code into another.
struct CodebookMergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "merge",
    abstract: "Merge a code into another, as which its codings are read from now on.",
    discussion: """
      No sidecar is rewritten; emic codebook revive takes it back.

      Example: emic codebook merge sample-transcripts self-censorship --into advocacy-risk \
      --as supervisor
      """
  )

  @Argument(help: "The study's folder.", completion: .directory)
  var study: String

  @Argument(help: "The code: its id, its name or the beginning of its id.")
  var code: String

  @Option(help: ArgumentHelp("The code that takes its place.", valueName: "id"))
  var into: String

  @OptionGroup var writing: CodebookWritingOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    var desk = try CodebookDesk(writing, study: study)
    let (old, new) = (try desk.code(meant: code), try desk.code(meant: into))
    try desk.change { book throws(CodebookProblem) in
      try book.merging(old, into: new)
    }
    try desk.save()
    desk.answer(output)
  }
}

/// Takes a code out of use.
struct CodebookRetireCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "retire",
    abstract: "Take a code out of use: it stays readable and is no longer offered.",
    discussion: "Example: emic codebook retire sample-transcripts unregistered --as supervisor"
  )

  @Argument(help: "The study's folder.", completion: .directory)
  var study: String

  @Argument(help: "The code: its id, its name or the beginning of its id.")
  var code: String

  @OptionGroup var writing: CodebookWritingOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    var desk = try CodebookDesk(writing, study: study)
    let id = try desk.code(meant: code)
    try desk.change { book throws(CodebookProblem) in try book.retiring(id) }
    try desk.save()
    desk.answer(output)
  }
}

/// Brings a code back.
struct CodebookReviveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "revive",
    abstract: "Bring a code back that was retired, merged or split.",
    discussion: "Example: emic codebook revive sample-transcripts unregistered --as supervisor"
  )

  @Argument(help: "The study's folder.", completion: .directory)
  var study: String

  @Argument(help: "The code: its id, its name or the beginning of its id.")
  var code: String

  @OptionGroup var writing: CodebookWritingOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    var desk = try CodebookDesk(writing, study: study)
    let id = try desk.code(meant: code, inUse: false)
    try desk.change { book throws(CodebookProblem) in try book.reviving(id) }
    try desk.save()
    desk.answer(output)
  }
}
