import Agreement
import Testing

@Suite("Agreement of ratings: laws on small random tables")
struct RatingLawTests {
  struct Case {
    var rows: [[Int?]]
    var weights: [Int]
    var categories: Int
    var coders: Int { rows.first?.count ?? 0 }

    func table() throws -> RatingsTable {
      try RatingsTable(rows, categories: categories, weights: weights)
    }
  }

  private func random(_ seed: Int, coders: Int? = nil, missing: Bool = true) -> Case {
    var dice = Dice(state: UInt64(seed))
    let coders = coders ?? Int.random(in: 2...5, using: &dice)
    let categories = Int.random(in: 2...4, using: &dice)
    let units = Int.random(in: 3...9, using: &dice)
    let rows = (0..<units).map { _ in
      (0..<coders).map { _ in
        missing && Int.random(in: 0..<4, using: &dice) == 0
          ? nil : Int?.some(Int.random(in: 0..<categories, using: &dice))
      }
    }
    let weights = (0..<units).map { _ in Int.random(in: 1...4, using: &dice) }
    return Case(rows: rows, weights: weights, categories: categories)
  }

  private func values(_ measures: RatingMeasures) -> [String: Double?] {
    [
      "percent": measures.percent.value, "kappa": measures.kappa?.value, "pi": measures.pi?.value,
      "fleiss": measures.fleiss.value, "conger": measures.conger.value,
      "bp": measures.brennanPrediger.value, "ac1": measures.ac1.value,
      "alpha": measures.alpha.value,
    ]
  }

