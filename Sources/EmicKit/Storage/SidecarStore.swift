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
  /// - Returns: both sessions' work, if there was another's; the same codings where they were submitted alone.
  public func poll(_ snapshot: Sidecar) -> Poll {
    guard file.hasChangedOnDisk() else { return .unchanged }
    let wasGone = file.isGone
    let outcome = file.save(snapshot)
    // What was submitted meanwhile has the same codings.
    if outcome == .unchanged, let known = file.known, known.status != snapshot.status {
      return .merged(known, fromOthers: 0)
    }
    return Poll(outcome, wasGone: wasGone)
  }
}

extension SidecarStore.Poll {
  /// What a save at a look at the disk means.
  ///
  /// - Parameters:
  ///   - outcome: of the save.
  ///   - wasGone: whether there was no file a moment before; one that came back meanwhile, with others'
  ///     codings in it, is no loss.
  init(_ outcome: SaveOutcome, wasGone: Bool) {
    switch outcome {
    case .saved(let sidecar, let count) where count > 0: self = .merged(sidecar, fromOthers: count)
    case .saved(let sidecar, _): self = wasGone ? .putBack(sidecar) : .unchanged
    case .unchanged, .superseded: self = .unchanged
    case .failed(let problem): self = .failed(problem)
    }
  }
}
