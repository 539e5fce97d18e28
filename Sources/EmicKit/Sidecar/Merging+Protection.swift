/// What a removal must not take with it: a flag without which words leave, and the memo of a coding that
/// another has taken in.
///
/// Who removed a coding knew its flags as they were then (`Sidecar.Removal.knownFlags`). One that was set
/// elsewhere meanwhile goes to the coding that took this one in, or keeps it alive: a lost flag is a leak, and
/// a coding too many is seen and removed again.
extension Merging {
  /// - Parameters:
  ///   - codings: all that either side has, by id, merged; those that stay alive get what the others leave.
  ///   - removed: the tombstones of both.
  ///   - base: what both come from, by id.
  /// - Returns: the codings that are alive.
  static func alive(
    _ codings: [String: Coding],
    removed: [String: Sidecar.Removal],
    base: [String: Coding]
  ) -> [String: Coding] {
    var (alive, buried): ([String: Coding], [Coding]) = ([:], [])
    for (id, coding) in codings {
      guard let removal = removed[id], removal.at > coding.modified else {
        alive[id] = coding
        continue
      }
      if removal.into == nil, !unseen(of: coding, removal, base[id]).isEmpty {
        alive[id] = coding.alive(at: removal.at)
      } else if removal.into != nil {
        buried.append(coding)
      }
    }
    // By id, so that memos are joined in one order whoever comes first.
    for coding in buried.sorted(by: { $0.id < $1.id }) {
      let id = coding.id.text
      guard let removal = removed[id] else { continue }
      let flags = unseen(of: coding, removal, base[id])
      let hasNewMemo = coding.hasMemo && coding.memo != base[id]?.memo
      guard !flags.isEmpty || hasNewMemo else { continue }
      if let heir = heir(of: removal, removed, alive) {
        alive[heir]?.inherit(flags, of: coding, withMemo: hasNewMemo)
      } else if !flags.isEmpty {
        alive[id] = coding.alive(at: removal.at)
      }
    }
    return alive
  }

  /// The protecting flags of a coding that whoever removed it did not see.
  private static func unseen(
    of coding: Coding,
    _ removal: Sidecar.Removal,
    _ base: Coding?
  ) -> [Coding.Flag] {
    let seen = removal.knownFlags + (base?.flags ?? [])
    return coding.protectingFlags.filter { !seen.contains($0) }
  }

  /// The coding that took a removed one in, or took that one in, and so on; `nil` where none is there.
  private static func heir(
    of removal: Sidecar.Removal,
    _ removed: [String: Sidecar.Removal],
    _ alive: [String: Coding]
  ) -> String? {
    var next = removal.into?.text
    for _ in 0...removed.count {
      guard let id = next else { return nil }
      if alive[id] != nil { return id }
      next = removed[id]?.into?.text
    }
    return nil
  }
}

extension Sidecar.Removal {
  private static let flagsKey = "flags"

  /// The protecting flags that the coding had when it was removed.
  var knownFlags: [Coding.Flag] {
    guard case .array(let values)? = kept.first(where: { $0.key == Self.flagsKey })?.value else {
      return []
    }
    return values.compactMap(\.string).map { Coding.Flag($0) }
  }

  /// - Parameters:
  ///   - coding: that is removed.
  ///   - time: of its removal.
  ///   - into: the coding that takes it in.
  init(of coding: Coding, at time: Timestamp, into: Coding.ID? = nil) {
    let flags = coding.protectingFlags.map(\.text)
    self.init(
      id: coding.id.text,
      at: time,
      into: into,
      kept: flags.isEmpty ? [] : [JSONMember(Self.flagsKey, .strings(flags))]
    )
  }
}

extension Coding {
  /// Those of its flags without which words could leave a study or be shown.
  var protectingFlags: [Flag] { Self.protections.filter(flags.contains) }

  /// Kept alive over a tombstone: as a tie, which is alive in every merge to come.
  fileprivate func alive(at time: Timestamp) -> Coding {
    var coding = self
    coding.modified = max(modified, time)
    return coding
  }

  /// Takes on the flags of another version that protect words.
  mutating func protect(as other: Coding) {
    add(other.protectingFlags)
    if flags.contains(.redact), replacement == nil { replacement = other.replacement }
  }

  /// Its time stays: flags that protect decide nothing about which version is the later.
  fileprivate mutating func inherit(_ new: [Flag], of other: Coding, withMemo: Bool) {
    add(new)
    if new.contains(.redact), replacement == nil { replacement = other.replacement }
    if withMemo { memo = JoinedMemo.text(memo, takingIn: other.memo) }
  }

  /// In the order of every merge, whichever flag came first.
  private mutating func add(_ new: [Flag]) {
    guard !new.allSatisfy(flags.contains) else { return }
    let all = flags + new
    flags = flags.filter { !Self.protections.contains($0) } + Self.protections.filter(all.contains)
  }
}
