import ArgumentParser
import EmicKit
import Glibc

/// Takes a study's work out, in a form that other programs and people read.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "export",
    abstract: "Take codings, codebook, figures or quotations out, for people and other programs.",
    discussion: """
      The ending of FILE says the form: .csv, .excel.csv (for Excel), .jsonl, .jsonld, .md, .html, \
      .qdpx (a REFI-QDA project for NVivo, ATLAS.ti, MAXQDA, QualCoder; --for nvivo or maxqda counts \
      offsets as they do), .qdc (its codebook alone). \
      What is in a .csv is said by --what, else by the file's name (codebook.csv, units.csv, \
      agreement.csv), else it is the codings.

      A release, without more words: names of --names FILE are replaced, redact codings leave as \
      [replacement], do-not-quote passages are cut, and offsets count the text that leaves. An \
      archive, with --identified: everything as it is, and the file's name says IDENTIFIED; where \
      it does not, the word is added.

      FILE may be an earlier export, which is replaced. Another file that is there is not: on a terminal you \
      are asked, a script says --force. Nothing is ever written among the files of a study, this one or \
      another, but into its exports/.

      Example: emic export sample-transcripts --to codings.csv --names ../names.csv
      """
  )

  @Argument(help: "The study's folder.", completion: .directory)
  var study = "."

  @Option(
    name: .customLong("to"),
    help: ArgumentHelp("The file to write.", valueName: "file"),
    completion: .file()
  )
  var destination: String

  @Option(help: "What is in a .csv: codings, codebook, units or agreement.")
  var what: String?

  @Option(name: .customLong("for"), help: "For which program it is made, such as taguette.")
  var profile: String?

  @OptionGroup var names: NamesOption

  @Flag(help: "An archive: real names and flagged passages included.")
  var identified = false

  @Option(
    help: ArgumentHelp("List what was replaced where, without the names.", valueName: "file"),
    completion: .file()
  )
  var log: String?

  @Option(help: "The unit of agreement: sentence or turn.")
  var unit: AgreementUnits.Kind?

  @Option(
    help: ArgumentHelp(
      "Attributes that stand in references of quotations, with commas.",
      valueName: "a,b"
    )
  )
  var references: String?

  @Flag(help: "Replace a file that is there and is no earlier export.")
  var force = false

  @OptionGroup var filters: FilterOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    do {
      try export()
    } catch let problem as ExportProblem {
      throw Failure(problem)
    } catch let problem as ComparisonProblem {
      throw Failure(problem)
    } catch let problem as FileProblem {
      throw Failure(ExportProblem.file(problem))
    }
  }

  private func export() throws {
    let folder = try reading.open(study)
    let format = try ExportFormat.named(destination, what: what)
    let list = try names.required(for: folder, identified: identified)
    let release: Release = identified ? .identified : .released(list)
    let place = try self.place(destination, format.ending, folder)
    try refuseToReplace(place)
    Unfinished.watch()
    let shown = ReplacedNames.words(place.path)
    Unfinished.say("Interrupted: \(shown) was not written; what was there is as it was.")
    let question = try CodingQuestion(folder, reading, filters)
    let log = try log.map { path in
      guard path.lowercased().hasSuffix(".csv") else {
        throw Failure.usage("--log \(path): the list is a .csv file. Give it that ending.")
      }
      let logged = try self.place(path, ".csv", folder)
      guard !logged.isSame(as: place) else { throw ExportProblem.ownLog(logged.path) }
      try refuseToReplace(logged)
      return try AnonymisationLog(logged)
    }
    let progress = ProgressLine(output)
    let sources = try ExportReading(
      question,
      release,
      unit: unit,
      log: log,
      progress: { step, done, count in progress.show(step.words, done, of: count) }
    )
    let request = ExportRequest(
      profile: profile,
      references: try attributes(sources.summary),
      // Asked, or said.
      replacesOthers: true
    )
    let outcome: ExportOutcome
    do {
      outcome = try format.export(sources.study(), to: place, request)
    } catch {
      progress.clear()
      throw error
    }
    progress.clear()
    Unfinished.say("Interrupted: \(shown) is written.")
    try log?.finish()
    let answer = ExportAnswer(
      place: place,
      format: format,
      outcome: outcome,
      replaced: sources.replaced
    )
    output.answer(json: answer.json, csv: answer.csv, table: answer.text)
    for note in outcome.notes { output.note(note) }
    if let warning = Self.warning(of: sources.lackingFlags) { Output.writeError(warning) }
    if !identified, list == nil {
      output.note("No names were replaced: no list of them was given (--names FILE).")
    }
    Unfinished.say("")
    if let list { try refuseLeaks(in: place.path, question.leakCheck(for: list)) }
    try sources.summary.finish(output)
  }

  /// What a study that is made of an archive would let leave.
  private static func warning(of transcripts: [String]) -> String? {
    guard !transcripts.isEmpty else { return nil }
    return
      "The archive lacks do-not-quote or redact flags on \(transcripts.joined(separator: ", ")): they stand in "
      + "work that is not submitted, that you may not see yet or that was not asked for, on working codes, or have "
      + "lost their place. A study made of it would let those words leave: make the archive again when all of that "
      + "work is submitted and `emic reanchor` finds nothing, and give words under a working code another code, too."
  }

  /// Reads what was written once more: a name may have come about that was in none of the parts.
  private func refuseLeaks(in file: String, _ check: LeakCheck) throws(Failure) {
    let progress = ProgressLine("Looking for names in what was written", output)
    progress.show()
    defer { progress.clear() }
    let leaks: [LeakCheck.Leak]
    do throws(LeakCheck.Problem) {
      leaks = try check.leaks(inFile: file)
    } catch {
      throw .data(error.message)
    }
    progress.clear()
    for sentence in LeakCheck.Leak.sentences(of: leaks) { Output.writeError(sentence) }
    guard leaks.allSatisfy({ $0.entry == nil }) else {
      throw .refused(
        (["\(file): names of the list stand in it all the same. Do not pass it on as it is."]
          + LeakCheck.Leak.advice(on: leaks)).joined(separator: " ")
      )
    }
    if !leaks.isEmpty {
      output.note("\(file): look at these places before you pass it on.")
    }
  }

  private func place(
    _ path: String,
    _ ending: String,
    _ folder: StudyFolder
  ) throws(ExportProblem) -> ExportPlace {
    try ExportPlace(
      path,
      ending: ending,
      study: folder,
      // What was replaced is in no archive.
      isIdentified: identified && path == destination,
      reading: names.names
    )
  }

  /// Leaves what is there and was not exported, unless whoever sits at the terminal says otherwise.
  private func refuseToReplace(_ place: ExportPlace) throws {
    guard !force else { return }
    do throws(ExportProblem) {
      try place.refuseToReplace()
    } catch {
      let isAsked =
        !output.quiet && isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1
      guard isAsked else { throw error }
      Output.writeError(error.message)
      Output.writeRaw("Replace it? [y/N] ")
      let answer = readLine()?.filter { !$0.isWhitespace }.lowercased()
      guard answer == "y" || answer == "yes" else {
        throw Failure.refused("Nothing was written; \(DisplayText.safe(place.path)) is as it was.")
      }
    }
  }

  private func attributes(_ listing: CodingListing) throws(Failure) -> [String] {
    guard let references else {
      return QuotationList.defaultAttributes(of: listing.attributeNames)
    }
    let names = [references].listed
    try listing.refuseUnknownAttributes(names)
    return names
  }
}

