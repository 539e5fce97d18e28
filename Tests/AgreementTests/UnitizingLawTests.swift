import Agreement
import Testing

@Suite("Agreement about units of text: laws on small random cases")
struct UnitizingLawTests {
  private struct Case {
    var length: Int
    var values: Int
    var units: [[MarkedUnit]]

    func counts() throws -> UnitizingCounts {
      try UnitizingCounts(length: length, units: units, values: values)
    }
  }

  private func random(_ seed: Int, coders: Int? = nil) -> Case {
    var dice = Dice(state: UInt64(seed))
    let length = Int.random(in: 8...30, using: &dice)
    let values = Int.random(in: 1...3, using: &dice)
    let units = (0..<(coders ?? Int.random(in: 2...4, using: &dice))).map { _ in
      var list: [MarkedUnit] = []
      var at = Int.random(in: 0...4, using: &dice)
      while at < length {
        let end = min(length, at + Int.random(in: 1...6, using: &dice))
        let value = Int.random(in: 0..<values, using: &dice)
        list.append(MarkedUnit(start: at, end: end, value: value))
        // Often 0: touching units.
        at = end + max(0, Int.random(in: -2...6, using: &dice))
      }
      return list
    }
    return Case(length: length, values: values, units: units)
  }

  /// The definitions read out, segment by segment; gaps are segments with the last value.
  private struct Slow {
    var uAlpha: Double?
    var binary: Double?
    var cuAlpha: Double?
    var coverage: Double
    var kuAlpha: [Double?] = []
    var kuCoverage: [Double?] = []

    init(_ sample: Case) {
      let gap = sample.values
      let m = Double(sample.units.count)
      let segments = sample.units.map { list -> [MarkedUnit] in
        var all = list
        var at = 0
        for unit in list {
          if unit.start > at { all.append(MarkedUnit(start: at, end: unit.start, value: gap)) }
          at = unit.end
        }
        if at < sample.length { all.append(MarkedUnit(start: at, end: sample.length, value: gap)) }
        return all
      }
      func shared(_ one: MarkedUnit, _ other: MarkedUnit) -> Double {
        Double(max(0, min(one.end, other.end) - max(one.start, other.start)))
      }
      var l = [[Double]](repeating: [Double](repeating: 0, count: gap + 1), count: gap + 1)
      var heap = [Double](repeating: 0, count: gap + 1)
      var star = [Double](repeating: 0, count: gap)
      for (i, list) in segments.enumerated() {
        for g in list {
          let size = Double(g.end - g.start)
          heap[g.value] += g.value == gap ? size : size * size
          for (j, others) in segments.enumerated() where j != i {
            for h in others { l[g.value][h.value] += shared(g, h) / (m - 1) }
            guard g.value != gap else { continue }
            let met = others.filter { $0.value != gap }.reduce(0) { $0 + shared(g, $1) }
            star[g.value] += met * met / (m - 1)
          }
        }
      }
      let all = m * Double(sample.length)
      let sums = l.map { $0.reduce(0, +) }
      let c = heap.reduce(0, +)
      func chance(_ one: Int, _ other: Int) -> Double {
        all * (sums[one] * sums[other] - (one == other ? heap[one] : 0)) / (all * all - c)
      }
      func ratio(_ observed: Double, _ expected: Double) -> Double? {
        abs(expected) < 1e-9 ? nil : 1 - observed / expected
      }
      let equal = (0...gap).reduce(0) { $0 + l[$1][$1] }
      uAlpha = ratio(all - equal, all - (0...gap).reduce(0) { $0 + chance($1, $1) })
      let relevant = 0..<gap
      binary = ratio(
        relevant.reduce(0) { $0 + l[gap][$1] },
        relevant.reduce(0) { $0 + chance(gap, $1) }
      )
      let met = relevant.map { k in relevant.reduce(0) { $0 + l[k][$1] } }
      let allMet = met.reduce(0, +)
      coverage = allMet / all
      let rest = allMet - star.reduce(0, +) / allMet
      func chanceMet(_ one: Int, _ other: Int) -> Double {
        (met[one] * met[other] - (one == other ? star[one] : 0)) / rest
      }
      if allMet > 0, rest > 1e-9 {
        cuAlpha = ratio(
          allMet - relevant.reduce(0) { $0 + l[$1][$1] },
          allMet - relevant.reduce(0) { $0 + chanceMet($1, $1) }
        )
      }
      for k in relevant {
        kuCoverage.append(sums[k] == 0 ? nil : met[k] / sums[k])
        let expected = relevant.reduce(0) { $0 + chanceMet(k, $1) }
        guard met[k] > 0, rest > 1e-9, abs(expected - chanceMet(k, k)) > 1e-9 else {
          kuAlpha.append(nil)
          continue
        }
        kuAlpha.append(1 - expected / met[k] * (met[k] - l[k][k]) / (expected - chanceMet(k, k)))
      }
    }
  }

