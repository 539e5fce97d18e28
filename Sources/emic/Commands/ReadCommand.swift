import ArgumentParser
import EmicKit

/// Prints a transcript's text.
struct ReadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read",
    abstract: "Print a transcript, one addressed sentence a line.",
    discussion: """
      With --coder that coder's codings stand beneath the sentence in which they begin. A \
      document has paragraphs in place of turns.

      Example: emic read sample-transcripts T03 --turns 30-34 --coder coder-a
      """
  )

  @Argument(help: "The study's folder.")
  var study: String

  @Argument(help: "The transcript: its path, its transcript-id or the start of its name.")
  var transcript: String

  @Option(help: ArgumentHelp("Only these turns.", valueName: "from-to"))
  var turns: String?

  @Option(help: ArgumentHelp("Whose codings stand beneath.", valueName: "id"))
  var coder: String?

  @OptionGroup var names: NamesOption
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let study = try reading.open(study)
    let (text, book) = try Failure.study { () throws(StudyProblem) in
      (try study.transcript(study.transcript(named: transcript)), try study.codebook())
    }
    var page = ReadingPage(text, names: try names.list(outside: study))
    if let turns { try page.keep(turns: turns) }
    var problems: [String] = []
    if let coder {
      problems = try add(codingsOf: coder, to: &page, study, text, book)
    }
    output.answer(
      json: page.json,
      csv: page.table,
      table: page.text
    )
    for problem in problems { Output.writeError(problem) }
    if !problems.isEmpty { throw Failure.silent(3) }
  }

  /// - Returns: what could not be read.
  private func add(
    codingsOf coder: String,
    to page: inout ReadingPage,
    _ study: StudyFolder,
    _ text: Transcript,
    _ book: Codebook
  ) throws(Failure) -> [String] {
    // Whoever says whose codings are to stand beneath, and nothing else, means their own.
    let asker = try reading.asker(in: study, fallback: coder)
    var work = VisibleWork(
      of: study,
      asker: asker,
      transcripts: [text.name],
      showsDrafts: reading.drafts
    )
    let id = Coder.ID(coder)
    guard
      study.file.coders.contains(where: { $0.id == id }) || !study.hasStudyFile
        || work.coders(of: text.name).contains(id) || id == Coder.consensus
    else {
      throw Failure(.unknown(coder, known: study.file.coders.map(\.id)))
    }
    if !work.blindness.sees(workOf: id, on: text.name), work.coders(of: text.name).contains(id) {
      output.note(
        work.blindness.isBlind(to: text.name)
          ? work.blindSentence(about: [text.name])
          : "\(text.name): \(id) has not submitted it yet; its codings are left out."
      )
    }
    let sidecar = (try? work.sidecars(of: text.name, coders: [id]))?.first
    if let sidecar {
      let known = book.adding((try? study.proposals(of: id)) ?? [])
      let rows = CodingRows.rows(
        of: sidecar,
        in: text,
        named: text.name,
        codebook: known,
        attributes: CaseTable().attributes(of: text.name, header: nil, study: study.file)
      )
      if sidecar.source.sha256 != text.digest, !rows.isEmpty {
        output.note(
          "\(text.name): this transcript has changed since \(id) coded it; the codings are left "
            + "out. `emic reanchor` finds them again."
        )
      } else {
        if id != work.blindness.asker, rows.contains(where: page.shows) {
          do throws(RevealProblem) {
            try study.recordReveal(of: text.name, to: work.blindness.asker, at: Now.timestamp)
          } catch {
            return work.problems.map(\.message) + [error.message]
          }
        }
        page.add(rows.sorted())
      }
    }
    return work.problems.map(\.message)
  }
}
