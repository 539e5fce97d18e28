/// What somebody should know who has made one of two versions of a file, by the ids of codings and memos.
///
/// Without any words, which may be hidden from whoever merges.
public struct MergeNotes: Hashable, Sendable {
  /// Of codings and other memos: one version's memo gave way to that of the later one.
  public var replacedMemos: [String] = []
  /// Codings flagged *redact* whose replacement gave way to another.
  public var replacedWords: [String] = []
  /// Codings that protect words, since one version flags them, against what the other has done: it has removed
  /// them, moved them, or taken them into others.
  public var keptFlags: [String] = []

  /// Whether the versions were made on different texts, and are on the one that is there now.
  public var broughtToText = false

  public init() {}

  public var isEmpty: Bool { self == MergeNotes() }

  /// - Parameter file: as which it is spoken of.
  /// - Returns: what happened and what to do, a sentence for each kind.
  public func sentences(file: String) -> [String] {
    let name = DisplayText.safe(file)
    var sentences: [String] = []
    if !keptFlags.isEmpty {
      sentences.append(
        "\(name): one version has removed, moved or extended what the other has flagged do-not-quote or "
          + "redact, and the flag stands: \(keptFlags.joined(separator: ", ")). Look at them; a flag that "
          + "is too much is taken away by hand."
      )
    }
    if broughtToText {
      sentences.append(
        "\(name): the two versions were made on different texts; both are on the text as it is now. What was "
          + "not found again is kept: `emic reanchor` lists it."
      )
    }
    if !replacedMemos.isEmpty {
      sentences.append(
        "\(name): both versions have a memo of the same thing, or the later one has none, and the later "
          + "version stands: \(replacedMemos.joined(separator: ", ")). What gave way is kept: in .emic/history "
          + "or .emic/backup where it was written here, else in the other version."
      )
    }
    if !replacedWords.isEmpty {
      sentences.append(
        "\(name): both versions say what stands in place of redacted words, and the later version stands: "
          + "\(replacedWords.joined(separator: ", "))."
      )
    }
    return sentences
  }
}

extension MergeNotes {
  /// Of two versions of a sidecar; what both began with gave way to a change.
  init(_ one: Sidecar?, _ other: Sidecar, merged: Sidecar, base: Sidecar? = nil) {
    let old = Dictionary(
      (base?.codings ?? []).map { ($0.id, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    let oldMemos = Set(base?.memos.map(\.text) ?? [])
    let versions = [one, other].compactMap { $0 }
    let now = Dictionary(
      merged.codings.map { ($0.id, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    func ids(_ isMeant: (Coding, Coding) -> Bool) -> [String] {
      let found = versions.flatMap(\.codings).filter { coding in
        now[coding.id].map { isMeant(coding, $0) } ?? false
      }
      return Set(found.map(\.id.text)).sorted()
    }
    let memos = Dictionary(
      merged.memos.map { ($0.id, $0.text) },
      uniquingKeysWith: { first, _ in first }
    )
    let replaced = versions.flatMap(\.memos).filter { memo in
      !oldMemos.contains(memo.text)
        && memos[memo.id].map { !JoinedMemo.holds($0, memo.text) } ?? false
    }
    replacedMemos =
      ids {
        $0.hasMemo && $0.memo != old[$0.id]?.memo && !JoinedMemo.holds($1.memo, $0.memo)
      }
      + Set(replaced.map(\.id.text)).sorted()
    replacedWords = ids { coding, now in
      now.flags.contains(.redact) && coding.replacement != nil
        && coding.replacement != now.replacement
        && coding.replacement != old[coding.id]?.replacement
    }
    if let one { keptFlags = Self.keptFlags(one, other, merged) }
  }

  /// Of two versions of a file of memos.
  init(_ one: MemosFile, _ other: MemosFile, merged: MemosFile, base: MemosFile? = nil) {
    let old = Set(base?.entries.map(\.memo.text) ?? [])
    let now = Dictionary(
      merged.entries.map { ($0.memo.id, $0.memo.text) },
      uniquingKeysWith: { first, _ in first }
    )
    let replaced = (one.entries + other.entries).filter { entry in
      !old.contains(entry.memo.text)
        && now[entry.memo.id].map { $0 != entry.memo.text } ?? false
    }
    replacedMemos = Set(replaced.map(\.memo.id.text)).sorted()
  }

  private static func keptFlags(
    _ one: Sidecar,
    _ other: Sidecar,
    _ merged: Sidecar
  ) -> [String] {
    func byID(_ sidecar: Sidecar) -> [Coding.ID: Coding] {
      Dictionary(sidecar.codings.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }
    let (left, right) = (byID(one), byID(other))
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
}