  private func expectSame(_ one: [String: Double?], _ other: [String: Double?]) {
    for (name, value) in one { #expect(same(value, other[name] ?? nil), "\(name)") }
  }

  /// The definitions read out: each row as often as it weighs, every sum over units and coders.
  private func slow(_ sample: Case) -> [String: Double?] {
    let rows = zip(sample.rows, sample.weights).flatMap { Array(repeating: $0, count: $1) }
    let present = (0..<sample.coders).filter { coder in rows.contains { $0[coder] != nil } }
    let q = Double(sample.categories)
    let lists = rows.map { $0.compactMap { $0 } }.filter { !$0.isEmpty }
    let pairable = lists.filter { $0.count >= 2 }
    guard present.count >= 2, !pairable.isEmpty else { return [:] }
    func pairs(_ list: [Int]) -> (equal: Double, all: Double) {
      var equal = 0.0
      for one in list.indices {
        for other in list.indices where other != one && list[one] == list[other] { equal += 1 }
      }
      return (equal, Double(list.count * (list.count - 1)))
    }
    let percent =
      pairable.map { pairs($0).equal / pairs($0).all }.reduce(0, +)
      / Double(pairable.count)
    let shares = (0..<sample.categories).map { k in
      lists.map { list in Double(list.count { $0 == k }) / Double(list.count) }.reduce(0, +)
        / Double(lists.count)
    }
    func corrected(_ agreement: Double, _ chance: Double) -> Double? {
      abs(1 - chance) < 1e-12 ? nil : (agreement - chance) / (1 - chance)
    }
    var result: [String: Double?] = ["percent": percent]
    result["fleiss"] = corrected(percent, shares.map { $0 * $0 }.reduce(0, +))
    result["bp"] = corrected(percent, 1 / q)
    result["ac1"] = corrected(percent, shares.map { $0 * (1 - $0) }.reduce(0, +) / (q - 1))
    func share(_ coder: Int, _ k: Int, _ rows: [[Int?]]) -> Double {
      let given = rows.compactMap { $0[coder] }
      return Double(given.count { $0 == k }) / Double(given.count)
    }
    var chance = 0.0
    for g in present {
      for h in present where g != h {
        for k in 0..<sample.categories { chance += share(g, k, rows) * share(h, k, rows) }
      }
    }
    result["conger"] = corrected(percent, chance / Double(present.count * (present.count - 1)))
    // α by its pairs: within units against all pairs of values.
    let all = pairable.joined()
    let n = Double(all.count)
    let observed =
      pairable.map { (pairs($0).all - pairs($0).equal) / Double($0.count - 1) }
      .reduce(0, +) / n
    let expected = (pairs(Array(all)).all - pairs(Array(all)).equal) / (n * (n - 1))
    result["alpha"] = expected == 0 ? nil : 1 - observed / expected
    if present.count == 2 {
      let both = rows.filter { $0[present[0]] != nil && $0[present[1]] != nil }
      let equal = Double(both.count { $0[present[0]] == $0[present[1]] }) / Double(both.count)
      var cohen = 0.0
      var scott = 0.0
      for k in 0..<sample.categories {
        let (p, r) = (share(present[0], k, both), share(present[1], k, both))
        cohen += p * r
        scott += (p + r) * (p + r) / 4
      }
      result["kappa"] = corrected(equal, cohen)
      result["pi"] = corrected(equal, scott)
    }
    return result
  }

  @Test("the sums give what the definitions give", arguments: 1...60)
  func definitions(seed: Int) throws {
    for sample in [random(seed), random(seed + 100, coders: 2)] {
      expectSame(slow(sample), values(try sample.table().measures()))
    }
  }

  @Test("a weight is that many equal units, standard errors included", arguments: 1...20)
  func weights(seed: Int) throws {
    let sample = random(seed)
    let rows = zip(sample.rows, sample.weights).flatMap { Array(repeating: $0, count: $1) }
    let long = try RatingsTable(rows, categories: sample.categories).measures()
    let short = try sample.table().measures()
    expectSame(values(long), values(short))
    for path in [\RatingMeasures.fleiss, \.conger, \.brennanPrediger, \.ac1, \.alpha] {
      #expect(same(long[keyPath: path].standardError, short[keyPath: path].standardError))
    }
  }

  @Test("the order of coders and of units changes nothing", arguments: 1...20)
  func order(seed: Int) throws {
    var dice = Dice(state: UInt64(seed))
    let sample = random(seed)
    let coders = (0..<sample.coders).shuffled(using: &dice)
    let units = sample.rows.indices.shuffled(using: &dice)
    let other = Case(
      rows: units.map { unit in coders.map { sample.rows[unit][$0] } },
      weights: units.map { sample.weights[$0] },
      categories: sample.categories
    )
    expectSame(values(try sample.table().measures()), values(try other.table().measures()))
  }

  @Test("scaling all weights changes α only, and that through n - 1", arguments: 1...20)
  func scaling(seed: Int) throws {
    let sample = random(seed)
    var large = sample
    large.weights = sample.weights.map { $0 * 7 }
    var one = values(try sample.table().measures())
    var other = values(try large.table().measures())
    let n = zip(sample.rows, sample.weights).reduce(0) { sum, row in
      let rated = row.0.compactMap { $0 }.count
      return sum + (rated >= 2 ? rated * row.1 : 0)
    }
    if let alpha = one["alpha"] ?? nil, let scaled = other["alpha"] ?? nil {
      let factor = Double(n) / Double(n - 1) * Double(7 * n - 1) / Double(7 * n)
      #expect(same(1 - scaled, (1 - alpha) * factor))
    }
    one["alpha"] = nil
    other["alpha"] = nil
    expectSame(one, other)
  }

  @Test("a coder missing everywhere changes nothing", arguments: 1...20)
  func absent(seed: Int) throws {
    let sample = random(seed, coders: 2 + seed % 3)
    var wider = sample
    wider.rows = sample.rows.map { [nil] + $0 }
    let one = try sample.table().measures()
    let other = try wider.table().measures()
    expectSame(values(one), values(other))
    #expect(one.coders == other.coders)
    #expect(one.kappa == nil || other.kappa != nil)
    #expect(same(one.conger.standardError, other.conger.standardError))
  }

  @Test("two coders on all units: Fleiss is Scott, Conger is Cohen", arguments: 1...20)
  func twoCoders(seed: Int) throws {
    let all = try random(seed, coders: 2, missing: false).table().measures()
    #expect(same(all.fleiss.value, all.pi?.value))
    #expect(same(all.conger.value, all.kappa?.value))
  }

  @Test("of thousands of categories most are used once; the sums are those of the definitions")
  func manyCategories() throws {
    var dice = Dice(state: 5)
    let rows = (0..<60).map { unit in
      (0..<3).map { _ in
        Int.random(in: 0..<3, using: &dice) == 0
          ? nil : Int?.some(unit * 40 + Int.random(in: 0..<2, using: &dice))
      }
    }
    let sample = Case(rows: rows, weights: rows.map { _ in 1 }, categories: 2400)
    expectSame(slow(sample), values(try sample.table().measures()))
  }
}
