import EmicKit
import EmicTUI
import Glibc
import Terminal

/// What the screen reads and writes beside the codings: cases, imports, copies.
extension EffectRunner {
  // MARK: Cases

  func readCase(of transcript: String) -> Action {
    do {
      // Somebody may have written the table since the screen was opened.
      return .caseRead(try CaseReading.read(transcript, in: study.reopened()))
    } catch {
      return .note(study.brief(Failure(error).message), isProblem: true)
    }
  }

  func setAttribute(
    _ name: String,
    _ value: String,
    of transcript: String,
    by coder: Coder.ID?
  ) -> [Action] {
    do {
      let change = try study.setCase([(name, value)], of: transcript)
      casesInTheWay = []
      if let change, let coder,
        !CaseSteps(study: study, coder: coder).record(change, .do, at: Now.timestamp)
      {
        mailbox.post(.historyUnwritten)
      }
      if let coder = rowsWanted ?? coderOfRows { rowsWanted = coder }
      let read = readCase(of: transcript)
      return [.note(Self.words(name, value, read), isProblem: false), read]
    } catch let problem as CaseProblem {
      let words = problem.message
      return [
        .answerRefused("\(words.prefix(1).uppercased())\(words.dropFirst()) Nothing was written.")
      ]
    } catch {
      return [.note("Not written: \(study.brief(Failure(error).message))", isProblem: true)]
    }
  }

  /// Takes a change of an attribute back, or does it again; where no case is shown, the memo that was
  /// written after it.
  func stepCase(_ act: ChangeHistory.Act, showing shown: String?, by coder: Coder.ID) -> [Action] {
    let isUndone = act == .undo
    let steps = CaseSteps(study: study, coder: coder)
    if shown == nil,
      let memo = MemoSteps(study: study, coder: coder).timeOfLast(undoing: isUndone),
      steps.timeOfLast(undoing: isUndone).map({ $0 <= memo }) ?? true
    {
      stepMemo(act, by: coder)
      return []
    }
    // Where the case is shown, it is shown anew, whatever became of the step.
    func answer(_ words: String, isProblem: Bool) -> [Action] {
      [.note(words, isProblem: isProblem)] + (shown.map { [readCase(of: $0)] } ?? [])
    }
    do throws(CaseSteps.Refusal) {
      let inTheWay = casesInTheWay
      let change = try steps.takeLast(undoing: isUndone, at: Now.timestamp) {
        inTheWay.contains($0)
      }
      casesInTheWay = []
      if let coder = rowsWanted ?? coderOfRows { rowsWanted = coder }
      return answer(
        "\(isUndone ? "Took back" : "Redone"): \(change.words(undone: isUndone))",
        isProblem: false
      )
    } catch {
      switch error {
      case .nothing:
        return answer(
          isUndone ? "No change of an attribute to undo." : "No change of an attribute to redo.",
          isProblem: true
        )
      case .overtaken(let change, let overtaken, let hasMore):
        // It stays, until the one before is taken in its place.
        if !casesInTheWay.contains(change) { casesInTheWay.append(change) }
        let rest =
          hasMore ? " The same key again leaves it so and goes on with what you did before." : ""
        return answer(overtaken.message(undoing: isUndone) + rest, isProblem: true)
      case .failed(let problem):
        return answer(
          "Not written: \(study.brief(Failure(problem).message))",
          isProblem: true
        )
      }
    }
  }

