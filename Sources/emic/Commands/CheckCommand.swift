import ArgumentParser
import EmicKit

/// Reads everything, changes nothing.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "check",
    abstract: "Read everything in a study and list what is wrong; change nothing.",
    discussion: """
      Exit code 1 when there are problems.

      Example: emic check sample-transcripts --format json
      """
  )

  @Argument(help: "The study's folder.", completion: .directory)
  var study = "."

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let folder: StudyFolder
    do throws(StudyProblem) {
      folder = try StudyFolder.open(path: study, codebook: reading.codebook)
    } catch {
      switch error {
      // Without a folder there is nothing to check.
      case .file, .notAStudy: throw Failure(error)
      default: return try answer([StudyCheck.problem(opening: error)], [], StudyCheck.Counts())
      }
    }
    let progress = ProgressLine("Reading file", output)
    let check = StudyCheck(
      of: folder,
      asker: try reading.asker(in: folder),
      progress: progress.show
    )
    progress.clear()
    try answer(check.problems, check.warnings, check.counts)
  }

  private func answer(
    _ problems: [StudyCheck.Problem],
    _ warnings: [StudyCheck.Problem],
    _ counts: StudyCheck.Counts
  ) throws {
    output.answer(
      json: .object([
        JSONMember("problems", .array(problems.map(Self.object))),
        JSONMember("warnings", .array(warnings.map(Self.object))),
        JSONMember("counts", Self.object(counts)),
      ]),
      csv: [["file", "line", "kind", "message"]]
        + problems.map { [$0.file, $0.line.map { "\($0)" } ?? "", $0.kind.rawValue, $0.message] },
      table: DisplayText.safe(text(problems, warnings, counts), keepingLines: true)
    )
    if !problems.isEmpty { throw Failure.silent(1) }
  }

  private func text(
    _ problems: [StudyCheck.Problem],
    _ warnings: [StudyCheck.Problem],
    _ counts: StudyCheck.Counts
  ) -> String {
    let lines = problems.map { $0.sentence + "\n" } + warnings.map { "Note: \($0.sentence)\n" }
    let read =
      "Read \(Self.count(counts.transcripts, "transcript")), "
      + "\(Self.count(counts.sidecars, "sidecar")), "
      + "\(Self.count(counts.submissions, "submission")) and \(Self.count(counts.codes, "code"))"
    let found = Self.count(problems.count, "problem")
    return lines.joined() + "\(read): \(problems.isEmpty ? "no problems" : found).\n"
  }

  private static func count(_ number: Int, _ thing: String) -> String {
    "\(number) \(thing)\(number == 1 ? "" : "s")"
  }

  private static func object(_ problem: StudyCheck.Problem) -> JSONValue {
    .object([
      JSONMember("file", .string(problem.file)),
      JSONMember("line", problem.line.map { .number(String($0)) } ?? .null),
      JSONMember("kind", .string(problem.kind.rawValue)),
      JSONMember("message", .string(problem.message)),
    ])
  }

  private static func object(_ counts: StudyCheck.Counts) -> JSONValue {
    .object(
      [
        ("transcripts", counts.transcripts), ("sidecars", counts.sidecars),
        ("codings", counts.codings), ("submissions", counts.submissions), ("codes", counts.codes),
      ].map { JSONMember($0.0, .number(String($0.1))) }
    )
  }
}
