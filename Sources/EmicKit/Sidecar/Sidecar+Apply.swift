extension Sidecar {
  /// Carries a change out as a whole, or not at all.
  ///
  /// What it changes gets a time later than any it had, so that the change wins when copies are
  /// merged; what it removes leaves a tombstone, what it brings back takes its tombstone away.
  /// Edits of proposals are the codebook's, not the sidecar's.
  ///
  /// - Parameters:
  ///   - change: made for this sidecar.
  ///   - time: of the change.
  /// - Throws: when the sidecar is no longer as the change expects it.
  public mutating func apply(_ change: Change, at time: Timestamp) throws(ChangeProblem) {
    // What changes one coding is refused before anything is changed, so that no copy of all is needed.
    if change.edits.count == 1, case .coding(let before, let after, let into) = change.edits[0] {
      try replace(before, by: after, at: time, into: into)
      return alignTimes(ofVerdictsIn: change)
    }
    var result = self
    for edit in change.edits {
      switch edit {
      case .coding(let before, let after, let into):
        try result.replace(before, by: after, at: time, into: into)
      case .memo(let before, let after): try result.replace(before, by: after, at: time)
      case .nothingHere(let before, let after): try result.replace(before, by: after)
      case .link(let before, let after): try result.replace(before, by: after, at: time)
      case .settled(let before, let after): try result.replace(before, by: after, at: time)
      case .proposal: break
      }
    }
    result.alignTimes(ofVerdictsIn: change)
    self = result
  }

  /// Throws before it changes anything.
  private mutating func replace(
    _ before: Coding?,
    by after: Coding?,
    at time: Timestamp,
    into: Coding.ID?
  ) throws(ChangeProblem) {
    if let after, before?.id != after.id, codings.containsID(after.id) {
      throw .codingExists(after.id)
    }
    var latest: Timestamp?
    if let before {
      let place = codings.sortedPlace(of: before)
      guard place < codings.count, codings[place].id == before.id else {
        throw codings.containsID(before.id)
          ? .codingDiffers(before.id) : .codingMissing(before.id)
      }
      var here = codings[place]
      latest = here.modified
      here.modified = before.modified
      guard here == before else { throw .codingDiffers(before.id) }
      codings.remove(at: place)
    }
    if let before, before.id != after?.id {
      removed.removeAll { $0.id == before.id.text }
      removed.append(Removal(of: before, at: time.later(than: latest), into: into))
      latest = nil
    }
    guard var coding = after else { return }
    coding.modified = time.later(than: revive(coding.id.text), latest)
    codings.insert(coding, at: codings.sortedPlace(of: coding))
  }

  private mutating func replace(
    _ before: Memo?,
    by after: Memo?,
    at time: Timestamp
  ) throws(ChangeProblem) {
    var place = memos.count
    var latest: Timestamp?
    if let before {
      guard let index = memos.firstIndex(where: { $0.id == before.id }) else {
        throw .memoMissing(before.id)
      }
      var here = memos[index]
      latest = here.at
      here.at = before.at
      guard here == before else { throw .memoDiffers(before.id) }
      memos.remove(at: index)
      place = index
    }
    if let before, before.id != after?.id { bury(before.id.text, after: latest, at: time) }
    guard var memo = after else { return }
    if before?.id != memo.id, memos.contains(where: { $0.id == memo.id }) {
      throw .memoExists(memo.id)
    }
    let buried = revive(memo.id.text)
    // A new memo has the time at which it was written.
    if buried != nil || before?.id == memo.id { memo.at = time.later(than: buried, latest) }
    memos.insert(memo, at: place)
  }

  private mutating func replace(
    _ before: NothingHere?,
    by after: NothingHere?
  ) throws(ChangeProblem) {
    if let before {
      guard let index = nothingHere.firstIndex(where: { $0.span == before.span }) else {
        throw .turnMissing(before.span)
      }
      nothingHere.remove(at: index)
    }
    guard let after else { return }
    let place = nothingHere.firstIndex { $0.span >= after.span } ?? nothingHere.count
    if place < nothingHere.count, nothingHere[place].span == after.span {
      throw .turnMarked(after.span)
    }
    nothingHere.insert(after, at: place)
  }

  private mutating func replace(
    _ before: Link?,
    by after: Link?,
    at time: Timestamp
  ) throws(ChangeProblem) {
    if let before {
      let latest = try removeLink(before)
      if before.id != after?.id { bury(before.id.text, after: latest, at: time) }
    }
    guard var link = after else { return }
    if let buried = revive(link.id.text) { link.at = time.later(than: buried) }
    try add(link)
  }

  mutating func bury(
    _ id: String,
    after latest: Timestamp?,
    at time: Timestamp
  ) {
    removed.removeAll { $0.id == id }
    removed.append(Removal(id: id, at: time.later(than: latest)))
  }

  /// Takes a tombstone away.
  ///
  /// - Returns: its time.
  mutating func revive(_ id: String) -> Timestamp? {
    guard let index = removed.firstIndex(where: { $0.id == id }) else { return nil }
    return removed.remove(at: index).at
  }
}

extension Timestamp {
  /// This time, or a millisecond after the latest of others, whichever is later: clocks go back.
  ///
  /// Nothing is later than the last moment that can be printed.
  func later(than others: Timestamp?...) -> Timestamp {
    guard let latest = others.compactMap({ $0 }).max() else { return self }
    return max(self, min(Timestamp(milliseconds: latest.milliseconds + 1), .last))
  }
}

extension [Coding] {
  /// How many of a list in order begin before an offset; those behind them share no text with what ends there.
  func count(startingBefore offset: Int) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].span.start < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Whether one of them has an id.
  fileprivate func containsID(_ id: Coding.ID) -> Bool {
    // In place: each is asked, and mostly none has it.
    withUnsafeBufferPointer { codings in codings.indices.contains { codings[$0].id == id } }
  }

  /// Where a coding stands, or would be put in.
  fileprivate func sortedPlace(of coding: Coding) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      // Mostly their spans tell, and no coding need be copied out of the list.
      let span = self[middle].span
      let isBefore = span == coding.span ? self[middle] < coding : span < coding.span
      if isBefore { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
