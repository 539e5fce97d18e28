import ArgumentParser
import EmicKit

/// Opens a submitted sidecar again.
struct ReopenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "reopen",
    abstract: "Open your submitted codings of a transcript again; the reason is recorded.",
    discussion: """
      Until it is submitted again it counts as not submitted; frozen copies stay as they are. \
      --coder consensus opens a closed adjudication again, for whoever may adjudicate (--as).

      Example: emic reopen sample-transcripts T03 --coder guest --reason "Turn 12 was skipped."
      """
  )

  @Argument(help: "The study's folder.", completion: .directory)
  var study: String

  @Argument(
    help: "The transcript: its path, its transcript-id or the start of its name.",
    completion: .file()
  )
  var transcript: String

  @OptionGroup var writing: WritingOptions

  @Option(help: "Why; it stays in the sidecar's log.")
  var reason: String

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp("Of the consensus: who opens it; else $EMIC_CODER.", valueName: "id")
  )
  var opener: String?

  @OptionGroup var output: OutputOptions

  func run() throws {
    guard !reason.isEmpty else {
      throw Failure.usage("The reason is empty. Say why it is opened again.")
    }
    guard writing.coder != Coder.consensus.text else { return try reopenConsensus() }
    var desk = try Desk(writing, study: study, transcript: transcript, for: .reopening)
    try desk.reopen(because: reason)
    answer(desk.transcript.name, desk.coder, desk.sidecar.status.at.text)
  }

  private func reopenConsensus() throws {
    let study = try writing.open(study)
    let opener: Coder.ID
    do throws(CoderChoice.Refusal) {
      opener = try CoderChoice.require(for: study, option: self.opener)
    } catch {
      throw Failure(withoutAdding: error)
    }
    let (name, version) = try Failure.study { () throws(StudyProblem) in
      (try study.transcript(named: transcript), try study.codebook().version)
    }
    let work = VisibleWork(of: study, asker: opener, transcripts: [name])
    do throws(AdjudicationProblem) {
      try work.blindness.refuse(adjudicator: opener, of: name)
    } catch {
      throw Failure.refused(error.message(transcript: name))
    }
    var file = study.sidecarFile(of: name, by: Coder.consensus)
    let stored: Sidecar?
    do throws(SaveProblem) { stored = try file.load() } catch { throw Failure(error) }
    guard let consensus = stored else {
      throw Failure.refused("\(name): there is no consensus of it, so there is nothing to reopen.")
    }
    do throws(SubmissionProblem) {
      let open = try consensus.reopened(
        because: reason,
        codebook: version,
        by: opener,
        at: Now.timestamp
      )
      if case .failed(let problem) = file.saveUnmerged(open, ifOlder: .leave) {
        throw .save(problem)
      }
      answer(name, Coder.consensus, open.status.at.text)
    } catch {
      if case .save(let problem) = error { throw Failure(problem) }
      throw Failure.refused("\(name): its adjudication is open already. Nothing was written.")
    }
  }

  private func answer(_ name: String, _ coder: Coder.ID, _ time: String) {
    output.answer(
      json: .object([
        JSONMember("transcript", .string(name)),
        JSONMember("coder", .string(coder.text)),
        JSONMember("at", .string(time)),
        JSONMember("reason", .string(reason)),
      ]),
      csv: [["transcript", "coder", "at", "reason"], [name, coder.text, time, reason]],
      sentences: ["\(name): open again for \(coder), as a draft. Frozen copies stay."]
    )
  }
}
