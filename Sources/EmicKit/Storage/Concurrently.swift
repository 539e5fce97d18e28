import CPlatform
import Glibc
import Synchronization

/// The same work for many things, on all cores.
///
/// Work that is itself a part of such work is done on its own thread: the cores are busy already.
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
      job.startHelpers()
      job.work(progress)
      job.wait()
      filled = count
    }
  }

  /// Makes a value for each number below `count`, and hands them over in their order while others are
  /// made: what was handed over need not be kept, and no more than `ahead` wait for it.
  ///
  /// - Parameters:
  ///   - count: of the values.
  ///   - ahead: how many numbers may be begun before the first of them is handed over, a few more or
  ///     less; as many as there are for `nil`.
  ///   - make: called on any thread, once for each number.
  ///   - take: called on this thread; when it throws, no further value is begun.
  /// - Throws: what `take` throws.
  package static func inOrder<Value: Sendable, Problem: Error>(
    _ count: Int,
    ahead: Int? = nil,
    _ make: @escaping @Sendable (Int) -> Value,
    take: (Value) throws(Problem) -> Void
  ) throws(Problem) {
    guard count > 0 else { return }
    let ahead = max(1, ahead ?? count)
    let shelf = Shelf<Value>(count, ahead: ahead)
    let job = Job(count, mayBegin: shelf.mayBegin) { number in
      shelf.put(make(number), at: number)
    }
    job.startHelpers()
    // Also where all was handed over: whoever waits for room is to go.
    defer {
      job.stop()
      shelf.stop()
    }
    job.growHeap()
    for number in 0..<count {
      var value = shelf.take(number, isWaiting: false)
      while value == nil, job.workOnce(below: number + ahead) {
        value = shelf.take(number, isWaiting: false)
      }
      // Nothing is to be begun: another thread is at it.
      if value == nil { value = shelf.take(number, isWaiting: true) }
      if let value { try take(value) }
    }
  }

  // More than a handful only wait for the disk and for memory.
  fileprivate static let helpers = min(7, max(0, sysconf(Int32(_SC_NPROCESSORS_ONLN)) - 1))
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
  private let room = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private let ahead: Int
  private var values: [Value?]
  /// The number that is handed over next.
  private var next = 0
  private var isStopped = false

  init(_ count: Int, ahead: Int) {
    values = Array(repeating: nil, count: count)
    self.ahead = ahead
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
    pthread_cond_init(room, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    pthread_cond_destroy(condition)
    pthread_cond_destroy(room)
    mutex.deallocate()
    condition.deallocate()
    room.deallocate()
  }

  /// Waits until there is room for a value.
  ///
  /// Never called by the thread that makes room: it would wait for itself.
  ///
  /// - Returns: whether it is still wanted.
  @Sendable func mayBegin(_ number: Int) -> Bool {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while !isStopped, number - next >= ahead { pthread_cond_wait(room, mutex) }
    return !isStopped
  }

  func stop() {
    pthread_mutex_lock(mutex)
    isStopped = true
    pthread_cond_broadcast(room)
    pthread_mutex_unlock(mutex)
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
    guard let value = values[number] else { return nil }
    values[number] = nil
    next = number + 1
    pthread_cond_broadcast(room)
    return value
  }
}

private final class Job: Sendable {
  private let count: Int
  private let begun = Atomic(0)
  private let isDone: Condition
  private let mayBegin: @Sendable (Int) -> Bool
  private let make: @Sendable (Int) -> Void

  /// - Parameters:
  ///   - count: of the values.
  ///   - mayBegin: asked before a number is begun by who works; may let it wait, or end its work.
  ///   - make: makes the value.
  init(
    _ count: Int,
    mayBegin: @escaping @Sendable (Int) -> Bool = { _ in true },
    _ make: @escaping @Sendable (Int) -> Void
  ) {
    self.count = count
    isDone = Condition(awaited: count)
    self.mayBegin = mayBegin
    self.make = make
  }

  func work(_ progress: (Int) -> Void = { _ in }) {
    growHeap()
    var made = 0
    while let number = nextNumber(), mayBegin(number) {
      progress(number)
      makePart(number)
      made += 1
    }
    isDone.count(made)
  }

  /// Makes one value, if one is left to be made and its number is not too far ahead.
  func workOnce(below limit: Int) -> Bool {
    guard begun.load(ordering: .relaxed) < limit, let number = nextNumber() else { return false }
    makePart(number)
    return true
  }

  /// For each thread that works; a few values are made sooner than that.
  func growHeap() { if count >= 32 { platform_grow_heap() } }

  /// Lets no further value be begun.
  func stop() { begun.store(count, ordering: .relaxed) }

  func wait() { isDone.wait() }

  private func nextNumber() -> Int? {
    let number = begun.wrappingAdd(1, ordering: .relaxed).oldValue
    return number < count ? number : nil
  }

  private func makePart(_ number: Int) {
    let isPart = platform_set_is_part(1)
    make(number)
    _ = platform_set_is_part(isPart)
  }

  /// Starts as many threads as there are cores and numbers for, beside this one; none for a part of
  /// other work.
  func startHelpers() {
    guard platform_is_part() == 0 else { return }
    for _ in 0..<min(Concurrently.helpers, count - 1) { startHelper() }
  }

  private func startHelper() {
    let job = Unmanaged.passRetained(self)
    let problem = platform_start_thread(
      { Unmanaged<Job>.fromOpaque($0).takeRetainedValue().work() },
      job.toOpaque()
    )
    // Without it the work takes longer, and is done all the same.
    if problem != 0 { job.release() }
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
