import EmicKit
import Testing

@Suite("A stratified sample") struct StratifiedSampleTests {
  /// Ten transcripts: six on migrants, three on children, one of which nothing is known.
  let study: [(name: String, values: [String?])] =
    (1...6).map { ("M\($0)", ["migrants"]) } + (1...3).map { ("C\($0)", ["children"]) }
    + [("U1", [nil])]

  @Test("each stratum has its share, the largest remainder gets the one that is left")
  func shares() {
    let sample = StratifiedSample(of: study, share: 0.5, seed: 7)
    #expect(sample.strata.map(\.values) == [["migrants"], ["children"], [nil]])
    // 3, 1.5 and 0.5 of 5: the remainders are equal, so chance gives the fifth.
    #expect(sample.strata[0].drawn.count == 3)
    #expect(sample.strata[1].drawn.count + sample.strata[2].drawn.count == 2)
    #expect(sample.strata[1].drawn.count >= 1)
    let third = StratifiedSample(of: study, share: 0.3, seed: 7)
    // 1.8, 0.9 and 0.3 of 3.
    #expect(third.strata.map(\.drawn.count) == [2, 1, 0])
  }

  @Test("the same seed draws the same, another seed sooner or later another")
  func seeds() {
    let first = StratifiedSample(of: study, share: 0.4, seed: 1)
    #expect(StratifiedSample(of: study, share: 0.4, seed: 1) == first)
    #expect((2...20).contains { StratifiedSample(of: study, share: 0.4, seed: $0) != first })
  }

  @Test("over many seeds every transcript of a stratum is drawn about as often")
  func fairness() {
    var counts: [String: Int] = [:]
    for seed in 1...6000 {
      for name in StratifiedSample(of: study, share: 0.3, seed: seed).transcripts {
        counts[name, default: 0] += 1
      }
    }
    // Two of six migrants: 2,000 each; one of three children: 2,000 each.
    for (name, count) in counts { #expect((1850...2150).contains(count), "\(name): \(count)") }
    #expect(counts["U1"] == nil)
    #expect(counts.count == 9)
  }

  @Test("all are drawn for a share of 1, one for the smallest, none where there are none")
  func ends() {
    #expect(StratifiedSample(of: study, share: 1, seed: 3).transcripts == study.map(\.name))
    #expect(StratifiedSample(of: study, share: 0.001, seed: 3).transcripts.count == 1)
    #expect(StratifiedSample(of: [], share: 0.5, seed: 3).transcripts.isEmpty)
  }
}
