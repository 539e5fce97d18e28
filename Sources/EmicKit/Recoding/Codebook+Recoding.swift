/// Why a coding waits to be recoded.
public enum RecodeReason: Hashable, Sendable {
  /// Its code was redefined in this version, after the coding was made or last confirmed.
  case redefined(version: Int)
  /// Its code was split into these.
  case split(into: [Code.ID])
}

extension Codebook {
  /// Whether and why a coding waits: its code means something else than when it was made.
  ///
  /// A merged code is read as the other one and a moved or renamed one keeps its codings: these wait
  /// for nothing.
  public func awaits(_ coding: Coding) -> RecodeReason? {
    guard let code = self[resolved(coding.code)] else { return nil }
    if code.replacedBy.count > 1 { return .split(into: choices(of: code)) }
    var changed: Int?
    if let revised = code.revised, coding.codebook < revised { changed = revised }
    guard let version = changed ?? takenBack(code.id, since: coding.codebook) else { return nil }
    return saysTheSame(code, as: coding.codebook) ? nil : .redefined(version: version)
  }

  /// Whether a code was redefined since a version, and its words came to be again what they were then.
  ///
  /// What slips of the pen have changed does not count.
  func saysTheSame(_ code: Code, as version: Int) -> Bool {
    let entries = history.filter { $0.change == .redefine && $0.codes.contains(code.id) }
    let since = entries.filter { !$0.isMinor && $0.version > version }
    // Without every step between the two nobody knows what it was.
    let isRecorded = code.revised.map { revised in
      revised <= version || since.contains { $0.version == revised }
    }
    guard isRecorded ?? true, !since.isEmpty, since.allSatisfy(\.hasWords) else { return false }
    func meaning(_ version: Int) -> [String] {
      let meant = entries.last { !$0.isMinor && $0.version <= version }?.version ?? Int.min
      return words(of: code, asOf: meant, entries)
    }
    return meaning(version) == meaning(.max)
  }

  /// The words of a code when a version had just been made, by what the history says of later ones.
  private func words(
    of code: Code,
    asOf version: Int,
    _ entries: [CodebookHistoryEntry]
  ) -> [String] {
    var code = code
    for entry in entries.reversed() where entry.version > version {
      for member in entry.was { code.restore(member) }
    }
    return Code.Part.allCases.map { code[$0] }
  }

  // Made under a definition that was taken back since: the older `revised` does not tell.
  private func takenBack(_ id: Code.ID, since version: Int) -> Int? {
    history.last { entry in
      guard entry.version > version, entry.change == .redefine, !entry.isMinor,
        entry.codes.contains(id), let undone = entry.undoes
      else { return false }
      return history.contains { $0.id == undone && $0.version <= version }
    }?.version
  }

  /// What took a split code's place and may be assigned: where one of these was split in turn, its
  /// parts; what was retired since is left out.
  private func choices(of code: Code) -> [Code.ID] {
    var choices: [Code.ID] = []
    var seen: Set<Code.ID> = [code.id]
    var waiting = Array(code.replacedBy.reversed())
    while let id = waiting.popLast() {
      let read = resolved(id)
      guard seen.insert(read).inserted else { continue }
      guard let part = self[read] else { continue }
      if part.replacedBy.count > 1 {
        waiting += part.replacedBy.reversed()
      } else if part.isAssignable {
        choices.append(read)
      }
    }
    return choices
  }

  /// The version since which a code means what it does: transcripts coded before were not read for
  /// it.
  ///
  /// The parts of a split are not new in this sense: what was coded with the old code waits in the
  /// queue.
  func versionToReadFor(_ code: Code) -> Int { max(versionOfWhole(code), code.revised ?? 1) }
}

extension CodebookHistoryEntry {
  /// Whether it keeps words that it replaced.
  fileprivate var hasWords: Bool { was.contains { Code.Part(rawValue: $0.key) != nil } }
}
