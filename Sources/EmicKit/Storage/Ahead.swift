import CPlatform
import Synchronization

/// A value that another core begins to make before it is needed.
///
/// Who needs it waits while it is being made, and makes it when nobody has begun: so nobody ever
/// waits for a thread that a single core never gives.
///
/// On a thread of its own, not in a task: before the first task there are five threads of the pool to
/// start, while the first screen is waited for.
package final class Ahead<Value: Sendable>: Sendable {
  private let made = Mutex<Value?>(nil)
  private let make: @Sendable () -> Value

  /// - Parameters:
  ///   - make: called once.
  ///   - next: what the other core goes on with; left out where there is no thread to be had.
  package init(
    _ make: @escaping @Sendable () -> Value,
    then next: @escaping @Sendable (Value) -> Void = { _ in }
  ) {
    self.make = make
    let work = Unmanaged.passRetained(Work { next(self.value) })
    let problem = platform_start_thread(
      { Unmanaged<Work>.fromOpaque($0).takeRetainedValue().body() },
      work.toOpaque()
    )
    if problem != 0 { work.release() }
  }

  /// Whether it need not be waited for.
  package var isMade: Bool { made.withLockIfAvailable { $0 != nil } ?? false }

  package var value: Value {
    made.withLock { made in
      if let made { return made }
      let value = make()
      made = value
      return value
    }
  }
}

private final class Work: Sendable {
  let body: @Sendable () -> Void

  init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}
