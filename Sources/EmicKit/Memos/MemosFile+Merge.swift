extension MemosFile {
  private struct Key: Hashable {
    var subject: Subject
    var id: Memo.ID
  }

  /// Two versions of one coder's memos as one, by ids.
  ///
  /// A memo that both have changed is the later one. Without a base a tombstone alone tells one that was taken away from
  /// one that the other side has added.
  ///
  /// - Returns: the memos by time; the same whichever side comes first.
  static func merged(_ one: MemosFile, _ other: MemosFile, base: MemosFile?) -> MemosFile {
    let memos = Merging.keyed(one.byKey, other.byKey, base: base?.byKey) { _, left, right in
      Merging.later(left, right)
    }
    var result = MemosFile(
      coder: one.coder,
      entries: memos.map { Entry($0.key.subject, $0.value) }
        .sorted { ($0.memo.at, $0.memo.id) < ($1.memo.at, $1.memo.id) },
      reveals: one.reveals,
      removed: one.removed,
      kept: Merging.members(one.kept, other.kept, base: base?.kept)
    )
    for (transcript, time) in other.reveals { result.note(revealOf: transcript, at: time) }
    for (id, time) in other.removed { result.note(removalOf: id, at: time) }
    result.entries = result.entries.filter { !result.hasRemoved($0.memo.id, since: $0.memo.at) }
    for entry in result.entries { result.removed[entry.memo.id] = nil }
    return result
  }

  private var byKey: [Key: Memo] {
    Dictionary(
      entries.map { (Key(subject: $0.subject, id: $0.memo.id), $0.memo) },
      uniquingKeysWith: { Merging.later($0, $1) }
    )
  }
}
