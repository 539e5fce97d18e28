import EmicKit

/// The words of a code on the recode queue.
enum RecodeWords {
  static let titles: [(part: Code.Part, title: String)] = [
    (.brief, ""), (.definition, "Definition: "), (.useWhen, "Use when: "), (.notWhen, "Not when: "),
    (.example, "Example: "),
  ]

  /// The parts of a code that it has, one line each.
  static func parts(of code: Code) -> [String] {
    let lines = titles.filter { !code[$0.part].isEmpty }.map { $0.title + code[$0.part] }
    return lines.isEmpty ? ["No definition yet."] : lines
  }

  /// Why a coding waits.
  static func reason(_ item: RecodeQueue.Item) -> String {
    switch item.reason {
    case .split([]): "\(item.code.id) was split, and no part of it is in use"
    case .split(let parts):
      "\(item.code.id) was split into \(parts.map(\.text).joined(separator: ", "))"
    case .redefined(let version): "\(item.code.id) was redefined in version \(version)"
    }
  }
}

extension State {
  /// In words, for somebody who listens to the screen.
  var recodingPlace: String {
    guard let recoding else {
      return recodingRefusal ?? "Recode queue: your codings are still being read."
    }
    guard let item = recoding.item else { return "Recode queue: nothing waits." }
    let choices = recoding.choices.enumerated().map { "\($0 + 1) \($1.id)" }
    return "Recode queue, \(recoding.row + 1) of \(recoding.queue.items.count): "
      + "\(RecodeWords.reason(item)). \(item.transcript): “\(item.coding.quote.onOneLine)”. "
      + "Choices: \(choices.joined(separator: ", "))."
  }
}
