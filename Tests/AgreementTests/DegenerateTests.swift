import Agreement
import Testing

@Suite("Degenerate cases: a value or a reason, never NaN")
struct DegenerateTests {
  private func code(_ both: Int, _ first: Int, _ second: Int, _ neither: Int) -> CodeCells {
    CodeCells(
      coders: 2,
      transcripts: [
        CoverCells(
          present: [CoderSet(0), CoderSet(1)],
          cells: [
            .init(coders: [CoderSet(0), CoderSet(1)], units: both),
            .init(coders: CoderSet(0), units: first),
            .init(coders: CoderSet(1), units: second),
            .init(coders: [], units: neither),
          ]
        )
      ]
    )
  }

  /// κ, π, α of the pair and Fleiss, Conger, α of all.
  private func chanceCorrected(_ cells: CodeCells) -> [Measure] {
    let pair = cells.measures(0, 1, nil)
    let all = cells.measures(nil)
    return [pair.kappa, pair.pi, pair.alpha, all.fleiss, all.conger, all.alpha]
  }

  private func unitizing(_ length: Int, _ units: [[Range<Int>]]) throws -> UnitizingCounts {
    try UnitizingCounts(
      length: length,
      units: units.map {
        $0.map { MarkedUnit(start: $0.lowerBound, end: $0.upperBound, value: 0) }
      },
      values: 1
    )
  }

  @Test("perfect, both values used: everything is exactly 1")
  func perfect() throws {
    let cells = code(3, 0, 0, 7)
    let pair = cells.measures(0, 1, nil)
    let all = cells.measures(nil)
    let measures =
      chanceCorrected(cells) + [
        pair.percent, pair.positive, pair.negative, pair.ac1, pair.brennanPrediger,
        all.percent, all.positive, all.ac1, all.brennanPrediger,
      ]
    #expect(measures.allSatisfy { $0.value == 1 })
    let counts = try unitizing(10, [[0..<3], [0..<3]])
    #expect(counts.uAlpha.value == 1)
    #expect(counts.binaryUAlpha.value == 1)
    #expect(SpanMatch.exact([0..<3], [0..<3]).f1.value == 1)
  }

  @Test("used by nobody: no variation, but AC1 and Brennan–Prediger are 1")
  func unused() throws {
    let cells = code(0, 0, 0, 10)
    let pair = cells.measures(0, 1, nil)
    let all = cells.measures(nil)
    #expect(chanceCorrected(cells).allSatisfy { $0.reason == .noVariation })
    let ones = [
      pair.percent, pair.ac1, pair.brennanPrediger, pair.negative, all.percent, all.ac1,
      all.brennanPrediger,
    ]
    #expect(ones.allSatisfy { $0.value == 1 })
    #expect(pair.positive.reason == .noVariation)
    #expect(all.positive.reason == .noVariation)
    let counts = try unitizing(10, [[], []])
    let family = [
      counts.uAlpha, counts.binaryUAlpha, counts.cuAlpha, counts.cuCoverage,
      counts.kuAlpha(0).alpha,
    ]
    #expect(family.allSatisfy { $0.reason == .noVariation })
    #expect(counts.kuAlpha(0).coverage.reason == .noData)
    #expect(SpanMatch.exact([], []).f1.reason == .noData)
  }

