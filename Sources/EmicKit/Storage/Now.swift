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
      if stock.isEmpty { stock = randomPairs() }
      return stock.removeLast()
    }
  }

  /// A fork would give both processes the same: programs are only spawned.
  private static let stock = Mutex<[(UInt64, UInt64)]>([])

  /// As many as one call of the system gives at most.
  private static func randomPairs() -> [(UInt64, UInt64)] {
    var pairs = [(UInt64, UInt64)](repeating: (0, 0), count: 16)
    let status = pairs.withUnsafeMutableBytes { bytes in
      bytes.baseAddress.map { getentropy($0, bytes.count) }
    }
    if status == 0 { return pairs }
    var generator = SystemRandomNumberGenerator()
    return pairs.map { _ in (generator.next(), generator.next()) }
  }
}

extension Moment {
  /// This moment, with random bits of the system for new ids.
  public static func current() -> Moment {
    Moment(now: Now.timestamp, seed: Now.randomBits())
  }
}
