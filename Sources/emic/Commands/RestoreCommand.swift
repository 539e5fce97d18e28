import ArgumentParser
import EmicKit

/// Lists the daily backups, and brings sidecars back that are gone or damaged.
struct RestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "restore",
    abstract: "List the daily backups; bring back sidecars that are gone or damaged.",
    discussion: """
      A backup holds a sidecar, or a file of memos, as it was before the first save of its day. What a \
      merge or a submission has left since, or else its frozen copy, and what the history of undo knows of \
      since then, comes back with it. A file that can be read is newer and is never replaced; one that \
      lacks what was known, and nobody has removed, takes it in. A damaged file is kept in .emic/backup \
      before it is replaced. Of files on which all of the study rests, as study.yaml or cases.csv, --list \
      names those of which emic kept another version, and how it comes back.

      Example: emic restore sample-transcripts --list
      """
  )

  @Argument(help: "The study's folder.", completion: .directory)
  var study = "."

  @Flag(help: "List the backups; nothing is written.")
  var list = false

  @Option(help: ArgumentHelp("The day of the backup.", valueName: "YYYY-MM-DD"))
  var from: String?

  @Option(help: ArgumentHelp("Only of this transcript.", valueName: "name"))
  var transcript: String?

  @Option(help: ArgumentHelp("Only of this coder.", valueName: "id"))
  var coder: String?

  @OptionGroup var output: OutputOptions

  func run() throws {
    guard list != (from != nil) else {
      throw Failure.usage(
        "Say --list to see the backups, or --from YYYY-MM-DD to bring one back; one of the two."
      )
    }
    if let from, Timestamp("\(from)T00:00:00Z") == nil {
      throw Failure.usage(
        "--from \"\(from)\" is no date. Write it as YYYY-MM-DD; `emic restore --list` has the days there are."
      )
    }
    let study = try Failure.study { () throws(StudyProblem) in
      try StudyFolder.open(path: self.study)
    }
    let name = try Failure.study { () throws(StudyProblem) in
      try transcript.map { text throws(StudyProblem) in try study.transcript(named: text) }
    }
    let restoring = Restoring(of: study)
    let all: [Restoring.Copy]
    do throws(FileProblem) {
      all = try restoring.copies()
    } catch {
      throw Failure.data(error.message)
    }
    let copies = all.filter { isWanted($0, name) }
    if copies.isEmpty { try refuseUnknownCoder(of: study) }
    guard let from else {
      // Of no transcript and no coder.
      return show(copies, name == nil && coder == nil ? study.otherSharedFiles : [])
    }
    try bringBack(copies, of: from, by: restoring)
  }

  private func refuseUnknownCoder(of study: StudyFolder) throws(Failure) {
    let known = Set(
      study.file.coders.map(\.id) + study.sidecars.map(\.coder) + study.codersOfMemos
        + [Coder.consensus]
    )
    guard let coder, !known.contains(Coder.ID(coder)) else { return }
    let names = known.filter { $0 != Coder.consensus }.sorted().map(\.text)
    throw .usage(QueryProblem.unknownCoder(coder, known: names).message)
  }

  private func isWanted(_ copy: Restoring.Copy, _ name: String?) -> Bool {
    let isOfCoder = coder.map { coder in
      copy.file.hasSuffix(".\(coder).json") || copy.file.hasPrefix("codings/\(coder)/")
    }
    return (name.map { copy.file.contains($0) } ?? true) && isOfCoder ?? true
  }

  private func show(_ copies: [Restoring.Copy], _ shared: [OtherSharedFile]) {
    var table = Table(["DAY", "FILE"])
    for copy in copies { table.add([copy.day, copy.file]) }
    output.answer(
      json: .object([
        JSONMember(
          "backups",
          .array(
            copies.map {
              .object([
                JSONMember("day", .string($0.day)), JSONMember("file", .string($0.file)),
              ])
            }
          )
        ),
        JSONMember(
          "shared",
          .array(
            shared.map {
              .object([
                JSONMember("file", .string($0.path)),
                JSONMember("state", .string($0.state.rawValue)),
                JSONMember("copy", .string($0.copy)), JSONMember("message", .string($0.message)),
              ])
            }
          )
        ),
      ]),
      csv: [["day", "file"]] + copies.map { [$0.day, $0.file] },
      table: (copies.isEmpty
        ? "There are no backups\(shared.isEmpty ? "" : " of sidecars and memos"): the first save of a day makes them.\n"
        : table.text(output.tableForm))
        + shared.map { "\n\($0.message)\n" }.joined()
    )
  }

  private func bringBack(
    _ copies: [Restoring.Copy],
    of day: String,
    by restoring: Restoring
  ) throws {
    let chosen = copies.filter { $0.day == day }
    guard !chosen.isEmpty else {
      let days = Set(copies.map(\.day)).sorted()
      throw Failure.refused(
        "There is no backup of \(DisplayText.safe(day))"
          + (days.isEmpty
            ? " of what was asked for, nor of any other day."
            : ". There are: \(days.joined(separator: ", ")).") + " Nothing was written."
      )
    }
    var lines: [(file: String, outcome: String, words: String)] = []
    var problems: [String] = []
    var mayLackFlags = false
    for copy in chosen {
      do throws(Restoring.Problem) {
        let result = try restoring.restore(copy)
        let (outcome, words) = Self.words(result)
        lines.append((copy.file, outcome, words))
        mayLackFlags = mayLackFlags || result.since?.mayLackFlags == true
      } catch {
        problems.append(error.message)
      }
    }
    output.answer(
      json: .object([
        JSONMember("day", .string(day)),
        JSONMember(
          "files",
          .array(
            lines.map {
              .object([
                JSONMember("file", .string($0.file)), JSONMember("outcome", .string($0.outcome)),
              ])
            }
          )
        ),
      ]),
      csv: [["file", "outcome"]] + lines.map { [$0.file, $0.outcome] },
      sentences: lines.map { "\($0.file): \($0.words)" }
    )
    for problem in problems { Output.writeError(problem) }
    if !problems.isEmpty { throw Failure.silent(3) }
    if mayLackFlags { throw Failure.silent(1) }
  }

  private static func words(_ outcome: Restoring.Outcome) -> (String, String) {
    switch outcome {
    case .restored(let since): ("restored", "it was gone, and is back\(words(since)).")
    case .replaced(let keptAt, let since):
      (
        "replaced",
        "it could not be read, and is back\(words(since)); the damaged file is \(keptAt)."
      )
    case .caughtUp(let since): ("caught-up", "it was as the backup is, and is back\(words(since)).")
    case .merged(0, let since):
      (
        "merged",
        "it knew less of submissions and of what was shown than the backup, and has that again\(left(since))."
      )
    case .merged(let count, let since):
      (
        "merged",
        "it lacked \(count == 1 ? "1 coding, memo or mark" : "\(count) codings, memos and marks") of the backup or of "
          + "what was done since, and has \(count == 1 ? "it" : "them") again\(left(since))."
      )
    case .newer: ("newer", "it can be read, so it is newer than the backup and stays.")
    case .same: ("same", "it is what the backup holds.")
    }
  }

  /// What became of what was done after the backup.
  private static func words(_ since: Restoring.Replayed) -> String {
    (since.done > 0 ? " with the \(changes(since.done)) made since then" : "") + left(since)
  }

  private static func left(_ since: Restoring.Replayed) -> String {
    var words =
      since.left == 0
      ? "" : ", without \(changes(since.left)) made since then: `emic history` lists them"
    if since.leftFlags > 0 {
      words +=
        ", and \(since.leftFlags == 1 ? "one" : "\(since.leftFlags)") may have flagged words that are not flagged now"
    }
    if let problem = since.unread {
      words +=
        ", as far as it is known (\(problem.message)): look whether flags are missing"
    }
    return words
  }

  private static func changes(_ count: Int) -> String {
    count == 1 ? "1 change" : "\(count) changes"
  }
}
