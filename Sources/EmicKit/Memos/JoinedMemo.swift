/// Two wordings of one memo, where two sessions have written it: both stay.
package enum JoinedMemo {
  /// Between the wordings.
  static let line = "\u{2014}\u{2014}\u{2014}"

  /// Both wordings in one text.
  ///
  /// - Parameters:
  ///   - later: stands above.
  ///   - earlier: stands below, under a line, without the wordings of it that are above already: as
  ///     wholes, for one that is a word of another says something else.
  ///   - base: what stood there before both: of it only what `later` has kept stays.
  /// - Returns: one of them where it holds the other already.
  package static func text(_ later: String, over earlier: String, since base: String = "") -> String
  {
    guard !later.isEmpty else { return earlier }
    let (above, below) = (wordings(of: later), wordings(of: earlier))
    // Below stands all of it already.
    if above.allSatisfy({ below.contains($0) }) { return earlier }
    let known = above + wordings(of: base)
    return ([later] + below.filter { !known.contains($0) }).joined(separator: separator)
  }

  /// A memo with the wordings of others that were taken in: they stand below in one order, whichever came first.
  static func text(_ memo: String, takingIn other: String) -> String {
    guard !memo.isEmpty else { return other }
    let own = wordings(of: memo)
    let new = wordings(of: other).filter { !own.contains($0) }
    guard !new.isEmpty else { return memo }
    let below = (own.dropFirst() + new).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return (own.prefix(1) + below).joined(separator: separator)
  }

  /// Whether all wordings of one text stand in another.
  static func holds(_ text: String, _ other: String) -> Bool {
    let here = wordings(of: text)
    return wordings(of: other).allSatisfy(here.contains)
  }

  private static var separator: String { "\n\n\(line)\n" }

  private static func wordings(of text: String) -> [String] {
    text.split(separator: separator).map { String($0) }
  }
}

extension Sidecar {
  /// What two sessions of one coder have made of a sidecar, as one: like `merged`, and of each memo that both
  /// have written anew both wordings stay.
  package static func mergedSessions(
    _ one: Sidecar,
    _ other: Sidecar,
    base: Sidecar?
  ) throws(MergeProblem) -> Sidecar {
    var both = try merged(one, other, base: base)
    both.keepBothMemos(one, other, base: base)
    return both
  }

  /// Keeps both wordings of each memo that two sessions have written anew since they had the same.
  ///
  /// Of a merge: the later wording stands in the result already.
  private mutating func keepBothMemos(_ one: Sidecar, _ other: Sidecar, base: Sidecar?) {
    guard let base, coder != Coder.consensus else { return }
    let (before, mine, theirs) = (base.memoTexts, one.memoTexts, other.memoTexts)
    let both = mine.filter { id, text in
      theirs[id].map { $0 != text && $0 != before[id] } ?? false && text != before[id]
    }
    guard !both.isEmpty else { return }
    func joined(_ now: String, _ id: String) -> String {
      guard let text = both[id], let there = theirs[id] else { return now }
      return JoinedMemo.text(now, over: now == text ? there : text, since: before[id] ?? "")
    }
    for index in codings.indices where both[codings[index].id.text] != nil {
      codings[index].memo = joined(codings[index].memo, codings[index].id.text)
    }
    for index in memos.indices {
      memos[index].text = joined(memos[index].text, memos[index].id.text)
    }
  }

  /// The memos that are not empty, by the ids of what they are on.
  private var memoTexts: [String: String] {
    var texts: [String: String] = [:]
    for index in codings.indices where !codings[index].memo.isEmpty {
      texts[codings[index].id.text] = codings[index].memo
    }
    for memo in memos { texts[memo.id.text] = memo.text }
    return texts
  }
}
