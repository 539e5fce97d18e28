import EmicKit

/// All memos that somebody may read, filtered by what is typed.
struct MemoList {
  let memos: [ListedMemo]
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
  static func place(of memo: ListedMemo) -> String {
    switch memo.subject {
    case .coding(let row):
      "\(row.codeID) in \(row.transcript)\(row.turn.map { ", turn \($0)" } ?? "")"
    case .transcript(let path): path
    case .code(let id): "code \(id)"
    case .case(let name): "case \(name)"
    case .study: "the study"
    }
  }

  /// As Markdown: by what they are on, each with its coder and day.
  static func markdown(_ memos: [ListedMemo], title: String) -> String {
    var text = "# Memos: \(escaped(title))\n"
    var last = ""
    for memo in memos {
      let place = place(of: memo)
      if place != last { text += "\n## \(escaped(place))\n" }
      last = place
      if case .coding(let row) = memo.subject {
        text += "\n> \(escaped(row.coding.quote.onOneLine))\n"
      }
      let lines = memo.text.split(separator: "\n", omittingEmptySubsequences: false)
      text +=
        "\n\(lines.map(escaped).joined(separator: "  \n"))\n\n— \(memo.coder), \(memo.at.date)\n"
    }
    return text
  }

  /// Nothing in a memo is taken for a heading, a list or a link.
  private static func escaped(_ text: some StringProtocol) -> String {
    DisplayText.safe(
      String(
        text.flatMap { "\\`*_[]<>#|".contains($0) ? ["\\", $0] : [$0] }
      )
    )
  }
}
