import ArgumentParser
import EmicKit

/// Prints the supervisor's page of the week.
struct WeeklyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "weekly",
    abstract: "Print the supervisor's page: progress, differences, changes, drift.",
    discussion: """
      Markdown on stdout; with --format list a labelled line for each fact, with --format json an \
      object, section by section. Who asks decides what is on it: a coder who still codes blind \
      gets no others' work. Codings flagged do-not-quote are not quoted, redacted ones are replaced.

      Example: emic weekly sample-transcripts --since 2026-03-01 --as supervisor > week.md
      """
  )

  @Argument(help: "The study's folder.", completion: .directory)
  var study = "."

  @Option(help: ArgumentHelp("What is new since this day; else seven days ago.", valueName: "date"))
  var since: String?

  @OptionGroup var names: NamesOption

  @Flag(help: "Quote words although study.yaml says names: required; names are not replaced.")
  var identified = false

  @OptionGroup var reading: ReadingOptions

  enum Form: String, CaseIterable, ExpressibleByArgument { case markdown, list, json }

  @Option(help: "markdown (as usual), list (a line for each fact) or json.")
  var format: Form?

  @Flag(help: "No messages beside the page.")
  var quiet = false

  func run() throws {
    let folder = try reading.open(study)
    let names = try names.required(for: folder, identified: identified)
    let release = try Release.leaving(folder, names)
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
    var page = WeeklyPage(
      of: &work,
      codebook: codebook,
      since: since ?? Timestamp(milliseconds: Now.timestamp.milliseconds - week),
      release: release
    )
    let unrecorded = recordReveals(of: &page, in: folder, to: work.blindness.asker)
    switch format ?? (Format.usual == .list ? .list : .markdown) {
    case .json: Output.write(json: WeeklyJSON(page: page, release: release).value)
    case .list: Output.write(pages(page, .list, release).text)
    case .markdown: Output.write(markdown: pages(page, .markdown, release).text)
    }
    for problem in work.problems { Output.writeError(problem.message) }
    for problem in unrecorded { Output.writeError(problem.message) }
    if !quiet {
      for name in folder.transcripts {
        let note = folder.noteOfLoss(on: name, of: [], named: name)
        if let note { Output.writeError(note) }
      }
      let hidden = folder.transcripts.filter { work.hiddenCount(of: $0) > 0 }
      if !hidden.isEmpty {
        Output.writeError(
          "Others' work on \(hidden.joined(separator: ", ")) is not on the page: it is not submitted, "
            + "or you still code it blind."
        )
      }
    }
    if !work.problems.isEmpty || !unrecorded.isEmpty { throw Failure.silent(3) }
  }

  private func pages(_ page: WeeklyPage, _ form: PageForm, _ release: Release) -> WeeklyPages {
    WeeklyPages(page: page, form: form, study: study, release: release)
  }

  /// Whoever codes and sees others' work here does not submit blind afterwards: what can't be
  /// recorded is not shown.
  private func recordReveals(
    of page: inout WeeklyPage,
    in study: StudyFolder,
    to asker: Coder.ID?
  ) -> [RevealProblem] {
    var withheld: Set<String> = []
    var problems: [RevealProblem] = []
    for name in page.revealed(to: asker) {
      do throws(RevealProblem) {
        try study.recordReveal(of: name, to: asker, at: Now.timestamp)
      } catch {
        withheld.insert(name)
        problems.append(error)
      }
    }
    page.withhold(withheld, from: asker)
    return problems
  }
}
