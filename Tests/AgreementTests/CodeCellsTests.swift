import Testing

@testable import Agreement

@Suite("Cover cells of a code: laws on small random cases")
struct CodeCellsTests {
  /// Transcripts, units, coders: `nil` for a missing coder.
  private func random(_ seed: Int, transcripts: Int) -> [[[Bool?]]] {
    var dice = Dice(state: UInt64(seed))
    let coders = Int.random(in: 2...4, using: &dice)
    return (0..<transcripts).map { _ in
      let missing = (0..<coders).map { _ in Int.random(in: 0..<5, using: &dice) == 0 }
      return (0..<Int.random(in: 1...8, using: &dice)).map { _ in
        missing.map { $0 ? nil : Int.random(in: 0..<3, using: &dice) == 0 }
      }
    }
  }

  private func cells(_ transcripts: [[[Bool?]]]) -> CodeCells {
    let coders = transcripts[0][0].count
    return CodeCells(
      coders: coders,
      transcripts: transcripts.map { units in
        var present = CoderSet()
        for coder in 0..<coders where units[0][coder] != nil { present.insert(CoderSet(coder)) }
        // A cell per unit: equal sets need not be joined.
        let cells = units.map { unit in
          var set = CoderSet()
          for coder in 0..<coders where unit[coder] == true { set.insert(CoderSet(coder)) }
          return CoverCells.Cell(coders: set, units: 1)
        }
        return CoverCells(present: present, cells: cells)
      }
    )
  }

  private func table(_ transcripts: [[[Bool?]]], of coders: [Int]? = nil) throws -> RatingsTable {
    let rows = transcripts.joined().map { unit in
      (coders ?? Array(unit.indices)).map { unit[$0].map { $0 ? 1 : 0 } }
    }
    return try RatingsTable(rows, categories: 2)
  }

  @Test("cells give what the table of all decisions gives", arguments: 1...30)
  func all(seed: Int) throws {
    let sample = random(seed, transcripts: 3)
    let measures = cells(sample).measures(nil)
    let table = try table(sample).measures()
    #expect(measures.percent.outcome == table.percent.outcome)
    #expect(measures.alpha.outcome == table.alpha.outcome)
    #expect(measures.fleiss.outcome == table.fleiss.outcome)
    #expect(measures.conger.outcome == table.conger.outcome)
    #expect(measures.ac1.outcome == table.ac1.outcome)
    #expect(measures.brennanPrediger.outcome == table.brennanPrediger.outcome)
  }

  @Test("the closed forms of a pair give what its table gives", arguments: 1...30)
  func pairs(seed: Int) throws {
    let sample = random(seed, transcripts: 3)
    let common = sample.filter { $0[0][0] != nil && $0[0][1] != nil }
    let pair = cells(sample).measures(0, 1, nil)
    guard !common.isEmpty else {
      #expect(pair.percent.reason == .noData)
      return
    }
    let table = try table(common, of: [0, 1]).measures()
    #expect(same(pair.percent.value, table.percent.value))
    #expect(same(pair.kappa.value, table.kappa?.value))
    #expect(same(pair.pi.value, table.pi?.value))
    #expect(same(pair.alpha.value, table.alpha.value))
    #expect(same(pair.ac1.value, table.ac1.value))
    #expect(same(pair.brennanPrediger.value, table.brennanPrediger.value))
    #expect(pair.alpha.reason == table.alpha.reason)
    let positive = cells(common).counts
    if positive.coders == 2 {
      #expect(same(pair.positive.value, positive.specificAgreement(on: 1).value))
      #expect(same(pair.negative.value, positive.specificAgreement(on: 0).value))
    }
  }

  @Test(
    "positive agreement of many: of the others of those who said yes, how many did",
    arguments: 1...20
  )
  func positive(seed: Int) {
    let sample = random(seed, transcripts: 3)
    var yes = 0
    var pairs = 0
    for unit in sample.joined() {
      for one in unit.indices where unit[one] == true {
        for other in unit.indices where other != one && unit[other] != nil {
          pairs += 1
          if unit[other] == true { yes += 1 }
        }
      }
    }
    let value = cells(sample).measures(nil).positive.value
    #expect(same(value, pairs == 0 ? nil : Double(yes) / Double(pairs)))
  }