extension ExportStep {
  /// What is counted while it lasts.
  var words: String {
    switch self {
    case .reading: "Exporting transcript"
    case .counting: "Counting agreement in transcript"
    case .packing: "Packing part"
    case .writing: "Writing transcript"
    }
  }
}

/// What an export says when it is done.
struct ExportAnswer {
  let place: ExportPlace
  let format: ExportFormat
  let outcome: ExportOutcome
  /// By kind: how many names, redactions and cuts.
  let replaced: [String: Int]

  private var kinds: [(key: String, value: Int)] { replaced.sorted { $0.key < $1.key } }

  var text: String {
    let noun = outcome.count == 1 ? outcome.noun.one : outcome.noun.many
    var text = "\(DisplayText.safe(place.path)): \(outcome.count) \(noun)"
    if !kinds.isEmpty {
      let list = kinds.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
      text += "; replaced or cut: \(DisplayText.safe(list))"
    }
    return text + "\n"
  }

  var json: JSONValue {
    .object([
      JSONMember("file", .string(place.path)), JSONMember("what", .string(format.what)),
      JSONMember("count", .count(outcome.count)),
      JSONMember("replaced", .object(kinds.map { JSONMember($0.key, .count($0.value)) })),
    ])
  }

  var csv: [[String]] {
    [["file", "what", "count"], [place.path, format.what, String(outcome.count)]]
  }
}

extension Failure {
  init(_ problem: ExportProblem) {
    message = problem.message
    switch problem {
    case .unknownEnding, .notInThisForm, .unknownProfile, .insideStudy, .insideOtherStudy, .ownFile,
      .ownLog,
      .saysIdentified, .unitOfCharacters:
      status = 2
    case .nothing, .otherFile, .readOnly: status = 1
    case .file, .unknownFlags, .incomplete, .missing, .unrecorded: status = 3
    }
  }
}
