import EmicKit
import EmicTUI

/// What the codebook's screen needs from the world: reading, saving, others' changes, proposals.
@MainActor
final class BookDesk {
  private let study: StudyFolder
  private let mailbox: Mailbox<Letter>
  private let store: CodebookStore
  /// Proposals and memos go to their files one after the other, in the order in which they came.
  private var lastChange: Task<Void, Never>?
  /// How many of these changes wait for the disk.
  private var changesUnderWay = 0
  private(set) var isSaving = false
  /// Counts the saves, so that what was read before one is not taken for newer.
  private var saves = 0
  /// Counts the lines of the history of undo, for the same reason.
  private var records = 0
  /// Lines of the history that could not be written; they are written before the next one.
  private var unwritten: [Unwritten] = []

  private struct Unwritten {
    var step: CodebookStep
    var act: ChangeHistory.Act
    var coder: Coder.ID
    var at: Timestamp
  }
  private var isPolling = false
  private let proposals = ProposalsWatch()
  private let shared = SharedFilesWatch()
  /// As last read or saved; `nil` before.
  private(set) var onDisk: Codebook?

  init(study: StudyFolder, codebook: Codebook, mailbox: Mailbox<Letter>) {
    self.study = study
    self.mailbox = mailbox
    store = CodebookStore(file: study.codebookFile.going(onFrom: codebook))
  }

  var isBusy: Bool { isSaving || changesUnderWay > 0 }

  // MARK: Reading

  func read(for coder: Coder.ID) {
    let own = unwritten.filter { $0.coder == coder }.map { (act: $0.act, step: $0.step) }
    let reading = CodebookReading(study: study, coder: coder, unwritten: own)
    let (mailbox, study, store) = (mailbox, study, store)
    let (title, saves, records) = (study.file.title, saves, records)
    Task.detached(priority: .userInitiated) {
      do {
        let (stored, loss) = try await store.load()
        let book = stored ?? Codebook(title: title)
        let opened = try reading.read(book, commentLines: await store.commentLines)
        mailbox.post(.codebookRead(opened, afterSaves: saves, records: records))
        if let loss { mailbox.post(.action(.codebookLost(loss))) }
      } catch {
        mailbox.post(.action(.codebookRefused(study.brief(Self.sentence(error)))))
      }
    }
  }

  /// - Returns: what was read; a book that was saved meanwhile is newer.
  func take(_ opened: OpenedCodebook, afterSaves count: Int, records: Int) -> Action {
    var opened = opened
    if count < saves || records < self.records { opened.history = nil }
    if let onDisk, count < saves { opened.book = onDisk }
    onDisk = opened.book
    return .codebookRead(opened)
  }

  /// Looks whether somebody else has saved the book, or decided about a proposal of whoever is here, when
  /// nothing else is under way.
  func poll(proposalsOf coder: Coder.ID?) {
    guard !isBusy, !isPolling else { return }
    isPolling = true
    let (mailbox, store, study, seen, shared) = (mailbox, store, study, proposals, shared)
    Task.detached(priority: .utility) {
      for trouble in shared.news(in: study) {
        mailbox.post(.action(.note(study.brief(trouble), isProblem: true)))
      }
      if let coder, let changed = seen.look(at: study, of: coder) {
        mailbox.post(.action(.proposalsChanged(changed, of: coder)))
      }
      if seen.hasNews(in: study) { mailbox.post(.action(.anyProposalsChanged)) }
      do throws(CodebookSaveProblem) {
        mailbox.post(.codebookPolled(try await store.poll()))
      } catch {
        mailbox.post(.codebookPolled(nil))
        mailbox.post(.action(Self.action(for: error, in: study)))
      }
    }
  }

  func finishPoll(_ book: Codebook?) -> Action? {
    isPolling = false
    guard let book, !isSaving else { return nil }
    onDisk = book
    return .codebookChanged(book)
  }