  @Test("the jackknife leaves out one transcript at a time", arguments: 1...10)
  func jackknife(seed: Int) throws {
    let sample = random(seed, transcripts: 12)
    let clusters = sample.indices.filter { sample[$0][0].count { $0 != nil } >= 2 }
    let measure = cells(sample).measures(.jackknife, confidence: 0.9).alpha
    let values = try clusters.compactMap { left in
      try table(sample.indices.filter { $0 != left }.map { sample[$0] }).counts.alpha.value
    }
    let count = Double(clusters.count)
    let mean = values.reduce(0, +) / count
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } * (count - 1) / count
    let t = try #require(StudentT.quantile(confidence: 0.9, degrees: clusters.count - 1))
    guard case .interval(let interval)? = measure.interval, let centre = measure.value else {
      Issue.record("no interval")
      return
    }
    #expect(values.count == clusters.count)
    #expect(same(interval.low, centre - t * variance.squareRoot()))
    #expect(same(interval.high, min(1, centre + t * variance.squareRoot())))
    #expect(interval.method == .jackknife(transcripts: clusters.count))
    #expect(interval.confidence == 0.9)
  }

  @Test("bootstrap: quantiles of type 7 over the transcripts drawn")
  func bootstrap() throws {
    let tables = (1...7).map { PairTable(both: $0, onlyFirst: 1, onlySecond: 2, neither: 9) }
    let clusters = Clusters(parts: tables, zero: PairTable())
    let draws = [[0, 0, 1, 2, 3, 4, 5], [6, 6, 6, 6, 6, 6, 6], [0, 1, 2, 3, 4, 5, 6]]
    let values = draws.map { draw -> Double in
      let both = draw.reduce(0) { $0 + $1 + 1 }
      return Double(2 * both) / Double(2 * both + 21)
    }.sorted()
    let result = clusters.bootstrap([\.positive], draws, 0.5)
    guard case .interval(let interval) = result[0] else {
      Issue.record("no interval")
      return
    }
    #expect(same(interval.low, (values[0] + values[1]) / 2))
    #expect(same(interval.high, (values[1] + values[2]) / 2))
    #expect(interval.method == .bootstrap(transcripts: 7, resamples: 3, undefined: 0))
  }

  @Test("undefined resamples are dropped and counted, up to one in twenty")
  func undefinedResamples() {
    let used = PairTable(both: 2, onlyFirst: 1, onlySecond: 0, neither: 4)
    let unused = PairTable(neither: 7)
    let clusters = Clusters(parts: [used] + Array(repeating: unused, count: 6), zero: PairTable())
    let good = Array(repeating: [0, 1, 2, 3, 4, 5, 6], count: 19)
    let bad = [[1, 1, 1, 1, 1, 1, 1]]
    guard case .interval(let interval) = clusters.bootstrap([\.alpha], good + bad, 0.95)[0] else {
      Issue.record("no interval")
      return
    }
    #expect(interval.method == .bootstrap(transcripts: 7, resamples: 20, undefined: 1))
    let worse = clusters.bootstrap([\.alpha], good.dropFirst() + bad, 0.95)
    #expect(worse == [.missing(.undefinedReplicates)])
    #expect(
      clusters.intervals(of: [\.alpha], .jackknife, confidence: 0.95) == [
        .missing(.undefinedReplicates)
      ]
    )
  }

  @Test("the same seed gives the same interval, another seed another")
  func seeds() {
    let cells = cells(random(4, transcripts: 10))
    let one = cells.measures(.bootstrap(resamples: 200, seed: 7))
    #expect(one.alpha.interval != nil)
    #expect(one == cells.measures(.bootstrap(resamples: 200, seed: 7)))
    #expect(one != cells.measures(.bootstrap(resamples: 200, seed: 8)))
  }

  @Test("five transcripts give no interval, six do")
  func fewest() {
    let transcript = CoverCells(
      present: CoderSet(first: 2),
      cells: [
        .init(coders: CoderSet(first: 2), units: 2), .init(coders: CoderSet(1), units: 1),
        .init(coders: [], units: 9),
      ]
    )
    let alone = CoverCells(present: CoderSet(0), cells: [.init(coders: [], units: 9)])
    let five = CodeCells(coders: 2, transcripts: Array(repeating: transcript, count: 5) + [alone])
    let six = CodeCells(coders: 2, transcripts: Array(repeating: transcript, count: 6))
    for method in [Resampling.jackknife, .bootstrap(resamples: 50, seed: 1)] {
      #expect(five.measures(method).alpha.interval == .missing(.tooFewTranscripts))
      #expect(five.measures(0, 1, method).kappa.interval == .missing(.tooFewTranscripts))
      guard case .interval = six.measures(0, 1, method).kappa.interval else {
        Issue.record("six transcripts give an interval")
        return
      }
    }
    #expect(six.measures(nil).alpha.interval == nil)
  }

  @Test("random numbers stay what they are")
  func generator() {
    var first = SplitMix(seed: 1, stream: 0)
    var second = SplitMix(seed: 1, stream: 1)
    let one = (0..<2000).map { _ in first.next(below: 10) }
    let other = (0..<2000).map { _ in second.next(below: 10) }
    #expect(one != other)
    #expect(Set(one) == Set(0..<10))
    #expect((0..<10).allSatisfy { face in (140...260).contains(one.count { $0 == face }) })
  }
}
