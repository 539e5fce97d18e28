/// Two wordings of one memo, where two sessions have written it: both stay.
package enum JoinedMemo {
  /// Between the wordings.
  static let line = "\u{2014}\u{2014}\u{2014}"

  /// - Parameters:
  ///   - later: stands above.
  ///   - earlier: stands below, under a line.
  /// - Returns: one of them where it holds the other already.
  package static func text(_ later: String, over earlier: String) -> String {
    if earlier.isEmpty || later.contains(earlier) { return later }
    if later.isEmpty || earlier.contains(later) { return earlier }
    return "\(later)\n\n\(line)\n\(earlier)"
  }
}

extension Sidecar {
  /// Keeps both wordings of each memo that two sessions have written anew since they had the same.
  ///
  /// Of a merge: the later wording stands in the result already.
  mutating func keepBothMemos(_ one: Sidecar, _ other: Sidecar, base: Sidecar?) {
    guard let base, coder != Coder.consensus else { return }
    let (before, mine, theirs) = (base.memoTexts, one.memoTexts, other.memoTexts)
    let both = mine.filter { id, text in
      theirs[id].map { $0 != text && $0 != before[id] } ?? false && text != before[id]
    }
    guard !both.isEmpty else { return }
    func joined(_ now: String, _ id: String) -> String {
      guard let text = both[id], let there = theirs[id] else { return now }
      return JoinedMemo.text(now, over: now == text ? there : text)
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
