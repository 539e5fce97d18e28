/// What has become of a code, version by version, in words.
package enum CodeHistory {
  /// The latest first.
  package static func lines(of id: Code.ID, in book: Codebook) -> [String] {
    let entries = book.history.filter { $0.codes.contains(id) }
    var lines = entries.reversed().flatMap { entry -> [String] in
      let facts = [
        "Version \(entry.version)", entry.at?.date ?? "", entry.by?.text ?? "",
        words(of: entry),
      ].filter { !$0.isEmpty }
      var lines = [facts.joined(separator: " · ")]
      if !entry.reason.isEmpty { lines.append("  why: \(entry.reason)") }
      if entry.codes.first == id {
        for member in entry.was where member.key != "codes" {
          let was = text(of: member.value)
          lines.append("  \(member.key) was: \(was.isEmpty ? "nothing" : was)")
        }
      }
      return lines + [""]
    }
    if let since = book[id]?.since { lines.append("In the codebook since version \(since).") }
    return lines
  }

  /// What was done, in words: `split into trust-a, trust-b`.
  package static func words(of entry: CodebookHistoryEntry) -> String {
    let others = entry.codes.dropFirst().map(\.text).joined(separator: ", ")
    let kind: String
    switch entry.change {
    case .split: kind = "split into \(others)"
    case .merge: kind = "\(entry.codes.first?.text ?? "") merged into \(others)"
    case .redefine where entry.isMinor: kind = "redefine (a slip of the pen)"
    default: kind = entry.change.rawValue
    }
    return entry.undoes == nil ? kind : "\(kind), taking a change back"
  }

  /// What stood there before, on one line.
  package static func text(of node: YAMLNode) -> String {
    switch node.content {
    case .scalar(let text, _): text
    case .sequence(let items): items.map(text).joined(separator: ", ")
    case .mapping(let members): members.map { text(of: $0.value) }.joined(separator: " / ")
    }
  }
}
