/// Who put which unit into which category.
///
/// Rows are units, columns coders; `nil` where a coder did not see the unit. Categories are numbers
/// from 0; their count is that of the *declared* set (the codebook), not of what happened to be used.
public struct RatingsTable: Equatable, Sendable {
  /// What is wrong with the input; rows and columns count from 0.
  public enum Problem: Error, Equatable {
    case rowLength(unit: Int, found: Int, expected: Int)
    case categoryOutside(unit: Int, coder: Int, category: Int)
    case weightCount(found: Int, expected: Int)
    case negativeWeight(unit: Int)
  }

  /// Units × coders.
  public let ratings: [[Int?]]
  /// q, the number of declared categories.
  public let categories: Int
  /// How many equal units each row stands for.
  public let weights: [Int]

  /// - Parameters:
  ///   - ratings: units × coders, each row as long as the first.
  ///   - categories: q; ratings are from 0 up to it.
  ///   - weights: one per unit; `nil` counts each row once.
  /// - Throws: `Problem` where a row has another length than the first, a category is not declared,
  ///   or the weights do not fit.
  public init(_ ratings: [[Int?]], categories: Int, weights: [Int]? = nil) throws(Problem) {
    let coders = ratings.first?.count ?? 0
    let weights = weights ?? [Int](repeating: 1, count: ratings.count)
    guard weights.count == ratings.count else {
      throw .weightCount(found: weights.count, expected: ratings.count)
    }
    for (unit, row) in ratings.enumerated() {
      guard row.count == coders else {
        throw .rowLength(unit: unit, found: row.count, expected: coders)
      }
      guard weights[unit] >= 0 else { throw .negativeWeight(unit: unit) }
      for (coder, category) in row.enumerated() {
        guard let category, !(0..<categories).contains(category) else { continue }
        throw .categoryOutside(unit: unit, coder: coder, category: category)
      }
    }
    self.ratings = ratings
    self.categories = categories
    self.weights = weights
  }

  /// The sums that every coefficient for any number of coders is computed from.
  public var counts: RatingCounts {
    let coders = ratings.first?.count ?? 0
    var counts = RatingCounts(coders: coders, categories: categories)
    // r_uk of the unit in hand; only what it used is read and cleared again, since there may be
    // thousands of categories.
    var cells = [Int](repeating: 0, count: categories)
    for (row, weight) in zip(ratings, weights) {
      var rated = 0
      for (coder, category) in row.enumerated() {
        guard let category else { continue }
        cells[category] += 1
        rated += 1
        counts.byCoder[coder * categories + category] += weight
      }
      counts.units[rated] += weight
      for case let category? in row where cells[category] > 0 {
        counts.add(cells[category], in: category, ofUnitRatedBy: rated, weight: weight)
        cells[category] = 0
      }
    }
    return counts
  }
}
