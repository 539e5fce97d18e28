import Glibc

/// What the system gives: the time, and random bits for ids.
public enum Now {
  /// The system's clock, to the millisecond.
  public static var timestamp: Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }
}

extension Moment {
  /// This moment, with random bits of the system for new ids.
  public static func current() -> Moment {
    var generator = SystemRandomNumberGenerator()
    return Moment(now: Now.timestamp, seed: (generator.next(), generator.next()))
  }
}