  /// What the state has to know of a codebook that is not what it was.
  private nonisolated static func action(
    for problem: CodebookSaveProblem,
    in study: StudyFolder
  ) -> Action {
    if case .codesGone(let loss, _) = problem { return .codebookLost(loss) }
    let sentence = study.brief(problem.message)
    return .note("\(sentence) Work goes on with the codebook as it was read.", isProblem: true)
  }

  // MARK: Codes that are gone

  /// Decides about a file from which codes are gone.
  func settle(taking: Bool) {
    let (mailbox, store, study) = (mailbox, store, study)
    Task.detached(priority: .userInitiated) {
      do throws(CodebookSaveProblem) {
        mailbox.post(.codebookSettled(try await store.settle(taking: taking)))
      } catch {
        mailbox.post(.action(.codebookNotSettled(study.brief(error.message))))
      }
    }
  }

  func finish(_ settled: SettledCodebook) -> Action {
    saves += 1
    onDisk = settled.book
    return .codebookSettled(settled)
  }

  // MARK: Saving

  func save(_ book: Codebook, from base: Codebook, settling choices: [CodebookConflicts.Choice]) {
    guard !isSaving else { return }
    isSaving = true
    let (mailbox, store, study) = (mailbox, store, study)
    Task.detached(priority: .userInitiated) {
      do throws(CodebookSaveProblem) {
        let saved = try await store.save(book, from: base, settling: choices)
        mailbox.post(.codebookSaved(.success(saved)))
        study.keepSharedFiles()
      } catch {
        mailbox.post(.codebookSaved(.failure(error)))
      }
    }
  }

  func finish(_ result: Result<Codebook, CodebookSaveProblem>) -> Action {
    isSaving = false
    saves += 1
    switch result {
    case .success(let book):
      onDisk = book
      return .codebookSaved(book)
    case .failure(.conflicts(let conflicts, _)): return .codebookDiffers(conflicts)
    case .failure(.codesGone(let loss, _)): return .codebookLost(loss)
    case .failure(let problem): return .codebookNotSaved(reason: study.brief(problem.message))
    }
  }

  /// Keeps for undo what was done, and is on the disk.
  func record(
    _ step: CodebookStep,
    _ act: ChangeHistory.Act,
    by coder: Coder.ID,
    at time: Timestamp
  ) {
    records += 1
    unwritten.append(Unwritten(step: step, act: act, coder: coder, at: time))
    writeHistory()
  }

  /// Writes what could not be written before, and says where that cannot be yet.
  func writeHistory() {
    while let next = unwritten.first,
      StepHistory(study: study, coder: next.coder).append(next.step, next.act, at: next.at)
    { unwritten.removeFirst() }
    if !unwritten.isEmpty { mailbox.post(.historyUnwritten) }
  }

  // MARK: Proposals and memos

  /// Changes a small file in the background, after those that were asked for before.
  ///
  /// - Parameters:
  ///   - work: does it.
  ///   - action: what the state has to know, with the problem if there was one.
  func change(
    _ work: @escaping @Sendable (StudyFolder) throws -> Void,
    then action: @escaping @Sendable (String?) -> Action? = { problem in
      problem.map { .note("The proposal was not changed: \($0)", isProblem: true) }
    }
  ) {
    let (mailbox, study, last) = (mailbox, study, lastChange)
    changesUnderWay += 1
    lastChange = Task.detached(priority: .userInitiated) {
      await last?.value
      do {
        try work(study)
        mailbox.post(.fileChanged(action(nil)))
      } catch {
        mailbox.post(.fileChanged(action(study.brief(Failure(error).message))))
      }
    }
  }

  func finishChange(_ action: Action?) -> Action? {
    changesUnderWay -= 1
    return action
  }

  private nonisolated static func sentence(_ error: any Error) -> String {
    (error as? CodebookSaveProblem)?.message ?? Failure(error).message
  }
}
