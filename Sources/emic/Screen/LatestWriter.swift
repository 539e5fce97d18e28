import Glibc
import Synchronization

/// Writes values off the screen's thread, one after another, the newest only.
final class LatestWriter<Value: Sendable>: Sendable {
  private struct Desk: Sendable {
    var newest: Value?
    var isWriting = false
  }

  private let desk = Mutex(Desk())
  private let save: @Sendable (Value) -> Void

  init(save: @escaping @Sendable (Value) -> Void) { self.save = save }

  /// Writes a value soon; one that still waits is replaced.
  func write(_ value: Value) {
    let begins = desk.withLock { desk in
      desk.newest = value
      defer { desk.isWriting = true }
      return !desk.isWriting
    }
    if begins { Task.detached(priority: .utility) { self.writeAll() } }
  }

  /// Waits, two seconds at most, until all is written: at the end of the program.
  func finish() {
    for _ in 0..<200 {
      guard desk.withLock({ $0.isWriting }) else { return }
      usleep(10_000)
    }
  }

  private func writeAll() {
    while let value = next() { save(value) }
  }

  private func next() -> Value? {
    desk.withLock { desk in
      defer { desk.newest = nil }
      if desk.newest == nil { desk.isWriting = false }
      return desk.newest
    }
  }
}