  @Test("all text by all: no variation, F1 is 1")
  func everywhere() throws {
    let cells = code(10, 0, 0, 0)
    let pair = cells.measures(0, 1, nil)
    #expect(chanceCorrected(cells).allSatisfy { $0.reason == .noVariation })
    #expect(
      [pair.percent, pair.ac1, pair.brennanPrediger, pair.positive].allSatisfy { $0.value == 1 }
    )
    #expect(pair.negative.reason == .noVariation)
    let counts = try unitizing(10, [[0..<10], [0..<10]])
    #expect(counts.uAlpha.reason == .noVariation)
    #expect(counts.binaryUAlpha.reason == .noGaps)
    #expect(counts.cuAlpha.reason == .noVariation)
    #expect(counts.cuCoverage.value == 1)
    #expect(SpanMatch.exact([0..<10], [0..<10]).f1.value == 1)
  }

  @Test("used by one of two: κ is exactly 0, π and α below, AC1 high, F1 0")
  func oneSided() throws {
    let cells = code(0, 1, 0, 99)
    let pair = cells.measures(0, 1, nil)
    #expect(pair.percent.value == 0.99)
    #expect(pair.kappa.value == 0)
    for measure in [pair.pi, pair.alpha, cells.measures(nil).alpha] {
      let value = try #require(measure.value)
      #expect(value <= 0 && value > -0.01)
    }
    #expect(try #require(pair.pi.value) < 0)
    #expect(try #require(pair.ac1.value) > 0.98)
    #expect(pair.positive.value == 0)
    let counts = try unitizing(100, [[0..<10], []])
    #expect(try #require(counts.uAlpha.value) < 0)
    #expect(counts.cuAlpha.reason == .noIntersection)
    #expect(counts.cuCoverage.value == 0)
    #expect(counts.kuAlpha(0).alpha.reason == .noIntersection)
    #expect(counts.kuAlpha(0).coverage.value == 0)
    #expect(SpanMatch.exact([0..<10], []).f1.value == 0)
  }

  @Test("one category declared: nobody had a choice")
  func oneCategory() throws {
    let all = try RatingsTable([[0, 0], [0, 0]], categories: 1).measures()
    #expect(all.percent.value == 1)
    let others = [
      all.kappa, all.pi, all.fleiss, all.conger, all.brennanPrediger, all.ac1, all.alpha,
    ]
    #expect(others.allSatisfy { $0?.reason == .oneCategory })
  }

  @Test("a coder with nothing marked said no; a missing one said nothing")
  func emptyIsNotMissing() {
    let used = CoverCells.Cell(coders: [CoderSet(0), CoderSet(1)], units: 4)
    let rest = CoverCells.Cell(coders: [], units: 6)
    let empty = CodeCells(
      coders: 3,
      transcripts: [CoverCells(present: CoderSet(first: 3), cells: [used, rest])]
    )
    let missing = CodeCells(
      coders: 3,
      transcripts: [CoverCells(present: CoderSet(first: 2), cells: [used, rest])]
    )
    #expect(missing.measures(nil).alpha.value == 1)
    #expect(empty.measures(nil).percent.value == 1 - 4 * 4 / 60.0)
    #expect(empty.pairTable(0, 2) == PairTable(both: 0, onlyFirst: 4, onlySecond: 0, neither: 6))
    #expect(missing.measures(0, 2, nil).kappa.reason == .noData)
  }

  @Test("no text, no common text, one coder")
  func nothing() throws {
    let none = CodeCells(coders: 2, transcripts: [])
    #expect(chanceCorrected(none).allSatisfy { $0.reason == .noData })
    #expect(none.measures(0, 1, nil).percent.reason == .noData)
    let empty = code(0, 0, 0, 0)
    #expect(chanceCorrected(empty).allSatisfy { $0.reason == .noData })
    let apart = CodeCells(
      coders: 2,
      transcripts: [
        CoverCells(present: CoderSet(0), cells: [.init(coders: [], units: 5)]),
        CoverCells(present: CoderSet(1), cells: [.init(coders: CoderSet(1), units: 5)]),
      ]
    )
    #expect(apart.measures(nil).alpha.reason == .noPairableUnits)
    #expect(apart.measures(nil).percent.reason == .noPairableUnits)
    #expect(apart.measures(0, 1, nil).alpha.reason == .noData)
    let alone = try RatingsTable([[0, nil], [1, nil]], categories: 2).measures()
    #expect(alone.coders == 1)
    #expect(alone.alpha.reason == .fewerThanTwoCoders)
    #expect(alone.kappa?.reason == .fewerThanTwoCoders)
    #expect(try RatingsTable([], categories: 2).measures().fleiss.reason == .noData)
    #expect(try unitizing(0, [[], []]).uAlpha.reason == .noData)
    #expect(try unitizing(9, [[0..<2]]).uAlpha.reason == .fewerThanTwoCoders)
  }

  @Test("κ and π are measures of two coders")
  func twoOnly() throws {
    let all = try RatingsTable([[0, 1, 1], [0, 0, 1]], categories: 2).measures()
    #expect(all.kappa == nil)
    #expect(all.pi == nil)
  }

  @Test("one unit has a value but no standard error")
  func oneUnit() throws {
    let all = try RatingsTable([[0, 1]], categories: 2).measures()
    #expect(all.ac1.value == -1)
    #expect(all.ac1.standardError == nil)
    #expect(all.ac1.interval == nil)
  }

  @Test("wrong tables and units are refused")
  func refused() {
    #expect(throws: RatingsTable.Problem.rowLength(unit: 1, found: 1, expected: 2)) {
      try RatingsTable([[0, 0], [0]], categories: 2)
    }
    #expect(throws: RatingsTable.Problem.categoryOutside(unit: 0, coder: 1, category: 2)) {
      try RatingsTable([[0, 2]], categories: 2)
    }
    #expect(throws: RatingsTable.Problem.weightCount(found: 2, expected: 1)) {
      try RatingsTable([[0, 1]], categories: 2, weights: [1, 1])
    }
    #expect(throws: RatingsTable.Problem.negativeWeight(unit: 0)) {
      try RatingsTable([[0, 1]], categories: 2, weights: [-1])
    }
    #expect(throws: UnitizingCounts.Problem.unit(coder: 1, index: 1)) {
      try unitizing(10, [[], [0..<5, 4..<6]])
    }
    #expect(throws: UnitizingCounts.Problem.unit(coder: 0, index: 0)) {
      try unitizing(10, [[8..<11], []])
    }
  }

  @Test("the words of JSON are those of the command's description")
  func words() {
    let words = Measure.Reason.allCases.map(\.rawValue)
    #expect(
      words == [
        "no-variation", "no-data", "no-pairable-units", "one-category", "no-gaps",
        "no-intersection", "fewer-than-two-coders", "different-texts", "different-definitions",
        "recode-pending",
      ]
    )
    #expect(
      IntervalResult.Missing.allCases.map(\.rawValue) == [
        "too-few-transcripts", "undefined-replicates",
      ]
    )
  }

  @Test("a rare code: pooled κ counts codes nobody used, macro κ skips them")
  func pooled() {
    let tables = [
      PairTable(both: 5, onlyFirst: 1, onlySecond: 1, neither: 13), PairTable(neither: 20),
      PairTable(both: 1, onlyFirst: 3, onlySecond: 0, neither: 16),
    ]
    let pooled = PooledKappa(tables)
    // De Vries et al.: (mean p_o - mean p_e) / (1 - mean p_e)
    let observed: Double = (0.9 + 1 + 0.85) / 3
    // Margins 6/20 and 6/20, then 4/20 and 1/20.
    let common: Double = 0.3 * 0.3 + 0.7 * 0.7
    let rare: Double = 0.2 * 0.05 + 0.8 * 0.95
    let chance = (common + 1 + rare) / 3
    #expect(same(pooled.pooled.value, (observed - chance) / (1 - chance)))
    #expect(pooled.codesDefined == 2)
    #expect(pooled.codes == 3)
    let kappas = [tables[0], tables[2]].compactMap { $0.kappa.value }
    #expect(same(pooled.macro.value, kappas.reduce(0, +) / 2))
    #expect(PooledKappa([PairTable(neither: 3)]).pooled.reason == .noVariation)
    #expect(PooledKappa([]).pooled.reason == .noData)
  }
}