  /// Takes a change of a memo on a code, a case or the study back, or does it again, after those that are
  /// on their way to the disk.
  func stepMemo(_ act: ChangeHistory.Act, by coder: Coder.ID) {
    let (isUndone, inTheWay) = (act == .undo, memosInTheWay)
    let answer = SharedAnswer<(words: String, isProblem: Bool)>()
    book.change { study in
      let left = inTheWay.value ?? []
      do throws(MemoSteps.Refusal) {
        let change = try MemoSteps(study: study, coder: coder)
          .takeLast(undoing: isUndone, at: Now.timestamp) { left.contains($0) }
        inTheWay.set(nil)
        let words = change.words(undone: isUndone)
        answer.set(("\(isUndone ? "Took back" : "Redone"): \(words)", false))
      } catch {
        switch error {
        case .nothing:
          answer.set((isUndone ? "No memo to take back." : "No memo to write again.", true))
        case .overtaken(let change, let overtaken, let hasMore):
          // It stays, until the one before is taken in its place.
          inTheWay.set(left.filter { $0 != change } + [change])
          let rest =
            hasMore ? " The same key again leaves it so and goes on with what you did before." : ""
          answer.set((overtaken.message(undoing: isUndone) + rest, true))
        case .failed(let problem): throw problem
        }
      }
    } then: { problem in
      if let problem { return .memoStepped("Not written: \(problem)", isProblem: true) }
      return answer.value.map { .memoStepped($0.words, isProblem: $0.isProblem) }
    }
  }

  /// What became of an attribute; taken out of cases.csv it may stand in the header.
  private static func words(_ name: String, _ value: String, _ read: Action) -> String {
    guard value.isEmpty else { return "\(name) is \(value)." }
    guard case .caseRead(let opened) = read else { return "\(name) is unknown." }
    let left =
      name == "case" ? opened.caseName : opened.attributes.first { $0.name == name }?.value ?? ""
    return left.isEmpty
      ? "\(name) is unknown." : "\(name) stays \(left): the header of the transcript says so."
  }

  // MARK: Imports

  func importFiles(_ path: String, encoding: String?) {
    let (mailbox, study) = (mailbox, study)
    let reading = FileImport(
      path: Self.expanded(path),
      study: study,
      encoding: encoding.flatMap { TextEncoding(named: $0) }
    )
    Task.detached(priority: .utility) {
      let (files, now) = reading.run { mailbox.post(.action(.importing(done: $0, of: $1))) }
      mailbox.post(.imported(files, now ?? study))
    }
  }

  func take(_ files: ImportedFiles, _ study: StudyFolder) -> Action {
    self.study = study
    return .imported(files)
  }

  /// Looks whether others have brought texts into the study, when something in its folder has changed.
  func lookForTranscripts() {
    let change = FolderChange(of: study.path)
    guard change != folderChange else { return }
    folderChange = change
    let (mailbox, study) = (mailbox, study)
    Task.detached(priority: .utility) {
      // Where study.yaml is gone that is said elsewhere, and the list stays as it is.
      guard let now = try? study.reopened(), now.transcripts != study.transcripts else { return }
      mailbox.post(.listed(now))
    }
  }

  func take(listed study: StudyFolder) -> Action {
    self.study = study
    return .transcriptsListed(study.transcripts)
  }

  /// A path as a shell would read it.
  static func expanded(_ path: String) -> String {
    let home = Settings.environment("HOME") ?? "~"
    return path.hasPrefix("~/") ? home + path.dropFirst(1) : path
  }

  // MARK: The coder's own editor

  /// The screen is given away for as long as the editor runs.
  func edit(_ text: String, about title: String) -> [Action] {
    startSaves()
    terminal.release()
    let result = Editor.edit(text, about: title)
    terminal.take()
    let size = Action.input(.resized(terminal.size))
    switch result {
    case .success(let text): return [size, .input(.resumed), .edited(text)]
    case .failure(let refusal):
      return [size, .input(.resumed), .note(refusal.sentence, isProblem: true)]
    }
  }

  // MARK: Copies

  func saveCopy(_ sidecar: Sidecar, to path: String) -> Action {
    let target = Self.expanded(path)
    do {
      try study.sidecarFile(of: sidecar.source.file, by: sidecar.coder)
        .saveCopy(sidecar, to: target)
      return .note("A copy is in \(target).", isProblem: false)
    } catch {
      return .answerRefused("The copy was not written: \(error.message)")
    }
  }
}