  @Test("the sweep gives what the definitions give", arguments: 1...80)
  func definitions(seed: Int) throws {
    let sample = random(seed)
    let counts = try sample.counts()
    let slow = Slow(sample)
    #expect(same(counts.uAlpha.value, slow.uAlpha))
    #expect(same(counts.binaryUAlpha.value, slow.binary))
    #expect(same(counts.cuAlpha.value, slow.cuAlpha))
    #expect(same(counts.cuCoverage.value, slow.coverage))
    for k in 0..<sample.values {
      #expect(same(counts.kuCoverageValue(k), slow.kuCoverage[k]))
      #expect(same(counts.kuAlpha(k).alpha.value, slow.kuAlpha[k]))
    }
  }

  @Test("units cut into single characters: nominal α with the gap as a value", arguments: 1...20)
  func cut(seed: Int) throws {
    var sample = random(seed)
    sample.units = sample.units.map { list in
      list.flatMap { unit in
        (unit.start..<unit.end).map { MarkedUnit(start: $0, end: $0 + 1, value: unit.value) }
      }
    }
    let rows = (0..<sample.length).map { at in
      sample.units.map { list in list.first { $0.start == at }?.value ?? sample.values }
    }
    let table = try RatingsTable(rows, categories: sample.values + 1)
    #expect(same(try sample.counts().uAlpha.value, table.counts.alpha.value))
  }

  @Test("the order of coders changes nothing", arguments: 1...20)
  func order(seed: Int) throws {
    let sample = random(seed)
    var other = sample
    other.units.reverse()
    #expect(try sample.counts() == other.counts())
  }

  @Test("counts of two texts add up to those of the texts one after the other", arguments: 1...20)
  func concatenation(seed: Int) throws {
    let first = random(seed, coders: 3)
    var second = random(seed + 1000, coders: 3)
    second.values = 3
    var sum = try UnitizingCounts(length: first.length, units: first.units, values: 3)
    sum += try second.counts()
    let whole = Case(
      length: first.length + second.length,
      values: 3,
      units: zip(first.units, second.units).map { one, other in
        one
          + other.map {
            MarkedUnit(
              start: $0.start + first.length,
              end: $0.end + first.length,
              value: $0.value
            )
          }
      }
    )
    #expect(try sum == whole.counts())
  }

  @Test("one value: relevant or not is all there is to uα", arguments: 1...20)
  func oneValue(seed: Int) throws {
    var sample = random(seed)
    sample.values = 1
    for coder in sample.units.indices {
      for index in sample.units[coder].indices { sample.units[coder][index].value = 0 }
    }
    let counts = try sample.counts()
    #expect(same(counts.uAlpha.value, counts.binaryUAlpha.value))
  }

  @Test("one meeting of two of many coders pairs with nothing by chance")
  func lonelyMeeting() throws {
    let counts = try UnitizingCounts(
      length: 20,
      units: [
        [MarkedUnit(start: 0, end: 4, value: 0)], [MarkedUnit(start: 0, end: 4, value: 1)], [], [],
      ],
      values: 2
    )
    #expect(counts.cuAlpha.reason == .noVariation)
  }
}

extension UnitizingCounts {
  fileprivate func kuCoverageValue(_ k: Int) -> Double? { kuAlpha(k).coverage.value }
}
