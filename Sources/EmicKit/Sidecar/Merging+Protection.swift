/// What a removal must not take with it: a flag without which words leave, and the memo of a coding that
/// another has taken in.
///
/// Who removed a coding knew its flags as they were then (`Sidecar.Removal.knownFlags`). One that was set
/// elsewhere meanwhile goes to the coding that took this one in, where that covers its words, or keeps it alive:
/// a lost flag is a leak, and a coding too many is seen and removed again.
extension Merging {
  /// What becomes of a coding against its tombstone.
  private enum Fate {
    case alive
    /// It has a flag of which whoever removed it knew nothing.
    case protected(Sidecar.Removal)
    /// Another coding has taken it in, and may get what nobody knew of.
    case takenIn(Sidecar.Removal)
    case gone
  }

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
    var alive: [String: Coding] = [:]
    var takenIn: [(coding: Coding, removal: Sidecar.Removal)] = []
    for (id, coding) in codings {
      switch fate(of: coding, removed[id], base[id]) {
      case .alive: alive[id] = coding
      case .protected(let removal): alive[id] = coding.alive(at: removal.at)
      case .takenIn(let removal): takenIn.append((coding, removal))
      case .gone: continue
      }
    }
    // By id, so that memos are joined in one order whoever comes first.
    takenIn.sort { $0.coding.id < $1.coding.id }
    // First those that stay: a coding may have taken in another one and be taken in itself.
    for (coding, removal) in takenIn {
      let flags = unseen(of: coding, removal, base[coding.id.text])
      if !flags.isEmpty, heir(of: removal, removed, alive, covering: coding.span) == nil {
        alive[coding.id.text] = coding.alive(at: removal.at)
      }
    }
    for (coding, removal) in takenIn where alive[coding.id.text] == nil {
      let old = base[coding.id.text]
      let flags = unseen(of: coding, removal, old)
      let span = flags.isEmpty ? nil : coding.span
      guard let heir = heir(of: removal, removed, alive, covering: span) else { continue }
      alive[heir]?.inherit(
        flags,
        of: coding,
        withMemo: coding.hasMemo && coding.memo != old?.memo
      )
    }
    return alive
  }

  /// A version whose flagged words the merged coding does not cover, since both sides have flagged it and one has
  /// moved it: they are kept in a coding of their own.
  ///
  /// - Parameters:
  ///   - version: of one side.
  ///   - merged: of both.
  ///   - base: what both come from.
  /// - Returns: `nil` where nothing is left uncovered.
  static func apart(_ version: Coding, from merged: Coding, _ base: Coding?) -> Coding? {
    let old = base?.protectingFlags ?? []
    guard version.protectingFlags.contains(where: { !old.contains($0) }),
      !merged.span.contains(version.span)
    else { return nil }
    return version.apart()
  }

  private static func fate(
    of coding: Coding,
    _ removal: Sidecar.Removal?,
    _ base: Coding?
  ) -> Fate {
    guard let removal, removal.at > coding.modified else { return .alive }
    guard removal.into == nil else { return .takenIn(removal) }
    return unseen(of: coding, removal, base).isEmpty ? .gone : .protected(removal)
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

  /// The coding that took a removed one in, or took that one in, and so on.
  ///
  /// - Parameters:
  ///   - removal: of it.
  ///   - removed: all tombstones, by id.
  ///   - alive: what is there so far, by id.
  ///   - span: what the other has to cover, if anything.
  /// - Returns: the first that is there; `nil` where none is.
  private static func heir(
    of removal: Sidecar.Removal,
    _ removed: [String: Sidecar.Removal],
    _ alive: [String: Coding],
    covering span: Span?
  ) -> String? {
    var next = removal.into?.text
    for _ in 0...removed.count {
      guard let id = next else { return nil }
      if let coding = alive[id], span.map(coding.span.contains) ?? true { return id }
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

  /// Two tombstones of one id: the later, with what either knew.
  static func merged(_ one: Self, _ other: Self) -> Self {
    var result = Merging.later(one, other)
    result.into = result.into ?? one.into ?? other.into
    result.kept = Merging.members(one.kept, other.kept, base: nil)
    let flags = Coding.protections.filter { (one.knownFlags + other.knownFlags).contains($0) }
    guard flags != result.knownFlags else { return result }
    result.kept.removeAll { $0.key == flagsKey }
    result.kept.append(JSONMember(flagsKey, .strings(flags.map(\.text))))
    return result
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

  /// The same at the same place, as a coding of its own.
  ///
  /// - Parameter text: the digest of the text of which the offsets are, where a merge is on another one.
  /// - Returns: with an id that follows from its own and its place, the same in every merge.
  func apart(inText text: String? = nil) -> Coding {
    let name = ["apart", text, id.text, "\(span.start)-\(span.end)"].compactMap(\.self)
    return Coding(
      id: Coding.ID(NamedUUID.text(of: name.joined(separator: ":"))),
      code: code,
      span: span,
      codebook: codebook,
      created: created,
      modified: modified,
      words: words,
      rare: rare
    )
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
