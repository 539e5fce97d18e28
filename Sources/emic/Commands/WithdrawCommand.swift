import ArgumentParser
import EmicKit
import Glibc

/// Takes a case out of the study when its consent is withdrawn.
struct WithdrawCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "withdraw",
    abstract: "Take a case out: transcripts, codings, submissions, history, backups, summaries.",
    discussion: """
      Lists what goes and what others may still hold, then asks for the case's name. Scripts give \
      it with --confirm. What is taken out cannot be brought back. Interrupted, it is given again and \
      finishes what is left.

      Example: emic withdraw study NGO-D1 --dry-run
      """
  )

  @Argument(help: "The study's folder.", completion: .directory)
  var study: String

  @Argument(help: "The case, as cases.csv or the header has it; without a case the transcript.")
  var name: String

  @Option(
    help: ArgumentHelp("The case's name once more, in place of the question.", valueName: "name")
  )
  var confirm: String?

  @Flag(help: "Only list what would go.")
  var dryRun = false

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let folder = try reading.open(study)
    try refuseTranscript(of: folder)
    let withdrawal = try Failure.study { () throws(StudyProblem) in
      try Withdrawal(of: name, from: folder)
    }
    guard !withdrawal.isEmpty else {
      throw Failure.usage(try unknown(in: folder))
    }
    if let confirm, confirm != name {
      throw Failure.usage("--confirm \"\(confirm)\" is not the case. Nothing was taken out.")
    }
    let asks = !dryRun && confirm == nil
    if asks {
      Output.write(text(withdrawal, isDone: false))
      guard isatty(STDIN_FILENO) == 1 else {
        throw Failure.refused(
          "Nobody can be asked here. Nothing was taken out; say --confirm with the case's name."
        )
      }
      Output.writeRaw("Type the case's name to take all this out for good: ")
      guard readLine() == name else {
        throw Failure.refused("That is not the case's name. Nothing was taken out.")
      }
    }
    if !dryRun {
      do throws(FileProblem) {
        try withdrawal.carryOut()
      } catch {
        throw Failure.data(
          error.message + " The case is not out yet: give the command again to finish."
        )
      }
    }
    if !dryRun {
      StudyFolder.keepSharedFiles(of: folder.path, unlessNaming: withdrawal.transcripts + [name])
    }
    guard !asks else {
      Output.write("\(DisplayText.safe(name)) is out of the study.\n")
      return
    }
    output.answer(
      json: json(withdrawal),
      csv: [["file", "what"]] + withdrawal.rewritten.map { [$0.file, $0.part] }
        + withdrawal.removed.map { [$0, "removed"] },
      table: text(withdrawal, isDone: !dryRun)
    )
  }

  /// Refuses the name of a transcript of a case: of the case nothing but a row would go.
  private func refuseTranscript(of folder: StudyFolder) throws {
    guard folder.transcripts.contains(name), Withdrawal.caseName(of: name, in: folder) != name,
      try !Failure.study({ () throws(StudyProblem) in try folder.cases() }).rows
        .contains(where: { $0.case == name })
    else { return }
    throw Failure.usage(
      "\(name) is a transcript of a case. `\(command(for: name, in: folder))` takes the case out."
    )
  }

  private func command(for transcript: String, in folder: StudyFolder) -> String {
    let name = Withdrawal.caseName(of: transcript, in: folder)
    return "emic withdraw \(ShellWord.quoted(study)) \(ShellWord.quoted(name))"
  }

  /// That there is no such case, and what may be meant.
  private func unknown(in folder: StudyFolder) throws -> String {
    let back = folder.withdrawnTranscripts.map { path in
      " \(path) was withdrawn and is here again: `\(command(for: path, in: folder))` takes it out."
    }
    let cases = try Failure.study { () throws(StudyProblem) in try folder.cases() }
    // Where the case itself may be meant, the nearest is another person.
    let nearest =
      back.isEmpty
      ? EditDistance.nearest(to: name, among: Set(cases.rows.map(\.case)).sorted()) : nil
    return "there is no case \"\(name)\" in the study."
      + (nearest.map { " Did you mean \"\($0)\"?" }
        ?? (cases.rows.isEmpty
          ? " cases.csv lists none; where no case is named give the transcript's path."
          : " cases.csv lists the cases."))
      + back.joined()
  }

  private func text(_ withdrawal: Withdrawal, isDone: Bool) -> String {
    var text = isDone ? "Taken out of the study:\n" : "To be taken out of the study:\n"
    for rewriting in withdrawal.rewritten { text += "  \(rewriting.part) of \(rewriting.file)\n" }
    for file in withdrawal.removed { text += "  \(DisplayText.safe(file))\n" }
    text += "What may still hold something of it:\n"
    for sentence in withdrawal.remains { text += "  \(DisplayText.safe(sentence))\n" }
    return text
  }

  private func json(_ withdrawal: Withdrawal) -> JSONValue {
    .object([
      JSONMember("case", .string(name)), JSONMember("done", .bool(!dryRun)),
      JSONMember("transcripts", .strings(withdrawal.transcripts)),
      JSONMember(
        "rewritten",
        .array(
          withdrawal.rewritten.map {
            .object([JSONMember("file", .string($0.file)), JSONMember("part", .string($0.part))])
          }
        )
      ),
      JSONMember("removed", .strings(withdrawal.removed)),
      JSONMember("remains", .strings(withdrawal.remains)),
    ])
  }
}
