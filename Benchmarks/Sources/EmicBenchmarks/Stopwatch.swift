import Glibc

/// What a run of measurements came to.
struct Figures {
  /// In nanoseconds, sorted.
  private let times: [Double]

  init(_ times: [Double]) { self.times = times.sorted() }

  /// By nearest rank: the least of the times that so large a share of them does not exceed.
  func percentile(_ share: Double) -> Double {
    times.isEmpty ? 0 : times[max(0, Int((Double(times.count) * share).rounded(.up)) - 1)]
  }
}

enum Stopwatch {
  /// How long it takes, in nanoseconds.
  static func time(_ body: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    let spent = try clock.measure(body).components
    return Double(spent.seconds) * 1e9 + Double(spent.attoseconds) / 1e9
  }

  /// How long this thread's processor works at it, in nanoseconds: other programs on the machine
  /// do not count.
  static func work(_ body: () throws -> Void) rethrows -> Double {
    let before = processorTime
    try body()
    return processorTime - before
  }

  private static var processorTime: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
  }
}
