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
      if entry.codes.first == id { lines += sentences(of: entry, in: book).map { "  \($0)" } }
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

  // MARK: What was replaced

  /// What the first of the codes had before and has since, a sentence for each part.
  ///
  ///     The brief was "Confidence in a person.", and became "Confidence.".
  ///
  /// - Parameters:
  ///   - entry: a line of the history.
  ///   - book: in which it stands; tells what came after.
  /// - Returns: in the order of the entry.
  package static func sentences(of entry: CodebookHistoryEntry, in book: Codebook) -> [String] {
    let replaced = entry.was.filter { $0.key != "codes" }
    guard !replaced.isEmpty else { return [] }
    // Two changes that were merged have one version: then only what was is sure.
    let isAlone = book.history.count { $0.version == entry.version } == 1
    let after = isAlone ? entry.codes.first.flatMap { book.asOf(entry.version)[$0] } : nil
    return replaced.map { sentence($0, after) }
  }

  private static func sentence(_ member: YAMLMember, _ after: Code?) -> String {
    let was = text(of: member.value)
    switch member.key {
    case "revised": return "The definition had last changed in version \(was)."
    case "retired": return "It had been retired in version \(was)."
    case "replaced-by": return "It had been replaced by \(was)."
    case "key": return "It gave up its quick key \(was)."
    case "parent":
      let now = after.map { ", and came to stand \(place($0.parent?.text ?? ""))" } ?? ""
      return "It stood \(place(was))\(now)."
    case "family", "working":
      let name = member.key == "family" ? "a family" : "a working code"
      return was == "true" ? "It was \(name), and is none since." : "It became \(name)."
    default:
      let now = after.map { value(of: member.key, in: $0) }.flatMap { $0 == was ? nil : $0 }
      return "The \(member.key) was \(shown(was))\(now.map { ", and became \(shown($0))" } ?? "")."
    }
  }

  private static func place(_ parent: String) -> String {
    parent.isEmpty ? "at the top of the book" : "under \(parent)"
  }

  private static func shown(_ text: String) -> String {
    text.isEmpty ? "empty" : DisplayText.quoted(text)
  }

  private static func value(of key: String, in code: Code) -> String {
    code.members.first { $0.key == key }.map { text(of: $0.value) } ?? ""
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
