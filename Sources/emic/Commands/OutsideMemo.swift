import EmicKit

/// A memo that stands in no sidecar: on a code, on a case or on the study.
struct OutsideMemo {
  let study: String
  let writing: WritingOptions
  let code: String?
  let caseName: String?
  let isOnStudy: Bool
  let id: String?
  let text: String
  let beginsAnew: Bool

  /// Adds it, sets the one of an id anew, or takes that away.
  func keep(_ output: OutputOptions) throws {
    let folder = try writing.open(study)
    let coder = try writing.coder(in: folder)
    let known = try Failure.study { () throws(StudyProblem) in try folder.memos(of: coder) }
    let subject = try subject(in: folder, of: coder)
    let own = known.entries.filter { subject == nil || $0.subject == subject }
    let target = try target(among: own, of: coder)
    guard !text.isEmpty || target != nil else {
      throw Failure.usage("The text is empty. Say with --id which memo is to be taken away.")
    }
    guard let on = target?.subject ?? subject else { return }
    // Said again it is the same memo, not a second one.
    let same = target == nil ? own.first { $0.memo.text == text } : nil
    var moment = Moment.current()
    let new = target?.memo.id ?? same?.memo.id ?? Memo.ID(moment.newID())
    try Failure.study { () throws(StudyProblem) in
      if !folder.file.coders.contains(where: { $0.id == coder }) {
        try folder.add(Coder(id: coder))
      }
      guard same == nil else { return }
      let kept = try folder.keepMemo(
        text,
        id: new,
        on: on,
        by: coder,
        moment: moment,
        beginsAnew: beginsAnew
      )
      if let change = kept.change {
        MemoSteps(study: folder, coder: coder).record(change, .do, at: moment.now)
      }
    }
    let now = try Failure.study { () throws(StudyProblem) in try folder.memos(of: coder) }
    let memo = now.entries.first { $0.memo.id == new }?.memo
    let members = [
      JSONMember("id", .string(new.text)), JSONMember("on", .string(on.parts.kind)),
      JSONMember("code", .known(on.parts.code)), JSONMember("case", .known(on.parts.case)),
      JSONMember("at", .known(memo?.at.text)), JSONMember("text", .string(text)),
    ]
    let verb = text.isEmpty ? "Took away the memo on" : "Memo on"
    output.answer(
      json: .object(members),
      csv: [members.map(\.key), members.map { $0.value.string ?? "" }],
      sentences: ["\(verb) \(on.words). \(new)"]
    )
  }

  private func subject(
    in folder: StudyFolder,
    of coder: Coder.ID
  ) throws(Failure) -> MemosFile.Subject? {
    if isOnStudy { return .study }
    if let code {
      let book = try Failure.study { () throws(StudyProblem) in
        try folder.codebook().adding(folder.proposals(of: coder))
      }
      return .code(try book.code(meant: code))
    }
    guard let caseName else { return nil }
    let cases = try Failure.study { () throws(StudyProblem) in try folder.cases() }
    let headers = folder.transcripts.compactMap { name in
      (try? folder.transcript(name))?.structure.header["case"]
    }
    let names = Set(cases.rows.map(\.case) + headers).filter { !$0.isEmpty }.sorted()
    guard names.contains(caseName) else {
      throw .noCase(caseName, among: names, wayOut: "`emic cases` lists the cases.")
    }
    return .case(caseName)
  }

  /// The memo that is set anew; `nil` for a new one.
  private func target(
    among own: [MemosFile.Entry],
    of coder: Coder.ID
  ) throws(Failure) -> MemosFile.Entry? {
    guard let id else { return nil }
    switch Memo.ID.match(id, among: own.map(\.memo.id)) {
    case .one(let meant): return own.first { $0.memo.id == meant }
    case .several(let ids):
      throw .usage("\"\(id)\" is the beginning of \(ids.count) memos' ids. Give more of it.")
    case .none, .tooShort:
      throw .refused(
        "\(coder) has no memo \"\(id)\" there. `emic memos` lists the ids; nothing was written."
      )
    }
  }
}

extension MemosFile.Subject {
  /// As `emic memos` names it.
  fileprivate var parts: (kind: String, code: String?, case: String?) {
    switch self {
    case .code(let id): ("code", id.text, nil)
    case .case(let name): ("case", nil, name)
    case .study: ("study", nil, nil)
    }
  }
}

/// Takes one's last change of such a memo back, or does it again.
struct OutsideMemoStep {
  let study: String
  let writing: WritingOptions
  let isUndone: Bool
  let isSkipping: Bool

  func carryOut(_ output: OutputOptions) throws {
    let folder = try writing.open(study)
    let coder = try writing.coder(in: folder, adds: false)
    let isSkipping = isSkipping
    let change: MemoChange
    do throws(MemoSteps.Refusal) {
      change = try MemoSteps(study: folder, coder: coder).takeLast(
        undoing: isUndone,
        at: Now.timestamp,
        skipping: { _ in isSkipping }
      )
    } catch {
      switch error {
      case .nothing:
        throw Failure.refused(
          "No memo on a code, a case or the study to \(isUndone ? "undo" : "redo") that you have written."
        )
      case .overtaken(_, let overtaken, let hasMore):
        let hint =
          hasMore && !isSkipping ? " --skip leaves it so, and goes on with the change before." : ""
        throw Failure.refused(overtaken.message(undoing: isUndone) + hint)
      case .failed(let problem): throw Failure(problem)
      }
    }
    let text = isUndone ? change.before : change.after
    let members = [
      JSONMember("act", .string(isUndone ? "undo" : "redo")),
      JSONMember("id", .string(change.id.text)),
      JSONMember("on", .string(change.subject.parts.kind)),
      JSONMember("code", .known(change.subject.parts.code)),
      JSONMember("case", .known(change.subject.parts.case)), JSONMember("text", .string(text)),
    ]
    output.answer(
      json: .object(members),
      csv: [members.map(\.key), members.map { $0.value.string ?? "" }],
      sentences: [change.words(undone: isUndone) + " \(change.id)"]
    )
  }
}
