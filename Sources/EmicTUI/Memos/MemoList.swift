import EmicKit

/// All memos that somebody may read, filtered by what is typed.
struct MemoList {
  let memos: [ListedMemo]
  let names: SourceNames
  var field = TextField()
  var row = 0

  /// Those in which every word is found, in the text or in what they are on.
  var rows: [ListedMemo] {
    let words = field.text.lowercased().split(separator: " ")
    guard !words.isEmpty else { return memos }
    return memos.filter { memo in
      let text = "\(Self.place(of: memo)) \(memo.coder) \(memo.text)".lowercased()
      return words.allSatisfy { text.contains($0) }
    }
  }

  /// What a memo is on, in a few words.
  ///
  /// - Parameters:
  ///   - memo: which.
  ///   - name: of a transcript, by its path.
  /// - Returns: `trust in T03, turn 30`.
  static func place(of memo: ListedMemo, name: (String) -> String = { $0 }) -> String {
    switch memo.subject {
    case .coding(let row):
      "\(row.codeID) in \(name(row.transcript))\(row.turn.map { ", turn \($0)" } ?? "")"
    case .transcript(let path): name(path)
    case .code(let id): "code \(id)"
    case .case(let name): "case \(name)"
    case .study: "the study"
    }
  }
}
