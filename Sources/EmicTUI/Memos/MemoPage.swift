import EmicKit

/// Memos as Markdown, for others to read.
package enum MemoPage {
  /// By what they are on, each with its coder and day.
  ///
  /// - Parameters:
  ///   - memos: in the order in which they come.
  ///   - title: the study's.
  ///   - words: what becomes of words that somebody wrote on their way out.
  ///   - quotation: the words of a coding as they may leave; `nil` where they may not.
  /// - Returns: a page in which nothing of a memo is taken for a heading, a list or a link.
  package static func markdown(
    _ memos: [ListedMemo],
    title: String,
    words: (String) -> String,
    quotation: (CodingRow) -> String?
  ) -> String {
    var text = "# Memos: \(escaped(words(title)))\n"
    var last = ""
    for memo in memos {
      let place = MemoList.place(of: memo)
      if place != last { text += "\n## \(escaped(words(place)))\n" }
      last = place
      if case .coding(let row) = memo.subject {
        text += "\n> \(escaped((quotation(row) ?? ReleasedSource.cutMark).onOneLine))\n"
      }
      let lines = words(memo.text).split(separator: "\n", omittingEmptySubsequences: false)
      text +=
        "\n\(lines.map(escaped).joined(separator: "  \n"))\n\n— \(memo.coder), \(memo.at.date)\n"
    }
    return text
  }

  private static func escaped(_ text: some StringProtocol) -> String {
    DisplayText.safe(
      String(
        text.flatMap { "\\`*_[]<>#|".contains($0) ? ["\\", $0] : [$0] }
      )
    )
  }
}
