import EmicKit

/// The entry of the code in hand: its parts, its uses, and what is weak in it.
struct CodebookEntry {
  let state: State
  let book: CodebookState
  let code: Code

  typealias Line = (text: String, role: Role)

  var lines: [Line] {
    var lines: [Line] = [(names, .title), (place, .faint)]
    lines += leaving.map { ($0, .message) } + weak.map { ("! " + $0, .problem) }
    for (title, part) in Self.parts where !code[part].isEmpty {
      lines += [("", .plain), (title.isEmpty ? code[part] : "\(title): \(code[part])", .plain)]
    }
    lines += [("", .plain)] + facts.map { ($0, .faint) }
    for memo in memos {
      let isOwn = memo.coder == state.coder?.id
      lines += [
        ("", .plain),
        ("\(isOwn ? "Your memo" : "Memo of \(memo.coder)"), \(memo.at.date)", .faint),
        (memo.text, .plain),
      ]
    }
    return lines
  }

  /// Those on the code that may be read, one's own first.
  private var memos: [ListedMemo] {
    guard book.proposal == nil else { return [] }
    let all = book.memos.filter { $0.subject == .code(code.id) }
    return all.filter { $0.coder == state.coder?.id } + all.filter { $0.coder != state.coder?.id }
  }

  private static let parts: [(String, Code.Part)] = [
    ("", .brief), ("Definition", .definition), ("Use when", .useWhen), ("Not when", .notWhen),
    ("Example", .example),
  ]

  private var names: String {
    let names = code.name.entries.map(\.text).joined(separator: "  ")
    return names.isEmpty ? code.id.text : names
  }

  private var place: String {
    let proposed = book.proposal.map { "+\(code.id), proposed by \($0.coder)" } ?? code.id.text
    let above =
      book.proposal == nil
      ? book.book.path(to: code.id).dropLast().map(\.text)
      : code.parent.map { book.book.path(to: $0).map(\.text) } ?? []
    let kind = code.isFamily ? "family" : code.isWorking ? "working code" : ""
    return ([proposed] + (above.isEmpty ? [] : ["in \(above.joined(separator: " / "))"]) + [kind])
      .filter { !$0.isEmpty }.joined(separator: " · ")
  }

  /// That it has left the book's use.
  private var leaving: [String] {
    switch code.replacedBy.count {
    case 0: code.retired.map { ["Retired in version \($0)."] } ?? []
    case 1: ["Merged: its codings are read as \(code.replacedBy[0])."]
    default:
      [
        "Split into \(code.replacedBy.map(\.text).joined(separator: ", ")); its codings wait to be "
          + "recoded."
      ]
    }
  }

  private var weak: [String] {
    book.proposal == nil ? book.findings(of: code.id).map(\.message) : []
  }

  private var facts: [String] {
    var facts: [String] = []
    if !code.isFamily { facts.append(uses) }
    var small: [String] = []
    if let since = code.since { small.append("since version \(since)") }
    if let revised = code.revised { small.append("redefined in \(revised)") }
    if let key = code.key { small.append("quick key \(key)") }
    if let color = code.color { small.append(color) }
    if !small.isEmpty { facts.append(small.joined(separator: " · ")) }
    return facts
  }

  private var uses: String {
    guard book.isRead else { return "Its codings are being counted…" }
    let coders = book.uses.coders(of: code.id, in: book.book)
    let total = coders.reduce(0) { $0 + $1.count }
    let names = coders.map { "\($0.coder) \($0.count)" }.joined(separator: ", ")
    let hidden = book.uses.hiddenSidecars
    let rest =
      hidden == 0
      ? "" : "; \(hidden) \(hidden == 1 ? "sidecar is" : "sidecars are") hidden from you"
    return total == 0
      ? "No codings\(rest)."
      : "\(total) \(total == 1 ? "coding" : "codings"): \(names)\(rest)."
  }
}
