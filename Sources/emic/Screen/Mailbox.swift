import Glibc
import Synchronization

/// Where work in the background leaves its results for the screen's thread.
final class Mailbox<Letter: Sendable>: Sendable {
  private let letters = Mutex<[Letter]>([])
  private let wake: @Sendable () -> Void

  /// - Parameter wake: ends the wait of the screen's thread; called on any thread.
  init(wake: @escaping @Sendable () -> Void) { self.wake = wake }

  func post(_ letter: Letter) {
    letters.withLock { $0.append(letter) }
    wake()
  }

  /// All that has come, in order.
  func take() -> [Letter] {
    letters.withLock { letters in
      defer { letters = [] }
      return letters
    }
  }
}
