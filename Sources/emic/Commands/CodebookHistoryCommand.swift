import ArgumentParser
import EmicKit

/// Lists what has become of the codebook, or of one code.
struct CodebookHistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "history",
    abstract: "List the changes of the codebook: version, who, why, and the words replaced.",
    discussion: """
      The latest at the end. --code lists those of one code. `emic codebook diff` says what has \
      changed between two versions.

      Example: emic codebook history my-study --code trust
      """
  )

  @Argument(help: "The study's folder.", completion: .directory)
  var study = "."

  @Option(
    help: ArgumentHelp("Only of this code: id, name or beginning of the id.", valueName: "code")
  )
  var code: String?

  @Option(
    help: ArgumentHelp("A codebook in place of the study's own.", valueName: "file"),
    completion: .file()
  )
  var codebook: String?

  @OptionGroup var output: OutputOptions

  func run() throws {
    let study = try openStudy(self.study, codebook: codebook)
    let book = try Failure.study { () throws(StudyProblem) in try study.codebook() }
    let id = try code.map { text throws(Failure) in try book.code(asked: text) }
    let entries = book.history.filter { entry in id.map(entry.codes.contains) ?? true }
    var table = Table(["VERSION", "DATE", "BY", "CHANGE", "CODES", "REASON", "BEFORE"])
    table.labels = [6: "before it"]
    for entry in entries {
      table.add([
        "\(entry.version)", entry.at?.date ?? "", entry.by?.text ?? "",
        CodeHistory.words(of: entry), Self.codes(entry), entry.reason,
        CodeHistory.sentences(of: entry, in: book).joined(separator: " "),
      ])
    }
    output.answer(
      json: .object([JSONMember("history", .array(entries.map(Self.object)))]),
      csv: [["version", "at", "by", "change", "codes", "reason", "before"]]
        + entries.map { entry in
          [
            "\(entry.version)", entry.at?.text ?? "", entry.by?.text ?? "", entry.change.rawValue,
            Self.codes(entry), entry.reason, Self.before(entry),
          ]
        },
      table: table.text(output.tableForm)
        + "\(entries.count) \(entries.count == 1 ? "change" : "changes")\n"
    )
  }

  private static func codes(_ entry: CodebookHistoryEntry) -> String {
    entry.codes.map(\.text).joined(separator: " ")
  }

  /// What the first of the codes had before, for scripts: `brief: Confidence`.
  private static func before(_ entry: CodebookHistoryEntry) -> String {
    members(entry).map { "\($0.key): \($0.text.isEmpty ? "nothing" : $0.text)" }
      .joined(separator: "; ")
  }

  private static func members(_ entry: CodebookHistoryEntry) -> [(key: String, text: String)] {
    entry.was.filter { $0.key != "codes" }.map { ($0.key, CodeHistory.text(of: $0.value)) }
  }

  private static func object(_ entry: CodebookHistoryEntry) -> JSONValue {
    .object([
      JSONMember("version", .count(entry.version)), JSONMember("at", .known(entry.at?.text)),
      JSONMember("by", .known(entry.by?.text)),
      JSONMember("change", .string(entry.change.rawValue)),
      JSONMember("codes", .strings(entry.codes.map(\.text))),
      JSONMember("reason", .string(entry.reason)), JSONMember("minor", .bool(entry.isMinor)),
      JSONMember("takes-back", .bool(entry.undoes != nil)),
      JSONMember(
        "before",
        .object(members(entry).map { JSONMember($0.key, .string($0.text)) })
      ),
    ])
  }
}
