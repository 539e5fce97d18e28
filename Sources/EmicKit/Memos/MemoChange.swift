/// A change of a memo on a code, a case or the study, which can be taken back.
public struct MemoChange: Hashable, Sendable {
  public let subject: MemosFile.Subject
  public let id: Memo.ID
  /// What it said; `""` where there was none.
  public let before: String
  public let after: String

  /// - Parameter isUndone: whether it is taken back.
  /// - Returns: what the memo says then.
  func text(undone isUndone: Bool) -> String { isUndone ? before : after }

  /// What became of the memo.
  ///
  /// - Parameter isUndone: whether the change was taken back, else done again.
  /// - Returns: a sentence.
  public func words(undone isUndone: Bool) -> String {
    let (from, to) = isUndone ? (after, before) : (before, after)
    let now = from.isEmpty ? "there again" : to.isEmpty ? "gone again" : "as it was"
    return "The memo on \(subject.words) is \(now)."
  }
}

/// Why a change of a memo is not taken back: it does not say what the change has left there.
public struct MemoOvertaken: Error, Hashable, Sendable {
  public let subject: MemosFile.Subject
  /// What it says now; `""` where it is gone.
  public let now: String

  /// - Parameter isUndone: whether it was to be taken back, else done again.
  /// - Returns: what has happened, and that it stands.
  public func message(undoing isUndone: Bool) -> String {
    "The memo on \(subject.words) was \(now.isEmpty ? "taken away" : "written anew") since, in another "
      + "session or copy of the study. That stands, and your change of it is not "
      + "\(isUndone ? "taken back" : "done again")."
  }
}

extension MemosFile.Subject {
  /// In a sentence: `the code trust`.
  public var words: String {
    switch self {
    case .code(let id): "the code \(id)"
    case .case(let name): "the case \(name)"
    case .study: "the study"
    }
  }
}

extension StudyFolder {
  /// Takes a change of a memo back, or does it again.
  ///
  /// - Throws: `MemoOvertaken` where the memo says something else now; else as `keepMemo`.
  func step(_ change: MemoChange, undoing isUndone: Bool, by coder: Coder.ID) throws {
    var overtaken: MemoOvertaken?
    try rewriteMemos(of: coder) { file in
      let now = file.text(of: change.id, on: change.subject)
      guard now == change.text(undone: !isUndone) else {
        overtaken = MemoOvertaken(subject: change.subject, now: now)
        return false
      }
      file.keep(
        change.text(undone: isUndone),
        id: change.id,
        on: change.subject,
        moment: Moment(now: Now.timestamp, seed: (0, 0))
      )
      return true
    }
    if let overtaken { throw overtaken }
  }
}

extension MemoChange: StudyStep {
  package typealias Overtaken = MemoOvertaken
  package static var historyName: String { "memos" }

  package func isSame(as other: MemoChange) -> Bool { self == other }

  package func carryOut(
    in study: StudyFolder,
    by coder: Coder.ID,
    undoing isUndone: Bool
  ) throws {
    try study.step(self, undoing: isUndone, by: coder)
  }

  package var historyJSON: JSONValue {
    let on: [JSONMember] =
      switch subject {
      case .code(let id): [JSONMember("code", .string(id.text))]
      case .case(let name): [JSONMember("case", .string(name))]
      case .study: []
      }
    return .object(
      on + [
        JSONMember("id", .string(id.text)), JSONMember("before", .string(before)),
        JSONMember("after", .string(after)),
      ]
    )
  }

  package init?(historyJSON json: JSONValue) {
    guard let id = json["id"]?.string, let before = json["before"]?.string,
      let after = json["after"]?.string
    else { return nil }
    subject =
      if let code = json["code"]?.string {
        .code(Code.ID(code))
      } else if let name = json["case"]?.string {
        .case(name)
      } else { .study }
    (self.id, self.before, self.after) = (Memo.ID(id), before, after)
  }
}
