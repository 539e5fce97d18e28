import EmicKit
import EmicTUI

/// What the screen's review needs from the world: reading, counting, records, exports, and the queue of
/// each transcript's consensus.
@MainActor
final class ReviewDesk {
  private let study: StudyFolder
  /// As the disk has it.
  var codebook: Codebook
  private let mailbox: Mailbox<Letter>
  /// Of each compared transcript whose consensus could be read.
  private(set) var queues: [String: SaveQueue] = [:]
  private var opened: ReviewReading.Opened?
  /// Whether the disk is being looked at for new submissions.
  private var isLooking = false

  init(study: StudyFolder, codebook: Codebook, mailbox: Mailbox<Letter>) {
    self.study = study
    self.codebook = codebook
    self.mailbox = mailbox
  }

  // MARK: Reading and counting, in the background

  func read(for coder: Coder.ID) {
    let reading = ReviewReading(study: study, coder: coder)
    let (mailbox, study) = (mailbox, study)
    Task.detached(priority: .userInitiated) {
      do {
        mailbox.post(.reviewed(try reading.read()))
      } catch {
        let sentences =
          (error as? ReviewReading.Refusal)?.sentences ?? study.brief(Failure(error).message)
        mailbox.post(.action(.reviewRefused(sentences)))
      }
    }
  }

  /// Keeps what was read, with a queue for each consensus that has none at work.
  func take(_ opened: ReviewReading.Opened) -> Action {
    self.opened = opened
    for (transcript, file) in opened.files where queues[transcript]?.isBusy != true {
      // One that is there may hold what could not be written yet.
      let queue = queues[transcript] ?? SaveQueue(study: study, mailbox: mailbox)
      queue.open(file, transcript: transcript)
      queues[transcript] = queue
    }
    return .reviewRead(opened.screen)
  }

  func count(_ counting: Counting) {
    guard let opened else { return }
    let mailbox = mailbox
    Task.detached(priority: .userInitiated) {
      mailbox.post(.action(.reviewCounted(opened.figures(counting))))
    }
  }

  // MARK: Records

  /// Puts on record that others' codings are shown, all of them or nothing is shown.
  func reveal(_ transcripts: [String], to coder: Coder.ID) {
    let (mailbox, study) = (mailbox, study)
    Task.detached(priority: .userInitiated) {
      do throws(RevealProblem) {
        for name in transcripts {
          try study.recordReveal(of: name, to: coder, at: Now.timestamp)
        }
        mailbox.post(.action(.revealed(transcripts: transcripts)))
      } catch {
        mailbox.post(.action(.revealRefused(study.brief(error.message))))
      }
    }
  }

  func close(_ consensus: Sidecar, _ transcript: String, by coder: Coder.ID) -> [Action] {
    if opened?.stamp.isOutdated == true {
      return [
        .reviewOutdated,
        .note(
          "Not closed: somebody has just submitted or opened work again. Look at it once more.",
          isProblem: true
        ),
      ]
    }
    let compared = opened?.screen.consensus.first { $0.compared.transcript.name == transcript }
    guard let compared = compared?.compared, let queue = queues[transcript],
      queue.close(consensus, of: compared, by: coder, codebook: codebook.version)
    else {
      return [
        .note("\(transcript) is being saved just now: close it in a moment.", isProblem: true)
      ]
    }
    return []
  }

  // MARK: Exports

  /// Writes a table; the figures as `emic agreement --format csv` prints them.
  func export(_ table: ReviewExport, _ counting: Counting, _ list: NameList?) {
    switch table {
    case .figures(let names):
      write("agreement", counting, names, list) { opened, release in
        AgreementCSV(
          figures: StudyFigures(of: opened.figures(counting).report),
          byTranscript: false,
          coderNames: names,
          release: release
        ).rows
      }
    case .rounds(let names):
      write("rounds", counting, names, list) { opened, release in
        RoundsCSV(
          rounds: opened.figures(counting).rounds,
          coders: opened.comparison.coders,
          coderNames: names,
          release: release
        ).rows
      }
    case .transcripts(let passages):
      write("transcripts", counting, [:], list) { opened, release in
        TranscriptsCSV(
          blocks: opened.figures(counting).report.blocks,
          passages: passages,
          release: release
        ).rows
      }
    case .confusions(let names):
      write("confusions", counting, names, list) { opened, release in
        ConfusionsCSV(
          blocks: opened.figures(counting).report.blocks,
          coderNames: names,
          release: release
        ).rows
      }
    }
  }

  /// Writes a table under a name that says how it was counted, in the background.
  private func write(
    _ what: String,
    _ counting: Counting,
    _ names: [Coder.ID: String],
    _ list: NameList?,
    _ rows: @escaping @Sendable (ReviewReading.Opened, Release) -> [[String]]
  ) {
    guard let opened else { return }
    let (mailbox, study) = (mailbox, study)
    Task.detached(priority: .userInitiated) {
      do {
        let release = try Release.leaving(study, list)
        let anonymous = names.isEmpty ? "" : "-anonymous"
        let name = "\(what)-\(counting.unit.rawValue)-\(counting.levelName)\(anonymous).csv"
        let path = try ExportFile.write(CSV.text(of: rows(opened, release)), named: name, in: study)
        mailbox.post(.action(.note("Exported these figures to \(path).", isProblem: false)))
      } catch {
        let words = (error as? FileProblem)?.message ?? Failure(error).message
        mailbox.post(.action(.note("Not exported: \(study.brief(words))", isProblem: true)))
      }
    }
  }

  // MARK: Looking after what is open

  /// Tries again what could not be saved, and looks for verdicts of others.
  func look(after state: State) {
    saveAgain(state)
    lookForSubmissions(state)
    guard let (consensus, transcript, revision) = state.openVerdicts else { return }
    queues[transcript]?.poll(consensus, transcript: transcript, revision: revision)
  }

  /// Asks whether somebody has submitted since the study was read; many files are asked for.
  private func lookForSubmissions(_ state: State) {
    guard state.showsReview, !isLooking, let stamp = opened?.stamp else { return }
    isLooking = true
    let mailbox = mailbox
    Task.detached { mailbox.post(.lookedForSubmissions(areNew: stamp.isOutdated)) }
  }

  /// - Returns: what the state has to know.
  func finishLooking(areNew: Bool) -> Action? {
    isLooking = false
    return areNew ? .reviewOutdated : nil
  }

  func saveAgain(_ state: State) {
    for (sidecar, transcript, revision) in state.unsavedVerdicts {
      guard let queue = queues[transcript], !queue.isBusy else { continue }
      queue.save(.init(sidecar: sidecar, transcript: transcript, revision: revision))
    }
  }
}

extension ReviewReading.Opened {
  /// The figures, counted one way.
  func figures(_ counting: Counting) -> ReviewFigures {
    Self.figures(comparison, rounds, counting)
  }

  static func figures(
    _ comparison: StudyComparison,
    _ rounds: RoundSeries,
    _ counting: Counting? = nil
  ) -> ReviewFigures {
    ReviewFigures(comparison, rounds: rounds, counting: counting) { row, block, unit, name in
      AgreementWords(block: block.figures, unit: unit, layer: comparison.request.layer)
        .line(row, name: name)
    }
  }
}

extension Counting {
  /// As part of a file's name.
  fileprivate var levelName: String {
    switch level {
    case .code: "codes"
    case .withSubcodes: "with-subcodes"
    case .family: "families"
    }
  }
}
