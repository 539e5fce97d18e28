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

  /// Codings and memos that one version has with words, and the other has removed since.
  public var lostMemos: [String] = []

  /// Whether the versions were made on different texts, and are on one now.
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
        "\(name): the two versions were made on different texts, and both are on one of them now. What was "
          + "not found again is kept: `emic reanchor` lists it; turns with nothing to code may have to be marked again."
      )
    }
    if !replacedMemos.isEmpty {
      sentences.append(
        "\(name): both versions have a memo of the same thing, or the later one has none, and the later "
          + "version stands: \(replacedMemos.joined(separator: ", ")). What gave way is kept: in .emic/history "
          + "or .emic/backup where it was written here, else in the other version."
      )
    }
    if !lostMemos.isEmpty {
      sentences.append(
        "\(name): one version has removed memos that stand in the other, or codings with their memos: "
          + "\(lostMemos.joined(separator: ", ")). Where they were written, they stand in the other version still."
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
  /// Of two versions of a file of memos.
  init(_ one: MemosFile, _ other: MemosFile, merged: MemosFile, base: MemosFile? = nil) {
    let old = Dictionary(
      (base?.entries ?? []).map { ($0.memo.id, $0.memo.text) },
      uniquingKeysWith: { first, _ in first }
    )
    let now = Dictionary(
      merged.entries.map { ($0.memo.id, $0.memo.text) },
      uniquingKeysWith: { first, _ in first }
    )
    let written = (one.entries + other.entries).map(\.memo).filter { old[$0.id] != $0.text }
    replacedMemos = Self.sorted(
      written.filter { memo in now[memo.id].map { $0 != memo.text } ?? false }
    )
    lostMemos = Self.sorted(written.filter { now[$0.id] == nil })
  }

  private static func sorted(_ memos: [Memo]) -> [String] {
    Set(memos.map(\.id.text)).sorted()
  }
}
