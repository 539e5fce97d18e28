import Glibc
import Synchronization

/// The same work for many things, on all cores.
package enum Concurrently {
  /// Makes a value for each number below `count`.
  ///
  /// This thread works like the others. It waits only for what one of them has begun, so that nobody
  /// ever waits for a thread that a busy machine does not give.
  ///
  /// - Parameters:
  ///   - count: of the values.
  ///   - progress: called on this thread with how many were begun.
  ///   - make: called on any thread, once for each number.
  /// - Returns: the values in the order of the numbers.
  package static func map<Value: Sendable>(
    _ count: Int,
    progress: (Int) -> Void = { _ in },
    _ make: @escaping @Sendable (Int) -> Value
  ) -> [Value] {
    guard count > 0 else { return [] }
    return [Value](unsafeUninitializedCapacity: count) { buffer, filled in
      let place = Place(buffer)
      // It escapes to a thread that may come when all is done, and finds nothing to do.
      let job = Job(count) { number in place.set(number, make(number)) }
      for _ in 0..<min(helpers, count - 1) { job.startHelper() }
      job.work(progress)
      job.wait()
      filled = count
    }
  }

  /// Makes a value for each number below `count`, and hands them over in their order while others are
  /// made: what was handed over need not be kept.
  ///
  /// - Parameters:
  ///   - count: of the values.
  ///   - make: called on any thread, once for each number.
  ///   - take: called on this thread.
  package static func inOrder<Value: Sendable>(
    _ count: Int,
    _ make: @escaping @Sendable (Int) -> Value,
    take: (Value) -> Void
  ) {
    guard count > 0 else { return }
    let shelf = Shelf<Value>(count)
    let job = Job(count) { number in shelf.put(make(number), at: number) }
    for _ in 0..<min(helpers, count - 1) { job.startHelper() }
    for number in 0..<count {
      while true {
        if let value = shelf.take(number, isWaiting: false) {
          take(value)
          break
        }
        // Nothing is left to begin: another thread is at it.
        guard job.workOnce() else {
          if let value = shelf.take(number, isWaiting: true) { take(value) }
          break
        }
      }
    }
  }

  // More than a handful only wait for the disk and for memory.
  private static let helpers = min(7, max(0, sysconf(Int32(_SC_NPROCESSORS_ONLN)) - 1))
}

/// Where the values go; each place is set once, by one thread.
private struct Place<Value>: @unchecked Sendable {
  private let buffer: UnsafeMutableBufferPointer<Value>

  init(_ buffer: UnsafeMutableBufferPointer<Value>) { self.buffer = buffer }

  func set(_ number: Int, _ value: Value) { buffer.initializeElement(at: number, to: value) }
}

/// Values that wait to be handed over.
private final class Shelf<Value: Sendable>: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var values: [Value?]

  init(_ count: Int) {
    values = Array(repeating: nil, count: count)
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    pthread_cond_destroy(condition)
    mutex.deallocate()
    condition.deallocate()
  }

  func put(_ value: Value, at number: Int) {
    pthread_mutex_lock(mutex)
    values[number] = value
    pthread_cond_signal(condition)
    pthread_mutex_unlock(mutex)
  }

  /// - Returns: `nil` where the value is not made yet; never while waiting.
  func take(_ number: Int, isWaiting: Bool) -> Value? {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while isWaiting, values[number] == nil { pthread_cond_wait(condition, mutex) }
    defer { values[number] = nil }
    return values[number]
  }
}

private final class Job: Sendable {
  private let count: Int
  private let begun = Atomic(0)
  private let isDone: Condition
  private let make: @Sendable (Int) -> Void

  init(_ count: Int, _ make: @escaping @Sendable (Int) -> Void) {
    self.count = count
    isDone = Condition(awaited: count)
    self.make = make
  }

  func work(_ progress: (Int) -> Void = { _ in }) {
    var made = 0
    while true {
      let number = begun.wrappingAdd(1, ordering: .relaxed).oldValue
      guard number < count else { break }
      progress(number)
      make(number)
      made += 1
    }
    isDone.count(made)
  }

  /// Makes one value, if one is left to be made.
  func workOnce() -> Bool {
    let number = begun.wrappingAdd(1, ordering: .relaxed).oldValue
    guard number < count else { return false }
    make(number)
    return true
  }

  func wait() { isDone.wait() }

  func startHelper() {
    var thread = pthread_t()
    let job = Unmanaged.passRetained(self)
    let isStarted = pthread_create(
      &thread,
      nil,
      { job in
        guard let job else { return nil }
        Unmanaged<Job>.fromOpaque(job).takeRetainedValue().work()
        return nil
      },
      job.toOpaque()
    )
    // Without it the work takes longer, and is done all the same.
    guard isStarted == 0 else { return job.release() }
    pthread_detach(thread)
  }
}

/// Waits until a number is reached.
private final class Condition: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var left: Int

  init(awaited: Int) {
    left = awaited
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    pthread_cond_destroy(condition)
    mutex.deallocate()
    condition.deallocate()
  }

  func count(_ number: Int) {
    pthread_mutex_lock(mutex)
    left -= number
    if left == 0 { pthread_cond_broadcast(condition) }
    pthread_mutex_unlock(mutex)
  }

  func wait() {
    pthread_mutex_lock(mutex)
    while left > 0 { pthread_cond_wait(condition, mutex) }
    pthread_mutex_unlock(mutex)
  }
}
