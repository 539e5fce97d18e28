import EmicKit
import EmicTUI
import Synchronization

/// What the screen's questions need from the world: the study's codings, answers, records, exports.
///
/// All of it happens in the background, one after the other.
@MainActor
final class CodingsDesk {
  let study: StudyFolder
  /// Replaced in whatever leaves the screen.
  let names: NameList?
  /// Whether `y` also hands what it copies to the terminal's clipboard.
  let usesClipboard: Bool
  let mailbox: Mailbox<Letter>
  let reading: CodingsReading
  /// How many summaries are not on the disk yet.
  let summariesOnTheWay = SharedCount()
  /// The save of a summary that was asked for last.
  var lastSummary: Task<Void, Never>?
  private var searching: Task<Void, Never>?

  init(
    study: StudyFolder,
    names: NameList?,
    usesClipboard: Bool,
    mailbox: Mailbox<Letter>
  ) {
    self.study = study
    self.usesClipboard = usesClipboard
    self.names = names
    self.mailbox = mailbox
    reading = CodingsReading(of: study)
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
      } catch let asked as CodingsReading.RevealAsked {
        mailbox.post(.action(.revealAsked(.question(question), transcripts: asked.transcripts)))
      } catch let refusal as StudyCodings.Refusal {
        mailbox.post(.action(.questionRefused(question, study.brief(refusal.message))))
      } catch {
        mailbox.post(.action(.questionRefused(question, study.brief(Failure(error).message))))
      }
    }
  }

  // MARK: Memos

  func readMemos(for coder: Coder.ID, leavingOut declined: [String]) {
    let (mailbox, reading, study) = (mailbox, reading, study)
    Task.detached(priority: .userInitiated) {
      do {
        let (memos, problems) = try await MemoReading(study: study, coder: coder)
          .all(leavingOut: declined, reading)
        mailbox.post(.action(.memosRead(memos, problems: problems)))
      } catch let asked as CodingsReading.RevealAsked {
        mailbox.post(.action(.revealAsked(.memos, transcripts: asked.transcripts)))
      } catch {
        mailbox.post(.action(.memosRefused(study.brief(Failure(error).message))))
      }
    }
  }

  func readOwnMemos(of coder: Coder.ID) {
    let (mailbox, study) = (mailbox, study)
    Task.detached(priority: .userInitiated) {
      do {
        let (memos, problems) = try MemoReading(study: study, coder: coder).own()
        mailbox.post(.action(.memosRead(memos, problems: problems)))
      } catch {
        mailbox.post(.action(.memosRefused(study.brief(Failure(error).message))))
      }
    }
  }

  // MARK: Searching

  func search(_ search: StudySearch, for coder: Coder.ID) {
    stopSearch()
    let (mailbox, reading, study) = (mailbox, reading, study)
    searching = Task.detached(priority: .userInitiated) {
      let searching = StudySearching(search, of: study, for: coder, reading) { hits, done, all in
        mailbox.post(
          .action(.searchFound(number: search.number, hits, searched: done, all: all))
        )
      }
      do throws(CodingsReading.RevealAsked) {
        let problem = try await searching.run()
        guard !Task.isCancelled else { return }
        mailbox.post(.action(.searchEnded(number: search.number, problem: problem)))
      } catch {
        mailbox.post(.action(.revealAsked(.search(search), transcripts: error.transcripts)))
      }
    }
  }

  func stopSearch() { searching?.cancel() }
}

/// A number that threads share.
final class SharedCount: Sendable {
  private let count = Mutex(0)

  func withLock<Result: Sendable>(_ body: (inout Int) -> Result) -> Result {
    count.withLock { body(&$0) }
  }
}

/// What work in the background comes to, for whoever waits for it.
final class SharedAnswer<Value: Sendable>: Sendable {
  private let answer = Mutex<Value?>(nil)

  var value: Value? { answer.withLock { $0 } }

  func set(_ value: Value?) { answer.withLock { $0 = value } }
}

/// The study's codings as they were read last, and who was shown what.
actor CodingsReading {
  private let study: StudyFolder
  private var codings: StudyCodings?
  /// Transcripts of which it is on record that others' codings were shown.
  private var recorded: Set<String> = []
  private let newest = Mutex(0)
  /// Transcripts of which somebody has said that others' codings may be shown.
  private let allowed = Mutex<Set<String>>([])

  /// Others' codings of these would be shown, and nobody has said that they may.
  struct RevealAsked: Error { let transcripts: [String] }

  init(of study: StudyFolder) { self.study = study }

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
    let study = try study.reopened()
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
    var unasked: [String] = []
    let answered = try question.answered(
      by: codings,
      recording: { transcripts in
        unasked = self.unasked(transcripts, of: coder, codings.study)
        guard unasked.isEmpty else {
          return Dictionary(uniqueKeysWithValues: unasked.map { ($0, "") })
        }
        return record(transcripts, to: coder, codings.study)
      },
      isStopped: { number.map { number in newest.withLock { $0 != number } } ?? false }
    )
    guard unasked.isEmpty else { throw RevealAsked(transcripts: unasked) }
    return answered
  }

  // MARK: Showing others' codings

  nonisolated func allow(_ transcripts: [String]) {
    allowed.withLock { $0.formUnion(transcripts) }
  }

  /// The transcripts whose others' codings a question shows, and that nobody was asked about.
  func unasked(toExportFor coder: Coder.ID) throws -> [String] {
    let codings = try readAnew(for: coder)
    let answer = try codings.answer(CodingQuery(), layer: .current, isCounting: false)
    return unasked(answer.showsOthersOf, of: coder, codings.study)
  }

  /// - Throws: that others' work would be shown of which nobody was asked.
  func refuseUnasked(
    _ transcripts: Set<String>,
    of coder: Coder.ID,
    _ study: StudyFolder
  ) throws(RevealAsked) {
    let unasked = unasked(transcripts, of: coder, study)
    guard unasked.isEmpty else { throw RevealAsked(transcripts: unasked) }
  }

  private func unasked(
    _ transcripts: Set<String>,
    of coder: Coder.ID,
    _ study: StudyFolder
  ) -> [String] {
    let new = transcripts.subtracting(recorded).subtracting(allowed.withLock { $0 })
    return study.unsubmitted(new, by: coder)
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
