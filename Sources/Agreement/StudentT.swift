import Glibc

/// Student's t distribution.
public enum StudentT {
  /// The t that holds the share `confidence` between -t and t, at `degrees` degrees of freedom.
  ///
  /// - Parameters:
  ///   - confidence: more than 0 and less than 1; 0.95 asks for the 97.5 % quantile.
  ///   - degrees: 1 or more.
  /// - Returns: t, exact to 1e-9 up to a confidence of 0.999; `nil` outside the two ranges.
  ///
  /// Source: Abramowitz & Stegun, *Handbook of Mathematical Functions*, 1964, 26.7.3 and 26.7.4
  /// (the finite series for whole degrees of freedom), 26.7.5 (the expansion beyond 1,000).
  public static func quantile(confidence: Double, degrees: Int) -> Double? {
    guard confidence > 0, confidence < 1, degrees >= 1 else { return nil }
    // From here on the terms left out of the expansion are below 1e-12, and the series is long.
    if degrees > 1000 { return expansion(confidence: confidence, degrees: Double(degrees)) }
    let angle = root(of: confidence, between: 0, and: .pi / 2) { share(angle: $0, degrees) }
    return Double(degrees).squareRoot() * tan(angle)
  }

  /// The share between -t and t, where tan(angle) = t / √degrees (26.7.3 even, 26.7.4 odd).
  private static func share(angle: Double, _ degrees: Int) -> Double {
    let sine = sin(angle)
    let cosine = cos(angle)
    let odd = degrees % 2 == 1
    var term = odd ? cosine : 1
    var sum = 0.0
    for step in stride(from: odd ? 3 : 2, through: degrees, by: 2) {
      sum += term
      term *= cosine * cosine * Double(step - 1) / Double(step)
    }
    return odd ? 2 / .pi * (angle + sine * sum) : sine * sum
  }

  /// 26.7.5: t as a series in 1/degrees around the normal quantile.
  static func expansion(confidence: Double, degrees: Double) -> Double {
    let x = root(of: confidence, between: 0, and: 40) { erf($0 / 2.0.squareRoot()) }
    let s = x * x
    let g1 = x * (s + 1) / 4
    let g2 = x * ((5 * s + 16) * s + 3) / 96
    let g3 = x * (((3 * s + 19) * s + 17) * s - 15) / 384
    let g4 = x * ((((79 * s + 776) * s + 1482) * s - 1920) * s - 945) / 92160
    return x + (g1 + (g2 + (g3 + g4 / degrees) / degrees) / degrees) / degrees
  }

  /// Where a rising function reaches `target`, by halving until the doubles run out.
  private static func root(
    of target: Double,
    between low: Double,
    and high: Double,
    _ function: (Double) -> Double
  ) -> Double {
    var low = low
    var high = high
    while true {
      let middle = low + (high - low) / 2
      if middle <= low || middle >= high { return middle }
      if function(middle) < target { low = middle } else { high = middle }
    }
  }
}
