import EmicKit
import EmicTUI
import Synchronization

/// What the screen's questions need from the world: the study's codings, answers, records, exports.
///
/// All of it happens in the background, one after the other.
@MainActor
final class CodingsDesk {
  let study: StudyFolder
  let mailbox: Mailbox<Letter>
  let reading: CodingsReading
  /// How many summaries are not on the disk yet.
  let summariesOnTheWay = SharedCount()
  /// The save of a summary that was asked for last.
  var lastSummary: Task<Void, Never>?
  private var searching: Task<Void, Never>?

  init(study: StudyFolder, mailbox: Mailbox<Letter>) {
    self.study = study
    self.mailbox = mailbox
    reading = CodingsReading(path: study.path, codebookPath: study.codebookPath)
  }

  func read(for coder: Coder.ID) {
    let (mailbox, reading, study) = (mailbox, reading, study)
    Task.detached(priority: .userInitiated) {
      do {
        mailbox.post(.action(.codingsRead(try await reading.read(for: coder))))
      } catch {
        mailbox.post(.action(.codingsRefused(study.brief(Failure(error).message))))
      }
    }
  }

  func answer(_ question: Question, _ own: Effect.OwnChange?, for coder: Coder.ID) {
    let number = reading.nextNumber()
    let (mailbox, reading, study) = (mailbox, reading, study)
    Task.detached(priority: .userInitiated) {
      do {
        let answered = try await reading.answer(question, number: number, own, for: coder)
        mailbox.post(.action(.answered(answered)))
      } catch StudyCodings.Refusal.stopped {
        // Somebody has asked something else; that answer comes.
      } catch let refusal as StudyCodings.Refusal {
        mailbox.post(.action(.questionRefused(question, study.brief(refusal.message))))
      } catch {
        mailbox.post(.action(.questionRefused(question, study.brief(Failure(error).message))))
      }
    }
  }

  // MARK: Searching

  func search(_ search: StudySearch, for coder: Coder.ID) {
    stopSearch()
    let (mailbox, reading, study) = (mailbox, reading, study)
    searching = Task.detached(priority: .userInitiated) {
      let problem = await StudySearching(search, of: study, for: coder, reading) {
        hits,
        done,
        all in
        mailbox.post(
          .action(.searchFound(number: search.number, hits, searched: done, all: all))
        )
      }.run()
      guard !Task.isCancelled else { return }
      mailbox.post(.action(.searchEnded(number: search.number, problem: problem)))
    }
  }

  func stopSearch() { searching?.cancel() }

  // MARK: What leaves the screen

  func export(
    _ rows: [CodingRow],
    as form: Effect.ExportForm,
    named name: String,
    for coder: Coder.ID
  ) {
    inBackground(for: coder) { leaving in
      let list = try leaving.list(rows)
      let page = QuotationPage(
        list: list,
        codebook: leaving.codings.codebook,
        attributeNames: leaving.codings.attributeNames
      )
      let text = form == .markdown ? page.markdown : CSV.text(of: page.csv)
      let path = try leaving.write(text, named: "\(name).\(form.ending)")
      let count = list.quotations.count
      return "Exported \(count == 1 ? "1 quotation" : "\(count) quotations") to \(path)."
        + LeavingWords.withheld(list)
    }
  }

  /// Writes counts as the commands print them.
  func export(_ question: Question, for coder: Coder.ID) {
    let (mailbox, reading, study) = (mailbox, reading, study)
    Task.detached(priority: .userInitiated) {
      do {
        let answered = try await reading.answer(question, number: nil, nil, for: coder)
        let (name, rows) = CountsExport(answered).file
        let leaving = LeavingWords(codings: answered.codings)
        let path = try leaving.write(CSV.text(of: rows), named: name)
        let note = "Exported these counts to \(path)." + CountsExport(answered).warning
        mailbox.post(.action(.note(note, isProblem: false)))
      } catch {
        let words = (error as? StudyCodings.Refusal)?.message ?? Failure(error).message
        mailbox.post(.action(.note(study.brief("Not exported: \(words)"), isProblem: true)))
      }
    }
  }

  func copy(_ row: CodingRow, for coder: Coder.ID) {
    inBackground(for: coder) { leaving in
      let list = try leaving.list([row])
      guard let quotation = list.quotations.first else {
        throw Failure.refused("Not copied.\(LeavingWords.withheld(list))")
      }
      do throws(FileProblem) {
        let words = "“\(quotation.text)” (\(quotation.reference))"
        try QuotationFile.append(words, in: leaving.codings.study)
      } catch {
        throw Failure.data("Not copied: \(error.message)")
      }
      return "Copied to \(QuotationFile.name)."
    }
  }

