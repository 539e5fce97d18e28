import Glibc

/// What the system gives: the time, and random bits for ids.
public enum Now {
  /// The system's clock, to the millisecond.
  public static var timestamp: Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }

  /// 128 random bits, with one call of the system where two numbers of a generator take two.
  static func randomBits() -> (UInt64, UInt64) {
    var bits: (UInt64, UInt64) = (0, 0)
    let status = withUnsafeMutableBytes(of: &bits) { bytes in
      bytes.baseAddress.map { getentropy($0, bytes.count) }
    }
    if status == 0 { return bits }
    var generator = SystemRandomNumberGenerator()
    return (generator.next(), generator.next())
  }
}

extension Moment {
  /// This moment, with random bits of the system for new ids.
  public static func current() -> Moment {
    Moment(now: Now.timestamp, seed: Now.randomBits())
  }
}
