/// The save actor: takes snapshots from a screen that never waits, and brings the latest to the
/// disk.
public actor SidecarStore {
  /// What a look at the disk has found.
  public enum Poll: Hashable, Sendable {
    case unchanged
    /// Another session has saved; this is both.
    case merged(Sidecar, fromOthers: Int)
    /// The file was gone; it is there again, with what the screen holds.
    case putBack(Sidecar)
    case failed(SaveProblem)
  }

  var file: SidecarFile
  private var latest = 0

  public init(file: SidecarFile) { self.file = file }

  /// Saves a snapshot unless a later one is waiting already.
  ///
  /// A merged sidecar that comes back is for the screen to take over; snapshots that it took
  /// before it heard of it lose nothing.
  public func save(_ snapshot: Sidecar) async -> SaveOutcome {
    latest += 1
    let number = latest
    await Task.yield()
    guard number == latest else { return .superseded }
    return file.save(snapshot)
  }

  /// Looks whether another session has saved, and takes that in.
  ///
  /// - Parameter snapshot: what the screen holds, saved or not; it is saved merged.
  /// - Returns: both sessions' work, if there was another's.
  public func poll(_ snapshot: Sidecar) -> Poll {
    guard file.hasChangedOnDisk() else { return .unchanged }
    let wasGone = file.isGone
    switch file.save(snapshot) {
    case .saved(let sidecar, _) where wasGone: return .putBack(sidecar)
    case .saved(let sidecar, let count):
      return count > 0 ? .merged(sidecar, fromOthers: count) : .unchanged
    case .unchanged, .superseded: return .unchanged
    case .failed(let problem): return .failed(problem)
    }
  }
}
