/// How an interval over transcripts is found.
///
/// Transcripts are the clusters: units of one transcript hang together, so never units, only whole
/// transcripts are left out or drawn. The coders stay the same: the interval is about more text by
/// these coders. Fewer than six transcripts give none (`too-few-transcripts`): with two, an interval
/// that promises 95 % was seen to hold 40 %.
public enum Resampling: Hashable, Sendable {
  /// θ̂ ± t_{D-1} · se, se² = (D-1)/D Σ (θ_(d) - θ̄)², θ_(d) without transcript d, θ̄ their mean.
  ///
  /// One θ_(d) without a value: `undefined-replicates`. No chance in it, so it needs no seed.
  ///
  /// Source: Efron & Tibshirani, *An Introduction to the Bootstrap*, 1993, ch. 11.
  case jackknife
  /// The quantiles (type 7) of the measure over transcripts drawn with replacement.
  ///
  /// Resamples without a value are dropped and counted; more than 5 %: `undefined-replicates`. The
  /// draws depend on the seed and the number of the resample alone.
  ///
  /// Source: Efron & Tibshirani 1993, ch. 13; the quantile: Hyndman & Fan 1996, The American
  /// Statistician 50, definition 7.
  case bootstrap(resamples: Int, seed: UInt64)

  /// The fewest transcripts that give an interval.
  public static let fewestTranscripts = 6
}

/// Sums that can be added up over transcripts.
protocol ClusterSums {
  static func += (sum: inout Self, other: Self)
  static func -= (sum: inout Self, other: Self)
}

extension PairTable: ClusterSums {}

/// The sums of each transcript that at least two compared coders worked on.
struct Clusters<Sums: ClusterSums> {
  var parts: [Sums]
  /// The sum of no transcript.
  var zero: Sums

  /// The interval of each measure; `nil` for a confidence that is not between 0 and 1.
  func intervals(
    of measures: [(Sums) -> Measure],
    _ resampling: Resampling,
    confidence: Double
  ) -> [IntervalResult?] {
    guard confidence > 0, confidence < 1 else { return measures.map { _ in nil } }
    guard parts.count >= Resampling.fewestTranscripts else {
      return measures.map { _ in .missing(.tooFewTranscripts) }
    }
    switch resampling {
    case .jackknife: return measures.map { jackknife($0, confidence) }
    case .bootstrap(let resamples, let seed):
      let draws = (0..<max(0, resamples)).lazy.map { number in
        var generator = SplitMix(seed: seed, stream: UInt64(number))
        return (0..<parts.count).map { _ in generator.next(below: parts.count) }
      }
      return bootstrap(measures, draws, confidence).map { $0 }
    }
  }

  private func jackknife(_ measure: (Sums) -> Measure, _ confidence: Double) -> IntervalResult? {
    let count = parts.count
    let all = total
    guard
      let centre = measure(all).value,
      let t = StudentT.quantile(confidence: confidence, degrees: count - 1)
    else { return nil }
    var values: [Double] = []
    for part in parts {
      var rest = all
      rest -= part
      guard let value = measure(rest).value else { return .missing(.undefinedReplicates) }
      values.append(value)
    }
    let mean = values.reduce(0, +) / Double(count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let error = (Double(count - 1) / Double(count) * squares).squareRoot()
    return .interval(
      Interval(
        centre: centre,
        margin: t * error,
        confidence: confidence,
        method: .jackknife(transcripts: count)
      )
    )
  }

  /// The quantiles of each measure over given resamples.
  ///
  /// - Parameters:
  ///   - measures: what is measured.
  ///   - draws: for each resample the transcripts drawn, by their place in `parts`.
  ///   - confidence: between 0 and 1.
  /// - Returns: an interval for each measure, or why there is none.
  func bootstrap(
    _ measures: [(Sums) -> Measure],
    _ draws: some Sequence<[Int]>,
    _ confidence: Double
  ) -> [IntervalResult] {
    var values = [[Double]](repeating: [], count: measures.count)
    var resamples = 0
    for draw in draws {
      var sum = zero
      for part in draw { sum += parts[part] }
      for (index, measure) in measures.enumerated() {
        if let value = measure(sum).value { values[index].append(value) }
      }
      resamples += 1
    }
    return values.map { values in
      let undefined = resamples - values.count
      guard !values.isEmpty, undefined * 20 <= resamples else {
        return .missing(.undefinedReplicates)
      }
      let sorted = values.sorted()
      var interval = Interval(
        low: quantile((1 - confidence) / 2, of: sorted),
        high: quantile((1 + confidence) / 2, of: sorted),
        confidence: confidence,
        method: .bootstrap(
          transcripts: parts.count,
          resamples: resamples,
          undefined: undefined
        )
      )
      interval.below = BelowBounds(sorted)
      return .interval(interval)
    }
  }

  private var total: Sums {
    var sum = zero
    for part in parts { sum += part }
    return sum
  }
}

/// Type 7: the values sit at equal steps from 0 to 1, straight lines between them.
func quantile(_ share: Double, of sorted: [Double]) -> Double {
  let place = share * Double(sorted.count - 1)
  let below = Int(place)
  guard below + 1 < sorted.count else { return sorted[sorted.count - 1] }
  return sorted[below] + (place - Double(below)) * (sorted[below + 1] - sorted[below])
}

/// Random numbers that stay the same on every machine and in every version.
///
/// Source: Steele, Lea & Flood 2014, *Fast splittable pseudorandom number generators* (SplitMix64).
package struct SplitMix {
  private var state: UInt64

  /// A stream of its own for each number, so that streams can be drawn in any order.
  package init(seed: UInt64, stream: UInt64) {
    state = Self.mixed(seed &+ Self.mixed(stream &+ 0x9E37_79B9_7F4A_7C15))
  }

  /// A number from 0 up to `bound`, without it.
  package mutating func next(below bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Int(Self.mixed(state).multipliedFullWidth(by: UInt64(bound)).high)
  }

  private static func mixed(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
