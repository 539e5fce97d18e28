import EmicKit

/// What taking in another copy of a study has come to.
struct MergePage {
  let entries: [StudyMerge.Entry]

  var json: JSONValue {
    .object([
      JSONMember("files", .array(entries.map { .object(Self.members(of: $0)) })),
      JSONMember("new-codings", .number(String(newCodings))),
    ])
  }

  static func members(of entry: StudyMerge.Entry) -> [JSONMember] {
    let (word, sentence) = Self.words(entry.outcome)
    return [
      JSONMember("file", .string(entry.file)), JSONMember("outcome", .string(word)),
      JSONMember("new-codings", .number(String(entry.newCodings))),
    ]
      + [
        ("replaced-memos", entry.notes.replacedMemos),
        ("lost-memos", entry.notes.lostMemos), ("replaced-words", entry.notes.replacedWords),
        ("kept-flags", entry.notes.keptFlags),
      ].filter { !$0.1.isEmpty }.map { JSONMember($0.0, .strings($0.1)) }
      + (sentence.map { [JSONMember("message", .string($0))] } ?? [])
  }

  var rows: [[String]] {
    [["file", "outcome", "new_codings"]]
      + entries.map { [$0.file, Self.words($0.outcome).word, String($0.newCodings)] }
  }

  /// A line for each file that is another one now, then the sum.
  var text: String {
    let changed = entries.filter { $0.outcome == .added || $0.outcome == .merged }
    let lines = changed.map { entry in
      DisplayText.safe(entry.file)
        + (entry.outcome == .added ? ": it was not here, and is now." : ": merged.")
        + (entry.newCodings > 0 ? " \(Self.codings(entry.newCodings)) new here." : "")
    }
    let same = entries.count { $0.outcome == .same }
    let left = entries.count - changed.count - same
    let sum =
      "\(Self.files(changed.count)) changed, \(same) as before, \(left) left as \(left == 1 ? "it was" : "they were"); "
      + "\(Self.codings(newCodings)) new here."
    return (lines + [sum]).map { $0 + "\n" }.joined()
  }

  /// Says what was left, and why.
  ///
  /// - Throws: the exit code, where something was.
  func end() throws(Failure) {
    var status: Int32 = 0
    for entry in entries {
      switch entry.outcome {
      case .refused(let sentence):
        Output.writeError(sentence)
        status = max(status, 1)
      case .failed(let sentence):
        Output.writeError(sentence)
        status = 3
      case .added, .merged, .same:
        for sentence in entry.notes.sentences(file: entry.file) { Output.writeError(sentence) }
      }
    }
    guard status == 0 else { throw .silent(status) }
  }

  private var newCodings: Int { entries.map(\.newCodings).reduce(0, +) }

  private static func files(_ count: Int) -> String { count == 1 ? "1 file" : "\(count) files" }
  static func codings(_ count: Int) -> String {
    count == 1 ? "1 coding is" : "\(count) codings are"
  }

  static func words(_ outcome: StudyMerge.Entry.Outcome) -> (word: String, sentence: String?) {
    switch outcome {
    case .added: ("added", nil)
    case .merged: ("merged", nil)
    case .same: ("same", nil)
    case .refused(let sentence): ("refused", sentence)
    case .failed(let sentence): ("failed", sentence)
    }
  }
}

/// What taking in the conflict copies of a study has come to.
struct CopiesPage {
  let copies: [ConflictCopyMerge.Entry]

  var json: JSONValue {
    .object([
      JSONMember(
        "copies",
        .array(
          copies.flatMap { copy in
            copy.outcomes.map { outcome in
              .object(
                [JSONMember("copy", .string(copy.copy))] + MergePage.members(of: outcome)
                  + (copy.keptAt.map { [JSONMember("kept-at", .string($0))] } ?? [])
              )
            }
          }
        )
      )
    ])
  }

  var rows: [[String]] {
    [["copy", "file", "outcome", "new_codings", "kept_at"]]
      + copies.flatMap { copy in
        copy.outcomes.map { outcome in
          [
            copy.copy, outcome.file, MergePage.words(outcome.outcome).word,
            String(outcome.newCodings), copy.keptAt ?? "",
          ]
        }
      }
  }

  var text: String {
    guard !copies.isEmpty else { return "There are no conflict copies in this study.\n" }
    return copies.compactMap { copy in
      guard let keptAt = copy.keptAt, let first = copy.outcomes.first else { return nil }
      let what =
        switch first.outcome {
        case _ where first.newCodings > 0:
          "\(MergePage.codings(first.newCodings)) new in \(first.file)."
        case .added: "it is \(first.file) now, which was missing."
        case .merged: "what is new in it is in \(first.file) now."
        case .same where !first.notes.lostMemos.isEmpty:
          "\(first.file) has removed what is new in it."
        case .same, .refused, .failed: "\(first.file) has all that is in it."
        }
      return DisplayText.safe("\(copy.copy): \(what) The copy is now \(keptAt).") + "\n"
    }.joined()
  }
}
