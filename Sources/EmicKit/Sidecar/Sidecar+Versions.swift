/// Two versions of one coder's work on one transcript: which is an earlier state of the other, and what the other lacks.
extension Sidecar {
  /// Whether this is a state that a version has left behind, as a synchronising program or a backup puts back:
  /// all that is in it is known there, and something of it only as it was before.
  ///
  /// What another session has just saved is none: it has changed something later, or nothing at all. A mark or verdict
  /// that was taken away alone, elsewhere, from a state that others have left behind cannot be told from one that was
  /// not there yet, and stays.
  func isEarlier(than version: Sidecar) -> Bool {
    guard coder == version.coder, version.textDigests.contains(source.sha256),
      Set(log).isSubset(of: version.log), status.at <= version.status.at
    else { return false }
    let known = Times(version)
    var isOlder = Set(log) != Set(version.log)
    func isKnown(_ id: String, _ time: Timestamp, _ isSame: () -> Bool) -> Bool {
      if let latest = known.alive[id] {
        isOlder = isOlder || time < latest
        return time < latest || time == latest && isSame()
      }
      guard let removal = known.removed[id], time < removal else { return false }
      isOlder = true
      return true
    }
    let codings = Merging.byID(version.codings + version.orphans) { $0.id }
    let memos = Merging.byID(version.memos) { $0.id }
    let areKnown =
      (self.codings + orphans).allSatisfy { coding in
        isKnown(coding.id.text, coding.modified) { codings[coding.id] == coding }
      }
      && self.memos.allSatisfy { memo in isKnown(memo.id.text, memo.at) { memos[memo.id] == memo } }
    let areBuried = removed.allSatisfy { removal in
      known.removed[removal.id].map { $0 >= removal.at }
        ?? known.alive[removal.id].map { $0 > removal.at } ?? false
    }
    guard areKnown, areBuried, Set(links).isSubset(of: version.links),
      Set(nothingHere).isSubset(of: version.nothingHere), Set(settled).isSubset(of: version.settled)
    else { return false }
    let own = Times(self)
    return isOlder || known.alive.keys.contains { own.alive[$0] == nil && own.removed[$0] == nil }
      || known.removed.keys.contains { own.removed[$0] == nil }
  }

  /// What of it is nowhere in another version, nor removed there, nor without a place, nor decided otherwise since;
  /// and what is known there only as it was before.
  ///
  /// - Parameter other: a version.
  /// - Returns: this alone, in all else as the other is, with its own log; and how many codings, memos, marks, links
  ///   and verdicts that are.
  func part(lackingIn other: Sidecar) -> (part: Sidecar, count: Int) {
    let known = Times(other)
    let others = Merging.byID(other.codings + other.orphans) { $0.id }
    func isLacking(_ id: String, _ time: Timestamp) -> Bool {
      (known.alive[id] ?? known.removed[id]).map { $0 < time } ?? true
    }
    let decided = other.verdictTimes
    // What a flag on it protects binds, whatever was decided since.
    func isOverruled(_ coding: Coding) -> Bool {
      guard let key = coding.settlement?.key, !coding.bindsWords else { return false }
      return decided[key].map { $0 > coding.modified } ?? false
    }
    var part = other
    (part.source, part.log) = (source, log)
    part.codings = codings.filter { coding in
      isLacking(coding.id.text, coding.modified) && others[coding.id]?.isSame(as: coding) != true
        && !isOverruled(coding)
    }
    part.orphans = orphans.filter { isLacking($0.id.text, $0.modified) && others[$0.id] == nil }
    part.memos = memos.filter { isLacking($0.id.text, $0.at) }
    let links = links.filter { isLacking($0.id.text, $0.at) && known.alive[$0.id.text] == nil }
    let removed = removed.filter { removal in
      known.removed[removal.id] == nil && (known.alive[removal.id].map { $0 < removal.at } ?? true)
    }
    part.removed = removed
    part.settled = settled.filter { entry in
      guard let key = entry.key, let time = entry.at else { return false }
      // A verdict that was taken back has the tombstone of the coding that it would have made.
      let takenBack = known.removed[Coding.ID(settling: key, 0).text]
      return [decided[key], takenBack].allSatisfy { $0.map { $0 < time } ?? true }
    }
    let taken = other.nothingHere.map(\.span) + other.codings.map(\.span)
    part.nothingHere = nothingHere.filter { mark in !taken.contains { $0.overlaps(mark.span) } }
    for link in links { try? part.add(link) }
    let taking = removed.count { known.alive[$0.id] != nil }
    let count =
      part.codings.count + part.memos.count + part.orphans.count + part.settled.count
      + part.nothingHere.count + links.count + taking
    return (part, count)
  }

  /// When it was last decided what belongs where some codings are, by these.
  private var verdictTimes: [[Coding.ID]: Timestamp] {
    let ofCodings = codings.compactMap { coding in
      coding.settlement.map { ($0.key, coding.modified) }
    }
    let others = settled.compactMap { entry -> ([Coding.ID], Timestamp)? in
      guard case .verdict(let settlement, let time, _) = entry else { return nil }
      return (settlement.key, time)
    }
    return Dictionary(ofCodings + others, uniquingKeysWith: max)
  }

  /// When each thing was last changed, or removed, by its id.
  private struct Times {
    var alive: [String: Timestamp] = [:]
    var removed: [String: Timestamp] = [:]

    init(_ sidecar: Sidecar) {
      for coding in sidecar.codings + sidecar.orphans { alive[coding.id.text] = coding.modified }
      for memo in sidecar.memos { alive[memo.id.text] = memo.at }
      for link in sidecar.links { alive[link.id.text] = link.at }
      for removal in sidecar.removed { removed[removal.id] = removal.at }
    }
  }
}

extension Coding {
  /// Whether another version differs in its time alone.
  fileprivate func isSame(as other: Coding) -> Bool {
    var version = other
    version.modified = modified
    return version == self
  }
}
