import ArgumentParser
import EmicKit

/// Finds the words of codings again after a transcript has changed.
struct ReanchorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "reanchor",
    abstract: "Find codings again in a transcript that has changed since it was coded.",
    discussion: """
      Shows where each coding would be and writes nothing; --write stores exactly that. Words that \
      can't be found become orphans: they are kept for ever, and looked for again the next time the \
      text changes. Others' codings are listed with --coder only; work that is hidden from you is \
      left to its coder, and where the study has supervisors only they store the places of others' \
      codings. Frozen copies stay with the text that was coded.

      Words flagged do-not-quote or redact that are not found for certain stay orphans, and nothing \
      of the transcript is exported or quoted, until somebody has looked at each: --place stores the \
      place that is proposed, --drop removes the coding.

      Example: emic reanchor sample-transcripts --transcript T03 --as guest
      """
  )

  @Argument(help: "The study's folder.", completion: .directory)
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

  @Option(
    help: ArgumentHelp(
      "With --write: these flagged codings stand at the place that is proposed.",
      valueName: "id,id"
    )
  )
  var place: String?

  @Option(
    help: ArgumentHelp("With --write: remove these flagged codings or orphans.", valueName: "id,id")
  )
  var drop: String?

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    for (name, ids) in [("leave", leave), ("place", place), ("drop", drop)]
    where ids != nil && !write {
      throw Failure.usage("--\(name) is about what --write stores. Give both, or neither.")
    }
    let study = try reading.open(study)
    let asker = try reading.asker(in: study)
    if write, asker == nil {
      throw Failure.usage(
        "Nobody is named. Say who agrees to the new places with --as ID or $EMIC_CODER: the log keeps it."
      )
    }
    let names = try Failure.study { () throws(StudyProblem) in
      try transcript.map { name throws(StudyProblem) in [try study.transcript(named: name)] }
    }
    if let coder, !study.sidecars.contains(where: { $0.coder.text == coder }) {
      throw Failure.usage(
        "\(DisplayText.safe(coder)) has no sidecar in this study. `emic status` lists who has one."
      )
    }
    let settling = try Settling(leave: leave, place: place, drop: drop)
    var page = ReanchorPage(isWritten: write, settled: settling.place.union(settling.drop))
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
        guard !write || work.blindness.mayReanchor(workOf: reanchoring.sidecar.coder) else {
          page.left.append((transcript: name, coder: reanchoring.sidecar.coder))
          continue
        }
        let isListed = isListed(reanchoring.sidecar.coder, asker, name, study)
        page.entries.append(.init(reanchoring: reanchoring, isListed: isListed))
      }
    }
    if write { try store(page, settling, in: study, asker) }
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
    _ settling: Settling,
    in study: StudyFolder,
    _ asker: Coder.ID?
  ) throws(Failure) {
    try settling.refuseUnknown(page.entries.map(\.reanchoring))
    for entry in page.entries {
      let reanchoring = entry.reanchoring
      guard reanchoring.isChanged || settling.settles(reanchoring) else { continue }
      do throws(SaveProblem) {
        try study.reanchor(
          reanchoring,
          leaving: settling.left(of: reanchoring),
          dropping: settling.drop,
          at: Now.timestamp,
          actor: asker
        )
      } catch {
        throw Failure(error)
      }
    }
  }

  /// What somebody who has looked says of single codings.
  private struct Settling {
    let leave: Set<Coding.ID>
    let place: Set<Coding.ID>
    let drop: Set<Coding.ID>

    init(leave: String?, place: String?, drop: String?) throws(Failure) {
      func ids(_ list: String?) -> Set<Coding.ID> {
        Set(list.map { $0.split(separator: ",").map { Coding.ID(String($0)) } } ?? [])
      }
      (self.leave, self.place, self.drop) = (ids(leave), ids(place), ids(drop))
      let twice = self.leave.intersection(self.place).union(self.leave.intersection(self.drop))
        .union(self.place.intersection(self.drop))
      if let id = twice.min() {
        throw .usage(
          "\(DisplayText.safe(id.text)) stands in two of --leave, --place and --drop. Say one of them."
        )
      }
    }

    func refuseUnknown(_ reanchorings: [Reanchoring]) throws(Failure) {
      let items = reanchorings.flatMap(\.items)
      let known = Set(items.map(\.coding.id))
      if let unknown = leave.union(place).union(drop).subtracting(known).min() {
        throw .usage(
          "\(DisplayText.safe(unknown.text)) is none of the codings that would move. Nothing was "
            + "written; emic reanchor without --write lists their ids (--format csv)."
        )
      }
      for item in items where place.contains(item.coding.id) && item.outcome == .orphan {
        throw .usage(
          "\(DisplayText.safe(item.coding.id.text)): its words are not in the text, so there is no place "
            + "for it. Nothing was written; code and flag what stands there now, then --drop it."
        )
      }
      for item in items where drop.contains(item.coding.id) {
        guard !item.outcome.needsLook, !item.wasOrphan else { continue }
        throw .usage(
          "\(DisplayText.safe(item.coding.id.text)): its words are found in the text. Nothing was written; "
            + "--drop is for what is not found for certain."
        )
      }
    }

    /// Whether something is said of an orphan of a text that has not changed.
    func settles(_ reanchoring: Reanchoring) -> Bool {
      reanchoring.items.contains { item in
        place.contains(item.coding.id) || drop.contains(item.coding.id)
      }
    }

    /// What is kept as an orphan: where the text is as it was, all that is.
    func left(of reanchoring: Reanchoring) -> Set<Coding.ID> {
      let orphans =
        reanchoring.isChanged
        ? reanchoring.unsettledFlags : Set(reanchoring.sidecar.orphans.map(\.id))
      return leave.union(orphans.subtracting(place))
    }
  }
}
