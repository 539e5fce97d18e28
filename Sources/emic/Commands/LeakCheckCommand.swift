import ArgumentParser
import EmicKit

/// Looks for names in files that are to leave the house.
struct LeakCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "leakcheck",
    abstract: "Look for names, e-mail addresses, phone, id and WeChat numbers in files.",
    discussion: """
      Says where something stands and of which kind it is, never the name. Looks into texts, \
      tables, pages and the members of ZIP files. Exit code 1 when something was found.

      Example: emic leakcheck report.html codings.csv --names ../names.csv
      """
  )

  @Argument(help: "The files.")
  var files: [String]

  @OptionGroup var names: NamesOption
  @OptionGroup var output: OutputOptions

  func run() throws {
    let check = LeakCheck(names: try names.list(outside: nil))
    var leaks: [LeakCheck.Leak] = []
    var problems: [String] = []
    for file in files {
      do throws(LeakCheck.Problem) {
        leaks += try check.leaks(inFile: file)
      } catch {
        problems.append(error.message)
      }
    }
    let list = leaks
    output.answer(
      json: .object([
        JSONMember("files", .strings(files)),
        JSONMember("found", .array(list.map(Self.object))),
        JSONMember("count", .count(list.count)),
      ]),
      csv: [["file", "line", "column", "kind", "entry"]]
        + list.map { leak in
          [
            leak.file, String(leak.line), String(leak.column), leak.kind,
            leak.entry.map { String($0) } ?? "",
          ]
        },
      table: list.map { DisplayText.safe($0.sentence) + "\n" }.joined()
        + (list.isEmpty ? "Nothing was found.\n" : "")
    )
    if names.names == nil { output.note("No list of names was given, so none were looked for.") }
    for problem in problems { Output.writeError(problem) }
    if !problems.isEmpty { throw Failure.silent(3) }
    if !leaks.isEmpty { throw Failure.silent(1) }
  }

  private static func object(_ leak: LeakCheck.Leak) -> JSONValue {
    .object([
      JSONMember("file", .string(leak.file)), JSONMember("line", .count(leak.line)),
      JSONMember("column", .count(leak.column)), JSONMember("kind", .string(leak.kind)),
      JSONMember("entry", leak.entry.map { .count($0) } ?? .null),
    ])
  }
}

extension LeakCheck.Leak {
  /// `codings.csv:12:34: person, line 3 of the list of names`.
  var sentence: String {
    let what =
      switch self.what {
      case .name(let line, let kind): "\(kind), line \(line) of the list of names"
      case .identifier(.email): "an e-mail address"
      case .identifier(.phone): "a phone number"
      case .identifier(.identityNumber): "an identity number"
      case .identifier(.wechat): "a WeChat id"
      }
    return "\(file):\(line):\(column): \(what)"
  }
}
