import Agreement
import Testing

@Suite("Cells from spans") struct CoverCellsTests {
  /// Every position asked one by one.
  private static func slow(_ spans: [[Range<Int>]?], _ stretches: [Range<Int>]) -> [CoderSet: Int] {
    var counts: [CoderSet: Int] = [:]
    for position in stretches.joined() {
      var coders = CoderSet()
      for (coder, list) in spans.enumerated() {
        if list?.contains(where: { $0.contains(position) }) == true {
          coders.insert(CoderSet(coder))
        }
      }
      counts[coders, default: 0] += 1
    }
    return counts
  }

  private static func pieces(_ random: inout Dice) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var place = Int.random(in: 0..<8, using: &random)
    while place < 60 {
      let end = place + Int.random(in: 1...12, using: &random)
      pieces.append(place..<end)
      // Some touch.
      place = end + max(0, Int.random(in: -4..<9, using: &random))
    }
    return pieces
  }

  @Test("the walk over the ends counts what asking every position counts")
  func slowTwin() {
    var random = Dice(state: 11)
    for _ in 0..<2000 {
      let coders = Int.random(in: 1...4, using: &random)
      let spans: [[Range<Int>]?] = (0..<coders).map { _ in
        Int.random(in: 0..<6, using: &random) == 0 ? nil : Self.pieces(&random)
      }
      let stretches = Int.random(in: 0..<3, using: &random) == 0 ? [0..<70] : Self.pieces(&random)
      let cells = CoverCells(spans: spans, within: stretches)
      let counted = cells.cells.reduce(into: [:]) { $0[$1.coders, default: 0] += $1.units }
        .filter { $0.value > 0 }
      #expect(counted == Self.slow(spans, stretches))
      #expect(cells.present.count == spans.count { $0 != nil })
      #expect(cells.units == stretches.reduce(0) { $0 + $1.count })
    }
  }

  @Test("the same spans on a text a million times longer leave all but the empty cell as it was")
  func longText() {
    let spans: [[Range<Int>]?] = [[3..<9, 20..<30], [5..<25], nil]
    let short = CoverCells(spans: spans, within: [0..<40])
    let long = CoverCells(spans: spans, within: [0..<40_000_000])
    #expect(short.cells.dropLast() == long.cells.dropLast())
    #expect(long.units == 40_000_000)
  }
}
