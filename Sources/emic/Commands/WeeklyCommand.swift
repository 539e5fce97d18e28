import ArgumentParser
import EmicKit

/// Prints the supervisor's page of the week.
struct WeeklyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "weekly",
    abstract: "Print the supervisor's page: progress, differences, changes, drift.",
    discussion: """
      Markdown on stdout. Who asks decides what is on it: a coder who still codes blind gets no \
      others' work. Codings flagged do-not-quote are not quoted, redacted ones are replaced.

      Example: emic weekly sample-transcripts --since 2026-03-01 --as supervisor > week.md
      """
  )

  @Argument(help: "The study's folder.")
  var study = "."

  @Option(help: ArgumentHelp("What is new since this day; else seven days ago.", valueName: "date"))
  var since: String?

  @OptionGroup var names: NamesOption

  @Flag(help: "Quote words although study.yaml says names: required; names are not replaced.")
  var identified = false

  @OptionGroup var reading: ReadingOptions

  @Flag(help: "No messages beside the page.")
  var quiet = false

  func run() throws {
    let folder = try reading.open(study)
    let names = try names.required(for: folder, identified: identified)
    let asker = try reading.asker(in: folder)
    let since = try since.map { text throws(Failure) in
      guard let time = Timestamp("\(text)T00:00:00Z") else {
        throw .usage("--since \"\(text)\" is no day. Write it as 2026-03-20.")
      }
      return time
    }
    let week: Int64 = 7 * 86_400_000
    let codebook = try Failure.study { () throws(StudyProblem) in try folder.codebook() }
    var work = VisibleWork(of: folder, asker: asker, showsDrafts: reading.drafts)
    let page = WeeklyPage(
      of: &work,
      codebook: codebook,
      since: since ?? Timestamp(milliseconds: Now.timestamp.milliseconds - week),
      names: names
    )
    try recordReveals(of: page, in: folder, to: work.blindness.asker)
    Output.write(Release.released(names).words(WeeklyMarkdown(page: page, study: study).text))
    for problem in work.problems { Output.writeError(problem.message) }
    if !quiet {
      let hidden = folder.transcripts.filter { work.hiddenCount(of: $0) > 0 }
      if !hidden.isEmpty {
        Output.writeError(
          "Others' work on \(hidden.joined(separator: ", ")) is not on the page: it is not submitted, "
            + "or you still code it blind."
        )
      }
    }
    if !work.problems.isEmpty { throw Failure.silent(3) }
  }

  /// Whoever codes and sees others' work here does not submit blind afterwards.
  private func recordReveals(
    of page: WeeklyPage,
    in study: StudyFolder,
    to asker: Coder.ID?
  ) throws(Failure) {
    let flagged = page.flagged.filter { $0.coder != asker }.map(\.transcript)
    for name in Set(page.passages.map(\.passage.transcript) + flagged).sorted() {
      do throws(RevealProblem) {
        try study.recordReveal(of: name, to: asker, at: Now.timestamp)
      } catch {
        throw .data(error.message)
      }
    }
  }
}
