import ArgumentParser
import EmicKit

/// Finds the words of codings again after a transcript has changed.
struct ReanchorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reanchor",
    abstract: "Find codings again in a transcript that has changed since it was coded.",
    discussion: """
      Shows where each coding would be and writes nothing; --write stores exactly that. Words that \
      can't be found become orphans: they are kept for ever, and looked for again the next time the \
      text changes. Others' codings are listed with --coder only; work that is hidden from you is \
      left to its coder. Frozen copies stay with the text that was coded.

      Example: emic reanchor sample-transcripts --transcript T03 --as guest
      """
  )

  @Argument(help: "The study's folder.")
  var study = "."

  @Option(help: ArgumentHelp("Only this transcript.", valueName: "name"))
  var transcript: String?

  @Option(help: ArgumentHelp("Only this coder's work, and list it.", valueName: "id"))
  var coder: String?

  @Flag(help: "Store the new places.")
  var write = false

  @Option(
    help: ArgumentHelp("With --write: make these codings orphans instead.", valueName: "id,id")
  )
  var leave: String?

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    guard leave == nil || write else {
      throw Failure.usage("--leave is about what --write stores. Give both, or neither.")
    }
    let study = try reading.open(study)
    let asker = try reading.asker(in: study)
    let names = try Failure.study { () throws(StudyProblem) in
      try transcript.map { name throws(StudyProblem) in [try study.transcript(named: name)] }
    }
    if let coder, !study.sidecars.contains(where: { $0.coder.text == coder }) {
      throw Failure.usage(
        "\(DisplayText.safe(coder)) has no sidecar in this study. `emic status` lists who has one."
      )
    }
    var page = ReanchorPage(isWritten: write)
    let work = VisibleWork(of: study, asker: asker, transcripts: names, showsDrafts: true)
    var problems = work.problems.map(\.message)
    for name in names ?? study.transcripts {
      let text: Transcript
      do throws(StudyProblem) {
        text = try study.transcript(name)
      } catch {
        problems.append(error.message)
        continue
      }
      let (seen, hidden) = work.reanchorings(of: text)
      page.hidden += hidden.filter(isWanted).map { (transcript: name, coder: $0) }
      for reanchoring in seen where isWanted(reanchoring.sidecar.coder) {
        let isListed = isListed(reanchoring.sidecar.coder, asker, name, study)
        page.entries.append(.init(reanchoring: reanchoring, isListed: isListed))
      }
    }
    if write { try store(page, in: study, asker) }
    output.answer(json: page.json, csv: page.rows, table: output.quiet ? "" : page.text)
    for problem in problems { Output.writeError(problem) }
    if !problems.isEmpty { throw Failure.silent(3) }
  }

  private func isWanted(_ id: Coder.ID) -> Bool { coder.map { $0 == id.text } ?? true }

  /// One's own codings are listed; others' where that is asked for, and it is on record.
  private func isListed(
    _ id: Coder.ID,
    _ asker: Coder.ID?,
    _ transcript: String,
    _ study: StudyFolder
  ) -> Bool {
    if id == asker { return true }
    guard coder != nil else { return false }
    do throws(RevealProblem) {
      try study.recordReveal(of: transcript, to: asker, at: Now.timestamp)
      return true
    } catch {
      Output.writeError(error.message)
      return false
    }
  }

  private func store(
    _ page: ReanchorPage,
    in study: StudyFolder,
    _ asker: Coder.ID?
  ) throws(Failure) {
    let left = Set(leave.map { $0.split(separator: ",").map { Coding.ID(String($0)) } } ?? [])
    let known = Set(page.entries.flatMap { $0.reanchoring.items.map(\.coding.id) })
    if let unknown = left.subtracting(known).min() {
      throw .usage(
        "\(DisplayText.safe(unknown.text)) is none of the codings that would move. Nothing was "
          + "written; emic reanchor without --write lists their ids (--format csv)."
      )
    }
    for entry in page.entries where entry.reanchoring.isChanged {
      do throws(SaveProblem) {
        try study.reanchor(
          entry.reanchoring,
          leaving: left,
          at: Now.timestamp,
          actor: asker
        )
      } catch {
        throw Failure(error)
      }
    }
  }
}
