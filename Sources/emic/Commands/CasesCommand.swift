import ArgumentParser
import EmicKit

/// Lists the attributes of the transcripts' cases, and sets them.
struct CasesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cases",
    abstract: "List the case and the attributes of each transcript; set one with --set.",
    discussion: """
      Values come from cases.csv, else from the transcript's header; what nobody says is unknown. \
      --set writes cases.csv: a value that study.yaml does not list is refused with the list, an \
      empty one takes it out of cases.csv, so that what the header says counts again.

      Example: emic cases sample-transcripts T03 --set site="City C"
      """
  )

  @Argument(help: "The study's folder.")
  var study: String

  @Argument(help: "Only this transcript.")
  var transcript: String?

  @Option(help: ArgumentHelp("Sets a value; may be given again.", valueName: "attribute=value"))
  var set: [String] = []

  @Flag(help: "Attributes that nobody has yet become columns.")
  var newAttribute = false

  @OptionGroup var output: OutputOptions

  func run() throws {
    let values = try settings()
    guard values.isEmpty || transcript != nil else {
      throw Failure.usage("Say of which transcript the values are to be set.")
    }
    var study = try Failure.study { () throws(StudyProblem) in
      try StudyFolder.open(path: self.study)
    }
    let names = try Failure.study { () throws(StudyProblem) in
      try transcript.map { name throws(StudyProblem) in [try study.transcript(named: name)] }
        ?? study.transcripts
    }
    if let name = names.first, !values.isEmpty {
      do {
        try study.setCase(values, of: name, makesAttributes: newAttribute)
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
