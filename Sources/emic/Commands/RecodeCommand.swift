import ArgumentParser
import EmicKit

/// Lists what waits to be recoded, and decides about one coding.
struct RecodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "recode",
    abstract: "List your codings whose code was redefined or split; decide about one.",
    discussion: """
      On a submitted transcript only these codings may change; the frozen copy stays as it is.

      Example: emic recode sample-transcripts --coder guest
      """
  )

  @Argument(help: "The study's folder.", completion: .directory)
  var study: String

  @OptionGroup var writing: WritingOptions

  @Option(help: ArgumentHelp("Only this transcript.", valueName: "name"))
  var transcript: String?

  @Option(
    help: ArgumentHelp("Decide about this coding; its id or the beginning of it.", valueName: "id")
  )
  var id: String?

  @Flag(help: "It stands under the new definition.")
  var keep = false

  @Option(help: ArgumentHelp("These codes take its place.", valueName: "a,b"))
  var choose: String?

  @Flag(help: "Nothing belongs here any more.")
  var remove = false

  @OptionGroup var output: OutputOptions

  func run() throws {
    try validateChoice()
    let study = try writing.open(study)
    let coder = try writing.coder(in: study)
    let codebook = try Failure.study { () throws(StudyProblem) in
      try study.codebook().adding(study.proposals(of: coder))
    }
    let names = try Failure.study { () throws(StudyProblem) in
      try transcript.map { name throws(StudyProblem) in [try study.transcript(named: name)] }
    }
    var work: [(transcript: String, sidecar: Sidecar)] = []
    for name in names ?? study.transcripts {
      let sidecar = try Failure.study { () throws(StudyProblem) -> Sidecar? in
        guard let sidecar = try study.sidecar(of: name, by: coder) else { return nil }
        try study.refuseWithdrawn(name) { sidecar.source.sha256 }
        return sidecar
      }
      if let sidecar { work.append((name, sidecar)) }
    }
    let queue = RecodeQueue(of: work, codebook: codebook)
    guard let decision = try decision(codebook), let id else {
      let pages = RecodePages(queue: queue, study: study)
      output.answer(json: pages.json, csv: pages.rows, table: pages.text)
      return
    }
    let meant = try Coding.ID.meant(id, among: work.flatMap(\.sidecar.codings)) {
      RecodeProblem.noSuchCoding(Coding.ID(id)).message + " Nothing was changed."
    }
    for place in work where place.sidecar.codings.contains(where: { $0.id == meant }) {
      return try decide(decision, meant, in: place.transcript, queue)
    }
  }

  private func validateChoice() throws(Failure) {
    let count = [keep, choose != nil, remove].count { $0 }
    guard count < 2 else {
      throw .usage("Several decisions are given. Use one of --keep, --choose and --remove.")
    }
    guard (id == nil) == (count == 0) else {
      throw .usage(
        id == nil
          ? "No coding is named. Say which with --id; emic recode without a decision lists them."
          : "No decision is given. Use --keep, --choose a,b or --remove."
      )
    }
  }

  /// - Returns: `nil` when the queue is only listed.
  private func decision(_ codebook: Codebook) throws(Failure) -> RecodeDecision? {
    if keep { return .keep }
    if remove { return .remove }
    guard let choose else { return nil }
    return .choose(
      try [choose].listed.map { text throws(Failure) in try codebook.code(meant: text) }
    )
  }

  private func decide(
    _ decision: RecodeDecision,
    _ id: Coding.ID,
    in transcript: String,
    _ queue: RecodeQueue
  ) throws {
    var desk = try Desk(writing, study: study, transcript: transcript, for: .recoding)
    let before = desk.sidecar
    let change: Change
    do throws(RecodeProblem) {
      change = try desk.sidecar.recoding(
        id,
        decision,
        codebook: desk.codebook,
        moment: &desk.moment
      )
    } catch {
      switch error {
      case .noSuchCoding, .notWaiting: throw Failure.refused(error.message)
      case .split, .nothingChosen, .unknown, .notAssignable: throw Failure.usage(error.message)
      }
    }
    try desk.saveRecoding(change)
    let decided = RecodeQueue(of: [(transcript, before)], codebook: desk.codebook).items.count
    let left = RecodeQueue(of: [(transcript, desk.sidecar)], codebook: desk.codebook).items.count
    let waiting = (before: queue.items.count, after: queue.items.count - decided + left)
    let counts = Self.counts(before, desk.sidecar, of: change, by: desk.codebook)
    output.answer(
      json: .object([
        JSONMember("transcript", .string(transcript)),
        JSONMember("id", .string(id.text)),
        JSONMember("message", .string(change.summary)),
        JSONMember("waiting", Self.object(waiting.before, waiting.after)),
        JSONMember(
          "codings",
          .array(
            counts.map { code, before, after in
              .object([
                JSONMember("code", .string(code.text)),
                JSONMember("before", .number(String(before))),
                JSONMember("after", .number(String(after))),
              ])
            }
          )
        ),
      ]),
      csv: [["code", "before", "after"]] + counts.map { ["\($0)", "\($1)", "\($2)"] },
      sentences: [
        "\(change.summary) Waiting: \(waiting.before) before, \(waiting.after) now. "
          + "In \(transcript): "
          + counts.map { "\($0) \($1) before, \($2) now" }.joined(separator: "; ") + "."
      ]
    )
  }

  private static func object(_ before: Int, _ after: Int) -> JSONValue {
    .object([
      JSONMember("before", .number(String(before))), JSONMember("after", .number(String(after))),
    ])
  }

  /// The codings of the transcript that are read as each code that the decision touches.
  private static func counts(
    _ before: Sidecar,
    _ after: Sidecar,
    of change: Change,
    by book: Codebook
  ) -> [(code: Code.ID, before: Int, after: Int)] {
    var codes: [Code.ID] = []
    for case .coding(let old, let new, _) in change.edits {
      for code in [old, new].compactMap({ $0 }).map({ book.resolved($0.code) })
      where !codes.contains(code) {
        codes.append(code)
      }
    }
    return codes.map { code in
      (
        code, before.codings.count { book.resolved($0.code) == code },
        after.codings.count { book.resolved($0.code) == code }
      )
    }
  }
}
