/// Numbers in as few cells as they need, as tables and screens have them.
package enum ShortNumber {
  /// `.74`, `1.00`, `-.11`: without the zero that says nothing, and without the sign of nothing.
  package static func text(_ value: Double, decimals: Int) -> String {
    var scale = 1
    for _ in 0..<decimals { scale *= 10 }
    let units = Int((abs(value) * Double(scale)).rounded())
    let fraction = String(units % scale)
    let zeros = String(repeating: "0", count: decimals - fraction.count)
    let whole = units >= scale ? String(units / scale) : ""
    return (value < 0 && units > 0 ? "-" : "") + "\(whole).\(zeros)\(fraction)"
  }

  /// A share in whole percent; only nothing is 0 % and only all is 100 %.
  package static func percent(_ share: Double) -> String {
    switch Int((share * 100).rounded()) {
    case 100 where share < 1: ">99 %"
    case 0 where share > 0: "<1 %"
    case let whole: "\(whole) %"
    }
  }

  /// `12.3`, `0.8`: a rate, which is never negative.
  package static func tenths(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
