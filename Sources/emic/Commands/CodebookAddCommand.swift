import ArgumentParser
import EmicKit

/// A code's name in two languages.
struct CodeNameOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The name, in English or the study's language.", valueName: "text"))
  var name: String?

  @Option(help: ArgumentHelp("The Chinese name; empty takes it away.", valueName: "text"))
  var nameZh: String?

  /// The name with what is given anew; a language that is not named keeps its text, and without its
  /// Chinese name a code is called what else it is.
  func name(over old: Code.Name = Code.Name([])) -> Code.Name {
    var entries = old.entries
    let hasOther = name.map { !$0.isEmpty } ?? entries.contains { $0.language != "zh" }
    guard nameZh != "" || !hasOther else {
      entries.removeAll { $0.language == "zh" }
      var rest = self
      rest.nameZh = nil
      return rest.name(over: Code.Name(entries))
    }
    func set(_ language: String, _ text: String?) {
      guard let text else { return }
      if let place = entries.firstIndex(where: { $0.language == language }) {
        entries[place] = Code.Name.Entry(language: language, text: text)
      } else {
        entries.append(Code.Name.Entry(language: language, text: text))
      }
    }
    // A plain text is the name in whatever language it is.
    let isPlain = entries.count == 1 && entries[0].language.isEmpty
    if isPlain, nameZh != nil { entries[0] = .init(language: "en", text: entries[0].text) }
    set(isPlain && nameZh == nil || entries.isEmpty && nameZh == nil ? "" : "en", name)
    set("zh", nameZh)
    return Code.Name(entries)
  }
}

/// The parts of a code's entry that are texts.
struct CodePartOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The definition in a few words.", valueName: "text"))
  var brief: String?

  @Option(help: ArgumentHelp("The whole definition.", valueName: "text"))
  var definition: String?

  @Option(help: ArgumentHelp("When the code is assigned.", valueName: "text"))
  var useWhen: String?

  @Option(help: ArgumentHelp("When it is not, and which code is.", valueName: "text"))
  var notWhen: String?

  @Option(help: ArgumentHelp("An example.", valueName: "text"))
  var example: String?

  @Option(help: ArgumentHelp("The quick key; empty takes it away.", valueName: "key"))
  var key: String?

  @Option(help: ArgumentHelp("A colour of the palette; empty takes it away.", valueName: "name"))
  var codeColor: String?

  var parts: [Code.Part: String] {
    [
      .brief: brief, .definition: definition, .useWhen: useWhen, .notWhen: notWhen,
      .example: example,
    ].compactMapValues { $0 }
  }

  /// - Throws: when more than one character is given.
  func quickKey() throws(CodebookProblem) -> Character? {
    guard let key, !key.isEmpty else { return nil }
    guard key.count == 1 else { throw .malformedKey(key) }
    return key.first
  }

  var knownColor: String? { codeColor.flatMap { $0.isEmpty ? nil : $0 } }
}

/// Where among others a code stands.
struct CodePlaceOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The code or family above it.", valueName: "id"))
  var under: String?

  @Option(help: ArgumentHelp("The sibling that it follows; else it comes last.", valueName: "id"))
  var behind: String?

  @Flag(help: "Before its siblings.")
  var first = false

  func validate() throws {
    guard !first || behind == nil else {
      throw ValidationError("--first and --behind are two places. Give one of them.")
    }
  }

  /// The code or family above; `nil` where none is named.
  func parent(in desk: CodebookDesk) throws(Failure) -> Code.ID? {
    try under.map { text throws(Failure) in try desk.code(meant: text) }
  }

  func spot(in desk: CodebookDesk) throws(Failure) -> Codebook.Spot {
    if first { return .first }
    guard let behind else { return .last }
    return .behind(try desk.code(meant: behind))
  }
}

/// Adds a code.
struct CodebookAddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "add",
    abstract: "Add a code or a family.",
    discussion: """
      Ids are never used again.

      Example: emic codebook add sample-transcripts mediation --name Mediation --name-zh 调解 \
      --under relations --behind co-optation --as supervisor
      """
  )

  @Argument(help: "The study's folder.", completion: .directory)
  var study: String

  @Argument(help: "The new id: a to z, 0 to 9 and hyphens.")
  var id: String

  @OptionGroup var name: CodeNameOptions
  @OptionGroup var place: CodePlaceOptions
  @OptionGroup var parts: CodePartOptions

  @Flag(help: "It groups codes and can't be assigned.")
  var family = false

  @Flag(help: "It is left out of agreement and archives.")
  var working = false

  @OptionGroup var writing: CodebookWritingOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    var desk = try CodebookDesk(writing, study: study)
    let (parent, spot) = (try place.parent(in: desk), try place.spot(in: desk))
    try desk.change { book throws(CodebookProblem) in
      var code = Code(
        id: Code.ID(id),
        name: name.name(),
        parent: parent,
        isFamily: family,
        isWorking: working
      )
      for (part, text) in parts.parts { code[part] = text }
      code.key = try parts.quickKey()
      code.color = parts.knownColor
      return try book.addingCode(code, at: spot)
    }
    try desk.save()
    desk.answer(output)
  }
}
