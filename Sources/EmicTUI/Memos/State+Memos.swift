import EmicKit

/// Memos on codes, cases and the study, and the list of all.
extension State {
  /// What is done with the memos as soon as they are read.
  enum MemoWish: Equatable {
    case list
    case write(MemosFile.Subject)
  }

  mutating func listMemos() { wishMemos(.list) }

  mutating func writeStudyMemo() { wishMemos(.write(.study)) }

  mutating func writeCodeMemo() {
    let id =
      screen == .codebook ? book?.code?.id : coding?.codingHere?.code ?? coding?.lastCodes.last
    guard let id else {
      let key = keyName(of: .codebook, "g c")
      return complain("There is no code here for a memo; \(key) opens the codebook.")
    }
    wishMemos(.write(.code(id)))
  }

  mutating func writeCaseMemo() {
    let row = list.rows.indices.contains(list.row) ? list.rows[list.row] : nil
    let name = screen == .coding ? coding?.caseName : row?.caseName
    guard let name, !name.isEmpty else {
      return complain("No case is known of this transcript: name it in cases.csv or in its header.")
    }
    wishMemos(.write(.case(name)))
  }

  private mutating func wishMemos(_ wish: MemoWish) {
    guard let coder else { return askForCoder() }
    memoWish = wish
    switch wish {
    case .list: outbox.append(.readMemos(coder: coder.id))
    // To list others' would be on record as a look at their work.
    case .write: outbox.append(.readOwnMemos(coder: coder.id))
    }
  }

  mutating func take(_ memos: [ListedMemo], problems: [String]) {
    guard let wish = memoWish, let coder else { return }
    memoWish = nil
    if let problem = problems.first { complain(problem) }
    switch wish {
    case .list: popups.append(.memos(MemoList(memos: memos, names: sourceNames)))
    case .write(let subject):
      // One that can't be read is not taken for none.
      guard problems.isEmpty || memos.contains(where: { $0.coder == coder.id }) else {
        return dropHeld()
      }
      let own = memos.last { $0.coder == coder.id && $0.subject == subject.listed }
      openMemo(
        .outside(subject, own.map { Memo.ID($0.id) }),
        title: "Memo on \(subject.words)",
        text: own?.text ?? ""
      )
    }
  }

  mutating func refuseMemos(_ sentence: String) {
    memoWish = nil
    dropHeld()
    complain(sentence)
  }

  // MARK: Saving

  /// Has a memo that stands in no sidecar written.
  mutating func save(
    _ text: String,
    id: Memo.ID?,
    opened: String,
    on subject: MemosFile.Subject
  ) {
    guard let coder else { return }
    outbox.append(
      .saveMemo(text, id: id, opened: opened, on: subject, by: coder.id, moment: moment)
    )
    _ = moment.newID()
  }

  mutating func noteMemoSaved(_ text: String, on subject: MemosFile.Subject, problem: String?) {
    guard let problem else {
      // What was begun since stays.
      if drafts[subject.draftKey]?.text == text {
        drafts[subject.draftKey] = nil
        keepDrafts()
      }
      // The entry beside the tree shows it.
      if case .code = subject, screen == .codebook { readCodebook() }
      return say(
        text.isEmpty
          ? "The memo on \(subject.words) is gone." : "The memo on \(subject.words) is saved."
      )
    }
    // Nothing that was typed is lost.
    drafts[subject.draftKey] = Draft(
      text,
      begunOver: drafts[subject.draftKey]?.begunOver ?? ""
    )
    keepDrafts()
    complain("The memo is not saved and kept as a draft: \(problem)")
  }

  /// Has drafts kept across restarts, wherever they were begun.
  mutating func keepDrafts() {
    guard let coder else { return }
    outbox.append(.keepDrafts(drafts, coder: coder.id))
  }

  // MARK: The list

  mutating func press(_ key: Key, in memos: MemoList) {
    var memos = memos
    let rows = memos.rows
    switch (key.code, key.modifiers) {
    case (.escape, _), (.character("c"), .control): return closePopup()
    case (.character("s"), .control):
      guard !rows.isEmpty else { return complain("There is no memo to export.") }
      if let coder { outbox.append(.exportMemos(rows, title: studyTitle, coder: coder.id)) }
      return
    case (.enter, _):
      guard rows.indices.contains(memos.row) else { return complain("No memo has these words.") }
      closePopup()
      return go(to: rows[memos.row])
    case (.up, _): memos.row = max(0, memos.row - 1)
    case (.down, _): memos.row = min(memos.row + 1, max(0, rows.count - 1))
    case (.pageUp, _): memos.row = max(0, memos.row - 10)
    case (.pageDown, _): memos.row = min(memos.row + 10, max(0, rows.count - 1))
    default: return typeIntoField(key)
    }
    replacePopup(with: .memos(memos))
  }

  private mutating func go(to memo: ListedMemo) {
    switch memo.subject {
    case .coding(let row): visit(row.transcript, at: row.coding.span.start)
    case .transcript(let path): visit(path, at: nil)
    case .code(let id):
      if screen != .codebook { openCodebook() }
      let code = codebook.resolved(id)
      book?.go(to: code)
    case .case(let name):
      guard let place = list.rows.firstIndex(where: { $0.caseName == name }) else {
        return complain("No transcript of this study has the case \(name).")
      }
      if screen != .study { goToStudy() }
      list.row = place
    case .study: wishMemos(.write(.study))
    }
  }
}

extension MemosFile.Subject {
  var draftKey: String {
    switch self {
    case .code(let id): "code \(id)"
    case .case(let name): "case \(name)"
    case .study: "study"
    }
  }

  fileprivate var listed: ListedMemo.Subject {
    switch self {
    case .code(let id): .code(id)
    case .case(let name): .case(name)
    case .study: .study
    }
  }
}
