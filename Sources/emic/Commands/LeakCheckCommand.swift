import ArgumentParser
import EmicKit

/// Looks for names in files that are to leave the house.
struct LeakCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "leakcheck",
    abstract: "Look for names, e-mail addresses, phone, id and WeChat numbers in files.",
    discussion: """
      Says where something stands and of which kind it is, never the name. Looks into texts, \
      tables, pages and the members of ZIP files, archives in them too, and at the files' names; reads \
      \\u5f20, &#24352; and %E5%BC%A0, and looks past marks of emphasis. What is no text (pictures, \
      sound) is named and left to you. Exit code 1 when something was found.

      Example: emic leakcheck report.html codings.csv --names ../names.csv
      """
  )

  @Argument(help: "The files.", completion: .file())
  var files: [String]

  @OptionGroup var names: NamesOption
  @OptionGroup var output: OutputOptions

  func run() throws {
    let check = LeakCheck(names: try names.list(outside: nil))
    ReplacedNames.letStand()
    var leaks: [LeakCheck.Leak] = []
    var problems: [String] = []
    var unread: [String] = []
    for file in files {
      do throws(LeakCheck.Problem) {
        let look = try check.look(into: file)
        leaks += look.leaks
        unread += look.unread
      } catch {
        problems.append(error.message)
      }
    }
    let list = leaks
    // First, so that nobody takes a part for all of it.
    for problem in problems { Output.writeError(problem) }
    if names.names == nil { output.note("No list of names was given, so none were looked for.") }
    if let sentence = LeakCheck.Look.sentence(unread) { output.note(sentence) }
    let couldAll = problems.isEmpty && unread.isEmpty
    let nothing =
      problems.count == files.count
      ? "Nothing could be looked at.\n"
      : "Nothing was found\(couldAll ? "" : " in what could be read")"
        + (names.names == nil ? "; names were not looked for.\n" : ".\n")
    output.answer(
      json: .object([
        JSONMember("files", .strings(files)),
        JSONMember("found", .array(list.map(Self.object))),
        JSONMember("count", .count(list.count)), JSONMember("unread", .strings(unread)),
      ]),
      csv: [["file", "line", "column", "kind", "entry"]]
        + list.map { leak in
          [
            leak.file, leak.line == 0 ? "" : String(leak.line), String(leak.column), leak.kind,
            leak.entry.map { String($0) } ?? "",
          ]
        },
      table: LeakCheck.Leak.sentences(of: list).map { DisplayText.safe($0) + "\n" }.joined()
        + (list.isEmpty ? nothing : "")
    )
    if !problems.isEmpty { throw Failure.silent(3) }
    if !leaks.isEmpty { throw Failure.silent(1) }
  }

  private static func object(_ leak: LeakCheck.Leak) -> JSONValue {
    .object([
      JSONMember("file", .string(leak.file)),
      JSONMember("line", leak.line == 0 ? .null : .count(leak.line)),
      JSONMember("column", .count(leak.column)), JSONMember("kind", .string(leak.kind)),
      JSONMember("entry", leak.entry.map { .count($0) } ?? .null),
    ])
  }
}

extension LeakCheck.Look {
  /// What could not be looked into; `nil` when all of it could.
  static func sentence(_ unread: [String]) -> String? {
    guard !unread.isEmpty else { return nil }
    let shown = unread.prefix(3).joined(separator: ", ")
    let more = unread.count > 3 ? " and \(unread.count - 3) more" : ""
    return "No text, so not looked into: \(shown)\(more). Look at them yourself."
  }
}
