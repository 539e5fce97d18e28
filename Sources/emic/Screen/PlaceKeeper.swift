import EmicKit
import Synchronization

/// Writes where a coder is, off the screen's thread, the newest only.
///
/// Comfort: when the disk says no, the coder finds the place by hand.
final class PlaceKeeper: Sendable {
  private struct Pages: Sendable {
    var newest: (places: ResumePlaces, coder: Coder.ID)?
    var isWriting = false
  }

  private let study: StudyFolder
  private let pages = Mutex(Pages())
  private let pen = Mutex(())

  init(study: StudyFolder) { self.study = study }

  func keep(_ places: ResumePlaces, of coder: Coder.ID) {
    pages.withLock { $0.newest = (places, coder) }
  }

  /// Begins to write what is not written yet.
  func flush() {
    let begins = pages.withLock { pages in
      guard pages.newest != nil, !pages.isWriting else { return false }
      pages.isWriting = true
      return true
    }
    if begins { Task.detached(priority: .utility) { self.write() } }
  }

  /// Writes the last place, or waits for whoever is writing it, at the end of the program.
  func wait() { write() }

  // Taken and written under one lock: whoever has it next knows that all before is on disk.
  private func write() {
    pen.withLock { _ in
      while let (places, coder) = pages.withLock({ pages -> (ResumePlaces, Coder.ID)? in
        defer { pages.newest = nil }
        return pages.newest
      }) {
        places.save(for: coder, in: study)
      }
      pages.withLock { $0.isWriting = false }
    }
  }
}
