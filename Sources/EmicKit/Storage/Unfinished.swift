import CPlatform
import Glibc

/// What a command has half made on the disk, so that a signal that ends it leaves nothing of it behind.
///
/// A command has signals watched; the screen, which ends in its own way, takes it away itself.
package enum Unfinished {
  /// All of it is only touched while the lock is held.
  private struct Things {
    var isWatched = false
    var files: Set<String> = []
    var folders: Set<String> = []
    var words = ""
  }

  /// A lock that whoever holds it may take again: what is done as a whole is made of single files.
  private final class Lock: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    var things = Things()

    init() {
      var attributes = pthread_mutexattr_t()
      pthread_mutexattr_init(&attributes)
      pthread_mutexattr_settype(&attributes, Int32(PTHREAD_MUTEX_RECURSIVE))
      pthread_mutex_init(mutex, &attributes)
      pthread_mutexattr_destroy(&attributes)
    }

    func lock() { pthread_mutex_lock(mutex) }
    func unlock() { pthread_mutex_unlock(mutex) }
  }

  private static let shared = Lock()

  private static func held<Value, Failure: Error>(
    _ body: (Lock) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    shared.lock()
    defer { shared.unlock() }
    return try body(shared)
  }

  /// From now on SIGHUP, SIGINT and SIGTERM first take away what is half made; then they end the program
  /// as they always do.
  package static func watch() {
    held { $0.things.isWatched = true }
    platform_on_ending { Unfinished.end() }
  }

  /// From now on `takeAway` knows what is half made.
  package static func keepTrack() { held { $0.things.isWatched = true } }

  /// What is told when the program is ended by a signal: what is done, what is not.
  package static func say(_ words: String) { held { $0.things.words = words } }

  static func add(file: String) { held { if $0.things.isWatched { $0.things.files.insert(file) } } }
  static func remove(file: String) { held { _ = $0.things.files.remove(file) } }
  static func add(folder: String) { held { _ = $0.things.folders.insert(folder) } }
  static func remove(folder: String) { held { _ = $0.things.folders.remove(folder) } }

  /// Does what is all or nothing: a signal that ends the program waits for it.
  static func uninterrupted<Value, Failure: Error>(
    _ body: () throws(Failure) -> Value
  ) throws(Failure) -> Value {
    try held { (_) throws(Failure) in try body() }
  }

  /// Takes away what is half made; the program ends right behind it.
  ///
  /// The lock is never given back: nobody begins anything new.
  package static func takeAway() {
    shared.lock()
    for file in shared.things.files { unlink(file) }
    for folder in shared.things.folders { Leftovers.take(folder: folder) }
  }

  /// On a thread of its own.
  private static func end() {
    takeAway()
    let words = shared.things.words
    guard !words.isEmpty else { return }
    let line = Array((DisplayText.safe(words) + "\n").utf8)
    _ = line.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
