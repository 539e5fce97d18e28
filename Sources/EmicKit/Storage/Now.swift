import Glibc
import Synchronization

/// What the system gives: the time, and random bits for ids.
public enum Now {
  /// The system's clock, to the millisecond.
  public static var timestamp: Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }

  /// 128 random bits, which nobody else gets.
  static func randomBits() -> (UInt64, UInt64) {
    // With each key a moment is made, and to ask the system takes longer than all the rest of it.
    stock.withLock { stock in
      if stock.count < 2 { stock = randomNumbers() }
      return (stock.removeLast(), stock.removeLast())
    }
  }

  private static let stock = Mutex<[UInt64]>([])

  /// As many as one call of the system gives at most.
  private static func randomNumbers() -> [UInt64] {
    var numbers = [UInt64](repeating: 0, count: 32)
    let status = numbers.withUnsafeMutableBytes { bytes in
      bytes.baseAddress.map { getentropy($0, bytes.count) }
    }
    if status == 0 { return numbers }
    var generator = SystemRandomNumberGenerator()
    return numbers.map { _ in generator.next() }
  }
}

extension Moment {
  /// This moment, with random bits of the system for new ids.
  public static func current() -> Moment {
    Moment(now: Now.timestamp, seed: Now.randomBits())
  }
}
