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
    if let revised = code.revised, coding.codebook < revised { return .redefined(version: revised) }
    return takenBack(code.id, since: coding.codebook).map { .redefined(version: $0) }
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
  func versionToReadFor(_ code: Code) -> Int {
    let isPart = codes.contains { $0.replacedBy.count > 1 && $0.replacedBy.contains(code.id) }
    return max(isPart ? 1 : code.since ?? 1, code.revised ?? 1)
  }
}
