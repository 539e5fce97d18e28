import ArgumentParser
import EmicKit

/// Lists the attributes of the transcripts' cases, and sets them.
struct CasesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "cases",
    abstract: "List the case and the attributes of each transcript; set one with --set.",
    discussion: """
      Values come from cases.csv, else from the transcript's header; what nobody says is unknown. \
      --set writes cases.csv: a value that study.yaml does not list is refused with the list, an \
      empty one takes it out of cases.csv, so that what the header says counts again. --undo takes \
      your last change back, as u on the screen does, and --redo does it again; where somebody has \
      changed the same since, that stands, and --skip goes on behind it.

      Example: emic cases sample-transcripts T03 --set site="City C"
      """
  )

  @Argument(help: "The study's folder.", completion: .directory)
  var study: String

  @Argument(help: "Only this transcript.", completion: .file())
  var transcript: String?

  @Option(help: ArgumentHelp("Sets a value; may be given again.", valueName: "attribute=value"))
  var set: [String] = []

  @Flag(help: "Attributes that nobody has yet become columns.")
  var newAttribute = false

  @Option(
    help: ArgumentHelp("Who sets it, for --undo; else $EMIC_CODER.", valueName: "id")
  )
  var coder: String?

  @Flag(help: "Take your last change of an attribute back.")
  var undo = false

  @Flag(help: "Do again what was undone last.")
  var redo = false

  @Flag(help: "Leave those as they are on which somebody else's stand, and go on behind them.")
  var skip = false

  @OptionGroup var output: OutputOptions

  func run() throws {
    let values = try settings()
    guard !undo, !redo else { return try takeBack(values) }
    guard !skip else { throw Failure.usage("--skip goes with --undo or --redo. Leave it out.") }
    guard values.isEmpty || transcript != nil else {
      throw Failure.usage("Say of which transcript the values are to be set.")
    }
    var study = try openStudy(self.study)
    let names = try Failure.study { () throws(StudyProblem) in
      try transcript.map { name throws(StudyProblem) in [try study.transcript(named: name)] }
        ?? study.transcripts
    }
    if let name = names.first, !values.isEmpty {
      let coder = try author(in: study)
      do {
        let change = try study.setCase(values, of: name, makesAttributes: newAttribute)
        if let change, let coder,
          !CaseSteps(study: study, coder: coder).record(change, .do, at: Now.timestamp)
        {
          Output.sayUnrecorded("cases.csv", undoneBy: "`emic cases --undo`")
        }
      } catch let problem as CaseProblem {
        throw Failure.usage("\(DisplayText.safe(name)): \(problem.message) Nothing was written.")
      } catch {
        throw Failure(error)
      }
      let path = study.path
      study = try Failure.study { () throws(StudyProblem) in try StudyFolder.open(path: path) }
    }
    try list(names, in: study)
    if let name = names.first { try noteHeader(of: name, values, study) }
  }

  /// - Returns: `nil` where nobody is named: then --undo does not know the change.
  private func author(in study: StudyFolder) throws(Failure) -> Coder.ID? {
    do throws(CoderChoice.Refusal) {
      return try CoderChoice.choose(for: study, option: coder)
    } catch {
      throw Failure(withoutAdding: error)
    }
  }

  private func takeBack(_ values: [(attribute: String, value: String)]) throws {
    guard undo != redo, values.isEmpty, transcript == nil else {
      throw Failure.usage(
        "--undo and --redo stand alone. Give one of them, without a transcript and --set."
      )
    }
    let folder = try openStudy(study)
    guard let coder = try author(in: folder) else {
      throw Failure(withoutAdding: .missing(folder.file.coders.map(\.id)))
    }
    let change: CaseChange
    let skip = skip
    do throws(CaseSteps.Refusal) {
      change = try CaseSteps(study: folder, coder: coder).takeLast(
        undoing: undo,
        at: Now.timestamp,
        skipping: { _ in skip }
      )
    } catch {
      throw Self.failure(error, undoing: undo, isSkipping: skip)
    }
    output.note(change.words(undone: undo))
    let path = folder.path
    let now = try Failure.study { () throws(StudyProblem) in try StudyFolder.open(path: path) }
    try list([change.transcript], in: now)
  }

  private static func failure(
    _ refusal: CaseSteps.Refusal,
    undoing isUndone: Bool,
    isSkipping: Bool
  ) -> Failure {
    switch refusal {
    case .nothing:
      .refused("No change of an attribute to \(isUndone ? "undo" : "redo") that you have made.")
    case .overtaken(_, let overtaken, let hasMore):
      .refused(
        overtaken.message(undoing: isUndone)
          + (hasMore && !isSkipping
            ? " --skip leaves it so, and goes on with the change before." : "")
      )
    case .failed(let problem): Failure(problem)
    }
  }

  /// Says where what was to be taken away still stands: the header counts where cases.csv says nothing.
  private func noteHeader(
    of name: String,
    _ values: [(attribute: String, value: String)],
    _ study: StudyFolder
  ) throws(Failure) {
    let emptied = values.filter { $0.value.isEmpty }.map(\.attribute)
    guard !emptied.isEmpty else { return }
    let table = try Failure.study { () throws(StudyProblem) in try study.cases() }
    let attributes = table.attributes(
      of: name,
      header: (try? study.transcript(name))?.structure.header,
      study: study.file
    )
    for attribute in emptied {
      let value = attribute == "case" ? attributes.case : attributes.values[attribute] ?? ""
      guard !value.isEmpty else { continue }
      output.note(
        "\(attribute) stays \(value): the header of \(name) says so, and cases.csv nothing. Set another "
          + "value, or change the header."
      )
    }
  }

  private func settings() throws(Failure) -> [(attribute: String, value: String)] {
    var values: [(attribute: String, value: String)] = []
    for text in set {
      guard let sign = text.firstIndex(of: "=") else {
        throw .usage("\"\(DisplayText.safe(text))\" sets nothing. Write it as attribute=value.")
      }
      values.append((String(text[..<sign]), String(text[text.index(after: sign)...])))
    }
    return values
  }

  private func list(_ names: [String], in study: StudyFolder) throws(Failure) {
    let table = try Failure.study { () throws(StudyProblem) in try study.cases() }
    var known = names.map { name in
      (
        name: name,
        attributes: table.attributes(
          of: name,
          header: (try? study.transcript(name))?.structure.header,
          study: study.file
        )
      )
    }
    known.sort { $0.name < $1.name }
    var columns = table.attributeNames(study: study.file)
    for key in known.flatMap(\.attributes.values.keys).sorted() where !columns.contains(key) {
      columns.append(key)
    }
    output.answer(
      json: .object([
        JSONMember(
          "cases",
          .array(
            known.map { name, attributes in
              .object(
                [
                  JSONMember("transcript", .string(name)),
                  JSONMember("case", attributes.case.isEmpty ? .null : .string(attributes.case)),
                  JSONMember(
                    "attributes",
                    .object(
                      columns.map { column in
                        JSONMember(column, attributes.values[column].map { .string($0) } ?? .null)
                      }
                    )
                  ),
                ]
              )
            }
          )
        )
      ]),
      csv: [["transcript", "case"] + columns]
        + known.map { name, attributes in
          [name, attributes.case] + columns.map { attributes.values[$0] ?? "" }
        },
      table: page(known, columns)
    )
    for warning in table.warnings { Output.writeError(warning.message) }
  }

  /// Each transcript with its values; what is unknown comes last, in a line of its own.
  private func page(
    _ known: [(name: String, attributes: CaseTable.Attributes)],
    _ columns: [String]
  ) -> String {
    var text = ""
    for (name, attributes) in known {
      text += "\(name)  \(attributes.case.isEmpty ? "no case" : attributes.case)\n"
      for column in columns {
        if let value = attributes.values[column] { text += "  \(column): \(value)\n" }
      }
      let unknown = columns.filter { attributes.values[$0] == nil }
      if !unknown.isEmpty { text += "  unknown: \(unknown.joined(separator: ", "))\n" }
    }
    return DisplayText.safe(text, keepingLines: true)
  }
}
