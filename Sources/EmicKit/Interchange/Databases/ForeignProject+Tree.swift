extension ForeignProject {
  /// Brings every code behind the one above it, as a codebook wants them.
  ///
  /// A database may say anything: a code above that is not there is none, and codes that lie in each
  /// other stand at the top.
  mutating func arrangeEntries() {
    let keys = Set(entries.map(\.key))
    for place in entries.indices {
      if let parent = entries[place].parent, !keys.contains(parent) { entries[place].parent = nil }
    }
    var arranged = reachable()
    let lost = entries.filter { !arranged.keys.contains($0.key) }
    if !lost.isEmpty {
      let lostKeys = Set(lost.map(\.key))
      for place in entries.indices where lostKeys.contains(entries[place].key) {
        entries[place].parent = nil
      }
      report.notes.append(
        "\(lost.count) codes lie in each other, such as \"\(lost[0].name.primary)\": they stand at "
          + "the top."
      )
      arranged = reachable()
    }
    entries = arranged.entries
  }

  /// The codes that are reached from the top, each behind the one above it.
  private func reachable() -> (entries: [Entry], keys: Set<String>) {
    let below = Dictionary(grouping: entries, by: \.parent)
    var waiting = Array((below[nil] ?? []).reversed())
    var result: [Entry] = []
    var keys: Set<String> = []
    while let entry = waiting.popLast() {
      guard keys.insert(entry.key).inserted else { continue }
      result.append(entry)
      waiting += (below[entry.key] ?? []).reversed()
    }
    return (result, keys)
  }
}
