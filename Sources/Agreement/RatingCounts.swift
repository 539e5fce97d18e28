/// The integer sums over units behind the nominal coefficients for any number of coders.
///
/// Sums of transcripts add up (`+=`), so an interval is computed from these and never from units.
/// In the formulas r_uk is the number of coders who put unit u into k, r_u = Σ_k r_uk, and w_u the
/// number of equal units that u stands for.
public struct RatingCounts: Equatable, Sendable {
  public let coders: Int
  /// q, the number of declared categories.
  public let categories: Int
  /// Index r: Σ w_u over the units with r ratings.
  var units: [Int]
  /// Index r·q + k: Σ w_u r_uk over the units with r ratings.
  var ratings: [Int]
  /// Index r·q + k: Σ w_u r_uk (r_uk - 1) over the units with r ratings.
  var agreeing: [Int]
  /// Index g·q + k: Σ w_u over the units that coder g put into k.
  var byCoder: [Int]

  /// No units yet.
  public init(coders: Int, categories: Int) {
    self.coders = coders
    self.categories = categories
    units = [Int](repeating: 0, count: coders + 1)
    ratings = [Int](repeating: 0, count: (coders + 1) * categories)
    agreeing = ratings
    byCoder = [Int](repeating: 0, count: coders * categories)
  }

  /// Adds the counts of other units by the same coders.
  public static func += (sum: inout RatingCounts, other: RatingCounts) { sum.add(other, times: 1) }

  /// Takes away the counts of some of the units.
  public static func -= (sum: inout RatingCounts, other: RatingCounts) { sum.add(other, times: -1) }

  private mutating func add(_ other: RatingCounts, times factor: Int) {
    precondition(
      coders == other.coders && categories == other.categories,
      "counts of different coders or categories do not add up"
    )
    for index in units.indices { units[index] += factor * other.units[index] }
    for index in ratings.indices {
      ratings[index] += factor * other.ratings[index]
      agreeing[index] += factor * other.agreeing[index]
    }
    for index in byCoder.indices { byCoder[index] += factor * other.byCoder[index] }
  }

  /// Adds a unit with `cells[k]` coders in k; who they were is added to `byCoder` by the caller.
  mutating func add(unit cells: [Int], weight: Int) {
    var rated = 0
    for count in cells { rated += count }
    units[rated] += weight
    for (category, count) in cells.enumerated() {
      add(count, in: category, ofUnitRatedBy: rated, weight: weight)
    }
  }

  /// Adds the ratings that put a unit into one category; the unit itself is counted by the caller.
  mutating func add(_ count: Int, in category: Int, ofUnitRatedBy rated: Int, weight: Int) {
    ratings[rated * categories + category] += weight * count
    agreeing[rated * categories + category] += weight * count * (count - 1)
  }
}

extension RatingCounts {
  /// N1, the units with a rating.
  public var ratedUnits: Int { units.dropFirst().reduce(0, +) }

  /// N2, the units with at least two ratings.
  public var pairableUnits: Int { units.dropFirst(2).reduce(0, +) }

  /// The coders with a rating, in order; the others are absent and count nowhere.
  public var presentCoders: [Int] { (0..<coders).filter { ratingCount(of: $0) > 0 } }

  /// The number of units that a coder rated.
  func ratingCount(of coder: Int) -> Int {
    byCoder[(coder * categories)..<((coder + 1) * categories)].reduce(0, +)
  }

  /// π_k = (1/N1) Σ_u r_uk / r_u for each k: the mean share of a category in the rated units.
  var categoryShares: [Double] {
    let rated = Double(ratedUnits)
    return (0..<categories).map { category in
      var sum = 0.0
      for count in 1..<units.count {
        sum += Double(ratings[count * categories + category]) / Double(count)
      }
      return sum / rated
    }
  }

  /// How many categories were used in units with at least `fewest` ratings.
  func usedCategories(fewest: Int) -> Int {
    (0..<categories).count { category in
      (fewest..<max(fewest, units.count)).contains { ratings[$0 * categories + category] > 0 }
    }
  }

  /// Ordered pairs of ratings of one unit, by two coders, that differ, in units with `count` ratings.
  func disagreeing(_ count: Int) -> Int {
    let row = (count * categories)..<((count + 1) * categories)
    return units[count] * count * (count - 1) - agreeing[row].reduce(0, +)
  }
}