  /// Reads the flags of all coders as they are now, and lets words leave that may.
  func inBackground(
    for coder: Coder.ID,
    _ body: @escaping @Sendable (LeavingWords) throws -> String
  ) {
    let (mailbox, reading, study) = (mailbox, reading, study)
    Task.detached(priority: .userInitiated) {
      do {
        let sentence = try body(LeavingWords(codings: try await reading.readAnew(for: coder)))
        mailbox.post(.action(.note(sentence, isProblem: false)))
      } catch {
        mailbox.post(.action(.note(study.brief(Failure(error).message), isProblem: true)))
      }
    }
  }
}

/// Words that leave the study from the screen, as the commands let them.
struct LeavingWords {
  let codings: StudyCodings

  /// - Throws: where the study says that no words leave it as they are.
  func list(_ rows: [CodingRow]) throws(Failure) -> QuotationList {
    guard !codings.study.file.namesRequired else {
      throw .refused(
        "`names: required` stands in study.yaml, so no words leave the study as they are. Nothing was "
          + "written; `emic quotations --names FILE` replaces the names."
      )
    }
    return QuotationList(
      of: rows,
      in: codings.transcripts,
      work: codings.work,
      attributes: QuotationList.defaultAttributes(of: codings.attributeNames)
    )
  }

  func write(_ text: String, named name: String) throws(Failure) -> String {
    do throws(FileProblem) {
      return try ExportFile.write(text, named: name, in: codings.study)
    } catch {
      throw .data("Not exported: \(error.message)")
    }
  }

  /// How many codings are not quoted, and why.
  static func withheld(_ list: QuotationList) -> String {
    var words = ""
    if list.withheld > 0 {
      words += " \(list.withheld) left out: a part of the words is flagged do-not-quote."
    }
    if list.stale > 0 { words += " \(list.stale) left out: the transcript has changed since." }
    return words
  }
}

/// A number that threads share.
final class SharedCount: Sendable {
  private let count = Mutex(0)

  func withLock<Result: Sendable>(_ body: (inout Int) -> Result) -> Result {
    count.withLock { body(&$0) }
  }
}

/// The study's codings as they were read last, and who was shown what.
actor CodingsReading {
  private let path: String
  private let codebookPath: String?
  private var codings: StudyCodings?
  /// Transcripts of which it is on record that others' codings were shown.
  private var recorded: Set<String> = []
  private let newest = Mutex(0)

  init(path: String, codebookPath: String?) {
    self.path = path
    self.codebookPath = codebookPath
  }

  /// The number of a question; one with a lower number need not be answered any more.
  nonisolated func nextNumber() -> Int {
    newest.withLock { number in
      number += 1
      return number
    }
  }

  func read(for coder: Coder.ID) throws -> StudyCodings {
    let read = try readAnew(for: coder)
    codings = read
    return read
  }

  /// What was read last, or now.
  func known(for coder: Coder.ID) throws -> StudyCodings { try codings ?? read(for: coder) }

  /// Others' files may be new since the screen was opened.
  func readAnew(for coder: Coder.ID) throws -> StudyCodings {
    let study = try StudyFolder.open(path: path, codebook: codebookPath)
    return try StudyCodings(of: study, asker: coder, book: try study.codebook())
  }

  func answer(
    _ question: Question,
    number: Int?,
    _ own: Effect.OwnChange?,
    for coder: Coder.ID
  ) throws -> Answered {
    var codings = try codings ?? read(for: coder)
    if let own {
      // With a first coding of a transcript others' work on it may be hidden from now on.
      if codings.has(workOf: coder, on: own.transcript) {
        codings.take(own: own.sidecar, of: own.transcript)
      } else {
        codings = try readAnew(for: coder)
      }
      self.codings = codings
    }
    return try question.answered(
      by: codings,
      recording: { record($0, to: coder, codings.study) },
      isStopped: { number.map { number in newest.withLock { $0 != number } } ?? false }
    )
  }

  /// - Returns: those of which it could not be recorded, each with a sentence.
  func record(
    _ transcripts: Set<String>,
    to coder: Coder.ID,
    _ study: StudyFolder
  ) -> [String: String] {
    var failed: [String: String] = [:]
    for name in transcripts.subtracting(recorded).sorted() {
      do throws(RevealProblem) {
        try study.recordReveal(of: name, to: coder, at: Now.timestamp)
        recorded.insert(name)
      } catch {
        failed[name] = error.message
      }
    }
    return failed
  }
}
