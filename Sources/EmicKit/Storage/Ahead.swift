import Synchronization

/// A value that another core begins to make before it is needed.
///
/// Who needs it waits while it is being made, and makes it when nobody has begun: so nobody ever
/// waits for a thread that a single core never gives.
package final class Ahead<Value: Sendable>: Sendable {
  private let made = Mutex<Value?>(nil)
  private let make: @Sendable () -> Value

  /// - Parameters:
  ///   - make: called once.
  ///   - next: what the other core goes on with.
  package init(
    _ make: @escaping @Sendable () -> Value,
    then next: @escaping @Sendable (Value) -> Void = { _ in }
  ) {
    self.make = make
    Task.detached(priority: .high) { next(self.value) }
  }

  package var value: Value {
    made.withLock { made in
      if let made { return made }
      let value = make()
      made = value
      return value
    }
  }
}
