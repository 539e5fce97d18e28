import Agreement
import Testing

@Suite("Spans in common")
struct SpanMatchTests {
  private func random(_ dice: inout Dice) -> [Range<Int>] {
    var spans: [Range<Int>] = []
    var at = 0
    while at < 40 {
      at += max(0, Int.random(in: -3...4, using: &dice))
      let end = at + Int.random(in: 1...9, using: &dice)
      spans.append(at..<end)
      at = end
    }
    return spans
  }

  /// The largest matching, found by trying every way.
  private func slow(_ first: ArraySlice<Range<Int>>, _ second: [Range<Int>], _ tenths: Int) -> Int {
    guard let one = first.first else { return 0 }
    var best = slow(first.dropFirst(), second, tenths)
    for (index, other) in second.enumerated() {
      let shared = min(one.upperBound, other.upperBound) - max(one.lowerBound, other.lowerBound)
      guard shared > 0, 10 * shared >= tenths * (one.count + other.count - shared) else { continue }
      var rest = second
      rest.remove(at: index)
      best = max(best, 1 + slow(first.dropFirst(), rest, tenths))
    }
    return best
  }

  @Test("the sweep finds as many matches as there can be", arguments: 1...40)
  func maximum(seed: Int) {
    var dice = Dice(state: UInt64(seed))
    let first = random(&dice)
    let second = random(&dice)
    for tenths in [1, 2, 3, 5, 6, 9] {
      let match = SpanMatch.overlapping(first, second, atLeast: tenths, of: 10)
      #expect(match.matched == slow(first[...], second, tenths))
      #expect(match == SpanMatch(matched: match.matched, first: first.count, second: second.count))
      let swapped = SpanMatch.overlapping(second, first, atLeast: tenths, of: 10)
      #expect(swapped.matched == match.matched)
    }
    #expect(SpanMatch.exact(first, second).matched == Set(first).intersection(second).count)
  }

  @Test("nine tenths is counted in integers, the limit included")
  func limit() {
    #expect(SpanMatch.overlapping([0..<9], [0..<10], atLeast: 90, of: 100).matched == 1)
    #expect(SpanMatch.overlapping([0..<8], [0..<9], atLeast: 90, of: 100).matched == 0)
  }

  @Test("spans that share text are united, touching ones stay two")
  func united() {
    #expect(SpanMatch.united([5..<9, 0..<3, 2..<5, 7..<8, 12..<12]) == [0..<5, 5..<9])
  }

  @Test("F1 divides the sums of all transcripts")
  func sums() {
    let sum =
      SpanMatch(matched: 1, first: 2, second: 3) + SpanMatch(matched: 2, first: 2, second: 2)
    #expect(same(sum.f1.value, 6 / 9.0))
  }
}
