import ArgumentParser
import EmicKit

/// Prints a transcript's text.
struct ReadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "read",
    abstract: "Print a transcript, one addressed sentence a line.",
    discussion: """
      With --coder that coder's codings stand beneath the sentence in which they begin, each with \
      the beginning of its id, and under a turn that was read and has nothing to code it says so. \
      A document has paragraphs in place of turns. --uncoded prints the respondents' turns that \
      are neither coded nor marked, --next the first of them behind --after; exit code 1 when none \
      is left. How many more there are is counted from there on, and in --turns alone where they \
      are given.

      Example: emic read sample-transcripts T03 --turns 30-34 --coder coder-a

      Example: emic read sample-transcripts T03 --coder guest --next --after 12
      """
  )

  @Argument(help: "The study's folder.", completion: .directory)
  var study: String

  @Argument(
    help: "The transcript: its path, its transcript-id or the start of its name.",
    completion: .file()
  )
  var transcript: String

  @Option(help: ArgumentHelp("Only these turns.", valueName: "from-to"))
  var turns: String?

  @Option(help: ArgumentHelp("Whose codings stand beneath.", valueName: "id"))
  var coder: String?

  @Flag(help: "Only turns that the coder has neither coded nor marked.")
  var uncoded = false

  @Flag(help: "Only the next of them.")
  var next = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Behind this turn; else from the beginning.", valueName: "turn")
  )
  var after: Int?

  @OptionGroup var names: NamesOption
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let study = try reading.open(study)
    let (text, book) = try Failure.study { () throws(StudyProblem) in
      (try study.transcript(study.transcript(named: transcript)), try study.codebook())
    }
    guard after == nil || next else {
      throw Failure.usage("--after says behind which turn --next looks. Give --next, too.")
    }
    var page = ReadingPage(text, names: try names.list(outside: study))
    if let turns { try page.keep(turns: turns) }
    let isAboutGaps = uncoded || next
    guard let coder = try coder ?? (isAboutGaps ? reading.asker(in: study)?.text : nil) else {
      guard !isAboutGaps else {
        throw Failure.usage("Nobody is named. Say with --coder whose uncoded turns are meant.")
      }
      return answer(page)
    }
    let problems = try add(codingsOf: coder, to: &page, study, text, book)
    if isAboutGaps, problems.isEmpty { try keepGaps(of: coder, &page, study, text) }
    answer(page)
    for problem in problems { Output.writeError(problem) }
    if !problems.isEmpty { throw Failure.silent(3) }
  }

  private func answer(_ page: ReadingPage) {
    output.answer(
      json: page.json,
      csv: page.table,
      table: page.text
    )
  }

  /// Leaves the turns that a coder has neither coded nor marked, or the next of them.
  private func keepGaps(
    of coder: String,
    _ page: inout ReadingPage,
    _ study: StudyFolder,
    _ text: Transcript
  ) throws {
    let id = Coder.ID(coder)
    let work = VisibleWork(
      of: study,
      asker: try reading.asker(in: study, fallback: coder),
      transcripts: [text.name],
      showsDrafts: reading.drafts
    )
    guard work.blindness.sees(workOf: id, on: text.name) || !work.coders(of: text.name).contains(id)
    else { throw Failure.refused("\(text.name): what \(id) has coded is not shown to you.") }
    let sidecar = try Failure.study { () throws(StudyProblem) in
      try study.sidecar(of: text.name, by: id)
    }
    guard sidecar.map({ $0.source.sha256 == text.digest }) ?? true else {
      throw Failure.refused(
        "\(text.name): this transcript has changed since \(id) coded it; "
          + "\(ReanchorCommandLine.words(for: [id])) finds the codings again."
      )
    }
    let empty = Sidecar(draftOf: text, by: id, codebook: 1, at: Now.timestamp)
    let open = Progress.openTurns(of: text, in: sidecar ?? empty).map(\.number)
    let ahead = open.filter { $0 > (after ?? 0) && page.holds(turn: $0) }
    let shown = next ? Array(ahead.prefix(1)) : ahead
    guard !shown.isEmpty else {
      throw Failure.refused(
        open.isEmpty
          ? text.structure.turns.contains(where: \.isRespondent)
            ? "\(text.name): every respondent's turn is coded or marked."
            : "\(text.name) has no respondents' turns: none of it counts as not coded yet."
          : "\(text.name): no open turn there; \(open.count) elsewhere."
      )
    }
    page.keep(turns: Set(shown))
    let elsewhere = open.count - ahead.count
    let place = turns.map { " in \($0)" } ?? ""
    output.note(
      "\(ahead.count) \(ahead.count == 1 ? "turn" : "turns")\(place) not coded yet"
        + (after.map { " behind turn \($0)" } ?? "")
        + (elsewhere > 0 ? ", \(elsewhere) elsewhere." : ".")
    )
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
            + "out. \(ReanchorCommandLine.words(for: [id])) finds them again."
        )
      } else {
        if id != work.blindness.asker, rows.contains(where: page.shows) {
          do throws(RevealProblem) {
            try study.recordReveal(of: text.name, to: work.blindness.asker, at: Now.timestamp)
          } catch {
            return work.problems.map(\.message) + [error.message]
          }
        }
        page.add(
          rows.sorted(),
          areOpen: id == work.blindness.asker && sidecar.status.state == .draft
        )
        page.mark(nothingHere: sidecar.nothingHere.map(\.span))
      }
    }
    return work.problems.map(\.message)
  }
}
