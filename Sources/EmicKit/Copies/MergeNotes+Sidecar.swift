/// Two versions of a sidecar and what they have become, by ids.
private struct MergedVersions {
  /// Of both.
  let codings: [Coding]
  let memos: [Memo]
  /// As both began, where that is known.
  private let oldCodings: [Coding.ID: Coding]
  private let oldMemos: [Memo.ID: Memo]
  /// As they are now; orphans, too.
  let nowCodings: [Coding.ID: Coding]
  let nowMemos: [Memo.ID: Memo]

  init(_ versions: [Sidecar], merged: Sidecar, base: Sidecar?) {
    codings = versions.flatMap(\.codings)
    memos = versions.flatMap(\.memos)
    oldCodings = Self.byID(base?.codings ?? [], \.id)
    oldMemos = Self.byID(base?.memos ?? [], \.id)
    nowCodings = Self.byID(merged.codings + merged.orphans, \.id)
    nowMemos = Self.byID(merged.memos, \.id)
  }

  static func byID<Value, ID: Hashable>(_ values: [Value], _ id: (Value) -> ID) -> [ID: Value] {
    Dictionary(values.map { (id($0), $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Codings whose memo one version has written since both began.
  var withNewMemos: [Coding] {
    codings.filter { $0.hasMemo && $0.memo != oldCodings[$0.id]?.memo }
  }

  /// Memos of the transcript that one version has written since both began.
  var newMemos: [Memo] { memos.filter { oldMemos[$0.id]?.text != $0.text } }

  /// Codings for whose words one version has given others since both began.
  var withNewReplacements: [Coding] {
    codings.filter { $0.replacement != nil && $0.replacement != oldCodings[$0.id]?.replacement }
  }
}

extension MergeNotes {
  /// Of two versions of a sidecar; what both began with gave way to a change.
  init(_ one: Sidecar?, _ other: Sidecar, merged: Sidecar, base: Sidecar? = nil) {
    let versions = MergedVersions([one, other].compactMap { $0 }, merged: merged, base: base)
    replacedMemos = Self.replacedMemos(versions)
    lostMemos = Self.lostMemos(versions)
    replacedWords = Self.replacedWords(versions)
    if let one { keptFlags = Self.keptFlags(one, other, merged) }
  }

  private static func replacedMemos(_ versions: MergedVersions) -> [String] {
    let codings = versions.withNewMemos.filter { coding in
      versions.nowCodings[coding.id].map { !JoinedMemo.holds($0.memo, coding.memo) } ?? false
    }
    let memos = versions.newMemos.filter { memo in
      versions.nowMemos[memo.id].map { !JoinedMemo.holds($0.text, memo.text) } ?? false
    }
    return ids(codings.map(\.id.text)) + ids(memos.map(\.id.text))
  }

  /// Of what is gone; a memo that went to the coding that took another in is not.
  private static func lostMemos(_ versions: MergedVersions) -> [String] {
    let left = versions.nowCodings.values.filter(\.hasMemo).map(\.memo)
    let codings = versions.withNewMemos.filter { coding in
      versions.nowCodings[coding.id] == nil
        && !left.contains { JoinedMemo.holds($0, coding.memo) }
    }
    let memos = versions.newMemos.filter { versions.nowMemos[$0.id] == nil }
    return ids(codings.map(\.id.text)) + ids(memos.map(\.id.text))
  }

  private static func replacedWords(_ versions: MergedVersions) -> [String] {
    let codings = versions.withNewReplacements.filter { coding in
      guard let now = versions.nowCodings[coding.id], now.flags.contains(.redact) else {
        return false
      }
      return coding.replacement != now.replacement
    }
    return ids(codings.map(\.id.text))
  }

  private static func keptFlags(
    _ one: Sidecar,
    _ other: Sidecar,
    _ merged: Sidecar
  ) -> [String] {
    let (left, right) = (
      MergedVersions.byID(one.codings, \.id), MergedVersions.byID(other.codings, \.id)
    )
    let buried = [one, other].map { Dictionary($0.removed.map { ($0.id, $0.at) }) { max($0, $1) } }
    return merged.codings.filter { coding in
      let flags = Set(coding.protectingFlags)
      guard !flags.isEmpty else { return false }
      switch (left[coding.id], right[coding.id]) {
      case (let one?, let other?):
        let (here, there) = (Set(one.protectingFlags), Set(other.protectingFlags))
        return !flags.isSubset(of: here.union(there)) || here != there && one.span != other.span
      case (let there?, nil), (nil, let there?):
        let side = left[coding.id] == nil ? 0 : 1
        let removal = buried[side][coding.id.text]
        return !flags.isSubset(of: there.protectingFlags)
          || removal.map { $0 > there.modified } ?? false
      case (nil, nil): return true
      }
    }.map(\.id.text)
  }

  private static func ids(_ ids: [String]) -> [String] { Set(ids).sorted() }
}
